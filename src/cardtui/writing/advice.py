"""All advice on a deck: what each card could say better, what cards are to each other, and what their writer allows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from cardtui.cards.codes import ALLOWABLE
from cardtui.cards.deck import Reading
from cardtui.cards.problem import Problem
from cardtui.cards.suggest import closest, shown
from cardtui.writing.asking import ask_one_thing, ask_openly
from cardtui.writing.fitting import fit_the_screen
from cardtui.writing.lengths import keep_short
from cardtui.writing.likeness import tell_apart
from cardtui.writing.openings import begin_easily, vary_openings
from cardtui.writing.partner import name_the_partner
from cardtui.writing.stems import begin_own, give_a_stem
from cardtui.writing.subject import Advice, Subject, subjects
from cardtui.writing.wording import mind_words

Check = Callable[[Subject], Iterator[Advice]]

CHECKS: tuple[Check, ...] = (
    ask_openly,
    ask_one_thing,
    mind_words,
    keep_short,
    fit_the_screen,
    begin_own,
    name_the_partner,
)
"""What is asked of each card by itself."""


def advise(reading: Reading) -> tuple[Problem, ...]:
    """Look at the writing of a deck, whether it has errors or not.

    A text that cannot be read is not judged, and nobody is told twice about one thing. What a card allows is left out.

    Returns:
        Warnings, by file, line and column.
    """
    found: list[tuple[Subject, Advice]] = []
    everyone: list[Subject] = []
    for text in reading.suits:
        suit = subjects(text)
        everyone += suit
        found += [(subject, advice) for subject in suit for check in CHECKS for advice in check(subject)]
        found += [(subject, advice) for subject in suit for advice in give_a_stem(subject, reading.dialogues)]
        found += vary_openings(suit)
        found += begin_easily(suit)
    found += tell_apart(everyone)
    wanted = list(_not_allowed(found))
    wanted += [(subject, advice) for subject in everyone for advice in _about_allow(subject, found)]
    return tuple(sorted(subject.warn(advice) for subject, advice in wanted))


def _not_allowed(found: Sequence[tuple[Subject, Advice]]) -> Iterator[tuple[Subject, Advice]]:
    for subject, advice in found:
        if all(allowed.value != advice.code for allowed in subject.text.allow):
            yield subject, advice


def _about_allow(subject: Subject, found: Sequence[tuple[Subject, Advice]]) -> Iterator[Advice]:
    if not subject.text.allow:
        return
    # An error may have kept a card from being looked at; so nobody is told that it gives no reason.
    given = {advice.code for other, advice in found if other is subject}
    for allowed in subject.text.allow:
        code = allowed.value
        if code not in ALLOWABLE:
            meant = closest(code[:64], ALLOWABLE)
            way_out = f"did you mean '{meant}'?" if meant else "'cardtui explain' lists those there are"
            yield Advice(allowed, "unknown-allow", f"{shown(code)} is no warning that could be allowed; {way_out}")
        elif code not in given and subject.sound:
            yield Advice(allowed, "unused-allow", f"this card gives no reason for '{code}'; take it out of 'allow'")
