"""Names as they are typed, and characters that do not show."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cardtui.cards.names import LONGEST_NAME, clean_name
from cardtui.cards.unseen import MOST_MARKS, is_blank, visible
from hostile_texts import HOSTILE, assert_inert


@pytest.mark.parametrize(
    "name", ["\u200d", "\u200d \u200c", "\u3164\u115f", "\u2800", "\xa0\u3000", "\ufe0f\ufe0f", "\x1b\x9b"]
)
def test_a_name_of_which_nothing_can_be_seen_is_none(name: str) -> None:
    assert clean_name(name) == ""


@pytest.mark.parametrize("name", ["Ana", "José", "谁", "می‌خواهم", "ක්‍ෂ", "❤️", "👍🏽", "O'Neill-Çelik", "·"])
def test_a_name_stays_as_it_is_in_any_script(name: str) -> None:
    assert clean_name(name) == name


@settings(deadline=None)
@given(st.text() | st.sampled_from(list(HOSTILE.values())))
def test_any_text_becomes_a_name_that_stays_one(text: str) -> None:
    name = clean_name(text)
    assert_inert(name, data=True)
    assert len(name) <= LONGEST_NAME
    assert clean_name(name) == name
    assert not name or not is_blank(name)


def test_marks_beyond_measure_are_one_sign() -> None:
    assert visible("a" + "\u0301" * 10_000 + "b") == "a" + "\u0301" * MOST_MARKS + "\ufffdb"
    assert visible("བཧཱུྃ हिन्दी שׁ֣ṩ") == "བཧཱུྃ हिन्दी שׁ֣ṩ"


def test_tags_are_kept_in_the_flag_of_a_region_and_seen_elsewhere() -> None:
    england = "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"
    assert visible(f"{england}!") == f"{england}!"
    assert visible("a\U000e0067\U000e0062b") == "a\ufffdb"
