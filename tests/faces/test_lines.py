"""Widgets that are made of lines."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult
from textual.content import Content
from textual.geometry import Size

from cardtui.faces.screen.lines import Lines


class TwoLines(Lines):
    """Shows two lines, in any size."""

    def to_show(self, size: Size) -> list[Content]:
        del size
        return [Content("a line"), Content("another")]


class Window(App[None]):
    """Has nothing but them."""

    def compose(self) -> ComposeResult:
        yield TwoLines()


@pytest.mark.parametrize("width", [0, 1, 6, 20])
async def test_a_line_is_drawn_in_any_width_also_in_none(width: int) -> None:
    app = Window()
    async with app.run_test(size=(20, 5)) as pilot:
        lines = app.query_one(TwoLines)
        lines.styles.width = width
        await pilot.pause()
        assert [lines.render_line(y).text.rstrip() for y in range(3)] == ["a line"[:width], "another"[:width], ""]
