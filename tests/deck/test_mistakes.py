"""Files with many mistakes: all of a file are reported at once, each at its place and in its words."""

from __future__ import annotations

from pathlib import Path

import pytest

from deck.any_bytes import KINDS, Kind, judge


@pytest.mark.usefixtures("_both_parsers")
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("old", "new"), [("", ""), ("\n", "\r\n"), ("Connect", "連接 ä̈")])
def test_every_mistake_is_told_at_its_place(kind: Kind, old: str, new: str) -> None:
    # Columns count characters, regardless of their width on a screen.
    text = (Path(__file__).parent / "mistakes" / f"{kind}.yaml").read_text(encoding="utf-8").replace(old, new)
    found = sorted(judge(kind, text.encode()).errors)
    told = [(each.line, f"{each.column} {each.code}: {each.message}") for each in found]
    assert told == [(line, note) for line, given in enumerate(text.splitlines(), 1) for note in given.split("  # ")[1:]]
