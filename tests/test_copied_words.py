"""Only a test about words repeats texts of ``deck/words.yaml``; any other would fail when a text is reworded.

Single words are not checked: they may be anything.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from cardtui.deck.opened_deck import open_shipped_deck
from shipped_words import WORDS

TESTS = Path(__file__).parent

ABOUT_WORDS = {"workshop/test_plan_file.py": "reads the shipped plan, which says some of the same to a room"}
"""Files that may hold copies, with the reason."""

BEGINNING = 5
"""This many words of a sentence are a copy anywhere in a program; fewer only as a whole literal."""


def words(text: str) -> tuple[str, ...]:
    """The words of a text, ignoring what is between them."""
    return tuple(re.findall(r"[\w'’-]+", text))


def shipped() -> Iterator[tuple[str, str]]:
    """Each text of the words and the dialogues, with the expression that tests use for it."""
    for field, value in vars(WORDS).items():
        for text in (value,) if isinstance(value, str) else value:
            yield f"WORDS.{field}", text
    for name, dialogue in open_shipped_deck().dialogues.items():
        for text in (dialogue.about, *(text for each in dialogue.stages for text in (each.stem, each.ask, each.aside))):
            yield f"dialogues[{name!r}]", text or ""


def phrases(texts: Iterable[tuple[str, str]]) -> dict[tuple[str, ...], str]:
    """Phrases that must not be copied, also in capitals, with their names: the start of each text, and after each
    brace.
    """
    found = {}
    for name, text in texts:
        for filled in {text.replace("{name}", who) for who in ("Ana", "Ben")}:
            for part in re.split(r"\{\w+\}", filled):
                found |= {words(each)[:BEGINNING]: name for each in (part, part.upper())}
    return found


def literals(source: str) -> Iterator[str]:
    """The texts in a program, without its comments and docstrings."""
    tree = ast.parse(source)
    docstrings = [node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)]
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str | bytes) and node not in docstrings:
            yield node.value if isinstance(node.value, str) else node.value.decode("latin-1")


def copies(source: str, phrases: dict[tuple[str, ...], str]) -> set[str]:
    """The names of the texts that a program copies."""
    found: set[tuple[str, ...]] = set()
    for literal in literals(source):
        said = words(literal)
        found |= {said[at : at + count] for count in (BEGINNING - 1, BEGINNING) for at in range(len(said) - count + 1)}
        found |= {said} if len(literal) > 7 else set()
    return {phrases[each] for each in found if len(each) > 1 and each in phrases}


def test_only_word_tests_copy_shipped_sentences() -> None:
    sentences = phrases(shipped())
    found = [
        f"tests/{name}: take {field} of shipped_words instead of a copy of it"
        for path in sorted(TESTS.rglob("*.py"))
        if (name := path.relative_to(TESTS).as_posix()) not in ABOUT_WORDS
        for field in sorted(copies(path.read_text(encoding="utf-8"), sentences))
    ]
    assert not found, "\n".join(found)
    assert all((TESTS / name).exists() for name in ABOUT_WORDS)
    assert copies(f"print(1, {WORDS.how_title!r})", sentences) == {"WORDS.how_title"}
