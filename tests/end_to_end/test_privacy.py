"""What an evening leaves behind, and where: on disk, in the terminal, in logs, on the network."""

from __future__ import annotations

import json
import os
import re
import resource
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from cardtui.system.environment import scrub_environment
from end_to_end.audited_program import Seen, Watched
from end_to_end.test_full_screen import turn
from full_screens import DECK, ENTER, settling, turn_of
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


def options(program: Program, *more: str) -> tuple[str, ...]:
    names = ("--left", NAMES[0], "--right", NAMES[1])
    return "--deck", str(program.home / "small.yaml"), "--reduced-motion", *names, *more


def to_a_card(drawn: Drawn) -> None:
    """From the note through the first appreciation to a card in progress, with both names on the screen."""
    settling(drawn.until(WORDS.note_title))
    drawn.press(ENTER, SPEAKS)
    turn(drawn, WAITS, CHOOSES, THANKS, QUENTIN[0])
    turn(drawn, *QUENTIN[1:], WORDS.rest_title)
    drawn.press("1", filled(WORDS.chip_starts, name="Quentin"))
    drawn.press(ENTER, QUENTIN[0], PROMPT)


def to_the_end(drawn: Drawn) -> None:
    """From that card to good night, and out."""
    turn(drawn, *QUENTIN[1:], SPEAKS)
    turn(drawn, WAITS, CHOOSES, THANKS, WORDS.rest_title)
    drawn.press("c", WORDS.close_title)
    drawn.press("2", WORDS.night_title)
    drawn.type(ENTER)
    assert drawn.wait() == 0


def modes(folder: Path) -> dict[str, str]:
    """The modes of a folder and everything in it."""
    return {
        str(path.relative_to(folder.parent)): stat.filemode(path.lstat().st_mode)
        for path in (folder, *folder.rglob("*"))
    }


def outside(shown: str) -> str:
    """What was written to the shell's own screen, not to the alternate screen."""
    return re.sub(r"\x1b\[\?1049h.*?(?:\x1b\[\?1049l|\Z)", "", shown, flags=re.DOTALL)


def assert_says_nothing(text: str) -> None:
    """The text has no name and no card, and no traceback."""
    for told in (*NAMES, "ZORA", "QUENTIN", PROMPT, "appreciate", "Traceback", "╭"):
        assert told not in text, text


class Evening:
    """One whole evening in each face, under audit, in an environment set up to leak."""

    def __init__(self, folder: Path, *, plain: bool) -> None:
        home = folder / "home"
        home.mkdir()
        watch = folder / "watch"
        watch.mkdir()
        self.program = program = Watched(home, watch)
        (home / "small.yaml").write_text(DECK)
        log = {"TEXTUAL_LOG": str(folder / "log"), "TEXTUAL_SCREENSHOT_LOCATION": str(folder)}
        program.environment |= LEAVING | log
        before = os.umask(0)
        cores = resource.getrlimit(resource.RLIMIT_CORE)
        resource.setrlimit(resource.RLIMIT_CORE, (cores[1], cores[1]))
        try:
            self.shown = self._plain() if plain else self._drawn()
        finally:
            os.umask(before)
            resource.setrlimit(resource.RLIMIT_CORE, cores)
        self.folder = folder

    def _plain(self) -> str:
        typed = ["", "", "", *["", "", "1", ""] * 2, "", "", *["", "", "1", ""] * 2, "2", "2", ""]
        ran = self.program.run("--plain", *options(self.program), typed="".join(f"{key}\n" for key in typed))
        assert ran.status == 0, ran
        assert WORDS.night_title in ran.out
        assert ran.err == ""
        self.modes, self.temporary = modes(self.program.home / "data"), list(self.program.temporary.iterdir())
        return ran.out

    def _drawn(self) -> str:
        with Drawn(self.program, "--no-plain", *options(self.program)) as drawn:
            to_a_card(drawn)
            self.modes, self.temporary = modes(self.program.home / "data"), list(self.program.temporary.iterdir())
            limits = Path(f"/proc/{drawn._process.pid}/limits")
            self.core = limits.read_text() if limits.exists() else ""
            to_the_end(drawn)
            return drawn.shown


@pytest.fixture(scope="module", params=["plain", "drawn"])
def evening(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Evening:
    return Evening(tmp_path_factory.mktemp("evening"), plain=request.param == "plain")


# The disk


@pytest.mark.sample(1)
def test_whatever_is_made_is_for_its_owner_alone(evening: Evening) -> None:
    assert "data/cardtui/save.db" in evening.modes
    for found in (evening.modes, modes(evening.program.home / "data")):
        assert {mode for path, mode in found.items() if mode.startswith("d")} == {"drwx------"}, found
        assert {mode for path, mode in found.items() if not mode.startswith("d")} == {"-rw-------"}, found


@pytest.mark.sample(1)
def test_only_files_that_where_names_are_written(evening: Evening) -> None:
    named = evening.program.run("where").out
    own = evening.program.home / "data" / "cardtui"
    for path in evening.program.written():
        known = str(path) in named or any(str(above) in named for above in path.parents if above.is_relative_to(own))
        assert known or own.is_relative_to(path), path
    for path in (evening.program.home / "data").rglob("*"):
        assert str(path) in named or path == own or str(path.parent) in named, path
    assert {path.name for path in evening.program.home.iterdir()} == {"data", "small.yaml"}
    # Each program is given the runtime folder, which stays empty except for workshops.
    assert {path.name for path in evening.folder.iterdir()} == {"home", "home.run", "watch"}, "no log, and no picture"
    assert list((evening.folder / "home.run").iterdir()) == []


def test_nothing_is_put_into_the_temporary_folder(evening: Evening) -> None:
    assert (evening.temporary, list(evening.program.temporary.iterdir())) == ([], [])


def test_nobody_is_called_and_nothing_is_started(evening: Evening) -> None:
    events = {seen.event for seen in evening.program.seen}
    assert "open" in events, "the watch is awake"
    forbidden = ("socket.", "subprocess.", "os.system", "os.exec", "os.spawn", "os.posix_spawn", "os.fork", "urllib.")
    # Ignore the exec in which the test's window process becomes the program.
    seen = [seen for seen in evening.program.seen if not (seen.event == "os.exec" and "cardtui" in seen.about[1])]
    assert not [each for each in seen if each.event.startswith(forbidden)]


@pytest.mark.skipif(not Path("/proc/self/limits").exists(), reason="this system does not tell")
@pytest.mark.parametrize("evening", ["drawn"], indirect=True)
def test_a_crash_writes_no_core_dump(evening: Evening) -> None:
    line = next(line for line in evening.core.splitlines() if line.startswith("Max core file size"))
    assert line.split()[4] == "0"


def test_neither_clipboard_nor_title_is_written(evening: Evening) -> None:
    # 0, 1 and 2 are titles, 52 is the clipboard, 9 and 777 are notifications; 22 is the shape of the pointer.
    assert set(re.findall(r"\x1b\](\d*)", evening.shown)) <= {"22"}
    assert "\x1bP" not in evening.shown


@pytest.mark.parametrize("evening", ["plain"], indirect=True)
def test_commands_use_no_network_and_write_what_they_say(evening: Evening, tmp_path: Path) -> None:
    watch = tmp_path / "watch"
    watch.mkdir()
    program = Watched(evening.program.home, watch)
    (tmp_path / "list.txt").write_text("What of rain?\nWhat of wind?\n")
    commands = [
        *(["where"], ["path"], ["export"], ["export", "--format", "markdown"], ["decks"], ["check"], ["explain"]),
        *(["check", "--strict", "small.yaml"], ["check", "--format", "json", "small.yaml"], ["explain", "tab"]),
        *(["schema"], ["schema", "words"], ["--version"], ["--help"], ["play", "--help"]),
        *(["new", f"{tmp_path}/new.yaml"], ["import", f"{tmp_path}/list.txt"]),
        *(["schema", "plan"], ["print", "feelings", "-o", f"{tmp_path}/feelings.pdf"]),
    ]
    script = "import sys, json; from cardtui.cli import main; [main(each) for each in json.loads(sys.argv[1])]"
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


# What the system sees


@pytest.mark.skipif(shutil.which("strace") is None, reason="there is no strace")
@pytest.mark.parametrize("plain", [pytest.param(True, marks=LONG), False], ids=["plain", "drawn"])
def test_the_system_sees_only_writes_to_our_files(short: Path, plain: bool) -> None:
    tmp_path = short  # strace prints non-ASCII letters as numbers
    trace = tmp_path / "trace"
    calls = (
        "trace=network,openat,open,creat,mkdir,mkdirat,unlink,unlinkat,rename,renameat,renameat2,symlink,link,linkat"
    )
    home = tmp_path / "home"
    home.mkdir()
    (home / "small.yaml").write_text(DECK)

    class Traced(Program):
        def command(self, *arguments: str) -> list[str]:
            return ["/usr/bin/env", "strace", "-f", "-qq", "-e", calls, "-o", str(trace), *super().command(*arguments)]

    program = Traced(home)
    program.environment |= LEAVING | {"TEXTUAL_LOG": str(tmp_path / "log"), "PYTHONDONTWRITEBYTECODE": "1"}
    program.environment["TMPDIR"] = str(tmp_path)
    if plain:
        if program.run("--version").status:
            pytest.skip("strace may not trace here")
        ran = program.run("--plain", *options(program), typed="\n\n\n\n\n1\n\nq\n")
        assert ran.status == 0
    else:
        with Drawn(program, "--no-plain", *options(program)) as drawn:
            settling(drawn.until(WORDS.note_title)).press(ENTER, SPEAKS)
            drawn.press("1", WAITS)
            drawn.type("q")
            assert drawn.wait() == 0
    lines = trace.read_text(errors="replace").splitlines()
    # asyncio wakes up by sending a byte to itself; if another thread comes in between, the call is split over two
    # lines.
    calling = re.compile(r'(?:connect|bind|listen|sendmsg|socket)\(|sendto\((?!\d+, "\\0", 1, 0, NULL, 0(?:\)| <unf))')
    assert not [line for line in lines if calling.search(line)]
    writing = re.compile(
        r'"(/[^"]*|[^"/][^"]*)"[^"]*(?:O_WRONLY|O_RDWR|O_CREAT)|(?:mkdir|unlink|rename|link)\w*\([^"]*"([^"]+)"'
    )
    found = {match[1] or match[2] for line in lines if (match := writing.search(line)) and "ENOENT" not in line}
    own = home / "data"
    odd = {path for path in found if not Path(path).is_relative_to(own) and not path.startswith(("/dev/", "/proc/"))}
    assert str(own / "cardtui" / "save.db") in found
    assert not odd
    assert sorted(path.name for path in tmp_path.iterdir()) == ["home", "home.run", "trace"]
    assert list((tmp_path / "home.run").iterdir()) == []


# The terminal


@pytest.fixture
def program(tmp_path: Path) -> Program:
    (tmp_path / "small.yaml").write_text(DECK)
    return Program(tmp_path)


@pytest.mark.parametrize("way", ["term", *(pytest.param(way, marks=LONG) for way in ("q", "ctrl-c", "ctrl-q", "hup"))])
def test_any_exit_leaves_the_shell_screen_alone(program: Program, way: str) -> None:
    with Drawn(program, "--no-plain", *options(program)) as drawn:
        settling(drawn.until(WORDS.note_title)).press(ENTER, SPEAKS)
        match way:
            case "term" | "hup":
                drawn.signal(signal.SIGTERM if way == "term" else signal.SIGHUP)
            case _:
                drawn.type({"q": "q", "ctrl-c": "\x03", "ctrl-q": "\x11"}[way])
                drawn.wait()
        assert drawn.is_restored
        assert "ZORA" in drawn.shown
        left = outside(drawn.shown)
        assert_says_nothing(left)
        assert "\x1b[3J" not in drawn.shown, "nobody's scrollback is cleared"


@pytest.fixture
def short() -> Iterator[Path]:
    with short_folder() as made:
        yield made


def test_scrollback_is_only_what_was_there_before(program: Program, short: Path) -> None:
    if shutil.which("tmux") is None:
        pytest.skip("there is no tmux")
    tmux = ("tmux", "-S", str(short / "tmux"), "-f", os.devnull)
    known = program.run("--plain", *options(program), typed="\n\n\nq\n")
    assert known.status == 0
    assert filled(WORDS.chip_speaks, name="Zora") in known.out

    def ask(*arguments: str) -> str:
        done = subprocess.run([*tmux, *arguments], capture_output=True, text=True, timeout=LONGEST, check=True, env=env)
        return done.stdout

    def until(*texts: str, history: bool = False) -> str:
        for _ in range(600):
            text = ask("capture-pane", "-p", "-t", "us", *(["-S", "-"] if history else []))
            if all(each in text for each in texts):
                return text
            time.sleep(0.05)
        raise AssertionError(text)

    env = program.environment | {"PS1": "$ ", "ENV": os.devnull, "SHELL": "/bin/sh"}  # there may be no login shell
    command = " ".join(program.command("--no-plain", "--deck", "small.yaml", "--reduced-motion"))
    ask("new-session", "-d", "-s", "us", "-x", "80", "-y", "24", "-c", str(program.home), "/bin/sh")
    try:
        ask("send-keys", "-t", "us", "seq 100 160; clear() { :; }; echo be''gun", ENTER)
        until("begun")
        for leaving in ("q", "C-c"):
            ask("send-keys", "-t", "us", command, ENTER)
            until(WORDS.start_go_on)
            ask("send-keys", "-t", "us", ENTER)
            until(SPEAKS)
            ask("send-keys", "-t", "us", leaving)
            until(WORDS.parting_kept)
            ask("send-keys", "-t", "us", "clear; printf '\\033[2J\\033[H'; echo do''ne", ENTER)
            until("done")
        text = until("100", "160", "done", history=True)
        assert_says_nothing(text)
    finally:
        ask("kill-server")


def test_only_windows_note_that_plain_text_stays(program: Program) -> None:
    told = WORDS.plain_stays
    with Terminal(program, "--plain", *options(program)) as terminal:
        for typed, then in (
            ("\r", WORDS.how_title),
            ("1\r", WORDS.settle_title),
            ("\r", filled(WORDS.chip_speaks, name="Zora")),
            ("q\r", WORDS.parting_kept),
        ):
            terminal.wait_for("> ")
            terminal.type(typed)
            terminal.wait_for(then)
        assert terminal.wait() == 0
        assert terminal.shown.rstrip().endswith(told)
    assert told not in program.run("--plain", *options(program), typed="\n\n\nq\n").out


def test_drawing_settings_stay_in_the_environment() -> None:
    drawing = {"TEXTUAL_ANIMATIONS": "none", "TEXTUAL_FPS": "10", "NO_COLOR": "1", "HOME": "/", "TERM": "xterm"}
    environment = drawing | LEAVING | {"TEXTUAL_LOG": "log"}
    scrub_environment(environment)
    assert environment == drawing | {"PYTHONFAULTHANDLER": "1"}


# Bugs


@pytest.mark.long
def test_pythons_crash_report_holds_no_values(program: Program) -> None:
    program.environment["PYTHONFAULTHANDLER"] = "1"
    with Drawn(program, "--no-plain", *options(program)) as drawn:
        settling(drawn.until(WORDS.note_title)).press(ENTER, SPEAKS)
        assert drawn.signal(signal.SIGABRT) == -signal.SIGABRT
        # The rest of the screen may still have been on its way.
        fallen = drawn.shown[drawn.shown.find("Fatal Python error") :]
    assert fallen.startswith("Fatal Python error")
    for told in (*NAMES, PROMPT, "appreciate"):
        assert told not in fallen


def test_the_watch_would_see_a_connection(tmp_path: Path) -> None:
    watch = tmp_path / "watch"
    watch.mkdir()
    program = Watched(tmp_path, watch)
    script = "import socket; socket.create_connection(('127.0.0.1', 9))"
    ended = subprocess.run([sys.executable, "-c", script], env=program.environment, capture_output=True, check=False)
    assert ended.returncode == 1
    assert b"there is no network in an evening" in ended.stderr
    assert any(seen.event.startswith("socket.") for seen in program.seen)
    assert isinstance(program.seen[0], Seen)
