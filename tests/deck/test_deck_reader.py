"""A deck from a folder or a file: what is read together, and errors between files."""

from __future__ import annotations

from pathlib import Path

import pytest

from cardtui.deck.deck_reader import check_file, read_deck
from cardtui.deck.files.source import SIZE_LIMIT
from deck.deckfiles import BASE, DIALOGUES, SUIT, codes


def other_suit(name: str = "Other", first_id: str = "first", second_id: str = "second", alias: str = "older") -> str:
    text = SUIT.replace("Connect", name).replace("old-id", alias)
    return text.replace("small-walk", second_id).replace("cared-for-lately", first_id)


SHORT = SUIT.replace("dialogue: full", "dialogue: short")
MISSPELT = DIALOGUES.replace("- speak", "- speek")


def found(path: Path, *, with_base: bool = True) -> list[str]:
    problems = read_deck(path, BASE if with_base else None).problems
    return [f"{problem.path.name}:{problem.line}:{problem.column} {problem.code}" for problem in problems]


def test_a_folder_is_a_deck_on_top_of_its_base(deck: Path) -> None:
    (deck / "another.yml").write_text(other_suit(), encoding="utf-8")
    (deck / "dialogues.yaml").write_text(DIALOGUES + DIALOGUES[11:].replace("short", "mirror"), encoding="utf-8")
    (deck / "words.yaml").write_text("language: de\n", encoding="utf-8")
    for name in (".hidden.yaml", "LICENSE.md", "connect.yaml~"):
        (deck / name).write_text("not: [yaml", encoding="utf-8")
    (deck / "drafts.yaml").mkdir()
    reading = read_deck(deck, BASE)
    assert reading.problems == ()
    assert reading.deck.name == "ours"
    suits = [(suit.name, suit.cards[0].aliases) for suit in reading.deck.suits]
    assert suits == [("Other", ("older",)), ("Connect", ("old-id",))]
    assert reading.deck.dialogues.keys() == BASE.dialogues.keys() | {"short"}
    assert reading.deck.dialogues["mirror"].title == "Short"
    assert (reading.deck.words.language, reading.deck.words.settle_ask) == ("de", BASE.words.settle_ask)


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"other.yaml": other_suit(first_id="small-walk")}, ["other.yaml:6:9 duplicate-id"]),
        (
            {"other.yaml": other_suit(first_id="small-walk").replace("depth: 1", "depth: 9")},
            ["other.yaml:6:9 duplicate-id", "other.yaml:8:12 bad-depth"],
        ),
        ({"a.yaml": other_suit("A", "a1", "a2", "small-walk")}, ["a.yaml:14:15 duplicate-alias"]),
        ({"b.yaml": other_suit("B", "b1", "b2", "b1")}, ["b.yaml:14:15 duplicate-alias"]),
        ({"d.yaml": other_suit("D", "d1", "d2", "old-id")}, ["d.yaml:14:15 duplicate-alias"]),
        ({"other.yaml": other_suit("connect")}, ["other.yaml:1:7 duplicate-suit"]),
        ({"copy.yaml": SUIT}, ["copy.yaml:1:7 duplicate-suit"]),
        (
            {"a.yaml": other_suit("K\u00fcche"), "b.yaml": other_suit("Ku\u0308che", "b1", "b2", "b3")},
            ["b.yaml:1:7 duplicate-suit"],
        ),
        ({"connect.yaml": SHORT}, ["connect.yaml:13:15 unknown-dialogue"]),
        ({"connect.yaml": SHORT, "dialogues.yaml": DIALOGUES}, []),
        # A broken dialogue is not a card's fault.
        ({"connect.yaml": SHORT, "dialogues.yaml": "dialogues: [\n"}, ["dialogues.yaml:2:1 syntax"]),
        ({"connect.yaml": SHORT, "dialogues.yaml": MISSPELT}, ["dialogues.yaml:6:9 unknown-stage"]),
        ({"words.yaml": "language: de\n", "words.yml": "language: de\n"}, ["words.yml:1:1 duplicate-file"]),
        # A bad file hides no error in another.
        (
            {"a.yaml": "suit: [\n", "b.yaml": b"suit: \xff\n", "words.yaml": "setle_ask: x\n"},
            ["a.yaml:2:1 syntax", "b.yaml:1:7 not-utf8", "words.yaml:1:1 unknown-key"],
        ),
        # A byte order mark is no problem and no column.
        ({"connect.yaml": "\ufeff" + SUIT}, []),
        ({"connect.yaml": "\ufeff" + SUIT.replace("suit:", "siut:")}, ["connect.yaml:1:1 unknown-key"]),
    ],
)
def test_what_is_wrong_in_or_between_files_is_told_once(
    deck: Path, files: dict[str, str | bytes], expected: list[str]
) -> None:
    for name, content in files.items():
        (deck / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    assert found(deck) == expected


@pytest.mark.parametrize(("asked", "way_out"), [("short", "dialogues.yml beside it has it"), ("ful", "did you mean")])
def test_a_file_alone_is_sent_to_the_dialogues_beside_it(deck: Path, asked: str, way_out: str) -> None:
    (deck / "connect.yaml").write_text(
        SHORT.replace("dialogue: short", f"dialogue: {asked}").replace("kind: question", "kind: short"),
        encoding="utf-8",
    )
    (deck / "dialogues.yml").write_text(DIALOGUES, encoding="utf-8")
    kind, dialogue = check_file(deck / "connect.yaml", BASE).problems
    assert "is not a kind" in kind.message
    assert (dialogue.line, dialogue.code) == (13, "unknown-dialogue")
    assert way_out in dialogue.message


def test_a_second_place_is_told_with_the_first(deck: Path) -> None:
    (deck / "copy.yaml").write_text(SUIT, encoding="utf-8")
    (deck / "other.yaml").write_text(other_suit(first_id="small-walk"), encoding="utf-8")
    copy, other = read_deck(deck, BASE).problems
    assert copy.message.endswith("has this name and the same cards; remove one of the two files")
    assert other.message == "'small-walk' is already the id of the card at connect.yaml:15"


def test_what_is_no_deck_is_one_problem(tmp_path: Path) -> None:
    assert found(tmp_path / "none") == found(tmp_path / "none", with_base=False) == ["none:1:1 not-found"]
    (tmp_path / "words.yaml").write_text("language: de\n", encoding="utf-8")
    assert found(tmp_path) == [f"{tmp_path.name}:1:1 no-suits"]


def test_a_baseless_deck_needs_dialogue_and_words(deck: Path) -> None:
    missing = ["dialogues.yaml:1:1 missing-file", "words.yaml:1:1 missing-file"]
    assert found(deck, with_base=False) == missing


@pytest.mark.parametrize(
    ("name", "good", "bad", "code"),
    [
        ("dialogues.yaml", DIALOGUES, MISSPELT, "unknown-stage"),
        ("words.yaml", "language: de\n", "setle_ask: x\n", "unknown-key"),
    ],
)
def test_dialogues_or_words_alone_are_only_checkable(deck: Path, name: str, good: str, bad: str, code: str) -> None:
    path = deck / name
    path.write_text(good, encoding="utf-8")
    assert found(path) == [f"{name}:1:1 not-a-suit"]
    assert check_file(path, BASE).problems == ()
    path.write_text(bad, encoding="utf-8")
    assert codes(check_file(path, BASE).problems) == [code]
    alone = check_file(deck / "connect.yaml", BASE).deck
    assert (alone.name, alone.words) == ("connect", BASE.words)


@pytest.mark.parametrize(
    ("content", "place", "words"),
    [
        (b"suit: Connect\nabout: caf\xe9\n", "2:11", "byte 0xe9"),
        (b"suit: \xed\xa0\x80\n", "1:7", "byte 0xed"),
        *((SUIT.encode(encoding), "1:1", "UTF-16") for encoding in ("utf-16", "utf-16-le", "utf-16-be")),
    ],
)
def test_no_utf8_says_where(content: bytes, place: str, words: str, deck: Path) -> None:
    path = deck / "connect.yaml"
    path.write_bytes(content)
    assert found(path) == [f"connect.yaml:{place} not-utf8"]
    assert words in read_deck(path, BASE).problems[0].message


@pytest.mark.parametrize("more", [0, 1])
def test_a_file_over_4_mb_is_refused_unread(deck: Path, more: int) -> None:
    path = deck / "connect.yaml"
    text = SUIT.encode()
    path.write_bytes(text + b"#" * (SIZE_LIMIT + more - len(text)))
    assert found(path) == ["connect.yaml:1:1 too-big"] * more
