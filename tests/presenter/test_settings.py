"""Settings: every row changes something, it is saved at once, and the next evening follows it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from msgspec.structs import replace

import cardtui
from cardtui.deck.dialogue import StageType, StageWords
from cardtui.deck.topics import TOPICS
from cardtui.presenter.settings_views import EVENING_LENGTHS, THEMES, WAYS
from couple_session import KNOWN, SHIPPED, Sitting, small_deck
from decks import card, suit
from shipped_words import WORDS, filled, fixed_part


@pytest.fixture
def pair(save: Path) -> Sitting:
    return Sitting(save).press("5")


def again(pair: Sitting) -> Sitting:
    return pair.press("q").start_again()


@pytest.mark.parametrize(
    ("key", "field", "values"),
    [
        ("1", "minutes", EVENING_LENGTHS),
        ("8", "still", (False, True)),
        ("9", "spread", (False, True)),
    ],
)
def test_a_row_cycles_values_and_keeps_each(pair: Sitting, key: str, field: str, values: tuple[object, ...]) -> None:
    seen, texts = [], []
    for _ in values:
        pair.press(key)
        texts.append(pair.row(key).text)
        seen.append(getattr(pair.settings, field))
        again(pair).press("5")
        assert (getattr(pair.settings, field), pair.row(key).text) == (seen[-1], texts[-1])
    assert set(seen) == set(values)
    assert seen[-1] == getattr(KNOWN, field), "round and round"
    assert len(set(texts)) == len(values)


@pytest.mark.parametrize(
    ("key", "field", "values"),
    [("2", "depth", (1, 2, 3)), ("3", "dialogue", WAYS), ("7", "theme", THEMES)],
    ids=["depth", "dialogue", "theme"],
)
def test_what_may_be_chosen_is_listed_and_enter_keeps_what_holds(
    pair: Sitting, key: str, field: str, values: tuple[object, ...]
) -> None:
    before = getattr(pair.settings, field)
    assert pair.press(key).row("enter").keys[1] == str(values.index(before) + 1)
    assert field == "theme" or all(": " in row.text for row in pair.rows[:-1]), "each has a sentence"
    pair.press("enter")
    assert getattr(pair.settings, field) == before
    for digit, value in enumerate(values, start=1):
        pair.press(key, str(digit))
        assert getattr(pair.settings, field) == value
        assert pair.row(key).text
    pair.press(key, "esc")
    assert getattr(pair.settings, field) == values[-1]


def test_untouched_names_stay_as_the_file_says(pair: Sitting) -> None:
    pair.press("6")
    shown = pair.scene
    pair.store.keep_settings(replace(pair.settings, left="Anna"))
    shown.done((KNOWN.left, "Benno"))
    assert (pair.settings.left, pair.settings.right) == ("Anna", "Benno")


def test_a_value_not_offered_can_be_left_behind() -> None:
    pair = Sitting(settings=replace(KNOWN, minutes=45, dialogue="gone", theme="purple")).press("5")
    assert "45" in pair.row("1").text
    assert "gone" in pair.row("3").text
    pair.press("1", "3", "1", "7")
    assert not any("enter" in row.keys for row in pair.rows)
    pair.press("2")
    assert (pair.settings.minutes, pair.settings.dialogue) == (EVENING_LENGTHS[0], WAYS[0])
    assert pair.settings.theme in THEMES


def test_suits_toggle_and_the_last_one_stays(pair: Sitting) -> None:
    pair.press("4")
    names = [each.name for each in SHIPPED.suits]
    assert [row.text for row in pair.rows[:-1]] == [f"{name}: {WORDS.settings_in}" for name in names]
    pair.press("2")
    assert pair.settings.suits == tuple(name for name in names if name != names[1])
    assert pair.row("2").text == f"{names[1]}: {WORDS.settings_out}"
    pair.press("2")
    assert pair.settings.suits == ()
    assert WORDS.settings_one_suit not in pair.press(*(str(number) for number in range(1, len(names)))).text
    assert WORDS.settings_one_suit in pair.press(str(len(names))).text
    assert pair.settings.suits == (names[-1],)
    assert WORDS.settings_one_suit not in pair.press("1").text


def test_evenings_keep_to_chosen_suits_and_topics(pair: Sitting) -> None:
    plan = pair.press("4", "1", "enter", "5", "1", "enter", "enter", "enter").position.plan
    assert plan.suits == tuple(each.name for each in SHIPPED.suits[1:])
    assert plan.without == (TOPICS[0],)


def test_all_topics_can_be_left_out_across_pages(pair: Sitting) -> None:
    pair.press("5")
    left = len(TOPICS)
    while left:
        shown = [row for row in pair.rows if row.key.isdigit() and row.text not in (WORDS.page_more, WORDS.page_first)]
        assert shown
        pair.press(*(row.key for row in shown))
        left -= len(shown)
        if left:
            pair.press("9")
    assert pair.settings.without == TOPICS
    assert pair.row("9").text == WORDS.page_first
    pair.press("9")
    assert pair.row("9").text == WORDS.page_more
    assert pair.row("1").text.endswith(WORDS.settings_out), "the pages go round"
    pair.press("1")
    assert pair.settings.without == TOPICS[1:]


def test_a_deck_of_many_suits_has_pages(save: Path) -> None:
    suits = tuple(suit(f"Suit {number}", card(f"card-{number}")) for number in range(1, 31))
    pair = Sitting(save, replace(small_deck(), suits=suits)).press("5", "4", "9", "9", "9")
    assert [row.text for row in pair.rows[:6]] == [f"Suit {n}: {WORDS.settings_in}" for n in range(25, 31)]
    pair.press("6")
    assert len(pair.settings.suits) == 29


def test_suits_of_another_deck_are_not_asked_for(save: Path) -> None:
    pair = Sitting(save, settings=replace(KNOWN, suits=("Elsewhere",))).press("enter")
    assert pair.position.plan.suits == ()


def test_each_deck_keeps_its_suits(save: Path) -> None:
    trees = replace(small_deck(), suits=tuple(suit(name, card(name.lower())) for name in ("Oak", "Ash", "Everyday")))
    liked = ("Connect", "Everyday")
    pair = Sitting(save, small_deck(), replace(KNOWN, suits=liked))
    pair.start_again(trees).press("5")
    assert pair.row("4").text == filled(WORDS.settings_suits, value="Everyday")
    pair.press("4", "2", "3", "enter")
    assert pair.row("4").text == filled(WORDS.settings_suits, value="Ash")
    pair.press("4", "1", "3", "enter")
    assert pair.row("4").text == filled(WORDS.settings_suits, value=WORDS.settings_all)
    assert pair.press("enter", "enter").position.plan.suits == ()
    pair.press("q").start_again(small_deck()).press("5")
    assert pair.row("4").text == filled(WORDS.settings_suits, value=", ".join(liked))
    assert pair.press("enter", "7", "2").position.plan.suits == liked


def test_a_form_changes_names_and_esc_keeps_them(pair: Sitting) -> None:
    pair.press("6")
    assert pair.scene.values == ("Ana", "Ben")
    pair.press("esc")
    assert (pair.settings.left, pair.settings.right) == ("Ana", "Ben")
    pair.press("6").names("Chris", "")
    assert "Chris" in pair.row("6").text
    assert (again(pair).settings.left, pair.settings.right) == ("Chris", "")
    pair.press("5", "6").names("", "")
    assert WORDS.settings_none in pair.row("6").text


def test_the_open_evening_stays_and_page_says_so(pair: Sitting) -> None:
    assert WORDS.settings_open not in pair.text
    pair.press("enter", "enter", "enter")
    before = pair.position
    pair.press("q").start_again().press("5")
    assert WORDS.settings_open in pair.text
    pair.press("1", "2", "3", "enter", "enter")
    assert pair.position == before


def test_without_a_deck_the_settings_still_open(save: Path) -> None:
    pair = Sitting(save, deck=None).press("5", "1", "2", "3", "4", "enter", "5", "1", "enter")
    assert pair.settings.minutes != KNOWN.minutes


# Every word that translators get is used, and no other.


BUILT = re.compile(r'f"(\w+_)\{')
"""Names of words that are composed of a prefix and a value, such as ``rail_`` and the stage."""


def test_every_field_of_words_is_used() -> None:
    source = Path(cardtui.__file__).parent
    text = "\n".join(path.read_text(encoding="utf-8") for path in source.rglob("*.py") if path.name != "words.py")
    beginnings = tuple(set(BUILT.findall(text)))
    used = set(re.findall(r"\w+", text))
    used |= {f"{stage}_{field}" for stage in StageType for field in StageWords.__struct_fields__}
    assert [name for name in vars(WORDS) if name not in used and not name.startswith(beginnings)] == []


def test_back_is_said_once_in_a_list() -> None:
    pair = Sitting().press("5", "2")
    assert [row.short for row in pair.rows if "b" in row.keys] == [""]


def test_what_the_command_line_asks_for_is_told_beside_it() -> None:
    pair = Sitting(minutes=45, depth=3, dialogue="full", suits=("Repair",), without=("money",), left="Anna").press("5")
    asked = ("45", WORDS.depth_3, SHIPPED.dialogues["full"].title, "Repair", WORDS.topic_money, "Anna · Ben")
    for key, value in enumerate(asked, start=1):
        assert pair.row(str(key)).text.endswith(filled(WORDS.settings_run, value="", name=value)), key
    assert all(fixed_part(WORDS.settings_run) not in pair.row(key).text for key in "789")
    pair.press("6").names("Anne", "Ben")
    assert pair.row("6").text == filled(WORDS.settings_names, value="Anne · Ben")
    assert filled(WORDS.settings_run, value="", name=WORDS.settings_cards_1) in Sitting(cards=1).press("5").text


def test_leaving_before_an_evening_says_goodbye(save: Path) -> None:
    pair = Sitting(save).press("q")
    assert pair.navigation.parting == WORDS.parting_night
    pair.start_again().press("enter", "enter", "q").start_again().press("q")
    assert pair.navigation.parting == WORDS.parting_kept
