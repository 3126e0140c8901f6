"""A plan's own color, made light or dark enough to be readable."""

from __future__ import annotations

import colorsys
from collections.abc import Callable

COLORS = {
    "red": "#d03030",
    "orange": "#e07b00",
    "yellow": "#e8c000",
    "green": "#3f9142",
    "teal": "#1f8a8a",
    "blue": "#2f6fd0",
    "purple": "#7d4fc4",
    "pink": "#d0508c",
}
"""The named colors of a plan."""

COLOR = f"^(#[0-9a-fA-F]{{6}}|{'|'.join(COLORS)})$"
"""A regular expression for a color."""

CONTRAST = 7.0
"""Of a color with its background."""

MIDDLE = 0.18
"""The luminance above which black stands out more than white."""

LINEAR = 0.04045
"""The channel value above which luminance is no longer linear; WCAG 2.2."""

STEPS = 50
"""Shades of a color that are tried, on the way to white or black."""


def readable(color: str, ground: str, seen: Callable[[str, str], tuple[str, ...]] = lambda *pair: pair) -> str:
    """A color of the same hue, made light or dark enough to be readable on a background.

    color: #rrggbb, or a name of `COLORS`. ground: #rrggbb. seen: what two colors look like on the actual display.
    """
    red, green, blue = channels(COLORS.get(color, color))
    hue, light, saturation = colorsys.rgb_to_hls(red / 255, green / 255, blue / 255)
    goal = 1.0 if _luminance(ground) < MIDDLE else 0.0
    tries = (colorsys.hls_to_rgb(hue, light + (goal - light) * step / STEPS, saturation) for step in range(STEPS + 1))
    shades = ("#{:02x}{:02x}{:02x}".format(*(round(255 * part) for part in shade)) for shade in tries)
    return next(shade for shade in shades if _is_readable(*seen(shade, ground)))


def channels(color: str) -> tuple[int, int, int]:
    """Red, green and blue of #rrggbb, from 0 to 255."""
    red, green, blue = bytes.fromhex(color.removeprefix("#"))
    return red, green, blue


def _is_readable(color: str, ground: str) -> bool:
    low, high = sorted((_luminance(color), _luminance(ground)))
    return (high + 0.05) / (low + 0.05) >= CONTRAST


def _luminance(color: str) -> float:
    """The relative luminance of a color, from 0 to 1, as defined in WCAG 2.2."""
    parts = (part / 255 for part in channels(color))
    linear = (part / 12.92 if part <= LINEAR else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
