"""The table: what every screen of an evening has in common."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from textual import events
from textual.containers import Container
from textual.geometry import Size
from textual.reactive import Reactive
from textual.screen import Screen
from textual.widgets import Static

from cardtui.faces.evening.playing_card import PlayingCard
from cardtui.text.layout import drawable

SMALLEST = (54, 17)
"""Columns and lines of the smallest screen on which every scene fits."""

WIDTHS = {"-narrow": 0, "-wide": 80, "-large": 104, "-vast": 140}
"""The class of a screen from so many columns on."""

HIGH = 24
"""From so many lines on there is room to breathe."""

Result = TypeVar("Result")


def cards() -> tuple[PlayingCard, PlayingCard, PlayingCard]:
    """The cards of a pile, from the lowest to the one on top."""
    return (
        PlayingCard(id="lowest", classes="-down"),
        PlayingCard(id="lower", classes="-down"),
        PlayingCard(id="card", classes="-down"),
    )


class Area(Container):
    """Widgets side by side, or on each other."""

    virtual_size = Reactive(Size(0, 0), layout=False, repaint=False)  # see `LaidOutOnce`


def pile(cards: Iterable[PlayingCard]) -> Area:
    """Cards that lie on each other."""
    return Area(*cards, id="pile")


class TableScreen(Screen[Result]):
    """A screen with a table, and the classes by which its style sheet tells how much room there is.

    too_small: what is said where nothing fits.
    """

    def __init__(self, too_small: str) -> None:
        super().__init__(classes="-page")
        self._too_small = drawable(too_small)

    def on_resize(self, event: events.Resize) -> None:
        """Tell how much room there is, before anything is laid out: Textual's breakpoints tell it only afterwards."""
        width, height = event.size
        low = height < HIGH
        # On a low screen the card lies above the two, however wide it is: between them it would be the smaller one.
        reached = "-narrow" if low else max((name for name in WIDTHS if width >= WIDTHS[name]), key=WIDTHS.__getitem__)
        small = width < SMALLEST[0] or height < SMALLEST[1]
        self.update_classes(
            {**{name: name == reached for name in WIDTHS}, "-low": low, "-high": not low, "-too-small": small},
            animate=False,
        )
        if small:
            text = self._too_small.replace("{needs}", "{}x{}".format(*SMALLEST)).replace("{is}", f"{width}x{height}")
            self.query_one("#too-small", Static).update(text)
