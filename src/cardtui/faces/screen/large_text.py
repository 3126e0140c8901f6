"""Text in letters as large as there is room for."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from textual.content import Content
from textual.geometry import Size

from cardtui.faces.screen.large_letters import LetterSize, large
from cardtui.faces.screen.lines import Lines, stack
from cardtui.text.layout import balanced

MEASURE = 64
"""Cells of the widest line of ordinary letters."""

SIZES = tuple(reversed(LetterSize))
"""The largest first."""

SPACINGS = {
    LetterSize.GIANT: ((6, 0), (5, 0)),
    LetterSize.GREAT: ((5, 0), (4, 0)),
    LetterSize.HUGE: ((4, 0), (3, 0)),
    LetterSize.LARGE: ((4, 0), (3, 0)),
    LetterSize.MEDIUM: ((4, 0), (2, 0)),
    LetterSize.SMALL: ((3, 0), (2, 0), (2, 1), (2, 2), (1, 1), (1, 2), (0, 2)),
    LetterSize.PLAIN: ((2, 0), (1, 0), (0, 0)),
}
"""Lines between two paragraphs, and how tight those of one stand (see `large`); the widest spacing first."""

CLOSE, TIGHTEST = 2, 3
"""How tight lines stand where there is no room for air, and where paragraphs touch as well; 0 is airy."""

Block = list[Content]
"""The lines of a paragraph."""


class LargeText(Lines):
    """Some paragraphs, all in letters of the same size.

    style: of the letters. sizes: those to try, the largest first.
    """

    framed = False
    """Whether a line above and one below are free, where there is room for them."""

    def __init__(
        self,
        *,
        id: str,  # noqa: A002  (Textual's name for it)
        style: str = "$strong $strong-style",
        sizes: Sequence[LetterSize] = SIZES,
    ) -> None:
        super().__init__(id=id)
        self._style, self._sizes = style, sizes
        self._largest, self._is_close = sizes[0], False
        self._texts: tuple[str, ...] = ()
        self._drawn: dict[tuple[int, LetterSize, int], list[Block] | None] = {}

    def fill(self, *texts: str) -> None:
        """Show other paragraphs."""
        shown, self._texts = self._texts, tuple(filter(None, texts))
        if shown != self._texts:
            self.renew()

    def renew(self) -> None:
        """Show other text; it is laid out when it is drawn, at the size that it has then."""
        self._drawn.clear()
        self._shown_at = None
        self.refresh()

    def limit(self, largest: LetterSize, *, close: bool = False) -> None:
        """Take no letters larger than these. close: whether their lines stand as close as they can."""
        if (largest, close) != (self._largest, self._is_close):
            self._largest, self._is_close = largest, close
            self._shown_at = None
            self.refresh()

    @property
    def is_whole(self) -> bool:
        """Whether all of it is there."""
        return len(self.in_room(max(2, self.size.width), self.size.height)) <= self.size.height

    @property
    def letters(self) -> LetterSize:
        """The size of its letters, as they are shown."""
        return self._fitted(max(2, self.size.width), self.size.height)[0]

    def needs(self, width: int, most: int) -> int:
        """How many of at most ``most`` lines it takes at that width."""
        return min(len(self.in_room(width, most)), most)

    def least(self, width: int, size: LetterSize, tight: int) -> int | None:
        """How many lines it takes in letters of a size; None if it cannot be shown in those.

        tight: from 0, with air everywhere, to `TIGHTEST`.
        """
        spacing = 1 if not tight else -2 if size is LetterSize.SMALL and tight < TIGHTEST else -1
        lines = self._at(width, size, *SPACINGS[size][spacing])
        return None if lines is None or size not in self._sizes else len(lines) + self._frames(size)[tight]

    def in_room(self, width: int, height: int) -> Block:
        """Its lines, as large as they fit; if even the smallest do not, more lines than there is room for."""
        return self._fitted(width, height)[1]

    def blocks(self, width: int, size: LetterSize, *, tight: int) -> list[Block] | None:
        """Its paragraphs in letters of a size; None if it cannot be shown in those."""
        found = [in_letters(each, width, size, self._style, tight=tight) for each in self._texts]
        return found if all(found) else None

    def to_show(self, size: Size) -> Block:
        """See `Lines.to_show`. What room is left stands mostly below."""
        width, height = size
        lines = self.in_room(max(2, width), height)
        return [*[Content("")] * ((height - len(lines)) // 4), *lines[:height]]

    def _fitted(self, width: int, height: int) -> tuple[LetterSize, Block]:
        lines: Block | None = None
        for size in (size for size in self._sizes if size <= self._largest):
            frames, spacings = self._frames(size), SPACINGS[size]
            choices = list(product(dict.fromkeys(frames), spacings))
            if self._is_close:
                # That letters touch none below them is worth more than a line around them.
                choices = [(frame, each) for each in spacings for frame in frames if each[1]] or choices[-1:]
            for frame, spacing in choices:
                lines = self._at(width, size, *spacing)
                if lines is not None and len(lines) <= height - frame:
                    return size, lines
        return self._sizes[-1], lines or []

    def _frames(self, size: LetterSize) -> tuple[int, ...]:
        """Lines above and below that are free, by how tight it is."""
        return (2, int(size is not LetterSize.PLAIN), 0, 0) if self.framed else (0, 0, 0, 0)

    def _at(self, width: int, size: LetterSize, gap: int, tight: int) -> Block | None:
        key = width, size, tight
        if key not in self._drawn:
            self._drawn[key] = self.blocks(width, size, tight=tight)
        blocks = self._drawn[key]
        return None if blocks is None else stack(blocks, gap)


def in_letters(text: str, width: int, size: LetterSize, style: str, *, tight: int = 0) -> Block:
    """The lines of a text; none if that size has not all of its letters, or no room for a word."""
    if size is LetterSize.PLAIN:
        lines: Sequence[str] = balanced(text, min(width, MEASURE))
    else:
        lines = large(text, width, size, tight=tight) or ()
    return [Content.styled(line, style) for line in lines]


def side_by_side(left: Block, right: Block, column: int) -> Block:
    """Two blocks beside each other, the second one from a column on."""
    first = [line.pad_right(max(0, column - line.cell_length)) for line in left]
    first += [Content(" " * column)] * (len(right) - len(left))
    return [
        Content.assemble(line, other) for line, other in zip(first, [*right, *[Content("")] * len(left)], strict=False)
    ]
