"""The palettes of 16-color terminals, and the contrast of what is drawn with them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import NamedTuple

PALETTES = {
    # XTerm-col.ad of xterm: color0 to color15
    "xterm": "000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5 7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff "
    "ffffff",
    # settings.c of PuTTY: the defaults of Colour6 to Colour21, in the order of the escape sequences
    "PuTTY": "000000 bb0000 00bb00 bbbb00 0000bb bb00bb 00bbbb bbbbbb 555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff "
    "ffffff",
    # drivers/tty/vt/vt.c of Linux: default_red, default_grn, default_blu, in the order of the escape sequences
    "Linux": "000000 aa0000 00aa00 aa5500 0000aa aa00aa 00aaaa aaaaaa 555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff "
    "ffffff",
}

ONLY_DARK_GROUNDS = "Linux"
"""It shows the bright backgrounds (100 to 107) like the dark ones (40 to 47)."""

BRIGHT = 8
"""The number of the first bright color."""


class Drawn(NamedTuple):
    """Text as sent: its color numbers, and whether it is bold."""

    text: str
    color: int
    ground: int
    bold: bool

    def contrast(self, palette: str, *, bold_is_bright: bool) -> float:
        """The contrast on a palette."""
        colors = [f"#{color}" for color in PALETTES[palette].split()]
        color = self.color + BRIGHT if self.bold and bold_is_bright and self.color < BRIGHT else self.color
        ground = self.ground % BRIGHT if palette == ONLY_DARK_GROUNDS else self.ground
        return contrast(colors[color], colors[ground])

    @property
    def least_contrast(self) -> float:
        """The lowest contrast on any palette."""
        return min(
            self.contrast(palette, bold_is_bright=bright)
            for palette, bright in itertools.product(PALETTES, (True, False))
        )


def luminance(color: str) -> float:
    """Relative luminance as defined in WCAG 2.2."""
    channels = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    """Contrast ratio as defined in WCAG 2.2, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


_SEQUENCE = re.compile(r"\x1b\[([\d;:]*)m|\x1b(?:\[[0-?]*[ -/]*[@-~]|[@-Z\\^_])|[\r\n]+")


def drawn_in(data: str) -> Iterator[Drawn]:
    """The text sent to a terminal, with its colors, all of which have to be in the palette of 16.

    Text before the first color, such as a shell's output, is skipped.
    """
    color = ground = None
    bold = swapped = False
    at = 0
    for sequence in _SEQUENCE.finditer(data):
        text, at = data[at : sequence.start()], sequence.end()
        if text and color is not None:
            assert ground is not None, f"{text!r} has no ground"
            yield Drawn(text, ground, color, bold) if swapped else Drawn(text, color, ground, bold)
        if sequence[1] is None:
            continue
        for code in map(int, re.split("[;:]", sequence[1] or "0")):
            match code:
                case 0:
                    color = ground = None
                    bold = swapped = False
                case 1:
                    bold = True
                case 7:
                    swapped = True
                case _ if 30 <= code <= 37 or 90 <= code <= 97:
                    color = code - 30 if code <= 37 else code - 90 + BRIGHT
                case _ if 40 <= code <= 47 or 100 <= code <= 107:
                    ground = code - 40 if code <= 47 else code - 100 + BRIGHT
                case _:
                    raise AssertionError(f"not of the palette: {sequence[0]!r}")
