"""Which parts of a wall get the largest letters: the best that leave room for all."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import NamedTuple

from cardtui.faces.screen.large_letters import LetterSize
from cardtui.faces.screen.large_text import CLOSE, SIZES, TIGHTEST, LargeText
from cardtui.workshop.projector.wall_parts import Loop

ABREAST = 90
"""From so many columns on, cards may lie side by side."""

TITLE = LetterSize.LARGE
"""The largest letters above a card."""

READABLE = 32
"""Up to so many lines ordinary letters can be read from the back: a thirtieth of the height, as for slides."""


class Letters(NamedTuple):
    """Which letters each part of a wall has.

    abreast: whether cards lie side by side. tight: see `LargeText.least`. gap: lines between the parts.
    """

    card: LetterSize
    head: LetterSize
    below: LetterSize
    abreast: bool
    tight: int
    gap: int


class Found(NamedTuple):
    """The best letters. spare: lines that are left over. rank: how good they are; empty where nothing fits."""

    letters: Letters
    spare: int
    rank: tuple[int, ...]


def best_letters(
    heading: LargeText,
    cards: Sequence[LargeText],
    below: LargeText,
    room: tuple[int, int],
    most: LetterSize,
    *,
    is_high: bool,
    abreast: bool | None = None,
    largest: LetterSize = SIZES[0],
) -> Found:
    """The best letters that leave room for all.

    In a high window nothing is so small that only those in front can read it. Then the card's letters count first,
    then of a turn who speaks, elsewhere what is said; and air before the letters of a title.

    Args:
        heading: the title.
        cards: those that are shown.
        below: what stands under them: the steps of a turn, or what is said.
        room: columns and lines for all of these.
        most: the largest letters there may be.
        is_high: whether the window has more lines than `READABLE`.
        abreast: whether cards lie side by side; None for what is best.
        largest: the largest letters of cards.
    """
    (width, height), faces = room, len(cards)
    plain = LetterSize.PLAIN
    best = Found(Letters(plain, plain, plain, abreast=False, tight=TIGHTEST, gap=0), 0, ())
    is_turn = isinstance(below, Loop)
    ways = (False, *[True] * (faces > 1 and width >= ABREAST)) if abreast is None else (abreast,)
    for tight, gap in ((0, 1), (1, 1), (CLOSE, 1), (TIGHTEST, 0)):
        gaps = (3 if faces else 2) * gap
        sizes = SIZES if tight < CLOSE else SIZES[-2:] if gap or is_high else (plain,)
        sizes = tuple(size for size in sizes if size <= most)
        heads, belows = ({size: part.least(width, size, tight) for size in sizes} for part in (heading, below))
        for way, card in product(ways, [size for size in sizes if size <= largest] if faces else sizes[:1]):
            lines = card_lines(cards, width, card, tight, abreast=way)
            for (head, above), (said, under) in product(heads.items(), belows.items()):
                left = height - gaps - (lines or 0) - (above or 0) - (under or 0)
                if left < 0 or None in (lines, above, under):
                    continue
                if max(head, said) > card or head > TITLE if faces else abs(head - said) > 1:
                    continue
                floor = min(head, said, LetterSize.SMALL) if is_high else plain
                others = (head, said, gap - tight) if is_turn else (said, gap - tight, head)
                rank = (floor, card, *others, int(way))
                if rank > best.rank:
                    best = Found(Letters(card, head, said, way, tight, gap), left, rank)
    return best


def card_lines(cards: Sequence[LargeText], width: int, size: LetterSize, tight: int, *, abreast: bool) -> int | None:
    """How many lines all cards take in letters of a size; None if they cannot be shown in those."""
    if not cards:
        return 0
    beside = width // len(cards) - 2 if abreast else width
    each = [card.least(max(2, beside), size, tight) for card in cards]
    if None in each:
        return None
    lines = [line or 0 for line in each]
    return max(lines) if abreast else sum(lines) + len(lines) - 1
