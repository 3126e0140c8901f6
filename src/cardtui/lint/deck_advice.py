"""All advice on a deck: what each card could say better, what cards are to each other, and what their writer allows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from cardtui.deck.deck_reader import DeckReading
from cardtui.deck.files.source import PROBLEM_LIMIT, nearest
from cardtui.deck.files.text_readers import text_of
from cardtui.deck.files.words_file import WordsText
from cardtui.deck.files.yaml_tree import Scalar
from cardtui.deck.problem import ALLOWABLE, Problem, Severity
from cardtui.deck.words import Words
from cardtui.lint.near_duplicates import tell_apart
from cardtui.lint.prompt_advice import (
    ask_one_thing,
    ask_openly,
    begin_openly,
    begin_own,
    come_to_the_point,
    give_a_stem,
    untangle,
)
from cardtui.lint.suit_variety import begin_easily, leave_out_extras, speak_of_the_two, vary_openings, vary_tricks
from cardtui.lint.text_length import fit_the_screen, keep_short
from cardtui.lint.word_choice import mind_words, name_the_partner, show_it_all, write_it_out
from cardtui.lint.written_card import Advice, Passage, Subject, subjects
from cardtui.text.suggestions import shown

MOST_OF_A_CARD = 30
"""Pieces of advice that one check gives on one card. Whoever has mended so many looks again anyway."""

Found = tuple[Subject, Advice]


class Check(NamedTuple):
    """What is asked of a text of a card by itself; of which texts, and whether only if they are English."""

    find: Callable[[Passage, Subject], Iterator[Advice]]
    fields: tuple[str, ...] = ("prompt", "stem", "listen")
    english: bool = False

    def __call__(self, subject: Subject) -> Iterator[Advice]:
        """The advice on a card, no more than anybody reads."""
        fields = self.fields if subject.english or not self.english else ()
        asked = (passage for passage in subject.passages if passage.field in fields)
        return islice((advice for passage in asked for advice in self.find(passage, subject)), MOST_OF_A_CARD)


IS_WRITTEN = Check(write_it_out, ("prompt",))
HAS_ITS_LENGTH = Check(keep_short)
CHECKS = (
    Check(show_it_all),
    Check(ask_openly, ("prompt",), english=True),
    Check(ask_one_thing, ("prompt",)),
    Check(come_to_the_point, ("prompt",), english=True),
    Check(untangle, ("prompt",), english=True),
    Check(mind_words),
    HAS_ITS_LENGTH,
    Check(fit_the_screen),
    Check(give_a_stem, ("prompt",)),
    Check(begin_own, ("stem",), english=True),
    Check(begin_openly, ("stem",)),
    Check(name_the_partner),
)

OF_A_SUIT = (vary_openings, begin_easily, leave_out_extras, speak_of_the_two)
OF_A_DECK = (tell_apart, vary_tricks)
"""What is asked of cards beside each other."""


def advise(reading: DeckReading, shipped: Words | None = None) -> tuple[Problem, ...]:
    """Look at the writing of a deck, whether it has errors or not.

    A text that cannot be read is not judged, and nobody is told twice about one thing. What a card or its suit
    allows is left out.

    Args:
        reading: the deck.
        shipped: the words that those of the deck stand in for; None for the shipped deck itself.

    Returns:
        Warnings, by file, line and column.
    """
    suits = [(text, subjects(text, reading.dialogues)) for text in reading.suits]
    everyone = [subject for _, suit in suits for subject in suit]
    found = [(subject, advice) for subject in everyone for advice in _on_one(subject)]
    found += [each for _, suit in suits for check in OF_A_SUIT for each in check(suit)]
    found += [each for check in OF_A_DECK for each in check(everyone)]
    elsewhere = set() if reading.whole else {"near-duplicate"}
    given = {id(subject): elsewhere.copy() for subject in everyone}
    for subject, advice in found:
        given[id(subject)].add(advice.code)
    found = [(subject, advice) for subject, advice in found if advice.code not in subject.allowed]
    for text, suit in suits:
        for subject in suit:
            found += _about_allow(subject.text.allow, "this card", [subject], given)
        found += _about_allow(text.allow, "this suit", suit, given)
    about_words = keep_braces(reading.words, shipped) if reading.words and shipped else ()
    return tuple(sorted([*_limited(found), *about_words]))


def _on_one(subject: Subject) -> list[Advice]:
    """What is to be said of a card by itself. One that is not written yet, or is no card, hears only that."""
    if subject.endless:
        return [*HAS_ITS_LENGTH(subject)]
    return [*IS_WRITTEN(subject)] or [advice for check in CHECKS for advice in check(subject)]


def _about_allow(
    allow: Sequence[Scalar], whose: str, cards: Sequence[Subject], given: dict[int, set[str]]
) -> Iterator[Found]:
    """What is allowed for nothing, said at the first card.

    Args:
        allow: codes where they stand.
        whose: what a sentence calls it: "this card".
        cards: those for which it is allowed.
        given: codes of the advice that there is on each card, or could be from a file that was not looked at.
    """
    if not cards:
        return
    reasons = set().union(*(given[id(card)] for card in cards))
    looked_at = all(card.text.card is not None and not card.endless for card in cards)
    for allowed in allow:
        code = allowed.value
        if code not in ALLOWABLE:
            meant = nearest(cards[0].source, code, ALLOWABLE)
            way_out = f"did you mean '{meant}'?" if meant else "'cardtui explain' lists those there are"
            message = f"{shown(code)} is no warning that could be allowed; {way_out}"
            yield cards[0], Advice(allowed, "unknown-allow", message)
        elif code not in reasons and looked_at:
            # An error may have kept a card from being looked at; then nobody knows whether there is a reason.
            message = f"{whose} gives no reason for '{code}'; take it out of 'allow'"
            yield cards[0], Advice(allowed, "unused-allow", message)


def _limited(found: Sequence[Found]) -> Iterator[Problem]:
    """The advice as problems, no more of them for one file than it may have errors."""
    counts: Counter[int] = Counter()
    for subject, advice in sorted(found, key=lambda each: each[1].at.start):
        source = subject.source
        counts[id(source)] += 1
        if counts[id(source)] <= PROBLEM_LIMIT:
            yield source.problem(advice.at, advice.code, advice.message, Severity.WARNING)
        elif counts[id(source)] == PROBLEM_LIMIT + 1:
            message = f"more than {PROBLEM_LIMIT:,} pieces of advice; the rest is not listed"
            yield source.problem(advice.at, "too-many", message, Severity.WARNING)


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
