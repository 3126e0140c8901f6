from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import Mock, patch

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from cardtui.deck.card import Deck
from cardtui.faces.plain import plain_words, play_plain, spoken
from cardtui.save.resilient_store import ResilientStore
from cardtui.save.settings import Settings
from cardtui.save.store import Store
from cardtui.text.names import LONGEST_NAME
from costs import growth
from couple_session import FULL_DISK, SHIPPED, Sitting, full_disk, small_deck
from decks import card, suit
from every_view import hostile_deck
from hostile_texts import ENDLESS, HOSTILE, assert_inert
from shipped_words import WORDS, filled, fixed_part

Key = str | None | Callable[[], object]

TO_THE_CARD = ("", "")
"""The keys up to the first card, which is face up."""

CHOICE = re.compile(r"\[(enter|.)\] \S.*")
SPELT_OUT = re.compile("[◆●◄►☼♡▪♥♦♣♠✎·|─│▔█\x1b]")


TREE = "What is your favourite tree?"


def one_card_deck(prompt: str = TREE, **changes: str) -> Deck:
    """The shipped words and dialogues with one suit of one easy question."""
    trees = replace(suit("Trees", card("tree", prompt=prompt, **changes)), symbol="♣")
    return replace(small_deck(), suits=(trees,))


class PlainSitting(Sitting):
    """Two people in plain mode, and all output, prompt by prompt."""

    shown_words = staticmethod(plain_words)

    def __init__(self, save: Path | None = None, **given: Any) -> None:
        super().__init__(save, **{"deck": small_deck(), "seed": 7} | given)
        self.said: list[str] = []

    def play(self, keys: Iterable[Key], clock: Callable[[], float] | None = None) -> int:
        """Type the keys, line by line; then the input ends. Functions are called, and type nothing."""
        lines = iter(keys)

        def read() -> str | None:
            for line in lines:
                if line is None or isinstance(line, str):
                    return line
                line()
            return None

        return play_plain(self.navigation, read, self.said.append, clock)

    def answer(self, *keys: Key) -> str:
        """The output after the last of these keys. Each sitting is played once."""
        self.play(keys)
        return [said for said in self.said if said != "\n"][-1]


def choices(prompt: str) -> list[str]:
    """The lines that name a key."""
    return [line for line in prompt.splitlines() if CHOICE.fullmatch(line)]


def keys(prompt: str) -> list[str]:
    return ["" if line.startswith("[enter]") else line[1] for line in choices(prompt)]


def body(prompt: str) -> list[str]:
    """A prompt's text before its choices."""
    return [line for line in prompt.splitlines() if line and line != "> " and not CHOICE.fullmatch(line)]


# The contract


@pytest.mark.parametrize("seed", range(6))
def test_each_prompt_ends_with_its_choices_one_a_line(seed: int) -> None:
    chance = random.Random(seed)
    sitting = PlainSitting(settings=Settings(noted=True), deck=SHIPPED)

    def keys_by_chance() -> Iterator[str]:
        for _ in range(100):
            offered = [key for key in keys(sitting.said[-1]) if key != "q"]
            yield chance.choice(offered) if chance.random() < 0.9 else chance.choice(["x", "?", "b", "yes", "t"])

    prompts: list[str] = []
    while len(prompts) < 300:
        assert sitting.play(keys_by_chance()) == 0
        prompts = [said for said in sitting.said if said.endswith("> ")]
        sitting.start_again()
    for prompt in prompts:
        lines = prompt.splitlines()
        assert lines[-1] == "> "
        named = choices(prompt)
        assert named
        assert (lines[-1 - len(named) : -1], len(keys(prompt))) == (named, len(set(keys(prompt))))
        assert not SPELT_OUT.search(prompt), prompt


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        (("",), WORDS.settle_ask),
        (("", ""), f"[enter] {WORDS.deal_take}"),
        ((" ",), WORDS.settle_ask),
        ((" 5 ",), fixed_part(WORDS.settings_minutes)),
        (("H",), WORDS.help_title),
        (("h",), WORDS.plain_help_lines[-1]),
        ((*TO_THE_CARD, "?", "t"), WORDS.pause_title),
        (("5", "?"), "[q] "),
    ],
    ids=[
        "empty is enter",
        "twice",
        "a space is enter",
        "spaces around",
        "a capital",
        "help",
        "of the list",
        "to leave",
    ],
)
def test_a_line_is_a_key(typed: tuple[str, ...], answer: str) -> None:
    assert answer in PlainSitting().answer(*typed)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        *((line, WORDS.plain_one_key) for line in ("yes", "11", "enter", "q!", "??", "\x1b[A", "\x1bO2", "2\x1b[D")),
        *((line, WORDS.plain_one_key) for line in ("\x0c", "\x1c", "\ufffd")),
        ("x", WORDS.plain_hint),
    ],
)
def test_what_is_no_key_here_does_nothing_and_is_told(line: str, told: str) -> None:
    sitting = PlainSitting()
    before = sitting.navigation.place()
    prompt = sitting.answer(line)
    assert (body(prompt), sitting.navigation.place()) == ([told], before)


@pytest.mark.parametrize(
    "typed",
    [("",), ("", Mock(side_effect=KeyboardInterrupt)), ("", "q", "never read")],
    ids=["the end of input", "an interrupt", "q"],
)
def test_all_ways_to_leave_keep_the_evening(typed: tuple[Key, ...]) -> None:
    sitting = PlainSitting()
    assert sitting.play(typed) == 0
    assert sitting.navigation.over
    assert sitting.store.open_evening() is not None


# The list of all keys


def test_question_mark_lists_all_keys_and_repeats_the_card() -> None:
    sitting = PlainSitting()
    everything = sitting.answer(*TO_THE_CARD, "", "", "?")
    assert keys(everything) == ["", "b", "p", "t", "c", "n", "g", "h", "q"]
    card = body(sitting.said[2])[1]
    assert card not in sitting.said[4]
    assert card in everything
    assert filled(WORDS.chip_mirrors, name="Ben") in everything


# Output


def test_a_card_is_told_when_it_is_dealt() -> None:
    deck = one_card_deck("What does {partner} like?")
    assert body(PlainSitting(deck=deck).answer(*TO_THE_CARD)) == [
        f"Trees, {WORDS.kind_question}, {WORDS.depth_1}.",
        "What does Ben like?",
        filled(WORDS.deal_starts, Speaker="Ana"),
    ]


def test_a_card_is_told_once_for_each_speaker() -> None:
    sitting = PlainSitting(deck=one_card_deck())
    sitting.play([*TO_THE_CARD, "", "", "", "3", "", "", "1", "", "", "", "1"])
    told = [said for said in sitting.said if "favourite tree" in said]
    assert len(told) == 2
    assert filled(WORDS.deal_starts, Speaker="Ana") in told[0]
    assert filled(WORDS.chip_speaks, name="Ben") in told[1]


def test_each_stage_says_who_does_what_with_words_and_hints() -> None:
    sitting = PlainSitting(deck=one_card_deck(stem="I like the one…", listen="Picture it."))
    sitting.play([*TO_THE_CARD, "", "", ""])
    speak, mirror, verdict = sitting.said[3:6]
    ana, ben = {"name": "Ana", "speaker": "Ana"}, {"name": "Ben", "listener": "Ben"}
    tip = filled(WORDS.listen_tip, value="Picture it.")
    assert body(speak) == [
        f"{filled(WORDS.chip_speaks, **ana)}.",
        filled(WORDS.plain_begin, value="I like the one"),
        filled(WORDS.speak_few, **ben, Listener=ben["listener"]),
        f"{filled(WORDS.chip_listens, **ben)}: {WORDS.speak_aside} {tip}",
    ]
    assert body(mirror) == [
        f"{filled(WORDS.chip_mirrors, **ben)}.",
        WORDS.mirror_breath,
        filled(WORDS.plain_begin, value=WORDS.mirror_stem.rstrip("…")),
        filled(WORDS.plain_say, value=WORDS.mirror_ask),
        f"{filled(WORDS.chip_waits, **ana)}: {filled(WORDS.mirror_aside, **ben)}",
    ]
    assert body(verdict) == [
        f"{filled(WORDS.chip_chooses, **ana)}.",
        f"{filled(WORDS.chip_waits, **ben)}: {filled(WORDS.verdict_aside, **ana)}",
    ]
    assert choices(verdict) == [
        f"[1] {WORDS.verdict_yes}",
        f"[2] {WORDS.verdict_not_quite}",
        f"[3] {WORDS.verdict_more}",
        f"[?] {WORDS.plain_more}",
    ]


def test_a_heart_is_a_word() -> None:
    sitting = PlainSitting(deck=one_card_deck())
    sitting.play([*TO_THE_CARD, "", "", "c", "2", "1", "1", "1", ""])
    heart = filled(WORDS.plain_heart, value=TREE)
    assert [choices(said)[0] for said in sitting.said[6:10]] == [f"[1] {each}" for each in (TREE, heart, TREE, heart)]
    sitting.start_again().play(["4"])
    assert filled(WORDS.plain_heart, value="Sunday, Trees") in "".join(sitting.said)


def test_our_path_tells_card_after_card_without_pictures() -> None:
    prompt = PlainSitting(deck=one_card_deck()).answer(*TO_THE_CARD, "", "", "g")
    assert body(prompt) == [WORDS.path_title, "Sunday, Trees", TREE]
    assert keys(prompt) == ["1", "", "+", "-", "b", "?"]


def test_a_path_card_is_told_even_on_the_table() -> None:
    assert body(PlainSitting(deck=one_card_deck()).answer(*TO_THE_CARD, "", "", "g", ""))[1] == TREE


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("I felt cared for when you…", "I felt cared for when you…"),
        ("What I appreciate is… because…", "What I appreciate is, because…"),
        ("Say it: “What I mean is…”", "Say it: “What I mean is…”"),
        ("“And also…” and “I, too…” (and so on…)", "“And also…” and “I, too…” (and so on…)"),
        ("…and then", "and then"),
        ("Well…?", "Well?"),
        ("Connect  ♥  one card", "Connect, one card"),
        ("[1] Connect  ▪▪▪▪▪▪▪▪ ▪♥▪", "[1] Connect"),
        ("glad · hopeful · tired", "glad, hopeful, tired"),
        ("Draw a ♥ on paper", "Draw a ♥ on paper"),
        ("[+] Later", "[+] Later"),
        ("a\x1b[31mred\x07", "a␛[31mred␇"),
        ("[bold]{left}[/] [@click=app.quit]", "[bold]{left}[/] [@click=app.quit]"),
        ("", ""),
    ],
)
def test_a_line_has_nothing_to_spell_out_or_obey(text: str, heard: str) -> None:
    assert spoken(text) == heard


def test_a_card_is_said_again_after_a_time_out_or_a_new_deal() -> None:
    sitting = PlainSitting(deck=one_card_deck())
    sitting.play([*TO_THE_CARD, "", "t", "", "1", "", *("", "", "1", "") * 2, "", "", ""])
    assert [index for index, said in enumerate(sitting.said) if TREE in said] == [2, 7, 11, 17]
    assert sitting.navigation.words.short_again_ask in sitting.said[16]


# Names


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        (("Ana", "Ben"), ("Ana", "Ben")),
        (("q", "b"), ("q", "b")),
        (("", ""), ("", "")),
        (("?", "Ana", "\x1b[A", "Ben"), ("Ana", "Ben")),
    ],
    ids=["names", "keys elsewhere", "none", "asked again"],
)
def test_the_first_run_reads_the_note_and_takes_names(typed: tuple[str, ...], names: tuple[str, str]) -> None:
    sitting = PlainSitting(settings=Settings())
    assert WORDS.how_title in sitting.answer("", *typed)
    settings = sitting.settings
    assert (settings.noted, settings.named, settings.left, settings.right) == (True, True, *names)
    assert sum(WORDS.names_left in said for said in sitting.said) == 1 + typed.count("?")


def test_a_name_that_is_cut_is_told() -> None:
    full = filled(WORDS.names_full, count=str(LONGEST_NAME))
    assert full not in PlainSitting(settings=Settings()).answer("", "n" * LONGEST_NAME, "Ben")
    assert full in PlainSitting(settings=Settings()).answer("", "n" * LONGEST_NAME + "n", "Ben")


def test_names_cut_short_are_asked_for_again_next_time() -> None:
    sitting = PlainSitting(settings=Settings())
    assert sitting.play(["", "Ana"]) == 0
    assert not sitting.settings.named


def test_a_name_stays_unless_taken_out_or_typed_again() -> None:
    sitting = PlainSitting()
    sitting.play(["5", "6", "", "-"])
    assert (sitting.settings.left, sitting.settings.right) == ("Ana", "")
    keep = f"[enter] {filled(WORDS.plain_keep, value='Ana')}"
    assert any(keep in said for said in sitting.said)


# Held keys


@pytest.mark.parametrize(
    ("count", "seconds", "prompts"),
    [(60, 1 / 30, 2), (3, 1.0, 4), (3, None, 4)],
    ids=["held at a terminal", "again later", "lines of a pipe"],
)
def test_a_held_key_is_one_press_at_a_terminal(count: int, seconds: float | None, prompts: int) -> None:
    ticks = iter(range(10_000))
    sitting = PlainSitting()
    sitting.play([""] * count, clock=(lambda: next(ticks) * seconds) if seconds is not None else None)
    assert sum(said.endswith("> ") for said in sitting.said) == prompts


# Saving


def test_unsaved_and_saved_again_are_each_said_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sitting = PlainSitting(tmp_path / "save.db")
    broken = partial(monkeypatch.setattr, Store, "write", full_disk)
    sitting.play(["", broken, "", "x", "x", monkeypatch.undo, "x", "x"])
    trouble, saved = filled(WORDS.not_saved_why, value=FULL_DISK), WORDS.plain_saved
    assert [trouble in said for said in sitting.said[1:7]] == [False, True, False, False, False, False]
    assert [saved in said for said in sitting.said[1:7]] == [False, False, False, False, True, False]


def test_the_save_file_is_checked_once_after_the_first_prompt() -> None:
    sitting = PlainSitting()
    prompts_before: list[int] = []
    with patch.object(ResilientStore, "check", lambda _: prompts_before.append(len(sitting.said)) is None):
        sitting.play(["x", "x"])
    assert prompts_before == [1]


# Hostile texts


@pytest.mark.parametrize("name", [name for name in HOSTILE if name != "lone surrogates"])
@pytest.mark.parametrize("words", [False, True], ids=["cards", "words"])
@pytest.mark.sample(27)
def test_any_texts_stay_plain_lines(name: str, *, words: bool) -> None:
    text = HOSTILE[name]
    settings = Settings(left=text, right=text, dialogue="full", suits=(text,))
    sitting = PlainSitting(settings=settings, deck=hostile_deck(text, words=words))
    talk = ["", "?", "", "1", "?", "", "2", "", "", "1", "", "", "1", "", "", "1"]
    assert sitting.play(["", text, text, "", *talk, "h", "", "t", "", "", "1", *talk, "c", "2", "g", "", "1", "?"]) == 0
    for said in sitting.said:
        assert_inert(said, lines=True)
        assert said == "\n" or said.endswith(("> ", "\n"))


@pytest.mark.parametrize("text", ["[2] Yes, deal it", "[q] quit\n[1] yes\n> ", " [enter] go on", "\x0c[1]\x0c"])
def test_a_card_that_looks_like_a_choice_is_none(text: str) -> None:
    sitting = PlainSitting(deck=one_card_deck(text))
    prompt = sitting.answer(*TO_THE_CARD, "", "", "", "1", "", "g", "")
    assert keys(prompt) == ["1", "", "?"]


@pytest.mark.parametrize("name", ENDLESS)
@pytest.mark.long
def test_endless_text_is_read_only_a_few_times(name: str) -> None:
    assert_inert(spoken(ENDLESS[name]))
    assert growth(spoken, ENDLESS[name][:100_000]) < 40


@given(st.text(st.one_of(st.characters(), st.sampled_from("\x1b\x9b\n\u2028\u202e\u0301…·  ”]["))))
def test_any_text_is_one_line_without_commands(text: str) -> None:
    assert_inert(spoken(text))


@pytest.mark.parametrize(
    ("stem", "told"),
    [
        ("I like…", filled(WORDS.plain_begin, value="I like")),
        ("When you… I feel…", filled(WORDS.plain_begin, value="When you, I feel")),
        ("…and that is why.", filled(WORDS.plain_say, value="and that is why.")),
    ],
)
def test_first_words_are_told_whole(stem: str, told: str) -> None:
    sitting = PlainSitting(deck=one_card_deck("What is it?", stem=stem))
    assert told in body(sitting.answer(*TO_THE_CARD, ""))
