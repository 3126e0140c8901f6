"""How a wall is divided: which of its parts get the largest letters, and how cards are arranged."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import NamedTuple

from msgspec.structs import replace
from textual.geometry import Size

from cardtui.faces.screen.large_text import DENSE, DENSEST, SIZES, LetterSize
from cardtui.workshop.dialogue_script import one_step
from cardtui.workshop.projector.wall_parts import Heading, Said, WallCard, WallText

ABREAST = 90
"""From this many columns on, cards may be side by side."""

AIRY = 20
"""From this many lines on, a whole turn has a free line between its parts, even if it has to drop words."""

LARGEST_TITLE = LetterSize.LARGE
"""The largest letters above a card."""

READABLE = 32
"""Up to this many lines, plain letters are readable from the back: a thirtieth of the height, as for slides."""

PLAIN, SMALL = LetterSize.PLAIN, LetterSize.SMALL


class Arrangement(NamedTuple):
    """How cards are arranged. abreast: whether side by side; None for the best way. card: their largest letters."""

    abreast: bool | None
    card: LetterSize


class Letters(NamedTuple):
    """The letters of each part of a wall.

    abreast: whether cards are side by side. density: see `LargeText.least`. gap: lines between the parts.
    """

    card: LetterSize
    head: LetterSize
    below: LetterSize
    abreast: bool
    density: int
    gap: int


class Found(NamedTuple):
    """The best letters. spare: unused lines. rank: how good they are; empty if nothing fits. below: see `WallParts`."""

    letters: Letters
    spare: int
    rank: tuple[int, ...]
    below: WallText | Said


class WallParts(NamedTuple):
    """What a wall shows besides the clock.

    cards: the visible ones. below: what is under them: prose, or what is said in a turn. is_high: whether the window
    has more lines than `READABLE`.
    """

    heading: Heading
    cards: Sequence[WallCard]
    below: WallText | Said
    is_high: bool

    def arrangement(self, room: Size, most: LetterSize) -> Arrangement:
        """One arrangement of the cards for all steps of a turn, so that each stays in its place.

        It is the best one for the step that has the least room. most: the largest letters allowed.
        """
        if not isinstance(self.below, Said) or len(self.cards) == 1 or not self.below.turn.whole:
            return Arrangement(None, most)
        turn = self.below.turn
        loops = [one_step(turn.whole, here) for here in range(len(turn.rail))]
        steps = [Said(replace(turn, loop=loop, here=here), loop) for here, loop in enumerate(loops)]
        found: list[tuple[tuple[int, ...], Arrangement]] = []
        for abreast in self._ways(room.width, None):
            each = [self._replace(below=said).best(room, most, Arrangement(abreast, most)) for said in steps]
            card = min(best.letters.card for best in each)
            found.append((min(best.rank for best in each), Arrangement(abreast, card)))
        return max(found)[1]

    def best(self, room: Size, most: LetterSize, arrangement: Arrangement) -> Found:
        """Like `best_letters`, but parts of a turn that don't fit beside the cards are left out."""
        below = self.below
        if isinstance(below, Said):
            below = self._shortened(below, room, arrangement.abreast)
        return self._replace(below=below).best_letters(room, most, arrangement)

    def best_letters(self, room: Size, most: LetterSize, arrangement: Arrangement) -> Found:
        """The best letters with which everything fits.

        In a high window nothing is so small that only the front rows can read it. Then the card's letters count first,
        then in a turn who speaks, elsewhere the prose; and spacing before the letters of a title.
        """
        heading, cards, below, is_high = self
        width, height = room
        best = Found(Letters(PLAIN, PLAIN, PLAIN, abreast=False, density=DENSEST, gap=0), 0, (), below)
        for density, gap in ((0, 1), (1, 1), (DENSE, 1), (DENSEST, 0)):
            gaps = (3 if cards else 2) * gap
            sizes = SIZES if density < DENSE else SIZES[-2:] if gap or is_high else (PLAIN,)
            sizes = tuple(size for size in sizes if size <= most)
            heads = {size: heading.least(width, size, density) for size in sizes}
            belows = {size: below.least(width, size, density) for size in sizes}
            largest = [size for size in sizes if size <= arrangement.card] if cards else sizes[:1]
            for abreast, card in product(self._ways(width, arrangement.abreast), largest):
                lines = self._card_lines(width, card, density, abreast=abreast)
                for (head, above), (words, under) in product(heads.items(), belows.items()):
                    left = height - gaps - (lines or 0) - (above or 0) - (under or 0)
                    if left < 0 or None in (lines, above, under):
                        continue
                    if max(head, words) > card or head > LARGEST_TITLE if cards else abs(head - words) > 1:
                        continue
                    floor = min(head, words, SMALL) if is_high else PLAIN
                    others = (head, words, gap - density) if isinstance(below, Said) else (words, gap - density, head)
                    rank = (floor, card, *others, int(abreast))
                    if rank > best.rank:
                        best = Found(Letters(card, head, words, abreast, density, gap), left, rank, below)
        return best

    def _ways(self, width: int, abreast: bool | None) -> tuple[bool, ...]:  # noqa: FBT001  (None: undecided)
        """Which arrangements to try: side by side, below each other, or both."""
        if abreast is not None:
            return (abreast,)
        return (False, True) if len(self.cards) > 1 and width >= ABREAST else (False,)

    def _card_lines(self, width: int, size: LetterSize, density: int, *, abreast: bool) -> int | None:
        """How many lines all cards take in letters of a size; None if they cannot show them."""
        beside = width // len(self.cards) - 2 if abreast else width
        each = [card.least(max(2, beside), size, density) for card in self.cards]
        if None in each:
            return None
        lines = [line or 0 for line in each]
        return max(lines, default=0) if abreast else sum(lines) + max(0, len(lines) - 1)

    def _shortened(self, said: Said, room: Size, abreast: bool | None) -> Said:  # noqa: FBT001  (None: undecided)
        """Without what does not fit beside the cards: first the ways back, then the words, so that the names stay.

        If a single step is shown, the names of the others are dropped first, so that its words can be read from afar,
        then the spacing around it.
        """
        width, height = room
        by_step = bool(said.turn.rail)
        air = 3 * (height >= AIRY or by_step)
        free = height - air - (self.heading.least(width, PLAIN, DENSEST) or 1)
        beside = max(self._card_lines(width, PLAIN, DENSEST, abreast=False) or len(self.cards), free // 3)
        free = max(1, free - beside)
        bare = said._replace(names=False)
        main = bare._replace(steps=tuple(step for step in said.steps if not step.leads_back))
        choices = [(said, PLAIN, free), (bare, PLAIN, free), (bare, PLAIN, free + air * by_step), (main, PLAIN, free)]
        if by_step and self.is_high:
            ways = self._ways(width, abreast)
            lines = [self._card_lines(width, SMALL, DENSEST, abreast=way) or height for way in ways]
            large = height - min(lines) - (self.heading.least(width, SMALL, DENSEST) or height)
            choices = [(said, SMALL, large), (bare, SMALL, large), *choices]
        fit = (each for each, size, most in choices if (each.least(width, size, DENSEST) or most + 1) <= most)
        return next(fit, Said(said.turn, ()))
