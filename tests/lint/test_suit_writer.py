"""Importing a list as a suit: nothing is lost, the suit has no errors, and what has no place is reported."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cardtui.deck.files.source import Source
from cardtui.deck.files.suit_file import read_suit
from cardtui.lint.list_import.list_rows import CannotImport
from cardtui.lint.list_import.prompt_text import has_words
from cardtui.lint.list_import.suit_writer import import_prompts
from deck.deckfiles import BASE
from lint.checked_cards import card, imported, suit

PATH = Path("kitchen-table.yaml")


def test_each_line_is_a_card_with_id_from_words() -> None:
    lines = ["What do you hear in the morning?", "", "Tell {partner}'s friend of a door.", "Walk to the window."]
    made, suit = imported("\n".join(lines))
    assert suit.name == "Kitchen table"
    assert [(card.id, card.kind, card.depth, card.prompt) for card in suit.cards] == [
        ("hear-morning", "question", 2, "What do you hear in the morning?"),
        ("friend-door", "story", 2, "Tell {partner}'s friend of a door."),
        ("walk-window", "step", 2, "Walk to the window."),
    ]
    assert made.notes == ("the kind of 3 and the depth of 3 are guesses; read each card and set them",)


@pytest.mark.parametrize("mark", ["?", "？", "؟"])
def test_a_question_is_known_by_the_mark_of_its_script(mark: str) -> None:
    prompt = f"何{mark}"
    for text in (prompt, f"Ana\t{prompt}\nBen\t{prompt}"):
        made, suit = imported(text)
        assert {(card.kind, card.prompt) for card in suit.cards} == {("question", prompt)}, made.text


def test_prompts_of_like_words_have_longer_ids_in_any_order() -> None:
    prompts = ["What made you smile today?", "What made your partner smile today?", "How was lunch?"]
    ids = {}
    for order in (prompts, prompts[::-1]):
        made, suit = imported("\n".join(order))
        ids[order is prompts] = {card.prompt: card.id for card in suit.cards}
        assert any("the id 'made-smile-today' would fit another prompt, too" in note for note in made.notes)
    assert ids[True] == ids[False]
    assert list(ids[True].values()) == ["what-made-you-smile-today", "what-made-your-partner-smile-today", "lunch"]


def test_a_repeated_prompt_is_numbered_and_noted() -> None:
    made, suit = imported("What of rain?\nwhat of  Rain?\n")
    assert [card.id for card in suit.cards] == ["rain", "rain-2"]
    assert made.notes[0] == "line 2: says the same as line 1, and has a number behind its id"


def test_no_id_hangs_on_what_stands_above() -> None:
    lines = ["你好吗？", "What of rain?", "RAIN", "What is it?", "No", "…oder?", "Что?"]
    for cut in range(len(lines)):
        ids = {card.prompt: card.id for card in imported("\n".join(lines))[1].cards}
        fewer = (
            {card.prompt: card.id for card in imported("\n".join(lines[:cut] + lines[cut + 1 :]))[1].cards}
            if cut
            else ids
        )
        moved = {prompt for prompt, name in fewer.items() if name != ids[prompt]}
        assert moved <= {"What of rain?", "RAIN"}
        assert not any(fewer[prompt] == ids[other] for prompt in fewer for other in ids if prompt != other)


def test_a_prompt_keeps_its_id_from_a_nearby_suit() -> None:
    old = suit(
        card("What made you smile today?", "aliases: [rain-old]", name="smiled"),
        card("What of r\u00e4in?", name="rain"),
        card("Reworded", name="snow"),
    )
    lines = ["What made your partner smile today?", "What made you smile today?", "What of ra\u0308in?"]
    lines += ["What of snow?", "Rain old"]
    beside = [read_suit(Source(Path("old.yaml"), old), None)]
    made = import_prompts("\n".join(lines).encode(), PATH, BASE.dialogues.keys(), beside=beside)
    ids = re.findall(r"- id: (.*)", made.text)
    assert ids[:4] == ["made-smile-today", "smiled", "rain", "what-of-snow"]
    assert ids[4] not in ("rain-old", "rain")
    kept = "lines 2, 3: keeps the id that this prompt has in 'old.yaml'; only one of the two files can stay"
    assert kept in made.notes


def test_a_given_id_moves_no_known_prompt() -> None:
    old = suit(card("What of rain?", name="a1"), card("What of snow?", "aliases: [a0]", name="a2"))
    beside = [read_suit(Source(Path("old.yaml"), old), None)]
    rows = "id,prompt\na1,What of fog?\na2,What of rain?\na3,What of snow?\na0,What of hail?\na9,What of ice?\n"
    made = import_prompts(rows.encode(), PATH, BASE.dialogues.keys(), beside=beside)
    assert re.findall(r"- id: (.*)", made.text) == ["fog", "a1", "a2", "hail", "a9"]
    assert re.findall(r"# id: (.*)", made.text) == ["a1", "a2", "a3", "a0"]
    assert (
        "lines 3, 4: keeps the id that this prompt has in 'old.yaml'; only one of the two files can stay" in made.notes
    )
    told = "lines 2, 5: the id in the list is that of another prompt in this folder, so that this one got its own"
    assert told in made.notes
    again = import_prompts(b"id,prompt\na2,What of snow?\n", PATH, BASE.dialogues.keys(), beside=beside)
    assert not any("id" in note.split() for note in again.notes)


@pytest.mark.parametrize(
    "line", ["2024", "???", "…", "1.", "---", "* * *", "⸻", "12:30", "Q1:", "- [ ]", "**", "🙂", "|"]
)
def test_what_has_no_words_is_no_card_and_told(line: str) -> None:
    made, suit = imported(f"What of rain?\n\n{line}\n")
    assert (len(suit.cards), made.skipped) == (1, "1 line skipped: no words (line 3)")


def test_a_table_fills_the_fields_of_a_card() -> None:
    made, suit = imported(
        "ID,Question,Kind,Level,Stem,Tip,Tags,Dialogue,aliases,allow\n"
        'rain-outside,"What of, say, rain?",Question,easy,I like…,Hear it.,home; work,full,wet,\n'
        ",Do you like rain?,,3,,,,,,closed-opening\n"
    )
    rain, closed = suit.cards
    assert "allow: [closed-opening]" in made.text
    assert (rain.id, rain.depth, rain.prompt, rain.stem) == ("rain-outside", 1, "What of, say, rain?", "I like…")
    assert (rain.listen, rain.topics, rain.dialogue, rain.aliases) == ("Hear it.", ("home", "work"), "full", ("wet",))
    assert (closed.id, closed.kind, closed.depth) == ("like-rain", "question", 3)


def test_given_ids_come_before_made_up_ones() -> None:
    _, suit = imported("prompt,id,aliases\nRain,,\nSnow,,rain\nSomething else,rain,\nFog,fog,\nMore,fog,\n")
    ids = [card.id for card in suit.cards]
    assert ids[0].startswith("rain-")
    assert ids[1:] == ["snow", "rain", "fog", "more"]
    assert [card.aliases for card in suit.cards] == [()] * 5


def test_many_columns_are_not_reported_one_by_one() -> None:
    names = ",".join(f"column-{number}" for number in range(400))
    made, _ = imported(f"prompt,{names}\nWhat of rain?,{names}\n")
    assert len(made.notes) < 30
    assert "column-399: column-399" in made.text


def test_what_has_no_place_becomes_a_comment_and_is_told() -> None:
    made, suit = imported(
        "prompt,stem,author,depth,kind,topics,dialogue,id,aliases,prompt\n"
        'What of rain?,I \u202elike…,Ana,deep,riddle,"home, pets",chat,Not An Id,Old,and snow?\n'
        "What of fog?,,,1,question,,,,,,more\n"
        ",,Ben,,,,,,,\n"
    )
    (rain, _), block = suit.cards, made.text[made.text.index("cards:") :]
    assert (rain.stem, rain.topics, rain.dialogue) == (None, ("home",), None)
    for said in (
        *("stem: I <U+202E>like…", "author: Ana", "depth: deep", "kind: riddle", "topics: pets", "dialogue: chat"),
        *("id: Not An Id", "aliases: Old", "prompt: and snow?", "column 11: more", "not a card: author: Ben"),
    ):
        assert f"  # {said}\n" in block
    assert "line 2: what stood under 'depth' cannot stand there, and became a comment" in made.notes
    assert "lines 2, 4: 'author' has no place on a card, and became a comment" in made.notes
    assert made.skipped == "1 line skipped: no prompt (line 4)"


def test_a_line_with_a_hidden_character_is_left_out_and_told() -> None:
    made, suit = imported("What of rain?\nWhat of \u202esnow?\nWhat of \x1b[2Jfog?\n")
    assert [card.prompt for card in suit.cards] == ["What of rain?"]
    assert "holds U+202E (right-to-left override) (line 2)" in made.skipped
    assert "\x1b" not in made.text
    assert "What of <U+001B>[2Jfog?" in made.text


HEADINGS = {"prompt", "prompts", "question", "questions", "card", "cards", "text", "front", "term"}
LINE = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=60)


@given(st.lists(LINE, min_size=1, max_size=8))
@example(["a\x1c0"])
@example(["A", "QUESTION"])
def test_any_list_makes_a_valid_suit_of_all_words(lines: list[str]) -> None:
    text = "\n".join(lines)
    try:
        _, suit = imported(text)
    except CannotImport:
        return
    prompts = {card.prompt for card in suit.cards}
    for line in text.splitlines():
        words = line.split()
        # Each word is in a card, except for a list marker and a heading over the prompts.
        if words and all(word.isalnum() and word.isascii() for word in words) and has_words(line):
            is_heading = not HEADINGS.isdisjoint(map(str.casefold, words))
            assert is_heading or " ".join(words) in prompts or " ".join(words[1:]) in prompts
