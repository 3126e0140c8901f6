"""The schemas agree with the checker: an editor marks exactly the errors."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import ruamel.yaml
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from cardtui.deck.deck_locations import shipped_deck
from cardtui.deck.deck_reader import compare
from cardtui.deck.files.dialogues_file import read_dialogues
from cardtui.deck.files.source import Source
from cardtui.deck.files.suit_file import read_suit
from cardtui.deck.files.words_file import read_words
from cardtui.deck.problem import ERROR_CODES
from cardtui.lint.json_schema import SCHEMA_NAMES, SchemaName, file_name, modeline, schema_text
from cardtui.workshop.plan_file import read_plan
from deck.deckfiles import BASE, DIALOGUES, SUIT, card_with
from lint.situations import as_file, shown_on

BEYOND = {
    "bad-symbol": "how wide a character is",
    "bad-order": "in which order stages come",
    "unknown-dialogue": "which dialogues a deck has",
    "duplicate-id": "that an id is there once in a deck",
    "duplicate-alias": "that an alias is no id",
    "unknown-deck": "which decks there are",
    "unknown-card": "which cards a deck has",
    "too-short": "that numbers add up",
    "yaml-anchor": "it has been resolved by then",
}
"""Errors that no schema can detect, and why. (Those about whole files are not about text at all.)"""


@cache
def validator(name: SchemaName) -> Draft7Validator:
    schema = json.loads(schema_text(name, BASE.words))
    Draft7Validator.check_schema(schema)
    return Draft7Validator(schema)


def plain(value: Any) -> Any:
    """The value as JSON; JSON has no dates, so they become a value that no schema accepts as text."""
    if isinstance(value, dict):
        return {str(key) if isinstance(key, str) else f"not text: {key}": plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return None if isinstance(value, datetime.date) else value


READERS: dict[SchemaName, Callable[[Source], object]] = {
    "suit": lambda source: compare((read_suit(source, BASE.dialogues.keys()),)),
    "dialogues": read_dialogues,
    "plan": read_plan,
    "words": lambda source: read_words(source, BASE.words),
}


def verdicts(name: SchemaName, text: str) -> tuple[set[str], bool]:
    """The checker's codes, and whether an editor accepts a text: both YAML 1.1 and 1.2 parse it, and fit the schema."""
    source = Source(Path("mornings.yaml"), text)
    READERS[name](source)
    try:
        values = yaml.load(text, Loader=yaml.SafeLoader), ruamel.yaml.YAML(typ="safe", pure=True).load(text)
        accepted = all(validator(name).is_valid(plain(value)) for value in values)
    except (yaml.YAMLError, ruamel.yaml.YAMLError):
        accepted = False
    return {problem.code for problem in source.problems}, accepted


def kind_of(example: str) -> SchemaName:
    return next((name for name in SCHEMA_NAMES if example.startswith(f"# {name}.yaml")), "suit")


@pytest.mark.parametrize("name", SCHEMA_NAMES)
def test_the_shipped_schema_matches_the_types(name: SchemaName) -> None:
    shipped = (shipped_deck() / file_name(name)).read_text(encoding="utf-8")
    # If this fails: cardtui schema NAME > deck/NAME.schema.json
    assert shipped == schema_text(name, BASE.words)


@pytest.mark.parametrize(
    "path", [*shipped_deck().glob("*.yaml"), *shipped_deck().glob("plans/*.yaml")], ids=lambda path: path.stem
)
def test_a_shipped_file_names_its_schema_and_keeps_to_it(path: Path) -> None:
    in_plans = path.parent.name == "plans"
    name = next((name for name in SCHEMA_NAMES if name == path.stem), "plan" if in_plans else "suit")
    text = path.read_text(encoding="utf-8")
    assert text.startswith(modeline(name).replace("$schema=", "$schema=../" if in_plans else "$schema="))
    assert verdicts(name, text) == (set(), True)


CODES_WITH_EXAMPLES = [code for code in ERROR_CODES if shown_on(code).example is not None]


@pytest.mark.parametrize("code", CODES_WITH_EXAMPLES)
@pytest.mark.sample(15)
def test_the_schema_sees_every_error_that_a_schema_can_see(code: str) -> None:
    page = shown_on(code)
    example, better = page.example or "", page.better or ""
    assert verdicts(kind_of(example), as_file(example)) == ({code}, code in BEYOND)
    assert verdicts(kind_of(better), as_file(better)) == (set(), True)


TEXTS = [
    *('"\\u200fא"', '"1"', "'010'", '"true"', "'~'", "plain words", "1 or 2", "y", "no one", "'a: b'", "你好"),
    ">\n      folded\n      text",
]
NO_TEXTS = [
    *("010", "1.10", "true", "~", "no", "on", "12:30", "0o10", "1e3", "08", "0x1F", ".inf", "2024-01-31", "", "''"),
    *("'  '", "[a]", "{a: b}", '"\\e[2J"', '"\\u202e"', '"\\u200b \\u2060"', '"\\u3164"'),
]


@pytest.mark.parametrize(("value", "good"), [*((text, True) for text in TEXTS), *((text, False) for text in NO_TEXTS)])
@pytest.mark.sample(20)
def test_both_accept_a_text_value_or_neither_does(value: str, good: bool) -> None:
    codes, accepted = verdicts("suit", card_with(f"stem: {value}"))
    assert (not codes, accepted) == (good, good)


PLAN = shown_on("no-agenda").better or ""
CHANGES: list[tuple[SchemaName, str, str, str, str]] = [
    ("suit", SUIT, "depth: 1", "depth: 3", 'depth: "1" | depth: 4 | depth: 0 | depth: one | depth: ~ | depth: true'),
    ("suit", SUIT, "kind: question", "kind: 'question'", "kind: Question | kind: ' question' | #"),
    ("suit", SUIT, "id: small-walk", f"id: '2024' | id: {'a' * 64}", f"id: 2024 | id: Small | id: {'a' * 65}"),
    ("suit", SUIT, "language: en", "language: 'no' | language: pt-BR", "language: no | language: english please"),
    (
        "suit",
        SUIT,
        "language: en",
        "language: en\nrole: repair",
        "language: en\nrole: healing | language: en\ncolour: red",
    ),
    ("suit", SUIT, "topics: [everyday, home]", "topics: []", "topics: [home, home] | topics: [pets] | topics: home"),
    ("suit", SUIT, "aliases: [old-id]", "allow: [closed-opening] | allow: [from-a-later-version]", "allow: emoji"),
    ("suit", SUIT, "aliases: [old-id]", "#", "aliases: [Old]"),
    ("suit", SUIT, "prompt: Walk to the window together.", "prompt: Walk.", "# | prompt: [Walk]"),
    ("suit", SUIT, "suit: Connect", "suit: Us", "#"),
    ("dialogues", DIALOGUES, "- speak", "- {stage: speak, aside: Only listen.}", "- {stage: speek} | - speek | - 1"),
    ("dialogues", DIALOGUES, "- speak", "- {stage: speak}", "- {stage: speak, asid: Only listen.}"),
    ("dialogues", DIALOGUES, "title: Short", "title: '010'", "title: 010 | tilte: Short"),
    ("dialogues", DIALOGUES, "  short:", "  long:", "  Short One:"),
    ("dialogues", DIALOGUES, "about: Say one thing, and hear it back.", "#", "about: [a]"),
    (
        "plan",
        PLAN,
        "minutes: 5",
        "minutes: 240",
        "minutes: 241 | minutes: 0 | minutes: '5' | minutes: 5.5 | minutes: five | #",
    ),
    (
        "plan",
        PLAN,
        "minutes: 5",
        "minutes: 5\n    auto: true",
        "minutes: 5\n    auto: 'true' | minutes: 5\n    auto: on",
    ),
    ("plan", PLAN, "minutes: 5", "minutes: 5\n    screen: One.", "minutes: 5\n    screen: [One, 010]"),
    ("plan", PLAN, "minutes: 5", "minutes: 5\n    notes: [One, two]", "minutes: 5\n    screen: {a: b}"),
    ("plan", PLAN, "minutes: 5", "minutes: 5\n    may_drop: 99", "minutes: 5\n    may_drop: 100"),
    ("plan", PLAN, "minutes: 5", "", "minutes: 5\n    turn: 5 | minutes: 5\n    change: 0"),
    ("plan", PLAN, "kind: talk", "kind: 'talk'", "kind: Talk"),
    ("plan", PLAN, "    turn: 5", "    turn: 5\n    change: 0", "    turn: 5\n    change: -1 | #"),
    ("plan", PLAN, "card: calmest-minute", "choose: [calmest-minute, a-lid-won]", "choose: [a-lid-won, a-lid-won] | #"),
    (
        "plan",
        PLAN,
        "card: calmest-minute",
        "card: 'a-lid-won'",
        "card: a-lid-won\n    choose: [calmest-minute, a-lid-won]",
    ),
    ("plan", PLAN, "language: en", "language: en\nwithout: [money]", "language: en\nwithout: [pets]"),
    ("plan", PLAN, "language: en", "language: en\ncontacts: ['A helpline: 1']", "language: en\nminutes: 1441"),
    ("plan", PLAN, "language: en", "language: en\nbell: false", "language: en\nbell: never"),
    ("plan", PLAN, "language: en", "language: en\nabout: A try.", "language: en\nprice: 5"),
    ("words", "x", "x", "settle_ask: Hast du Raum dafür?", "settle_ask: no | settle_ask: ['a'] | setle_ask: a"),
    ("words", "x", "x", "settle_ask: '{left} und {Speaker}'", "settle_ask: '{speeker}' | settle_ask: '{time}'"),
    ("words", "x", "x", "settle_ask: '{a b} und { } und {}' | pause_meet: '{time}'", "language: deutsch und so"),
    ("words", "x", "x", "feelings: [froh] | language: de", "feelings: [] | feelings: froh | feelings: [froh, 010]"),
]
"""Kind of file, its content and the part to replace; replacements that both accept, and that both reject.

A comment in place of a field leaves it out.
"""


@pytest.mark.parametrize(
    ("name", "base", "old", "new", "good"),
    [
        (name, base, old, new, good)
        for name, base, old, *both in CHANGES
        for good, several in zip((True, False), both, strict=True)
        for new in filter(None, several.split(" | "))
    ],
)
def test_both_judge_a_change_alike(name: SchemaName, base: str, old: str, new: str, good: bool) -> None:
    assert old in base
    codes, accepted = verdicts(name, base.replace(old, new, 1))
    assert (not codes, accepted) == (good, good), codes


PIECES = st.sampled_from(
    [
        *("no", "12:30", "~", "'1'", "010", "x", "[x]", "{}", "''"),
        *("question", "step", "everyday", "1", "2", "true", "♥"),
    ]
)


@given(st.lists(st.tuples(st.integers(0, 30), PIECES), min_size=1, max_size=3))
def test_any_change_of_values_is_judged_alike(changes: list[tuple[int, str]]) -> None:
    lines = SUIT.splitlines()
    for place, value in changes:
        at = place % len(lines)
        key, colon, old = lines[at].partition(": ")
        if colon and old:
            lines[at] = f"{key}: {value}"
    codes, accepted = verdicts("suit", "\n".join(lines) + "\n")
    if not codes & BEYOND.keys():
        assert accepted == (not codes), (codes, lines)
