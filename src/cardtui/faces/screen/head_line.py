"""The quiet line at the top: what is on the table, and the progress of the turn."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.geometry import Size

from cardtui.faces.screen.lines import Lines, beside
from cardtui.presenter.scene import Head

GAP = 3
BETWEEN = " › "


class HeadLine(Lines):
    """What is on the table, and the stages of the turn."""

    _head, _reached, _habit = Head(), 0, ""
    _rail: Sequence[str] = ()

    def fill(self, head: Head, rail: Sequence[str] = (), reached: int = 0, habit: str = "") -> None:
        """Set the text. habit: what carries the current stage; it is shown before it."""
        self._head, self._rail, self._reached, self._habit = head, rail, reached, habit
        self.show_lines()

    def to_show(self, size: Size) -> list[Content]:
        """One line; on a narrow screen only the current stage and its neighbors."""
        width = size.width
        left = Content(" · ".join(filter(None, (self._head.left, self._head.right)))).truncate(width, ellipsis=True)
        return [beside(left, self._stages(width - left.cell_length - GAP), width)]

    def _stages(self, room: int) -> Content:
        is_named = self._habit and self._habit.casefold() != self._rail[self._reached].casefold()
        # The habit should be remembered, so other stages are left out for it.
        return (is_named and self._fitting(room, f"{self._habit}: ")) or self._fitting(room) or Content("")

    def _fitting(self, room: int, habit: str = "") -> Content | None:
        stages = [Content(stage) for stage in self._rail]
        if stages:
            stages[self._reached] = Content.styled(f"{habit}{self._rail[self._reached]}", "$strong $strong-style")
        first, last = 0, len(stages)
        while first < last:
            line = Content(BETWEEN).join(stages[first:last])
            line = Content.assemble("… " if first else "", line, " …" if last < len(stages) else "")
            if line.cell_length <= room:
                return line
            if last - 1 - self._reached > self._reached - first:
                last -= 1
            else:
                first += 1
        return None
