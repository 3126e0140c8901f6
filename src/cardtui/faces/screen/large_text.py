"""Text in letters as large as there is room for."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.geometry import Size

from cardtui.faces.screen.column import stack
from cardtui.faces.screen.large_letters import large
from cardtui.faces.screen.lines import Lines
from cardtui.text.layout import balanced

MEASURE = 64
"""Cells of the widest line of ordinary letters."""

PLAIN = 0
"""The scale of ordinary letters; see `large` for the others."""


class LargeText(Lines):
    """Some paragraphs, all in letters of the same size.

    style: of the letters. scales: sizes to try, the largest first.
    """

    def __init__(
        self,
        *,
        id: str,  # noqa: A002  (Textual's name for it)
        style: str = "$strong $strong-style",
        scales: Sequence[int] = (2, 1, PLAIN),
    ) -> None:
        super().__init__(id=id)
        self._style, self._scales = style, scales
        self._texts: tuple[str, ...] = ()

    def fill(self, *texts: str) -> None:
        """Show other paragraphs."""
        self._texts = tuple(filter(None, texts))
        self.show_lines()

    @property
    def is_whole(self) -> bool:
        """Whether all of it is there."""
        return len(self.in_room(max(2, self.size.width), self.size.height)) <= self.size.height

    def needs(self, width: int, most: int) -> int:
        """How many of at most ``most`` lines it takes at that width."""
        return min(len(self.in_room(width, most)), most)

    def in_room(self, width: int, height: int) -> list[Content]:
        """Its lines, as large as they fit; if even the smallest do not, more lines than there is room for."""
        lines: list[Content] = []
        for scale in self._scales:
            blocks = [
                [Content.styled(line, self._style) for line in _letters(each, width, scale)] for each in self._texts
            ]
            for gap in (2 * scale, 1) if scale else (2, 1, 0):
                lines = stack(blocks, gap)
                if all(blocks) and len(lines) <= height:
                    return lines
        return lines

    def to_show(self, size: Size) -> list[Content]:
        """See `Lines.to_show`. What room is left stands mostly below."""
        width, height = size
        lines = self.in_room(max(2, width), height)
        return [*[Content("")] * ((height - len(lines)) // 4), *lines[:height]]


def _letters(text: str, width: int, scale: int) -> tuple[str, ...]:
    """The lines of a paragraph; none if that size has not all of its letters, or no room for a word."""
    return (large(text, width, scale) or ()) if scale else balanced(text, min(width, MEASURE))
