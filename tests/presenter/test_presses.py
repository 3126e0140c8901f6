"""How many keys things take. Fewer is fine; more is not (each number is a promise)."""

from __future__ import annotations

import pytest

from couple_session import going
from evening_builder import stage_of

PROMISES = {
    "speaking is done in one": ("speaking", "enter", "mirroring"),
    "from not quite to mirroring again": ("mirror-verdict", "2 enter", "mirroring"),
    "from more to mirroring again": ("mirror-verdict", "3 enter", "mirroring"),
    "interrupting and going on by letter": ("speaking", "i enter 1", "speaking onward"),
    "interrupting and going on by number": ("speaking", "esc 1 enter 1", "speaking onward"),
    "a time-out with a time to return": ("speaking", "t enter", "away"),
    "ending in the middle of a turn": ("mirroring", "c 2", "good-night"),
    "leaving a card together": ("speaking", "p enter", "offered"),
    "another card": ("offered", "2", "offered"),
    "coming back to what happened": ("speaking", "t enter 1 2", "speaking whole"),
    "undoing a slipped Enter": ("offered", "enter b", "offered"),
}
"""From where, by which keys, to where."""


@pytest.mark.parametrize("promise", PROMISES)
def test_so_many_keys_are_enough(promise: str) -> None:
    start, keys, after = PROMISES[promise]
    assert stage_of(going(place=start).press(*keys.split()).place) == after
