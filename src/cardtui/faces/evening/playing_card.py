"""A card on the table, face up or face down."""

from __future__ import annotations

from textual import events
from textual.content import Content
from textual.geometry import Size

from cardtui.faces.screen.column import Chosen, NumberedRow
from cardtui.faces.screen.lines import LongText
from cardtui.faces.screen.themes import RED_SUITS
from cardtui.presenter.scene import CardBack, CardFace

NARROW = 3
"""Cells between the edge of a card and its text. Not less: the edges of the cards beneath lie there, and Textual shows
no wide letter across the edge of any widget, hidden or not."""

ROOMY = 60
"""From so many cells on there are twice as many."""


class PlayingCard(LongText):
    """A card. With the class ``-down`` it lies face down, and its pattern is all that is seen of it."""

    def __init__(self, *, id: str | None = None, classes: str = "") -> None:  # noqa: A002  (Textual's name for it)
        super().__init__(id=id, classes=classes)
        self.face: CardFace | None = None
        self._back: CardBack | None = None
        self._row: NumberedRow | None = None

    def turn_up(self, face: CardFace) -> None:
        """Show a face."""
        if face != self.face or self.has_class("-down"):
            self.face = face
            self.scroll_to_top()
            self.remove_class("-down")
            self.show_lines()

    def turn_down(self) -> None:
        """Show the back."""
        if not self.has_class("-down"):
            self.add_class("-down")
            self.show_lines()

    def lie_down(self, back: CardBack, row: NumberedRow | None) -> None:
        """Lie face down as one of many, with the sign of its suit. row: the one that picks it, by a click too."""
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
        """Its symbol in two corners, and what it asks between them, a little above the middle; or its back."""
        width, height = size
        if self.face is None or self.has_class("-down"):
            self._hidden = 0
            return self._sign(width, height)
        symbol = Content.styled(self.face.symbol, _ink(self.face.symbol)).truncate(2)
        corner, first = symbol.pad_left(width - 1 - symbol.cell_length), symbol.pad_left(1)
        if self.face.signs:
            self._hidden = 0
            signs = [_signs(line).truncate(width) for line in self.face.signs]
            lines = [line.pad_left((width - line.cell_length) // 2) for line in signs]
            above = max(0, height - 2 - len(lines)) // 2
            below = max(0, height - 2 - len(lines) - above)
            return [first, *[Content("")] * above, *lines, *[Content("")] * below, corner]
        margin = NARROW if width < ROOMY else 2 * NARROW
        text = Content.styled(self.face.text, "$prompt $prompt-style").wrap(max(2, width - 2 * margin))
        lines = [line.pad_left(margin) for line in text]
        self._hidden = 0
        if len(lines) > height - 2:  # the corners give way first
            return self.lines_in_view(lines, height, "$prompt")
        above = (height - 2 - len(lines)) * 2 // 5
        below = height - 2 - len(lines) - above
        return [first, *[Content("")] * above, *lines, *[Content("")] * below, corner]

    def _sign(self, width: int, height: int) -> list[Content]:
        if self._back is None:
            return []
        symbol = self._back.symbol
        # Textual would draw the pattern over usual spaces.
        sign = Content.styled(f"\N{NO-BREAK SPACE}{symbol}\N{NO-BREAK SPACE}", f"{_ink(symbol)} on $paper")
        return [*[Content("")] * ((height - 1) // 2), sign.pad_left(max(0, width - sign.cell_length) // 2)]


def _signs(line: str) -> Content:
    """A line of signs, each in its color."""
    return Content(" ").join(Content.styled(sign, _ink(sign)) for sign in line.split(" "))


def _ink(symbol: str) -> str:
    """The style of a suit's symbol on paper."""
    return f"{'$red' if symbol in RED_SUITS else '$prompt'} $prompt-style"
