"""A whole turn at once: each role's part of a dialogue with its stems, for couples who follow it on their own.

In an evening the program shows one stage after the other, and the two say when it is done. In a room it cannot: one
couple is at "not quite" while another one thanks. So the whole loop is shown.
"""

from __future__ import annotations

from enum import StrEnum
from functools import partial

import msgspec

from cardtui.deck.card import Card
from cardtui.deck.dialogue import Dialogue, Stage, StageType, own_stem, stage_words
from cardtui.deck.words import Words, capitalized, fill, partner_names


class TurnRole(StrEnum):
    """Who does a step of a turn."""

    SPEAKER = "speaker"
    LISTENER = "listener"
    BOTH = "both"


class TurnStep(msgspec.Struct, frozen=True):
    """One step of a turn.

    label: what is done. says: the words for it, and the question at the end. leads_back: whether it is an answer to
    that question that repeats the previous step.
    """

    who: TurnRole
    label: str
    says: tuple[str, ...]
    leads_back: bool = False


def turn_loop(words: Words, dialogue: Dialogue, card: Card | None = None) -> tuple[TurnStep, ...]:
    """All steps of a turn, in order, with those that "not quite" and "more" lead back to.

    card: the current one, for its own stem; None if there are several to choose from.
    """
    steps: list[TurnStep] = []
    heard = False
    for index, stage in enumerate(dialogue.stages):
        steps += _steps(words, stage, _first_words(words, dialogue, index, card), again=heard)
        heard = heard or stage.stage is StageType.MIRROR
    return tuple(steps)


def rail(loop: tuple[TurnStep, ...]) -> tuple[str, ...]:
    """The names of the steps, without the ways back."""
    return tuple(step.label for step in loop if not step.leads_back)


def one_step(loop: tuple[TurnStep, ...], place: int) -> tuple[TurnStep, ...]:
    """The step at an index of the rail, from 0, with the ways back from it."""
    starts = [index for index, step in enumerate(loop) if not step.leads_back]
    return loop[starts[place] : [*starts[1:], len(loop)][place]]


def role_name(words: Words, role: TurnRole) -> str:
    """The name of a role if both partners are nameless."""
    names = (words.print_speaks, words.print_listens, words.lead_together)
    return dict(zip(TurnRole, names, strict=True))[role]


def partner(words: Words, *, second: bool) -> str:
    """The label of a partner, independent of who speaks first: one of the two, or the second of them."""
    return words.lead_second if second else words.lead_first


def card_text(words: Words, text: str) -> str:
    """A card's text for a room, without names; all braces except ``{partner}`` are literal there."""
    return fill(text, partner_names(words.partner))


def room_text(words: Words, text: str) -> str:
    """A text of a dialogue or of the words, for a room."""
    speaker, listener = words.lead_speaker, words.lead_listener
    parts = {"left": speaker, "right": listener, "speaker": speaker, "listener": listener}
    parts |= {"Speaker": capitalized(speaker), "Listener": capitalized(listener)}
    return fill(text, parts | partner_names(words.partner))


def _steps(words: Words, stage: Stage, first_words: str, *, again: bool) -> tuple[TurnStep, ...]:
    def say(*texts: str) -> tuple[str, ...]:
        return tuple(_quoted(room_text(words, text)) for text in texts)

    said = stage_words(stage, words)
    speaks, listens = partial(TurnStep, TurnRole.SPEAKER), partial(TurnStep, TurnRole.LISTENER)
    match stage.stage:
        case StageType.DO:
            return (TurnStep(TurnRole.BOTH, words.lead_together, (room_text(words, words.do_aside),)),)
        case StageType.SPEAK:
            return (speaks(words.rail_speak, (first_words,)),)
        case StageType.MIRROR if again:
            is_same = not (stage.stem or stage.ask)
            return (listens(words.rail_mirror, (words.lead_as_above,) if is_same else say(said.stem, said.ask)),)
        case StageType.MIRROR:
            return (
                listens(words.rail_mirror, say(said.stem, said.ask)),
                speaks(words.lead_not_quite, (words.lead_missing,), leads_back=True),
                speaks(words.lead_more, (words.lead_next_part,), leads_back=True),
            )
        case StageType.SUMMARIZE:
            return (listens(words.rail_summarize, say(said.stem, said.ask)),)
        case StageType.VALIDATE:
            return (listens(words.rail_validate, say(said.stem)),)
        case StageType.EMPATHIZE:
            missed = speaks(words.lead_not_quite, (words.lead_feeling,), leads_back=True)
            return (listens(words.rail_empathize, say(said.stem, said.ask)), missed)
        case StageType.ANSWER:
            answers = f"{words.answer_yes} · {words.answer_smaller} · {words.answer_not_now}"
            return (listens(words.rail_answer, (room_text(words, said.ask), room_text(words, answers))),)
        case StageType.THANK:
            return (listens(words.rail_thank, say(said.stem)),)


def _first_words(words: Words, dialogue: Dialogue, index: int, card: Card | None) -> str:
    """The speaker's first words at a stage."""
    if own := own_stem(dialogue, index, card.stem if card is not None else None):
        return _quoted(card_text(words, own))
    stem = dialogue.stages[index].stem
    return _quoted(room_text(words, stem)) if stem else words.speak_own_words


def _quoted(text: str) -> str:
    return f"“{text}”"
