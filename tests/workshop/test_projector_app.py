"""The projector, led through a whole plan under a simulated clock."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from cardtui.workshop.room_scene import tell_cue
from cardtui.workshop.run_orders import Order, OrderKind
from cardtui.workshop.run_resumption import Resume
from parts import shows, squeezed
from projector_pilot import on_projector
from shipped_words import WORDS, filled
from workshop.led import Memory
from workshop.plans import plan
from workshop.test_wall import SIZES, WALL_LOOKS, all_is_there


@pytest.mark.parametrize("size", [(60, 18), (80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.sample(1)
async def test_a_whole_plan_from_first_cue_to_last(size: tuple[int, int]) -> None:
    made = plan()
    async with on_projector(made, size) as room:
        for index, cue in enumerate(made.cues):
            assert room.controller.run.cue == index
            all_is_there(tell_cue(made, WORDS, cue), room.text)
            for note in made.items[cue.item].notes:
                assert note not in room.text
            await room.wait(cue.seconds + 40)
            assert room.controller.clock_shown() is None
            await room.press("enter")
        assert room.controller.is_over
        await room.press("q")
    assert room.app.return_code == 0


async def test_only_the_clock_is_painted_when_it_gets_thinner() -> None:
    async with on_projector(plan()) as room:
        painted = room.counted()
        for _ in range(10):
            await room.wait(0.1)
        assert painted == [], "it is not thinner by a cell within a second"
        await room.wait(30)
        assert painted == ["clock"]
        await room.press("space")
        painted.clear()
        for _ in range(10):
            await room.wait(1)
        assert painted == []


async def test_the_terminals_bell_rings() -> None:
    async with on_projector(plan(bell=True)) as room:
        await room.press("enter", "enter", "enter")
        for seconds, bells in ((299, 0), (2, 1)):
            await room.wait(seconds)
            assert room.bells == bells


@pytest.mark.parametrize(("key", "cue", "extra"), [("enter", 1, {}), ("+", 0, {0: 60})])
async def test_a_held_key_is_one_press(key: str, cue: int, extra: dict[int, int]) -> None:
    async with on_projector(plan()) as room:
        room.watch.step = 1 / 30
        await room.press(*[key] * 12)
        assert (room.controller.run.cue, room.controller.run.extra) == (cue, extra)
        room.watch.step = 1
        await room.press("enter")
        assert room.controller.run.cue == cue + 1


async def test_rows_can_be_clicked_but_no_room_screen() -> None:
    async with on_projector(plan()) as room:
        await room.pilot.click(offset=(5, 5))
        assert room.controller.run.cue == 0
        await room.press("g")
        await room.click("A break")
        await room.press("enter")
        assert room.controller.run.cue == 7
        await room.press("esc")
        await room.click(WORDS.lead_key_hold)
        assert squeezed(WORDS.lead_held) in squeezed(room.text)


async def test_help_lists_and_agenda_fit_at_60x18() -> None:
    async with on_projector(plan()) as room:
        await room.press("?")
        for line in WORDS.lead_help_lines:
            assert shows(room.text, line)
        await room.press("esc", "a")
        for item in plan().items:
            assert item.title in room.text
        lines = [line.strip(" ▌▐") for line in room.text.splitlines()]
        at = lines.index(WORDS.console_go_hint)
        assert lines[at - 1] == "", "a free line below the items where there is room"
        await room.press("esc", "esc")
        for text in (WORDS.lead_key_next, WORDS.lead_key_pause, WORDS.lead_key_agenda, WORDS.page_more):
            assert text in room.text
        await room.press("9")
        assert WORDS.lead_key_clock_off in room.text


@pytest.mark.parametrize("size", [(1, 1), (40, 12), (55, 40), (200, 16)], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.sample(1)
async def test_a_too_small_screen_says_so_loses_nothing(size: tuple[int, int]) -> None:
    async with on_projector(plan(), size) as room:
        if size[0] > 20:
            needs = filled(WORDS.too_small, needs="{}x{}".format(*SIZES[0]), **{"is": "{}x{}".format(*size)})
            assert squeezed(needs) in squeezed(room.text)
        await room.press("enter", "enter", "esc", "esc")
        await room.wait(10)
        told = []
        room.controller._tell = told.append
        await room.resize(60, 18)
        assert [(state.columns, state.rows) for state in told] == [(60, 18)]
        assert plan().items[2].title in room.text
        assert room.controller.run.cue == 2


@pytest.mark.parametrize("name", list(WALL_LOOKS))
async def test_each_look_colors_the_whole_screen(name: str) -> None:
    async with on_projector(plan(), look_name=name) as room:
        await room.press("enter", "enter")
        styles = [segment.style for strip in room.strips for segment in strip]
        grounds = {style.bgcolor.name.lower() for style in styles if style is not None and style.bgcolor is not None}
        assert grounds == {WALL_LOOKS[name].table, WALL_LOOKS[name].paper}


async def test_texts_of_a_plan_are_shown_as_they_are() -> None:
    nasty = "[b]Is[/] [@click=app.quit]this[/] {partner} [/] all right?"
    items = plan().items
    card = items[2].practice.cards[0]  # type: ignore[union-attr]
    odd = replace(card, card=replace(card.card, prompt=nasty, stem="[/] I…"))
    practice = replace(items[2].practice, cards=(odd,))
    made = plan(items=(replace(items[0], title="[b]T[/b]", screen=(nasty,)), replace(items[2], practice=practice)))
    async with on_projector(made, (80, 24)) as room:
        assert "[b]T[/b]" in room.text
        assert squeezed(nasty) in squeezed(room.text)
        await room.press("enter", "enter")
        assert squeezed(nasty.replace("{partner}", WORDS.partner)) in squeezed(room.text)
        assert "“[/] I…”" in room.text
        assert room.app.is_running


async def test_the_run_stays_kept_where_ctrl_c_leaves_it() -> None:
    memory = Memory()
    async with on_projector(plan(), keeping=memory) as room:
        await room.press("enter", "enter", "ctrl+c")
    assert (room.app.return_code, memory[-1].cue) == (0, 2)


async def test_two_equal_digits_count_however_fast() -> None:
    items = tuple(replace(plan().items[0], title=f"Item {number}") for number in range(1, 13))
    async with on_projector(plan(items=items)) as room:
        await room.press("g")
        room.watch.step = 0.0  # the clock that distinguishes a held key from two presses
        await room.press("1", "１")
        await room.press("up", "up", "down")
        room.watch.step = 1.0
        await room.press("enter")
        assert "Item 10" in room.text


@pytest.mark.parametrize("size", [(56, 17), (60, 18), (80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.sample(1)
async def test_a_later_restart_asks_on_the_screen(size: tuple[int, int]) -> None:
    made = plan()
    async with on_projector(made, size, resume=Resume.ASK, minutes=295, item=1) as room:
        go_on = filled(WORDS.lead_resume_go_on, value=made.items[1].title, time="14:05")
        for text in (WORDS.lead_resume_title, go_on, WORDS.lead_resume_anew):
            assert shows(room.text, text)
        for secret in (*made.items[0].notes, *made.items[1].notes, *made.items[1].screen, "295", "behind"):
            assert secret not in room.text
        room.app.take_order(Order(OrderKind.NEXT))
        await room.press("esc", "right", "a", "enter")
        assert made.items[1].title in room.text
        assert room.controller.clock_shown() is None, "its time was over long ago"
        assert room.controller.run.cue == 1


async def test_the_enter_that_starts_it_answers_nothing() -> None:
    async with on_projector(plan(), resume=Resume.ASK_ANEW, minutes=100, item=1) as room:
        room.watch.step = 0.03
        await room.press(*["enter"] * 12)
        assert room.controller.asks_to_resume
        room.watch.step = 1.0
        await room.press("enter")
        assert room.controller.run.cue == 0


async def test_an_idle_run_is_kept_each_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    memory = Memory()
    monkeypatch.setattr("cardtui.workshop.projector.projector_app.NOTED", 0.01)
    async with on_projector(plan(), keeping=memory) as room:
        await room.until_it(lambda: len(memory) > 2)
