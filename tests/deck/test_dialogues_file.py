"""dialogues.yaml: names, stages, and their order."""

from __future__ import annotations

from pathlib import Path

import pytest

from cardtui.deck.dialogue import Dialogue, Stage, StageType, StageWords, stage_words
from cardtui.deck.files.dialogues_file import DialoguesText, read_dialogues
from cardtui.deck.files.source import Source
from deck.deckfiles import DIALOGUES, codes, places
from shipped_words import WORDS


def dialogues_of(text: str) -> DialoguesText:
    return read_dialogues(Source(Path("dialogues.yaml"), text))


def test_good_dialogues_are_read_as_written() -> None:
    text = dialogues_of(DIALOGUES)
    assert text.source.problems == []
    thank = Stage(StageType.THANK, "I am glad that you said it.")
    stages = (Stage(StageType.SPEAK), Stage(StageType.MIRROR), thank)
    assert text.dialogues == {"short": Dialogue("short", "Short", stages, "Say one thing, and hear it back.")}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("  short:", "  Short One:", (2, 3, "bad-name")),
        ("  short:", "  no:", (2, 3, "quote-this")),
        ("title: Short", "tilte: Short", (3, 5, "unknown-key")),
        ("    title: Short\n", "", (3, 5, "missing-key")),
        ("- speak", "- speek", (6, 9, "unknown-stage")),
        ("- stage: thank", "- stage: thanks", (8, 16, "unknown-stage")),
        ("- stage: thank", "- stge: thank", (8, 9, "unknown-key")),
        ("        stem:", "        step:", (9, 9, "unknown-key")),
        ("- speak", "- [speak]", (6, 9, "wrong-shape")),
        ("- speak", "-", (6, 7, "empty-value")),
        ("      - mirror\n", "", (6, 9, "bad-order")),
        ("- speak", "- stage: thank\n      - speak", (6, 9, "bad-order")),
        ("- mirror", "- mirror\n      - do", (8, 9, "bad-order")),
        ("I am glad that you said it.", "12:30", (9, 15, "quote-this")),
    ],
)
def test_a_dialogue_error_is_one_problem_in_place(old: str, new: str, expected: tuple[int, int, str]) -> None:
    assert old in DIALOGUES
    assert places(dialogues_of(DIALOGUES.replace(old, new, 1)).source.problems) == [expected]


@pytest.mark.parametrize("stages", ["[]", "speak", "{speak: mirror}"])
def test_stages_are_a_list_with_something_in_it(stages: str) -> None:
    found = dialogues_of(f"dialogues:\n  a:\n    title: A\n    stages: {stages}\n").source.problems
    assert [(problem.line, problem.column) for problem in found] == [(4, 13)]


def test_a_second_dialogue_of_one_name_is_told_in_place() -> None:
    text = dialogues_of(DIALOGUES + DIALOGUES.removeprefix("dialogues:\n"))
    assert places(text.source.problems) == [(10, 3, "duplicate-key")]


def test_a_dialogue_with_an_error_keeps_its_name() -> None:
    text = dialogues_of(DIALOGUES.replace("- speak", "- speek"))
    assert text.names == frozenset({"short"})
    assert text.dialogues == {}


@pytest.mark.parametrize("text", ["dialogues:\n", "dialogues: []\n", "dialogs: {}\n", "", "a: [\n"])
def test_a_file_without_dialogues_says_so(text: str) -> None:
    read = dialogues_of(text)
    assert (len(codes(read.source.problems)), read.names) == (1, None)


@pytest.mark.parametrize(
    ("stage", "said"),
    [
        (Stage(StageType.SPEAK), ("", "", WORDS.speak_aside)),
        (Stage(StageType.MIRROR), (WORDS.mirror_stem, WORDS.mirror_ask, WORDS.mirror_aside)),
        (Stage(StageType.SUMMARIZE), (WORDS.summarize_stem, WORDS.summarize_ask, WORDS.summarize_aside)),
        (Stage(StageType.VALIDATE), (WORDS.validate_stem, "", WORDS.validate_aside)),
        (Stage(StageType.EMPATHIZE), (WORDS.empathize_stem, WORDS.empathize_ask, WORDS.empathize_aside)),
        (Stage(StageType.ANSWER), ("", WORDS.answer_ask, WORDS.answer_aside)),
        (Stage(StageType.THANK), (WORDS.thank_stem, "", WORDS.thank_aside)),
        (Stage(StageType.MIRROR, "A", "B", "C"), ("A", "B", "C")),
        (Stage(StageType.MIRROR, ask="B"), (WORDS.mirror_stem, "B", WORDS.mirror_aside)),
    ],
)
def test_a_stage_says_the_authors_words_or_the_decks(stage: Stage, said: tuple[str, str, str]) -> None:
    assert stage_words(stage, WORDS) == StageWords(*said)
