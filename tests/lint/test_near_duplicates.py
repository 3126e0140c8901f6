"""Which prompts are reported as saying nearly the same, and that none is missed."""

from __future__ import annotations

import math
from collections import Counter
from unicodedata import normalize

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cardtui.deck.problem import Problem
from cardtui.lint.near_duplicates import ALIKE
from lint.checked_cards import advice_on, card, suit

ALIKE_PAIRS = [
    pair.split("\n")
    for pair in """\
What did {partner} do lately that made you feel cared for?
What has {partner} done this week that made you feel cared for?

Tell {partner} about a wrong turn you took and were glad of.
Recall a wrong turn that you were glad of in the end.

Which small thing about you do you hope {partner} has noticed?
What little thing about yourself do you hope {partner} notices?

Describe a moment with {partner} that nobody took a picture of.
Which moment with {partner} has nobody taken a picture of?

Think of a mistake of yours that somebody let go kindly.
Recall a mistake you made that someone kindly let go.

Which sentence did you swallow today?
What was a sentence you swallowed today?

Thank each other for tiny things from this week, three each.
Take turns to thank each other for three tiny things of this week.

Which tune do you hum at the sink?
At the sink, what tune are you humming?

What would you do?
What would you do?
""".strip().split("\n\n")
]

OTHER_PAIRS = [
    ("What makes a morning good for you?", "What makes an evening good for you?"),
    ("What do you like about rain?", "What do you like about snow?"),
    ("What do you hear first when you wake up?", "What do you see first when you wake up?"),
    ("Sit side by side for a minute.", "Stay in the room for a minute."),
    ("Tell {partner} about a time you got lost.", "Tell {partner} about a time you got found."),
]


def near(*prompts: str, language: str = "en") -> list[Problem]:
    cards = [card(prompt, name=f"card-{number}") for number, prompt in enumerate(prompts)]
    return [problem for problem in advice_on(suit(*cards, language=language)) if problem.code == "near-duplicate"]


@pytest.mark.parametrize(("one", "other"), ALIKE_PAIRS)
def test_rewording_is_reported_at_the_later_card(one: str, other: str) -> None:
    (problem,) = near(one, other)
    assert problem.line == 14
    said = "the same" if one == other else "nearly the same"
    assert problem.message.startswith(f"says {said} as 'card-0' (line 9): both have '")


@pytest.mark.parametrize(
    ("language", "prompt"),
    [
        ("de", "Welches Geräusch in der Küche hörst du gern?"),
        ("fr", "Quel été t’a le plus marqué, et où était-ce ?"),
        ("vi", "Điều gì hôm nay đã làm bạn thấy ấm áp?"),
        ("ko", "오늘 무엇이 당신을 웃게 했나요?"),
        ("de", "Welches Ge\u00adräusch in der Küche hörst du gern?"),
    ],
)
def test_the_same_text_is_told_in_any_form(language: str, prompt: str) -> None:
    (problem,) = near(prompt, normalize("NFD", prompt.replace("\u00ad", "")), language=language)
    assert problem.message.startswith("says the same as 'card-0'")


@pytest.mark.parametrize(("one", "other"), OTHER_PAIRS)
def test_a_different_thing_in_like_words_passes(one: str, other: str) -> None:
    assert near(one, other) == []


def test_the_other_card_may_be_in_another_file() -> None:
    one, other = ALIKE_PAIRS[0]
    found = advice_on(suit(card(one)), suit(card(other, name="b")).replace("Mornings", "Evenings"))
    assert [problem.path.name for problem in found] == ["b.yaml"]
    assert "'a-card' (a.yaml:9)" in found[0].message


def test_shared_words_are_named_as_written() -> None:
    (problem,) = near("Which sentence did you swallow today?", "What was a sentence you swallowed today?")
    assert problem.message.endswith("both have 'sentence', 'swallowed' and 'today'; keep the better one")


def test_prompts_without_a_word_are_not_compared() -> None:
    assert near("???", "…", "!") == []


def test_a_shared_id_is_the_only_thing_reported() -> None:
    text = suit(card("What of the rain outside?"), card("What of the rain outside?"))
    assert advice_on(text) == []


def test_scripts_without_spaces_are_compared_too() -> None:
    assert len(near("今天早上你最先听到的声音是什么？", "今天早上你最先听到了什么声音？", language="zh")) == 1
    assert near("今天早上你最先听到的声音是什么？", "你小时候最喜欢在哪里看雨？", language="zh") == []


def test_short_foreign_words_make_no_cards_alike() -> None:
    assert near("Was hast du heute im Hof gesehen?", "Was hast du heute im Hof gehört?", language="de") == []
    assert len(near("Was hast du heute im Hof gesehen?", "Was du heute im Hof gesehen hast", language="de")) == 1


VOCABULARY = [a + b for a in "bdfgklmnprt" for b in ("okra", "umble", "into", "arf")]
# Slices of the same words, so that many pairs are close to the threshold.
SLICES = st.tuples(st.integers(0, 30), st.integers(1, 14)).map(
    lambda cut: " ".join(VOCABULARY[cut[0] : cut[0] + cut[1]])
)
MIXED = st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=9).map(" ".join)
PROMPTS = st.lists(SLICES | MIXED, min_size=2, max_size=40)


@given(PROMPTS)
@example([" ".join(VOCABULARY[:4]), " ".join(VOCABULARY[1:5]), " ".join(VOCABULARY[:4])])
@example([" ".join(VOCABULARY[begin : begin + 8]) for begin in range(4)])
@example([" ".join(VOCABULARY[:40]), " ".join(VOCABULARY[:22]), " ".join(VOCABULARY[22:40])])  # just alike
def test_it_finds_all_a_full_comparison_finds(prompts: list[str]) -> None:
    cards = [card(prompt, name=f"card-{number}") for number, prompt in enumerate(prompts)]
    # In another language, every word counts unchanged.
    found = {problem.line for problem in advice_on(suit(*cards, language="eo")) if problem.code == "near-duplicate"}
    sets = [frozenset(prompt.split()) for prompt in prompts]
    counts = Counter(word for words in sets for word in words)
    weight = {word: math.log((len(prompts) + 60) / (count + 1)) for word, count in counts.items()}

    def share(one: frozenset[str], other: frozenset[str]) -> float:
        return sum(map(weight.__getitem__, one & other)) / sum(map(weight.__getitem__, one | other))

    expected = {
        9 + 5 * later
        for later in range(len(sets))
        if any(share(sets[later], sets[earlier]) >= ALIKE - 1e-9 for earlier in range(later))
    }
    assert found == expected
