"""The wall: all that a room sees, the card as large as there is room for, the clock in one quiet line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product, zip_longest
from typing import NamedTuple

from textual import events

from cardtui.faces.screen.large_letters import HIGH, LetterSize
from cardtui.faces.screen.large_text import SIZES, TIGHTEST, LargeText
from cardtui.faces.screen.sized_screen import Area
from cardtui.text.layout import drawable
from cardtui.workshop.plan_types import CHOICES
from cardtui.workshop.projector.room_scene import (
    CardsShown,
    Quiet,
    RoomClock,
    RoomFace,
    RoomScene,
    Slide,
    TurnShown,
)
from cardtui.workshop.projector.wall_parts import STYLE, ClockLine, Heading, Loop, WallCard

WALL_SMALLEST = (56, 17)
"""Columns and lines of the smallest screen on which everything that is not the plan's own fits."""

ABREAST = 90
"""From so many columns on, cards may lie side by side."""

AIRY = 20
"""From so many lines on a turn as a whole has a free line between its parts, though it may have to leave words out."""

DIGITS = LetterSize.HUGE, LetterSize.MEDIUM, LetterSize.SMALL, LetterSize.PLAIN
"""Letters of a clock."""

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


class Wall(Area):
    """Shows one scene, and its clock."""

    def __init__(self, scene: RoomScene, clock: RoomClock | None, *, id: str = "wall") -> None:  # noqa: A002
        self._heading, self._loop, self._clock = Heading(), Loop(), ClockLine()
        self._cards = [WallCard(id=f"card-{number}") for number in range(CHOICES.stop - 1)]
        self._area = Area(*self._cards, id="cards")
        self._words = LargeText(id="words", style=STYLE)
        self._back = LargeText(id="back", style=STYLE)
        self._digits = LargeText(id="digits", style=STYLE, sizes=DIGITS)
        self._shown: tuple[RoomScene, RoomClock | None] = scene, clock
        self._host = ""
        parts = (self._heading, self._back, self._area, self._words, self._loop, self._digits, self._clock)
        super().__init__(*parts, id=id)

    def show(self, scene: RoomScene, clock: RoomClock | None) -> None:
        """Show another scene, or the same one with another time."""
        old, self._shown = self._shown, (scene, clock)
        if scene != old[0] or _sign(clock) != _sign(old[1]):
            self._lay_out()
        elif clock != old[1]:
            self._show_clock(clock)

    def on_resize(self, event: events.Resize) -> None:
        """Lay out for the new size."""
        self._lay_out()

    @property
    def is_whole(self) -> bool:
        """Whether all of the scene is there."""
        return all(part.is_whole for part in self.parts())

    @property
    def has_words(self) -> bool:
        """Whether a turn has its words, and not the names of its steps alone."""
        return not self._loop.display or self._loop.has_words

    @property
    def smallest_letters(self) -> LetterSize:
        """The size of the smallest letters of the scene, besides the clock's."""
        return min((part.letters for part in self.parts()), default=SIZES[0])

    def parts(self) -> Iterator[LargeText]:
        """What there is of the scene, besides the clock."""
        parts: tuple[LargeText, ...] = (self._heading, self._back, *self._cards, self._words, self._loop)
        return (part for part in parts if part.display and part.parent is not None)

    def _show_clock(self, clock: RoomClock | None) -> None:
        self._clock.tell(clock, self._host)
        self._digits.display = bool(clock is not None and clock.time)
        if clock is not None and clock.time:
            self._digits.fill(clock.time)

    def _lay_out(self) -> None:
        scene, clock = drawable(self._shown[0]), self._shown[1]
        faces: Sequence[RoomFace] = ()
        turn: TurnShown | None = None
        title, back, words = "", "", tuple[str, ...]()
        match scene:
            case Slide():
                title, back, words = scene.title, scene.back, scene.prose
            case CardsShown():
                title, faces, words = scene.title, scene.faces, (scene.ask, *scene.below)
            case TurnShown():
                faces, turn = scene.faces, scene
            case Quiet():
                words = (scene.text,)
        self._heading.tell(title, turn)
        self._words.fill(*words)
        self._back.fill(back)
        self._back.display = bool(back)
        if turn is not None:
            self._loop.tell(turn)
        for card, face in zip_longest(self._cards, faces):
            card.display = face is not None
            if face is not None:
                card.turn_up(face)
        self._area.display = bool(faces)
        self._words.display, self._loop.display = turn is None, turn is not None
        self._host = scene.host if isinstance(scene, Slide) else ""
        self._show_clock(clock)
        self._share(len(faces), turn)

    def _share(self, faces: int, turn: TurnShown | None) -> None:
        """Give each part its letters and its lines: the card the largest, or in a break when that is over."""
        width, height = self.content_size
        if not width or not height:
            return
        foot = self._clock.high(width, height)
        self._clock.styles.height = foot
        free = height - foot
        most = LetterSize.HUGE
        if self._back.display:
            back = self._share_back(width, free)
            most = LetterSize(max(back - 1, LetterSize.PLAIN))
            free -= HIGH[back] + 1
        self._digits.limit(most)
        if self._digits.display:
            digits = self._digits.needs(width, free // 3)
            self._digits.styles.height = digits
            free -= digits + 1
        below = self._loop if self._loop.display else self._words
        if turn is not None:
            cards = sum(card.least(width, LetterSize.PLAIN, TIGHTEST) or 1 for card in self._cards if card.display)
            air = 3 * (free >= AIRY or bool(turn.rail))
            room = free - air - (self._heading.least(width, LetterSize.PLAIN, TIGHTEST) or 1)
            self._loop.shorten(width, max(1, room - max(cards + faces - 1, room // 3)), air)
        letters, spare = self._letters(width, free, faces, most)
        self.set_class(letters.gap > 0, "-airy")
        self._heading.limit(letters.head)
        below.limit(letters.below)
        for card in self._cards:
            card.limit(letters.card, close=letters.tight > 0)
        self._heading.styles.height = min(self._heading.least(width, letters.head, letters.tight) or 0, height // 2)
        if not faces:
            below.styles.height = "1fr"
            return
        beside = width // faces - 2 if letters.abreast else width
        each = [card.least(beside, letters.card, letters.tight) or 1 for card in self._cards if card.display]
        self._area.styles.grid_size_columns = faces if letters.abreast else 1
        self._area.styles.grid_rows = "1fr" if letters.abreast else " ".join(f"{lines}fr" for lines in each)
        least = below.least(width, letters.below, letters.tight) or 1
        below.styles.height = below.needs(width, max(1, least + spare // 2))

    def _share_back(self, width: int, free: int) -> LetterSize:
        """Give when a break is over the largest letters that leave room for the rest."""
        rest = (self._heading.least(width, LetterSize.PLAIN, TIGHTEST) or 1) + 3 * self._digits.display
        rest += (self._words.least(width, LetterSize.PLAIN, TIGHTEST) or 0) + 2
        fit = (size for size in SIZES if self._back.least(width, size, 0) == HIGH[size] <= free - rest)
        size = next(fit, LetterSize.PLAIN)
        self._back.limit(size)
        self._back.styles.height = HIGH[size]
        return size

    def _letters(self, width: int, height: int, faces: int, most: LetterSize) -> tuple[Letters, int]:
        """The best letters that leave room for all, and how many lines are left over. most: the largest there may be.

        In a high window nothing is so small that only those in front can read it. Then the card's letters count first,
        then of a turn who speaks, elsewhere what is said; and air before the letters of a title.
        """
        plain = LetterSize.PLAIN
        best, rank, spare = Letters(plain, plain, plain, abreast=False, tight=TIGHTEST, gap=0), tuple[int, ...](), 0
        is_turn = self._loop.display
        below_part = self._loop if is_turn else self._words
        for tight, gap in ((0, 1), (1, 1), (TIGHTEST, 1), (TIGHTEST, 0)):
            gaps = (3 if faces else 2) * gap
            sizes = SIZES if tight < TIGHTEST else SIZES[-2:] if gap else (plain,)
            sizes = tuple(size for size in sizes if size <= most)
            heads, belows = (
                {size: part.least(width, size, tight) for size in sizes} for part in (self._heading, below_part)
            )
            for abreast, card in product((False, True), sizes if faces else sizes[:1]):
                if abreast and (faces <= 1 or width < ABREAST):
                    continue
                cards = self._card_lines(width // faces - 2 if abreast else width, card, tight, abreast=abreast)
                for (head, above), (below, under) in product(heads.items(), belows.items()):
                    left = height - gaps - (cards or 0) - (above or 0) - (under or 0)
                    if left < 0 or None in (cards, above, under):
                        continue
                    if max(head, below) > card if faces else abs(head - below) > 1:
                        continue
                    floor = min(head, below, LetterSize.SMALL) if self.size.height > READABLE else plain
                    others = (head, below, gap - tight) if is_turn else (below, gap - tight, head)
                    found = (floor, card, *others, int(abreast))
                    if found > rank:
                        best, rank, spare = Letters(card, head, below, abreast, tight, gap), found, left
        return best, spare

    def _card_lines(self, width: int, size: LetterSize, tight: int, *, abreast: bool) -> int | None:
        each = [card.least(max(2, width), size, tight) for card in self._cards if card.display]
        if None in each or not each:
            return None if each else 0
        lines = [line or 0 for line in each]
        return max(lines) if abreast else sum(lines) + len(lines) - 1


def _sign(clock: RoomClock | None) -> tuple[bool, str]:
    return (clock is None, clock.sign if clock is not None else "")
