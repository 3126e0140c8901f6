"""The wall: all that a room sees, the card as large as there is room for, the clock in one quiet line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from msgspec.structs import replace
from textual import events
from textual.geometry import Size

from cardtui.faces.screen.large_letters import HIGH, LetterSize
from cardtui.faces.screen.large_text import SIZES, TIGHTEST, LargeText
from cardtui.faces.screen.sized_screen import Area
from cardtui.text.layout import drawable
from cardtui.workshop.plan_fields import CHOICES
from cardtui.workshop.projector.room_scene import CardsShown, Quiet, RoomClock, RoomFace, RoomScene, Slide, TurnShown
from cardtui.workshop.projector.wall_arrangement import Arrangement, TurnParts
from cardtui.workshop.projector.wall_letters import READABLE, Found, best_letters
from cardtui.workshop.projector.wall_parts import STYLE, ClockLine, Heading, Loop, WallCard

WALL_SMALLEST = (56, 17)
"""Columns and lines of the smallest screen on which everything that is not the plan's own fits."""

CUT_OFF = 0.03
"""The part of each side that a projector may cut off."""

DIGITS = LetterSize.HUGE, LetterSize.MEDIUM, LetterSize.SMALL, LetterSize.PLAIN
"""Letters of a clock."""


class Wall(Area):
    """Shows one scene, and its clock.

    is_preview: whether this is no wall itself, but is to look as one will, and so needs no margins.
    """

    def __init__(
        self,
        scene: RoomScene,
        clock: RoomClock | None,
        *,
        id: str = "wall",  # noqa: A002
        is_preview: bool = False,
    ) -> None:
        self._heading, self._loop, self._clock = Heading(), Loop(), ClockLine()
        self._cards = [WallCard(id=f"card-{number}") for number in range(CHOICES.stop - 1)]
        self._area = Area(*self._cards, id="cards")
        self._words = LargeText(id="words", style=STYLE)
        self._back = LargeText(id="back", style=STYLE)
        self._digits = LargeText(id="digits", style=STYLE, sizes=DIGITS)
        self._shown: tuple[RoomScene, RoomClock | None] = scene, clock
        self._host = ""
        self._is_preview = is_preview
        self._there = Size(0, 0)
        self._place: object = None
        self._arrangement = Arrangement(None, SIZES[0])
        parts = (self._heading, self._back, self._area, self._words, self._loop, self._digits, self._clock)
        super().__init__(*parts, id=id)

    def show(self, scene: RoomScene, clock: RoomClock | None) -> None:
        """Show another scene, or the same one with another time."""
        old, self._shown = self._shown, (scene, clock)
        if scene != old[0] or _sign(clock) != _sign(old[1]):
            self._lay_out()
        elif clock != old[1]:
            self._show_clock(clock)

    def resemble(self, there: Size) -> None:
        """Arrange everything as a wall of that size does, in letters that fit here; of no size where none is known."""
        if there != self._there:
            self._there = there
            self._lay_out()

    def on_resize(self, event: events.Resize) -> None:
        """Lay out for the new size, its edges free for projectors that cut them off."""
        margins = margins_at(event.size)
        if (
            not self._is_preview and self.styles.padding[:2] != margins
        ):  # what the style sheet says is right for small ones
            self.styles.padding = margins
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
        taken = 0
        most = LetterSize.HUGE if faces else SIZES[0]
        if self._back.display:
            back = self._share_back(width, height - self._clock.high(width, height))
            most = LetterSize(max(back - 1, LetterSize.PLAIN))
            taken += HIGH[back] + 1
        self._digits.limit(most)
        if self._digits.display:
            taken += self._share_digits(width, height - taken)
        below = self._loop if self._loop.display else self._words
        room = Size(width, height - taken)
        found, foot = self._alike(turn, room, most) if self._there and faces else self._fit(turn, room, self.size, most)
        letters, spare, _ = found
        self._clock.styles.height = foot
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

    def _fit(self, turn: TurnShown | None, room: Size, screen: Size, most: LetterSize) -> tuple[Found, int]:
        """The best letters in that room of a screen, and the lines of the clock; what of a turn has none is left out.

        The word beside the clock takes no room from what is to be read from afar, nor changes how the cards lie.
        """
        is_high = screen.height > READABLE
        cards = [card for card in self._cards if card.display]
        for foot in dict.fromkeys((self._clock.high(*room), 1)):
            free = room.width, room.height - foot
            if turn is None:
                found = best_letters(self._heading, cards, self._words, free, most, is_high=is_high)
            else:
                parts = TurnParts(self._heading, cards, self._loop, turn, is_high)
                place = replace(turn, loop=(), here=0), room, is_high
                if place != self._place:
                    self._place, self._arrangement = place, parts.arrangement((room.width, room.height - 1), most)
                found = parts.best(free, most, self._arrangement)
            if min(found.letters.head, found.letters.below) > LetterSize.PLAIN or not is_high:
                break
        return found, foot

    def _alike(self, turn: TurnShown | None, room: Size, most: LetterSize) -> tuple[Found, int]:
        """As `_fit`, but with the words of the wall that this one shows beforehand, and its cards as they lie there."""
        there = self._there
        high, wide = margins_at(there)
        inside = Size(there.width - 2 * wide, there.height - 2 * high)
        taken = self._digits.needs(inside.width, inside.height // 3) + 1 if self._digits.display else 0
        (letters, _, _), foot = self._fit(turn, Size(inside.width, inside.height - taken), there, most)
        cards = [card for card in self._cards if card.display]
        below = self._loop if turn is not None else self._words
        foot = min(foot, self._clock.high(*room))
        free, is_high = (room.width, room.height - foot), there.height > READABLE
        for abreast in dict.fromkeys((letters.abreast, None)):
            found = best_letters(
                self._heading, cards, below, free, most, is_high=is_high, abreast=abreast, largest=letters.card
            )
            if found.rank:
                return found, foot
        return self._fit(turn, room, self.size, most)

    def _share_digits(self, width: int, height: int) -> int:
        """Give the clock's digits their lines; returns how many those are, and the one above them."""
        digits = self._digits.needs(width, (height - self._clock.high(width, height)) // 3)
        self._digits.styles.height = digits
        return digits + 1

    def _share_back(self, width: int, free: int) -> LetterSize:
        """Give when a break is over the largest letters that leave room for the rest."""
        least = LetterSize.SMALL if self.size.height > READABLE else LetterSize.PLAIN
        rest = (self._heading.least(width, least, TIGHTEST) or 1) + 3 * self._digits.display
        rest += (self._words.least(width, least, TIGHTEST) or 0) + 2
        fit = (size for size in SIZES if self._back.least(width, size, 0) == HIGH[size] <= free - rest)
        size = next(fit, LetterSize.PLAIN)
        self._back.limit(size)
        self._back.styles.height = HIGH[size]
        return size


def margins_at(size: Size) -> tuple[int, int]:
    """Lines above and below, and columns on each side, that stay free at a size."""
    return max(1, round(CUT_OFF * size.height)), max(2, int(CUT_OFF * size.width))


def _sign(clock: RoomClock | None) -> tuple[bool, str]:
    return (clock is None, clock.sign if clock is not None else "")
