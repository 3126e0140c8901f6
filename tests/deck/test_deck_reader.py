"""A deck from a folder or a file: what is read together, and what is only wrong together."""

from __future__ import annotations

from pathlib import Path

import pytest

from cardtui.deck.card import Base
from cardtui.deck.deck_locations import SHIPPED_NAME, shipped_deck
from cardtui.deck.deck_reader import check_file, read_deck
from cardtui.deck.files.source import SIZE_LIMIT
from cardtui.deck.opened_deck import open_deck, read_base
from deck.deckfiles import DIALOGUES, SUIT


@pytest.fixture(scope="module")
def base() -> Base:
    return read_base(shipped_deck())


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    folder = tmp_path / "ours"
    folder.mkdir()
    (folder / "connect.yaml").write_text(SUIT, encoding="utf-8")
    return folder


def other_suit(name: str = "Other", first_id: str = "first", second_id: str = "second", alias: str = "older") -> str:
    return (
        SUIT.replace("Connect", name)
        .replace("small-walk", second_id)
        .replace("cared-for-lately", first_id)
        .replace("old-id", alias)
    )


def found(folder: Path, base: Base | None) -> list[tuple[str, int, int, str]]:
    problems = read_deck(folder, base).problems
    return [(problem.path.name, problem.line, problem.column, problem.code) for problem in problems]


def test_the_shipped_deck_is_fine_without_a_base() -> None:
    reading = open_deck()
    assert reading.problems == ()
    assert reading.deck.name == SHIPPED_NAME
    assert {"mirror", "full", "appreciation", "bridge", "repair"} <= reading.deck.dialogues.keys()


def test_a_folder_is_a_deck_on_top_of_its_base(deck: Path, base: Base) -> None:
    (deck / "another.yml").write_text(other_suit(), encoding="utf-8")
    (deck / "dialogues.yaml").write_text(DIALOGUES, encoding="utf-8")
    (deck / "words.yaml").write_text("language: de\n", encoding="utf-8")
    reading = read_deck(deck, base)
    assert reading.problems == ()
    assert reading.deck.name == "ours"
    assert [suit.name for suit in reading.deck.suits] == ["Other", "Connect"]
    assert reading.deck.dialogues.keys() == base.dialogues.keys() | {"short"}
    assert (reading.deck.words.language, reading.deck.words.settle_ask) == ("de", base.words.settle_ask)


def test_a_decks_dialogue_replaces_a_shipped_one(deck: Path, base: Base) -> None:
    (deck / "dialogues.yaml").write_text(DIALOGUES.replace("short:", "mirror:"), encoding="utf-8")
    read = read_deck(deck, base).deck
    assert read.dialogues["mirror"].title == "Short"


def test_one_suit_file_is_a_deck(deck: Path, base: Base) -> None:
    read = read_deck(deck / "connect.yaml", base).deck
    assert read.name == "connect"
    assert read.words is base.words


def test_hidden_and_other_files_are_left_alone(deck: Path, base: Base) -> None:
    for name in (".hidden.yaml", "LICENSE.md", "connect.yaml~"):
        (deck / name).write_text("not: [yaml", encoding="utf-8")
    (deck / "drafts.yaml").mkdir()
    assert read_deck(deck, base).problems == ()


def test_a_bad_file_never_hides_errors_in_others(deck: Path, base: Base) -> None:
    (deck / "a.yaml").write_text("suit: [\n", encoding="utf-8")
    (deck / "b.yaml").write_bytes(b"suit: \xff\n")
    (deck / "c.yaml").write_text(other_suit().replace("kind: step", "kind: stp"), encoding="utf-8")
    (deck / "words.yaml").write_text("setle_ask: x\n", encoding="utf-8")
    reading = read_deck(deck, base)
    assert reading.deck is None
    assert [(problem.path.name, problem.line, problem.code) for problem in reading.problems] == [
        ("a.yaml", 2, "syntax"),
        ("b.yaml", 1, "not-utf8"),
        ("c.yaml", 16, "bad-kind"),
        ("words.yaml", 1, "unknown-key"),
    ]
    assert [text.suit is not None for text in reading.suits] == [False, False, False, True]


def test_a_duplicate_id_names_the_other_place(deck: Path, base: Base) -> None:
    (deck / "other.yaml").write_text(other_suit(first_id="small-walk"), encoding="utf-8")
    (problem,) = read_deck(deck, base).problems
    assert (problem.path.name, problem.line, problem.column, problem.code) == ("other.yaml", 6, 9, "duplicate-id")
    assert problem.message == "'small-walk' is already the id of the card at connect.yaml:15"


def test_a_duplicate_id_is_found_despite_errors(deck: Path, base: Base) -> None:
    text = other_suit(first_id="small-walk").replace("depth: 1", "depth: 9")
    (deck / "other.yaml").write_text(text, encoding="utf-8")
    assert found(deck, base) == [("other.yaml", 6, 9, "duplicate-id"), ("other.yaml", 8, 12, "bad-depth")]


def test_an_alias_repeats_no_live_id_and_no_alias(deck: Path, base: Base) -> None:
    (deck / "a.yaml").write_text(other_suit("A", "a1", "a2", "small-walk"), encoding="utf-8")
    (deck / "b.yaml").write_text(other_suit("B", "b1", "b2", "b1"), encoding="utf-8")
    (deck / "d.yaml").write_text(other_suit("D", "d1", "d2", "old-id"), encoding="utf-8")
    assert found(deck, base) == [
        ("a.yaml", 14, 15, "duplicate-alias"),
        ("b.yaml", 14, 15, "duplicate-alias"),
        ("d.yaml", 14, 15, "duplicate-alias"),
    ]


def test_two_suits_have_two_names(deck: Path, base: Base) -> None:
    (deck / "other.yaml").write_text(other_suit("connect"), encoding="utf-8")
    assert found(deck, base) == [("other.yaml", 1, 7, "duplicate-suit")]


def test_a_copied_file_is_one_problem_not_many(deck: Path, base: Base) -> None:
    (deck / "copy.yaml").write_text(SUIT, encoding="utf-8")
    (problem,) = read_deck(deck, base).problems
    assert (problem.path.name, problem.line, problem.code) == ("copy.yaml", 1, "duplicate-suit")
    assert problem.message.endswith("has this name and the same cards; remove one of the two files")


def test_a_card_may_use_only_its_decks_dialogues(deck: Path, base: Base) -> None:
    (deck / "connect.yaml").write_text(SUIT.replace("dialogue: full", "dialogue: short"), encoding="utf-8")
    (problem,) = read_deck(deck, base).problems
    assert (problem.line, problem.code) == (13, "unknown-dialogue")
    (deck / "dialogues.yaml").write_text(DIALOGUES, encoding="utf-8")
    assert read_deck(deck, base).problems == ()


def test_no_card_is_blamed_for_broken_dialogues(deck: Path, base: Base) -> None:
    (deck / "connect.yaml").write_text(SUIT.replace("dialogue: full", "dialogue: short"), encoding="utf-8")
    (deck / "dialogues.yaml").write_text("dialogues: [\n", encoding="utf-8")
    assert [code for *_, code in found(deck, base)] == ["syntax"]
    (deck / "dialogues.yaml").write_text(DIALOGUES.replace("- speak", "- speek"), encoding="utf-8")
    assert [code for *_, code in found(deck, base)] == ["unknown-stage"]


def test_a_path_with_nothing_there_is_one_problem(tmp_path: Path, base: Base) -> None:
    assert found(tmp_path / "none", base) == [("none", 1, 1, "not-found")]
    assert found(tmp_path / "none", None) == [("none", 1, 1, "not-found")]


def test_a_folder_without_suits_is_one_problem(tmp_path: Path, base: Base) -> None:
    (tmp_path / "words.yaml").write_text("language: de\n", encoding="utf-8")
    assert [code for *_, code in found(tmp_path, base)] == ["no-suits"]


def test_dialogues_alone_are_only_checkable(deck: Path, base: Base) -> None:
    path = deck / "dialogues.yaml"
    path.write_text(DIALOGUES, encoding="utf-8")
    assert [code for *_, code in found(path, base)] == ["not-a-suit"]
    assert check_file(path, base).problems == ()
    path.write_text(DIALOGUES.replace("- speak", "- speek"), encoding="utf-8")
    assert [problem.code for problem in check_file(path, base).problems] == ["unknown-stage"]


def test_words_alone_can_be_checked(deck: Path, base: Base) -> None:
    path = deck / "words.yaml"
    path.write_text("language: de\nsetle_ask: x\n", encoding="utf-8")
    assert [problem.code for problem in check_file(path, base).problems] == ["unknown-key"]
    assert check_file(deck / "connect.yaml", base).deck is not None


def test_a_second_words_file_is_one_too_many(deck: Path, base: Base) -> None:
    for name in ("words.yaml", "words.yml"):
        (deck / name).write_text("language: de\n", encoding="utf-8")
    assert found(deck, base) == [("words.yml", 1, 1, "duplicate-file")]


def test_a_baseless_deck_needs_dialogue_and_words(deck: Path) -> None:
    assert found(deck, None) == [("dialogues.yaml", 1, 1, "missing-file"), ("words.yaml", 1, 1, "missing-file")]


@pytest.mark.parametrize(
    ("content", "place", "words"),
    [
        (b"suit: Connect\nabout: caf\xe9\n", (2, 11), "byte 0xe9"),
        (SUIT.encode("utf-16"), (1, 1), "UTF-16"),
        (SUIT.encode("utf-16-le"), (1, 1), "UTF-16"),
        (SUIT.encode("utf-16-be"), (1, 1), "UTF-16"),
        (b"suit: \xed\xa0\x80\n", (1, 7), "byte 0xed"),
    ],
)
def test_no_utf8_says_where(content: bytes, place: tuple[int, int], words: str, tmp_path: Path, base: Base) -> None:
    path = tmp_path / "connect.yaml"
    path.write_bytes(content)
    (problem,) = read_deck(path, base).problems
    assert (problem.line, problem.column, problem.code) == (*place, "not-utf8")
    assert words in problem.message


def test_a_bom_is_no_problem_and_no_column(deck: Path, base: Base) -> None:
    path = deck / "connect.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + SUIT.encode())
    assert read_deck(path, base).problems == ()
    path.write_bytes(b"\xef\xbb\xbf" + SUIT.replace("suit:", "siut:").encode())
    assert found(path, base) == [("connect.yaml", 1, 1, "unknown-key")]


@pytest.mark.parametrize("more", [0, 1])
def test_a_file_over_4_mb_is_refused_unread(deck: Path, base: Base, more: int) -> None:
    path = deck / "connect.yaml"
    text = SUIT.encode()
    path.write_bytes(text + b"#" * (SIZE_LIMIT + more - len(text)))
    assert found(path, base) == [("connect.yaml", 1, 1, "too-big")] * more
