"""A real terminal for the program: a pseudo-terminal of its own, as a window is."""

from __future__ import annotations

import os
import re
import select
import subprocess
import sys
import termios
import time
from types import TracebackType
from typing import Self

import pyte

from program import LONGEST, Program

_IN_A_WINDOW = """import os, signal, sys
signal.signal(signal.SIGINT, signal.SIG_DFL)  # a script in the background has its children ignore Ctrl-C
os.login_tty(int(sys.argv[1])); os.execv(sys.argv[2], sys.argv[2:])"""

_UNKNOWN = re.compile(rb"\x1b\[[<>=?][0-9;]*(?:u|\$p)")
_OTHER_SCREEN = re.compile(rb"(\x1b\[\?1049[hl])")
_BEGUN = re.compile(rb"\x1b(?:\[[<>=?0-9;]*\$?)?\Z")
"""Sequences of a terminal: keyboard modes and questions; to the other screen and back; one that goes on."""


class Terminal:
    """The program in a window of 80x24. Everything that it wrote is in ``shown``."""

    def __init__(self, program: Program, *arguments: str, **environment: str) -> None:
        self._window, inside = os.openpty()
        termios.tcsetwinsize(inside, (24, 80))
        self.shown = ""
        self._seen = 0
        self._process = subprocess.Popen(
            [sys.executable, "-c", _IN_A_WINDOW, str(inside), *program.command(*arguments)],
            env=program.environment | {"COLUMNS": "80", "LINES": "24"} | environment,
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
        """Read until the text is shown, after all that was waited for before."""
        while (found := self.shown.find(text, self._seen)) < 0:
            if not self._read():
                raise AssertionError(f"the program ended without {text!r}: {self.shown!r}")
        self._seen = found + len(text)

    def wait(self) -> int:
        """Read to the end, and return the exit status."""
        while self._read():
            pass
        return self._process.wait(LONGEST)

    def close(self) -> None:
        """Close the window."""
        if self._window >= 0:
            os.close(self._window)
            self._window = -1

    def wait_closed(self) -> int:
        """Close the window while the program runs, and return the exit status."""
        self.close()
        return self._process.wait(LONGEST)

    def _read(self) -> bool:
        ready, _, _ = select.select([self._window], [], [], LONGEST)
        if not ready:
            raise AssertionError(f"nothing more is shown: {self.shown!r}")
        try:
            data = os.read(self._window, 65536)
        except OSError:
            return False  # how Linux says that the other side is closed
        self.shown += data.decode("utf-8", "replace")
        self._show(data)
        return bool(data)

    def _show(self, data: bytes) -> None:
        """What a terminal does with what it is sent; here nothing."""


class Drawn(Terminal):
    """A terminal whose screen can be looked at, as a person does."""

    def __init__(self, program: Program, *arguments: str, **environment: str) -> None:
        self._screen = pyte.Screen(80, 24)
        self._stream = pyte.ByteStream(self._screen)
        self._begun = b""
        super().__init__(program, *arguments, **environment)

    @property
    def text(self) -> str:
        """What stands on the screen."""
        return "\n".join(line.rstrip() for line in self._screen.display)

    @property
    def is_restored(self) -> bool:
        """Whether the screen that is drawn on was left, and the cursor is seen again."""
        return self.shown.rfind("\x1b[?1049l") > self.shown.rfind("\x1b[?1049h") and not self._screen.cursor.hidden

    def until(self, *texts: str) -> Self:
        """Read until all the texts stand on the screen."""
        end = time.monotonic() + LONGEST  # a clock that is shown goes on writing for ever
        while not all(text in self.text for text in texts):
            if time.monotonic() > end:
                raise AssertionError(f"never shown: {texts}:\n{self.text}")
            if not self._read():
                raise AssertionError(f"the program ended without {texts}:\n{self.text}")
        return self

    def press(self, keys: str, *texts: str) -> Self:
        """Press keys, and wait for what they bring."""
        self.type(keys)
        return self.until(*texts)

    def send(self, data: bytes) -> None:
        """Send bytes as they are."""
        os.write(self._window, data)

    def signal(self, number: int) -> int:
        """Send the program a signal, and return the exit status."""
        self._process.send_signal(number)
        return self.wait()

    def _show(self, data: bytes) -> None:
        data = self._begun + data
        # The emulator would write what it does not know as text, and knows only one screen.
        whole = len(data) if _BEGUN.search(data) is None else data.rindex(b"\x1b")
        data, self._begun = data[:whole], data[whole:]
        for part in _OTHER_SCREEN.split(_UNKNOWN.sub(b"", data)):
            if part is None:
                continue
            if _OTHER_SCREEN.fullmatch(part):
                self._screen.reset()
            else:
                self._stream.feed(part)
