"""Bugs of our own, wherever they surface: one sentence, status 70, the terminal restored, and no name."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from program import Program
from program_at_step import go_to
from reference import OPTIONS, Step, remembered
from terminal import Drawn

BUILT_IN = """
import pkgutil, sys
from unittest.mock import patch
def mistake(*_, **__):
    name = "Ana"
    return {}[name]
def instead(of, by=mistake):
    patch(of, by).start()
def at_x(of, does=mistake):
    real = pkgutil.resolve_name(of)
    instead(of, lambda self, what: does(self) if getattr(what, "key", what) == "x" else real(self, what))
app = "cardtui.faces.evening.evening_app.EveningApp"
on_key = app + ".on_key"
painting = "cardtui.faces.screen.lines.Lines.render_lines"
"""

MISTAKES = {
    "a key": ("x", "at_x('cardtui.presenter.navigation.Navigation.press')"),
    "a timer": ("x", "at_x(on_key, lambda app: app.set_timer(0.01, mistake))"),
    "painting": ("x", "at_x(on_key, lambda app: (instead(painting), app.screen.refresh(layout=True)))"),
    "reading keys": ("x", "at_x('textual._xterm_parser.XTermParser.feed')"),
    "a callback": ("x", "at_x(on_key, lambda app: app.call_later(mistake))"),
    "saving": ("\r", "instead('cardtui.save.store.Store.write')"),
    "dealing": ("\r", "instead('cardtui.presenter.session.Session.do')"),
    "leaving": ("q", "instead('cardtui.save.resilient_store.ResilientStore.close')"),
    "the first view": ("", "instead('cardtui.presenter.start_views.open_first_view')"),
    "the app": ("", "instead(app + '.__init__')"),
    "loading": ("", "instead(app + '.on_load')"),
    "mounting": ("", "instead(app + '.on_mount')"),
    "the first picture": ("", "instead(painting)"),
    "after it": ("", "instead('cardtui.save.resilient_store.ResilientStore.check')"),
    "styles": ("", "instead(app + '.CSS', 'EveningScreen { colour: ; }')"),
    "saying": ("", "instead('cardtui.faces.plain.spoken')"),
}
"""The key at the mirror at which each bug surfaces, none if it does at the start, and the code that builds it in."""


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
        code = f"{BUILT_IN}\n{self._mistake}\nfrom cardtui.cli import main\nsys.exit(main())"
        return [sys.executable, "-X", "dev", "-c", code, *arguments]

    def assert_left_nothing(self) -> None:
        """No log, no screenshot, no core dump."""
        assert list(self.temporary.iterdir()) == []
        assert not [*self.home.rglob("*.log"), *self.home.rglob("core*")]


def assert_told(text: str) -> None:
    assert "Something went wrong (" in text
    assert "start cardtui again" in " ".join(text.split())
    assert not any(word in text for word in ("Traceback", "Ana", "╭", 'File "'))


@pytest.mark.parametrize("where", [where for where in MISTAKES if where != "saying"])
@pytest.mark.sample(4)
def test_a_bug_leaks_no_name_and_loses_no_move(tmp_path: Path, steps: Mapping[str, Step], where: str) -> None:
    key, mistake = MISTAKES[where]
    program, step = Mistaken(tmp_path, mistake), steps["asked"]
    program.save.write_bytes(step.file)
    with Drawn(program, "--save", str(program.save), *OPTIONS) as drawn:
        if key:
            go_to(drawn, step)
            drawn.type(key)
        assert drawn.wait() == 70
        assert "\x1b[?1049h" not in drawn.shown or drawn.is_restored
        assert_told(drawn.text)
        assert "Ana" not in drawn.shown.rpartition("\x1b[?1049l")[2]
    assert remembered(program.save) == step.states[0]
    program.assert_left_nothing()


@pytest.mark.parametrize("where", ["a key", "saying", "saving", "dealing"])
@pytest.mark.sample(2)
def test_a_mistake_in_plain_mode_tells_no_name(tmp_path: Path, steps: Mapping[str, Step], where: str) -> None:
    program, step = Mistaken(tmp_path, MISTAKES[where][1]), steps["asked"]
    program.save.write_bytes(step.file)
    ran = program.run("--plain", "--save", str(program.save), *OPTIONS, typed="\n1\n\nx\n")
    assert ran.status == 70
    assert_told(ran.err)
    assert "went wrong" not in ran.out
    program.assert_left_nothing()
