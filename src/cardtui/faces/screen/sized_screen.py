"""Screens that know their size: which layout fits, and from which size on anything does."""

from __future__ import annotations

from typing import TypeVar

from textual import events
from textual.containers import Container
from textual.geometry import Size
from textual.reactive import Reactive
from textual.screen import Screen
from textual.widgets import Static

from cardtui.text.layout import drawable

SMALLEST = (54, 17)
"""Columns and lines of the smallest screen on which every scene fits."""

WIDTHS = {"-narrow": 0, "-wide": 80, "-large": 104, "-vast": 140}
"""The class of a screen from that many columns on."""

HIGH = 24
"""From this many lines on, the layout has free lines."""

Result = TypeVar("Result")


class Area(Container):
    """Widgets side by side, or on top of each other."""

    BLANK = True  # only its background is visible, and Textual need not draw that line by line
    virtual_size = Reactive(Size(0, 0), layout=False, repaint=False)  # see `Lines`


class SizedScreen(Screen[Result]):
    """A screen with classes from which its style sheet knows its size. Needs a Static ``#too-small``.

    too_small: text for a screen on which nothing fits. smallest: columns and lines from which on it fits.
    """

    BLANK = True  # see `Area`
    is_page = False
    """Whether it shows the deck with a page beside it; a narrow screen shows only the edge of the deck."""

    def __init__(self, too_small: str, smallest: tuple[int, int] = SMALLEST) -> None:
        super().__init__()
        self._too_small, self._smallest = drawable(too_small), smallest

    def classes_at(self, width: int, height: int) -> dict[str, bool]:
        """The classes for a size, and whether each is set."""
        low = height < HIGH
        # On a low screen the card is above the columns, even on a wide one: between them it would be smaller.
        reached = "-narrow" if low else max((name for name in WIDTHS if width >= WIDTHS[name]), key=WIDTHS.__getitem__)
        small = width < self._smallest[0] or height < self._smallest[1]
        return {
            **{name: name == reached for name in WIDTHS},
            "-narrow-page": self.is_page and reached == "-narrow",
            "-low": low,
            "-high": not low,
            "-too-small": small,
        }

    def on_resize(self, event: events.Resize) -> None:
        """Set the classes before layout: Textual's own breakpoints are applied only afterwards."""
        width, height = event.size
        classes = self.classes_at(width, height)
        self.update_classes(classes, animate=False)
        if classes["-too-small"]:
            needs = "{}x{}".format(*self._smallest)
            text = self._too_small.replace("{needs}", needs).replace("{is}", f"{width}x{height}")
            self.query_one("#too-small", Static).update(text)
