"""A real terminal for the program: a pseudo-terminal of its own, like a window."""

from __future__ import annotations

import codecs
import os
import re
import select
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Self

import pyte

from large_reader import large_texts
from parts import shows, without_frames
from program import LONGEST, Program

_IN_A_WINDOW = """import os, signal, sys
signal.signal(signal.SIGINT, signal.SIG_DFL)  # a script in the background has its children ignore Ctrl-C
os.login_tty(int(sys.argv[1])); os.execv(sys.argv[2], sys.argv[2:])"""

_UNKNOWN = re.compile(rb"\x1b\[[<>=?][0-9;]*(?:u|\$p)")
_OTHER_SCREEN = re.compile(rb"(\x1b\[\?1049[hl])")
_BEGUN = re.compile(rb"\x1b(?:\[[<>=?0-9;]*\$?)?\Z")
"""Terminal sequences: keyboard modes and queries; switching the screen; an unfinished sequence."""


_SWITCHED_ON = 1000, 1002, 1003, 1004, 1006, 1015, 1016, 2004, 2048
_KEYS_TAKEN = re.compile(r"\x1b\[>\d+u")
"""Modes: the mouse, focus, paste, resize; and keyboard modes, which are kept on a stack."""

OF_ANOTHER_WINDOW = {"COLUMNS": "132", "LINES": "50"}
"""An inherited size, which must be ignored: the terminal knows its own."""


WHOLE = 0.03
"""Seconds of silence after which a screen counts as complete."""


_STILL_FULL = 5
"""Checks in a row: a write in progress does not yet mean that it blocks."""


class EndedByItself(AssertionError):
    """The program exited or died unexpectedly."""


class Terminal:
    """The program in a window of 80x24. Its output is in ``shown``, and in ``written`` as bytes.

    size: a different size to report to the system.
    """

    def __init__(self, program: Program, *arguments: str, size: tuple[int, int] = (80, 24), **environment: str) -> None:
        self._window, inside = os.openpty()
        termios.tcsetwinsize(inside, size[::-1])
        self._modes = termios.tcgetattr(inside)
        self._name = os.ttyname(inside)
        self.shown = ""
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self.written = b""
        self._seen = 0
        self._process = subprocess.Popen(
            [sys.executable, "-c", _IN_A_WINDOW, str(inside), *program.command(*arguments)],
            env=program.environment | OF_ANOTHER_WINDOW | environment,
            pass_fds=(inside,),
        )
        os.close(inside)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        self.close()

    def type(self, text: str) -> None:
        """Type on its keyboard; "\\r" is the Enter key."""
        os.write(self._window, text.encode())

    def wait_for(self, text: str) -> None:
        """Read until the text is shown, after everything waited for before."""
        while (found := self.shown.find(text, self._seen)) < 0:
            if not self._read():
                raise AssertionError(f"the program ended without {text!r}:\n{self.text}")
        self._seen = found + len(text)

    def wait(self) -> int:
        """Read to the end, and return the exit status."""
        while self._read():
            pass
        return self._process.wait(LONGEST)

    def signal(self, *numbers: int) -> int:
        """Send signals to the program, and return the exit status."""
        for number in numbers:
            self._process.send_signal(number)
        return self.wait()

    def close(self) -> None:
        """Close the window."""
        if self._window >= 0:
            os.close(self._window)
            self._window = -1

    def wait_closed(self) -> int:
        """Close the window while the program runs, and return the exit status."""
        self.close()
        return self._process.wait(LONGEST)

    def until_full(self, act: Callable[[], object]) -> None:
        """Repeat what makes the program write, without reading, until its output blocks."""
        end, full = time.monotonic() + LONGEST, 0
        with os.fdopen(os.open(self._name, os.O_WRONLY | os.O_NOCTTY), "wb", buffering=0) as inside:
            while full < _STILL_FULL:
                assert time.monotonic() < end, "it always fits"
                act()
                time.sleep(0.02)
                full = 0 if select.select([], [inside], [], 0)[1] else full + 1

    @property
    def text(self) -> str:
        """What a person would see."""
        return self.shown

    def _read(self) -> bool:
        ready, _, _ = select.select([self._window], [], [], LONGEST)
        if not ready:
            raise AssertionError(f"nothing more is shown:\n{self.text}")
        try:
            data = os.read(self._window, 65536)
        except BlockingIOError:
            return True
        except OSError:
            return False  # how Linux reports that the other side is closed
        self.written += data
        self.shown += self._decoder.decode(data)  # a read may end within a character
        self._show(data)
        return bool(data)

    def _show(self, data: bytes) -> None:
        """Process output like a terminal; here, do nothing."""


def read_any(terminals: Sequence[Terminal], seconds: float) -> None:
    """Read the output of several terminals within ``seconds``, until their screens are complete."""
    while ready := select.select([terminal._window for terminal in terminals], [], [], seconds)[0]:
        for terminal in terminals:
            if terminal._window in ready and not terminal._read():
                raise EndedByItself(f"the program ended by itself:\n{terminal.text}")
        seconds = WHOLE


class Drawn(Terminal):
    """A terminal whose screen can be read, as a person does."""

    def __init__(self, program: Program, *arguments: str, size: tuple[int, int] = (80, 24), **environment: str) -> None:
        self._screen = pyte.Screen(80, 24)
        self._stream = pyte.ByteStream(self._screen)
        self._begun = b""
        super().__init__(program, *arguments, size=size, **environment)

    @property
    def text(self) -> str:
        """The text on the screen without the edges of cards, followed by text in large letters."""
        return "\n".join((without_frames(self.raw), *large_texts(self.raw)))

    @property
    def raw(self) -> str:
        """Everything on the screen, as drawn."""
        return "\n".join(self._screen.display)

    def shows(self, text: str) -> bool:
        """Whether a text is on the screen, ignoring line breaks and case."""
        return shows(self.raw, text) or shows("\n".join(large_texts(self.raw)), text)

    @property
    def is_restored(self) -> bool:
        """Whether the alternate screen was left, and everything restored: cursor, mouse, paste, keys, modes."""
        is_left = self.shown.rfind("\x1b[?1049l") > self.shown.rfind("\x1b[?1049h") and not self._screen.cursor.hidden
        is_off = all(self.shown.rfind(f"\x1b[?{mode}l") >= self.shown.rfind(f"\x1b[?{mode}h") for mode in _SWITCHED_ON)
        is_on = self.shown.rfind("\x1b[?7h") >= self.shown.rfind("\x1b[?7l")
        keys = len(_KEYS_TAKEN.findall(self.shown)) == self.shown.count("\x1b[<u")
        modes = termios.tcgetattr(self._window) == self._modes
        return is_left and is_off and is_on and keys and modes and self.leaves_nothing

    @property
    def leaves_nothing(self) -> bool:
        """Whether nothing drawn is left on terminals without an alternate screen, such as mosh or the Linux console."""
        drawn = self.written[self.written.rfind(b"\x1b[?1049h") :]
        left = drawn.rpartition(b"\x1b[?1049l")[2]
        return self._on_one_screen(drawn) == self._on_one_screen(left)

    def _on_one_screen(self, data: bytes) -> list[str]:
        screen = pyte.Screen(self._screen.columns, self._screen.lines)
        pyte.ByteStream(screen).feed(_OTHER_SCREEN.sub(b"", _UNKNOWN.sub(b"", data)))
        return screen.display

    def until(self, *texts: str) -> Self:
        """Read until all the texts are on the screen."""
        try:
            return self.until_it(lambda _: all(map(self.shows, texts)))
        except AssertionError as error:
            raise AssertionError(f"{texts}: {error}") from None

    def until_it(self, is_so: Callable[[str], bool]) -> Self:
        """Read until the text on the screen meets a condition."""
        end = time.monotonic() + LONGEST  # a running clock never stops writing
        while not is_so(self.text):
            if time.monotonic() > end:
                raise AssertionError(f"it never is:\n{self.text}")
            if not self._read():
                raise AssertionError(f"the program ended at:\n{self.text}")
        return self

    def press(self, keys: str, *texts: str) -> Self:
        """Press keys, and wait for their effect."""
        self.type(keys)
        return self.until(*texts)

    def send(self, data: bytes) -> None:
        """Send any number of bytes unchanged, while reading the output."""
        os.set_blocking(self._window, False)
        left = memoryview(data)
        while left:
            readable, writable, _ = select.select([self._window], [self._window], [], LONGEST)
            assert readable or writable, "the program reads nothing"
            if readable and not self._read():
                raise EndedByItself(f"the program ended while it was sent something:\n{self.text}")
            if writable:
                try:
                    left = left[os.write(self._window, left[:4096]) :]
                except BlockingIOError:
                    continue
                except OSError as error:
                    raise EndedByItself(f"the program ended while it was sent something:\n{self.text}") from error
        os.set_blocking(self._window, True)

    def rest(self, seconds: float) -> Self:
        """Send nothing for ``seconds``, for input that is separated by pauses."""
        end = time.monotonic() + seconds
        while (remaining := end - time.monotonic()) > 0:
            if select.select([self._window], [], [], remaining)[0] and not self._read():
                raise EndedByItself(f"the program ended by itself:\n{self.text}")
        return self

    def resize(self, width: int, height: int) -> None:
        """Resize the window; the system notifies the program."""
        self._screen.resize(height, width)
        termios.tcsetwinsize(self._window, (height, width))

    @property
    def pid(self) -> int:
        """The process ID."""
        return self._process.pid

    def ends(self, within: float) -> int:
        """Wait for the end without reading anything, and return the exit status. within: seconds."""
        return self._process.wait(within)

    @property
    def is_running(self) -> bool:
        """Whether it is still running."""
        return self._process.poll() is None

    @property
    def foreground(self) -> int:
        """The process group in the foreground."""
        return os.tcgetpgrp(self._window)

    def _show(self, data: bytes) -> None:
        data = self._begun + data
        # The emulator would print unknown sequences as text, and has only one screen.
        whole = len(data) if _BEGUN.search(data) is None else data.rindex(b"\x1b")
        data, self._begun = data[:whole], data[whole:]
        for part in _OTHER_SCREEN.split(_UNKNOWN.sub(b"", data)):
            if _OTHER_SCREEN.fullmatch(part):
                self._screen.reset()
            else:
                self._stream.feed(part)


def begun(projector: Drawn) -> Drawn:
    """A workshop, from its lobby to its first item. The next Enter is not a repeat of the one here."""
    return projector.until("A short evening").press("\r", "Welcome").rest(0.3)
