"""The terminal's own size counts; variables only where the system does not know it."""

from __future__ import annotations

import os
import termios
from collections.abc import Iterator
from pathlib import Path

import pytest

from cardtui.system.terminal import DEFAULT, terminal_size


@pytest.fixture
def window() -> Iterator[int]:
    outside, inside = os.openpty()
    yield inside
    os.close(outside)
    os.close(inside)


def test_terminal_size_beats_the_environments(window: int) -> None:
    termios.tcsetwinsize(window, (24, 80))
    assert terminal_size(window, {"COLUMNS": "200", "LINES": "60"}) == (80, 24)


@pytest.mark.parametrize(
    ("rows", "columns", "environment", "size"),
    [
        (0, 0, {"COLUMNS": "100", "LINES": "30"}, (100, 30)),
        (0, 90, {"COLUMNS": "100", "LINES": "30"}, (90, 30)),
        (30, 0, {"COLUMNS": "100"}, (100, 30)),
        (0, 0, {}, DEFAULT),
        (0, 0, {"COLUMNS": "0", "LINES": "-3"}, DEFAULT),
        (0, 0, {"COLUMNS": "wide", "LINES": "²"}, DEFAULT),
        (0, 0, {"COLUMNS": "9" * 5000, "LINES": "99999"}, DEFAULT),
    ],
)
def test_a_size_that_the_system_does_not_know_is_taken_from_the_environment_if_it_is_one(
    window: int, rows: int, columns: int, environment: dict[str, str], size: tuple[int, int]
) -> None:
    termios.tcsetwinsize(window, (rows, columns))
    assert terminal_size(window, environment) == size


def test_what_is_no_terminal_has_the_usual_size() -> None:
    with Path(os.devnull).open() as file:
        assert terminal_size(file.fileno(), {}) == DEFAULT
