"""A suit file: text stays text, names are names, a symbol fits one cell; and the errors for everything else."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from cardtui.deck.card import Card, Kind, Role, Suit
from cardtui.deck.files.unquoted_values import may_be_misread, misread
from deck.deckfiles import SUIT, card_with, codes, places, problems_of, suit_of

MISREAD = {
    "false": ("no", "OFF"),
    "true": ("Yes", "on", "true"),
    "nothing": ("~", "null"),
    "the number 750": ("12:30",),
    "the number 8": ("010", "0o10", "08"),
    "the number 1.1": ("1.10",),
    "the number 1000": ("1e3", "1_000"),
    "the number 31": ("0x1F",),
    "the number -7": ("-7",),
    "the number inf": (".inf",),
    "the number nan": (".NaN",),
    "a number": ("9" * 5000, "0x_", "0b__"),
    "a date": ("2024-01-31", "2024-02-31", "2024-1-1 10:00:00"),
    "a special sign": ("=", "<<"),
}


@pytest.mark.parametrize("reading", MISREAD)
def test_how_yaml_misreads_bare_values_is_told(reading: str) -> None:
    for value in MISREAD[reading]:
        assert misread(value) == reading
        assert codes(problems_of(card_with(f"stem: {value}"))) == ["quote-this"]
        assert suit_of(card_with(f"stem: '{value}'")).suit.cards[0].stem == value


_LOOKALIKES = st.text("0123456789_-+.:eExXoObBTZ tyYnNoO~=<infulasra", min_size=1, max_size=12)


@given(_LOOKALIKES)
def test_what_is_no_text_to_pyyaml_needs_quotes(value: str) -> None:
    resolver: Any = yaml.SafeLoader("")
    tag = resolver.resolve(yaml.ScalarNode, value, (True, False))
    if tag != "tag:yaml.org,2002:str":
        assert may_be_misread(value)
        assert misread(value)


@pytest.mark.parametrize(
    "written",
    [
        *("Gehen  w\u00fcr \t nun.", '"Gehen w\u00fcr\\n\\n nun. "', ">\n      Gehen\n\n      w\u00fcr\n      nun."),
        *("Gehen\n      w\u00fcr nun.", "Gehen wu\u0308r nun."),
    ],
)
def test_text_is_one_normal_paragraph_with_single_spaces(written: str) -> None:
    suit = suit_of(card_with("stem: x").replace("Walk a little.", written)).suit
    assert suit.cards[0].prompt == "Gehen w\u00fcr nun."


@pytest.mark.parametrize(
    ("old", "values"),
    [
        ("♥", ("♦", "♣", "♠", "●", "A", "é", "e\u0301", "#", "≈", "◆")),
        ("small-walk", ("a" * 64, "'2024'", "'no'", "'2024-01-01'")),
        ("language: en", ("language: 'no'", "language: pt-BR")),
        ("step", ('"step"',)),
        ("Walk to the window together.", ("no one", "12:30 sharp", "1 or 2", "y", "n", "on we go", "1.2.3", "12:3x")),
    ],
)
def test_what_may_stand_in_a_suit_is_no_problem(old: str, values: tuple[str, ...]) -> None:
    assert [value for value in values if problems_of(SUIT.replace(old, value))] == []


@pytest.mark.parametrize(
    ("old", "values", "expected"),
    [
        ("Walk a little.", ("''", "'  '", '"\\t\\n"', '"\\u00a0"', "|\n      \n"), (9, 13, "empty-value")),
        ("Walk a little.", ('"\\u200b\\u200d"', "'\u3164 \u2800'", '"\\u2060\\xad\\ufe0f"'), (9, 13, "empty-value")),
        ("Walk a little.", (r'"a\e[2J"', r'"\0"', r'"\x9b"', r'"\u202e"', r'"\u2066"'), (9, 13, "control-character")),
        ("Walk a little.", (r'"\N"', r'"\L"', r'"\uFEFF"', r'"\uFFFD"'), (9, 13, "control-character")),
        ("1", ("'1'", '"2"', "0", "4", "01", "1.0", "+1", "0x1", "one", "[1]", "~", "-1"), (8, 12, "bad-depth")),
        ("♥", ("ab", "連", "🎉", "❤\ufe0f", "\u0301", "🇫", "👩\u200d🚀", "\ue000"), (2, 9, "bad-symbol")),
        ("♥", ("\u200d", "\u00ad", "\u3000"), (2, 9, "empty-value")),
        ("en", ("no",), (4, 11, "quote-this")),
        ("a-card", ("2024", "no", "2024-01-01"), (6, 9, "quote-this")),
    ],
)
def test_a_wrong_value_is_one_problem_in_place(
    old: str, values: tuple[str, ...], expected: tuple[int, int, str]
) -> None:
    for value in values:
        assert places(problems_of(card_with("listen: x").replace(old, value, 1))) == [expected], value


@pytest.mark.parametrize(
    ("written", "better"),
    [
        *(("Small Walk", "small-walk"), ("café_crème!", "cafe-creme"), ("a.b", "a-b"), ("fu\u0308r", "fur")),
        ("Straße, øl, œuf, đi, łódź", "strasse-ol-oeuf-di-lodz"),
    ],
)
def test_a_bad_id_comes_with_one_that_could_be(written: str, better: str) -> None:
    (problem,) = problems_of(SUIT.replace("id: small-walk", f"id: {written}"))
    assert problem.code == "bad-id"
    assert f"write '{better}'" in problem.message


# The fields of suits and cards, and the messages for unknown ones.


def test_a_good_suit_is_read_as_it_is_written() -> None:
    text = suit_of(SUIT.replace("language: en", "language: en\nrole: repair"))
    assert text.source.problems == []
    about = "Knowing each other, and saying what is good."
    prompt = "What did {partner} do lately that made you feel cared for?"
    stem, listen = "I felt cared for when you…", "Notice the feeling under it."
    first = Card("cared-for-lately", Kind.QUESTION, 1, prompt, stem, listen, ("everyday", "home"), "full", ("old-id",))
    second = Card("small-walk", Kind.STEP, 2, "Walk to the window together.")
    assert text.suit == Suit("Connect", "♥", about, "en", (first, second), Role.REPAIR)
    assert text.source.place(text.cards[0].fields["prompt"].start) == (10, 13)


@pytest.mark.parametrize(
    ("text", "whose", "fields", "place"),
    [
        (card_with("stem: x"), "a card", ("kind", "depth", "prompt"), (6, 5)),
        (SUIT, "a suit", ("suit", "symbol", "about", "language"), (1, 1)),
        (SUIT[: SUIT.index("  - id")], "a suit", ("cards",), (1, 1)),
    ],
)
def test_a_missing_field_is_told_once_where_it_belongs(
    text: str, whose: str, fields: tuple[str, ...], place: tuple[int, int]
) -> None:
    for field in fields:
        lines = [line for line in text.splitlines() if not line.lstrip().startswith(f"{field}:")]
        (problem,) = problems_of("\n".join(lines))
        assert (problem.line, problem.column, problem.code) == (*place, "missing-key")
        assert problem.message == f"{whose} needs '{field}'"


@pytest.mark.parametrize("cards", ["cards:", "cards: []", "cards: {}", "cards: none yet"])
def test_a_suit_without_cards_is_one_problem(cards: str) -> None:
    ((line, _, code),) = places(problems_of(SUIT[: SUIT.index("cards:")] + cards + "\n"))
    assert line == 5
    assert code in ("no-cards", "wrong-shape", "empty-value")


@pytest.mark.parametrize(
    ("line", "expected", "said"),
    [
        ("zzzzzz: x", (10, 5, "unknown-key"), "'zzzzzz' is not a field of a card; it can have id, kind"),
        ("Stem: x", (10, 5, "unknown-key"), "'Stem' is not a field of a card; did you mean 'stem'?"),
        ("topics: {home: 1}", (10, 13, "wrong-shape"), ""),
        ("topics: [[home]]", (10, 14, "quote-this"), ""),
        ("topics: [home, yes]", (10, 20, "quote-this"), ""),
        ("topics:\n      - home\n      -", (12, 7, "empty-value"), ""),
        ("aliases: [Old Id]", (10, 15, "bad-id"), ""),
        ("aliases: [" + "a" * 65 + "]", (10, 15, "bad-id"), "an id has at most 64 characters; this one has 65"),
        ("allow: closed-opening", (10, 12, "wrong-shape"), ""),
        ("stem: {partner}", (10, 11, "quote-this"), ""),
        ("stem:\n      - a", (11, 7, "wrong-shape"), ""),
        ("stem:\n      a: b", (11, 7, "quote-this"), ""),
        ("stem: x\n  - just text", (11, 5, "wrong-shape"), ""),
        ("stem: x\n  - [a, b]", (11, 5, "wrong-shape"), ""),
        ("stem: x\n  - ~", (11, 5, "wrong-shape"), ""),
    ],
)
def test_a_wrong_field_is_one_problem_in_place(line: str, expected: tuple[int, int, str], said: str) -> None:
    (problem,) = problems_of(card_with(line))
    assert (problem.line, problem.column, problem.code) == expected
    assert problem.message.startswith(said)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("title: An evening\ncues: [a]\n", ["not-a-suit"]),
        ("dialogues: {}\n", ["not-a-suit"]),
        ("plan: A\nagenda: []\n", ["not-a-suit"]),
        (SUIT.replace("suit:", "siut:").replace("cards:", "card:"), ["unknown-key"] * 2),
    ],
)
def test_a_file_is_a_suit_if_it_means_to_be_one(text: str, expected: list[str]) -> None:
    assert codes(problems_of(text)) == expected


# All mistakes in a file are reported at once, each at its place.


TWENTY = """\
suit: Connect
symbol: ♥♥
about: no
language: english please
role: evryday
colour: red
cards:
  - id: Cared For
    kind: qestion
    depth: "1"
    promt: What did {partner} do?
  - id: second
    kind: step
    kind: step
    depth: 4
    prompt: 12:30
    stem:
    listen: ""
    topics: [hom, home, home]
    dialogue: ful
    aliases: old-id
  - kind: story
    depth: 2
    prompt: "\\u202egnorw"
  - id: second
    kind: *anchor
    depth: 1
    prompt: &text Tell it.
  - id: third
    kind: story
    depth: 1
    prompt: Tell it, too.
    listen: !loud Softly.
    [topics]: home
"""

EXPECTED = [
    *((2, 9, "bad-symbol"), (3, 8, "quote-this"), (4, 11, "bad-language"), (5, 7, "bad-role")),
    *((6, 1, "unknown-key"), (8, 9, "bad-id"), (9, 11, "bad-kind"), (10, 12, "bad-depth"), (11, 5, "unknown-key")),
    *((14, 5, "duplicate-key"), (15, 12, "bad-depth"), (16, 13, "quote-this"), (17, 5, "empty-value")),
    *((18, 13, "empty-value"), (19, 14, "unknown-topic"), (19, 25, "duplicate-item"), (20, 15, "unknown-dialogue")),
    *((21, 14, "wrong-shape"), (22, 5, "missing-key"), (24, 13, "control-character"), (26, 11, "yaml-alias")),
    *((28, 13, "yaml-anchor"), (33, 13, "yaml-tag"), (34, 5, "key-not-text")),
]


@pytest.mark.parametrize(("old", "new"), [("", ""), ("\n", "\r\n"), ("Connect", "連接 ä̈")])
def test_each_of_twenty_mistakes_is_told_in_its_place(old: str, new: str) -> None:
    # Columns count characters, regardless of their width on a screen.
    assert places(problems_of(TWENTY.replace(old, new))) == EXPECTED
    assert len({code for _, _, code in EXPECTED}) == 20


def test_each_sentence_says_a_way_out_if_any() -> None:
    by_line = {problem.line: problem.message for problem in problems_of(TWENTY)}
    assert by_line[3] == "quote this: YAML reads no as false, not as text"
    assert by_line[5] == "'evryday' is not a role; did you mean 'everyday'?"
    assert by_line[8] == "'Cared For' is not an id: it is made of a-z, 0-9 and '-' only; write 'cared-for'"
    assert by_line[9] == "'qestion' is not a kind; did you mean 'question'?"
    assert by_line[10] == "'depth' is a number; write 1 without quotes"
    assert by_line[11] == "'promt' is not a field of a card; did you mean 'prompt'?"
    assert by_line[14] == "'kind' is here twice; the first is in line 13"
    assert by_line[16] == "quote this: YAML reads 12:30 as the number 750, not as text"
    assert by_line[17] == "'stem' has no value; leave the line out"
    assert by_line[20] == "'ful' is not a dialogue of this deck; did you mean 'full'?"
    assert by_line[22] == "a card needs 'id'"
    assert not any("needs 'prompt'" in message for message in by_line.values())
