"""Widgets made of lines."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult
from textual.content import Content
from textual.geometry import Size

from cardtui.faces.screen.column import Paragraph
from cardtui.faces.screen.lines import MORE, Lines, with_sign


def test_text_goes_on_beside_its_label() -> None:
    lines = Paragraph(Content("one two three"), label=Content("Next  ")).lines(12)
    assert [line.plain.rstrip() for line in lines] == ["Next  one", "      two", "      three"]


@pytest.mark.parametrize(
    ("line", "width", "shown"),
    [
        ("each turn will", 16, f"each turn will{MORE}"),
        ("each turn will", 15, f"each turn{MORE}"),
        ("each turn 二二", 15, f"each turn{MORE}"),
        ("  unbreakably", 13, f"  unbreakab{MORE}"),
        ("一二三", 6, f"一二{MORE}"),
        ("", 9, MORE),
    ],
)
def test_the_sign_that_text_goes_on_cuts_no_word_in_two(line: str, width: int, shown: str) -> None:
    assert with_sign(Content(line), width, "").plain == shown


class TwoLines(Lines):
    """Shows two lines, in any size."""

    def to_show(self, size: Size) -> list[Content]:
        del size
        return [Content("a line"), Content("another")]


class Window(App[None]):
    """Has only these widgets."""

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
