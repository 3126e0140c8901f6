"""A sheet: a widget that shows a painted canvas, and writes only those lines that changed."""

from __future__ import annotations

from rich.segment import ControlType, Segment
from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from cardtui.faces.screen.canvas import Canvas, TextRun, left_to_right
from cardtui.faces.screen.page_painter import paint_page
from cardtui.faces.screen.themes import Ink, Look
from cardtui.presenter.scene import Page, Row
from cardtui.text.layout import is_plain

SMALLEST = (54, 17)
"""Columns and lines of the smallest screen on which every scene fits."""


class CanvasWidget(Widget):
    """Shows what `_painted` gives. A click on a run with a row chooses it.

    smallest: columns and lines of the smallest screen on which that can be painted.
    """

    smallest = SMALLEST

    DEFAULT_CSS = "CanvasWidget { width: 100%; height: 100%; }"

    class Chosen(Message):
        """A row was clicked."""

        def __init__(self, row: Row) -> None:
            self.row = row
            super().__init__()

    def __init__(self, look: Look, *, too_small: str) -> None:
        """``look``: its colours. ``too_small``: what is said where nothing fits."""
        super().__init__()
        self._look = look
        self._too_small = too_small
        self._canvas = Canvas(0, 0)
        self._strips: list[Strip] = []

    def _painted(self, width: int, height: int) -> Canvas | None:
        """The canvas for a screen that is large enough; None while there is nothing to paint."""
        raise NotImplementedError

    def on_resize(self) -> None:
        """Compose again for the new size."""
        self._paint()

    def _paint(self) -> None:
        """Paint anew, and have the lines that changed written to the terminal."""
        before = self._strips
        self._compose_strips()
        width = self.size.width
        if len(self._strips) != len(before):
            self.refresh()
        elif changed := [y for y, strip in enumerate(self._strips) if strip != before[y]]:
            self.refresh(*(Region(0, y, width, 1) for y in changed))

    def _compose_strips(self) -> None:
        width, height = self.size
        if not (width and height):
            return
        small = width < self.smallest[0] or height < self.smallest[1]
        canvas = self._say_too_small(width, height) if small else self._painted(width, height)
        if canvas is not None:
            # A line that is as it was keeps its strip: from second to second all but those of a clock are.
            same_size = (self._canvas.width, self._canvas.height) == (width, height)
            old = self._canvas.lines if same_size and self._strips else []
            self._strips = [
                self._strips[y] if y < len(old) and old[y] == line else self._strip(line, width)
                for y, line in enumerate(canvas.lines)
            ]
            self._canvas = canvas

    def _say_too_small(self, width: int, height: int) -> Canvas:
        canvas = Canvas(width, height)
        text = self._too_small.replace("{needs}", "{}x{}".format(*self.smallest)).replace("{is}", f"{width}x{height}")
        painted = paint_page(Page(title="", prose=(text,)), max(width, 8), max(height, 4)).canvas
        canvas.lines = painted.lines[:height]
        return canvas

    def _strip(self, line: list[TextRun], width: int) -> Strip:
        segments: list[Segment] = []
        table = self._look.style(Ink.TABLE)
        x = 0
        for run in left_to_right(line):
            if run.x > x:
                segments.append(Segment(" " * (run.x - x), table))
            style = self._look.style(run.ink)
            if is_plain(run.text):
                segments.append(Segment(run.text, style))
            else:
                # Terminals do not agree on its cells. So they are all filled before, and what follows is sent to its
                # own column: a sign that is drawn wider or narrower moves nothing beside it.
                segments.append(_then_column(" " * (run.end - run.x), run.x, style))
                segments.append(Segment(run.text, style))
                segments.append(_then_column("", run.end, style))
            x = run.end
        if x < width:
            segments.append(Segment(" " * (width - x), table))
        return Strip(segments, width)

    def render_line(self, y: int) -> Strip:
        """One line of the painting."""
        if (self._canvas.width, self._canvas.height) != self.size:
            # Wanted before the message came that says how large the screen is.
            self._compose_strips()
        if y < len(self._strips):
            return self._strips[y]
        return Strip.blank(self.size.width, self._look.style(Ink.TABLE))

    def on_click(self, event: events.Click) -> None:
        """Choose what was clicked."""
        row = self._canvas.row_at(event.x, event.y)
        if row is not None:
            self.post_message(self.Chosen(row))


def _then_column(text: str, column: int, style: Style) -> Segment:
    """Text that counts for nothing, after which the terminal goes on at a column of the same line."""
    code = ControlType.CURSOR_MOVE_TO_COLUMN
    return Segment(f"{text}\x1b[{column + 1}G", style, [(code, column)])
