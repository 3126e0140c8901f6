"""What the cards of one suit are to each other: how they begin, and that one of them is easy."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cardtui.lint.card_text import Advice, Subject
from cardtui.text.normal_form import comparable
from cardtui.text.suggestions import shown

OPENING_WORDS = 3
CARDS_AN_OPENING = 4
"""So many cards of a suit may begin with the same words."""

_WORD = re.compile(r"\{\w+\}|[^\W_]+(?:['’][^\W_]+)*")


def vary_openings(suit: Sequence[Subject]) -> Iterator[tuple[Subject, Advice]]:
    """No opening of three words serves more than four cards of a suit."""
    first: dict[tuple[str, ...], Subject] = {}
    counts: dict[tuple[str, ...], int] = {}
    for subject in suit:
        prompt = subject.prompt
        words = list(_WORD.finditer(prompt.text))[:OPENING_WORDS] if prompt is not None else []
        if prompt is None or len(words) < OPENING_WORDS:
            continue
        opening = tuple(comparable(word.group()) for word in words)
        counts[opening] = counts.get(opening, 0) + 1
        begun = first.setdefault(opening, subject)
        if counts[opening] > CARDS_AN_OPENING:
            end = words[-1].end()
            line, _ = begun.source.place(begun.head.start)
            message = (
                f"{shown(prompt.text[:end])} opens {counts[opening]} cards of this suit, the first at line {line};"
                " begin this one another way"
            )
            yield subject, Advice(prompt.span(0, end), "repeated-opening", message)


def begin_easily(suit: Sequence[Subject]) -> Iterator[tuple[Subject, Advice]]:
    """A suit has a card of depth 1, for an evening opens easy. Said at its first card, once all depths can be read."""
    depths = [subject.depth for subject in suit]
    if suit and None not in depths and "1" not in depths:
        at = suit[0].text.fields["depth"]
        message = "no card of this suit is easy (depth 1), and an evening likes to begin with one; add one or two"
        yield suit[0], Advice(at, "no-easy-card", message)
