"""The figures of dealing, with a few seeds; `tests/bench/dealing.py` measures many and prints the table."""

from __future__ import annotations

import pytest

from bench import dealing

UNEVEN = [case for case in dealing.hard_cases() if case.name.startswith("suits of") and case.evening == 10]
CASES = [*(case for case in (*dealing.even_cases(), *UNEVEN) if len(case.pool) <= 90), *dealing.shipped_cases()]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.name}, {case.evening} an evening")
@pytest.mark.sample(4)
def test_every_target_is_reached_where_it_can_be(case: dealing.Case) -> None:
    assert dealing.missed(case, dealing.simulate(case, dealing.ours, range(900, 902))) == []


def test_rested_cards_are_never_all_of_one_suit() -> None:
    # With these seeds and a check of the whole lap alone, the third evening would end with two cards of one suit.
    case = next(case for case in CASES if (case.name, case.evening) == ("60 cards, depth 1", 10))
    assert dealing.missed(case, dealing.simulate(case, dealing.ours, (76, 208))) == []


def test_figures_tell_a_shuffle_from_a_good_deal() -> None:
    case = dealing.Case(name="60 cards", suits=CASES[0].suits, evening=10, depth=3)
    assert set(dealing.missed(case, dealing.simulate(case, dealing.fresh_shuffle, range(5)))) >= {
        "repeats",
        "same suit",
        "unseen",
        "gap",
    }


def test_a_handmade_log_gives_the_counted_figures() -> None:
    case = dealing.Case(name="by hand", suits=CASES[0].suits[:2], evening=3, depth=1)
    (one, a), (two, _), *_, (three, b) = case.pool
    found = dealing.figures(case, [[(one, a), (two, a), (three, b)], [(three, b), (one, a), (two, a)]])
    assert (found.repeats, found.gap, found.unseen, found.not_easy) == (3, 0, len(case.pool) - 3, 0)
    assert found.neighbors == 9 * 2 / 4


def test_hearts_that_come_back_only_put_off_what_is_unseen() -> None:
    case = next(case for case in dealing.shipped_cases() if case.name == "shipped, easy, 8 out")
    assert dealing.missed(case, dealing.simulate(case, dealing.hearted, range(900, 902))) == ["unseen"]
