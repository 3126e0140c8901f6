"""What a stage says: the author's words, and the deck's where there are none."""

from __future__ import annotations

import pytest

from cardtui.deck.dialogue import Stage, StageType, StageWords, stage_words
from shipped_words import WORDS


@pytest.mark.parametrize(
    ("stage", "said"),
    [
        (StageType.SPEAK, StageWords("", "", WORDS.speak_aside)),
        (StageType.MIRROR, StageWords(WORDS.mirror_stem, WORDS.mirror_ask, WORDS.mirror_aside)),
        (StageType.SUMMARIZE, StageWords(WORDS.summarize_stem, WORDS.summarize_ask, WORDS.summarize_aside)),
        (StageType.VALIDATE, StageWords(WORDS.validate_stem, "", WORDS.validate_aside)),
        (StageType.EMPATHIZE, StageWords(WORDS.empathize_stem, WORDS.empathize_ask, WORDS.empathize_aside)),
        (StageType.ANSWER, StageWords("", WORDS.answer_ask, WORDS.answer_aside)),
        (StageType.THANK, StageWords(WORDS.thank_stem, "", WORDS.thank_aside)),
    ],
)
def test_a_stage_without_words_has_the_decks(stage: StageType, said: StageWords) -> None:
    assert stage_words(Stage(stage), WORDS) == said


def test_the_words_of_the_author_come_first() -> None:
    assert stage_words(Stage(StageType.MIRROR, "A", "B", "C"), WORDS) == StageWords("A", "B", "C")
    assert stage_words(Stage(StageType.MIRROR, ask="B"), WORDS) == StageWords(
        WORDS.mirror_stem, "B", WORDS.mirror_aside
    )
