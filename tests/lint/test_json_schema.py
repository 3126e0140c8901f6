"""The schemas agree with the checker: an editor marks what is an error, and nothing else."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

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
from cardtui.lint.code_pages import page
from cardtui.lint.json_schema import SCHEMA_NAMES, SchemaName, file_name, modeline, schema_text
from cardtui.workshop.plan_file import read_plan
from deck.deckfiles import DIALOGUES, SUIT, card_with
from lint.checked_cards import BASE
from lint.situations import as_file

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
"""Errors that no schema can see, and why. (Those about whole files are no text at all.)"""


@cache
def validator(name: SchemaName) -> Draft7Validator:
    schema = json.loads(schema_text(name, BASE.words))
    Draft7Validator.check_schema(schema)
    return Draft7Validator(schema)


class Verdicts(NamedTuple):
    checker: set[str]
    schema: bool
    """Whether an editor takes it with the schema: its parser does, and the schema does, however YAML is read."""


def loaded(text: str) -> Iterator[Any]:
    """What editors make of a text: as YAML 1.1 has it, and as YAML 1.2 has it."""
    yield yaml.load(text, Loader=yaml.SafeLoader)
    yield ruamel.yaml.YAML(typ="safe", pure=True).load(text)


def plain(value: Any) -> Any:
    """The same for JSON; dates are no JSON at all, so they become what no schema takes for text."""
    if isinstance(value, dict):
        return {str(key) if isinstance(key, str) else f"not text: {key}": plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return None if isinstance(value, datetime.date) else value


def verdicts(name: SchemaName, text: str) -> Verdicts:
    source = Source(Path("mornings.yaml"), text)
    if name == "suit":
        compare((read_suit(source, BASE.dialogues.keys()),))
    elif name == "dialogues":
        read_dialogues(source)
    elif name == "plan":
        read_plan(source)
    else:
        read_words(source, BASE.words)
    try:
        good = all(validator(name).is_valid(plain(value)) for value in loaded(text))
    except (yaml.YAMLError, ruamel.yaml.YAMLError):
        good = False
    return Verdicts({problem.code for problem in source.problems}, good)


def kind_of(example: str) -> SchemaName:
    return next((name for name in SCHEMA_NAMES if example.startswith(f"# {name}.yaml")), "suit")


@pytest.mark.parametrize("name", SCHEMA_NAMES)
def test_the_shipped_schema_matches_the_types(name: SchemaName) -> None:
    shipped = (shipped_deck() / file_name(name)).read_text(encoding="utf-8")
    # If this fails: cardtui schema NAME > deck/NAME.schema.json
    assert shipped == schema_text(name, BASE.words)


def test_every_shipped_file_names_its_schema_in_its_first_line_and_keeps_to_it() -> None:
    for path in shipped_deck().glob("*.yaml"):
        name: SchemaName = path.stem if path.stem in ("dialogues", "words") else "suit"  # type: ignore[assignment]
        text = path.read_text(encoding="utf-8")
        assert text.startswith(modeline(name)), path
        assert verdicts(name, text) == (set(), True), path
    for path in (shipped_deck() / "plans").glob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        assert text.startswith(modeline("plan").replace("$schema=", "$schema=../")), path
        assert verdicts("plan", text) == (set(), True), path


CODES_WITH_EXAMPLES = [code for code in ERROR_CODES if page(code).example is not None]


@pytest.mark.parametrize("code", CODES_WITH_EXAMPLES)
@pytest.mark.sample(15)
def test_an_error_is_one_to_the_schema_too_unless_no_schema_can_see_it(code: str) -> None:
    example = page(code).example or ""
    found = verdicts(kind_of(example), as_file(example))
    assert found.checker == {code}
    assert found.schema == (code in BEYOND), code


@pytest.mark.parametrize("code", CODES_WITH_EXAMPLES)
@pytest.mark.sample(15)
def test_what_is_better_is_so_to_the_schema_too(code: str) -> None:
    better = page(code).better or ""
    assert verdicts(kind_of(better), as_file(better)) == (set(), True)


VALUES = {
    "010": False,
    "1.10": False,
    "true": False,
    "~": False,
    "no": False,
    "on": False,
    "12:30": False,
    "0o10": False,
    "1e3": False,
    "08": False,
    "0x1F": False,
    ".inf": False,
    "2024-01-31": False,
    "": False,
    "''": False,
    "'  '": False,
    "[a]": False,
    "{a: b}": False,
    '"\\e[2J"': False,
    '"\\u202e"': False,
    '"\\u200b \\u2060"': False,
    '"\\u3164"': False,
    '"\\u200fא"': True,
    '"1"': True,
    "'010'": True,
    '"true"': True,
    "'~'": True,
    "plain words": True,
    "1 or 2": True,
    "y": True,
    "no one": True,
    "'a: b'": True,
    "你好": True,
    ">\n      folded\n      text": True,
}


@pytest.mark.parametrize(("value", "good"), VALUES.items())
@pytest.mark.parametrize("field", ["stem", "listen"])
@pytest.mark.sample(20)
def test_both_accept_a_text_value_or_neither_does(field: str, value: str, good: bool) -> None:
    found = verdicts("suit", card_with(f"{field}: {value}"))
    assert (not found.checker, found.schema) == (good, good)


@pytest.mark.parametrize(
    ("old", "new", "good"),
    [
        ("depth: 1", "depth: 3", True),
        ("depth: 1", 'depth: "1"', False),
        ("depth: 1", "depth: 4", False),
        ("depth: 1", "depth: 0", False),
        ("depth: 1", "depth: one", False),
        ("depth: 1", "depth: ~", False),
        ("depth: 1", "depth: true", False),
        ("depth: 1", "depth: [1]", False),
        ("kind: question", "kind: 'question'", True),
        ("kind: question", "kind: Question", False),
        ("kind: question", 'kind: " question"', False),
        ("id: small-walk", "id: 2024", False),
        ("id: small-walk", "id: '2024'", True),
        ("id: small-walk", "id: Small", False),
        ("id: small-walk", "id: " + "a" * 65, False),
        ("id: small-walk", "id: " + "a" * 64, True),
        ("language: en", "language: no", False),
        ("language: en", "language: 'no'", True),
        ("language: en", "language: pt-BR", True),
        ("language: en", "language: english please", False),
        ("language: en", "language: en\nrole: repair", True),
        ("language: en", "language: en\nrole: healing", False),
        ("language: en", "language: en\ncolour: red", False),
        ("    topics: [everyday, home]\n", "    topics: []\n", True),
        ("topics: [everyday, home]", "topics: [everyday, everyday]", False),
        ("topics: [everyday, home]", "topics: [pets]", False),
        ("topics: [everyday, home]", "topics: everyday", False),
        ("aliases: [old-id]", "aliases: [Old]", False),
        ("aliases: [old-id]", "allow: [closed-opening]", True),
        ("aliases: [old-id]", "allow: [from-a-later-version]", True),
        ("aliases: [old-id]", "allow: closed-opening", False),
        ("    prompt: Walk to the window together.\n", "", False),
        ("    kind: step\n", "", False),
        ("suit: Connect\n", "", False),
    ],
)
def test_both_judge_a_suit_alike(old: str, new: str, good: bool) -> None:
    assert old in SUIT
    found = verdicts("suit", SUIT.replace(old, new, 1))
    assert (not found.checker, found.schema) == (good, good), found


@pytest.mark.parametrize("written", ["1.0", "01", "+1", "0x1"])
def test_a_schema_cannot_catch_odd_depth_forms(written: str) -> None:
    found = verdicts("suit", SUIT.replace("depth: 1", f"depth: {written}", 1))
    assert found.checker == {"bad-depth"}


@pytest.mark.parametrize(
    ("old", "new", "good"),
    [
        ("- speak", "- stage: speak\n        aside: Only listen.", True),
        ("- speak", "- stage: speek", False),
        ("- speak", "- speek", False),
        ("- speak", "- stage: speak\n        asid: Only listen.", False),
        ("- speak", "- 1", False),
        ("title: Short", "title: 010", False),
        ("title: Short", "tilte: Short", False),
        ("  short:", "  Short One:", False),
        ("    about: Say one thing, and hear it back.\n", "", True),
    ],
)
def test_both_judge_dialogues_alike(old: str, new: str, good: bool) -> None:
    found = verdicts("dialogues", DIALOGUES.replace(old, new, 1))
    assert (not found.checker, found.schema) == (good, good), found


@pytest.mark.parametrize(
    ("text", "good"),
    [
        *(("settle_ask: Hast du Raum dafür?", True), ("settle_ask: '{left} und {Speaker}'", True)),
        *(("settle_ask: '{a b} und { } und {}'", True), ("settle_ask: '{speeker}'", False)),
        *(("settle_ask: '{time}'", False), ("pause_meet: '{time}'", True), ("settle_ask: no", False)),
        *(("settle_ask: ['a']", False), ("setle_ask: a", False), ("feelings: [froh]", True)),
        *(("feelings: []", False), ("feelings: froh", False), ("feelings: [froh, 010]", False)),
        *(("language: de", True), ("language: deutsch und so", False)),
    ],
)
def test_both_judge_words_alike(text: str, good: bool) -> None:
    found = verdicts("words", text + "\n")
    assert (not found.checker, found.schema) == (good, good), found


@pytest.mark.parametrize(
    ("old", "new", "good"),
    [
        ("minutes: 5", "minutes: 240", True),
        ("minutes: 5", "minutes: 241", False),
        ("minutes: 5", "minutes: 0", False),
        ("minutes: 5", "minutes: '5'", False),
        ("minutes: 5", "minutes: 5.5", False),
        ("minutes: 5", "minutes: five", False),
        ("    minutes: 5\n", "", False),
        ("    minutes: 5", "    minutes: 5\n    auto: true", True),
        ("    minutes: 5", "    minutes: 5\n    auto: 'true'", False),
        ("    minutes: 5", "    minutes: 5\n    auto: on", False),
        ("    minutes: 5", "    minutes: 5\n    screen: One line.\n    notes: [One, two]", True),
        ("    minutes: 5", "    minutes: 5\n    screen: [One, 010]", False),
        ("    minutes: 5", "    minutes: 5\n    screen: {a: b}", False),
        ("    minutes: 5", "    minutes: 5\n    may_drop: 99", True),
        ("    minutes: 5", "    minutes: 5\n    may_drop: 100", False),
        ("    minutes: 5", "    minutes: 5\n    turn: 5", False),
        ("    minutes: 5", "    minutes: 5\n    change: 0", False),
        ("kind: talk", "kind: Talk", False),
        ("    turn: 5\n", "", False),
        ("    turn: 5", "    turn: 5\n    change: 0", True),
        ("    turn: 5", "    turn: 5\n    change: -1", False),
        ("    card: calmest-minute\n", "", False),
        ("    card: calmest-minute", "    choose: [calmest-minute, a-lid-won]", True),
        ("    card: calmest-minute", "    choose: [calmest-minute, calmest-minute]", False),
        ("    card: calmest-minute", "    card: a-lid-won\n    choose: [calmest-minute, a-lid-won]", False),
        ("language: en", "language: en\nwithout: [money]", True),
        ("language: en", "language: en\nwithout: [pets]", False),
        ("language: en", "language: en\ncontacts: ['A helpline: 1']\nbell: false\nabout: A try.", True),
        ("language: en", "language: en\nbell: never", False),
        ("language: en", "language: en\nminutes: 1441", False),
        ("language: en", "language: en\nprice: 5", False),
    ],
)
@pytest.mark.sample(10)
def test_both_judge_a_plan_alike(old: str, new: str, good: bool) -> None:
    plan = page("no-agenda").better or ""
    assert old in plan
    found = verdicts("plan", plan.replace(old, new, 1))
    assert (not found.checker, found.schema) == (good, good), found


PIECES = st.sampled_from(
    [
        *("no", "12:30", "~", "'1'", "010", "x", "'a b'", "[x]", "{}", "''", "question", "step", "everyday", "1"),
        *("2", "true", "♥"),
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
    found = verdicts("suit", "\n".join(lines) + "\n")
    if not found.checker & BEYOND.keys():
        assert found.schema == (not found.checker), (found, lines)
