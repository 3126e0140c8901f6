"""A file with many mistakes tells all of them at once, each where it is."""

from __future__ import annotations

from deck.deckfiles import places, problems_of

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
    (2, 9, "bad-symbol"),
    (3, 8, "quote-this"),
    (4, 11, "bad-language"),
    (5, 7, "bad-role"),
    (6, 1, "unknown-key"),
    (8, 9, "bad-id"),
    (9, 11, "bad-kind"),
    (10, 12, "bad-depth"),
    (11, 5, "unknown-key"),
    (14, 5, "duplicate-key"),
    (15, 12, "bad-depth"),
    (16, 13, "quote-this"),
    (17, 5, "empty-value"),
    (18, 13, "empty-value"),
    (19, 14, "unknown-topic"),
    (19, 25, "duplicate-item"),
    (20, 15, "unknown-dialogue"),
    (21, 14, "wrong-shape"),
    (22, 5, "missing-key"),
    (24, 13, "control-character"),
    (26, 11, "yaml-alias"),
    (28, 13, "yaml-anchor"),
    (33, 13, "yaml-tag"),
    (34, 5, "key-not-text"),
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
