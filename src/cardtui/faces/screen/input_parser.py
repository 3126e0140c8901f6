r"""Splits a terminal's input: keys, pasted text, and reports that mean something here.

A terminal sends more than keys: answers to questions that another program asked before it ended, mouse reports in old
codes, parts of sequences. Textual passes unknown input to the app as keys, letter by letter, so that a late
"\e]11;rgb:1111/2222\a" would press 1 and b and g; some numbers end its input for good; and a paste without an
end swallows all keys from then on. So every sequence is followed to its end here, and only those that Textual
knows are passed on. Can go once Textual drops everything it does not know (its issue #3742 was closed with a list of
some), and numbers that are not characters, and ends a paste after a time. Floods and Alt are our own, and stay.

Bytes, not text, because old mouse reports are not UTF-8 and may look like it.
"""

from __future__ import annotations

import codecs
import re
import sys
from collections.abc import Container
from enum import Enum, auto
from typing import NamedTuple

AFTER_ESC = 0.1
"""Seconds. An Esc without further input for this long was the key. Textual waits as long."""

WITHIN = 0.5
"""Seconds. A sequence that pauses this long is dropped, and keys are keys again."""

WITHIN_PASTE = 1.0
"""Seconds; the same for pasted text, which may arrive over a slow line."""

BREATH = 0.1
"""Seconds of silence that end a flood."""

MOST = 8
"""Keys that may arrive at once. No one types more within one read, but a held key over a slow line may send them."""

LONGEST_PASTE = 4096
"""Characters; the rest of a longer paste is dropped. The only place for a paste is a name."""

_LONGEST_KEPT = 256
"""Bytes of an incomplete sequence; a longer one means nothing, and is skipped to its end."""


class KeySequence(NamedTuple):
    """One key, as the terminal sends it: one character, or a sequence that Textual knows."""

    text: str


class Pasted(NamedTuple):
    """Text that was not typed."""

    text: str


class Report(NamedTuple):
    """A mouse event, or an answer of the terminal, as a sequence that Textual knows."""

    text: str


Piece = KeySequence | Pasted | Report

ESC = KeySequence("\x1b")

CTRL_C = (KeySequence("\x03"), KeySequence("\x1b[99;5u"))
"""Ctrl-C is never pasted text, so it counts even at the end of a flood."""


class _Inside(Enum):
    NOTHING = auto()
    STRING = auto()
    PASTE = auto()


_PASTE_BEGINS, _PASTE_ENDS = b"\x1b[200~", b"\x1b[201~"

# Sequences that begin with Esc. X10 mouse reports hold three bytes of any kind; the Linux console names F1 to F5 with a
# second bracket; then control sequences and the keys of application mode, as ECMA-48 and xterm define them; but
# a hyphen belongs to a number, since the mouse of Ghostty may be at -1.
_WHOLE = re.compile(
    rb"\x1b(?:\[M[\x00-\xff]{3}|\[\[[A-Z]|\[[-0-?]*[ -,./]*[@-LN-Z\\-~]|\[(?:[-0-?]+[ -,./]*|[ -,./]+)M|O[0-9;]*[@-~])"
)
_BEGUN = re.compile(rb"\x1b(?:\[M[\x00-\xff]{0,2}|\[\[?|\[[-0-?]*[ -,./]*|O[0-9;]*)?\Z")
_WRONG = re.compile(rb"\x1b(?:\[[-0-?]*[ -,./]*|O[0-9;]*)")
"""A control sequence up to an invalid byte."""

_STRING = re.compile(rb"\x1b[]PX^_]")
"""Begins an operating system command, a device control string, or the like; they end with ``\\e\\\\`` or a bell."""

_ENDS_STRING = re.compile(rb"[\x03\x07\n\r\x18\x1a\x1b]")
"""A new line and Ctrl-C are not part of one: they are keys again."""

_WORD_KEYS = (b"\x1b\x7f", b"\x1bb", b"\x1bf")
"""Alt with Backspace, or an arrow on a Mac: for typing names. All other keys with Alt are Esc and the key."""

_MOUSE = re.compile(r"\x1b\[<(?:\d\d?|1[01]\d|12[0-7]);[1-9]\d{0,3};[1-9]\d{0,3}[Mm]")
"""Buttons from 128 on are on the side of a mouse; Textual takes them for the first one."""

_SYNCHRONIZES = re.compile(r"\x1b\[\?2026;[0-4]\$y")

_CURSOR = re.compile(r"\x1b\[\d+;\d+R")
"""The cursor's position; F3 with Shift looks the same."""

_KITTY = re.compile(r"\x1b\[(\d{0,7})(?:;(\d{0,3})(?:;([\d:]*))?)?[u~ABCDEFHPQS]")
"""A key in kitty's protocol, in the parts that Textual requests: code, modifiers, text."""


class InputParser:
    """Splits the input of a terminal.

    Args:
        keys: the sequences of keys that Textual knows, apart from kitty's protocol.
    """

    def __init__(self, keys: Container[str]) -> None:
        self._keys = keys
        self._begun = b""
        self._inside = _Inside.NOTHING
        self._pasted = bytearray()
        self._flooded = False
        self._last = 0.0
        self._decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")

    @property
    def patience(self) -> float | None:
        """Seconds of silence after which to call `pause`; None if nothing is pending."""
        if self._inside is _Inside.PASTE:
            return WITHIN_PASTE
        if self._inside is _Inside.STRING or self._begun not in (b"", b"\x1b"):
            return WITHIN
        if self._begun:
            return AFTER_ESC
        return BREATH if self._flooded else None

    def feed(self, data: bytes, now: float) -> list[Piece]:
        """Process the bytes of one read. ``now``: monotonic seconds."""
        self._last = now
        data, self._begun = self._begun + data, b""
        pieces: list[Piece] = []
        while data:
            match self._inside:
                case _Inside.PASTE:
                    data = self._paste(data, pieces)
                case _Inside.STRING:
                    data = self._string(data)
                case _:
                    data = self._typed(data, pieces)
        return self._without_flood(pieces)

    def pause(self, now: float) -> list[Piece]:
        """Process the silence up to ``now``."""
        silence = now - self._last
        patience = self.patience
        if patience is None or silence < patience:
            return []
        pieces: list[Piece] = []
        if self._inside is _Inside.PASTE:
            self._pasted += self._begun
            self._end_paste(pieces)
        elif self._begun == b"\x1b" and self._inside is _Inside.NOTHING and not self._flooded:
            pieces.append(ESC)
        self._inside, self._begun, self._flooded = _Inside.NOTHING, b"", False
        return pieces

    # Each takes its part from the beginning of the data, and returns the rest.

    def _typed(self, data: bytes, pieces: list[Piece]) -> bytes:
        text, esc, after = data.partition(b"\x1b")
        characters = self._decoder.decode(text)
        if esc:
            self._decoder.reset()
        # Invalid UTF-8 is not a key: the letter of another encoding, or a part of one.
        pieces += (KeySequence(character) for character in characters if character != "\ufffd")
        return self._sequence(esc + after, pieces) if esc else b""

    def _sequence(self, data: bytes, pieces: list[Piece]) -> bytes:
        if data.startswith(_PASTE_BEGINS):
            self._inside = _Inside.PASTE
            return data[len(_PASTE_BEGINS) :]
        if _STRING.match(data):
            self._inside = _Inside.STRING
            return data[2:]
        if data.startswith(_WORD_KEYS):
            pieces.append(KeySequence(data[:2].decode()))
            return data[2:]
        if whole := _WHOLE.match(data):
            if piece := self._meaning(whole[0].decode("latin-1")):
                pieces.append(piece)
            return data[whole.end() :]
        if _BEGUN.match(data):
            self._begun = data if len(data) <= _LONGEST_KEPT else b"\x1b[?"
            return b""
        if wrong := _WRONG.match(data):
            return data[wrong.end() :]
        pieces.append(ESC)
        return data[1:]

    def _meaning(self, sequence: str) -> Piece | None:
        if _MOUSE.fullmatch(sequence) or _SYNCHRONIZES.fullmatch(sequence):
            return Report(sequence)
        if sequence in self._keys and not _CURSOR.fullmatch(sequence):
            return KeySequence(sequence)
        if kitty := _KITTY.fullmatch(sequence):
            code, _, text = kitty.groups()
            codes = (code, *(text or "").split(":"))
            if all(not number or _is_character(int(number[:8])) for number in codes):
                return KeySequence(sequence)
        return None

    def _string(self, data: bytes) -> bytes:
        found = _ENDS_STRING.search(data)
        if found is None:
            return b""
        data = data[found.start() :]
        if data == b"\x1b":
            self._begun = data
            return b""
        self._inside = _Inside.NOTHING
        if data.startswith(b"\x1b\\"):
            return data[2:]
        return data if data[0] in b"\x03\n\r\x1b" else data[1:]

    def _paste(self, data: bytes, pieces: list[Piece]) -> bytes:
        end = data.find(_PASTE_ENDS)
        if end >= 0:
            self._keep(data[:end])
            self._end_paste(pieces)
            return data[end + len(_PASTE_ENDS) :]
        # Its end may have begun.
        esc = data.rfind(b"\x1b", -len(_PASTE_ENDS) + 1)
        if esc < 0 or not _PASTE_ENDS.startswith(data[esc:]):
            esc = len(data)
        self._keep(data[:esc])
        self._begun = data[esc:]
        return b""

    def _keep(self, data: bytes) -> None:
        self._pasted += data[: max(0, LONGEST_PASTE - len(self._pasted))]

    def _end_paste(self, pieces: list[Piece]) -> None:
        text = self._pasted.decode("utf-8", "replace").replace("\0", "").replace("\ufffd", "")
        self._inside = _Inside.NOTHING
        self._pasted.clear()
        pieces.append(Pasted(text))

    # Floods

    def _without_flood(self, pieces: list[Piece]) -> list[Piece]:
        """Turn a flood of keys into pasted text or one held key.

        More than `MOST` different keys at once are pasted text, from a terminal that does not mark pastes; of a single
        held key, `MOST` count. Further input without a pause belongs to the flood.
        """
        keys = [piece for piece in pieces if isinstance(piece, KeySequence)]
        if not self._flooded and len(keys) <= MOST:
            return pieces
        others: list[Piece] = [piece for piece in pieces if not isinstance(piece, KeySequence)]
        others += (key for key in keys[-1:] if key in CTRL_C)
        if self._flooded:
            return others
        self._flooded = True
        if len(set(keys)) == 1:
            return [*others, *keys[:MOST]]
        text = "".join(key.text for key in keys if len(key.text) == 1)
        return [*others, Pasted(text[:LONGEST_PASTE].replace("\0", ""))]


_SURROGATES = range(0xD800, 0xE000)


def _is_character(code: int) -> bool:
    return code <= sys.maxunicode and code not in _SURROGATES
