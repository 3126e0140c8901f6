"""The leader's console: covered at first, then every key controls the projector, and nothing happens by a slip."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from cardtui.workshop.room_scene import Quiet, tell_clock, tell_room
from cardtui.workshop.run import Shown
from cardtui.workshop.run_orders import Order, OrderKind
from cardtui.workshop.workshop_plan import Item, ItemKind, WorkshopPlan
from console_pilot import PLAN, Hall, Leader
from shipped_words import WORDS, filled
from workshop.plans import plan, step_plan

KEYS = {
    "enter": Order(OrderKind.NEXT, place=(2, 0, Shown.CUE, False)),
    "p": Order(OrderKind.BACK, place=(2, 0, Shown.CUE, False)),
    **{key: Order(OrderKind.MORE) for key in "+="},
    **{key: Order(OrderKind.BLANK) for key in "b."},
    "space": Order(OrderKind.PAUSE),
    "-": Order(OrderKind.LESS),
    "o": Order(OrderKind.CLOCK),
    "h": Order(OrderKind.HOLD),
    "s": Order(OrderKind.SWAP),
}


# Covered


def test_it_opens_covered_hides_the_plan_and_no_key_steers() -> None:
    leader = Leader(uncovered=False)
    assert WORDS.console_waiting in leader.sight.prose
    assert leader.press("enter").sight.prose == (WORDS.console_waiting,)
    leader = Leader(uncovered=False)
    leader.hall.tell()
    for key in "b +-oh0agsx?":
        assert not leader.controller.press(key)
        assert (leader.sight.title, leader.sight.hint) == (WORDS.console_cover_title, WORDS.console_keys_here)
    assert WORDS.console_there in leader.sight.prose
    assert not any(text in str(leader.sight) for text in ("Greet", leader.hall.plan.title))
    assert leader.press("enter").glance.notes == ("Greet at the door.",)
    assert leader.hall.orders == []


def test_x_covers_from_the_notes_and_any_page() -> None:
    leader = Leader()
    for page in ((), ("esc",), ("?",), ("a",), ("g",)):
        assert leader.press(*page, "x").sight.title == WORDS.console_cover_title
        assert leader.press("enter").glance
    assert leader.hall.orders == []


def test_the_console_uses_the_projectors_words() -> None:
    leader = Leader(uncovered=False)
    for title in ("Nur für dich", WORDS.console_cover_title):
        leader.hall.tell(words=WORDS.changed(console_cover_title=title))
        assert leader.sight.title == title


# Control


@pytest.mark.parametrize(
    ("keys", "orders"),
    [
        *((key, [order]) for key, order in KEYS.items()),
        *((key.upper(), [order]) for key, order in KEYS.items() if len(key) == 1),
        *(("? esc", []), ("esc enter", []), ("esc h", [Order(OrderKind.HOLD)]), ("q", [])),
        *(("a a", []), ("g 4 esc", []), ("g 5 enter", [Order(OrderKind.GO, 4)])),
        *(("Ｈ", [Order(OrderKind.HOLD)]), ("Ｇ １ ٢ enter", [Order(OrderKind.GO, 11)])),
        # No item has the number 120, nor 0; a digit that makes no valid number begins another one.
        *(("g 1 2 0 enter", [Order(OrderKind.GO, 11)]), ("g 1 2 0 3 1 1 enter", [Order(OrderKind.GO, 10)])),
        *(("g 0 7 enter", [Order(OrderKind.GO, 6)]), ("g 2 5 enter", [Order(OrderKind.GO, 4)])),
        *(("g down down up enter", [Order(OrderKind.GO, 3)]), ("g up up up enter", [Order(OrderKind.GO, 0)])),
        ("g pagedown pagedown pagedown enter", [Order(OrderKind.GO, 16)]),
        ("g 5 backspace down enter", [Order(OrderKind.GO, 3)]),
    ],
)
def test_keys_send_their_orders(keys: str, orders: list[Order]) -> None:
    items = tuple(Item(ItemKind.TALK, f"Item {number}", 5) for number in range(1, 13))
    leader = Leader(Hall(plan(items=(*PLAN.items[:3], *items[3:], *items[:3], PLAN.items[3], PLAN.items[4])), item=2))
    assert leader.press(*keys.split()).hall.orders == orders
    assert leader.controller.over is (keys == "q")


def test_what_fits_nothing_now_says_that_it_does_nothing() -> None:
    leader = Leader()
    assert not leader.controller.press("s")  # there is no speaker while they arrive
    assert leader.sight.hint == WORDS.key_hint
    assert leader.press("p").sight.hint == ""


@pytest.mark.parametrize(
    ("key", "before", "after"),
    [
        ("space", WORDS.lead_key_pause, WORDS.lead_key_resume),
        ("h", WORDS.lead_key_hold, WORDS.lead_key_hold_end),
        ("b", WORDS.lead_key_blank, WORDS.lead_key_blank_end),
        ("o", WORDS.lead_key_clock_off, WORDS.lead_key_clock_on),
    ],
)
def test_a_row_says_what_its_key_does_now(key: str, before: str, after: str) -> None:
    leader = Leader()
    for text in (before, after):
        assert [row.text for row in leader.sight.rows if key in row.keys] == [text]
        leader.press(key)


def test_esc_numbers_all_else_and_each_one_works() -> None:
    found, shown = {}, {""}
    for turns in (0, 1):
        for number in "123456789":
            leader = Leader(Hall(item=2)).press("esc", *["9"] * turns)
            if text := next((row.text for row in leader.sight.rows if number in row.keys), ""):
                leader.press(number)
                orders = [order.do for order in leader.hall.orders]
                found[text] = (orders, type(leader.sight).__name__, leader.controller.over)
        shown |= {row.short for row in Leader(Hall(item=2)).press("esc", *["9"] * turns).sight.rows}
    assert found[WORDS.lead_key_pause] == ([OrderKind.PAUSE], "ConsoleNotes", False)
    assert found[filled(WORDS.lead_key_swap, name=WORDS.lead_second)] == ([OrderKind.SWAP], "ConsoleNotes", False)
    assert found[WORDS.lead_key_agenda] == ([], "Agenda", False)
    assert found[WORDS.console_key_cover] == ([], "Page", False)
    assert found[WORDS.console_key_quit] == ([], "ConsoleNotes", True)
    assert {row.text for row in Leader(Hall(item=2)).sight.rows} - {WORDS.key_esc} <= set(found)
    assert shown == {"", "space", *"p+-hbsoa?vxq"}, "each row also shows its key"


def test_d_strikes_out_an_item_to_come_and_brings_it_back() -> None:
    leader = Leader().press("a", "down")
    for dropped, expected, text in (((1,), "19:05", WORDS.lead_key_undrop), ((), "19:15", WORDS.lead_key_drop)):
        lines = leader.press("d").sight.lines
        assert (leader.hall.run.dropped, lines[1].is_dropped, lines[2].expected) == (dropped, bool(dropped), expected)
        assert leader.sight.rows[1].text == filled(text, value="Mirroring, shown")
    assert not leader.press("up").controller.press("d"), "it is on already"


@pytest.mark.parametrize(
    "first", [(), ("+", "+"), ("space",), ("h",), ("b",), ("s",), ("l",), ("a", "down", "d", "esc")]
)
@pytest.mark.parametrize("made", [PLAN, step_plan()], ids=["whole", "by step"])
def test_the_preview_is_what_the_wall_shows_after_enter(made: WorkshopPlan, first: tuple[str, ...]) -> None:
    leader = Leader(Hall(made)).press("v")
    assert leader.sight.looks_ahead
    assert not leader.press("v").sight.looks_ahead
    hall = leader.hall
    while hall.run.ended is None:
        hall.machine.wait(120)
        for key in first:
            leader.controller.press(key)
        place = hall.run.cue, hall.run.step
        while (hall.run.cue, hall.run.step) == place and hall.run.ended is None:
            ahead = leader.sight
            leader.press("enter")
            if hall.run.ended is None:
                assert ahead.preview == tell_room(made, WORDS, hall.run, leader.controller.clock)
                assert ahead.preview_clock == tell_clock(made, WORDS, hall.run, hall.clock.now())
            else:
                assert ahead.preview == Quiet(WORDS.console_end)


def test_the_console_says_which_step_is_on_and_what_comes() -> None:
    leader = Leader(Hall(step_plan())).press("enter")
    first = filled(WORDS.chip_speaks, name=WORDS.lead_first)
    change = f"{WORDS.console_room_change} · {filled(WORDS.console_minutes, value='1')}"
    steps = [
        f"{number}/3 {step}" for number, step in enumerate((WORDS.rail_speak, WORDS.rail_mirror, WORDS.rail_thank), 1)
    ]
    for part, coming in zip(steps, [*steps[1:], change], strict=True):
        leader.press("enter")
        assert (leader.glance.part, leader.glance.next) == (f"{first} · {part}", coming)
    assert f"{WORDS.rail_thank}: " in leader.glance.room[-1]
    assert leader.press("l").glance.part == first
    last = Leader(Hall(plan(items=step_plan().items[1:2]))).press(*["enter"] * 6)
    assert last.glance.next == steps[2]
    assert last.press("enter").glance.next == ""


# The projector goes


def test_a_gone_projector_is_told_and_notes_stay() -> None:
    leader = Leader(Hall(plan(bell=True)))
    assert not leader.controller.press("w"), "there is no other one"
    assert leader.press("t").sight.prose == WORDS.lead_rang_lines
    leader.press("enter").hall.lose()
    leader.hall.machine.wait(60)
    for key in ("enter", "t"):
        leader.press(key)
        assert (leader.sight.gone, leader.sight.hint) == (WORDS.console_gone, WORDS.console_gone_hint)
        assert (leader.glance.notes, leader.glance.clock) == (("Greet at the door.",), "4:00")
    leader.hall.tell()
    assert (leader.sight.gone, leader.sight.hint) == ("", ""), "it has been found again"
    leader.press("enter")
    assert leader.hall.orders == [Order(OrderKind.RING), Order(OrderKind.NEXT, place=(0, 0, Shown.CUE, False))]


@pytest.mark.parametrize(
    ("ended", "signs", "clock", "saved"),
    [(None, (), "5:00", WORDS.console_saved), (60.0, (WORDS.console_ended,), "", "")],
)
def test_a_projector_that_its_leader_left_is_not_lost(
    ended: float | None, signs: tuple[str, ...], clock: str, saved: str
) -> None:
    leader = Leader()
    leader.hall.tell(run=replace(leader.hall.run, ended=ended), closed=True)
    assert leader.sight.gone == WORDS.console_closed, "at once"
    leader.hall.lose()
    assert leader.press("b").sight.gone == WORDS.console_closed
    assert (leader.glance.signs, leader.glance.clock, leader.glance.saved) == (signs, clock, saved)
    assert (leader.hall.orders, leader.sight.hint) == ([], WORDS.console_gone_hint)


def test_a_number_picks_one_of_several_projectors() -> None:
    leader = Leader(uncovered=False)
    leader.hall.lose("mint-tea-12", "robin-lake-34")
    assert leader.sight.title == WORDS.console_several_title
    texts = [filled(WORDS.console_found, value=word, time="19:00") for word in ("mint-tea-12", "robin-lake-34")]
    assert [row.text for row in leader.sight.rows] == texts
    leader.press("2").hall.tell()
    assert leader.sight.title == WORDS.console_cover_title
    leader.press("enter").hall.lose("mint-tea-12", since=1000.0 - 24 * 60 * 60, title="A talk")
    since = filled(WORDS.console_found, value="mint-tea-12", time=f"{WORDS.day_1} 19:00")
    assert leader.press("w").sight.rows[0].text == f"{since} · A talk", "one that has gone can be replaced"
    assert leader.press("1").hall.chosen == ["robin-lake-34", "mint-tea-12"]


# While the projector asks whether to resume


def test_while_the_projector_asks_there_is_nothing_to_steer() -> None:
    leader = Leader().press("g")
    leader.hall.tell(asks=True)
    assert leader.sight.prose == (WORDS.console_resume,)
    assert leader.controller.until_next(leader.sight) is None
    for key in ("enter", "b", "space", "+", "g", "a", "h", "0", "s", "o", "esc", "?"):
        leader.controller.press(key)
    assert leader.hall.orders == []
    assert leader.sight.hint == WORDS.page_hint, "Esc shows nothing there"
    leader.hall.tell()
    assert leader.glance.item == "Arriving"
    leader.hall.tell(asks=True)
    assert WORDS.console_there in leader.press("x").sight.prose
