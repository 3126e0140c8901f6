"""Single values: text stays text, names are names, a symbol fits one cell."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import msgspec
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from cardtui.deck.card import Card, Kind, Role, Suit
from cardtui.deck.files.known_fields import BY_HAND, Name, Text
from cardtui.deck.files.mapping_reader import MappingShape, read_fields, read_values
from cardtui.deck.files.source import Source
from cardtui.deck.files.text_readers import read_text, text_of
from cardtui.deck.files.yaml_tree import Scalar, may_be_misread, misread, parse
from cardtui.workshop.plan_fields import Minutes
from deck.deckfiles import SUIT, card_with, codes, places, problems_of, suit_of

MISREAD = {
    "no": "false",
    "Yes": "true",
    "on": "true",
    "OFF": "false",
    "true": "true",
    "~": "nothing",
    "null": "nothing",
    "12:30": "the number 750",
    "010": "the number 8",
    "0o10": "the number 8",
    "08": "the number 8",
    "1.10": "the number 1.1",
    "1e3": "the number 1000",
    "1_000": "the number 1000",
    "0x1F": "the number 31",
    "-7": "the number -7",
    ".inf": "the number inf",
    ".NaN": "the number nan",
    "2024-01-31": "a date",
    "2024-02-31": "a date",
    "2024-1-1 10:00:00": "a date",
    "=": "a special sign",
    "<<": "a special sign",
    "9" * 5000: "a number",
}


@pytest.mark.parametrize(("value", "reading"), MISREAD.items(), ids=lambda text: text[:12])
def test_how_yaml_misreads_bare_values_is_told(value: str, reading: str) -> None:
    assert misread(value) == reading
    assert codes(problems_of(card_with(f"stem: {value}"))) == ["quote-this"]


@pytest.mark.parametrize("value", [value for value in MISREAD if len(value) < 30])
def test_the_same_value_in_quotes_is_text(value: str) -> None:
    suit = suit_of(card_with(f"stem: '{value}'")).suit
    assert suit.cards[0].stem == value


@pytest.mark.parametrize(
    "value", ["no one", "12:30 sharp", "1 or 2", "y", "n", "nothing", "on we go", "1.2.3", "12:3x"]
)
def test_text_only_starting_oddly_needs_no_quotes(value: str) -> None:
    assert problems_of(card_with(f"stem: {value}")) == []


_LOOKALIKES = st.text("0123456789_-+.:eExXoObBTZ tyYnNoO~=<infulasra", min_size=1, max_size=12)


@given(_LOOKALIKES)
def test_what_is_no_text_to_pyyaml_needs_quotes(value: str) -> None:
    resolver: Any = yaml.SafeLoader("")
    tag = resolver.resolve(yaml.ScalarNode, value, (True, False))
    if tag != "tag:yaml.org,2002:str":
        assert may_be_misread(value)
        assert misread(value)


def test_text_starting_with_a_brace_needs_quotes() -> None:
    assert places(problems_of(card_with("stem: {partner}"))) == [(10, 11, "quote-this")]


@pytest.mark.parametrize(
    "written",
    [
        "Walk  a \t little.",
        '"Walk a\\n\\n little. "',
        ">\n      Walk\n\n      a\n      little.",
        "Walk\n      a little.",
    ],
)
def test_text_is_one_paragraph_with_single_spaces(written: str) -> None:
    suit = suit_of(card_with("stem: x").replace("Walk a little.", written)).suit
    assert suit.cards[0].prompt == "Walk a little."


@pytest.mark.parametrize(
    "written",
    [
        *("''", "'  '", '"\\t\\n"', '"\\u00a0"', "|\n      \n", '"\\u200b\\u200d"', "'\u3164 \u2800'"),
        '"\\u2060\\xad\\ufe0f"',
    ],
)
def test_a_blank_prompt_is_empty(written: str) -> None:
    found = problems_of(card_with("stem: x").replace("Walk a little.", written))
    assert places(found) == [(9, 13, "empty-value")]


@pytest.mark.parametrize("escape", [r"\e[2J", r"\0", r"\x9b", r"\u202e", r"\u2066", r"\N", r"\L", r"\uFEFF", r"\uFFFD"])
def test_a_character_that_does_not_show_is_found_when_written_as_an_escape(escape: str) -> None:
    assert places(problems_of(card_with(f'stem: "a{escape}b"'))) == [(10, 11, "control-character")]


@pytest.mark.parametrize("written", ["'1'", '"2"', "0", "4", "01", "1.0", "+1", "0x1", "one", "[1]", "~", "-1"])
def test_a_depth_is_1_2_or_3_without_quotes(written: str) -> None:
    found = problems_of(card_with("stem: x").replace("depth: 1", f"depth: {written}"))
    assert places(found) == [(8, 12, "bad-depth")]


@pytest.mark.parametrize(
    ("written", "better"),
    [("Small Walk", "small-walk"), ("café_crème!", "cafe-creme"), ("a.b", "a-b"), ("Straße", "strasse")],
)
def test_a_bad_id_comes_with_one_that_could_be(written: str, better: str) -> None:
    (problem,) = problems_of(SUIT.replace("id: small-walk", f"id: {written}"))
    assert problem.code == "bad-id"
    assert f"write '{better}'" in problem.message


def test_an_id_may_have_64_characters_and_no_more() -> None:
    assert problems_of(SUIT.replace("small-walk", "a" * 64)) == []
    (problem,) = problems_of(SUIT.replace("small-walk", "a" * 65))
    assert "at most 64 characters; this one has 65" in problem.message


@pytest.mark.parametrize("written", ["2024", "no", "2024-01-01"])
def test_an_id_that_yaml_misreads_needs_quotes(written: str) -> None:
    assert codes(problems_of(SUIT.replace("small-walk", written))) == ["quote-this"]
    assert problems_of(SUIT.replace("small-walk", f"'{written}'")) == []


@pytest.mark.parametrize("symbol", ["♥", "♦", "♣", "♠", "●", "A", "é", "e\u0301", "#", "≈", "◆"])
def test_a_symbol_of_one_cell_is_taken(symbol: str) -> None:
    assert problems_of(SUIT.replace("♥", symbol)) == []


@pytest.mark.parametrize(
    "symbol", ["ab", "連", "🎉", "❤\ufe0f", "\u200d", "\u0301", "🇫", "👩\u200d🚀", "\u00ad", "\ue000", "\u3000"]
)
def test_a_symbol_of_another_width_is_refused(symbol: str) -> None:
    (problem,) = problems_of(SUIT.replace("♥", symbol))
    assert (problem.line, problem.column) == (2, 9)
    assert problem.code in ("bad-symbol", "empty-value")


def test_norwegian_has_to_be_quoted() -> None:
    assert codes(problems_of(SUIT.replace("language: en", "language: no"))) == ["quote-this"]
    assert problems_of(SUIT.replace("language: en", "language: 'no'")) == []


def test_a_kind_may_be_quoted_or_unquoted() -> None:
    assert problems_of(SUIT.replace("kind: step", 'kind: "step"')) == []


@given(st.text("no 12:30~\t\n\xa0a\u202e\ufffd{[", max_size=8), st.booleans())
def test_the_same_is_text_to_whoever_reads_and_to_whoever_looks_at_the_writing(value: str, plain: bool) -> None:
    source = Source(Path("a.yaml"), "x")
    node = Scalar(0, 1, value, plain)
    assert text_of(node) == read_text(source, node, "'stem'")


def test_nodes_are_values() -> None:
    assert Scalar(0, 1, "a", True) == Scalar(0, 1, "a", True)


# The fields of suits and cards: which there are, and what is said about the others.


def test_a_good_suit_is_read_as_it_is_written() -> None:
    text = suit_of(SUIT.replace("language: en", "language: en\nrole: repair"))
    assert text.source.problems == []
    assert text.suit == Suit(
        name="Connect",
        symbol="♥",
        about="Knowing each other, and saying what is good.",
        language="en",
        cards=(
            Card(
                "cared-for-lately",  # type: ignore[arg-type]
                Kind.QUESTION,
                1,
                "What did {partner} do lately that made you feel cared for?",
                "I felt cared for when you…",
                "Notice the feeling under it.",
                ("everyday", "home"),
                "full",
                ("old-id",),  # type: ignore[arg-type]
            ),
            Card("small-walk", Kind.STEP, 2, "Walk to the window together."),  # type: ignore[arg-type]
        ),
        role=Role.REPAIR,
    )


def test_every_card_knows_where_its_fields_stand() -> None:
    text = suit_of(SUIT)
    prompt = text.cards[0].fields["prompt"]
    assert text.source.place(prompt.start) == (9, 13)


def test_a_duplicate_key_is_told_at_second_line() -> None:
    (problem,) = problems_of(card_with("prompt: Again."))
    assert (problem.line, problem.column, problem.code) == (10, 5, "duplicate-key")
    assert problem.message == "'prompt' is here twice; the first is in line 9"


@pytest.mark.parametrize("field", ["id", "kind", "depth", "prompt"])
def test_a_missing_field_of_a_card_is_reported_once_at_its_first_line(field: str) -> None:
    lines = card_with("stem: x").splitlines()
    kept = [line for line in lines if f" {field}:" not in line]
    if field == "id":
        kept[5] = "  - kind: step"
    (problem,) = problems_of("\n".join(kept))
    assert (problem.line, problem.column, problem.code) == (6, 5, "missing-key")
    assert problem.message == f"a card needs '{field}'"


@pytest.mark.parametrize("field", ["suit", "symbol", "about", "language", "cards"])
def test_a_missing_field_of_a_suit_is_reported_once_at_its_first_line(field: str) -> None:
    lines = [line for line in SUIT.splitlines() if not line.startswith(f"{field}:")]
    if field == "cards":
        lines = [line for line in lines if not line.startswith(" ")]
    (problem,) = problems_of("\n".join(lines))
    assert (problem.line, problem.column, problem.code) == (1, 1, "missing-key")


def test_an_unknown_key_near_none_lists_them_all() -> None:
    (problem,) = problems_of(card_with("zzzzzz: x"))
    assert problem.message.startswith("'zzzzzz' is not a field of a card; it can have id, kind")


def test_a_key_in_capitals_is_told_apart() -> None:
    (problem,) = problems_of(card_with("Stem: x"))
    assert problem.message == "'Stem' is not a field of a card; did you mean 'stem'?"


@pytest.mark.parametrize("written", ["cards:", "cards: []", "cards: {}", "cards: none yet"])
def test_a_suit_without_cards_is_one_problem(written: str) -> None:
    head = SUIT[: SUIT.index("cards:")]
    found = problems_of(head + written + "\n")
    assert [problem.line for problem in found] == [5]
    assert found[0].code in ("no-cards", "wrong-shape", "empty-value")


@pytest.mark.parametrize("item", ["just text", "[a, b]", "~"])
def test_a_card_that_is_no_mapping_is_one_problem(item: str) -> None:
    assert places(problems_of(SUIT + f"  - {item}\n")) == [(19, 5, "wrong-shape")]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("topics: home", (10, 13, "wrong-shape")),
        ("topics: {home: 1}", (10, 13, "wrong-shape")),
        ("topics: [[home]]", (10, 14, "quote-this")),
        ("topics: [home, yes]", (10, 20, "quote-this")),
        ("topics:\n      - home\n      -", (12, 7, "empty-value")),
        ("aliases: [Old Id]", (10, 15, "bad-id")),
        ("allow: closed-opening", (10, 12, "wrong-shape")),
        ("stem:\n      - a", (11, 7, "wrong-shape")),
        ("stem:\n      a: b", (11, 7, "quote-this")),
        ("dialogue: nonesuch", (10, 15, "unknown-dialogue")),
    ],
)
def test_a_value_of_wrong_shape_is_told_in_place(line: str, expected: tuple[int, int, str]) -> None:
    assert places(problems_of(card_with(line))) == [expected]


def test_allow_is_kept_beside_the_card() -> None:
    text = suit_of(card_with("allow: [closed-opening, too-long]"))
    assert text.source.problems == []
    assert [at.value for at in text.cards[0].allow] == ["closed-opening", "too-long"]


def test_a_file_that_is_no_suit_is_one_problem() -> None:
    assert codes(problems_of("title: An evening\ncues: [a]\n")) == ["not-a-suit"]
    assert "dialogues.yaml" in problems_of("dialogues: {}\n")[0].message


def test_a_misspelt_suit_is_still_a_suit() -> None:
    assert codes(problems_of(SUIT.replace("suit:", "siut:").replace("cards:", "card:"))) == ["unknown-key"] * 2


# A file with many mistakes tells all of them at once, each where it is.


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


def test_a_file_with_twenty_different_mistakes_reports_each_at_its_line_and_column() -> None:
    assert places(problems_of(TWENTY)) == EXPECTED
    assert len({code for _, _, code in EXPECTED}) == 20


def test_windows_line_ends_leave_places_the_same() -> None:
    assert places(problems_of(TWENTY.replace("\n", "\r\n"))) == EXPECTED


def test_wide_and_combined_chars_move_no_place() -> None:
    # Columns count characters, whatever their width on a screen.
    assert places(problems_of(TWENTY.replace("Connect", "連接 ä̈"))) == EXPECTED


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


def test_a_misspelled_field_is_not_also_missing() -> None:
    assert [problem.message for problem in problems_of(TWENTY) if "needs 'prompt'" in problem.message] == []


def test_a_field_is_read_as_its_type_says() -> None:
    source = Source(Path("x.yaml"), "name: A  name\nagain: No!\nminutes: 241\n")
    form = [("name", Text), ("again", Annotated[Name, BY_HAND], ""), ("minutes", Minutes, 0)]
    shape = MappingShape.of("a form", msgspec.defstruct("Form", form))
    tree = parse(source)
    assert tree is not None
    assert read_values(source, read_fields(source, tree, shape), shape) == {"name": "A name"}
    assert [(problem.line, problem.column, problem.code) for problem in source.problems] == [(3, 10, "bad-minutes")]
    assert shape.needed == {"name"}


def test_a_field_whose_type_names_no_reader_is_found_at_once() -> None:
    with pytest.raises(ValueError, match="unpack"):
        MappingShape.of(
            "a form", msgspec.defstruct("Form", [("name", Annotated[str, BY_HAND]), ("age", Annotated[int, 0])])
        )
