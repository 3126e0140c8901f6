"""The console, painted at many sizes: nothing is cut that a leader needs, nothing overlaps, long notes can be read."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from cardtui.faces.screen.canvas import Canvas, left_to_right
from cardtui.workshop.console.console_controller import ConsoleAgenda, ConsoleNotes, Sight
from cardtui.workshop.console.console_painter import paint_console
from cardtui.workshop.projector.large_digits import large, small
from cardtui.workshop.workshop_plan import Item, ItemKind, WorkshopPlan
from console_pilot import PLAN, Hall, Leader
from shipped_words import WORDS

SMALL, USUAL, BIG = (60, 18), (80, 24), (120, 40)
SIZES = [(54, 17), SMALL, USUAL, (100, 30), BIG, (200, 60)]

LONG_NOTES = tuple(
    f"Note {number}: say this slowly, and look at each couple once while you do." for number in range(40)
)
LONG_TITLE = "A very long title of an item that nobody would write but that somebody will"


def longest_plan() -> WorkshopPlan:
    """Everything longer than there is room for."""
    long_ones = [
        replace(item, title=f"{LONG_TITLE} {index}", notes=LONG_NOTES, screen=LONG_NOTES[:9])
        for index, item in enumerate(PLAN.items)
    ]
    return replace(PLAN, title=LONG_TITLE * 2, items=tuple(long_ones))


def many_items() -> WorkshopPlan:
    return replace(PLAN, items=tuple(Item(ItemKind.TALK, f"Item {number}", 5) for number in range(1, 41)))


def sights() -> dict[str, Sight]:
    found: dict[str, Sight] = {}
    for name, made in (("usual", PLAN), ("longest", longest_plan())):
        for index in range(len(made.items)):
            found[f"{name}, item {index}"] = Leader(Hall(made, index)).sight
        controller = Leader(Hall(made))
        controller.hall.wait(minutes=130)
        found[f"{name}, late"] = controller.sight
        found[f"{name}, all signs"] = controller.press("space", "o", "0").sight
        controller.hall.lose()
        found[f"{name}, gone"] = controller.press("enter").sight
        found[f"{name}, agenda"] = Leader(Hall(made)).press("enter", "a").sight
        found[f"{name}, go"] = Leader(Hall(made)).press("g", "5").sight
        found[f"{name}, menu"] = Leader(Hall(made)).press("esc").sight
    found["many items"] = Leader(Hall(many_items(), 30)).press("a").sight
    found["cover"] = Leader(uncovered=False).sight
    found["help"] = Leader().press("?").sight
    return found


SIGHTS = sights()
CASES = [pytest.param(name, size, id=f"{name}-{size[0]}x{size[1]}") for name in SIGHTS for size in SIZES]


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize(("name", "size"), CASES)
def test_runs_never_overlap_nor_leave_the_screen(name: str, size: tuple[int, int]) -> None:
    canvas = paint_console(SIGHTS[name], *size).canvas
    assert len(canvas.lines) == size[1]
    for line in canvas.lines:
        end = 0
        for run in left_to_right(line):
            assert run.x >= end, (run, canvas.text())
            end = run.end
        assert end <= canvas.width


@pytest.mark.parametrize(("name", "size"), CASES)
def test_what_a_leader_needs_is_always_there(name: str, size: tuple[int, int]) -> None:
    sight = SIGHTS[name]
    canvas = paint_console(sight, *size).canvas
    text = canvas.text()
    if not isinstance(sight, ConsoleNotes):
        for row in sight.rows:
            assert squeezed(row.text)[:30] in squeezed(text), text
        return
    seen = sight.glance
    drawn = [all(line.rstrip() in text for line in digits(seen.clock)) for digits in (small, large)]
    assert any(drawn), text
    assert seen.clock_says in text
    assert seen.place in text
    assert seen.pace in text
    for sign in seen.signs:
        assert sign.upper() in text, text
    assert seen.item[:20] in text
    assert seen.part[:20] in text
    for shown in (seen.then, seen.next, *seen.drops[:1], *seen.room[:1]):
        assert shown[:20] in text, text
    assert (sight.gone or seen.saved) in text
    assert sight.hint in text
    assert f"esc {WORDS.key_esc}" in text
    assert f"enter {WORDS.console_foot_next}" in text


@pytest.mark.parametrize("size", [SMALL, USUAL, BIG])
def test_a_usual_item_is_there_whole(size: tuple[int, int]) -> None:
    sight = Leader(Hall(item=2)).press("enter").notes
    text = squeezed(paint_console(sight, *size).canvas.text())
    for each in (*sight.glance.notes, *sight.glance.room, sight.glance.next, sight.glance.then):
        assert squeezed(each) in text


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("late", [0, 130])
@pytest.mark.sample(3)
def test_long_notes_can_be_read_to_their_end_and_signs_say_how_much_there_is(size: tuple[int, int], late: int) -> None:
    controller = Leader(Hall(longest_plan(), 2))
    controller.hall.wait(minutes=late)
    sight = controller.notes
    painted = paint_console(sight, *size)
    assert painted.most > 0
    assert "▲" not in painted.canvas.text()
    read = ""
    for scroll in range(painted.most + 1):
        painted = paint_console(sight, *size, scroll)
        text = painted.canvas.text()
        assert painted.scroll == scroll
        assert ("▲" in text) is (scroll > 0)
        assert ("▼" in text) is (scroll < painted.most)
        read += text
    assert squeezed(LONG_NOTES[0])[:30] in squeezed(read)
    assert "Note 39" in read
    assert painted.page >= 1
    assert paint_console(sight, *size, 1000).canvas.text() == text


@pytest.mark.parametrize("size", SIZES)
def test_a_page_further_leaves_no_line_out(size: tuple[int, int]) -> None:
    sight = Leader(Hall(longest_plan())).notes
    seen, scroll, most = "", 0, 1
    while True:
        painted = paint_console(sight, *size, scroll)
        seen += painted.canvas.text()
        most = painted.most
        if scroll >= most:
            break
        scroll = min(scroll + painted.page, most)
    for number in range(40):
        assert f"Note {number}:" in seen


@pytest.mark.parametrize("size", SIZES)
def test_the_agenda_shows_where_it_stands_also_among_many_items_and_can_be_scrolled(size: tuple[int, int]) -> None:
    sight = Leader(Hall(many_items(), 30)).press("a").sight
    assert isinstance(sight, ConsoleAgenda)
    assert "● 31  Item 31" in paint_console(sight, *size).canvas.text()
    painted = paint_console(sight, *size, 1)
    if painted.most:
        assert "▼" in painted.canvas.text()
    for number in (1, 20, 40):
        controller = Leader(Hall(many_items())).press("g", *str(number))
        assert f"▸ {number:>2}  Item {number}" in paint_console(controller.sight, *size).canvas.text()


def test_the_digits_are_told_apart() -> None:
    for drawn, height in ((small, 3), (large, 5)):
        shapes = {drawn(digit) for digit in "0123456789:+"}
        assert len(shapes) == 12
        assert {len(shape) for shape in shapes} == {height}
        assert len({len(line) for line in drawn("+12:34")}) == 1


def test_signs_and_pace_are_words_not_just_colors() -> None:
    controller = Leader()
    controller.hall.wait(minutes=12)
    on_time = Leader().notes.glance.pace
    assert paint_console(controller.sight, *SMALL).canvas.text() != paint_console(Leader().sight, *SMALL).canvas.text()
    assert controller.notes.glance.pace != on_time
    controller.hall.saved = False
    controller.hall.tell()
    assert WORDS.not_saved in paint_console(controller.sight, *SMALL).canvas.text()


def test_wide_letters_keep_their_columns() -> None:
    items = tuple(replace(item, title="第一次见面" * 6, notes=("慢慢地说" * 40,)) for item in PLAN.items)
    for keys in ((), ("a",), ("g",)):
        controller = Leader(Hall(replace(PLAN, title="工作坊" * 30, items=items))).press(*keys)
        for size in SIZES:
            canvas: Canvas = paint_console(controller.sight, *size).canvas
            for line in canvas.lines:
                end = 0
                for run in left_to_right(line):
                    assert run.x >= end, canvas.text()
                    end = run.end
                assert end <= canvas.width
