"""Only a test about words says again what ``deck/words.yaml`` says; any other would fail when that is reworded.

One word alone is not looked for: it may be anything.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from cardtui.deck.opened_deck import open_deck

TESTS = Path(__file__).parent

ABOUT_WORDS = {"workshop/test_plan_file.py": "reads the shipped plan, which says some of the same to a room"}
"""Files that may hold copies, with the reason."""

_BRACE = re.compile(r"\{\w+\}")
_WORD = re.compile(r"[\w'’-]+")

_JOINT = re.compile(r'"\s*\+?\s*[bfr]*"')
"""Between two parts of one literal."""

Phrase = tuple[str, ...]


def words(text: str) -> Phrase:
    """The words of a text, whatever stands between them."""
    return tuple(_WORD.findall(text))


def shipped() -> Iterator[tuple[str, str]]:
    """Each text of the words and the dialogues, with how a test names it."""
    deck = open_deck().deck
    assert deck is not None
    for field, value in vars(deck.words).items():
        if isinstance(value, str):
            yield f"WORDS.{field}", value
        else:
            yield from ((f"WORDS.{field}[{number}]", text) for number, text in enumerate(value))
    for name, dialogue in deck.dialogues.items():
        yield f"dialogues[{name!r}].about", dialogue.about
        for number, stage in enumerate(dialogue.stages):
            for field in ("stem", "ask", "aside"):
                yield f"dialogues[{name!r}].stages[{number}].{field}", getattr(stage, field) or ""


def beginnings(texts: Iterable[tuple[str, str]]) -> dict[Phrase, str]:
    """What may not be copied, in capitals neither, and whose it is: the first words of sentences, five at most."""
    found: dict[Phrase, str] = {}
    for name, text in texts:
        for part in (part for who in ("Ana", "Ben") for part in _BRACE.split(text.replace("{name}", who))):
            phrase = words(part)[:5]
            if len(phrase) > 2 or (len(phrase) == 2 and len(part.strip()) > 7):  # "go on" may be anything
                found |= {phrase: name, words(" ".join(phrase).upper()): name}
    return found


def copied(literal: str, known: dict[Phrase, str]) -> str:
    """The name of what a literal copies, or nothing. A label of two words counts as a whole literal alone."""
    text = words(literal)
    if len(text) < 3:
        return known.get(text, "")
    parts = (text[at : at + size] for at in range(len(text) - 2) for size in (3, 4, 5))
    if name := next((known[part] for part in parts if part in known), ""):
        return name
    if len(text) > 4 or len(literal.strip()) < 12:  # "There is no" may begin anything
        return ""
    return next((name for phrase, name in known.items() if phrase[: len(text)] == text), "")


def literals(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """The texts in a program, with their lines: bytes and parts of f-strings too, and what a plus puts together."""
    told = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):
            told.add(id(node.value))  # a docstring, which comes after what it is in
        elif isinstance(node, ast.Constant | ast.BinOp) and id(node) not in told and (text := literal(node)):
            yield node.lineno, text


def literal(node: ast.AST) -> str:
    match node:
        case ast.Constant(str(text)):
            return text
        case ast.Constant(bytes(data)):
            return data.decode("utf-8", "replace")
        case ast.BinOp(left, ast.Add(), right):
            return literal(left) + literal(right)
        case _:
            return ""


def copies(source: str, known: dict[Phrase, str]) -> set[tuple[int, str]]:
    """Lines of a program with a copy, and what is copied there."""
    text = words(_JOINT.sub("", source))
    here = {text[at : at + size] for at in range(len(text)) for size in (2, 3)}
    if not here & {phrase[:3] for phrase in known}:
        return set()  # most files are not parsed
    return {(line, name) for line, text in literals(ast.parse(source)) if (name := copied(text, known))}


def test_only_word_tests_copy_shipped_sentences() -> None:
    known = beginnings(shipped())
    found = [
        f"tests/{name}:{line}: take {field} of shipped_words instead of a copy of it"
        for path in sorted(TESTS.rglob("*.py"))
        if (name := path.relative_to(TESTS).as_posix()) not in ABOUT_WORDS
        for line, field in sorted(copies(path.read_text(encoding="utf-8"), known))
    ]
    assert not found, "\n".join(found)


def test_every_file_that_may_hold_copies_is_there() -> None:
    assert [name for name in ABOUT_WORDS if not (TESTS / name).exists()] == []


SAMPLE = beginnings(
    [
        ("WORDS.room", "Has everyone a chair to sit on now?"),
        ("WORDS.chair", "Another chair"),
        ("WORDS.seat", "a seat"),
        ("WORDS.sits", "{name} sits"),
        ("WORDS.stands", "{Speaker} stands for this one."),
        ("WORDS.late", "{value} min late"),
    ]
)


@pytest.mark.parametrize(
    ("copy", "field"),
    [
        ('x = "Has everyone a chair to sit on now?"', "WORDS.room"),
        ('x = ("Go. Has everyone a chair to sit on", 1)', "WORDS.room"),
        ('x = "Has everyone a chair"', "WORDS.room"),
        ('x = ("Has everyone a "\n  f"chair to sit on now?")', "WORDS.room"),
        ('x = "Has everyone a " + "chair to sit on now?"', "WORDS.room"),
        ('x = b"Has everyone a chair to sit on now?"', "WORDS.room"),
        ('x = "HAS EVERYONE A CHAIR"', "WORDS.room"),
        ('x = "Another chair."', "WORDS.chair"),
        ('x = "Another chair comes"', ""),
        ('x = "a seat"', ""),
        ('x = f"{y} stands for this one."', "WORDS.stands"),
        ('x = f"{y} min late"', "WORDS.late"),
        ('x = "ANA SITS"', "WORDS.sits"),
        ('"""Has everyone a chair to sit on now?"""  # Has everyone a chair to sit on now?', ""),
    ],
)
def test_a_copy_is_found_however_it_is_written(copy: str, field: str) -> None:
    assert copies(f"# a comment\n{copy}\n", SAMPLE) == ({(2, field)} if field else set())
