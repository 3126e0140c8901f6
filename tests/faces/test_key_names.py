"""Held and bouncing keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from textual.events import Key

from cardtui.faces.evening.evening_app import EVENING_KEYS
from cardtui.faces.screen.base_app import key_of
from cardtui.presenter.key_presses import BOUNCE, KeyFilter, usual
from cardtui.workshop.both_screens.leader_screen import LEADER_KEYS
from cardtui.workshop.console.console_app import ConsoleApp
from cardtui.workshop.projector.projector_app import ProjectorApp
from cardtui.workshop.projector.projector_controller import ProjectorController
from cardtui.workshop.run_clock import RunClock
from console_pilot import PLAN, Hall
from evening_pilot import Watch
from shipped_words import WORDS


@pytest.fixture
def clock() -> Watch:
    """A clock that stands still."""
    clock = Watch()
    clock.step = 0
    return clock


LATE = 3 * BOUNCE


@pytest.mark.parametrize(
    "presses",
    [
        [(BOUNCE - 0.01, "enter", 0.0, True)],
        [(BOUNCE + 0.01, "enter", 0.0, False)],
        [(0.0, "2", 0.0, False)],
        [(1 / 30, "enter", 0.0, True)] * 60 * 30,
        # It waited while the program was busy; what comes after it is the same key, still held down.
        [(LATE, "enter", 2.5 * BOUNCE, True), (0.0, "enter", 0.0, True), (LATE, "enter", BOUNCE, False)],
        # Without another move a key may repeat.
        [(LATE, "9", 0.0, False), (0.03, "9", 0.0, False)],
    ],
    ids=["at once", "a moment later", "another key", "held for a minute", "waiting", "repeated"],
)
def test_a_repeat_just_after_a_move_is_a_slip(clock: Watch, presses: list[tuple[float, str, float, bool]]) -> None:
    keys = KeyFilter(clock)
    keys.changed("enter")
    for later, key, age, is_slip in presses:
        clock.now += later
        assert keys.drops(key, age) is is_slip


@pytest.mark.parametrize(
    ("key", "character", "evening", "leader"),
    [
        ("enter", "\r", "enter", "enter"),
        ("space", " ", "enter", "space"),
        ("ideographic_space", "\u3000", "enter", "space"),
        ("no_break_space", "\u00a0", "enter", "space"),
        ("escape", "\x1b", "esc", "esc"),
        ("backspace", "\x7f", None, "backspace"),
        ("pagedown", None, None, "pagedown"),
        ("upper_q", "Q", "Q", "Q"),
        ("plus", "+", "+", "+"),
        ("f5", None, None, None),
        ("ctrl+a", "\x01", None, None),
    ],
)
def test_keys_have_the_names_of_their_app(
    key: str, character: str | None, evening: str | None, leader: str | None
) -> None:
    event = Key(key, character)
    assert (key_of(event, EVENING_KEYS), key_of(event, LEADER_KEYS)) == (evening, leader)


@pytest.mark.parametrize(
    "made",
    [
        lambda clock: ProjectorApp(ProjectorController(PLAN, WORDS, RunClock(), Hall().run), key_clock=clock),
        lambda clock: ConsoleApp(WORDS, Hall(), "dark", key_clock=clock),
    ],
    ids=["projector", "console"],
)
def test_to_a_leader_too_a_key_that_waited_came_no_later(made: Callable[[Watch], Any], clock: Watch) -> None:
    app, pressed = made(clock), []
    app.controller.press, app._show = pressed.append, lambda: None
    app._filter.changed("h")
    for age in (2.5 * BOUNCE, 0.0):
        assert pressed == []
        clock.now += 3 * BOUNCE
        event = Key("upper_h", "Ｈ")
        event.time -= age
        app.on_key(event)
    assert pressed == ["Ｈ"]


@pytest.mark.parametrize(
    ("key", "means"),
    [
        *(("Q", "q"), ("ｑ", "q"), ("Ｑ", "q"), ("？", "?"), ("＋", "+"), ("１", "1"), ("٣", "3"), ("۹", "9")),
        *(("२", "2"), ("İ", "i")),
    ]
    + [(same, same) for same in ("q", "é", "й", "ψ", "ק", "ı", "²", "½", "ⅳ", "漢", "\0", "enter", "esc")],
)
def test_a_key_means_the_same_in_every_script(key: str, means: str) -> None:
    assert usual(key) == means


def test_a_key_pressed_before_the_screen_came_does_nothing(clock: Watch) -> None:
    keys = KeyFilter(clock)
    keys.came_by_itself()
    assert keys.drops("enter")
    clock.now += 0.8 * BOUNCE
    assert keys.drops("1")
    clock.now += 1.2 * BOUNCE
    assert keys.drops("enter", age=1.6 * BOUNCE), "it waited while the program was busy"
    assert not keys.drops("enter")
