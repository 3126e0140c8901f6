"""What the terminal and its environment say: colors, size, distance. No inherited variable makes it more than it is."""

from __future__ import annotations

import os
import termios
from pathlib import Path

import pytest

from cardtui.system.color_depth import Depth, color_depth
from cardtui.system.environment import is_far_away
from cardtui.system.terminal_size import DEFAULT, terminal_size

CHOSEN = {
    Depth.NONE: ("xterm-256color COLORTERM=truecolor NO_COLOR=1", "xterm-256color NO_COLOR=1 FORCE_COLOR=3"),
    Depth.SIXTEEN: ("xterm", "linux", "vt220", "rxvt", "xterm FORCE_COLOR=1"),
    Depth.MANY: (
        *("screen", "screen.xterm", "xterm-256color", "xterm-kitty", "xterm-256color COLORTERM=yes"),
        *("xterm FORCE_COLOR=2", "xterm-256color NO_COLOR="),
    ),
    Depth.ALL: (
        *("xterm-direct", "xterm COLORTERM=truecolor", "xterm-256color COLORTERM=24bit"),
        *("tmux-256color COLORTERM=truecolor", "xterm FORCE_COLOR=3", "screen COLORTERM=truecolor FORCE_COLOR=3"),
        "xterm-256color COLORTERM=truecolor FORCE_COLOR=1",
    ),
}
"""Values of TERM, each with other variables."""

INHERITED = {
    Depth.SIXTEEN: ("linux", "vt100"),
    Depth.MANY: ("screen", "screen.xterm-256color", "screen-256color", "xterm-256color TERM_PROGRAM=Apple_Terminal"),
}
"""The same, with a COLORTERM that is another terminal's."""


@pytest.mark.parametrize(
    ("variables", "depth"),
    [
        *((text, depth) for depth, texts in CHOSEN.items() for text in texts),
        *((f"{text} COLORTERM=truecolor", depth) for depth, texts in INHERITED.items() for text in texts),
    ],
)
def test_the_terminal_says_how_many(variables: str, depth: Depth) -> None:
    environment = dict(variable.split("=") for variable in f"TERM={variables}".split())
    assert color_depth(environment, lambda term: True) is depth


@pytest.mark.parametrize(
    ("term", "depth"),
    [
        *((term, Depth.SIXTEEN) for term in ("nonsense", "nonsense-256color", "xterm-nonsense")),
        ("xterm-256color", Depth.ALL),
    ],
)
def test_only_a_usual_terminal_needs_no_entry(term: str, depth: Depth) -> None:
    assert color_depth({"TERM": term, "COLORTERM": "truecolor"}, lambda term: False) is depth


# The terminal's own size counts; variables count only if the system does not know it.


@pytest.mark.parametrize(
    ("rows", "columns", "environment", "size"),
    [
        (24, 80, {"COLUMNS": "200", "LINES": "60"}, (80, 24)),
        (0, 0, {"COLUMNS": "100", "LINES": "30"}, (100, 30)),
        (0, 90, {"COLUMNS": "100", "LINES": "30"}, (90, 30)),
        (30, 0, {"COLUMNS": "100"}, (100, 30)),
        (0, 0, {}, DEFAULT),
        (0, 0, {"COLUMNS": "0", "LINES": "-3"}, DEFAULT),
        (0, 0, {"COLUMNS": "wide", "LINES": "²"}, DEFAULT),
        (0, 0, {"COLUMNS": "9" * 5000, "LINES": "99999"}, DEFAULT),
    ],
)
def test_an_unknown_size_is_taken_from_the_environment(
    rows: int, columns: int, environment: dict[str, str], size: tuple[int, int]
) -> None:
    outside, inside = os.openpty()
    try:
        termios.tcsetwinsize(inside, (rows, columns))
        assert terminal_size(inside, environment) == size
    finally:
        os.close(outside)
        os.close(inside)


def test_what_is_no_terminal_has_the_usual_size() -> None:
    with Path(os.devnull).open() as file:
        assert terminal_size(file.fileno(), {}) == DEFAULT


def test_a_terminal_over_a_line_is_far_away() -> None:
    assert is_far_away({"SSH_CONNECTION": "192.0.2.1 50000 192.0.2.2 22"})
    assert is_far_away({"SSH_TTY": "/dev/pts/3"})
    assert not is_far_away({"SSH_CONNECTION": "", "TERM": "xterm"})
