"""Widgets that are made of lines: they paint only what has changed, and scroll where there is no room for all."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from textual.content import Content
from textual.geometry import Region, Size
from textual.reactive import Reactive
from textual.strip import Strip
from textual.visual import Visual
from textual.widget import Widget

MORE = " ↓"
"""At the end of a text that goes on below."""


class LaidOutOnce(Widget):
    """A widget that scrolls nothing by itself.

    Textual lays everything out once more after any widget has got another size, for scrollbars that may come. Here none
    do, and it would double the time that a new page takes.
    """

    virtual_size = Reactive(Size(0, 0), layout=False, repaint=False)
    auto_links = Reactive(default=False)  # there are none, and the look of each would be worked out for every line


class Lines(LaidOutOnce):
    """A widget that is made of lines, and paints only those that are different from before."""

    def __init__(self, *, id: str | None = None, classes: str = "") -> None:  # noqa: A002  (Textual's name for it)
        super().__init__(id=id, classes=classes)
        self._shown: list[Content] = []
        self._shown_at: Size | None = None

    def to_show(self, size: Size) -> list[Content]:
        """The lines, as they fit into that size."""
        raise NotImplementedError

    def show_lines(self) -> None:
        """Show what is to be shown now: most of a tall column stays as it was."""
        shown, self._shown_at = self._shown, self.size
        self._shown = self.to_show(self.size)
        pairs = enumerate(zip_longest(shown, self._shown))
        changed = [y for y, (old, new) in pairs if old is None or new is None or not _is_same(old, new)]
        if changed:
            self.refresh(*(Region(0, y, self.size.width, 1) for y in changed))

    def render_line(self, y: int) -> Strip:
        """One of them; in another size they are others. Textual would draw all of them for one that has changed."""
        if self._shown_at != self.size:
            self._shown, self._shown_at = self.to_show(self.size), self.size
        style = self.visual_style
        if not self.size.width or y >= len(self._shown) or not self._shown[y]:  # a narrow window leaves some no room
            return Strip.blank(self.size.width, style.background_style.rich_style)
        return Visual.to_strips(self, self._shown[y], self.size.width, 1, style)[0]


class LongText(Lines):
    """A widget whose text goes on below where there is no room for all of it, and can be scrolled."""

    def __init__(self, *, id: str | None = None, classes: str = "") -> None:  # noqa: A002  (Textual's name for it)
        super().__init__(id=id, classes=classes)
        self._scroll = self._hidden = 0

    @property
    def hides_text(self) -> bool:
        """Whether there is text further down."""
        return bool(self._hidden)

    def scroll_text(self, lines: int) -> None:
        """Show text that did not fit, so many lines further down (or up)."""
        if self._hidden or lines < 0 < self._scroll:
            self._scroll = max(0, self._scroll + lines)
            self.show_lines()

    def scroll_to_top(self) -> None:
        """Show the text from its beginning."""
        self._scroll = 0

    def lines_in_view(self, lines: Sequence[Content], room: int, style: str) -> list[Content]:
        """As many lines as there is room for; the last one says whether the text goes on. style: of that sign."""
        self._scroll = min(self._scroll, max(0, len(lines) - room))
        self._hidden = max(0, len(lines) - room - self._scroll)
        shown = list(lines[self._scroll : self._scroll + room])
        if self._hidden and shown:
            shown[-1] = Content.assemble(shown[-1].truncate(self.size.width - len(MORE)), (MORE, style))
        return shown


def _is_same(one: Content, other: Content) -> bool:
    """Whether two lines look the same, and can be clicked in the same places."""
    return one.plain == other.plain and one.spans == other.spans
