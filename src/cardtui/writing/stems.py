"""The speaker's own first words: that they are there, and that they are the speaker's own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from cardtui.cards.card import usual_dialogue
from cardtui.cards.dialogue import Dialogue, StageType
from cardtui.writing.subject import Advice, Subject

_OWN = re.compile(r"\b(?:i|i['’](?:m|d|ve|ll)|my|mine|me|we|we['’](?:d|re|ve|ll)|us|ours?)\b", re.IGNORECASE)
_OF_THE_OTHER = re.compile(r"(?:you|your|yours|you['’](?:re|ve|d|ll)|\{partner\}(?:['’]s)?)(?=\W|$)", re.IGNORECASE)
_PARTNER = re.compile(r"\{partner\}", re.IGNORECASE)


def give_a_stem(subject: Subject, dialogues: Mapping[str, Dialogue]) -> Iterator[Advice]:
    """A card has a stem, unless the dialogue in which it is talked about begins with one.

    Args:
        subject: the card; nothing is said of one whose kind or prompt cannot be read.
        dialogues: those of its deck.
    """
    if subject.prompt is None or subject.kind is None or "stem" in subject.text.fields:
        return
    name = subject.dialogue or usual_dialogue(subject.kind, subject.role)
    dialogue = dialogues.get(name) if name is not None else None
    if dialogue is None and subject.dialogue is not None:
        return
    if dialogue is None or not _begins_with_a_stem(dialogue):
        message = "first words help a shy speaker begin; add 'stem: I…'"
        yield Advice(subject.prompt.whole, "missing-stem", message)


def begin_own(subject: Subject) -> Iterator[Advice]:
    """A stem speaks for the speaker, I, my, we, and to the partner, you (English only)."""
    stem = subject.stem
    if stem is None or not subject.english:
        return
    other = _OF_THE_OTHER.match(stem.text)
    if other or not _OWN.search(stem.text):
        message = "a stem is the speaker's own first words; begin with 'I', or with 'My' or 'We'"
        yield Advice(stem.span(0, other.end()) if other else stem.whole, "stem-not-own", message)
    elif named := _PARTNER.search(stem.text):
        yield Advice(stem.span(*named.span()), "stem-not-own", "a stem is said to the partner, who is 'you' in it")


def begin_openly(subject: Subject) -> Iterator[Advice]:
    """A stem is a beginning, and ends in "…", so that nobody reads it out and stops."""
    stem = subject.stem
    if stem is not None and not stem.text.endswith(("…", "...")):
        message = "a stem is only a beginning; let it end in '…'"
        yield Advice(stem.span(len(stem.text) - 1, len(stem.text)), "stem-not-open", message)


def _begins_with_a_stem(dialogue: Dialogue) -> bool:
    first = next((stage for stage in dialogue.stages if stage.stage is StageType.SPEAK), None)
    return first is not None and first.stem is not None
