"""How many keys things take. Fewer is fine; more is not (each figure is a promise)."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from cardtui.presenter.scene import Form, Talk
from cardtui.rules.position import (
    Away,
    Between,
    GoodNight,
    Mirroring,
    MirrorVerdict,
    Offered,
    Pausing,
    Picking,
    Returned,
    Speaking,
    SpokenPart,
)
from cardtui.save.records import Settings
from couple_session import KNOWN, Sitting, small_deck
from shipped_words import WORDS, fixed_part


class Counted:
    """Counts the presses within a block, and holds them to a limit."""

    def __init__(self, pair: Sitting, most: int) -> None:
        self._pair = pair
        self._most = most

    def __enter__(self) -> None:
        self._before = self._pair.presses

    def __exit__(self, *error: object) -> None:
        if error[0] is None:
            assert self._pair.presses - self._before <= self._most


def going(place: type[object] = Speaking, save: Path | None = None) -> Sitting:
    return Sitting(save, small_deck()).press("enter").until(place)


def test_the_first_run_leads_to_the_first_card_in_four_beyond_typing_names() -> None:
    pair = Sitting(settings=Settings())
    with Counted(pair, 4):
        pair.press("enter")
        assert isinstance(pair.scene, Form)
        pair.names("Ana", "Ben")
        pair.presses += 1  # the Enter after the second name; the one after the first only leads to the second
        pair.press("1", "enter")
        assert isinstance(pair.scene, Talk)


def test_picking_one_of_three_and_taking_it_takes_two() -> None:
    pair = Sitting(deck=small_deck(), settings=replace(KNOWN, spread=True)).press("enter", "enter")
    assert isinstance(pair.place, Picking)
    with Counted(pair, 2):
        assert isinstance(pair.press("3", "enter").place, Speaking)


def test_leaving_a_card_together_takes_two() -> None:
    pair = going()
    with Counted(pair, 2):
        assert isinstance(pair.press("p", "enter").place, Offered)


def test_speaking_is_done_in_one() -> None:
    pair = going()
    with Counted(pair, 1):
        pair.press("enter")
        assert isinstance(pair.place, Mirroring)


@pytest.mark.parametrize(
    ("key", "part", "most"), [("2", SpokenPart.MISSING, 2), ("3", SpokenPart.MORE, 2)], ids=["not", "more"]
)
def test_from_a_verdict_to_mirroring_again(key: str, part: SpokenPart, most: int) -> None:
    pair = going(MirrorVerdict)
    with Counted(pair, most):
        pair.press(key)
        assert isinstance(pair.place, Speaking)
        assert pair.place.send.part is part
        pair.press("enter")
        assert isinstance(pair.place, Mirroring)


@pytest.mark.parametrize("place", [Offered, Speaking, Mirroring], ids=lambda place: place.__name__)
def test_a_slipped_enter_is_undone_in_one(place: type[object]) -> None:
    pair = going(place)
    before = pair.position
    pair.press("enter")
    with Counted(pair, 1):
        assert pair.press("b").position == before


def test_another_card_takes_one() -> None:
    pair = going(Offered)
    assert isinstance(pair.place, Offered)
    before = pair.place.dealt.card
    with Counted(pair, 1):
        pair.press("2")
        assert isinstance(pair.place, Offered)
        assert pair.place.dealt.card != before


@pytest.mark.parametrize("keys", [("i",), ("esc", "1")], ids=["by letter", "by number"])
def test_interrupting_and_going_on_takes_four(keys: tuple[str, ...]) -> None:
    pair = going()
    with Counted(pair, 4):
        pair.press(*keys, "enter", "1")
        assert isinstance(pair.place, Speaking)
        assert pair.place.send.part is SpokenPart.ONWARD


def test_a_time_out_with_a_return_time_takes_two() -> None:
    pair = going()
    with Counted(pair, 2):
        pair.press("t")
        assert isinstance(pair.place, Pausing)
        assert fixed_part(WORDS.pause_meet) in pair.text
        pair.press("enter")
        assert isinstance(pair.place, Away)


def test_coming_back_to_what_happened_takes_two() -> None:
    pair = going().press("t", "enter")
    with Counted(pair, 2):
        pair.press("enter")
        assert isinstance(pair.place, Returned)
        pair.press("2")
        assert isinstance(pair.place, Speaking)
        assert pair.place.turn.round.subject == Between()


def test_ending_in_the_middle_of_a_turn_without_an_appreciation_takes_two() -> None:
    pair = going(Mirroring)
    with Counted(pair, 2):
        assert isinstance(pair.press("c", "2").place, GoodNight)


def test_quitting_and_coming_back_to_the_same_place_takes_q_the_command_and_enter(tmp_path: Path) -> None:
    pair = going(MirrorVerdict, tmp_path / "save.db")
    before = pair.scene
    with Counted(pair, 2):
        pair.press("q").start_again().press("enter")
    assert _seen(pair.scene) == _seen(before)


def _seen(scene: object) -> tuple[object, ...]:
    assert isinstance(scene, Talk)
    return scene.head, scene.face, scene.halves, scene.rail, scene.reached, tuple(row.text for row in scene.rows)
