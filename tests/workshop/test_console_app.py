"""The console's app, driven by keys and clicks beside a projector that is held in the hand."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from msgspec.structs import replace
from textual.pilot import Pilot

from cardtui.workshop.console.console_app import ConsoleApp
from cardtui.workshop.projector.large_digits import small
from cardtui.workshop.run import Order, OrderKind
from console_pilot import PLAN, Hall
from evening_pilot import Watch
from program import LOOKS
from shipped_words import WORDS, filled, first_words

_NAMES = {"esc": "escape", "?": "question_mark", "+": "plus", "-": "minus"}


class Screen:
    """What a leader sees and touches."""

    def __init__(self, pilot: Pilot[int], app: ConsoleApp, hall: Hall) -> None:
        self.pilot = pilot
        self.app = app
        self.hall = hall

    @property
    def text(self) -> str:
        return "\n".join(strip.text.rstrip() for strip in self.app.screen._compositor.render_strips())

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*(_NAMES.get(key, key) for key in keys))
        await self.pilot.pause()

    async def until(self, *texts: str) -> None:
        for _ in range(LOOKS):
            if all(text in self.text for text in texts):
                return
            await self.pilot.pause(0.01)
        raise AssertionError(self.text)

    async def click(self, key: str) -> None:
        canvas = self.app.sheet._canvas
        run, y = next(
            (run, y)
            for y, line in enumerate(canvas.lines)
            for run in line
            if run.row is not None and key in run.row.keys
        )
        await self.pilot.click(offset=((run.x + run.end) // 2, y))
        await self.pilot.pause()


@asynccontextmanager
async def console(
    hall: Hall | None = None, size: tuple[int, int] = (80, 24), *, uncovered: bool = True
) -> AsyncIterator[Screen]:
    hall = hall or Hall()
    app = ConsoleApp(WORDS, hall, "dark", steady_=hall.steady, wall=hall.wall, key_clock=Watch())
    async with app.run_test(size=size) as pilot:
        screen = Screen(pilot, app, hall)
        await pilot.pause()
        if uncovered:
            hall.tell()
            await screen.until(WORDS.console_there)
            await screen.press("enter")
            await screen.until("Greet at the door.")
        yield screen


async def test_it_opens_covered_says_whether_the_projector_is_there_and_shows_the_notes_on_enter() -> None:
    async with console(uncovered=False) as screen:
        await screen.until(WORDS.console_cover_title, first_words(WORDS.console_waiting, 3))
        screen.hall.tell()
        await screen.until(WORDS.console_there)
        assert "Greet" not in screen.text
        await screen.press("enter")
        await screen.until("Greet at the door.", "1/6  Arriving", WORDS.console_on_time)


async def test_keys_steer_and_what_comes_back_is_shown() -> None:
    async with console() as screen:
        await screen.press("enter")
        await screen.until("2/6  Mirroring, shown")
        await screen.press("space")
        await screen.until(WORDS.console_paused.upper())
        await screen.press("+", "H", "b")
        assert [order.do for order in screen.hall.orders] == [
            OrderKind.NEXT,
            OrderKind.PAUSE,
            OrderKind.MORE,
            OrderKind.HOLD,
            OrderKind.BACK,
        ]


@pytest.mark.parametrize("size", [(60, 18), (80, 24), (120, 40)])
@pytest.mark.sample(1)
async def test_all_can_be_done_by_mouse(size: tuple[int, int]) -> None:
    async with console(size=size) as screen:
        await screen.click("enter")
        await screen.until("2/6  Mirroring, shown")
        await screen.click("esc")
        await screen.until(WORDS.menu_title)
        await screen.click("8")
        await screen.until(WORDS.console_go_title)
        await screen.click("item-4")
        await screen.until("▸  5")
        await screen.click("enter")
        await screen.until("5/6  A break")
        assert screen.hall.orders == [Order(OrderKind.NEXT), Order(OrderKind.GO, 4)]


async def test_news_from_another_thread_is_shown() -> None:
    async with console() as screen:
        thread = threading.Thread(target=screen.hall.lose)
        thread.start()
        await screen.until(WORDS.console_gone, "Greet at the door.")
        thread.join()
        thread = threading.Thread(target=screen.hall.tell)
        thread.start()
        await screen.until(WORDS.console_saved)
        thread.join()


async def test_the_clock_runs_and_writes_only_its_lines() -> None:
    async with console() as screen:
        written: list[object] = []
        refresh = screen.app.sheet.refresh
        screen.app.sheet.refresh = lambda *regions, **options: (written.append(regions), refresh(*regions, **options))[
            1
        ]  # type: ignore[method-assign, func-returns-value, assignment]
        screen.hall.wait(seconds=1)
        await screen.until(small("4:59")[0].rstrip())
        assert written
        lines = {region.y for regions in written for region in regions}  # type: ignore[attr-defined]
        assert lines <= set(range(3, 7))
        written.clear()
        screen.app._show()  # the same second once more
        assert written == []


async def test_while_it_is_covered_no_timer_runs() -> None:
    async with console() as screen:
        assert screen.app._ticking is not None
        await screen.press("x")
        await screen.until(WORDS.console_cover_title)
        assert screen.app._ticking is None


async def test_long_notes_scroll_by_arrows_pages_and_wheel_and_begin_anew_with_the_next_item() -> None:
    notes = tuple(f"Note {number}." for number in range(30))
    items = tuple(replace(item, notes=("Greet at the door.", *notes)) for item in PLAN.items)
    async with console(Hall(replace(PLAN, items=items)), (60, 18)) as screen:
        await screen.until("▼")
        await screen.press("down")
        await screen.until(f"▲ {filled(WORDS.console_above, value='1')}")
        await screen.press("pagedown", "pagedown")
        assert "Greet" not in screen.text
        await screen.press(*["pagedown"] * 30)
        await screen.until("Note 29.")
        assert "▼" not in screen.text
        await screen.press("up")
        await screen.until(f"▼ {filled(WORDS.console_below, value='1')}")
        await screen.press("enter")
        await screen.until("2/6", "Greet at the door.")


async def test_a_change_that_is_no_other_item_leaves_the_notes_where_they_are() -> None:
    items = tuple(replace(item, notes=tuple(f"Greet at the door. {line}" for line in range(30))) for item in PLAN.items)
    async with console(Hall(replace(PLAN, items=items), 2), (60, 18)) as screen:
        await screen.press("down", "down")
        await screen.until(f"▲ {filled(WORDS.console_above, value='2')}")
        await screen.press("enter")
        await screen.until(WORDS.console_room_first, f"▲ {filled(WORDS.console_above, value='2')}")


async def test_a_window_of_another_size_is_painted_anew_and_a_tiny_one_says_what_it_needs() -> None:
    async with console() as screen:
        await screen.pilot.resize_terminal(120, 40)
        await screen.until("██")
        await screen.pilot.resize_terminal(40, 10)
        await screen.until("54x17")
        assert "Greet" not in screen.text
        await screen.pilot.resize_terminal(60, 18)
        await screen.until("Greet at the door.")


async def test_leaving_ends_the_link_and_orders_nothing() -> None:
    async with console() as screen:
        await screen.press("q")
        hall = screen.hall
    assert hall.closed
    assert hall.orders == []
    assert screen.app.return_value == 0


async def test_texts_of_a_plan_are_never_read_as_markup() -> None:
    hostile = "[@click=app.quit]here[/] [b]bold [/x] [red"
    items = tuple(replace(item, title=hostile, notes=("Greet at the door.", hostile)) for item in PLAN.items)
    async with console(Hall(replace(PLAN, title=hostile, items=items)), (120, 40)) as screen:
        assert screen.text.count("[@click=app.quit]here[/] [b]bold [/x] [red") >= 3
        await screen.press("a")
        await screen.until("[@click=app.quit]here[/]")
