"""dialogues.yaml: what is known of a broken one, and the words of a stage."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from cardtui.deck.dialogue import Stage, StageType, StageWords, stage_words
from cardtui.deck.files.dialogues_file import DialoguesText, read_dialogues
from cardtui.deck.files.source import Source
from deck.deckfiles import DIALOGUES, codes
from shipped_words import WORDS


def dialogues_of(text: str) -> DialoguesText:
    return read_dialogues(Source(Path("dialogues.yaml"), text))


def test_a_dialogue_with_an_error_keeps_its_name() -> None:
    text = dialogues_of(DIALOGUES.replace("- speak", "- speek"))
    assert text.names == frozenset({"short"})
    assert text.dialogues == {}


@pytest.mark.parametrize("text", ["dialogues:\n", "dialogues: []\n", "dialogs: {}\n", "", "a: [\n"])
def test_a_file_without_dialogues_says_so(text: str) -> None:
    read = dialogues_of(text)
    assert (len(codes(read.source.problems)), read.names) == (1, None)


@pytest.mark.parametrize("stage", StageType)
def test_a_stage_says_the_authors_words_or_the_decks(stage: StageType) -> None:
    usual = StageWords(*(getattr(WORDS, f"{stage}_{part}", "") for part in ("stem", "ask", "aside")))
    assert stage_words(Stage(stage), WORDS) == usual
    assert stage_words(Stage(stage, ask="B"), WORDS) == replace(usual, ask="B")
    assert stage_words(Stage(stage, "A", "B", "C"), WORDS) == StageWords("A", "B", "C")
