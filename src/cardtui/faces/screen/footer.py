"""The quiet line at the bottom: the keys that always work, and over it an example or a notice."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.geometry import Size

from cardtui.faces.screen.column import ENTER, Column
from cardtui.faces.screen.lines import Lines, NumberedRow, beside, blank, clickable

GAP = 3


class KeyFooter(Lines):
    """A hint or a notice, and the keys that always work."""

    shown_keys: Sequence[str] = ("esc", ENTER, "t", "?", "b", "i")
    """Which shortcuts are shown, the most needed first; all others are behind Esc."""

    order: Sequence[str] = (ENTER, "i", "b", "t", "?", "esc")
    """The order in which they are shown."""

    _note = _hint = _sign = ""

    def fill(self, *, note: str, hint: str, sign: str, rows: Sequence[NumberedRow]) -> None:
        """Set the text.

        note: an example. hint: replaces the note. sign: a notice that must be visible, such as "not saved". rows: those
        behind Esc, and the one that Enter takes if it is not shown elsewhere.
        """
        self.set_class(bool(note), "-note")
        self._note, self._hint, self._sign, self._rows = note, hint, sign, rows
        self.show_lines()

    def to_show(self, size: Size) -> list[Content]:
        """The hint, or else the note; under it the keys."""
        width, height = size
        hint, sign = (Content.styled(text, "$strong $strong-style") for text in (self._hint, self._sign))
        words = Content.styled(self._note, "$strong").wrap(max(2, width)) if self._note and not hint else []
        if len(words) > height - 1:  # half an example is of no use
            words = []
        word = words[-1] if words else hint.truncate(max(0, width - sign.cell_length - GAP), ellipsis=True)
        keys = self._keys(width)
        if sign and word.cell_length + GAP + sign.cell_length > width:  # it must stay visible too
            keys = beside(self._keys(width - sign.cell_length - GAP), sign, width)
        elif word or sign:
            words = [*words[:-1], beside(word, sign, width)]
        return [*blank(height - 1 - len(words)), *words, keys]

    def _keys(self, width: int) -> Content:
        rows = {next((key for key in each.row.keys if key in self.order), ""): each for each in reversed(self._rows)}
        wanted = [(key, rows[key]) for key in self.shown_keys if key in rows]
        for gap in (GAP, GAP - 1):  # closer together there may be room for one more
            shown = self._fitting(wanted, width, gap)
            if len(shown) == len(wanted):
                break
        return Content(" " * gap).join(shown[key] for key in self.order if key in shown)

    def _fitting(self, wanted: Sequence[tuple[str, NumberedRow]], room: int, gap: int) -> dict[str, Content]:
        """The keys that fit."""
        shown: dict[str, Content] = {}
        for key, each in wanted:
            short = each.row.short or each.row.text
            for text in (each.row.text, short) if key in ("i", ENTER) else (short,):
                sign = (f" {key} ", Column.HERE) if each.here else (key, Column.STRONG)
                hint = Content.assemble(sign, f" {text}")
                if key == ENTER:  # the way forward, shown nowhere else
                    hint = hint.truncate(room, ellipsis=True)
                if text and hint.cell_length <= room:
                    shown[key] = clickable(hint, each.number)
                    room -= hint.cell_length + gap
                    break
        return shown
