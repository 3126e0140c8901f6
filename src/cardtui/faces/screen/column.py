"""One column of text: a chip or a title, paragraphs, and rows to choose from."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from textual.content import Content
from textual.geometry import Size

from cardtui.faces.screen.lines import Lines, NumberedRow, clickable, stack

ENTER = "enter"

TITLE = 2
"""Maximum lines of a heading: it may be the name of a suit, and must not push out rows."""

SPACED_ROWS = 4
"""Up to this many rows are spaced; more only if enough room is left below."""

AMPLE = 3 / 4
"""Share of the height; the rest must stay free below."""

FAVORITE = "♡"
"""Marks a card with a heart; the suit of that name has the filled one."""

GAPS = (1, 1, 1, 1), (1, 1, 1, 0), (1, 0, 1, 0), (0, 0, 1, 0), (0, 0, 0, 0)
"""Lines between heading and text, between paragraphs, above the rows and between them; the first that fit are taken."""


class Paragraph(msgspec.Struct, frozen=True):
    """A text of a column.

    ``gives_way``: it may be left out if there is no room for all. ``label``: text before it.
    """

    text: Content
    gives_way: bool = False
    label: Content = Content("")

    def lines(self, width: int) -> list[Content]:
        """The text beside its label, with all lines indented."""
        beside = self.label.cell_length
        first, *others = self.text.wrap(max(2, width - beside))
        return [Content.assemble(self.label, first), *(line.pad_left(beside) for line in others)]


class Column(Lines):
    """A heading, paragraphs and rows. If they don't fit, gaps are dropped first, then hints, then the text scrolls."""

    STRONG, QUIET, HEART, HERE = "$strong $strong-style", "$quiet", "$heart", "$on-accent on $accent $filled-style"
    gaps: Sequence[tuple[int, int, int, int]] = GAPS

    _headings: Sequence[Content] = ()
    _paragraphs: Sequence[Paragraph] = ()

    def fill(
        self, headings: Sequence[Content], paragraphs: Sequence[Paragraph] = (), rows: Sequence[NumberedRow] = ()
    ) -> None:
        """Set the text. ``headings``: variants of one heading, longest first; the first that fits on a line is used."""
        self._headings, self._paragraphs, self._rows = headings, paragraphs, rows
        self.show_lines()

    def to_show(self, size: Size) -> list[Content]:
        """See `Lines.to_show`."""
        width, height = max(2, size.width), size.height
        heading = self._heading(width)
        paragraphs: list[tuple[list[Content], bool]] = []
        for each in self._paragraphs:
            if paragraphs and not each.text.plain:  # adds an empty line; it is not a paragraph itself
                paragraphs[-1][0].append(Content(""))
            else:
                paragraphs.append((each.lines(width), each.gives_way))
        self.hidden = 0
        rows = [self._row_block(each, width) for each in self._rows]
        while True:
            for heading_gap, gap, rows_gap, row_gap in self.gaps:
                text = stack([lines for lines, _ in paragraphs], gap)
                lines = stack((stack((heading, text), heading_gap), stack(rows, row_gap)), rows_gap)
                if len(lines) <= (height * AMPLE if row_gap and len(rows) > SPACED_ROWS else height):
                    return lines
            given = [index for index, (_, gives_way) in enumerate(paragraphs) if gives_way]
            if len(given) <= (len(given) == len(paragraphs)):  # some text must remain
                break
            del paragraphs[given[-1]]
        text = stack([lines for lines, _ in paragraphs], 0)
        if len(heading) + len(text) + sum(map(len, rows)) > height:
            text = [line for line in text if line.plain]
        if len(heading) + sum(map(len, rows)) >= height:
            rows = [self._row_block(each, width, cut=True) for each in self._rows]
        room = max(0, height - len(heading) - sum(map(len, rows)))
        return [*heading, *self.lines_in_view(text, room, self.STRONG), *stack(rows, 0)][:height]

    def _heading(self, width: int) -> list[Content]:
        fitting = [each for each in self._headings if each.cell_length <= width]
        lines = fitting[:1] or [line for each in self._headings[-1:] for line in _without_lone_sign(each, width)]
        return lines if len(lines) <= TITLE else [*lines[: TITLE - 1], lines[TITLE - 1].append("…").truncate(width)]

    def _row_block(self, each: NumberedRow, width: int, *, cut: bool = False) -> list[Content]:
        row = each.row
        # The filled key is the one that Enter takes. It is labeled so if any row has Enter and there is room.
        named = any(ENTER in other.row.keys for other in self._rows) and not self._is_tight(width)
        key = ENTER if named and each.here else next((key for key in row.keys if key != ENTER), " ")
        key = key.center(self._key_width(width) if named else 3)
        text = Content.assemble((f"{FAVORITE} ", self.HEART) if row.marked else "", row.text)
        if row.short:
            text = text.append(Content.styled(f"  {row.short}", self.QUIET))
        room = max(2, width - len(key) - 1)
        first, *others = [text.truncate(room, ellipsis=True)] if cut else text.wrap(room)
        sign = Content.styled(key, self.HERE if each.here else self.STRONG)
        lines = [Content.assemble(sign, " ", first), *(line.pad_left(len(key) + 1) for line in others)]
        return [clickable(line, each.number) for line in lines]

    def _key_width(self, width: int) -> int:
        """Cells of a key that is labeled by name: with spaces around it, unless a row would wrap for them."""
        close, roomy = len(ENTER), len(ENTER) + 2
        lengths = [Content(each.row.text).cell_length for each in self._rows]
        is_saved = any(close < width - length <= roomy for length in lengths)
        return close if is_saved else roomy

    def _is_tight(self, width: int) -> bool:
        """Whether a word would break beside the name of a key, and every row has a digit to use instead."""
        longest = max((len(word) for each in self._rows for word in each.row.text.split()), default=0)
        return longest > width - len(ENTER) - 3 and all(set(each.row.keys) - {ENTER} for each in self._rows)


class Sheet(Column):
    """A column on paper."""

    STRONG, QUIET, HEART = "$prompt $prompt-style", "$prompt", "$red"
    HERE = "$paper on $prompt $filled-style"
    gaps = (*GAPS[:2], (1, 1, 0, 0), (0, 1, 0, 0), *GAPS[2:])  # continuous text keeps its paragraphs first


def _without_lone_sign(heading: Content, width: int) -> list[Content]:
    """The lines of a heading; the sign of a seat stays with a word."""
    narrower = (heading.wrap(each) for each in range(width, 2, -1))
    return next((lines for lines in narrower if len(lines[-1].plain.strip()) > 1), heading.wrap(width))
