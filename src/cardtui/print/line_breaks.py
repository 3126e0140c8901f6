"""Text into lines: cleaning, text direction, and line breaks."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby, islice, pairwise
from typing import NamedTuple

_DROPPED = {"Cc", "Cs", "Cf"}
"""Unicode categories that are invisible or change direction: control characters, surrogates, and direction marks."""

_JOINERS = "\u200c\u200d"
"""Of category Cf, but needed to spell in several scripts."""

_MARKS = 6
"""Maximum marks on a letter; no script needs more, and a hundred would reach into the lines around."""

_SELECTORS = frozenset(map(chr, range(0xFE00, 0xFE10)))
"""They choose between pictures of a character; a printed page has the one of its font."""

_NOT_FIRST = frozenset(
    "、。，．・：；？！）］｝〕〉》」』】’”…‥,.:;?!)]}%ー々〜ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ"
)
_NOT_LAST = frozenset("（［｛〔〈《「『【‘“([{")
"""Signs that must not begin a line, or end one, in scripts that break between any two letters. After JIS X 4051."""

_PARAGRAPH = 60
"""Lines; a longer text is not seen as a whole, so its last line does not matter."""

_SHORT = 0.15
"""Share of the width: a shorter last line looks lost."""

_FEW = 12
"""Maximum lines that are balanced."""

_LONG_WORD = 200
"""Characters; longer words are not measured as a whole."""

Wide = Callable[[str], float]
"""The width of a text in its font, in points."""


def cleaned(text: str) -> str:
    """A text as one paragraph for paper: composed, with single spaces, without invisible characters."""
    text = unicodedata.normalize("NFC", text)
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    seen = (
        " " if character.isspace() else character
        for character in text
        if character.isspace()
        or character in _JOINERS
        or (unicodedata.category(character) not in _DROPPED and character not in _SELECTORS)
    )
    return " ".join(_with_few_marks("".join(seen)).split())


def _with_few_marks(text: str) -> str:
    kept: list[str] = []
    for is_mark, run in groupby(text, lambda character: unicodedata.category(character)[0] == "M"):
        kept += islice(run, _MARKS if is_mark else None)
    return "".join(kept)


def runs_right_to_left(text: str) -> bool:
    """Whether the first letter with a direction runs from right to left. Source: UAX #9, rules P2 and P3."""
    directions = map(unicodedata.bidirectional, text)
    return next((direction for direction in directions if direction in ("L", "R", "AL")), "L") != "L"


def lines(text: str, width: float, wide: Wide) -> list[str]:
    """A cleaned text as lines of at most ``width`` points; only a single letter can be wider.

    Lines end at spaces, after hyphens, and between any two letters of a script that has no spaces; a word that is
    wider than a line is broken anywhere.
    """
    pieces = _pieces(text, width, wide)
    broken = _greedy(pieces, width, wide)
    if 1 < len(broken) <= _PARAGRAPH and broken[-1][1] < _SHORT * width:
        # Slightly narrower lines make the last one longer; if that adds a line, keep the first result.
        widest = max(min(width, piece.takes) for piece in pieces)
        for share in (0.97, 0.94, 0.9, 0.85):
            narrower = _greedy(pieces, max(share * width, widest), wide)
            if len(narrower) > len(broken):
                break
            if narrower[-1][1] >= _SHORT * width:
                return [line for line, _ in narrower]
    return [line for line, _ in broken]


def even_lines(text: str, width: float, wide: Wide) -> list[str]:
    """Like `lines`, but of about equal length, which looks best for short texts on cards; long texts are not balanced.

    Of all ways to break it into the fewest lines, the one with the smallest sum of squares.
    """
    pieces = _pieces(text, width, wide)
    broken = [line for line, _ in _greedy(pieces, width, wide)]
    is_long = any(len(word) > _LONG_WORD for word in text.split(" "))
    if is_long or not 1 < len(broken) <= _FEW or max(piece.takes for piece in pieces) > width:
        return broken
    space = wide(" ")
    # For each number of first pieces: lines, sum of squares, and the negated start of the last line,
    # so that of two equally good ways the one with the longer earlier line is chosen.
    best = [(0, 0.0, 0)]
    for end in range(1, len(pieces) + 1):
        used = 0.0
        ways: list[tuple[int, float, int]] = []
        for start in range(end - 1, -1, -1):
            used += pieces[start].takes + (space if start + 1 < end and pieces[start + 1].spaced else 0.0)
            if used > width and ways:
                break
            ways.append((best[start][0] + 1, best[start][1] + used**2, -start))
        best.append(min(ways))
    found: list[str] = []
    end = len(pieces)
    while end:
        start = -best[end][2]
        found.append("".join(f" {piece.text}" if piece.spaced else piece.text for piece in pieces[start:end]).strip())
        end = start
    return found[::-1]


class _Piece(NamedTuple):
    """An unbreakable piece, whether a space comes before it, and its width."""

    text: str
    spaced: bool
    takes: float


def _pieces(text: str, width: float, wide: Wide) -> list[_Piece]:
    found: list[_Piece] = []
    for number, word in enumerate(text.split(" ")):
        breaks = [at for at in range(1, len(word)) if _may_break(word[at - 1], word[at])]
        for start, end in pairwise((0, *breaks, len(word))):
            piece = word[start:end]
            takes = wide(piece) if len(piece) <= _LONG_WORD else width + 1
            found.append(_Piece(piece, bool(number) and start == 0, takes))
    return found


def _greedy(pieces: Iterable[_Piece], width: float, wide: Wide) -> list[tuple[str, float]]:
    """Lines, each with its width as the sum of its words', which are measured once."""
    done: list[tuple[str, float]] = []
    line: list[str] = []
    used = 0.0
    space = wide(" ")
    for piece in pieces:
        gap = space if piece.spaced and line else 0.0
        if line and used + gap + piece.takes > width:
            done.append(("".join(line), used))
            line, used, gap = [], 0.0, 0.0
        last, takes = piece.text, piece.takes
        if takes > width:
            *full, last = _broken(last, width, wide)
            done += [(part, width) for part in full]
            takes = wide(last)
        line.append(f" {last}" if gap else last)
        used += gap + takes
    return [*done, ("".join(line), used)] if line else done


def _broken(word: str, width: float, wide: Wide) -> Iterator[str]:
    """A word in parts that fit. Letters are measured alone, so kerning may leave a part a little short."""
    part, used = "", 0.0
    for cluster in clusters(word):
        takes = wide(cluster)
        if part and used + takes > width:
            yield part
            part, used = "", 0.0
        part += cluster
        used += takes
    yield part


def _may_break(before: str, after: str) -> bool:
    if before in "-–—" and after.isalpha():
        return True
    if before < "\u1100" and after < "\u1100":
        return False
    if after in _NOT_FIRST or before in _NOT_LAST or unicodedata.category(after)[0] == "M":
        return False
    return _is_wide(before) or _is_wide(after)


def _is_wide(character: str) -> bool:
    # Korean puts spaces between words, though its letters are as wide.
    return unicodedata.east_asian_width(character) in "WF" and not "\uac00" <= character <= "\ud7a3"


def clusters(text: str) -> Iterator[str]:
    """The letters of a text, each with its combining marks."""
    cluster = ""
    for character in text:
        if cluster and not (
            character in _JOINERS or cluster[-1] == _JOINERS[1] or unicodedata.category(character)[0] == "M"
        ):
            yield cluster
            cluster = ""
        cluster += character
    if cluster:
        yield cluster
