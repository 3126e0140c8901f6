"""How many colors are used: as many as the terminal itself says, never more because a variable outlived another one."""

from __future__ import annotations

import pytest

from cardtui.system.terminal import Depth, color_depth

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
        # told
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


@pytest.mark.parametrize("term", ["nonsense", "nonsense-256color", "xterm-nonsense"])
def test_an_unknown_terminal_gets_16_colors(term: str) -> None:
    assert color_depth({"TERM": term} | TRUE, lambda term: False) is Depth.SIXTEEN


def test_a_usual_terminal_needs_no_entry() -> None:
    assert color_depth({"TERM": "xterm-256color"} | TRUE, lambda term: False) is Depth.ALL
