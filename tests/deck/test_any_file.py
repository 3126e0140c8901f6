"""Thousands of files that are nearly decks: each is read to its end, and other readers agree on the valid ones."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
import ruamel.yaml
import yaml

from cardtui.deck.card import Suit
from cardtui.deck.dialogue import Dialogue
from cardtui.deck.words import Words
from cardtui.text.normal_form import normal
from deck.any_bytes import KINDS, Kind, Outcome, judge
from deck.generated_yaml import some_bytes


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("seeds", "least"),
    [(range(150), 5), pytest.param(range(1000, 31_000), 15, marks=pytest.mark.long)],
    ids=["few", "many"],
)
def test_odd_files_are_reported_without_raising(kind: Kind, seeds: range, least: int) -> None:
    codes: set[str] = set()
    good = 0
    for seed in seeds:
        content = some_bytes(seed, kind)
        try:
            outcome = judge(kind, content)
            assert_others_read_the_same(content, outcome)
        except Exception as error:
            error.add_note(f"some_bytes({seed}, {kind!r}) == {content!r}")
            raise
        good += outcome.value is not None
        codes.update(problem.code for problem in (*outcome.errors, *outcome.advice))
    assert good >= 0.1 * len(seeds), "with too few good files it tests little"
    assert len(codes) > least


# Other readers

_STRICTER = re.compile(r"found character '\\t'|more indented follow up line")


def loaded(text: str) -> Iterator[tuple[str, Any]]:
    """Results of other readers: PyYAML, to which all is text; and editors, which read YAML 1.1 or 1.2."""
    yield "base", yaml.load(text, Loader=yaml.CBaseLoader)
    yield "1.1", yaml.load(text, Loader=yaml.CSafeLoader)
    with warnings.catch_warnings():
        # It warns about a %YAML line, and continues.
        warnings.simplefilter("ignore")
        try:
            value = ruamel.yaml.YAML(typ="safe", pure=True).load(text)
        except ruamel.yaml.scanner.ScannerError as error:
            # It is stricter than YAML about tabs between tokens, as in a blank line, and about a block that begins with
            # a blank line of fewer spaces than its text has; libyaml and editors are not.
            if not _STRICTER.search(str(error)):
                raise
        else:
            yield "1.2", value


def assert_others_read_the_same(content: bytes, outcome: Outcome) -> None:
    """A file without an error has the same texts for every reader of YAML."""
    if outcome.value is None:
        return
    text = content.decode("utf-8").removeprefix("\ufeff")
    for reader, value in loaded(text):
        assert comparable(as_given(outcome.value, value)) == comparable(value), reader


def as_given(ours: Suit | Words | dict[str, Dialogue], theirs: dict[str, Any]) -> dict[str, Any]:
    """Our value, with fields named as in its file."""
    match ours:
        case Suit():
            made = msgspec.to_builtins(ours)
            return {"suit": made.pop("name"), **made}
        case Words():
            return {key: getattr(ours, key) for key in theirs}
        case dict():
            dialogues = msgspec.to_builtins(ours)
            assert [each.pop("name") for each in dialogues.values()] == list(dialogues)
            return {"dialogues": dialogues}


def comparable(value: Any, field: str = "") -> Any:
    """Plain data without allowed differences: white space, normalization, quotes of a depth, `allow`, empty values."""
    match value:
        case dict():
            made = {key: comparable(each, key) for key, each in value.items() if key != "allow"}
            return {key: each for key, each in made.items() if each != []}
        case list() | tuple() if field == "stages":
            return [comparable({"stage": each} if isinstance(each, str) else each) for each in value]
        case list() | tuple():
            return [comparable(each) for each in value]
        case str():
            return normal(re.sub(r"[ \t\r\n]+", " ", value).strip(" "))
        case _:
            return str(value) if field == "depth" else value
