"""The console's app, driven by keys and clicks beside a simulated projector."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from msgspec.structs import replace
from textual.pilot import Pilot

from cardtui.faces.screen.themes import looks_at
from cardtui.system.color_depth import Depth
from cardtui.workshop.console.console_app import ConsoleApp
from cardtui.workshop.plan_file import open_plan
from cardtui.workshop.projector.projector_themes import wall_look
from cardtui.workshop.projector.wall import Wall
from cardtui.workshop.projector.wall_parts import WallCard
from cardtui.workshop.run import Shown
from cardtui.workshop.run_orders import Order, OrderKind
from console_pilot import PLAN, Hall
from evening_pilot import Watch
from large_reader import seconds_on
from projector_pilot import LeaderPilot, on_wall
from shipped_words import WORDS, filled, first_words


class Screen(LeaderPilot):
    """What a leader sees and can click."""

    def __init__(self, pilot: Pilot[int], app: ConsoleApp, hall: Hall, watch: Watch) -> None:
        super().__init__(pilot)
        self.app = app
        self.hall = hall
        self.watch = watch


@asynccontextmanager
async def console(
    hall: Hall | None = None, size: tuple[int, int] = (80, 24), *, uncovered: bool = True
) -> AsyncIterator[Screen]:
    hall, watch = hall or Hall(), Watch()
    app = ConsoleApp(WORDS, hall, "dark", steady_=hall.steady, wall=hall.wall, key_clock=watch)
    async with app.run_test(size=size) as pilot:
        screen = Screen(pilot, app, hall, watch)
        await pilot.pause()
        if uncovered:
            hall.tell()
            await screen.until(WORDS.console_there)
            await screen.press("enter")
            await screen.until("Greet at the door.")
        yield screen


async def test_it_opens_covered_and_shows_the_notes_on_enter() -> None:
    async with console(uncovered=False) as screen:
        await screen.until(WORDS.console_cover_title, first_words(WORDS.console_waiting, 3))
        screen.hall.tell()
        await screen.until(WORDS.console_there)
        assert "Greet" not in screen.text
        await screen.press("enter")
        await screen.until("Greet at the door.", "1/6  Arriving", WORDS.console_on_time)
        assert re.search(r" {3}\d\d:\d\d$", screen.text.splitlines()[0])
        await screen.press("x")
        await screen.until(WORDS.console_cover_title)
        assert screen.app._waking is None


async def test_keys_steer_and_what_comes_back_is_shown() -> None:
    async with console() as screen:
        for key, shown in (("enter", "2/6  Mirroring, shown"), ("space", WORDS.console_paused.upper())):
            await screen.press(key)
            await screen.until(shown)
        await screen.press("+", "H", "p")
        told = [OrderKind.NEXT, OrderKind.PAUSE, OrderKind.MORE, OrderKind.HOLD, OrderKind.BACK]
        assert [order.do for order in screen.hall.orders] == told
        screen.hall.lose()
        await screen.until(WORDS.console_gone, "Show one 'not quite'.")
        await screen.press("q")
    assert (screen.hall.closed, len(screen.hall.orders), screen.app.return_value) == (True, 5, 0)


async def test_what_enter_shows_next_has_the_colors_of_the_wall() -> None:
    async with console(size=(120, 40)) as screen:
        for look, color in (("light", ""), ("contrast", "teal"), ("nord", "")):
            screen.hall.tell(look=look, plan=replace(screen.hall.plan, color=color))
            await screen.pilot.pause()
            wall, preview = wall_look(look, screen.app.depth, color), screen.app.query_one("#preview")
            strips, inside = screen.strips, preview.region.shrink((1, 1, 1, 1))
            shown = [strip.crop(inside.x, inside.right) for strip in strips[inside.y : inside.bottom]]
            styles = [segment.style for strip in shown for segment in strip if segment.style is not None]
            assert {style.bgcolor.name.lower() for style in styles if style.bgcolor} == {wall.table.lower()}
            assert wall.accent.lower() in {style.color.name.lower() for style in styles if style.color}
            assert looks_at(Depth.ALL)["dark"].table in {
                segment.style.bgcolor.name for segment in strips[3] if segment.style
            }


@pytest.mark.parametrize("width", [60, 120])
async def test_every_page_says_what_time_it_is_and_when_it_ends(width: int) -> None:
    async with console(size=(width, 24)) as screen:
        screen.hall.machine.wait(180)
        ends = filled(WORDS.console_ends, time="20:10")
        for key, title in (("a", WORDS.console_agenda_title), ("?", WORDS.help_title), ("esc", WORDS.menu_title)):
            await screen.press(key)
            await screen.until(f"{title}   19:03 · {ends}")
            await screen.press("esc")


@pytest.mark.parametrize("size", [(60, 18), (120, 40)])
async def test_what_enter_shows_next_looks_as_on_the_wall(size: tuple[int, int]) -> None:
    hall = Hall(open_plan("couple-day").plan, 6)  # then the cards of "The whole dialogue", and its first two steps
    async with console(hall, size, uncovered=False) as screen:
        hall.tell()
        await screen.press("enter")
        preview = screen.app.query_one("#preview", Wall)
        for _ in range(3):
            hall.tell(columns=size[0], rows=size[1])
            notes = screen.app.controller.sight()
            (there,) = await on_wall([notes.preview], size, notes.preview_clock, large=True)
            for whole in (True, False):
                await screen.press("v")
                if preview.display:
                    cards = [card for card in preview.query(WallCard) if card.display]
                    assert len({card.region.x for card in cards}) == there.columns
                    assert preview.is_whole
                    assert preview.has_words
                if whole:
                    assert {part.id: part.letters for part in preview.parts()} == there.letters
            await screen.press("enter")


@pytest.mark.parametrize("size", [(60, 18), (80, 24), (120, 40)])
@pytest.mark.sample(1)
async def test_all_can_be_done_by_mouse(size: tuple[int, int]) -> None:
    async with console(size=size) as screen:
        for click, shown in (
            *((WORDS.lead_key_next, "2/6  Mirroring, shown"), (WORDS.key_esc, WORDS.menu_title)),
            *((WORDS.lead_key_agenda, WORDS.console_agenda_title), ("A break", "▸  5")),
            (filled(WORDS.console_go_row, value="A break"), "5/6  A break"),
        ):
            await screen.click(click)
            await screen.until(shown)
        assert screen.hall.orders == [Order(OrderKind.NEXT, place=(0, 0, Shown.CUE, False)), Order(OrderKind.GO, 4)]


async def test_the_clock_runs_and_nothing_else_is_painted() -> None:
    async with console() as screen:
        painted = screen.counted()
        screen.hall.machine.wait(1)
        await screen.until_it(lambda: seconds_on(screen.text) == 299)
        assert set(painted) == {"clock"}
        painted.clear()
        screen.app._show()  # the same second once more
        assert painted == []


async def test_a_held_key_is_one_press_except_minutes() -> None:
    async with console() as screen:
        screen.watch.step = 0.0
        for key, times in (("h", 1), ("+", 5), ("-", 5)):
            screen.hall.orders.clear()
            await screen.press(*[key] * 5)
            assert len(screen.hall.orders) == times, key


async def test_long_notes_scroll_and_begin_anew_with_the_next_item() -> None:
    notes = ("Greet at the door.", *(f"Note {number}." for number in range(30)))
    items = tuple(replace(item, notes=notes) for item in PLAN.items)
    async with console(Hall(replace(PLAN, items=items), 1), (60, 18)) as screen:
        await screen.until("Note 1.", "↓")
        await screen.press("down")
        assert "Greet" not in screen.text
        await screen.press("up")
        await screen.until("Greet at the door.")
        await screen.press(*["pagedown"] * 30)
        await screen.until("Note 29.")
        assert "↓" not in screen.text
        await screen.press("pageup")
        await screen.until("↓")
        await screen.press("enter")
        await screen.until("3/6", "Greet at the door.")
        await screen.press("down", "enter")
        await screen.until(filled(WORDS.chip_speaks, name=WORDS.lead_first), "Note 1.")
        assert "Greet" not in screen.text, "it is the same item"


async def test_a_window_of_another_size_is_painted_anew() -> None:
    async with console() as screen:
        for size, shown in (((120, 40), "Greet at the door."), ((40, 10), "54x17"), ((60, 18), "Greet at the door.")):
            await screen.resize(*size)
            await screen.until(shown)
            assert ("Greet" in screen.text) is (shown != "54x17")


async def test_texts_of_a_plan_are_never_read_as_markup() -> None:
    hostile = "[@click=app.quit]here[/] [b]bold [/x] [red"
    items = tuple(replace(item, title=hostile, notes=("Greet at the door.", hostile)) for item in PLAN.items)
    async with console(Hall(replace(PLAN, title=hostile, items=items)), (120, 40)) as screen:
        assert screen.text.count("[@click=app.quit]here[/] [b]bold [/x] [red") >= 3
        await screen.press("a")
        await screen.until("[@click=app.quit]here[/]")
