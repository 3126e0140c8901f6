"""Three cards face down, as the two meet them: who picks, what is shown of them, and when there is only one."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from cardtui.presenter.scene import Page
from cardtui.rules.evening_plan import Seat
from cardtui.rules.position import Offered, Picking, Resting, Speaking
from couple_session import KNOWN, SHIPPED, Sitting, small_deck
from shipped_words import WORDS, filled

PICKS = replace(KNOWN, spread=True)


def before_three(save: Path | None = None, **options: object) -> Sitting:
    """Ana and Ben, settled, with the shipped deck."""
    return Sitting(save, SHIPPED, PICKS, **options).press("enter", "enter")


def lying(pair: Sitting) -> Picking:
    assert isinstance(pair.place, Picking), pair.text
    return pair.place


def test_the_listener_picks_and_takes_it_with_two_keys() -> None:
    pair = before_three(seed=1)
    three = lying(pair).backs
    before = pair.presses
    pair.press("2")
    assert isinstance(pair.place, Offered)
    assert pair.place.dealt == three[1]
    pair.press("enter")
    assert isinstance(pair.place, Speaking)
    assert pair.presses - before == 2


def test_only_suits_and_signs_are_seen_of_them() -> None:
    pair = before_three(seed=1)
    scene = pair.scene
    assert isinstance(scene, Page)
    assert [(back.symbol, back.suit) for back in scene.backs] == [
        (each.symbol, each.suit) for each in lying(pair).backs
    ]
    assert [row.text for row in scene.rows] == [each.suit for each in lying(pair).backs]
    assert all(each.card.prompt[:20] not in pair.text for each in lying(pair).backs)
    picks = next(half for half in scene.halves if half.floor)
    assert (picks.seat, picks.chip) == (Seat.RIGHT, filled(WORDS.chip_picks, name="Ben"))
    assert {row.who for row in scene.rows} == {Seat.RIGHT}


def test_back_lays_the_same_ones_again(tmp_path: Path) -> None:
    pair = before_three(tmp_path / "save.db")
    before = lying(pair)
    assert lying(pair.press("3", "b")) == before
    assert lying(pair.press("1", "b").start_again().press("enter")) == before


def test_a_card_that_was_asked_for_is_turned_up_alone() -> None:
    pair = Sitting(None, small_deck(), PICKS).press("enter", "enter").press("1", "enter").until(Resting)
    met = pair.position.met[0].card
    pair.navigation.session.wish(met)
    pair.press("enter")
    assert isinstance(pair.place, Offered)
    assert pair.place.dealt.card.id == met


@pytest.mark.parametrize(
    ("settings", "keys"),
    [
        (replace(PICKS, begun=False), ()),
        (PICKS, ("2", "enter")),
        (KNOWN, ("enter", "enter")),
    ],
    ids=["the first evening", "five minutes", "turned off"],
)
def test_there_the_deck_deals_one(settings: object, keys: tuple[str, ...]) -> None:
    pair = Sitting(None, SHIPPED, settings).press(*keys)
    assert isinstance(pair.until(Offered).place, Offered)


def test_a_number_in_the_settings_turns_it_off_and_on() -> None:
    pair = Sitting(None, SHIPPED, PICKS).press("5")
    row = next(row for row in pair.rows if row.text == filled(WORDS.settings_spread, value=WORDS.settings_spread_on))
    pair.press(row.key)
    assert not pair.settings.spread
    assert filled(WORDS.settings_spread, value=WORDS.settings_spread_off) in pair.text
    assert pair.press(row.key).settings.spread


def test_plain_text_says_who_picks() -> None:
    pair = before_three()
    assert filled(WORDS.pick_ask, Listener="Ben") in pair.text
