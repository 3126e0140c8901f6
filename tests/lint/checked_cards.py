"""Short ways to write a card or a suit, or to import one, and to get the advice on it."""

from __future__ import annotations

from pathlib import Path

from cardtui.deck.card import Suit
from cardtui.deck.deck_reader import DeckReading
from cardtui.deck.files.source import Source
from cardtui.deck.files.suit_file import read_suit
from cardtui.deck.problem import Problem
from cardtui.lint.deck_advice import advise
from cardtui.lint.list_import.suit_writer import Imported, import_prompts
from deck.deckfiles import BASE

HEAD = "suit: Mornings\nsymbol: '☼'\nabout: How days begin.\nlanguage: {language}\ncards:\n"


def card(prompt: str, *lines: str, name: str = "a-card", kind: str = "question", depth: str = "1") -> str:
    """A card with only a stem, unless one of the lines replaces it; `prompt` is quoted."""
    fields = [f"id: {name}", f"kind: {kind}", f"depth: {depth}", f'prompt: "{prompt}"']
    fields += [] if any(line.startswith("stem:") for line in lines) else ["stem: I begin…"]
    return "".join(
        f"  {'-' if not place else ' '} {line}\n" for place, line in enumerate([*fields, *lines]) if line != "stem:"
    )


def suit(*cards: str, language: str = "en") -> str:
    """A suit of these cards."""
    return HEAD.format(language=language) + "".join(cards)


def reading_of(*files: str) -> DeckReading:
    """A deck of these suit files, named a.yaml, b.yaml…"""
    texts = tuple(
        read_suit(Source(Path(f"{letter}.yaml"), text), BASE.dialogues.keys())
        for letter, text in zip("abcdefgh", files, strict=False)
    )
    problems = tuple(sorted(problem for text in texts for problem in text.source.problems))
    return DeckReading(None, problems, texts, BASE.dialogues)


def advice_on(*files: str) -> list[Problem]:
    """All advice on a deck of these suit files."""
    return list(advise(reading_of(*files)))


def codes_for(prompt: str, *lines: str, language: str = "en", **fields: str) -> list[str]:
    """The codes of the advice on one card."""
    return [problem.code for problem in advice_on(suit(card(prompt, *lines, **fields), language=language))]


def imported(content: str | bytes, name: str = "list.txt") -> tuple[Imported, Suit]:
    """The result of importing a list file of that name, and the suit that the checker reads from it without errors."""
    content = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
    path = Path("kitchen-table.yaml")
    made = import_prompts(content, path, BASE.dialogues.keys(), Path(name).suffix)
    read = read_suit(Source(path, made.text), BASE.dialogues.keys())
    assert (read.source.problems, len(read.cards)) == ([], made.cards)
    assert read.suit is not None
    return made, read.suit
