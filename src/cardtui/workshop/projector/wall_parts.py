"""The parts of a wall: cards, a heading, the words of a turn, and the clock's line."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from textual.content import Content
from textual.geometry import Size

from cardtui.deck.card import RED_SUITS
from cardtui.faces.screen.large_text import HEIGHTS, SIZES, Block, LargeText, LetterSize, in_letters, spacing_at
from cardtui.faces.screen.lines import Lines, blank, side_by_side, stack, width_of
from cardtui.faces.screen.themes import SHAPES
from cardtui.workshop.dialogue_script import TurnRole, TurnStep
from cardtui.workshop.room_scene import RoomClock, RoomFace, TurnShown

SEATS = "left", "right"
"""Seats of the first and second partner: each has a place, a shape and a color."""

NARROW = 20
"""Below this many cells, as in a small preview, a card's text has almost no margin."""

ROOMY = 60
"""From this many cells on, a card's text has a wider margin."""

TALL = 34
"""From this many lines on, the word beside the clock, and the host, have larger letters."""

BAR, TRACK = "━", "─"

LEAST_BAR = 12
"""Cells that a long host or word leaves for the bar."""

_GAP = 3


class WallText(LargeText):
    """Words on the wall, styled with the wall's own look, even in a preview."""

    style = "$wall-strong $wall-strong-style"


class WallDigits(WallText):
    """A clock that shows a number."""

    sizes = LetterSize.HUGE, LetterSize.MEDIUM, LetterSize.SMALL, LetterSize.PLAIN


class WallCard(LargeText):
    """A card that everyone talks about, or one of several to choose from."""

    style = "$wall-prompt $wall-prompt-style"
    framed = True
    _face = RoomFace("", "")

    def turn_up(self, face: RoomFace) -> None:
        """Show its face."""
        if face != self._face:
            self._face = face
            self.renew()

    def inside(self, width: int) -> int:
        """See `LargeText`."""
        return max(2, width - 2 * _margin(width))

    def blocks(self, width: int, size: LetterSize, *, tight: int) -> list[Block] | None:
        """See `LargeText`. The number of a card is before its text, in letters of the same size."""
        number = in_letters(self._face.number, width, size, self.style) if self._face.number else []
        gap = 1 if width < NARROW else _GAP
        column = width_of(number) + gap if number else 0
        text = in_letters(self._face.text, max(2, width - column), size, self.style, tight=tight)
        if not text or (self._face.number and not number):
            return None
        return [side_by_side(number, text, column)]

    def to_show(self, size: Size) -> Block:
        """The prompt in the middle, and the symbol in two corners if there is room for it."""
        width, height = size
        letters, lines = self.fitted(size)
        lines = [line.pad_left(_margin(width)) for line in lines[:height]]
        above = (height - len(lines) + 1) // 2
        below = height - len(lines) - above
        shown = [*blank(above), *lines, *blank(below)]
        is_large = above > HEIGHTS[LetterSize.SMALL] and letters > LetterSize.PLAIN
        corner = self._symbol(width, LetterSize(is_large))
        if len(corner) <= below:
            inset = 1 + is_large
            shift = int(is_large and len(corner) < above)
            for index, line in enumerate(corner):
                shown[index + shift] = line.pad_left(inset)
                shown[height - len(corner) + index - shift] = line.pad_left(max(0, width - inset - line.cell_length))
        return shown

    def _symbol(self, width: int, size: LetterSize) -> Block:
        """The symbol of its suit; empty if a number identifies it."""
        if self._face.number:
            return []
        color = "$wall-red" if self._face.symbol in RED_SUITS else "$wall-prompt"
        lines = in_letters(self._face.symbol, width, size, f"{color} $wall-prompt-style")
        return [line.truncate(2) for line in lines] if size is LetterSize.PLAIN else lines


def _margin(width: int) -> int:
    return 1 if width < NARROW else 3 if width < ROOMY else 6


class Heading(LargeText):
    """A title; or in a turn who speaks and who listens, each on their own side."""

    style = "$wall-accent $wall-strong-style"
    sizes = SIZES[1:]
    _turn: TurnShown | None = None

    def tell(self, title: str, turn: TurnShown | None = None) -> None:
        """Set the title or the turn."""
        if turn != self._turn:
            self._turn = turn
            self.renew()
        self.fill(title)

    def blocks(self, width: int, size: LetterSize, *, tight: int) -> list[Block] | None:
        """See `LargeText`. If they don't fit side by side, the listener's letters are smaller."""
        turn = self._turn
        if turn is None:
            return super().blocks(width, size, tight=tight)
        for listening in (each for each in SIZES if size - 1 <= each <= size):
            sizes = [size if (seat == SEATS[1]) is turn.second else listening for seat in SEATS]
            left, right = (self._chip(turn, seat, width, of) for seat, of in zip(SEATS, sizes, strict=True))
            if not left or not right:
                continue
            column = width - right[0].cell_length
            high = max(len(left), len(right))
            left, right = (chip if len(chip) == high else [*blank(high - 1), *chip] for chip in (left, right))
            if column - width_of(left) >= _GAP:
                return [side_by_side(left, right, column)]
        if size is not LetterSize.PLAIN:
            return None
        return [[*left, *(line.pad_left(max(0, column)) for line in right)]]

    def _chip(self, turn: TurnShown, seat: str, width: int, size: LetterSize) -> Block:
        speaks = (seat == SEATS[1]) is turn.second
        text = turn.speaks.upper() if speaks else turn.listens
        text = f"{SHAPES[0]} {text}" if seat == SEATS[0] else f"{text} {SHAPES[1]}"
        style = f"$wall-on-{seat} on $wall-{seat} $wall-filled-style" if speaks else f"$wall-{seat} $wall-strong-style"
        if size is LetterSize.PLAIN:
            return [Content.styled(f" {text} ", style).truncate(width)]
        lines = in_letters(text, width - 2, size, "")
        return [Content.styled(f" {line.plain:<{width_of(lines)}} ", style) for line in lines]


class Said(NamedTuple):
    """What a wall shows of a turn, or of one step: the second partner's lines are further to the right.

    steps: those with their words. names: whether the names of all steps are in a line below.
    """

    turn: TurnShown
    steps: tuple[TurnStep, ...]
    names: bool = True

    def least(self, width: int, size: LetterSize, density: int) -> int | None:
        """See `LargeText`."""
        gap, tight = spacing_at(size, density)
        blocks = drawn(self, max(2, width), size, tight)
        return None if blocks is None else len(stack(blocks, gap))

    def blocks(self, width: int, size: LetterSize, tight: int) -> list[Block] | None:
        """See `LargeText`."""
        if self.turn.rail:
            found = [self._one(step, width, size, tight=tight) for step in self.steps]
        else:
            found = self._columns(width, size, tight=tight)
        if self.names:
            found.append(self._rail(width, size))
        return found if all(found) else None

    def _rail(self, width: int, size: LetterSize) -> Block:
        """The names of all steps; the current one is highlighted."""
        turn = self.turn
        main = [step for step in turn.loop if not step.leads_back]
        if turn.rail:
            names = [(name, "$wall-quiet") for name in turn.rail]
            names[turn.here] = turn.rail[turn.here].upper(), f"$wall-{self._seat(main[0])} $wall-strong-style"
        else:
            names = [(step.label, f"$wall-{self._seat(step)}") for step in main]
        for smaller in (each for each in SIZES if LetterSize.PLAIN < each <= min(size, LetterSize.SMALL)):
            line: Block = []
            for name in names:
                for text, style in (("›", "$wall-quiet"), name) if line else (name,):
                    drawn = in_letters(text, width, smaller, style)
                    line = side_by_side(line, drawn, width_of(line) + _GAP if line else 0) if drawn else []
            if line and width_of(line) <= width and len(line) == HEIGHTS[smaller]:
                return line
        return list(Content(" › ").join(Content.styled(*name) for name in names).wrap(width))

    def _seat(self, step: TurnStep) -> str:
        if step.who is TurnRole.BOTH:
            return "strong"
        return SEATS[(step.who is TurnRole.SPEAKER) is self.turn.second]

    def _called(self, step: TurnStep) -> tuple[str, str]:
        """The name of a step, with the shape of the seat, and its style."""
        seat = self._seat(step)
        shape = SHAPES if seat == "strong" else SHAPES[SEATS.index(seat)]
        return f"{shape} {step.label}", f"$wall-{seat} $wall-strong-style"

    def _one(self, step: TurnStep, width: int, size: LetterSize, *, tight: int) -> Block:
        """A single step: its name, then the words; a way back has lines of its own."""
        name, style = self._called(step)
        if step.leads_back:
            return in_letters(f"{name}: {' '.join(step.says)}", width, size, style, tight=tight)
        label = in_letters(name, width, size, style)
        if tight and label:
            column = width_of(label) + _GAP
            if said := in_letters(" ".join(step.says), max(2, width - column), size, WallText.style, tight=2):
                return side_by_side(label, said, column)
        lines = [in_letters(text, width, size, WallText.style, tight=tight) for text in step.says]
        return stack([label, *lines], 0 if tight or size is LetterSize.PLAIN else 1) if label and all(lines) else []

    def _columns(self, width: int, size: LetterSize, *, tight: int) -> list[Block]:
        names = [self._called(step) for step in self.steps]
        labels = [in_letters(text, width, size, style) for text, style in names]
        if not all(len(label) == HEIGHTS[size] for label in labels):
            return [[]]
        column = max(map(width_of, labels), default=0) + (2 if size is LetterSize.PLAIN else _GAP)
        found = []
        for step, label in zip(self.steps, labels, strict=True):
            indent = width // 8 if self._seat(step) == SEATS[1] else 0
            room = max(2, width - indent - column)
            text = " ".join(step.says)
            if size is LetterSize.PLAIN:
                said = list(Content(text).wrap(room))
            else:
                said = in_letters(text, room, size, WallText.style, tight=tight)
            found.append([line.pad_left(indent) for line in side_by_side(label, said, column)] if said else [])
        return found


drawn = lru_cache(maxsize=256)(Said.blocks)
"""The same, cached: the search for the best letters asks for each step in each size several times."""


class Loop(WallText):
    """What is said in a turn."""

    said = Said(TurnShown((), "", "", second=False, loop=()), ())

    def tell(self, said: Said) -> None:
        """Set what is said."""
        if said != self.said:
            self.said = said
            self.renew()

    def blocks(self, width: int, size: LetterSize, *, tight: int) -> list[Block] | None:
        """See `LargeText`."""
        return drawn(self.said, width, size, tight)


class ClockLine(Lines):
    """The time left, as a bar that shrinks on its track; and at its end a word, or the host."""

    _clock: RoomClock | None = None
    _host = ""

    def tell(self, clock: RoomClock | None, host: str) -> None:
        """Set the clock and the host."""
        if (clock, host) != (self._clock, self._host):
            self._clock, self._host = clock, host
            self.show_lines()

    def high(self, width: int, height: int) -> int:
        """The number of lines on a wall of that size."""
        text = self._text()[0]
        is_large = height >= TALL and in_letters(text, width // 2, LetterSize.SMALL, "") if text else []
        return HEIGHTS[LetterSize.SMALL] if is_large and len(is_large) == HEIGHTS[LetterSize.SMALL] else 1

    def _text(self) -> tuple[str, str]:
        clock = self._clock
        return (clock.sign, "$wall-quiet") if clock is not None and clock.sign else (self._host, "$wall-accent")

    def to_show(self, size: Size) -> Block:
        """See `Lines.to_show`."""
        width, height = size
        clock, (text, style) = self._clock, self._text()
        if height > 1:
            said = in_letters(text, width // 2, LetterSize.SMALL, style)
        else:
            said = [Content.styled(text, style).truncate(max(0, width - LEAST_BAR), ellipsis=True)] if text else []
        room = width - (width_of(said) + _GAP if said else 0)
        bar = Content("")
        if clock is not None and not clock.time:
            long = round(room * clock.part)
            bar = Content.styled(BAR * long + TRACK * (room - long), "$wall-quiet")
        lines = [*blank(height - 1), bar]
        said = [*blank(height - len(said)), *said]
        return side_by_side(lines, said, width - width_of(said))
