"""Names as typed, and invisible characters."""

from __future__ import annotations

from unicodedata import normalize

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from cardtui.commands.shared.parameters import split
from cardtui.rules.evening_plan import Plan
from cardtui.save.settings import Settings
from cardtui.text.invisible import MOST_MARKS, is_blank, visible
from cardtui.text.names import LONGEST_NAME, clean_name
from cardtui.text.normal_form import comparable, composed, normal
from cardtui.text.suggestions import closest
from evening_builder import plan
from hostile_texts import HOSTILE, assert_inert

FAMILY = "👨\u200d👩\u200d👧\u200d👦"
HANGUL = "가나다라마바사아자차카타파하거너더러머버서어저처"


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        *((name, name) for name in ("Ana", "José", "谁", "می‌خواهم", "ක්‍ෂ", "❤️", "👍🏽", "O'Neill-Çelik", "·")),
        # What does not show is no name.
        *((name, "") for name in ("\u200d", "\u200d \u200c", "\u3164\u115f", "\u2800", "\xa0\u3000", "\ufe0f\ufe0f")),
        ("\x1b\x9b", ""),
        # A control sequence that was cut; one without an end goes on to the end of its line.
        *(
            (f"Ana{half}", "Ana")
            for half in ("\x1b", "\x1b[", "\x1b[1;5", "\x1bO", "\x1b]11;rgb:11", "\x1bP1$r", "\x9b")
        ),
        *(("Ana\x1b[M", "Ana"), ("Ana\x1b]0;title\nMaria", "Ana Maria")),
        # A name is as long as it looks. Only a letter that alone is longer is cut, and joins none.
        (normalize("NFD", HANGUL), HANGUL),
        (f"Maximiliane Theodora A{FAMILY}", "Maximiliane Theodora A"),
        ("👩\u200d" * 500, ("👩\u200d" * 12)[:-1]),
        ("a" + "\u0301" * 500, "\xe1" + "\u0301" * 23),
    ],
)
def test_a_name_is_what_shows_of_what_was_typed(typed: str, name: str) -> None:
    assert clean_name(typed) == name


@given(st.text() | st.sampled_from(list(HOSTILE.values())))
def test_any_text_becomes_a_name_that_stays_one(text: str) -> None:
    name = clean_name(text)
    assert_inert(name, data=True)
    assert len(name) <= LONGEST_NAME
    assert clean_name(name) == name
    assert not name or not is_blank(name)


SEQUENCES = {
    "Left": "\x1b[D",
    "Left in application mode": "\x1bOD",
    "Ctrl-Left": "\x1b[1;5D",
    "Home": "\x1b[H",
    "Home of rxvt": "\x1b[7~",
    "Delete": "\x1b[3~",
    "F1 of the Linux console": "\x1b[[A",
    "Alt-b": "\x1bb",
    "Alt-ü": "\x1bü",
    "Alt-Left": "\x1b\x1b[D",
    "a key in kitty's protocol": "\x1b[97;5:3u",
    "a click": "\x1b[<0;10;12M",
    "a click in an old code": "\x1b[M !!",
    "a click in another old code": "\x1b[32;10;12M",
    "the focus": "\x1b[I",
    "a paste begins": "\x1b[200~",
    "a color": "\x1b]11;rgb:1111/2222/3333\x1b\\",
    "a color, with a bell": "\x1b]11;rgb:1111/2222/3333\x07",
    "a device": "\x1bP1$r0m\x1b\\",
    "a cursor": "\x1b[12;40R",
    "an application": "\x1b_Gi=1;OK\x1b\\",
    "of one code point": "\x9bD",
    "a string of one code point": "\x9d0;title\x9c",
    "a character set": "\x1b(0",
    "half a character": "\ufffd",
    "a byte that is no character": "\udcc3",
    "an object": "\ufffc",
    "Ctrl-A": "\x01",
}


@pytest.mark.parametrize("sequence", SEQUENCES.values(), ids=SEQUENCES)
def test_no_control_sequence_gets_into_a_name(sequence: str) -> None:
    for name in (f"{sequence}Ana", f"An{sequence}a", f"Ana{sequence}", f"A{sequence * 3}na"):
        assert clean_name(name) == "Ana"
    assert clean_name(sequence) == ""


@pytest.mark.parametrize(
    "kept", [Settings(left="Ana\x1b[D", right="Zo\ufffd"), plan(left="Ana\x1b[D", right="Zo\ufffd")]
)
def test_however_names_come_in_they_are_clean(kept: Settings | Plan) -> None:
    assert (kept.left, kept.right) == ("Ana", "Zo")
    data = msgspec.json.encode(kept).replace(b"Ana", b"Ana\\u001b[D")
    read = msgspec.json.decode(data, type=type(kept))
    assert (read.left, replace(read, right="A\x1bOAn").right) == ("Ana", "An")


LETTERS = {
    "a family": FAMILY,
    "skin": "👍🏽",
    "a flag": "🇩🇪",
    "a mark": "e\u0301\u0323",
    "a dressed sign": "❤\ufe0f",
    "a joined consonant": "ක්\u200dෂ",
    "consonants": "क्ष",
    "a Thai vowel": "กำ",
    "a Korean syllable": "\u1112\u1161\u11ab",
}


@pytest.mark.parametrize("letter", LETTERS.values(), ids=LETTERS)
def test_a_name_is_never_cut_within_a_letter(letter: str) -> None:
    letter = normal(letter)
    for before in range(LONGEST_NAME + 1):
        name = clean_name("x" * before + letter * 30)
        assert not name[before:].replace(letter, ""), name
        assert LONGEST_NAME - len(letter) < len(name) <= LONGEST_NAME


def test_marks_beyond_measure_are_one_sign() -> None:
    assert visible("a" + "\u0301" * 10_000 + "b") == "a" + "\u0301" * MOST_MARKS + "\ufffdb"
    assert visible("བཧཱུྃ हिन्दी שׁ֣ṩ") == "བཧཱུྃ हिन्दी שׁ֣ṩ"


def test_tags_stay_in_flags_and_show_elsewhere() -> None:
    england = "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"
    assert (visible(f"{england}!"), visible("a\U000e0067\U000e0062b")) == (f"{england}!", "a\ufffdb")


# The same text is equal in any encoding of its letters: typed on a keyboard, or in the file names of a Mac.


def test_a_word_is_near_in_any_form() -> None:
    assert closest(normalize("NFD", "küche"), ["Küche"]) == "Küche"


def test_a_suit_name_with_a_comma_stays_whole() -> None:
    assert split([normalize("NFD", "Küche, Bad")], ["Küche, Bad"]) == [normalize("NFD", "Küche, Bad")]


@given(st.text())
def test_a_key_is_the_same_for_every_form(text: str) -> None:
    assert comparable(normalize("NFD", text)) == comparable(normalize("NFC", text)) == comparable(comparable(text))


@given(st.text(st.sampled_from("aeoé\u0301\u0308ü한가\u1112\u1161\u11ab „-xक\u093c\u0ae0"), max_size=12))
def test_composed_characters_know_their_start(text: str) -> None:
    whole, begins = composed(text)
    assert len(whole) == len(begins)
    assert whole in (text, normal(text))
    assert list(begins) == sorted(begins)
