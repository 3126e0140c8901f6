"""Text into lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardtui.print.line_breaks import cleaned, clusters, even_lines, lines, runs_right_to_left


@pytest.mark.parametrize(
    ("text", "letters", "expected"),
    [
        ("one two-three four", 9, ["one two-", "three", "four"]),
        # A word that is too long is broken anywhere.
        ("a bcdefghij k", 4, ["a", "bcde", "fghi", "j k"]),
        # A lonely last line gets company, if that breaks no word.
        ("We looked at each tree until the sun had gone a", 46, ["We looked at each tree until the sun", "had gone a"]),
        ("abcdefghijklmnopqrst a", 20, ["abcdefghijklmnopqrst", "a"]),
        # Japanese breaks anywhere but before a stop.
        ("目がさめて最初に聞こえた音。", 13, ["目がさめて最初に聞こえた", "音。"]),
        ("あいうえお。かきくけこ", 5, ["あいうえ", "お。かきく", "けこ"]),
        ("ああ（朝）です", 3, ["ああ", "（朝）", "です"]),
    ],
)
def test_text_is_broken_where_a_reader_expects_it(text: str, letters: int, expected: list[str]) -> None:
    assert lines(text, letters, len) == expected


@pytest.mark.parametrize(
    ("letters", "expected"),
    [
        (40, ["What do you have a favourite of,", "though any of them would do?"]),
        (24, ["What helps you slow down", "when a conversation", "gets too fast?"]),
        (22, ["Uncharacteristically", "so it is"]),
    ],
)
def test_even_lines_are_about_equally_long(letters: int, expected: list[str]) -> None:
    assert even_lines(" ".join(expected), letters, len) == expected


def test_marks_stay_on_their_letters() -> None:
    assert list(clusters("e\u0323\u0302a\u200dbc")) == ["e\u0323\u0302", "a\u200db", "c"]


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        *((f"a{odd}b\t \n c", "ab c") for odd in "\x00\x1b\u202e\u2066\u200f\ufe0f\ud800\u00ad"),
        ("xe" + "\u0323" * 100 + "y", "xẹ" + "\u0323" * 6 + "y"),
        ("שָּׁ", "שָּׁ"),
        # Words need their joiners.
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_what_does_not_show_is_left_out(text: str, clean: str) -> None:
    assert cleaned(text) == clean


def test_a_text_runs_as_its_first_letter_does() -> None:
    assert runs_right_to_left("“3. שלום world")
    assert not runs_right_to_left("“3. world שלום")


@given(st.text(max_size=200), st.integers(4, 40))
def test_no_letter_is_lost_and_no_line_too_long(text: str, letters: int) -> None:
    text = cleaned(text)
    found = lines(text, letters, len) if text else []
    assert "".join(found).replace(" ", "") == text.replace(" ", "")
    for line in found:
        assert len(line) <= letters or len(list(clusters(line))) == 1
