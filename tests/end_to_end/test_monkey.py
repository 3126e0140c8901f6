"""A monkey at a real terminal: keys, clicks, resizes, stops and kills; the disk is checked after each handful."""

from __future__ import annotations

import os
import signal
import time
from contextlib import closing
from pathlib import Path

import pytest

from cardtui.presenter.scene import Talk
from cardtui.rules.position import GoodNight, Pausing, Position
from cardtui.save.resilient_store import ResilientStore
from couple_session import KNOWN, SHIPPED
from full_screens import small_program
from hostile_runs import ANSWERS, NONSENSE, UNENDED
from monkeys import LETTERS, Disk, Monkey
from program import Program
from scenes import WORDS, tell
from terminal import Drawn, EndedByItself

NAMES = ("--left", "Ana", "--right", "Ben")

HANDFUL = 20
"""Presses between two checks of the disk and the screen."""

APART = 0.004
"""Seconds between two keys: each is read separately, with little delay."""

ACTIONS = {
    "enter": (30, (b"\r", b" ", b"\x1b[13u", b"\x1bOM")),
    "one": (22, (b"1",)),
    "digit": (16, tuple(digit.encode() for digit in "23456789٢３")),
    "letter": (9, tuple(letter.encode() for letter in LETTERS + "TIBéйzx")),
    "back": (5, (b"b",)),
    "esc": (5, (b"\x1b[27u",)),
    "answer": (3, (*ANSWERS, *NONSENSE, *UNENDED[:2], b"\x1b[B", b"\x1b[6~", b"\x1b[200~1 2\r\x1b[201~")),
    "q": (0.3, (b"q",)),
    "click": (10, ()),
    "twice": (3, ()),
    "size": (2, ()),
    "stop": (0.4, ()),
    "kill": (0.1, ()),
}
"""What it does, each with its weight and, of a key, what may be sent."""

START = WORDS.start_title, WORDS.start_settings


class Play:
    """One monkey, in one terminal after another."""

    def __init__(self, seed: int, program: Program) -> None:
        self.monkey = Monkey(seed)
        self.program = program
        self.before: Disk | None = None
        with closing(ResilientStore.open(program.save)) as store:
            store.keep_settings(KNOWN)  # past the note, from which one may leave for plain text

    def run(self, presses: int) -> Monkey:
        monkey = self.monkey
        while monkey.pressed < presses:
            save = ("--save", str(self.program.save))
            with Drawn(self.program, *save, "--no-plain", "--reduced-motion", *NAMES) as drawn:
                try:
                    drawn.until("esc")
                    while monkey.pressed < presses:
                        self.handful(drawn)
                        self.check(drawn)
                except EndedByItself:
                    pass  # it pressed q, or killed the program
                except BaseException as error:
                    error.add_note(f"{monkey}\n{drawn.text}")
                    raise
                else:
                    self.leave(drawn)
                self.ended(drawn)
        return monkey

    def leave(self, drawn: Drawn) -> None:
        """Press Ctrl-C, again if it was lost in a flood of unread input."""
        for _ in range(20):
            drawn.type("\x03")
            try:
                drawn.rest(1)
            except EndedByItself:
                return
        raise AssertionError(f"it does not leave: {self.monkey}\n{drawn.text}")

    def ended(self, drawn: Drawn) -> None:
        """It ended cleanly, or by our kill."""
        status = drawn.wait()
        assert status in (0, -signal.SIGKILL), status
        assert status != 0 or drawn.is_restored, f"{self.monkey}\n{drawn.shown[-2000:]!r}"
        assert "Traceback" not in drawn.shown
        self.monkey.counts["killed" if status else "left"] += 1
        self.look()

    def look(self) -> Disk:
        """Check the disk."""
        disk = Disk(self.program.save)
        self.monkey.saw(disk.position)
        disk.check({suit.name for suit in SHIPPED.suits})
        if self.before is not None and self.before.open and disk.open[:1] != self.before.open[:1]:
            self.monkey.counts["evenings ended or put aside"] += 1
        self.before = disk
        return disk

    def handful(self, drawn: Drawn) -> None:
        """Do a few things."""
        monkey = self.monkey
        for _ in range(HANDFUL):
            data = self.choose(drawn)
            monkey.did(repr(data[:40]) if isinstance(data, bytes) else data)
            if isinstance(data, bytes):
                drawn.send(data)
            elif data == "size":
                drawn.resize(*monkey.size())
            elif data == "stop":
                os.kill(drawn.pid, signal.SIGSTOP)
                drawn.resize(*monkey.size())
                os.kill(drawn.pid, signal.SIGCONT)
                drawn.rest(0.1)
            else:
                os.kill(drawn.pid, signal.SIGKILL)
            drawn.rest(APART)

    def choose(self, drawn: Drawn) -> bytes | str:
        """Bytes to send, or what else to do."""
        monkey = self.monkey
        what = monkey.picks(**{name: weight for name, (weight, _) in ACTIONS.items()})
        monkey.counts[what] += 1
        match what:
            case "click" | "twice":
                return self.click(drawn) * (2 if what == "twice" else 1)
            case "size" | "stop" | "kill":
                return what
            case _:
                return monkey.chance.choice(ACTIONS[what][1])

    def click(self, drawn: Drawn) -> bytes:
        """A click, mostly on visible text."""
        lines = drawn.text.splitlines()
        full = [(x, y) for y, line in enumerate(lines) for x, sign in enumerate(line) if not sign.isspace()]
        x, y = self.monkey.chance.choice(full) if full else (0, 0)
        return f"\x1b[<0;{x + 1};{y + 1}M\x1b[<0;{x + 1};{y + 1}m".encode()

    def check(self, drawn: Drawn) -> None:
        """The screen, back at the talk, shows where the evening is according to the disk."""
        drawn.resize(80, 24)
        for longer in range(12):
            disk = self.look()
            # The same key twice within a quarter of a second, or longer on a busy machine, would count as held down.
            if self.shows(drawn, disk, 0.4 + longer / 4):
                return
            drawn.send(b"\x1b[27u")
        raise AssertionError("the screen shows something else than the disk")

    def shows(self, drawn: Drawn, disk: Disk, seconds: float) -> bool:
        """Whether, within ``seconds``, the screen shows the position on the disk, or the first screen."""
        wanted = [words(disk.position)] if disk.position is not None else []
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            drawn.rest(0.03)
            if any(all(drawn.shows(word) for word in some) for some in [*wanted, START]):
                self.monkey.counts["at the first screen"] += all(map(drawn.shows, START))
                return True
        return False


def words(position: Position) -> list[str]:
    """The texts on the screen at a position."""
    scene = tell(position)
    # Not asked for: prompts, which differ in this deck, and what depends on the program's clock.
    rows = () if isinstance(position.place, GoodNight | Pausing) else scene.rows
    if isinstance(scene, Talk):
        # A chip cuts a long name, which the monkey may have typed; the verb after it is always there.
        texts = [scene.face.text, *(half.chip.split()[-1] for half in scene.halves)]
    else:
        texts = [scene.title]
    return [text for text in (*texts, *(row.text for row in rows)) if text]


def test_a_monkey_at_a_terminal_harms_nothing(tmp_path: Path) -> None:
    monkey = Play(3, small_program(tmp_path)).run(80)
    assert monkey.pressed >= 80


@pytest.mark.long
@pytest.mark.parametrize("seed", range(30, 40))
def test_a_long_monkey_at_a_terminal_harms_nothing(seed: int, tmp_path: Path) -> None:
    print(Play(seed, small_program(tmp_path)).run(2000).report())
