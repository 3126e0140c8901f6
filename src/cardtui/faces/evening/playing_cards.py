"""Cards on the table: face up or face down, in a pile, or as small ones side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from textual import events
from textual.content import Content
from textual.geometry import Offset, Size

from cardtui.deck.card import RED_SUITS
from cardtui.faces.screen.column import FAVORITE
from cardtui.faces.screen.lines import Chosen, Lines, NumberedRow, blank, clickable
from cardtui.faces.screen.sized_screen import Area
from cardtui.presenter.scene import CardBack, CardFace, Shelf, Tile
from cardtui.text.layout import cells

NARROW = 3
"""Cells between the edge of a card and its text. Not less: the edges of the cards beneath are there, and Textual does
not show wide letters across the edge of any widget, hidden or not."""

ROOMY = 60
"""From this width in cells on, the margin is doubled."""

WIDE = 5
"""Cells of a small card; it is three lines high, with one cell and one line between cards."""

MARK = "▲"
"""Under the selected small card."""

ABOVE = 2
"""Lines above the first card that are not worth scrolling away."""


DEAL = 0.22
"""Seconds that a card takes from the deck to its place."""


class PlayingCard(Lines):
    """A card. With the class ``-down`` it is face down, and only its pattern is visible."""

    face: CardFace | None = None
    _back: CardBack | None = None
    _row: NumberedRow | None = None

    def turn(self, face: CardFace | None) -> None:
        """Show a face; None for the back, which keeps the face for later."""
        if face == (None if self.has_class("-down") else self.face):
            return
        if face is not None:
            self.face = face
            self.scroll_to_top()
        self.set_class(face is None, "-down")
        self.show_lines()

    def slide_from_deck(self) -> None:
        """Slide from the deck to its place, face down, and turn there."""
        dealt = self.face
        self.turn(None)
        self.offset = Offset(-4, 2)
        self.animate("offset", Offset(0, 0), duration=DEAL, on_complete=lambda: self._turn_up(dealt))

    def arrive(self) -> None:
        """End a slide at once, face up."""
        self.app.animator.force_stop_animation(self, "offset")
        self._turn_up(self.face)

    def _turn_up(self, dealt: CardFace | None) -> None:
        if dealt is not None and self.face == dealt:  # else another card was dealt meanwhile
            self.turn(dealt)

    def lie_down(self, back: CardBack, row: NumberedRow | None) -> None:
        """Show the back as one of many, with the symbol of its suit. row: the row that picks it, also by a click."""
        if (back, row) != (self._back, self._row):
            self._back, self._row = back, row
            self.set_class(row is not None and row.here, "-here")
            self.show_lines()

    def on_click(self, event: events.Click) -> None:
        """Pick it."""
        if self._row is not None:
            event.stop()
            self.post_message(Chosen(self._row.row))

    def to_show(self, size: Size) -> list[Content]:
        """The symbol in two corners, and the prompt between them, a little above the middle; or the back."""
        width, height = size
        self.hidden = 0
        if self.face is None or self.has_class("-down"):
            return self._sign(width, height)
        if self.face.signs:
            lines = [_side_by_side(map(_corner, line.split(" ")), width) for line in self.face.signs]
            lines = [line.pad_left((width - line.cell_length) // 2) for line in lines]
        else:
            margin = NARROW if width < ROOMY else 2 * NARROW
            text = Content.styled(self.face.text, "$prompt $prompt-style").wrap(max(2, width - 2 * margin))
            lines = [line.pad_left(margin) for line in text]
            if len(lines) > height - 2:  # the corners are left out first
                return self.lines_in_view(lines, height, "$prompt")
        room = max(0, height - 2 - len(lines))
        above = room // 2 if self.face.signs else room * 2 // 5
        symbol = _corner(self.face.symbol)
        corner = symbol.pad_left(width - 1 - symbol.cell_length)
        return [symbol.pad_left(1), *blank(above), *lines, *blank(room - above), corner]

    def _sign(self, width: int, height: int) -> list[Content]:
        if self._back is None:
            return []
        symbol = self._back.symbol
        # Textual would draw the pattern over normal spaces.
        sign = Content.styled(f"\N{NO-BREAK SPACE}{symbol}\N{NO-BREAK SPACE}", f"{_ink(symbol)} on $paper")
        return [*blank((height - 1) // 2), sign.pad_left(max(0, width - sign.cell_length) // 2)]


def pile(top: PlayingCard, *, id: str) -> Area:  # noqa: A002  (Textual's name for it)
    """A card on top of two others."""
    return Area(PlayingCard(classes="lowest -down"), PlayingCard(classes="lower -down"), top, id=id, classes="pile")


class Shelves(Lines):
    """A line for each day, and under it the cards of that day, as far as there is room around the selected one."""

    _shelves: Sequence[Shelf] = ()
    _title = ""
    _top = 0

    def fill(self, title: str, shelves: Sequence[Shelf], rows: Sequence[NumberedRow]) -> None:
        """Show other cards. rows: among them those of the cards."""
        if shelves or self._shelves:
            self._title, self._shelves, self._rows = title, shelves, rows
            self.show_lines()

    def to_show(self, size: Size) -> list[Content]:
        """The lines around the selected card."""
        width, height = size
        lines, looked_at = zip(*self._lines(max(WIDE, width)), strict=True)
        first = looked_at.index(True) if any(looked_at) else 0
        last = len(lines) - 1 - looked_at[::-1].index(True) if any(looked_at) else 0
        # The day above it, and the mark below.
        self._top = max(0, min(max(self._top, last + 1 - height), first - 1, len(lines) - height))
        if self._top <= ABOVE and last < height:
            self._top = 0
        return list(lines[self._top : self._top + height])

    def _lines(self, width: int) -> Iterator[tuple[Content, bool]]:
        """Each line, and whether it shows the selected card."""
        numbers = {each.row.key: each.number for each in self._rows}
        looked_at = {each.row.key for each in self._rows if each.here}
        in_a_row = (width + 1) // (WIDE + 1)
        yield Content.styled(self._title, "$strong $strong-style"), False
        for shelf in self._shelves:
            yield Content(""), False
            if shelf.day:
                yield Content.styled(shelf.day, "$quiet"), False
            for begin in range(0, len(shelf.tiles), in_a_row):
                tiles = shelf.tiles[begin : begin + in_a_row]
                here = [tile.here or tile.key in looked_at for tile in tiles]
                for parts in zip(*map(_small_card, tiles), strict=True):
                    pairs = zip(parts, (numbers.get(tile.key) for tile in tiles), strict=True)
                    line = (part if number is None else clickable(part, number) for part, number in pairs)
                    yield Content(" ").join(line), any(here)
                marks = " ".join(f"{MARK if its else '':^{WIDE}}" for its in here)
                yield Content.styled(marks, "$strong $strong-style"), any(here)


def _small_card(tile: Tile) -> Iterator[Content]:
    """The lines of a small card: its digit in the corner, the symbol of its suit, and its heart."""
    red = "$red" if tile.symbol in RED_SUITS else "$prompt"
    number = f" {tile.key:{WIDE - 1}}" if tile.key.isdigit() else ""
    symbol = Content(tile.symbol).truncate(1).plain
    for sign, color in ((number, "$prompt"), (symbol, red), (FAVORITE if tile.heart else "", "$red")):
        yield Content.styled(f"{sign:^{WIDE}}"[:WIDE], f"{color} on $paper")


def _ink(symbol: str) -> str:
    """The style of a suit's symbol on paper."""
    return f"{'$red' if symbol in RED_SUITS else '$prompt'} $prompt-style"


def _corner(symbol: str) -> Content:
    """A suit's symbol as in the corner of a card, in at most two cells."""
    return Content.styled(symbol, _ink(symbol)).truncate(2)


def _side_by_side(signs: Iterable[Content], width: int) -> Content:
    """As many signs as fit, counted at their widest: one that is cut would be drawn in another width than counted."""
    line, *others = signs
    for sign in others:
        longer = Content(" ").join((line, sign))
        line = longer if cells(longer.plain) <= width else line
    return line.truncate(width)
