"""A screen that tells its style sheet how much room there is."""

from __future__ import annotations

from typing import ClassVar, TypeVar

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
"""The class of a screen from so many columns on."""

HIGH = 24
"""From so many lines on there is room to breathe."""

Result = TypeVar("Result")


class Area(Container):
    """Widgets side by side, or on each other."""

    BLANK = True  # nothing but its ground is seen of it, and Textual need not draw that line by line
    virtual_size = Reactive(Size(0, 0), layout=False, repaint=False)  # see `Lines`


class SizedScreen(Screen[Result]):
    """A screen with the classes by which its style sheet tells how much room there is. Has a Static ``#too-small``.

    too_small: what is said where nothing fits.
    """

    BLANK = True  # see `Area`
    smallest: ClassVar[tuple[int, int]] = SMALLEST
    is_page = False
    """Whether the deck lies there with a page beside it; on a narrow screen that leaves no more than its edge."""

    def __init__(self, too_small: str) -> None:
        super().__init__()
        self._too_small = drawable(too_small)

    def classes_at(self, width: int, height: int) -> dict[str, bool]:
        """Which classes a screen of that size has, and which it has not."""
        low = height < HIGH
        # On a low screen the card lies above the two, however wide it is: between them it would be the smaller one.
        reached = "-narrow" if low else max((name for name in WIDTHS if width >= WIDTHS[name]), key=WIDTHS.__getitem__)
        small = width < self.smallest[0] or height < self.smallest[1]
        return {
            **{name: name == reached for name in WIDTHS},
            "-narrow-page": self.is_page and reached == "-narrow",
            "-low": low,
            "-high": not low,
            "-too-small": small,
        }

    def on_resize(self, event: events.Resize) -> None:
        """Tell how much room there is, before anything is laid out: Textual's breakpoints tell it only afterwards."""
        width, height = event.size
        classes = self.classes_at(width, height)
        self.update_classes(classes, animate=False)
        if classes["-too-small"]:
            needs = "{}x{}".format(*self.smallest)
            text = self._too_small.replace("{needs}", needs).replace("{is}", f"{width}x{height}")
            self.query_one("#too-small", Static).update(text)
