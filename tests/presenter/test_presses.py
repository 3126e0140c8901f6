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
    Picking,
    Returned,
    Speaking,
    SpokenPart,
)
from cardtui.save.records import Settings
from couple_session import KNOWN, Sitting, small_deck


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


@pytest.mark.parametrize("place", [Offered, Speaking, Mirroring], ids=lambda place: place.__name__)
def test_a_slipped_enter_is_undone_in_one(place: type[object]) -> None:
    pair = going(place)
    before = pair.position
    pair.press("enter")
    with Counted(pair, 1):
        assert pair.press("b").position == before


PROMISES: dict[str, tuple[type[object], str, type[object]]] = {
    "speaking is done in one": (Speaking, "enter", Mirroring),
    "from not quite to mirroring again": (MirrorVerdict, "2 enter", Mirroring),
    "from more to mirroring again": (MirrorVerdict, "3 enter", Mirroring),
    "interrupting and going on by letter": (Speaking, "i enter 1", Speaking),
    "interrupting and going on by number": (Speaking, "esc 1 enter 1", Speaking),
    "a time-out with a time to return": (Speaking, "t enter", Away),
    "ending in the middle of a turn": (Mirroring, "c 2", GoodNight),
}
"""From where, by which keys, to where."""


@pytest.mark.parametrize("promise", PROMISES)
def test_so_many_keys_are_enough(promise: str) -> None:
    before, keys, after = PROMISES[promise]
    pair = going(before)
    assert isinstance(pair.press(*keys.split()).place, after)
    if promise.startswith("interrupting"):
        assert pair.place.send.part is SpokenPart.ONWARD


def test_coming_back_to_what_happened_takes_two() -> None:
    pair = going().press("t", "enter", "1")
    assert isinstance(pair.place, Returned)
    assert pair.press("2").place.turn.round.subject == Between()


def test_another_card_takes_one() -> None:
    pair = going(Offered)
    before = pair.place.dealt.card
    assert pair.press("2").place.dealt.card != before


def test_quitting_and_coming_back_to_the_same_place_takes_q_the_command_and_enter(tmp_path: Path) -> None:
    pair = going(MirrorVerdict, tmp_path / "save.db")
    before = pair.scene
    with Counted(pair, 2):
        pair.press("q").start_again().press("enter")
    assert _seen(pair.scene) == _seen(before)


def _seen(scene: object) -> tuple[object, ...]:
    assert isinstance(scene, Talk)
    return scene.head, scene.face, scene.halves, scene.rail, scene.reached, tuple(row.text for row in scene.rows)
