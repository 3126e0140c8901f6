"""The board: the one widget on the screen. It paints the scene and knows what a click on it means."""

from __future__ import annotations

from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from cardtui.guide.scene import Page, Row, Scene, Talk
from cardtui.tui.canvas import Canvas
from cardtui.tui.page_painting import paint_page
from cardtui.tui.painting import paint_talk
from cardtui.tui.strips import strip_of
from cardtui.tui.themes import Ink, Look

SMALLEST = (52, 17)
"""Columns and lines of the smallest screen on which every scene fits."""

BREATH = ("·", "•", "●", "•", "·")
BREATH_STEP = 0.9
"""Seconds from one step of the slow breath to the next: in and out in about five seconds, which is slow and enough
(a five-second pause did as well as a longer one in the laboratory)."""


class Board(Widget):
    """Draws one scene. Only lines that changed are written to the terminal."""

    DEFAULT_CSS = "Board { width: 100%; height: 100%; }"

    scene: reactive[Scene | None] = reactive(None, layout=False, repaint=False)
    sign: reactive[str] = reactive("", repaint=False)

    class Chosen(Message):
        """A row was clicked."""

        def __init__(self, row: Row) -> None:
            self.row = row
            super().__init__()

    def __init__(self, look: Look, *, still: bool, too_small: str, scene: Scene | None = None, sign: str = "") -> None:
        super().__init__()
        # A board that has its scene from the start is painted with the first frame, and not once more when it
        # comes: 1 to 5 ms.
        self.set_reactive(Board.scene, scene)
        self.set_reactive(Board.sign, sign)
        self._look = look
        self._still = still
        self._too_small = too_small
        self._canvas = Canvas(0, 0)
        self._strips: list[Strip] = []
        self._scroll = 0
        self._hidden_lines = 0
        self._breath = 0

    def on_mount(self) -> None:
        """Be ready to breathe."""
        self._breathing = self.set_interval(BREATH_STEP, self._breathe, pause=not self._breathes(self.scene))

    def set_look(self, look: Look, *, still: bool) -> None:
        """Change the colours, and whether anything moves."""
        if (look, still) == (self._look, self._still):
            return
        self._look, self._still = look, still
        self._strips = []
        self._paint()

    def watch_scene(self, old: Scene | None, new: Scene | None) -> None:
        """Draw a new scene."""
        if not (isinstance(old, Page) and isinstance(new, Page) and old.title == new.title):
            self._scroll = 0
        breathes = self._breathes(new)
        if breathes and not (isinstance(old, Talk) and old.breath):
            self._breath = 0
            self._breathing.reset()
            self._breathing.resume()
        elif not breathes and self.is_mounted:
            self._breathing.pause()
        self._paint()

    def watch_sign(self) -> None:
        """Draw a new sign."""
        self._paint()

    def on_resize(self) -> None:
        """Compose again for the new size."""
        self._paint()

    def _breathes(self, scene: Scene | None) -> bool:
        return isinstance(scene, Talk) and bool(scene.breath) and not self._still

    def _breathe(self) -> None:
        self._breath += 1
        if self._breath >= len(BREATH) - 1:
            self._breathing.pause()
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
        if width and height and self.scene is not None:
            self._canvas = self._painted(width, height)
            self._strips = [strip_of(line, width, self._look) for line in self._canvas.lines]

    def _painted(self, width: int, height: int) -> Canvas:
        if width < SMALLEST[0] or height < SMALLEST[1]:
            canvas = Canvas(width, height)
            text = self._too_small.replace("{needs}", "{}x{}".format(*SMALLEST)).replace("{is}", f"{width}x{height}")
            painted, _ = paint_page(Page(title="", prose=(text,)), max(width, 8), max(height, 4))
            canvas.lines = painted.lines[:height]
            return canvas
        match self.scene:
            case Talk() as talk:
                breath = BREATH[min(self._breath, len(BREATH) - 1)] if not self._still else ""
                return paint_talk(talk, width, height, self.sign, breath)
            case Page() as page:
                canvas, self._hidden_lines = paint_page(page, width, height, self.sign, self._scroll)
                return canvas
            case _:
                return Canvas(width, height)

    def render_line(self, y: int) -> Strip:
        """One line of the painting."""
        if (self._canvas.width, self._canvas.height) != self.size:
            # Wanted before the message came that says how large the screen is.
            self._compose_strips()
        if y < len(self._strips):
            return self._strips[y]
        return Strip.blank(self.size.width, self._look.style(Ink.TABLE))

    def scroll_prose(self, lines: int) -> None:
        """Show prose that did not fit, so many lines further down (or up)."""
        if lines > 0 and not self._hidden_lines:
            return
        self._scroll = max(0, self._scroll + lines)
        self._paint()

    def on_click(self, event: events.Click) -> None:
        """Choose what was clicked."""
        row = self._canvas.row_at(event.x, event.y)
        if row is not None:
            self.post_message(self.Chosen(row))

    def on_mouse_scroll_down(self) -> None:
        """Scroll the prose."""
        self.scroll_prose(1)

    def on_mouse_scroll_up(self) -> None:
        """Scroll the prose."""
        self.scroll_prose(-1)
