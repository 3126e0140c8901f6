"""What an evening leaves behind, and where: on disk, in the terminal, in logs, on the network."""

from __future__ import annotations

import json
import os
import re
import resource
import shlex
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from cardtui.system.environment import scrub_environment
from end_to_end.audited_program import Watched
from full_screens import ENTER, settling, small_program, turn, turn_of
from program import LONGEST, Program, short_folder
from shipped_words import WORDS, filled
from terminal import Drawn, Terminal

LONG = pytest.mark.long
NAMES = ("Zora", "Quentin")
SPEAKS, WAITS, CHOOSES, THANKS = turn_of(*NAMES)
QUENTIN = turn_of(*reversed(NAMES))
PROMPT = "good about t"
"""Part of each prompt of the small deck."""

LEAVING = {
    "TEXTUAL": "devtools,debug",
    "TEXTUAL_DEBUG": "1",
    "TEXTUAL_DEVTOOLS_PORT": "9",
    "TEXTUAL_DRIVER": "textual.drivers.headless_driver:HeadlessDriver",
    "TEXTUAL_PRESS": "q",
    "TEXTUAL_SCREENSHOT": "1",
    "TEXTUAL_SHOW_RETURN": "1",
    "PYTHONASYNCIODEBUG": "1",
    "PYTHONFAULTHANDLER": "1",
}
"""What a developer may have left in the environment."""


def options(program: Program) -> tuple[str, ...]:
    names = ("--left", NAMES[0], "--right", NAMES[1])
    return "--deck", str(program.home / "small.yaml"), "--reduced-motion", *names


def speaking(program: Program) -> Drawn:
    """On the full screen, from the note to the first words."""
    drawn = Drawn(program, "--no-plain", *options(program))
    settling(drawn.until(WORDS.note_title)).press(ENTER, SPEAKS)
    return drawn


def outside(shown: str) -> str:
    """What was written to the shell's own screen, not to the alternate screen."""
    return re.sub(r"\x1b\[\?1049h.*?(?:\x1b\[\?1049l|\Z)", "", shown, flags=re.DOTALL)


def assert_says_nothing(text: str, *more: str) -> None:
    """The text has no name and no card."""
    for told in (*NAMES, "ZORA", "QUENTIN", PROMPT, "appreciate", *more):
        assert told not in text, text


def watched(home: Path, folder: Path) -> Watched:
    (folder / "watch").mkdir()
    return Watched(home, folder / "watch")


@contextmanager
def careless() -> Iterator[None]:
    """Files are made for everybody, and a crash leaves an image of the memory."""
    soft, hard = resource.getrlimit(resource.RLIMIT_CORE)
    with ExitStack() as after:
        after.callback(os.umask, os.umask(0))
        after.callback(resource.setrlimit, resource.RLIMIT_CORE, (soft, hard))
        resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))
        yield


class Evening:
    """One whole evening in each face, under audit, in an environment set up to leak."""

    def __init__(self, folder: Path, *, plain: bool) -> None:
        self.folder = folder
        home = folder / "home"
        home.mkdir()
        small_program(home)
        self.program = watched(home, folder)
        self.program.environment |= LEAVING
        self.program.environment |= {"TEXTUAL_LOG": f"{folder}/log", "TEXTUAL_SCREENSHOT_LOCATION": f"{folder}"}
        with careless():
            self.shown = self._plain() if plain else self._drawn()

    def _look(self) -> None:
        data = self.program.home / "data"
        self.modes = [stat.filemode(path.lstat().st_mode) for path in (data, *data.rglob("*"))]
        self.temporary = [*self.program.temporary.iterdir()]

    def _plain(self) -> str:
        typed = ["", "", "", *["", "", "1", ""] * 2, "", "", *["", "", "1", ""] * 2, "2", "2", ""]
        ran = self.program.run("--plain", *options(self.program), typed="".join(f"{key}\n" for key in typed))
        assert (ran.status, ran.err) == (0, "")
        assert WORDS.night_title in ran.out
        self._look()
        return ran.out

    def _drawn(self) -> str:
        with speaking(self.program) as drawn:
            turn(drawn, WAITS, CHOOSES, THANKS, QUENTIN[0])
            turn(drawn, *QUENTIN[1:], WORDS.rest_title)
            drawn.press("1", filled(WORDS.chip_starts, name="Quentin"))
            drawn.press(ENTER, QUENTIN[0], PROMPT)
            self._look()
            limits = Path(f"/proc/{drawn.pid}/limits")
            self.core = limits.read_text() if limits.exists() else ""
            turn(drawn, *QUENTIN[1:], SPEAKS)
            turn(drawn, WAITS, CHOOSES, THANKS, WORDS.rest_title)
            drawn.press("c", WORDS.close_title)
            drawn.press("2", WORDS.night_title)
            drawn.type(ENTER)
            assert drawn.wait() == 0
            return drawn.shown


@pytest.fixture(scope="module", params=["plain", "drawn"])
def evening(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Evening:
    return Evening(tmp_path_factory.mktemp("evening"), plain=request.param == "plain")


# The disk


def test_an_evening_writes_only_files_that_where_names(evening: Evening) -> None:
    named = evening.program.run("where").out
    data = evening.program.home / "data"
    own = data / "cardtui"
    for path in evening.program.written():
        known = str(path) in named or any(str(above) in named for above in path.parents if above.is_relative_to(own))
        assert known or own.is_relative_to(path), path
    for path in data.rglob("*"):
        assert str(path) in named or path == own or str(path.parent) in named, path
    assert {path.name for path in evening.program.home.iterdir()} == {"data", "small.yaml"}
    # Each program is given the runtime folder, which stays empty except for workshops.
    assert {path.name for path in evening.folder.iterdir()} == {"home", "home.run", "watch"}, "no log, and no picture"
    assert list((evening.folder / "home.run").iterdir()) == []
    assert (evening.temporary, list(evening.program.temporary.iterdir())) == ([], [])


def test_what_an_evening_writes_is_for_its_owner_alone(evening: Evening) -> None:
    assert (evening.program.home / "data" / "cardtui" / "save.db").exists()
    assert set(evening.modes) == {"drwx------", "-rw-------"}
    evening._look()
    assert set(evening.modes) == {"drwx------", "-rw-------"}


def test_an_evening_calls_nobody_and_starts_nothing(evening: Evening) -> None:
    assert "open" in {seen.event for seen in evening.program.seen}, "the watch is awake"
    forbidden = ("socket.", "subprocess.", "os.system", "os.exec", "os.spawn", "os.posix_spawn", "os.fork", "urllib.")
    # Ignore the exec in which the test's window process becomes the program.
    seen = [seen for seen in evening.program.seen if not (seen.event == "os.exec" and "cardtui" in seen.about[1])]
    assert not [each for each in seen if each.event.startswith(forbidden)]
    # 0, 1 and 2 are titles, 52 is the clipboard, 9 and 777 are notifications; 22 is the shape of the pointer.
    assert set(re.findall(r"\x1b\](\d*)", evening.shown)) <= {"22"}
    assert "\x1bP" not in evening.shown


@pytest.mark.skipif(not Path("/proc/self/limits").exists(), reason="this system does not tell")
@pytest.mark.parametrize("evening", ["drawn"], indirect=True)
def test_a_crash_writes_no_core_dump(evening: Evening) -> None:
    line = next(line for line in evening.core.splitlines() if line.startswith("Max core file size"))
    assert line.split()[4] == "0"


@pytest.mark.parametrize("evening", ["plain"], indirect=True)
def test_commands_use_no_network_and_write_what_they_say(evening: Evening, tmp_path: Path) -> None:
    program = watched(evening.program.home, tmp_path)
    (tmp_path / "list.txt").write_text("What of rain?\nWhat of wind?\n")
    commands = [
        *("where", "path", "export", "export --format markdown", "decks", "check", "explain", "explain tab"),
        *("check --strict small.yaml", "check --format json small.yaml", "--version", "--help", "play --help"),
        *("schema", "schema words", "schema plan", f"print feelings -o {tmp_path}/feelings.pdf"),
        *(f"new {tmp_path}/new.yaml", f"import {tmp_path}/list.txt"),
    ]
    script = "import sys, json; from cardtui.cli import main; [main(each.split()) for each in json.loads(sys.argv[1])]"
    ran = subprocess.run(
        [sys.executable, "-c", script, json.dumps(commands)],
        capture_output=True,
        timeout=LONGEST,
        check=True,
        cwd=program.home,
        env=program.environment,
        stdin=subprocess.DEVNULL,
    )
    assert b"Traceback" not in ran.stderr
    assert not [seen for seen in program.seen if seen.event.startswith(("socket.", "subprocess.", "urllib."))]
    made = {tmp_path / name for name in ("new.yaml", "list.yaml", "suit.schema.json", "feelings.pdf")}
    assert (program.written(), list(program.temporary.iterdir())) == (made, [])


def test_the_watch_would_see_a_connection(tmp_path: Path) -> None:
    program = watched(tmp_path, tmp_path)
    script = "import socket; socket.create_connection(('127.0.0.1', 9))"
    ended = subprocess.run([sys.executable, "-c", script], env=program.environment, capture_output=True, check=False)
    assert ended.returncode == 1
    assert b"there is no network in an evening" in ended.stderr
    assert any(seen.event.startswith("socket.") for seen in program.seen)


def test_drawing_settings_stay_in_the_environment() -> None:
    drawing = {"TEXTUAL_ANIMATIONS": "none", "TEXTUAL_FPS": "10", "NO_COLOR": "1", "HOME": "/", "TERM": "xterm"}
    environment = drawing | LEAVING | {"TEXTUAL_LOG": "log"}
    scrub_environment(environment)
    assert environment == drawing | {"PYTHONFAULTHANDLER": "1"}


# The terminal


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return small_program(tmp_path)


EXITS = {"q": "q", "ctrl-c": "\x03", "ctrl-q": "\x11", "term": signal.SIGTERM, "hup": signal.SIGHUP}


@pytest.mark.parametrize("way", EXITS.values(), ids=EXITS)
@pytest.mark.sample(1)
def test_any_exit_leaves_the_shell_screen_alone(program: Program, way: str | signal.Signals) -> None:
    with speaking(program) as drawn:
        if isinstance(way, signal.Signals):
            drawn.signal(way)
        else:
            drawn.type(way)
            drawn.wait()
        assert drawn.is_restored
        assert "ZORA" in drawn.shown
        assert_says_nothing(outside(drawn.shown), "Traceback", "╭")
        assert "\x1b[3J" not in drawn.shown, "nobody's scrollback is cleared"


@pytest.mark.long
def test_pythons_crash_report_holds_no_values(program: Program) -> None:
    program.environment["PYTHONFAULTHANDLER"] = "1"
    with speaking(program) as drawn:
        assert drawn.signal(signal.SIGABRT) == -signal.SIGABRT
        # The rest of the screen may still have been on its way.
        fallen = drawn.shown[drawn.shown.find("Fatal Python error") :]
    assert fallen.startswith("Fatal Python error")
    assert_says_nothing(fallen)


class Tmux:
    """A shell in tmux, with a screen and what has scrolled out of it."""

    def __init__(self, program: Program, folder: Path) -> None:
        # There may be no login shell.
        self._environment = program.environment | {"PS1": "$ ", "ENV": os.devnull, "SHELL": "/bin/sh"}
        self._command = "tmux", "-S", str(folder / "tmux"), "-f", os.devnull
        self.ask("new-session", "-d", "-s", "us", "-x", "80", "-y", "24", "-c", str(program.home), "/bin/sh")

    def ask(self, *arguments: str) -> str:
        command = [*self._command, *arguments]
        return subprocess.run(
            command, capture_output=True, text=True, timeout=LONGEST, check=True, env=self._environment
        ).stdout

    def press(self, keys: str, then: str) -> None:
        """Press keys, and wait for their effect."""
        self.ask("send-keys", "-t", "us", *keys.split("|"))
        for _ in range(600):
            if then in (text := self.ask("capture-pane", "-p", "-t", "us")):
                return
            time.sleep(0.05)
        raise AssertionError(text)


@pytest.mark.skipif(shutil.which("tmux") is None, reason="there is no tmux")
def test_scrollback_is_only_what_was_there_before(program: Program) -> None:
    assert program.run("--plain", *options(program), typed="\n\n\nq\n").status == 0
    with short_folder() as short:
        tmux = Tmux(program, short)
        try:
            tmux.press("seq 100 160; clear() { :; }; echo be''gun|Enter", "begun")
            for leaving in ("q", "C-c"):
                command = program.command("--no-plain", "--deck", "small.yaml", "--reduced-motion")
                tmux.press(f"{shlex.join(command)}|Enter", WORDS.start_go_on)
                tmux.press("Enter", SPEAKS)
                tmux.press(leaving, WORDS.parting_kept)
                tmux.press("clear; printf '\\033[2J\\033[H'; echo do''ne|Enter", "done")
            text = tmux.ask("capture-pane", "-p", "-t", "us", "-S", "-")
        finally:
            tmux.ask("kill-server")
    assert all(each in text for each in ("100", "160", "done"))
    assert_says_nothing(text, "Traceback", "╭")


def test_only_windows_note_that_plain_text_stays(program: Program) -> None:
    with Terminal(program, "--plain", *options(program)) as terminal:
        terminal.wait_for("> ")
        terminal.type("q\r")
        assert terminal.wait() == 0
        assert terminal.shown.rstrip().endswith(WORDS.plain_stays)
    assert WORDS.plain_stays not in program.run("--plain", *options(program), typed="\n\n\nq\n").out
