"""A deck, its words and its dialogues in another language: checked, dealt, read and painted, with no code changed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cardtui.deck.deck_reader import check_file, read_deck
from cardtui.deck.files.source import Source
from cardtui.deck.files.words_file import read_words
from cardtui.lint.deck_advice import advise, keep_braces
from cardtui.presenter.evening_scene import SceneBuilder
from deck.deckfiles import BASE
from easel import paint
from evening_builder import Walk, dealt
from parts import squeezed
from program import Program
from scenes import SIGHT
from shipped_words import WORDS

TRANSLATED = Path(__file__).parent.parent / "translated"
LANGUAGES = ("ja", "he")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_no_problem_or_advice(language: str) -> None:
    reading = read_deck(TRANSLATED / language, BASE)
    assert (reading.problems, advise(reading)) == ((), ())
    for path in (TRANSLATED / language).iterdir():
        assert check_file(path, BASE).problems == ()


def test_a_japanese_evening_has_no_english_word(program: Program) -> None:
    turn = ("", "", "1", "")
    # The note, the names, how it works, settling, an appreciation; two cards, one with a task to do together first.
    typed = ("", "アナ", "ベン", "", "", *turn, *turn, "", "", "", *turn, *turn, "", "", *turn, *turn, "", "2", "")
    options = ("--no-save", "--plain", "--seed", "3", "--cards", "2", "--depth", "1", "--deck", str(TRANSLATED / "ja"))
    ran = program.run(*options, typed="".join(f"{key}\n" for key in typed))
    assert (ran.status, ran.err) == (0, "")
    assert "目がさめて最初に聞こえた音は、何でしたか。" in ran.out
    assert "ありがたいと思っているのは" in ran.out
    assert "今日はここまで。" in ran.out
    # Only key names are the same in every language.
    without_keys = re.sub(r"^\[\w+\]", "", ran.out.replace("[enter]", ""), flags=re.MULTILINE)
    assert re.findall(r"[A-Za-z]{2,}", without_keys) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [(60, 18), (80, 24), (120, 40)])
def test_every_card_and_its_turn_fit_the_screen(language: str, size: tuple[int, int]) -> None:
    deck = read_deck(TRANSLATED / language, BASE).deck
    for card in deck.suits[0].cards:
        fields = {name: getattr(card, name) for name in ("prompt", "stem", "listen", "kind", "depth")}
        given = dealt(card.id, "mirror", **fields)
        walk = Walk(deal=lambda given=given: given, left="アナ", right="ベン").make("settle")
        for move in ("take", "said", "asked", "got-it"):
            scene = SceneBuilder(deck.words, lambda _: None, SIGHT, walk.make(move).position).build()
            picture = paint(scene, size)
            assert {strip.cell_length for strip in picture.strips} == {size[0]}
            assert squeezed(card.prompt.replace("{partner}", "ベン")) in squeezed(picture.part("card"))


# Words in another language keep the braces that the program fills.


@pytest.mark.parametrize(
    ("line", "missing"),
    [
        (
            "chip_speaks: spricht",
            f"'{{name}}' is missing, and the two would not read .*: {re.escape(WORDS.chip_speaks)}",
        ),
        ("too_small: Zu klein.", "'{needs}' and '{is}' is missing"),
        # They may move, and names may go.
        *(('chip_speaks: "jetzt spricht {name}"', None), ("pause_meet: Um {time} wieder hier.", None)),
        *(("deal_starts: Fang an.", None), ("feelings: [froh]", None), ("settle_ask: Habt ihr Raum dafür?", None)),
    ],
)
def test_braces_that_a_line_has_lost_are_named(line: str, missing: str | None) -> None:
    text = read_words(Source(Path("words.yaml"), line), BASE.words)
    assert text.source.problems == []
    found = [problem.message for problem in keep_braces(text, BASE.words)]
    assert len(found) == (missing is not None)
    assert missing is None or re.match(missing, found[0])
