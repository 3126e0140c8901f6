"""Comparing the cards of a suit or a deck: how they begin, what they have in common, what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cardtui.deck.card import Kind
from cardtui.deck.files.source import Span
from cardtui.lint.word_lists import pattern, tricks
from cardtui.lint.written_card import WORD, Advice, Passage, Subject, sentences, unquoted
from cardtui.text.normal_form import comparable
from cardtui.text.suggestions import shown

OPENING_WORDS = 3
CARDS_AN_OPENING = 4
"""The most cards of a suit that may begin with the same words."""

CARDS_A_TRICK, TRICK_SHARE = 4, 20
"""The most cards of a deck that may use one trick: four, or one in twenty if that is more."""

EXTRA_SHARE = 10
"""One in this many cards of a suit may have an example or an allowance."""

TALKED, TWO_SHARE = 5, 5
"""If a suit has at least 5 questions and stories, at least one in 5 is about the partner or the couple."""

Found = Iterator[tuple[Subject, Advice]]


def _prompts(cards: Sequence[Subject]) -> Iterator[tuple[Subject, Passage]]:
    """The cards with a prompt that is not far too long, and that prompt."""
    return ((card, card.prompt) for card in cards if card.prompt is not None and not card.endless)


def vary_openings(suit: Sequence[Subject]) -> Found:
    """No more than four cards of a suit begin with the same three words."""
    openings: dict[tuple[str, ...], list[Subject]] = {}
    for subject, prompt in _prompts(suit):
        words = list(WORD.finditer(prompt.text))[:OPENING_WORDS]
        if len(words) < OPENING_WORDS:
            continue
        several = openings.setdefault(tuple(comparable(word.group()) for word in words), [])
        several.append(subject)
        if len(several) > CARDS_AN_OPENING:
            end = words[-1].end()
            begun = several[0].text
            line, _ = subject.source.place((begun.id or next(iter(begun.fields.values()))).start)
            message = (
                f"{shown(prompt.text[:end])} opens {len(several)} cards of this suit, the first at line {line};"
                " begin this one another way"
            )
            yield subject, Advice(prompt.span(0, end), "repeated-opening", message)


def begin_easily(suit: Sequence[Subject]) -> Found:
    """A suit has a card of depth 1, since evenings start easy. Reported at its first card, if all depths are valid."""
    depths = [subject.depth for subject in suit]
    if suit and None not in depths and "1" not in depths:
        at = suit[0].text.fields["depth"]
        message = "no card of this suit is easy (depth 1), and an evening likes to begin with one; add one or two"
        yield suit[0], Advice(at, "no-easy-card", message)


def leave_out_extras(suit: Sequence[Subject]) -> Found:
    """No more than one card in ten ends with an example or an allowance (English only)."""
    free = len(suit) // EXTRA_SHARE
    for subject, prompt in _prompts(suit):
        match = pattern("extra").search(unquoted(prompt.text)) if subject.english else None
        if match is None:
            continue
        if free:
            free -= 1
            continue
        said = prompt.text[slice(*match.span())].lstrip(", ")
        message = f"{shown(said)} is tacked on, and more than one card in {EXTRA_SHARE} has such an extra; leave it out"
        yield subject, Advice(prompt.span(match.end() - len(said), match.end()), "tacked-on", message)


def vary_tricks(everyone: Sequence[Subject]) -> Found:
    """No trick is used by more than one card in twenty: a stopwatch, imagining a scene, a last sentence."""
    most = max(CARDS_A_TRICK, len(everyone) // TRICK_SHARE)
    used: dict[str, list[tuple[Subject, Span]]] = {}
    for subject, prompt in _prompts(everyone):
        for trick, begin, end in _tricks(prompt.text, english=subject.english):
            used.setdefault(trick, []).append((subject, prompt.span(begin, end)))
    for trick, cards in used.items():
        message = f"{trick} serves {len(cards)} cards of this deck, and {most} are enough; find another way in"
        yield from ((subject, Advice(at, "worn-trick", message)) for subject, at in cards[most:])


def _tricks(text: str, *, english: bool) -> Iterator[tuple[str, int, int]]:
    """The tricks of a prompt, with their positions. A repeated last sentence is a trick in any language."""
    if english:
        for name, trick in tricks().items():
            if match := trick.search(text):
                yield name, *match.span()
    parts = list(sentences(text))
    if len(parts) > 1:
        begin, end = parts[-1]
        yield shown(text[begin:end].strip()), begin, end


def speak_of_the_two(suit: Sequence[Subject]) -> Found:
    """Some of a suit's questions and stories are about the partner or the couple (English only).

    Reported at the first of them.
    """
    talked = [each for each in _prompts(suit) if each[0].english and each[0].kind in (Kind.QUESTION, Kind.STORY)]
    about = sum(bool(pattern("of_the_two").search(prompt.text)) for _, prompt in talked)
    if len(talked) >= TALKED and about * TWO_SHARE < len(talked):
        first, prompt = talked[0]
        message = (
            f"{about} of the {len(talked)} questions and stories of this suit are about {{partner}} or the two;"
            " two in five would be good"
        )
        yield first, Advice(prompt.node, "not-the-two", message)
