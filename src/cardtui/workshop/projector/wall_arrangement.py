"""How the cards of a turn lie, the same through all of its steps, so that nobody has to look for theirs again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from msgspec.structs import replace

from cardtui.faces.screen.large_letters import LetterSize
from cardtui.faces.screen.large_text import TIGHTEST
from cardtui.workshop.projector.room_scene import TurnShown
from cardtui.workshop.projector.wall_letters import ABREAST, Found, best_letters, card_lines
from cardtui.workshop.projector.wall_parts import Heading, Loop, WallCard
from cardtui.workshop.turn_script import one_step

AIRY = 20
"""From so many lines on a turn as a whole has a free line between its parts, though it may have to leave words out."""


class Arrangement(NamedTuple):
    """How cards lie. abreast: whether side by side; None for what is best. card: their largest letters."""

    abreast: bool | None
    card: LetterSize


class TurnParts(NamedTuple):
    """What a wall shows of a turn. is_high: see `best_letters`."""

    heading: Heading
    cards: Sequence[WallCard]
    loop: Loop
    turn: TurnShown
    is_high: bool

    def arrangement(self, room: tuple[int, int], most: LetterSize) -> Arrangement:
        """What is best for the step that has the least room. room: columns and lines. most: the largest letters."""
        _, cards, loop, turn, _ = self
        if len(cards) == 1 or not turn.whole:
            return Arrangement(None, most)
        found: list[tuple[tuple[int, ...], Arrangement]] = []
        for abreast in (False, True) if room[0] >= ABREAST else (False,):
            each = []
            for here in range(len(turn.rail)):
                step = self._replace(turn=replace(turn, loop=one_step(turn.whole, here), here=here))
                loop.tell(step.turn)
                each.append(step.best(room, most, Arrangement(abreast, most)))
            card = min(letters.card for letters, _, _ in each)
            found.append((min(rank for _, _, rank in each), Arrangement(abreast, card)))
        loop.tell(turn)
        return max(found)[1]

    def best(self, room: tuple[int, int], most: LetterSize, arrangement: Arrangement) -> Found:
        """The best letters for cards that lie so; what has no room is left out."""
        abreast, largest = arrangement
        self.shorten(room, abreast=abreast)
        heading, cards, loop, _, is_high = self
        return best_letters(heading, cards, loop, room, most, is_high=is_high, abreast=abreast, largest=largest)

    def shorten(self, room: tuple[int, int], *, abreast: bool | None) -> None:
        """Leave out what has no room beside the cards. room: columns and lines. abreast: see `Arrangement`."""
        heading, cards, loop, turn, is_high = self
        width, height = room
        plain, small = LetterSize.PLAIN, LetterSize.SMALL
        air = 3 * (height >= AIRY or bool(turn.rail))
        free = height - air - (heading.least(width, plain, TIGHTEST) or 1)
        beside = max(card_lines(cards, width, plain, TIGHTEST, abreast=False) or len(cards), free // 3)
        large = 0
        if is_high:
            ways = (False, *[True] * (width >= ABREAST)) if abreast is None else (abreast,)
            lines = [card_lines(cards, width, small, TIGHTEST, abreast=way) or height for way in ways]
            large = height - min(lines) - (heading.least(width, small, TIGHTEST) or height)
        loop.shorten(width, max(1, free - beside), air, large)
