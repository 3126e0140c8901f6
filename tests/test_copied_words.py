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


class Shipped:
    """What may not be copied, in capitals neither: labels of two words as a whole literal, beginnings of sentences
    anywhere in one. A beginning is of five words; of three, if nothing else is in the literal."""

    def __init__(self, texts: Iterable[tuple[str, str]]) -> None:
        self._labels: dict[Phrase, str] = {}
        self._beginnings: dict[Phrase, list[tuple[Phrase, str]]] = {}
        for name, text in texts:
            filled = [text.replace("{name}", who) for who in ("Ana", "Ben")] if "{name}" in text else [text]
            for part in (part for text in filled for part in _BRACE.split(text)):
                for phrase in (words(part), words(part.upper())):
                    if len(phrase) > 2:
                        self._beginnings.setdefault(phrase[:3], []).append((phrase[:5], name))
                    elif len(phrase) == 2 and len(part.strip()) > 7:  # "go on" may be anything
                        self._labels.setdefault(phrase, name)
        labels = "|".join(map(re.escape, map(" ".join, self._labels)))
        self._label = re.compile(rf'["}}]\W*(?:{labels})')

    def copied(self, literal: str) -> str:
        """The name of what a literal copies, or nothing."""
        text = words(literal)
        is_short = len(literal.strip()) < 12  # "There is no" may begin anything
        if name := self._labels.get(text):
            return name
        for at in range(len(text) - 2):
            for beginning, name in self._beginnings.get(text[at : at + 3], ()):
                if beginning == text[at : at + len(beginning)] or (beginning[: len(text)] == text and not is_short):
                    return name
        return ""

    def may_be_in(self, source: str) -> bool:
        """Whether a program may hold a copy: a quick look, which spares most files from being parsed."""
        text = words(_JOINT.sub("", source))
        threes = zip(text, text[1:], text[2:], strict=False)
        return self._label.search(source) is not None or any(three in self._beginnings for three in threes)


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


def copies(source: str, shipped: Shipped) -> set[tuple[int, str]]:
    """Lines of a program with a copy, and what is copied there."""
    if not shipped.may_be_in(source):
        return set()
    return {(line, name) for line, text in literals(ast.parse(source)) if (name := shipped.copied(text))}


def test_only_word_tests_copy_shipped_sentences() -> None:
    sentences = Shipped(shipped())
    found = [
        f"tests/{name}:{line}: take {field} of shipped_words instead of a copy of it"
        for path in sorted(TESTS.rglob("*.py"))
        if (name := path.relative_to(TESTS).as_posix()) not in ABOUT_WORDS
        for line, field in sorted(copies(path.read_text(encoding="utf-8"), sentences))
    ]
    assert not found, "\n".join(found)


def test_every_file_that_may_hold_copies_is_there() -> None:
    assert [name for name in ABOUT_WORDS if not (TESTS / name).exists()] == []


SAMPLE = Shipped(
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
