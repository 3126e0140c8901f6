"""Text into lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardtui.print.line_breaks import cleaned, clusters, even_lines, lines, runs_right_to_left


def broken(text: str, letters: int) -> list[str]:
    """Lines of at most that many letters."""
    return lines(text, letters, len)


def test_lines_end_at_spaces_and_after_hyphens() -> None:
    assert broken("one two-three four", 9) == ["one two-", "three", "four"]


def test_a_word_too_long_is_broken_anywhere() -> None:
    assert broken("a bcdefghij k", 4) == ["a", "bcde", "fghi", "j k"]


def test_a_lonely_last_line_gets_company() -> None:
    text = "We walked there and looked at each tree until the sun had gone a"
    assert broken(text, 62) == ["We walked there and looked at each tree until the sun", "had gone a"]


def test_company_for_a_last_line_breaks_no_word() -> None:
    assert broken("abcdefghijklmnopqrst a", 20) == ["abcdefghijklmnopqrst", "a"]


def test_even_lines_are_about_equally_long() -> None:
    text = "What do you have a favourite of, though any of them would do?"
    found = even_lines(text, 40, len)
    assert found == ["What do you have a favourite of,", "though any of them would do?"]


def test_the_last_of_even_lines_has_its_share() -> None:
    found = even_lines("What helps you slow down when a conversation gets too fast?", 24, len)
    assert found == ["What helps you slow down", "when a conversation", "gets too fast?"]


def test_even_lines_break_no_word_that_has_room() -> None:
    assert even_lines("Uncharacteristically so it is", 22, len) == ["Uncharacteristically", "so it is"]


def test_japanese_breaks_anywhere_but_before_a_stop() -> None:
    assert broken("目がさめて最初に聞こえた音。", 13) == ["目がさめて最初に聞こえた", "音。"]
    assert broken("あいうえお。かきくけこ", 5) == ["あいうえ", "お。かきく", "けこ"]
    assert broken("ああ（朝）です", 3) == ["ああ", "（朝）", "です"]


def test_marks_stay_on_their_letters() -> None:
    assert list(clusters("e\u0323\u0302a\u200dbc")) == ["e\u0323\u0302", "a\u200db", "c"]


@pytest.mark.parametrize("character", ["\x00", "\x1b", "\u202e", "\u2066", "\u200f", "\ufe0f", "\ud800", "\u00ad"])
def test_what_does_not_show_is_left_out(character: str) -> None:
    assert cleaned(f"a{character}b\t \n c") == "ab c"


def test_a_heap_of_marks_is_cut_down() -> None:
    assert cleaned("xe" + "\u0323" * 100 + "y") == "xẹ" + "\u0323" * 6 + "y"
    assert cleaned("שָּׁ") == "שָּׁ"


def test_joiners_stay_because_words_need_them() -> None:
    assert cleaned("می\u200cخواهم") == "می\u200cخواهم"


def test_a_text_runs_as_its_first_letter_does() -> None:
    assert runs_right_to_left("“3. שלום world")
    assert not runs_right_to_left("“3. world שלום")


@given(st.text(max_size=200), st.integers(4, 40))
def test_no_letter_is_lost_and_no_line_too_long(text: str, letters: int) -> None:
    text = cleaned(text)
    found = broken(text, letters) if text else []
    assert "".join(found).replace(" ", "") == text.replace(" ", "")
    for line in found:
        assert len(line) <= letters or len(list(clusters(line))) == 1
