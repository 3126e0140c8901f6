"""Bugs of our own, wherever they surface: one sentence, status 70, the terminal restored, and no name."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from program import Program
from program_at_step import seated
from reference import OPTIONS, Step, remembered
from terminal import Drawn

A_MISTAKE = """
import sys
from unittest.mock import patch
def mistake(*_, **__):
    name = "Ana"
    return {}[name]
"""

EVENING_APP = "cardtui.faces.evening.evening_app.EveningApp"


def instead(of: str, by: str = "mistake") -> str:
    """The line of code that puts a mistake in place of something."""
    return f"patch({of!r}, {by}).start()"


def at_x(does: str) -> str:
    """The code for the full screen to do something at an "x"."""
    code = f"lambda self, event: {does} if event.key == 'x' else on_key(self, event)"
    return f"from {EVENING_APP.rpartition('.')[0]} import EveningApp; on_key = EveningApp.on_key\n" + instead(
        f"{EVENING_APP}.on_key", code
    )


PAINTING = instead("cardtui.faces.screen.lines.Lines.render_lines")

LATER = {
    "a key": "from cardtui.presenter.navigation import Navigation; press = Navigation.press\n"
    + instead(
        "cardtui.presenter.navigation.Navigation.press",
        "lambda self, key: mistake() if key == 'x' else press(self, key)",
    ),
    "a timer": at_x("self.set_timer(0.01, mistake)"),
    "painting": at_x(f"({PAINTING}, self.screen.refresh(layout=True))"),
    "reading keys": "from textual._xterm_parser import XTermParser; feed = XTermParser.feed\n"
    + instead(
        "textual._xterm_parser.XTermParser.feed", "lambda self, data: mistake() if data == 'x' else feed(self, data)"
    ),
    "a callback": at_x("self.call_later(mistake)"),
    "saving": instead("cardtui.save.store.Store.write"),
    "dealing": instead("cardtui.presenter.session.Session.do"),
}
"""Where the bug surfaces during play: at an "x", or at the next move."""

AT_A_MOVE = ("saving", "dealing")

AT_START = {
    "the first view": instead("cardtui.presenter.start_views.open_first_view"),
    "the app": instead(f"{EVENING_APP}.__init__"),
    "loading": instead(f"{EVENING_APP}.on_load"),
    "mounting": instead(f"{EVENING_APP}.on_mount"),
    "the first picture": PAINTING,
    "after it": instead("cardtui.save.resilient_store.ResilientStore.check"),
    "styles": instead(f"{EVENING_APP}.CSS", "'EveningScreen { colour: ; }'"),
    "leaving": instead("cardtui.save.resilient_store.ResilientStore.close"),
}


class Mistaken(Program):
    """The program with a bug in it, run with all of Python's diagnostics on."""

    def __init__(self, home: Path, mistake: str) -> None:
        super().__init__(home)
        self._mistake = mistake
        self.temporary = home / "tmp"
        self.temporary.mkdir()
        self.environment |= {"PYTHONFAULTHANDLER": "1", "TMPDIR": str(self.temporary)}

    def command(self, *arguments: str) -> list[str]:
        """Start with the bug built in."""
        code = f"{A_MISTAKE}\n{self._mistake}\nfrom cardtui.cli import main\nsys.exit(main())"
        return [sys.executable, "-X", "dev", "-c", code, *arguments]

    def assert_left_nothing(self) -> None:
        """No log, no screenshot, no core dump."""
        assert list(self.temporary.iterdir()) == []
        assert not [*self.home.rglob("*.log"), *self.home.rglob("core*")]


@pytest.fixture
def step(steps: Mapping[str, Step]) -> Step:
    return steps["asked"]


def assert_told(text: str) -> None:
    assert "Something went wrong (" in text
    assert "start cardtui again" in " ".join(text.split())
    assert not any(word in text for word in ("Traceback", "Ana", "╭", 'File "'))


def assert_left_well(drawn: Drawn) -> None:
    assert drawn.wait() == 70
    assert "\x1b[?1049h" not in drawn.shown or drawn.is_restored
    assert_told(drawn.text)
    assert "Ana" not in drawn.shown.rpartition("\x1b[?1049l")[2]


@pytest.mark.parametrize("where", LATER)
@pytest.mark.sample(2)
def test_play_bugs_leak_no_name_and_lose_no_move(tmp_path: Path, step: Step, where: str) -> None:
    program = Mistaken(tmp_path, LATER[where])
    with seated(program, step) as drawn:
        drawn.type(step.typed if where in AT_A_MOVE else "x")
        assert_left_well(drawn)
    assert remembered(program.save) == step.states[0]
    program.assert_left_nothing()


@pytest.mark.parametrize("where", AT_START)
@pytest.mark.sample(2)
def test_a_bug_at_the_start_or_end_tells_no_name(tmp_path: Path, step: Step, where: str) -> None:
    program = Mistaken(tmp_path, AT_START[where])
    program.save.write_bytes(step.file)
    with Drawn(program, "--save", str(program.save), *OPTIONS) as drawn:
        if where == "leaving":
            drawn.until_it(step.start.is_on)
            drawn.type("q")
        assert_left_well(drawn)
    assert remembered(program.save) == step.states[0]


@pytest.mark.parametrize("where", ["a key", "saying", *AT_A_MOVE])
@pytest.mark.sample(2)
def test_a_mistake_in_plain_mode_tells_no_name(tmp_path: Path, step: Step, where: str) -> None:
    program = Mistaken(tmp_path, LATER.get(where, instead("cardtui.faces.plain.spoken")))
    program.save.write_bytes(step.file)
    ran = program.run("--plain", "--save", str(program.save), *OPTIONS, typed="\n1\n\nx\n")
    assert ran.status == 70
    assert_told(ran.err)
    assert "went wrong" not in ran.out
    program.assert_left_nothing()
