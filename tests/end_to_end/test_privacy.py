"""One whole evening in each face, killed in the middle, and what it leaves behind.

On disk, in the terminal, in logs and on the network. The program is under audit: it logs every file that it writes and
every connection that it tries, from Python's audit events.
"""

from __future__ import annotations

import json
import os
import re
import resource
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from cardtui.system.environment import scrub_environment
from full_screens import ENTER, MORE, small_program, speaking
from program import LONGEST, Program
from shipped_words import WORDS, filled, first_words
from terminal import Drawn, Terminal

NAMES = ("Zora", "Quentin")


def turn_of(speaker: str, listener: str) -> tuple[str, str, str, str]:
    """The headings of a turn, from first words to thanks, above the acting half, the second above the waiting one."""
    speaks, chooses = (filled(chip, name=speaker).upper() for chip in (WORDS.chip_speaks, WORDS.chip_chooses))
    return speaks, filled(WORDS.chip_waits, name=speaker), chooses, filled(WORDS.chip_thanks, name=listener).upper()


SPEAKS, WAITS, CHOOSES, THANKS = turn_of(*NAMES)
QUENTIN = turn_of(*reversed(NAMES))
PROMPT = "good about t"
"""Part of each prompt of the small deck."""
MISSING = first_words(WORDS.speak_missing.rpartition("“")[2], 3)

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


# Loaded by Python before anything else. It logs to a file that was opened before the audit hook was added.
_SPY = """
import json, os, socket, sys

_log = open(os.environ["WATCH_LOG"], "a", buffering=1)
_OFTEN = ("open", "os.", "shutil.", "socket.", "sqlite3.connect", "subprocess.", "tempfile.", "ctypes.", "urllib.")
_READ = ("os.listdir", "os.scandir", "os.walk", "os.fwalk", "os.putenv", "os.unsetenv", "os.add_dll_directory")
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def _look(event, arguments):
    if not event.startswith(_OFTEN) or event in _READ:
        return
    if event == "open":
        path, mode, flags = arguments
        if isinstance(path, int) or not (flags & _WRITING if flags is not None else set(mode or "r") & set("wax+")):
            return
    # The pair of sockets by which asyncio wakes itself up.
    if event == "socket.__new__" and arguments[1] == socket.AF_UNIX:
        return
    told = [os.fsdecode(each) if isinstance(each, (str, bytes, os.PathLike)) else repr(each) for each in arguments]
    _log.write(json.dumps([event, *told]) + "\\n")
    if event.startswith(("socket.", "urllib.")):
        raise RuntimeError("there is no network in an evening")


sys.addaudithook(_look)
"""


class Watched(Program):
    """The program, with a log of what it did. watch: an empty folder outside the home, for the log."""

    def __init__(self, home: Path, watch: Path) -> None:
        super().__init__(home)
        self._log = watch / "seen"
        self.temporary = watch / "tmp"
        self.temporary.mkdir(parents=True)
        (watch / "sitecustomize.py").write_text(_SPY)
        self.environment |= {
            "PYTHONPATH": f"{watch}:{self.environment['PYTHONPATH']}",
            "PYTHONDONTWRITEBYTECODE": "1",
            "WATCH_LOG": str(self._log),
            **dict.fromkeys(("TMPDIR", "TMP", "TEMP", "SQLITE_TMPDIR"), str(self.temporary)),
        }

    @property
    def seen(self) -> list[tuple[str, ...]]:
        """All events so far, each with its arguments."""
        return [tuple(json.loads(line)) for line in self._log.read_text().splitlines()]

    def written(self) -> set[Path]:
        """The files and folders that it created, changed or removed, except by SQLite itself."""
        writes = {"open", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.chmod", "os.link", "os.symlink"}
        found = {Path(about[0]) for event, *about in self.seen if event in {*writes, "os.truncate", "os.utime"}}
        return {path for path in found if not path.is_relative_to("/dev")}


def named(program: Program) -> tuple[str, ...]:
    return "--deck", str(program.home / "small.yaml"), "--reduced-motion", "--left", NAMES[0], "--right", NAMES[1]


def outside(shown: str) -> str:
    """What was written to the shell's own screen, not to the alternate screen."""
    return re.sub(r"\x1b\[\?1049h.*?(?:\x1b\[\?1049l|\Z)", "", shown, flags=re.DOTALL)


def assert_says_nothing(text: str, *more: str) -> None:
    """The text has no name and no card."""
    for told in (*NAMES, "ZORA", "QUENTIN", PROMPT, "appreciate", *more):
        assert told not in text, text


def turn(drawn: Drawn, waits: str, chooses: str, thanks: str, then: str) -> None:
    """Somebody speaks, is mirrored and thanked. The same key right after a change counts as held, so two alternate."""
    drawn.press("1", waits)
    drawn.press(ENTER, chooses)
    drawn.press("1", thanks)
    drawn.press(ENTER, then)


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
    """One whole evening under audit, in an environment set up to leak."""

    def __init__(self, folder: Path, *, plain: bool) -> None:
        self.folder = folder
        home = folder / "home"
        home.mkdir()
        small_program(home)
        self.program = Watched(home, folder / "watch")
        self.program.save = home / "data" / "cardtui" / "save.db"
        self.program.environment |= LEAVING
        self.program.environment |= {"TEXTUAL_LOG": f"{folder}/log", "TEXTUAL_SCREENSHOT_LOCATION": f"{folder}"}
        with careless():
            self.shown = self._plain() if plain else self._begun() + self._ended()

    def look(self) -> None:
        data = self.program.home / "data"
        self.modes = {stat.filemode(path.lstat().st_mode) for path in (data, *data.rglob("*"))}
        self.temporary = [*self.program.temporary.iterdir()]

    def _plain(self) -> str:
        typed = ["", "", "", *["", "", "1", ""] * 2, "", "", *["", "", "1", ""] * 2, "2", "2", "1", ""]
        ran = self.program.run("--plain", *named(self.program), typed="".join(f"{key}\n" for key in typed))
        assert (ran.status, ran.err) == (0, "")
        assert WORDS.night_title in ran.out
        self.look()
        return ran.out

    def _drawn(self) -> Drawn:
        return Drawn(self.program, "--no-plain", "--deck", str(self.program.home / "small.yaml"), "--reduced-motion")

    def _begun(self) -> str:
        """From the note to the mirror of the second round, where the program is killed."""
        with self._drawn() as drawn:
            drawn.until(WORDS.note_title).press("1", WORDS.names_left)
            drawn.press("Zora" + ENTER + "Q", "Zora", "Q").press("uentin", *NAMES)  # more at once would be a paste
            drawn.press(ENTER, WORDS.how_title).press("1", first_words(WORDS.settle_ask))
            drawn.press(ENTER, SPEAKS, first_words(filled(WORDS.gratitude_face, partner="Quentin")))
            drawn.press("1", WAITS).press(ENTER, CHOOSES).press("2", SPEAKS, MISSING)
            turn(drawn, WAITS, CHOOSES, THANKS, QUENTIN[0])
            turn(drawn, *QUENTIN[1:], WORDS.rest_title)
            drawn.press("1", filled(WORDS.chip_starts, name="Quentin")).press(ENTER, QUENTIN[0], PROMPT)
            drawn.press("1", QUENTIN[1], first_words(WORDS.mirror_stem), WORDS.mirror_asked, MORE)
            self._left = drawn.until_it(lambda text: WORDS.foot_interrupt not in text).text
            self.look()
            limits = Path(f"/proc/{drawn.pid}/limits")
            self.core = limits.read_text() if limits.exists() else ""
            assert drawn.signal(signal.SIGKILL) == -signal.SIGKILL
            return drawn.shown

    def _ended(self) -> str:
        """Back at the same place, to the good night."""
        with self._drawn() as drawn:
            drawn.until(WORDS.start_go_on)
            assert_says_nothing(drawn.text)
            drawn.press(ENTER, QUENTIN[1]).until_it(lambda text: text == self._left)
            drawn.press("1", QUENTIN[2]).press("2", QUENTIN[0], MISSING)
            turn(drawn, *QUENTIN[1:], SPEAKS)
            turn(drawn, WAITS, CHOOSES, THANKS, WORDS.rest_title)
            drawn.press("2", WORDS.close_title).press("1", filled(WORDS.close_ask, Speaker="Quentin"))
            drawn.press(ENTER, WORDS.night_title).press("1", "♡")
            drawn.press("?", first_words(WORDS.why_rest, 3)).press("\x1b", WORDS.night_title, "♡")
            drawn.type(ENTER)
            assert drawn.wait() == 0
            assert drawn.is_restored
            assert drawn.text.strip().endswith((WORDS.parting_night, WORDS.parting_day))
            assert_says_nothing(outside(drawn.shown))
            return drawn.shown


@pytest.fixture(scope="module", params=["plain", "drawn"])
def evening(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Evening:
    return Evening(tmp_path_factory.mktemp("evening"), plain=request.param == "plain")


# The disk


def test_what_remains_is_what_was_met(evening: Evening) -> None:
    exported = evening.program.export()
    assert exported["open"] is None
    (ended,) = exported["evenings"]
    assert [card["heart"] for card in ended["cards"]] == [True]
    files = [file.read_bytes() for file in evening.program.home.rglob("save.db*") if file.is_file()]
    met = [file for file in files if ended["cards"][0]["id"].encode() in file]
    assert len(met) == 2, "the backup of the day has it, too"
    for words in (b"What was good", b"What will be", b"not-quite", b"mirroring", b"got-it"):
        assert not any(words in file for file in files)


def test_an_evening_writes_only_files_that_where_names(evening: Evening) -> None:
    told = evening.program.run("where").out
    data = evening.program.home / "data"
    own = data / "cardtui"
    for path in evening.program.written():
        known = str(path) in told or any(str(above) in told for above in path.parents if above.is_relative_to(own))
        assert known or own.is_relative_to(path), path
    for path in data.rglob("*"):
        assert str(path) in told or path == own or str(path.parent) in told, path
    assert {path.name for path in evening.program.home.iterdir()} == {"data", "small.yaml"}
    # Each program is given the runtime folder, which stays empty except for workshops.
    assert {path.name for path in evening.folder.iterdir()} == {"home", "home.run", "watch"}, "no log, and no picture"
    assert list((evening.folder / "home.run").iterdir()) == []
    assert (evening.temporary, list(evening.program.temporary.iterdir())) == ([], [])


def test_what_an_evening_writes_is_for_its_owner_alone(evening: Evening) -> None:
    assert evening.program.save.exists()
    assert evening.modes == {"drwx------", "-rw-------"}
    evening.look()
    assert evening.modes == {"drwx------", "-rw-------"}


def test_an_evening_calls_nobody_and_starts_nothing(evening: Evening) -> None:
    forbidden = ("socket.", "subprocess.", "os.system", "os.exec", "os.spawn", "os.posix_spawn", "os.fork", "urllib.")
    # Ignore the exec in which the test's window process becomes the program.
    seen = [seen for seen in evening.program.seen if not (seen[0] == "os.exec" and "cardtui" in seen[2])]
    assert not [each for each in seen if each[0].startswith(forbidden)]
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
    program = Watched(evening.program.home, tmp_path / "watch")
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
    assert not [seen for seen in program.seen if seen[0].startswith(("socket.", "subprocess.", "urllib."))]
    made = {tmp_path / name for name in ("new.yaml", "list.yaml", "suit.schema.json", "feelings.pdf")}
    assert (program.written(), list(program.temporary.iterdir())) == (made, [])


def test_the_watch_would_see_a_connection(tmp_path: Path) -> None:
    program = Watched(tmp_path, tmp_path / "watch")
    script = "import socket; socket.create_connection(('127.0.0.1', 9))"
    ended = subprocess.run([sys.executable, "-c", script], env=program.environment, capture_output=True, check=False)
    assert ended.returncode == 1
    assert b"there is no network in an evening" in ended.stderr
    assert any(event.startswith("socket.") for event, *_ in program.seen)


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
    with speaking(program, *NAMES) as drawn:
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
    with speaking(program, *NAMES) as drawn:
        assert drawn.signal(signal.SIGABRT) == -signal.SIGABRT
        # The rest of the screen may still have been on its way.
        fallen = drawn.shown[drawn.shown.find("Fatal Python error") :]
    assert fallen.startswith("Fatal Python error")
    assert_says_nothing(fallen)


def test_only_windows_note_that_plain_text_stays(program: Program) -> None:
    with Terminal(program, "--plain", *named(program)) as terminal:
        terminal.wait_for("> ")
        terminal.type("q\r")
        assert terminal.wait() == 0
        assert terminal.shown.rstrip().endswith(WORDS.plain_stays)
    assert WORDS.plain_stays not in program.run("--plain", *named(program), typed="\n\n\nq\n").out
