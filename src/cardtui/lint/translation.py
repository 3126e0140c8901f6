"""Words in another language: that what the program fills in still has its place."""

from __future__ import annotations

from collections.abc import Iterator

from cardtui.deck.files.value_reader import text_of
from cardtui.deck.files.words_file import WordsText
from cardtui.deck.problem import Problem, Severity
from cardtui.deck.words import Words

NEEDED = ("name", "time", "value", "needs", "is")
"""Braces without which a line does not say what it is for; the names of the two are only a way to say it."""


def keep_braces(text: WordsText, shipped: Words) -> Iterator[Problem]:
    """Find lines that have lost what the shipped line fills in: whose turn it is, when to meet.

    Args:
        text: words.yaml of a deck.
        shipped: the words below it.
    """
    for name, node in text.fields.items():
        said, ours = text_of(node), getattr(shipped, name)
        line, _ = text.source.place(node.start)
        # A misspelt brace is told as one, and may be the one that is missing.
        if said is None or not isinstance(ours, str) or any(problem.line == line for problem in text.source.problems):
            continue
        lost = [f"'{{{brace}}}'" for brace in NEEDED if f"{{{brace}}}" in ours and f"{{{brace}}}" not in said]
        if lost:
            message = (
                f"{' and '.join(lost)} is missing, and the two would not read what it stands for; as shipped: {ours}"
            )
            yield text.source.problem(node, "missing-brace", message, Severity.WARNING)
