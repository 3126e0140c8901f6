"""A terminal's input, split: sequences, pastes, floods, and bytes of any kind."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._xterm_parser import XTermParser

from cardtui.faces.screen.driver import messages_of
from cardtui.faces.screen.input_parser import (
    AFTER_ESC,
    BREATH,
    ESC,
    LONGEST_PASTE,
    MOST,
    WITHIN,
    WITHIN_PASTE,
    InputParser,
    KeySequence,
    Pasted,
    Piece,
)
from hostile_runs import ANSWERS, NONSENSE, PASTED, UNENDED


class Ear:
    """Feeds input to a parser, at simulated times."""

    def __init__(self) -> None:
        self.incoming = InputParser(ANSI_SEQUENCES_KEYS)
        self.now = 100.0

    def hear(self, *data: bytes) -> list[Piece]:
        """Feed pieces, each a moment after the one before."""
        pieces: list[Piece] = []
        for some in data:
            self.now += 0.001
            pieces += self.incoming.feed(some, self.now)
        return pieces

    def wait(self, seconds: float) -> list[Piece]:
        self.now += seconds
        return self.incoming.pause(self.now)


def heard(*data: bytes) -> list[Piece]:
    """All results for these bytes, and for the silence after them."""
    ear = Ear()
    return [*ear.hear(*data), *ear.wait(2 * WITHIN_PASTE)]


def parts(data: bytes, size: int = 4096) -> list[bytes]:
    """The same bytes in pieces of that size, as a terminal may send them."""
    return [data[at : at + size] for at in range(0, len(data), size)]


def keys(text: str) -> list[Piece]:
    return [KeySequence(character) for character in text]


@pytest.mark.parametrize("data", ANSWERS + NONSENSE, ids=lambda data: repr(data[:30]))
def test_a_non_key_presses_none_and_swallows_none(data: bytes) -> None:
    assert heard(data) == []
    assert heard(b"1" + data + b"2") == keys("12")
    assert heard(*parts(data, 1), b"2") == keys("2"), "also in single bytes"


@pytest.mark.parametrize(
    "data",
    [
        *(b"\x1b[M !!", b"\x1b[M#!!", b"\x1b[M \xe0\x30", b"\x1b[M \xc3\xa9", b"\x1b[M\xff\xff\xff"),
        *(b"\x1b[M \x1b1", b"\x1b[M1\r2"),
    ],
    ids=repr,
)
def test_an_old_mouse_report_is_any_three_bytes(data: bytes) -> None:
    assert heard(data + b"1") == keys("1")
    assert heard(data[:4], data[4:], b"1") == keys("1")


@pytest.mark.parametrize("data", UNENDED, ids=repr)
def test_an_unended_sequence_is_soon_forgotten(data: bytes) -> None:
    ear = Ear()
    assert ear.hear(data) == []
    assert ear.wait(WITHIN / 2) == []
    assert ear.wait(WITHIN) == []
    assert ear.incoming.patience is None
    assert ear.hear(b"1") == keys("1")


@pytest.mark.parametrize("key", [b"\r", b"\x03"], ids=repr)
@pytest.mark.parametrize("data", [b"\x1b]0;title", b"\x1bPq", b"\x1b[12", b"\x1bO"], ids=repr)
def test_enter_and_ctrl_c_count_in_a_sequence_too(data: bytes, key: bytes) -> None:
    assert heard(data, key) == keys(key.decode())


@pytest.mark.parametrize(
    ("data", "pieces"),
    [
        ([b"\x1b[" + b"1;" * 1000, b"1;" * 1000, b"1A", b"1"], keys("1")),
        ([b"\xc3\x1b[I\xa91"], keys("1")),
        ([b"\x1b1"], [ESC, *keys("1")]),
        ([b"\x1bt"], [ESC, *keys("t")]),
        ([b"\x1b\r"], [ESC, *keys("\r")]),
        ([b"\x1b\x1b"], [ESC, ESC]),
        ([b"\x1b", b"1"], [ESC, *keys("1")]),
        ([b"\x1b\x1b[A"], [ESC, KeySequence("\x1b[A")]),
        ([b"\x1bb\x1bf\x1b\x7f"], [KeySequence("\x1bb"), KeySequence("\x1bf"), KeySequence("\x1b\x7f")]),
        ([b"Ana\rBen\r"], keys("Ana\rBen\r")),
        ([b"1" * MOST], keys("1" * MOST)),
    ],
    ids=lambda each: repr(each)[-30:],
)
def test_bytes_become_keys(data: list[bytes], pieces: list[Piece]) -> None:
    assert heard(*data) == pieces


def test_esc_alone_is_the_key_after_a_moment() -> None:
    ear = Ear()
    assert ear.hear(b"\x1b") == []
    assert ear.wait(AFTER_ESC / 2) == []
    assert ear.wait(AFTER_ESC) == [ESC]


KNOWN = {
    b"\r": "enter",
    b" ": "space",
    b"q": "q",
    b"\x03": "ctrl+c",
    b"\x1b[A": "up",
    b"\x1bOA": "up",
    b"\x1b[1;5A": "ctrl+up",
    b"\x1bOP": "f1",
    b"\x1b[[A": "f1",
    b"\x1bOq": "1",
    b"\x1bOM": "enter",
    b"\x1b[6~": "pagedown",
    b"\x1b[Z": "shift+tab",
    b"\x1b[13u": "enter",
    b"\x1b[27u": "escape",
    b"\x1b[49;;49u": "1",
    b"\x1b[113;2;81u": "Q",
    b"\x1b[99;5u": "ctrl+c",
}


@pytest.mark.parametrize(("data", "name"), KNOWN.items(), ids=repr)
def test_keys_are_those_that_textual_knows(data: bytes, name: str) -> None:
    (message,) = textual(heard(data))
    assert isinstance(message, events.Key)
    assert message.key in (name, name.lower(), f"upper_{name.lower()}", f"keypad_{name}", "return")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\x1b[<0;10;5M", events.MouseDown),
        (b"\x1b[<0;10;5m", events.MouseUp),
        (b"\x1b[<35;10;5M", events.MouseMove),
        (b"\x1b[<65;10;5M", events.MouseScrollDown),
    ],
)
def test_the_mouse_is_heard(data: bytes, kind: type[events.MouseEvent]) -> None:
    (message,) = textual(heard(data))
    assert type(message) is kind
    assert (message.x, message.y) == (9, 4)


def textual(pieces: list[Piece], parser: XTermParser | None = None) -> list[object]:
    parser = parser or XTermParser()
    return [message for piece in pieces for message in messages_of(piece, parser)]


# Pastes and floods


def test_a_paste_is_text_and_the_next_key_a_key() -> None:
    text = "1\r2 qué\x1b[A\x1b]"
    assert heard(b"\x1b[200~" + text.encode() + b"\x1b[201~1") == [Pasted(text), KeySequence("1")]
    assert heard(*parts(b"\x1b[200~" + text.encode() + b"\x1b[201~1", 1)) == [Pasted(text), KeySequence("1")]


def test_an_unended_paste_is_soon_over() -> None:
    ear = Ear()
    assert ear.hear(b"\x1b[200~1\r2", b"qqq\x1b[2") == []
    assert ear.wait(WITHIN_PASTE) == [Pasted("1\r2qqq\x1b[2")]
    assert ear.hear(b"1") == keys("1")


@pytest.mark.parametrize("end", [b"\x1b[201~", b""], ids=["ended", "not ended"])
def test_a_megabyte_is_taken_fast_and_not_kept(end: bytes) -> None:
    data = b"\x1b[200~" + b"1\r2 b \x1b " * 125_000 + end
    ear, pieces, begun = Ear(), [], time.process_time()
    for part in parts(data):
        pieces += ear.hear(part)
    assert time.process_time() - begun < 2
    pieces += ear.wait(WITHIN_PASTE)
    (pasted,) = pieces
    assert isinstance(pasted, Pasted)
    assert len(pasted.text) <= LONGEST_PASTE
    assert ear.incoming._pasted == b""
    assert ear.hear(b"1") == keys("1")


@pytest.mark.parametrize("size", [1, 100, 4096])
def test_unmarked_pasted_text_is_a_paste_up_to_the_next_breath(size: int) -> None:
    data = PASTED * 1000
    first, others = data[:4096], data[4096:]
    ear = Ear()
    assert ear.hear(first) == [Pasted(first.decode())]
    assert ear.hear(*parts(others, size)) == []
    assert ear.wait(BREATH * 1.1) == []
    assert ear.hear(b"1") == keys("1")


@pytest.mark.parametrize("key", [b"1", b"\r", b"\x1b[B", b"\x1b[49;;49u"], ids=repr)
def test_of_10000_equal_keys_only_a_few_count(key: bytes) -> None:
    ear = Ear()
    data = key * 10_000
    assert ear.hear(*parts(data)) == [KeySequence(key.decode())] * MOST
    assert ear.wait(WITHIN) == []
    assert ear.hear(b"2") == keys("2")


@pytest.mark.parametrize("ctrl_c", [b"\x03", b"\x1b[99;5u"], ids=repr)
def test_ctrl_c_at_the_end_of_a_flood_counts(ctrl_c: bytes) -> None:
    assert heard(PASTED + ctrl_c) == [
        KeySequence(ctrl_c.decode()),
        Pasted(PASTED.decode() + ctrl_c.decode()[:1] * (len(ctrl_c) == 1)),
    ]
    assert heard(PASTED, PASTED, ctrl_c)[1:] == [KeySequence(ctrl_c.decode())]
    assert heard(b"1\r" + ctrl_c + PASTED) == [Pasted("1\r" + ctrl_c.decode() * (len(ctrl_c) == 1) + PASTED.decode())]


def test_a_held_key_is_handed_on_while_it_is_held() -> None:
    ear = Ear()
    for _ in range(300):
        assert ear.wait(1 / 30) == []
        assert ear.hear(b"\r") == keys("\r")


# Anything

BYTES = st.lists(
    st.one_of(
        st.sampled_from(ANSWERS + NONSENSE + [*KNOWN]),
        st.sampled_from(
            [b"\x1b", b"\x1b[", b"\x1b]", b"\x1bP", b"\x1b[M", b"\x1b[200~", b"\x1b[201~", b"\x07", b"\x1b\\"]
        ),
        st.binary(max_size=40),
    ),
    max_size=12,
).map(b"".join)


@given(st.lists(BYTES, max_size=6))
def test_after_any_bytes_and_a_rest_keys_are_keys(data: list[bytes]) -> None:
    ear, parser = Ear(), XTermParser()
    for part in data:
        textual(ear.hear(part), parser)
    textual(ear.wait(WITHIN_PASTE), parser)
    assert ear.incoming.patience is None
    (key,) = textual(ear.hear(b"1"), parser)
    assert isinstance(key, events.Key)
    assert key.key == "1"


def test_many_random_bytes_are_taken_in_a_moment() -> None:
    data = random.Random(7).randbytes(300_000)
    ear, parser, begun = Ear(), XTermParser(), time.process_time()
    for part in parts(data):
        textual(ear.hear(part), parser)
        assert len(ear.incoming._begun) <= 4096
        assert len(ear.incoming._pasted) <= LONGEST_PASTE + 4096
    assert time.process_time() - begun < 5
    textual(ear.wait(WITHIN_PASTE), parser)
    assert textual(ear.hear(b"1"), parser)


@pytest.mark.parametrize("data", [b"\x1b[" + b"-" * 300_000, b"\x1b[" + b"1;" * 150_000, b"\x1b" * 100_000])
def test_no_sequence_slows_down_with_its_length(data: bytes) -> None:
    ear, begun = Ear(), time.process_time()
    for part in parts(data):
        assert len(ear.hear(part)) <= MOST
        assert len(ear.incoming._begun) < 300
    assert time.process_time() - begun < 5
    assert ear.wait(WITHIN) in ([], [ESC])
    assert ear.hear(b"1") == keys("1")


def test_textuals_sequences_mean_the_same_here() -> None:
    for sequence in ANSI_SEQUENCES_KEYS:
        if len(sequence) > 1 and not (sequence[0] == "\x1b" and sequence[1:2] not in "[O"):
            pieces = heard(sequence.encode())
            assert pieces in ([KeySequence(sequence)], []), sequence
            if pieces:
                messages = textual(pieces)
                assert all(isinstance(message, events.Key) for message in messages)
