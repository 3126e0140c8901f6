"""A dialogue for paper: each stage in plain words, with what each role says and pays attention to."""

from __future__ import annotations

import unicodedata
from enum import StrEnum
from typing import assert_never

import msgspec

from cardtui.deck.card import Card
from cardtui.deck.dialogue import Dialogue, Stage, StageType, own_stem, stage_words
from cardtui.deck.words import Words, capitalized, fill
from cardtui.workshop.dialogue_script import card_text


class TextTone(StrEnum):
    """The purpose of a text on a sheet."""

    SAY = "say"
    """Words to say, or to begin with."""
    HINT = "hint"
    """Something to pay attention to."""
    CHOICE = "choice"
    """One of several things to say or do."""


class SpokenText(msgspec.Struct, frozen=True):
    """A sentence on a sheet."""

    text: str
    tone: TextTone = TextTone.HINT


class DialogueStep(msgspec.Struct, frozen=True):
    """A stage: its name, and the texts for the speaker of this turn and for the listener."""

    name: str
    speaker: tuple[SpokenText, ...]
    listener: tuple[SpokenText, ...]


def told(text: str, words: Words) -> str:
    """A text of a dialogue or of the words, without names: each is the other one's partner."""
    partner = words.partner
    names = dict.fromkeys(("partner", "speaker", "listener", "left", "right"), partner)
    names |= dict.fromkeys(("Partner", "Speaker", "Listener"), capitalized(partner))
    return fill(text, names)


def sheet_title(dialogue: Dialogue, words: Words) -> str:
    """The title of a dialogue where there is no context."""
    return told(dialogue.sheet or dialogue.title, words)


def steps(dialogue: Dialogue, words: Words, card: Card | None = None) -> tuple[DialogueStep, ...]:
    """All stages of a dialogue in order. card: if it has a stem, the speaker begins with it."""
    spoken = 0
    found: list[DialogueStep] = []
    for index, stage in enumerate(dialogue.stages):
        spoken += stage.stage is StageType.SPEAK
        stem = told(stage.stem, words) if stage.stem else ""
        if own := own_stem(dialogue, index, card.stem if card is not None else None):
            stem = card_text(words, own)
        found.append(_step(stage, words, stem, once=spoken == 1))
    return tuple(found)


def stems(step: DialogueStep) -> tuple[str, ...]:
    """The words of the partner who has the floor in a step; if there are none, what to do."""
    return _says(step.listener) or _says(step.speaker) or tuple(said.text for said in step.listener[:1])


def _says(sayings: tuple[SpokenText, ...]) -> tuple[str, ...]:
    return tuple(said.text for said in sayings if said.tone is TextTone.SAY)


def _step(stage: Stage, words: Words, stem: str, *, once: bool) -> DialogueStep:
    def say(*texts: str) -> tuple[SpokenText, ...]:
        return tuple(SpokenText(f"“{told(text, words)}”", TextTone.SAY) for text in texts)

    def hint(*texts: str) -> tuple[SpokenText, ...]:
        return tuple(SpokenText(told(text, words)) for text in texts)

    def choice(*texts: str) -> SpokenText:
        return SpokenText(" ".join(f"{told(text, words)}{_stop(text)}" for text in texts), TextTone.CHOICE)

    said = stage_words(stage, words)
    aside = hint(said.aside)
    yes, not_quite = choice(words.verdict_yes), choice(words.verdict_not_quite, words.speak_missing)
    match stage.stage:
        case StageType.DO:
            both = hint(words.do_aside, words.do_later)
            return DialogueStep(words.print_do, both, both)
        case StageType.SPEAK:
            opening = f"“{stem}”" if stem else told(words.speak_own_words, words)
            return DialogueStep(words.rail_speak, (SpokenText(opening, TextTone.SAY),), aside)
        case StageType.MIRROR:
            # The loop is the same each time; only the first one is described.
            more = choice(words.verdict_more, words.speak_more)
            speaker = (*hint(words.mirror_aside), yes, not_quite, more) if once else hint(words.verdict_aside)
            return DialogueStep(words.rail_mirror, speaker, say(said.stem, said.ask))
        case StageType.SUMMARIZE:
            listener = (*hint(words.print_summarize), *say(said.stem, said.ask))
            return DialogueStep(words.rail_summarize, (*aside, yes, not_quite), listener)
        case StageType.VALIDATE:
            listener = (*say(said.stem), *hint(words.validate_hint), choice(words.print_help_me))
            return DialogueStep(words.rail_validate, aside, listener)
        case StageType.EMPATHIZE:
            speaker = (*aside, choice(words.feeling_yes), choice(words.print_not_quite_feeling))
            listener = (*say(said.stem), *hint(" · ".join(words.feelings)), *say(said.ask))
            return DialogueStep(words.rail_empathize, speaker, listener)
        case StageType.ANSWER:
            ask = SpokenText(told(said.ask, words), TextTone.SAY)
            smaller = choice(words.answer_smaller, f"“{words.answer_smaller_stem}”")
            answers = choice(words.answer_yes), smaller, choice(words.answer_not_now)
            return DialogueStep(words.rail_answer, aside, (ask, *answers))
        case StageType.THANK:
            return DialogueStep(words.rail_thank, say(said.aside), (*hint(words.thank_breath), *say(said.stem)))
        case _:
            assert_never(stage.stage)


def _stop(text: str) -> str:
    """A period in the text's script, unless the text already ends with punctuation."""
    text = text.rstrip("”\"' ")
    if not text or text.endswith((".", "…", "?", "!", "。", "？", "！", "؟")):
        return ""
    return "。" if unicodedata.east_asian_width(text[-1]) == "W" else "."
