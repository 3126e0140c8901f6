"""Suggesting the nearest known word, and quoting and counting in a sentence."""

from __future__ import annotations

from collections.abc import Iterable

from cardtui.text.invisible import visible
from cardtui.text.normal_form import comparable

_LONGEST_SHOWN = 40


def closest(word: str, known: Iterable[str]) -> str | None:
    """The known word nearest to this one, ignoring case; None if none is close."""
    # Imported late: only needed after a mistake.
    import difflib

    names = tuple(known)
    by_key = {comparable(name): name for name in names}
    if (key := comparable(word)) in by_key:
        return by_key[key]
    # Try the word as written first: of `speaker` and `Speaker`, `speeker` is nearer to the one with the same case.
    found = difflib.get_close_matches(word, names, n=1) or difflib.get_close_matches(key, by_key, n=1)
    if not found:
        return None
    return found[0] if found[0] in names else by_key[found[0]]


def shown(value: str, mark: str = "'") -> str:
    """A value quoted for use in a sentence: on one line, cut if it is long, between quotation marks."""
    # The slice first: the value may have millions of characters.
    line = visible(" ".join(value[: 4 * _LONGEST_SHOWN].split()))
    return f"{mark}{line}{mark}" if len(line) <= _LONGEST_SHOWN else f"{mark}{line[: _LONGEST_SHOWN - 1]}…{mark}"


def one_of(known: Iterable[str], joined: str = "or") -> str:
    """Words as a list in a sentence: "question, step or story"."""
    *others, last = known
    return f"{', '.join(others)} {joined} {last}" if others else last


def counted(count: int, noun: str) -> str:
    """A number of things, as "1 card" or "2 cards"."""
    return f"{count} {noun}{'' if count == 1 else 's'}"
