"""How long a time-out lasts.

At least twenty minutes, which bodies need to calm down, and at most a day, so that it does not become silence;
both bounds are those of the published methods.
"""

from __future__ import annotations

USUAL = 30
"""Minutes, when nobody asks for more."""

LONGEST = 24 * 60
"""Minutes."""

LONG_AWAY = 30 * 60
"""Seconds after which what was said last is no longer fresh, and one settles first."""

_STEPS = (USUAL, 60, 2 * 60, 4 * 60, 12 * 60, LONGEST)


def later(minutes: int) -> int:
    """The next longer time-out, in minutes."""
    return next((step for step in _STEPS if step > minutes), LONGEST)
