"""The wall: all that a room sees, the card as large as possible, the clock in one quiet line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from msgspec.structs import replace
from textual import events
from textual.geometry import Size

from cardtui.faces.screen.large_text import DENSEST, HEIGHTS, SIZES, LargeText, LetterSize
from cardtui.faces.screen.sized_screen import Area
from cardtui.text.layout import drawable
from cardtui.workshop.plan_fields import CHOICES
from cardtui.workshop.projector.wall_arrangement import READABLE, Arrangement, Found, WallParts
from cardtui.workshop.projector.wall_parts import ClockLine, Heading, Loop, Said, WallCard, WallDigits, WallText
from cardtui.workshop.room_scene import CardsShown, Quiet, RoomClock, RoomFace, RoomScene, Slide, TurnShown

WALL_SMALLEST = (56, 17)
"""Columns and lines of the smallest screen on which all built-in text fits."""

OVERSCAN = 0.03
"""The share of each side that a projector may cut off."""


class Wall(Area):
    """Shows one scene and its clock.

    is_preview: whether it only previews a wall, and so needs no margins.
    """

    def __init__(self, scene: RoomScene, clock: RoomClock | None, *, is_preview: bool = False) -> None:
        self._heading, self._loop, self._clock = Heading(id="heading"), Loop(id="loop"), ClockLine(id="clock")
        self._cards = [WallCard(id=f"card-{number}") for number in range(CHOICES.stop - 1)]
        self._area = Area(*self._cards, id="cards")
        self._words, self._back, self._digits = WallText(id="words"), WallText(id="back"), WallDigits(id="digits")
        self._shown: tuple[RoomScene, RoomClock | None] = scene, clock
        self._turn: TurnShown | None = None
        self._host = ""
        self._is_preview = is_preview
        self._there = Size(0, 0)
        self._place: object = None
        self._arrangement = Arrangement(None, SIZES[0])
        parts = (self._heading, self._back, self._area, self._words, self._loop, self._digits, self._clock)
        super().__init__(*parts, id="preview" if is_preview else "wall")

    def show(self, scene: RoomScene, clock: RoomClock | None) -> None:
        """Show another scene, or the same one at another time."""
        old, self._shown = self._shown, (scene, clock)
        if scene != old[0] or _sign(clock) != _sign(old[1]):
            self._lay_out()
        elif clock != old[1]:
            self._show_clock(clock)

    def resemble(self, there: Size) -> None:
        """Use the layout of a wall of that size, in letters that fit here; an empty size means unknown."""
        if there != self._there:
            self._there = there
            self._lay_out()

    def on_resize(self, event: events.Resize) -> None:
        """Lay out for the new size, with free margins for projectors that cut off the edges."""
        margins = margins_at(event.size)
        # The style sheet has the margins for small ones.
        if not self._is_preview and self.styles.padding[:2] != margins:
            self.styles.padding = margins
        self._lay_out()

    @property
    def is_whole(self) -> bool:
        """Whether all of the scene is visible."""
        return all(part.is_whole for part in self.parts())

    @property
    def has_words(self) -> bool:
        """Whether a turn shows its words, not only the names of its steps."""
        return self._turn is None or bool(self._loop.said.steps)

    def parts(self) -> Iterator[LargeText]:
        """The visible parts of the scene, except the clock."""
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
        self._turn = None
        title, back, words = "", "", tuple[str, ...]()
        match scene:
            case Slide():
                title, back, words = scene.title, scene.back, scene.prose
            case CardsShown():
                title, faces, words = scene.title, scene.faces, (scene.ask, *scene.below)
            case TurnShown():
                faces, self._turn = scene.faces, scene
            case Quiet():
                words = (scene.text,)
        self._heading.tell(title, self._turn)
        self._words.fill(*words)
        self._back.fill(back)
        self._back.display = bool(back)
        for card, face in zip_longest(self._cards, faces):
            card.display = face is not None
            if face is not None:
                card.turn_up(face)
        self._area.display = bool(faces)
        self._words.display, self._loop.display = self._turn is None, self._turn is not None
        self._host = scene.host if isinstance(scene, Slide) else ""
        self._show_clock(clock)
        self._share(len(faces))

    def _share(self, faces: int) -> None:
        """Assign letters and lines to each part: the card gets the largest, or in a break its end."""
        width, height = room = self.content_size
        if not width or not height:
            return
        most = LetterSize.HUGE if faces else SIZES[0]
        if self._back.display:
            back = self._share_back(width, height - self._clock.high(width, height))
            most = LetterSize(max(back - 1, LetterSize.PLAIN))
            room -= Size(0, HEIGHTS[back] + 1)
        self._digits.limit(most)
        if self._digits.display:
            digits = self._digits.needs(width, (room.height - self._clock.high(*room)) // 3)
            self._digits.styles.height = digits
            room -= Size(0, digits + 1)
        found, foot = self._alike(room, most) if self._there and faces else self._fit(room, self.size, most)
        letters, below = found.letters, self._words
        if isinstance(found.below, Said):
            below = self._loop
            self._loop.tell(found.below)
        self._clock.styles.height = foot
        self.set_class(letters.gap > 0, "-airy")
        self._heading.limit(letters.head)
        below.limit(letters.below)
        for card in self._cards:
            card.limit(letters.card, close=letters.density > 0)
        self._heading.styles.height = min(self._heading.least(width, letters.head, letters.density) or 0, height // 2)
        if not faces:
            below.styles.height = "1fr"
            return
        beside = width // faces - 2 if letters.abreast else width
        each = [card.least(beside, letters.card, letters.density) or 1 for card in self._cards[:faces]]
        self._area.styles.grid_size_columns = faces if letters.abreast else 1
        self._area.styles.grid_rows = "1fr" if letters.abreast else " ".join(f"{lines}fr" for lines in each)
        least = below.least(width, letters.below, letters.density) or 1
        below.styles.height = below.needs(width, max(1, least + found.spare // 2))

    def _shown_on(self, screen: Size) -> WallParts:
        """The parts other than the clock, for a screen of that size."""
        cards = [card for card in self._cards if card.display]
        below = self._words if self._turn is None else Said(self._turn, self._turn.loop, names=bool(self._turn.rail))
        return WallParts(self._heading, cards, below, is_high=screen.height > READABLE)

    def _fit(self, room: Size, screen: Size, most: LetterSize) -> tuple[Found, int]:
        """The best letters in that room of a screen, and the lines of the clock; a turn's parts may be left out.

        The word beside the clock must not shrink text that is read from afar, nor change the arrangement of cards.
        """
        shown = self._shown_on(screen)
        turn = replace(self._turn, loop=(), here=0) if self._turn is not None else None
        if (turn, room, shown.is_high) != self._place:
            self._place = turn, room, shown.is_high
            self._arrangement = shown.arrangement(room - Size(0, 1), most)
        for foot in dict.fromkeys((self._clock.high(*room), 1)):
            found = shown.best(room - Size(0, foot), most, self._arrangement)
            if min(found.letters.head, found.letters.below) > LetterSize.PLAIN or not shown.is_high:
                break
        return found, foot

    def _alike(self, room: Size, most: LetterSize) -> tuple[Found, int]:
        """Like `_fit`, but with the words and the arrangement of cards of the wall that this one previews."""
        high, wide = margins_at(self._there)
        inside = self._there - Size(2 * wide, 2 * high)
        if self._digits.display:
            inside -= Size(0, self._digits.needs(inside.width, inside.height // 3) + 1)
        there, foot = self._fit(inside, self._there, most)
        foot = min(foot, self._clock.high(*room))
        shown = self._shown_on(self._there)._replace(below=there.below)
        for abreast in dict.fromkeys((there.letters.abreast, None)):
            found = shown.best_letters(room - Size(0, foot), most, Arrangement(abreast, there.letters.card))
            if found.rank:
                return found, foot
        return self._fit(room, self.size, most)

    def _share_back(self, width: int, free: int) -> LetterSize:
        """Give the end of a break the largest letters that leave room for the rest."""
        least = LetterSize.SMALL if self.size.height > READABLE else LetterSize.PLAIN
        rest = (self._heading.least(width, least, DENSEST) or 1) + 3 * self._digits.display
        rest += (self._words.least(width, least, DENSEST) or 0) + 2
        fit = (size for size in SIZES if self._back.least(width, size, 0) == HEIGHTS[size] <= free - rest)
        size = next(fit, LetterSize.PLAIN)
        self._back.limit(size)
        self._back.styles.height = HEIGHTS[size]
        return size


def margins_at(size: Size) -> tuple[int, int]:
    """Free lines above and below, and free columns on each side, at a size."""
    return max(1, round(OVERSCAN * size.height)), max(2, int(OVERSCAN * size.width))


def _sign(clock: RoomClock | None) -> tuple[bool, str]:
    return (clock is None, clock.sign if clock is not None else "")
