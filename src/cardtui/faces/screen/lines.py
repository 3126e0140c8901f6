"""Widgets made of lines: they repaint only changed lines, scroll, and have rows that can be clicked."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import Self

import msgspec
from rich.segment import Segment
from textual import events
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import Reactive
from textual.strip import Strip
from textual.style import Style
from textual.widget import Widget

from cardtui.presenter.scene import Row

MORE = " ↓"
"""At the end of a text that continues below."""


class NumberedRow(msgspec.Struct, frozen=True):
    """A row and its place among all rows on the screen. ``here``: Enter takes it."""

    row: Row
    number: int
    here: bool


class Chosen(Message):
    """A row, or the card that picks it, was clicked."""

    def __init__(self, row: Row) -> None:
        super().__init__()
        self.row = row


class Lines(Widget):
    """A widget made of lines that repaints only the changed ones."""

    # Textual does another layout when a widget changes size, for possible scrollbars. There are none here,
    # and it would double the time for a new page.
    virtual_size = Reactive(Size(0, 0), layout=False, repaint=False)
    auto_links = Reactive(default=False)  # there are none, and Textual would compute their style for every line

    def __init__(self, *, id: str | None = None, classes: str = "") -> None:  # noqa: A002  (Textual's name for it)
        super().__init__(id=id, classes=classes)
        self._rows: Sequence[NumberedRow] = ()
        self._scroll = self.hidden = 0  # lines above the visible ones, and below them
        self._shown: list[Content] = []
        self._shown_at: Size | None = None
        self._painted: tuple[object, list[Strip]] | None = None

    def to_show(self, size: Size) -> list[Content]:
        """The lines for that size."""
        raise NotImplementedError

    def on_click(self, event: events.Click) -> None:
        """Post the row that was clicked."""
        number = event.style.meta.get("row")
        row = next((each.row for each in self._rows if each.number == number), None)
        if row is not None:
            event.stop()
            self.post_message(Chosen(row))

    # Painting

    def show_lines(self) -> None:
        """Update the lines; usually most of a tall column is unchanged."""
        if not self.size or self._shown_at != self.size:  # hidden, or at this size only during a change of layout
            self._shown_at = None
            if self.size:
                self.refresh()
            return
        shown, self._shown = self._shown, self.to_show(self.size)
        pairs = enumerate(zip_longest(shown, self._shown))
        changed = [y for y, (old, new) in pairs if old is None or new is None or not old.is_same(new)]
        if changed:
            self.refresh(*(Region(0, y, self.size.width, 1) for y in changed))

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Request a repaint."""
        self._painted = None
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The painted lines; unchanged ones come from the cache.

        Textual asks each widget of a screen for all of its lines, even if only one has changed, and iterates over them.
        """
        if self._shown_at != self.size:
            self._shown, self._shown_at = self.to_show(self.size), self.size
            self._painted = None
            # Drop cached lines of another size. The only public way is `refresh`, which does another layout of the
            # screen if the widget is hidden, and then misses the change.
            self._styles_cache.clear()
        seen = crop, self.app.theme
        if self._painted is None or self._painted[0] != seen:
            self._painted = seen, super().render_lines(crop)
        return self._painted[1]

    def render_line(self, y: int) -> Strip:
        """One line. Textual would draw all of them to change one."""
        style = self.visual_style
        if not self.size.width or y >= len(self._shown) or not self._shown[y]:  # no room in a narrow window
            return Strip.blank(self.size.width, style.background_style.rich_style)
        line = self._shown[y]
        # Textual would look for line breaks, and record the position of each word for selection.
        parts = line.render(style, end="", parse_style=self.app.stylesheet.parse_style)
        strip = Strip([Segment(text, part.rich_style) for text, part in parts], line.cell_length)
        return strip.adjust_cell_length(self.size.width, style.background_style.rich_style)

    # Scrolling text that does not fit

    def scroll_text(self, lines: int) -> None:
        """Scroll text that did not fit down (or up) by that many lines."""
        if self.hidden or lines < 0 < self._scroll:
            self._scroll = max(0, self._scroll + lines)
            self.show_lines()

    def scroll_to_top(self) -> None:
        """Show the text from its beginning."""
        self._scroll = 0

    def lines_in_view(self, lines: Sequence[Content], room: int, style: str) -> list[Content]:
        """As many lines as fit; the last one shows whether the text continues. style: of that sign."""
        self._scroll = min(self._scroll, max(0, len(lines) - room))
        self.hidden = max(0, len(lines) - room - self._scroll)
        shown = list(lines[self._scroll : self._scroll + room])
        if self.hidden and shown:
            shown[-1] = with_sign(shown[-1], self.size.width, style)
        return shown


def with_sign(line: Content, width: int, style: str) -> Content:
    """A line with the sign that the text continues, replacing its last words if needed."""
    room = width - len(MORE)
    line = line.rstrip()
    while line.cell_length > room and (before := line.plain.rpartition(" ")[0].rstrip()):
        line = line[: len(before)]
    return Content.assemble(line.truncate(room), (MORE, style))


def clickable(text: Content, number: int) -> Content:
    """The text of a row, with its number for clicks."""
    return text.stylize(Style.from_meta({"row": number}))


def beside(left: Content, right: Content, width: int) -> Content:
    """A line with text at both ends."""
    return Content.assemble(left, " " * (width - left.cell_length - right.cell_length), right)


def blank(lines: int) -> list[Content]:
    """Empty lines; none if the number is less than one."""
    return [Content("")] * lines


def stack(blocks: Sequence[Sequence[Content]], gap: int) -> list[Content]:
    """The lines of all blocks, with a number of empty ones in between."""
    lines: list[Content] = []
    for block in filter(None, blocks):
        lines += blank(gap if lines else 0)
        lines += block
    return lines


def width_of(block: Sequence[Content]) -> int:
    """Cells of the widest line."""
    return max((line.cell_length for line in block), default=0)


def side_by_side(left: Sequence[Content], right: Sequence[Content], column: int) -> list[Content]:
    """Two blocks side by side, the second one from a column on."""
    pairs = zip_longest(left, right, fillvalue=Content(""))
    return [Content.assemble(line.pad_right(max(0, column - line.cell_length)), other) for line, other in pairs]
