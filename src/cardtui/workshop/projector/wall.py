"""The wall: all that a room sees, the card as large as there is room for, the clock in one quiet line."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from textual import events
from textual.content import Content
from textual.geometry import Size

from cardtui.faces.screen.column import stack
from cardtui.faces.screen.large_text import MEASURE, LargeText
from cardtui.faces.screen.lines import Lines
from cardtui.faces.screen.sized_screen import Area
from cardtui.faces.screen.themes import RED_SUITS, SHAPES
from cardtui.text.layout import balanced, drawable
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
from cardtui.workshop.turn_script import TurnRole, TurnStep

WALL_SMALLEST = (56, 17)
"""Columns and lines of the smallest screen on which everything that is not the plan's own fits."""

SEATS = "left", "right"
"""Of the first and of the second partner: each has a place, a shape and a color."""

ABREAST = 90
"""From so many columns on, cards lie side by side."""

AIRY = 20
"""From so many lines on, one is free below the title, and one above the clock."""

ROOMY = 60
"""From so many cells on there is more air beside the text of a card."""

_GAP = 3


class WallCard(LargeText):
    """A card that everybody talks about, or one of those to choose from."""

    def __init__(self, *, id: str) -> None:  # noqa: A002  (Textual's name for it)
        super().__init__(id=id, style="$prompt $prompt-style")
        self._face = RoomFace("", "")

    def turn_up(self, face: RoomFace) -> None:
        """Show its face."""
        self._face = face
        self.fill(face.text)

    def least(self, width: int) -> int:
        """Lines that its text takes in ordinary letters."""
        return len(balanced(self._face.text, min(MEASURE, width - 2 * _margin(width))))

    def in_room(self, width: int, height: int) -> list[Content]:
        """See `LargeText`. A line above and one below the text are free, unless it needs them."""
        measure = max(2, width - 2 * _margin(width))
        lines = super().in_room(measure, max(1, height - 2))
        return lines if len(lines) <= height - 2 else super().in_room(measure, height)

    def to_show(self, size: Size) -> list[Content]:
        """Its letter or symbol in two corners where there is a free line for it, and what it asks between them."""
        width, height = size
        lines = [line.pad_left(_margin(width)) for line in self.in_room(width, height)[:height]]
        above = (height - len(lines)) // 2
        shown = [*[Content("")] * above, *lines, *[Content("")] * (height - len(lines) - above)]
        corner = self._corner()
        if self._face.letter and shown:  # it must be there, however low the card is
            shown[above] = Content.assemble(" ", corner, shown[above][2:])
        elif above and height - len(lines) > above:
            shown[0] = corner.pad_left(1)
            shown[-1] = corner.pad_left(max(0, width - 1 - corner.cell_length))
        return shown

    def _corner(self) -> Content:
        if self._face.letter:
            return Content.styled(self._face.letter, "$prompt $prompt-style")
        color = "$red" if self._face.symbol in RED_SUITS else "$prompt"
        return Content.styled(self._face.symbol, f"{color} $prompt-style").truncate(2)


def _margin(width: int) -> int:
    return 3 if width < ROOMY else 6


class Heading(LargeText):
    """A title; or in a turn who speaks and who listens, each on their own side."""

    def __init__(self) -> None:
        super().__init__(id="heading", scales=(1, 0))
        self._turn: TurnShown | None = None

    def tell(self, title: str, turn: TurnShown | None = None) -> None:
        """Show another title, or another turn."""
        self._turn = turn
        self.fill(title)

    def in_room(self, width: int, height: int) -> list[Content]:
        """See `LargeText`."""
        if self._turn is None:
            return super().in_room(width, height)
        chips = [self._chip(self._turn, seat) for seat in SEATS]
        between = width - sum(chip.cell_length for chip in chips)
        if between >= _GAP:
            return [Content(" " * between).join(chips)]
        return [chips[0].truncate(width), chips[1].truncate(width).pad_left(max(0, width - chips[1].cell_length))]

    def _chip(self, turn: TurnShown, seat: str) -> Content:
        speaks = (seat == SEATS[1]) is turn.second
        text = turn.speaks.upper() if speaks else turn.listens
        text = f"{SHAPES[0]} {text}" if seat == SEATS[0] else f"{text} {SHAPES[1]}"
        style = f"$on-{seat} on ${seat} $filled-style" if speaks else f"${seat} $strong-style"
        return Content.styled(f" {text} ", style)


class Loop(LargeText):
    """All that the two say in a turn: the second partner's lines stand further to the right, in another color."""

    def __init__(self) -> None:
        super().__init__(id="loop")
        self._steps: Sequence[TurnStep] = ()
        self._second = False

    def tell(self, steps: Sequence[TurnStep], *, second: bool) -> None:
        """Show another loop. second: whether the second partner speaks."""
        self._steps, self._second = steps, second
        self.show_lines()

    def in_room(self, width: int, height: int) -> list[Content]:
        """Its lines: first the ways back give way, then the words, so that the names of the steps stay."""
        main = [step for step in self._steps if not step.leads_back]
        blocks = [self._step_lines(step, width) for step in self._steps]
        short = [self._step_lines(step, width) for step in main]
        for lines in (stack(blocks, 1), stack(blocks, 0), stack(short, 0)):
            if len(lines) <= height:
                return lines
        rail = Content(" › ").join(Content.styled(step.label, f"${self._seat(step)}") for step in main)
        return list(rail.wrap(width))

    def _seat(self, step: TurnStep) -> str:
        if step.who is TurnRole.BOTH:
            return "strong"
        return SEATS[(step.who is TurnRole.SPEAKER) is self._second]

    def _step_lines(self, step: TurnStep, width: int) -> list[Content]:
        seat = self._seat(step)
        indent = width // 8 if seat == SEATS[1] else 0
        shape = SHAPES if seat == "strong" else SHAPES[SEATS.index(seat)]
        label = Content.styled(f"{shape:<2} {step.label}", f"${seat} $strong-style")
        margin = indent + 4 + max((len(each.label) for each in self._steps), default=0) + 1
        said = Content(" ").join([Content(text) for text in step.says]).wrap(max(2, width - margin))
        first = Content.assemble(" " * indent, label)
        return [
            Content.assemble(first.pad_right(margin - first.cell_length) if not index else " " * margin, line)
            for index, line in enumerate(said)
        ]


class ClockLine(Lines):
    """What is left of the time, as a bar that gets thinner, and who invites."""

    def __init__(self) -> None:
        super().__init__(id="clock")
        self._clock: RoomClock | None = None

    def tell(self, clock: RoomClock | None) -> None:
        """Show another time."""
        if clock != self._clock:
            self._clock = clock
            self.show_lines()

    def to_show(self, size: Size) -> list[Content]:
        """See `Lines.to_show`."""
        clock = self._clock
        if clock is None:
            return []
        room = max(0, size.width - len(clock.sign) - _GAP)
        bar = Content.styled("━" * round(room * clock.part) if not clock.time else "", "$quiet")
        return [Content.assemble(bar.pad_right(size.width - len(clock.sign) - bar.cell_length), (clock.sign, "$quiet"))]


class Wall(Area):
    """Shows one scene, and its clock."""

    def __init__(self, scene: RoomScene, clock: RoomClock | None, *, id: str = "wall") -> None:  # noqa: A002
        self._heading, self._loop, self._clock = Heading(), Loop(), ClockLine()
        self._cards = [WallCard(id=f"card-{number}") for number in range(CHOICES.stop - 1)]
        self._area = Area(*self._cards, id="cards")
        self._words, self._digits = LargeText(id="words"), LargeText(id="digits", scales=(2, 1))
        self._shown: tuple[RoomScene, RoomClock | None] = scene, clock
        super().__init__(self._heading, self._area, self._words, self._loop, self._digits, self._clock, id=id)

    def show(self, scene: RoomScene, clock: RoomClock | None) -> None:
        """Show another scene, or the same one with another time."""
        old, self._shown = self._shown, (scene, clock)
        if scene != old[0] or (clock is None) is not (old[1] is None):
            self._lay_out()
        elif clock != old[1]:
            self._show_clock(clock)

    def on_resize(self, event: events.Resize) -> None:
        """Lay out for the new size."""
        self._lay_out()

    @property
    def is_whole(self) -> bool:
        """Whether all of the scene is there."""
        parts: tuple[LargeText, ...] = (self._heading, *self._cards, self._words, self._loop)
        return all(part.is_whole for part in parts if part.display and part.parent is not None)

    def _show_clock(self, clock: RoomClock | None) -> None:
        self._clock.tell(clock)
        self._digits.display = bool(clock is not None and clock.time)
        if clock is not None and clock.time:
            self._digits.fill(clock.time)

    def _lay_out(self) -> None:
        scene, clock = drawable(self._shown[0]), self._shown[1]
        faces: Sequence[RoomFace] = ()
        turn: TurnShown | None = None
        title, words = "", tuple[str, ...]()
        match scene:
            case Slide():
                title, words = scene.title, scene.prose
            case CardsShown():
                title, faces, words = scene.title, scene.faces, (scene.ask, *scene.below)
            case TurnShown():
                faces, turn = scene.faces, scene
            case Quiet():
                words = (scene.text,)
        self._heading.tell(title, turn)
        self._words.fill(*words)
        if turn is not None:
            self._loop.tell(turn.loop, second=turn.second)
        for card, face in zip_longest(self._cards, faces):
            card.display = face is not None
            if face is not None:
                card.turn_up(face)
        self._area.display = bool(faces)
        self._words.display, self._loop.display = turn is None, turn is not None
        self._show_clock(clock)
        self._share(len(faces))

    def _share(self, faces: int) -> None:
        """Give each part its lines: the card the most of them."""
        width, height = self.content_size
        if not width or not height:
            return
        is_airy, is_abreast = height >= AIRY, width >= ABREAST and faces > 1
        self.set_class(is_airy, "-airy")
        title = self._heading.needs(width, height // 6)
        self._heading.styles.height = title
        free = height - title - 1 - 3 * is_airy
        if self._digits.display:
            digits = self._digits.needs(width, free // 3)
            self._digits.styles.height = digits
            free -= digits
        below = self._loop if self._loop.display else self._words
        if not faces:
            below.styles.height = "1fr"
            return
        each = [card.least(width // faces - 2 if is_abreast else width) for card in self._cards if card.display]
        self._area.styles.grid_size_columns = faces if is_abreast else 1
        self._area.styles.grid_rows = "1fr" if is_abreast else " ".join(f"{lines}fr" for lines in each)
        least = max(each) if is_abreast else sum(each) + len(each) - 1
        below.styles.height = below.needs(width, max(1, free - max(least, (free + 1) // 2)))
