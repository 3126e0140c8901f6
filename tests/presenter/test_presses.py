"""How many keys things take. Fewer is fine; more is not (each number is a promise)."""

from __future__ import annotations

from pathlib import Path

import pytest

from cardtui.rules.position import (
    Away,
    Between,
    GoodNight,
    Mirroring,
    MirrorVerdict,
    Offered,
    Speaking,
    SpokenPart,
)
from couple_session import Sitting, small_deck


def going(place: type[object] = Speaking, save: Path | None = None) -> Sitting:
    return Sitting(save, small_deck()).press("enter").until(place)


PROMISES: dict[str, tuple[type[object], str, type[object]]] = {
    "speaking is done in one": (Speaking, "enter", Mirroring),
    "from not quite to mirroring again": (MirrorVerdict, "2 enter", Mirroring),
    "from more to mirroring again": (MirrorVerdict, "3 enter", Mirroring),
    "interrupting and going on by letter": (Speaking, "i enter 1", Speaking),
    "interrupting and going on by number": (Speaking, "esc 1 enter 1", Speaking),
    "a time-out with a time to return": (Speaking, "t enter", Away),
    "ending in the middle of a turn": (Mirroring, "c 2", GoodNight),
    "leaving a card together": (Speaking, "p enter", Offered),
    "another card": (Offered, "2", Offered),
    "coming back to what happened": (Speaking, "t enter 1 2", Speaking),
    "undoing a slipped Enter": (Offered, "enter b", Offered),
}
"""From where, by which keys, to where."""


@pytest.mark.parametrize("promise", PROMISES)
def test_so_many_keys_are_enough(promise: str) -> None:
    start, keys, after = PROMISES[promise]
    pair = going(start)
    before = pair.place
    assert isinstance(pair.press(*keys.split()).place, after)
    assert (pair.place == before) == promise.startswith("undoing")
    if promise.startswith("interrupting"):
        assert pair.place.send.part is SpokenPart.ONWARD
    if promise.startswith("coming back"):
        assert pair.place.turn.round.subject == Between()
