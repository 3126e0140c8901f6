"""Where a partner sits tonight."""

from __future__ import annotations

from enum import StrEnum


class Seat(StrEnum):
    """The left or the right half of the screen."""

    LEFT = "left"
    RIGHT = "right"

    @property
    def other(self) -> Seat:
        """The seat across."""
        return Seat.RIGHT if self is Seat.LEFT else Seat.LEFT
