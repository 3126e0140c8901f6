"""Held and bouncing keys."""

from __future__ import annotations

import pytest
from textual.events import Key

from cardtui.faces.screen.base_app import key_of
from cardtui.presenter.key_presses import BOUNCE, KeyFilter, usual


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.mark.parametrize(
    ("key", "later", "is_slip"),
    [("enter", BOUNCE - 0.01, True), ("enter", BOUNCE + 0.01, False), ("2", 0.0, False)],
)
def test_a_repeat_just_after_a_move_is_a_slip(clock: Clock, key: str, later: float, is_slip: bool) -> None:
    keys = KeyFilter(clock)
    keys.changed("enter")
    clock.now += later
    assert keys.drops(key) is is_slip


def test_a_key_held_for_a_minute_is_one_press(clock: Clock) -> None:
    keys = KeyFilter(clock)
    keys.changed("enter")
    for _ in range(60 * 30):
        clock.now += 1 / 30
        assert keys.drops("enter")


def test_without_a_move_a_key_may_repeat(clock: Clock) -> None:
    keys = KeyFilter(clock)
    assert not keys.drops("9")
    clock.now += 0.03
    assert not keys.drops("9")


def test_a_key_that_waited_came_no_later_for_that(clock: Clock) -> None:
    keys = KeyFilter(clock)
    keys.changed("enter")
    clock.now += 3 * BOUNCE
    assert keys.drops("enter", age=2.5 * BOUNCE)
    assert keys.drops("enter"), "and what comes after it is the same key, still held down"
    clock.now += 3 * BOUNCE
    assert not keys.drops("enter", age=BOUNCE)


@pytest.mark.parametrize(
    ("key", "character", "means"),
    [
        ("enter", "\r", "enter"),
        ("space", " ", "enter"),
        ("ideographic_space", "\u3000", "enter"),
        ("no_break_space", "\u00a0", "enter"),
        ("escape", "\x1b", "esc"),
        ("upper_q", "Q", "Q"),
        ("plus", "+", "+"),
        ("f5", None, None),
        ("ctrl+a", "\x01", None),
    ],
)
def test_keys_are_named_as_the_guide_knows_them(key: str, character: str | None, means: str | None) -> None:
    assert key_of(Key(key, character)) == means


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


def test_a_key_pressed_before_the_screen_came_does_nothing(clock: Clock) -> None:
    keys = KeyFilter(clock)
    keys.came_by_itself()
    assert keys.drops("enter")
    clock.now += 0.8 * BOUNCE
    assert keys.drops("1")
    clock.now += 1.2 * BOUNCE
    assert keys.drops("enter", age=1.6 * BOUNCE), "it waited while the program was busy"
    assert not keys.drops("enter")
