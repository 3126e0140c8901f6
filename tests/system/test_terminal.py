"""What the terminal and its environment say: colors, size, distance. No inherited variable makes it more than it is."""

from __future__ import annotations

import os
import termios
from pathlib import Path

import pytest

from cardtui.system.color_depth import Depth, color_depth
from cardtui.system.environment import is_far_away
from cardtui.system.terminal_size import DEFAULT, terminal_size

TRUE = {"COLORTERM": "truecolor"}


@pytest.mark.parametrize(
    ("environment", "depth"),
    [
        ({"TERM": "xterm"}, Depth.SIXTEEN),
        ({"TERM": "linux"}, Depth.SIXTEEN),
        ({"TERM": "screen"}, Depth.MANY),
        ({"TERM": "screen.xterm"}, Depth.MANY),
        ({"TERM": "vt220"}, Depth.SIXTEEN),
        ({"TERM": "rxvt"}, Depth.SIXTEEN),
        ({"TERM": "xterm-256color"}, Depth.MANY),
        ({"TERM": "xterm-kitty"}, Depth.MANY),
        ({"TERM": "xterm-direct"}, Depth.ALL),
        ({"TERM": "xterm"} | TRUE, Depth.ALL),
        ({"TERM": "xterm-256color", "COLORTERM": "24bit"}, Depth.ALL),
        ({"TERM": "tmux-256color"} | TRUE, Depth.ALL),
        ({"TERM": "xterm-256color", "COLORTERM": "yes"}, Depth.MANY),
        # inherited from another terminal
        ({"TERM": "screen"} | TRUE, Depth.MANY),
        ({"TERM": "screen.xterm-256color"} | TRUE, Depth.MANY),
        ({"TERM": "screen-256color"} | TRUE, Depth.MANY),
        ({"TERM": "linux"} | TRUE, Depth.SIXTEEN),
        ({"TERM": "vt100"} | TRUE, Depth.SIXTEEN),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "Apple_Terminal"} | TRUE, Depth.MANY),
        # chosen explicitly
        ({"TERM": "xterm", "FORCE_COLOR": "3"}, Depth.ALL),
        ({"TERM": "screen", "FORCE_COLOR": "3"} | TRUE, Depth.ALL),
        ({"TERM": "xterm", "FORCE_COLOR": "2"}, Depth.MANY),
        ({"TERM": "xterm-256color", "FORCE_COLOR": "1"} | TRUE, Depth.ALL),
        ({"TERM": "xterm", "FORCE_COLOR": "1"}, Depth.SIXTEEN),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"} | TRUE, Depth.NONE),
        ({"TERM": "xterm-256color", "NO_COLOR": "1", "FORCE_COLOR": "3"}, Depth.NONE),
        ({"TERM": "xterm-256color", "NO_COLOR": ""}, Depth.MANY),
    ],
    ids=str,
)
def test_the_terminal_says_how_many(environment: dict[str, str], depth: Depth) -> None:
    assert color_depth(environment, lambda term: True) is depth


@pytest.mark.parametrize(
    ("term", "depth"),
    [
        *((term, Depth.SIXTEEN) for term in ("nonsense", "nonsense-256color", "xterm-nonsense")),
        ("xterm-256color", Depth.ALL),
    ],
)
def test_only_a_usual_terminal_needs_no_entry(term: str, depth: Depth) -> None:
    assert color_depth({"TERM": term} | TRUE, lambda term: False) is depth


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
