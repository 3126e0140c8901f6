"""All advice on a deck: on each card alone, on cards compared with each other, and on what their author allows."""

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
"""The most warnings of one check on one card. Anyone who has fixed that many will run the check again."""

Found = tuple[Subject, Advice]


class Check(NamedTuple):
    """A check of one text of a card: which fields it applies to, and whether only to English."""

    find: Callable[[Passage, Subject], Iterator[Advice]]
    fields: tuple[str, ...] = ("prompt", "stem", "listen")
    english: bool = False

    def __call__(self, subject: Subject) -> Iterator[Advice]:
        """The advice on a card, cut off where nobody would read on."""
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
"""Checks that compare the cards of a deck."""


def advise(reading: DeckReading, shipped: Words | None = None) -> tuple[Problem, ...]:
    """Check the writing of a deck, whether it has errors or not.

    Unreadable text is not checked, and nothing is reported twice. Advice that a card or its suit allows is left out.

    Args:
        reading: the deck.
        shipped: the words that the deck's own words replace; None for the shipped deck itself.

    Returns:
        Warnings, by file, line and column.
    """
    suits = [(text, subjects(text, reading.dialogues)) for text in reading.suits]
    everyone = [subject for _, suit in suits for subject in suit]
    found = [(subject, advice) for subject in everyone for advice in _on_one(subject)]
    found += [each for _, suit in suits for check in OF_A_SUIT for each in check(suit)]
    found += [each for check in OF_A_DECK for each in check(everyone)]
    elsewhere = set() if reading.whole else {"near-duplicate", "worn-trick"}
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
    """Advice on a single card. A card that is unwritten or far too long gets only that one warning."""
    if subject.endless:
        return [*HAS_ITS_LENGTH(subject)]
    return [*IS_WRITTEN(subject)] or [advice for check in CHECKS for advice in check(subject)]


def _about_allow(
    allow: Sequence[Scalar], whose: str, cards: Sequence[Subject], given: dict[int, set[str]]
) -> Iterator[Found]:
    """Find unknown and unused codes in 'allow', reported at the first card.

    Args:
        allow: the allowed codes, with their positions.
        whose: how the message refers to it: "this card".
        cards: those for which they are allowed.
        given: codes of the advice on each card, including possible advice from files that were not checked.
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
            # If an error kept a card from being checked, it is unknown whether there is a reason.
            message = f"{whose} gives no reason for '{code}'; take it out of 'allow'"
            yield cards[0], Advice(allowed, "unused-allow", message)


def _limited(found: Sequence[Found]) -> Iterator[Problem]:
    """The advice as problems, limited per file like errors."""
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
"""Braces without which a line does not say what it is for; the partners' names are not essential."""


def keep_braces(text: WordsText, shipped: Words) -> Iterator[Problem]:
    """Find lines that lack a brace of the shipped line: whose turn it is, when to meet.

    Args:
        text: words.yaml of a deck.
        shipped: the words that it replaces.
    """
    for name, node in text.fields.items():
        said, ours = text_of(node), getattr(shipped, name)
        line, _ = text.source.place(node.start)
        # A misspelled brace has its own error, and may be the missing one.
        if said is None or not isinstance(ours, str) or any(problem.line == line for problem in text.source.problems):
            continue
        lost = [f"'{{{brace}}}'" for brace in NEEDED if f"{{{brace}}}" in ours and f"{{{brace}}}" not in said]
        if lost:
            message = (
                f"{' and '.join(lost)} is missing, and the two would not read what it stands for; as shipped: {ours}"
            )
            yield text.source.problem(node, "missing-brace", message, Severity.WARNING)
