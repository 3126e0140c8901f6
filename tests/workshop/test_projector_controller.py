"""Leading: what each key does, on the room's screen and on what lies over it, and what time does."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import pytest
from msgspec.structs import replace

from cardtui.commands.lead_rehearsal import Rehearsal
from cardtui.presenter.scene import Page
from cardtui.workshop.both_screens.leader_pages import Agenda
from cardtui.workshop.console_link.channel import State
from cardtui.workshop.order_keys import order_rows
from cardtui.workshop.projector.projector_controller import ProjectorController
from cardtui.workshop.projector.room_scene import CardsShown, Quiet, RoomClock, Slide, TurnShown
from cardtui.workshop.run import Run, Shown, begin, lobby
from cardtui.workshop.run_clock import RunClock, clock_text
from cardtui.workshop.run_file import Resume
from cardtui.workshop.run_orders import Order, OrderKind, do
from cardtui.workshop.run_times import behind
from cardtui.workshop.workshop_plan import ClockKind, Starter, WorkshopPlan, cues
from shipped_words import WORDS, filled
from workshop.fake_clocks import EVENING, Machine
from workshop.plans import plan


def speaks(who: str) -> str:
    return filled(WORDS.chip_speaks, name=who)


def listens(who: str) -> str:
    return filled(WORDS.chip_listens, name=who)


class Memory:
    """Keeps runs in a list."""

    def __init__(self) -> None:
        self.runs: list[Run] = []
        self.works = True

    def keep(self, run: Run, clock: RunClock) -> bool:
        self.runs.append(run)
        return self.works

    def clear(self) -> None:
        self.runs.clear()

    def forget(self) -> None:
        self.runs.clear()


class Led:
    """A leader at a machine, with all that is kept and told."""

    def __init__(self, made: WorkshopPlan | None = None, run: Run | None = None) -> None:
        made = made or plan()
        digits = (replace(item, clock=ClockKind.DIGITS) for item in made.items)
        self.plan = replace(made, items=tuple(digits))
        self.machine = Machine()
        self.memory = Memory()
        self.told: list[tuple[Run, bool]] = []
        self.asked: list[bool] = []
        self.closed: list[bool] = []
        self.rings = 0
        sequence = cues(self.plan)
        self.controller = ProjectorController(
            self.plan, WORDS, self.machine.clock(), run or begin(sequence), self.memory, self.hears
        )

    def hears(self, state: State) -> None:
        self.told.append((state.run, state.saved))
        self.asked.append(state.asks)
        self.closed.append(state.closed)

    def press(self, *keys: str) -> Led:
        for key in keys:
            self.controller.press(key)
        return self

    def wait(self, seconds: float) -> Led:
        """Time goes on, and the leader looks at the clock as often as it wants to."""
        end = self.machine.since_start + seconds
        while (step := self.controller.wait()) is not None and self.machine.since_start + step <= end:
            self.machine.wait(step)
            self.rings += self.controller.tick()
        self.machine.wait(end - self.machine.since_start)
        self.rings += self.controller.tick()
        return self

    @property
    def clock(self) -> str:
        shown = self.controller.clock_shown()
        return f"{shown.time} {shown.sign}".strip() if shown is not None else ""

    @property
    def cue(self) -> int:
        return self.controller.run.cue


# The room's screen


@pytest.mark.parametrize(("on", "back"), [("enter", "p"), ("pagedown", "pageup"), ("right", "left"), ("enter", "P")])
def test_keys_and_remotes_go_on_and_back(on: str, back: str) -> None:
    led = Led().press(on, on, on)
    assert led.cue == 3
    assert led.press(back).cue == 2


def test_a_practice_shows_cards_turns_and_change() -> None:
    led = Led().press("enter", "enter")
    kinds = []
    for _ in range(4):
        kinds.append(type(led.controller.scene()))
        led.press("enter")
    assert kinds == [CardsShown, TurnShown, Slide, TurnShown]


def test_s_swaps_the_speaker_and_s_again_back() -> None:
    led = Led().press("enter", "enter", "enter")
    scene = led.controller.scene()
    assert isinstance(scene, TurnShown)
    assert (scene.speaks, scene.listens) == (speaks(WORDS.lead_first), listens(WORDS.lead_second))
    scene = led.press("S").controller.scene()
    assert isinstance(scene, TurnShown)
    assert (scene.speaks, scene.listens) == (speaks(WORDS.lead_second), listens(WORDS.lead_first))
    assert scene.second
    led.press("enter")
    change = led.controller.scene()
    assert isinstance(change, Slide)
    assert change.prose[-1] == filled(WORDS.lead_speaks_next, name=WORDS.lead_first)


def test_space_stops_the_clock_and_says_so() -> None:
    led = Led().wait(10).press("space")
    assert led.wait(60).clock == f"4:50 {WORDS.lead_paused}"
    assert led.press("space").wait(10).clock == "4:40"


def test_plus_and_minus_are_a_minute() -> None:
    assert Led().press("+").clock == "6:00"
    assert Led().press("-", "_").clock == "3:00"
    assert Led().press("=").clock == "6:00"


def test_without_a_clock_everything_else_goes_on() -> None:
    led = Led().press("o")
    assert led.clock == ""
    assert led.wait(60).press("O").clock == "4:00"


def test_a_hold_shows_one_line_and_stops_time() -> None:
    led = Led().wait(60).press("h")
    assert led.controller.scene() == Quiet(WORDS.lead_held)
    assert led.clock == ""
    assert led.wait(600).press("h").clock == "4:00"


@pytest.mark.parametrize("key", ["b", ".", "0"])
def test_blank_there_is_nothing_and_enter_shows_it_again_without_going_on(key: str) -> None:
    led = Led().press(key)
    assert (led.controller.scene(), led.clock) == (Quiet(), "")
    led.wait(60).press("enter")
    assert (led.cue, led.clock) == (0, "4:00")


def test_once_the_time_is_over_there_is_no_clock() -> None:
    led = Led().wait(299)
    assert led.clock == "0:01"
    assert led.wait(1).clock == ""
    assert led.wait(600).clock == ""
    assert (led.cue, led.rings) == (0, 0)
    assert led.press("+").clock == ""


def test_no_note_of_the_leader_is_ever_in_a_scene() -> None:
    led = Led()
    for _ in led.controller.cues:
        for view in ("", "esc", "a", "g", "?"):
            if view:
                led.press(view)
            scene = repr(led.controller.scene())
            for item in led.plan.items:
                assert all(note not in scene for note in item.notes)
            if view:
                led.press("esc")
        led.press("enter")


# Before it begins


def in_lobby(due: float | None = None, **changes: object) -> Led:
    made = plan(**changes)
    return Led(made, lobby(cues(made), due))


def test_the_lobby_says_when_it_begins_and_no_clock_runs() -> None:
    led = in_lobby(600.0, lobby=("Tea is at the back.",))
    assert led.controller.scene() == Slide(
        led.plan.title, (filled(WORDS.lead_begins, time="19:10"), "Tea is at the back.")
    )
    assert led.wait(300).clock == ""
    assert led.memory.runs == [], "a sound check costs nothing"
    led.press("+", "space", "b", "s", "g", "3", "esc")
    assert isinstance(led.controller.scene(), Slide)


def test_a_lobby_past_its_time_begins_soon() -> None:
    led = in_lobby(600.0).wait(601)
    assert led.controller.scene() == Slide(led.plan.title, (WORDS.lead_begins_soon,))


def test_in_quiet_minutes_no_key_is_said_to_stop_the_clock_that_stands() -> None:
    texts = {row.text for row in Led().press("enter", "h").controller.rows_now()}
    assert WORDS.lead_key_hold_end in texts
    assert not texts & {WORDS.lead_key_pause, WORDS.lead_key_next}


def test_what_is_unseen_or_over_is_not_left_by_back_and_it_says_so() -> None:
    for keys, text in (("b", WORDS.lead_key_blank_end), ("h", WORDS.lead_key_hold_end)):
        led = Led().press("enter", keys)
        for key in ("enter", "p"):
            assert [row.text for row in led.controller.rows_now() if key in row.keys] == [text]
            assert led.press(key).controller.run.shown is Shown.CUE
            assert led.press(keys).cue == 1
    led = Led().press(*TO_THE_END, "enter")
    assert [row.text for row in led.controller.rows_now() if "p" in row.keys] == [WORDS.lead_key_end_undo]
    assert not any("o" in row.keys for row in led.controller.rows_now()), "there is no clock any more"


@pytest.mark.parametrize("seed", range(4))
def test_no_key_is_offered_that_does_nothing(seed: int) -> None:
    random, led = Random(seed), in_lobby(bell=True)
    for _ in range(150):
        rows = order_rows(
            WORDS, led.plan, led.controller.cue, led.controller.cues, led.controller.run, led.controller.order
        )
        for kind, row in rows.items():
            before = led.controller.run
            row.act()
            assert (led.controller.run != before) is (kind is not OrderKind.RING), row
            led.controller.run = before
        agenda = led.press("a", *random.choice((("down",), ("up",), ("9",), ()))).controller.scene()
        assert isinstance(agenda, Agenda)
        go = [row for row in agenda.rows if row.keys == ("enter",)]
        if go:
            before = led.controller.run
            go[0].act()
            assert led.controller.run != before
        led.controller.close()
        random.choice(list(rows.values())).act()
        led.wait(random.choice((0, 1, 200)))


def test_of_the_lobby_nothing_is_kept_and_it_says_so() -> None:
    led = in_lobby().press("q")
    assert page(led).rows[0].text == WORDS.lead_key_quit_over
    assert not led.press("q").controller.keeps


def test_what_was_left_out_or_muted_in_the_lobby_outlives_a_crash_but_not_q() -> None:
    led = in_lobby(600.0, bell=True).press("m")
    led.controller.order_from_console(Order(OrderKind.DROP, 3))
    led.controller.note_time()
    assert (led.memory.runs[-1].muted, led.memory.runs[-1].dropped) == (True, (3,))
    led.controller.leave(for_good=False)
    assert led.memory.runs, "its window was closed"
    assert led.press("q", "1").memory.runs == []


def test_the_first_enter_begins_and_what_is_late_is_late_to_what_was_said() -> None:
    led = in_lobby(600.0).wait(900).press("enter")
    assert led.clock == "5:00"
    agenda = led.press("a").controller.scene()
    assert isinstance(agenda, Agenda)
    assert (agenda.lines[0].planned, agenda.lines[0].began) == ("19:10", "19:15")
    assert behind(led.controller.run, led.plan, led.controller.cues, led.controller.clock.now()) == 300


def test_a_late_lobby_without_a_time_makes_nobody_late() -> None:
    led = in_lobby().wait(900).press("enter")
    assert behind(led.controller.run, led.plan, led.controller.cues, led.controller.clock.now()) == 0


def test_back_from_the_first_slide_is_the_lobby_again() -> None:
    led = in_lobby(600.0).press("enter", "p")
    assert isinstance(led.controller.scene(), Slide)
    assert led.controller.run == lobby(led.controller.cues, 600.0)
    assert led.memory.runs == []


# Who speaks, and when a break is over


def test_who_speaks_first_is_in_the_sentence_and_an_item_may_say_who() -> None:
    items = plan().items
    made = plan(starts_other="The partner at the door begins.", items=(replace(items[2], starter=Starter.SECOND),))
    led = Led(made)
    for sentence, first, second in ((made.starts_other, False, True), (made.starts, True, False)):
        cards = led.controller.scene()
        assert isinstance(cards, CardsShown)
        assert sentence in cards.below[-1]
        turn = led.press("enter").controller.scene()
        assert isinstance(turn, TurnShown)
        assert (turn.second, not turn.second) == (second, first)
        led.press("p", "s")


def test_a_break_says_when_it_is_over_as_things_are() -> None:
    led = Led().press("g", "5", "enter")
    slide = led.controller.scene()
    assert isinstance(slide, Slide)
    assert slide.back == filled(WORDS.lead_back_at, time="19:15")
    later = led.press("+").wait(120).controller.scene()
    assert isinstance(later, Slide)
    assert later.back == filled(WORDS.lead_back_at, time="19:16")
    assert led.press("space").controller.wait() == 1, "while it is paused the end moves on"


def test_two_minutes_before_the_end_of_a_turn_the_wall_says_so_if_the_plan_does() -> None:
    led = Led(plan(two_minutes=True)).wait(200)
    assert led.clock == "1:40", "this is no turn"
    led.press("enter", "enter", "enter").wait(179)
    assert led.clock == "2:01"
    assert led.wait(1).clock == f"2:00 {WORDS.lead_two_minutes}"
    assert led.wait(60).clock == "1:00"
    assert Led().press("enter", "enter", "enter").wait(200).clock == "1:40"


# By itself


def test_what_the_plan_lets_go_on_goes_on_once_and_with_its_whole_time() -> None:
    items = plan().items
    led = Led(plan(items=(replace(items[0], auto=True), *items[1:])))
    led.wait(299)
    assert led.cue == 0
    led.wait(1)
    assert (led.cue, led.clock) == (1, "10:00")
    assert led.wait(5000).cue == 1


def test_late_or_early_timers_never_drift() -> None:
    items = (replace(plan().items[0], minutes=61),)
    led = Led(plan(items=items))
    chance, shown, at = Random(1), [], 0.0
    while at < 3600:
        step = led.controller.wait()
        assert step is not None
        late = max(step + chance.uniform(-0.001, 0.08), 0.002)
        at += late
        led.machine.wait(late)
        led.controller.tick()
        shown.append(led.clock)
    clock = led.controller.clock_shown()
    assert clock.time == clock_text(61 * 60 - at)
    assert abs(led.controller.clock.now() - at) < 0.001
    seconds = list(dict.fromkeys(shown))
    assert len(seconds) == 3600, "each second was seen, and none twice"


def test_a_lid_that_was_closed_for_an_hour_goes_on_by_one_thing_and_no_further() -> None:
    led = Led(plan(items=tuple(replace(item, auto=True) for item in plan().items)))
    led.machine.wait(3600)
    led.controller.tick()
    assert (led.cue, led.clock) == (1, "10:00")


@pytest.mark.parametrize("key", ["space", "h", "0"])
def test_a_stopped_held_or_blank_screen_stays(key: str) -> None:
    led = Led(plan(items=tuple(replace(item, auto=True) for item in plan().items)))
    assert led.press(key).wait(3600).cue == 0


def test_setting_the_time_changes_only_the_agenda() -> None:
    led = Led().wait(60)
    led.machine.wall += timedelta(hours=2)
    assert led.wait(60).clock == "3:00"
    agenda = led.press("a").controller.scene()
    assert isinstance(agenda, Agenda)
    assert agenda.lines[0].began == "21:00"


def test_the_bell_rings_once_at_the_end_of_a_turn_and_at_no_other_time() -> None:
    led = Led(plan(bell=True)).wait(400).press("enter", "enter").wait(200)
    assert led.rings == 0
    led.press("enter").wait(299)
    assert led.rings == 0
    led.wait(100)
    assert led.rings == 1
    led.press("p", "enter").wait(300)
    assert led.rings == 1
    assert Led().press("enter", "enter", "enter").wait(400).rings == 0, "only if the plan wants one"


def test_the_bell_rings_at_the_end_of_a_break_and_can_be_muted_and_tried() -> None:
    led = Led(plan(bell=True)).press("g", "5", "enter").wait(899)
    assert led.rings == 0
    assert led.wait(2).rings == 1
    muted = Led(plan(bell=True)).press("m", "g", "5", "enter").wait(1000)
    assert muted.rings == 0
    assert muted.press("t").wait(0).rings == 1, "to try it, one need not let it ring at all others"
    assert Led().press("t").wait(0).rings == 0, "this plan has none"


def test_to_try_the_bell_costs_nothing_and_says_what_was_done() -> None:
    led = in_lobby(bell=True)
    told, run = len(led.told), led.controller.run
    led.press("t")
    assert (page(led).title, page(led).prose) == (WORDS.lead_rang_title, WORDS.lead_rang_lines)
    assert led.press("t").wait(0).rings == 1
    assert page(led).title == WORDS.lead_rang_title, "it can be tried again"
    assert isinstance(led.press("enter").controller.scene(), Slide)
    assert (led.controller.run, len(led.told), led.memory.runs) == (run, told, [])


def test_the_bell_rings_again_at_the_end_of_the_minutes_that_were_added() -> None:
    led = Led(plan(bell=True)).press("enter", "enter", "enter").wait(330)
    assert led.rings == 1
    assert led.press("+").wait(20).rings == 1
    assert led.wait(15).rings == 2, "at its new end"
    assert led.press("+").wait(5).press("space").wait(60).press("space").wait(10).rings == 2
    assert led.wait(60).rings == 3
    assert led.wait(60).rings == 3


def test_time_over_before_a_crash_rings_only_once() -> None:
    run = Led(plan(bell=True)).press("enter", "enter", "enter").controller.run
    led = Led(plan(bell=True), run)
    assert led.wait(400).rings == 1
    again = ProjectorController(
        led.plan, WORDS, RunClock(led.controller.clock.began_at, led.machine.steady), led.controller.run
    )
    assert not again.tick()


def test_the_clock_is_looked_at_when_its_next_second_begins() -> None:
    led = Led().wait(0.25)
    assert led.controller.wait() == pytest.approx(0.75)
    assert led.press("space").controller.wait() == 1, "the times of day go on"


def test_the_agenda_goes_on_where_no_clock_runs() -> None:
    led = Led()
    assert led.press("space", "g").controller.wait() == 1
    assert led.press("esc", "a").controller.wait() == 1

    def took() -> str:
        agenda = led.controller.scene()
        assert isinstance(agenda, Agenda)
        return agenda.lines[0].took

    before = took()
    led.wait(120)
    assert int(took()) == int(before) + 2


# What lies over it


def test_esc_lists_everything_and_numbers_do_it() -> None:
    led = Led().press("esc")
    page = led.controller.scene()
    assert isinstance(page, Page)
    first = [row.short for row in page.rows if row.short]
    led.press("9")
    more = led.controller.scene()
    assert isinstance(more, Page)
    listed = [*first, *(row.short for row in more.rows if row.short and row.short not in first)]
    assert sorted(listed) == sorted(["space", "+", "-", "h", "b", "a", "p", "o", "?", "q"])
    number = next(row.keys[0] for row in page.rows if row.short == "+")
    led.press("esc", "esc", number)
    assert led.clock == "6:00"


def test_letters_work_on_both_pages_of_the_list() -> None:
    led = Led().press("esc", "o")
    assert led.controller.scene() == Slide("Arriving", ("Welcome. Find a place for two.",))
    assert not led.controller.run.clock


def test_enter_and_esc_lead_back_and_no_further() -> None:
    for view in ("esc", "a", "g", "?"):
        for key in ("enter", "esc"):
            led = Led().press(view, key)
            assert isinstance(led.controller.scene(), Slide)
            assert led.cue == 0


def test_a_remote_does_not_go_on_below_what_lies_over_the_room_s_screen() -> None:
    for view in ("esc", "?", "a"):
        assert Led().press(view, "pagedown", "right").cue == 0


def test_the_agenda_has_planned_and_actual_times() -> None:
    led = Led().wait(420).press("enter").wait(120).press("a")
    agenda = led.controller.scene()
    assert isinstance(agenda, Agenda)
    first, second, third = agenda.lines[:3]
    assert (first.planned, first.minutes, first.began, first.took) == ("19:00", "5", "19:00", "7")
    assert (second.planned, second.minutes, second.began, second.took) == ("19:05", "10", "19:07", "2")
    assert (third.planned, third.began, third.took) == ("19:15", "", "")
    assert [line.is_now for line in agenda.lines] == [False, True, False, False, False, False]
    assert f"{EVENING:%H:%M}" == "19:00"


def test_g_with_a_number_goes_there() -> None:
    led = Led().press("g", "3", "enter")
    assert led.cue == 2
    assert isinstance(led.controller.scene(), CardsShown)


def test_a_number_that_no_item_has_cannot_be_typed_and_backspace_takes_a_digit_away() -> None:
    led = Led().press("g", "0", "7", "9", "5", "6")
    agenda = led.controller.scene()
    assert isinstance(agenda, Agenda)
    assert agenda.pointed == 5
    led.press("backspace", "2", "enter")
    assert led.cue == 1
    assert Led().press("g", "2", "esc").cue == 0


def test_an_item_can_be_chosen_by_its_row() -> None:
    led = Led().press("g")
    agenda = led.controller.scene()
    assert isinstance(agenda, Agenda)
    row = agenda.lines[4].row
    row.act()
    assert led.press("enter").cue == 7


def test_an_order_of_the_console_is_seen_whatever_lay_over_the_room_s_screen() -> None:
    led = Led().press("a")
    led.controller.order(Order(OrderKind.NEXT))
    assert isinstance(led.controller.scene(), Slide)
    assert led.cue == 1


# What is kept


def test_every_change_is_kept_before_it_is_told() -> None:
    led = Led().press("enter", "enter", "space", "+", "h", "h", "b", "b", "s", "o", "p")
    assert len(led.memory.runs) == 12, "the beginning is kept, too"
    assert [run for run, _ in led.told] == led.memory.runs
    assert all(kept for _, kept in led.told)
    led.memory.works = False
    led.press("enter")
    assert led.told[-1][1] is False
    assert led.cue == 2, "a workshop goes on though nothing can be written"


def test_what_changes_nothing_is_not_written() -> None:
    led = Led().press("a", "a", "esc", "esc", "x", "7", "up")
    assert len(led.memory.runs) == 1


def test_q_keeps_the_run_but_not_at_the_end() -> None:
    led = Led().press("enter", "q")
    assert page(led).title == WORDS.lead_leave_title
    assert not led.press("enter").controller.over
    led.press("q", "q")
    assert led.controller.over
    assert led.memory.runs
    led = Led().press("g", "6", "enter", "enter", "enter", "enter", "Q")
    assert led.controller.over
    assert led.memory.runs == []


# The rehearsal


def test_a_rehearsal_runs_by_itself_and_leaves() -> None:
    machine = Machine()
    made = plan()
    first = made.items[2].practice
    items = (*made.items[:2], replace(made.items[2], minutes=first.minutes), *made.items[3:])  # cards without a clock
    made = plan(items=items)
    controller = Rehearsal(made, WORDS, machine.clock(), begin(cues(made)), 30.0)
    seen = []
    for _ in range(10_000):
        if controller.run.cue not in seen:
            seen.append(controller.run.cue)
        if controller.over:
            break
        step = controller.wait()
        assert step is not None
        machine.wait(step)
        controller.tick()
    assert controller.over
    assert seen == list(range(len(cues(made))))
    assert controller.clock.now() == pytest.approx(made.minutes * 60 + 30, abs=0.01)
    assert controller.run.shown is Shown.CUE


def test_a_console_order_does_not_disturb_who_types_a_number() -> None:
    led = Led().press("g", "2")
    led.controller.order_from_console(Order(OrderKind.NEXT))
    assert led.controller.run.cue == 1
    led.press("1", "0")
    assert led.controller.run.shown is Shown.CUE, "0 is still a digit"
    led.controller.order_from_console(Order(OrderKind.BLANK))
    assert led.controller.scene() == Quiet(), "nothing at all is nothing at all"


def test_of_two_consoles_that_go_on_at_once_one_is_heard() -> None:
    led = Led()
    for _ in range(2):
        led.controller.order_from_console(Order(OrderKind.NEXT, place=(0, 0)))
    assert led.cue == 1


@pytest.mark.parametrize("key", ["esc", "?", "q"])
def test_a_console_order_takes_away_what_the_room_should_not_see(key: str) -> None:
    led = Led().press(key)
    led.controller.order_from_console(Order(OrderKind.NEXT))
    assert isinstance(led.controller.scene(), Slide)
    assert led.cue == 1


def test_the_esc_list_includes_the_next_thing() -> None:
    led = Led().press("esc")
    scene = led.controller.scene()
    assert isinstance(scene, Page)
    assert scene.rows[0].text == WORDS.lead_key_next
    led.press("1")
    assert led.controller.run.cue == 1


# A run that was left


def resumed(how: Resume, *, minutes: float = 295, item: int = 1, begin_at: int | None = None) -> Led:
    """A leader who began so long ago, at two o'clock, stopped at an item, and starts the program again."""
    led = Led()
    led.machine.wall = EVENING - timedelta(minutes=minutes)
    clock = led.machine.clock()
    run = do(begin(led.controller.cues), led.controller.cues, Order(OrderKind.GO, item), 60.0)
    led.machine.wait(minutes * 60)
    led.memory.runs[:] = [run]
    led.told.clear()
    led.asked = []
    led.controller = ProjectorController(led.plan, WORDS, clock, run, led.memory, led.hears, how, begin_at=begin_at)
    return led


def page(led: Led) -> Page:
    scene = led.controller.scene()
    assert isinstance(scene, Page)
    return scene


def test_whoever_starts_again_is_asked_and_nothing_becomes_of_the_run_meanwhile() -> None:
    led = resumed(Resume.ASK)
    before = led.controller.run
    assert page(led).title == WORDS.lead_resume_title
    go_on = filled(WORDS.lead_resume_go_on, value="Mirroring, shown", time="14:05")
    assert page(led).prose == (WORDS.lead_resume_ask,), "one of the digits is called enter in its row"
    assert [row.text for row in page(led).rows] == [go_on, WORDS.lead_resume_anew]
    assert [row.key for row in page(led).rows] == ["1", "2"]
    for key in ("esc", "g", "a", "b", "space", "+", "0", "s", "right", "pagedown", "3", "?"):
        led.press(key)
    for order in (Order(OrderKind.NEXT), Order(OrderKind.GO, 3), Order(OrderKind.BLANK)):
        led.controller.order_from_console(order)
        led.controller.order(order)
    led.wait(120)
    led.controller.note_time()
    assert page(led).title == WORDS.lead_resume_title
    assert led.controller.run == before
    assert led.memory.runs == [before], "it was not kept again, as if it had been led meanwhile"
    assert led.asked == [True]
    assert led.controller.clock_shown() is None
    assert led.controller.wait() is None


@pytest.mark.parametrize("key", ["1", "enter"])
def test_going_on_goes_on_where_it_was_with_the_clock_that_has_gone_on(key: str) -> None:
    led = resumed(Resume.ASK).press(key)
    assert led.cue == 1
    assert led.controller.clock.now() == pytest.approx(295 * 60)
    assert isinstance(led.controller.scene(), Slide)
    assert led.asked == [True, False]


@pytest.mark.parametrize("key", ["2", "enter"])
def test_beginning_anew_begins_now(key: str) -> None:
    led = resumed(Resume.ASK_ANEW).press(key)
    assert led.cue == 0
    assert led.controller.clock.now() == 0
    assert led.controller.scene() == Slide(led.plan.title, (WORDS.lead_begins_soon,))
    assert led.memory.runs == []
    assert led.press("enter").controller.clock_shown() == RoomClock(1.0, "", "5:00")
    led.press("a")
    agenda = led.controller.scene()
    assert isinstance(agenda, Agenda)
    assert (agenda.lines[0].planned, agenda.lines[0].began) == ("19:00", "19:00")


def test_whoever_would_begin_at_an_item_is_asked_and_begins_there() -> None:
    led = resumed(Resume.ASK_ANEW, begin_at=3)
    title = led.plan.items[3].title
    assert page(led).rows[1].text == filled(WORDS.lead_resume_from, value=title)
    led.press("enter")
    assert (led.controller.cue.item, led.controller.clock.now(), led.controller.run.shown) == (3, 0, Shown.CUE)
    assert led.memory.runs[-1] == led.controller.run


@pytest.mark.parametrize("item", [1, 5])
def test_leaving_the_question_keeps_the_run(item: int) -> None:
    led = resumed(Resume.ASK_ANEW, item=item).press("q")
    assert led.controller.over
    assert len(led.memory.runs) == 1
    assert not led.controller.is_over


def test_without_a_question_it_resumes_at_once() -> None:
    led = resumed(Resume.AT_ONCE)
    assert led.cue == 1
    assert isinstance(led.controller.scene(), Slide)


def test_each_minute_is_noted() -> None:
    led = Led()
    led.controller.note_time()
    assert len(led.memory.runs) == 2


# The end

TO_THE_END = ("g", "6", "enter", "enter", "enter", "enter")
"""To the last turn of the last item."""


def test_enter_at_the_last_item_ends_the_run_and_nothing_is_kept_of_it() -> None:
    led = Led().press(*TO_THE_END)
    assert led.controller.clock_shown() is not None
    led.press("enter")
    assert led.memory.runs == []
    assert not led.controller.over
    assert isinstance(led.controller.scene(), TurnShown)
    assert led.controller.clock_shown() is None
    led.wait(120).controller.note_time()
    assert led.memory.runs == []
    led.press("enter", "space", "+")
    assert led.memory.runs == []
    assert led.closed == [False] * len(led.told)
    led.press("q")
    assert led.controller.over
    assert led.controller.is_over
    assert led.closed[-1]


def test_whoever_ended_it_too_early_goes_back() -> None:
    led = Led().press(*TO_THE_END, "enter", "p")
    assert led.controller.clock_shown() is not None
    assert led.memory.runs == [led.controller.run]


def test_the_last_list_says_what_enter_and_q_do() -> None:
    led = Led().press(*TO_THE_END, "esc")
    rows = [row.text for row in page(led).rows]
    assert WORDS.lead_key_end in rows
    led.press("9")
    rows = [row.text for row in page(led).rows]
    assert WORDS.lead_key_quit_over in rows


def test_enter_at_a_rehearsals_end_leaves_it() -> None:
    machine = Machine()
    made = plan()
    controller = Rehearsal(made, WORDS, machine.clock(), begin(cues(made), item=5), 30.0)
    for _ in range(4):
        assert not controller.over
        controller.press("enter")
    assert controller.over
