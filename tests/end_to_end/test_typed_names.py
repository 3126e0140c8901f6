"""Names and keys typed in plain mode on a real terminal, and other input from terminals."""

from __future__ import annotations

import json
import os
import sqlite3
import termios
from pathlib import Path

import pytest

from program import Program
from scenes import WORDS
from terminal import Terminal

SENT = (
    b"\x1b[D",  # Left
    b"\x1bOD",  # in application mode
    b"\x1b[1;5D",  # with Ctrl
    b"\x1b\x1b[D",  # with Alt
    b"\x1b[H\x1b[4~",  # Home and End
    b"\x1b[3~",  # Delete
    b"\x1bb",  # Alt and a key
    b"\x01",  # Ctrl-A
    b"\x1b[200~\x1b[201~",  # around a paste
    b"\x1b[<0;10;12M\x1b[<0;10;12m",  # a click
    b"\x1b[M !!",  # a click in the old encoding
    b"\x1b[I\x1b[O",  # focus
    b"\x1b]11;rgb:1111/2222/3333\x1b\\",  # a color
    b"\x1bP1$r0m\x1b\\",  # a device reply
    b"\x1b[12;40R",  # the cursor position
)


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(tmp_path)


class Window(Terminal):
    """The program in plain mode, up to the question for the left name."""

    def __init__(self, program: Program, **environment: str) -> None:
        super().__init__(program, "--plain", "--save", str(program.save), **environment)
        self.wait_for("> ")
        self.type("\r")
        self.asked(WORDS.names_left)

    def asked(self, what: str) -> None:
        self.wait_for(what)
        self.wait_for("> ")

    def send(self, data: bytes) -> None:
        os.write(self._window, data)


def names(program: Program) -> tuple[str, str]:
    with sqlite3.connect(program.save) as connection:
        settings = json.loads(connection.execute("SELECT value FROM settings").fetchone()[0])
    return settings["left"], settings["right"]


def test_nothing_a_terminal_sends_becomes_part_of_a_name(program: Program) -> None:
    with Window(program) as window:
        data = b"A" + b"".join(SENT) + b"n" + b"a".join(SENT)
        for at in range(0, len(data), 3):  # as over a slow line, even within a sequence
            window.send(data[at : at + 3])
        window.type("\r")
        window.asked(WORDS.names_right)
        window.type("\x1b[A\r")  # nothing is left of it, so the question is repeated
        window.asked(WORDS.names_right)
        window.type("Ben\x1b[D\x1b[Dx\r")
        window.asked(WORDS.how_go_on)
        window.type("q\r")
        assert window.wait() == 0
    assert names(program) == ("An" + "a" * (len(SENT) - 1), "Benx")


@pytest.mark.parametrize("locale", ["C", "C.UTF-8"])
@pytest.mark.sample(1)
def test_half_a_letter_does_not_either(program: Program, locale: str) -> None:
    """A terminal without UTF-8 support deletes one byte with Backspace."""
    with Window(program, LC_ALL=locale) as window:
        modes = termios.tcgetattr(window._window)
        modes[0] &= ~getattr(termios, "IUTF8", 0x4000)
        termios.tcsetattr(window._window, termios.TCSANOW, modes)
        window.send("Zoë\x7f\r".encode())
        window.asked(WORDS.names_right)
        window.send("Jo谁\x7f\x7f\r".encode())
        window.asked(WORDS.how_go_on)
    assert names(program) == ("Zo", "Jo")


@pytest.mark.long
def test_a_key_is_never_the_rest_of_a_sequence(program: Program) -> None:
    with Window(program) as window:
        window.type("Ana\r")
        window.asked(WORDS.names_right)
        window.type("Ben\r")
        window.asked(WORDS.how_go_on)
        window.type("\r")
        window.asked(WORDS.settle_ask)
        for sent in ("\x1b[A", "\x1b[2~", "\x1bO2", "\x1b2", "2\x1b[D", "\x0c", "\x1b]11;rgb:1/2/3\x07"):
            window.type(f"{sent}\r")
            window.asked(WORDS.plain_one_key)
        window.type("q\r")
        assert window.wait() == 0
    with sqlite3.connect(program.save) as connection:
        assert connection.execute("SELECT count(*) FROM moves").fetchone() == (1,), "the beginning"
