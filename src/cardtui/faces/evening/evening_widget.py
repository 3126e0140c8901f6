"""The one widget on the screen. It paints the scene and knows what a click on it means."""

from __future__ import annotations

from textual.reactive import reactive

from cardtui.faces.evening.turn_painter import paint_talk
from cardtui.faces.screen.canvas import Canvas
from cardtui.faces.screen.canvas_widget import SMALLEST, CanvasWidget
from cardtui.faces.screen.page_painter import paint_page
from cardtui.faces.screen.themes import Look
from cardtui.presenter.scene import Page, Scene, Talk

__all__ = ["BREATH", "BREATH_STEP", "SMALLEST", "EveningWidget"]

BREATH = ("·", "•", "●", "•", "·")
BREATH_STEP = 0.9
"""Seconds from one step of the slow breath to the next: in and out in about five seconds, which is slow and enough
(a five-second pause did as well as a longer one in the laboratory)."""


class EveningWidget(CanvasWidget):
    """Draws one scene."""

    scene: reactive[Scene | None] = reactive(None, layout=False, repaint=False)
    sign: reactive[str] = reactive("", repaint=False)

    def __init__(self, look: Look, *, still: bool, too_small: str, scene: Scene | None = None, sign: str = "") -> None:
        super().__init__(look, too_small=too_small)
        # A widget that has its scene from the start is painted with the first frame, and not once more when it
        # comes: 1 to 5 ms.
        self.set_reactive(EveningWidget.scene, scene)
        self.set_reactive(EveningWidget.sign, sign)
        self._still = still
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

    def _breathes(self, scene: Scene | None) -> bool:
        return isinstance(scene, Talk) and bool(scene.breath) and not self._still

    def _breathe(self) -> None:
        self._breath += 1
        if self._breath >= len(BREATH) - 1:
            self._breathing.pause()
        self._paint()

    def _painted(self, width: int, height: int) -> Canvas | None:
        match self.scene:
            case Talk() as talk:
                breath = BREATH[min(self._breath, len(BREATH) - 1)] if not self._still else ""
                return paint_talk(talk, width, height, self.sign, breath)
            case Page() as page:
                painted = paint_page(page, width, height, self.sign, self._scroll)
                self._hidden_lines = painted.hidden
                return painted.canvas
            case None:
                return None
            case _:
                return Canvas(width, height)

    def scroll_prose(self, lines: int) -> None:
        """Show prose that did not fit, so many lines further down (or up)."""
        if lines > 0 and not self._hidden_lines:
            return
        self._scroll = max(0, self._scroll + lines)
        self._paint()

    def on_mouse_scroll_down(self) -> None:
        """Scroll the prose."""
        self.scroll_prose(1)

    def on_mouse_scroll_up(self) -> None:
        """Scroll the prose."""
        self.scroll_prose(-1)
