"""The two halves of the screen in a turn: what each partner does now, and the words for it."""

from __future__ import annotations

from typing import assert_never

from cardtui.deck.dialogue import StageType, stage_words
from cardtui.deck.words import Words
from cardtui.presenter.placeholders import Placeholders
from cardtui.presenter.scene import Half, Saying, Tone
from cardtui.rules.evening_plan import Seat
from cardtui.rules.position import (
    Answering,
    Dealt,
    Empathizing,
    EmpathyVerdict,
    InTurn,
    Mirroring,
    MirrorVerdict,
    Speaking,
    SpokenPart,
    Summarizing,
    SummaryVerdict,
    Thanking,
    Turn,
    Validating,
)
from cardtui.rules.turn_moves import rail

FEELINGS_SHOWN = 8
"""So many feeling words stand beside the guess; the others are one key away."""

SHORT_NAME = 8
"""Characters of a name on a narrow screen."""


PRACTICED = 5
"""After so many cards, ten turns, the two know how it goes."""


def halves(words: Words, placeholders: Placeholders, place: InTurn, *, practiced: bool) -> tuple[Half, Half]:
    """The left and the right half. practiced: what the two know by now is not explained any more."""
    sides = _Sides(words, placeholders, place.turn, practiced=practiced)
    speaker, listener = sides.of(place)
    both = {place.turn.speaker: speaker, place.turn.listener: listener}
    return both[Seat.LEFT], both[Seat.RIGHT]


def reached(place: InTurn) -> int:
    """Where on the rail a place is: the stage reached, or, in a loop, the speak or mirror that is done again."""
    index = place.turn.stage
    match place:
        case Speaking():
            index = _last_speak(place.turn)
        case Mirroring() | MirrorVerdict():
            index = _last_speak(place.turn) + 1
    return sum(each < index for each in rail(place.turn))


class _Sides:
    """The speaker's and the listener's half in one turn."""

    def __init__(self, words: Words, placeholders: Placeholders, turn: Turn, *, practiced: bool) -> None:
        self._practiced = practiced
        self._words = words
        self._placeholders = placeholders
        self._turn = turn

    def of(self, place: InTurn) -> tuple[Half, Half]:
        """The halves at a place of the turn, the speaker's first."""
        words = self._words
        stage = stage_words(self._turn.now, words)
        hint, say, explained = self._hint, self._say, self._explained
        match place:
            case Speaking():
                return (
                    self._speaker(words.chip_speaks, *self._what_to_say(place), floor=True),
                    self._listener(words.chip_listens, *self._what_to_hear(place)),
                )
            case Mirroring(send=send):
                mirror = stage_words(self._turn.round.dialogue.stages[self._mirror_stage()], words)
                stem, ask = say(mirror.stem), say(words.mirror_ask_held if send.held else mirror.ask)
                return (
                    self._speaker(words.chip_waits, *explained(words.mirror_aside)),
                    self._listener(words.chip_mirrors, stem, ask, floor=True),
                )
            case MirrorVerdict() | SummaryVerdict() | EmpathyVerdict():
                aside = words.feeling_aside if isinstance(place, EmpathyVerdict) else words.verdict_aside
                return (
                    self._speaker(words.chip_chooses, floor=True),
                    self._listener(words.chip_waits, *explained(aside)),
                )
            case Summarizing():
                stem, ask = say(stage.stem), say(stage.ask)
                return (
                    self._speaker(words.chip_listens, *explained(stage.aside)),
                    self._listener(words.chip_summarizes, stem, ask, floor=True),
                )
            case Validating():
                stem = say(stage.stem)
                return (
                    self._speaker(words.chip_listens, *explained(stage.aside)),
                    self._listener(words.chip_validates, stem, *explained(words.validate_hint), floor=True),
                )
            case Empathizing():
                stem, ask = say(stage.stem), say(stage.ask)
                feelings = hint(" · ".join(words.feelings[:FEELINGS_SHOWN]))
                return (
                    self._speaker(words.chip_listens, *explained(stage.aside)),
                    self._listener(words.chip_empathizes, stem, feelings, ask, floor=True),
                )
            case Answering(smaller=smaller):
                answer = say(words.answer_smaller_stem) if smaller else hint(stage.ask)
                return (
                    self._speaker(words.chip_waits, *explained(stage.aside)),
                    self._listener(words.chip_answers, answer, floor=True),
                )
            case Thanking():
                thanks = hint(words.thank_breath), say(stage.stem)
                return (
                    self._speaker(words.chip_thanked, say(stage.aside)),
                    self._listener(words.chip_thanks, *thanks, floor=True),
                )
            case _:
                assert_never(place)

    def _what_to_say(self, place: Speaking) -> tuple[Saying, ...]:
        words = self._words
        match place.send.part:
            case SpokenPart.WHOLE:
                return self._stem(), *self._explained(words.speak_few)
            case SpokenPart.MORE:
                return (self._hint(words.speak_more),)
            case SpokenPart.MISSING:
                return self._hint(words.speak_missing), self._hint(words.speak_kindly)
            case SpokenPart.ONWARD:
                return (self._hint(words.speak_onward),)
            case SpokenPart.HEART:
                return (self._hint(words.speak_heart),)
            case SpokenPart.FEELING:
                return (self._hint(words.speak_feeling),)
            case SpokenPart.HELP:
                return (self._hint(words.speak_help),)
            case _:
                assert_never(place.send.part)

    def _stem(self) -> Saying:
        """The speaker's first words: the card's own at the first `speak`, else the dialogue's."""
        turn = self._turn
        subject = turn.round.subject
        first = next(i for i, stage in enumerate(turn.round.dialogue.stages) if stage.stage is StageType.SPEAK)
        if turn.stage == first and isinstance(subject, Dealt) and subject.card.stem:
            return _quoted(self._placeholders.card(subject.card.stem, turn.speaker))
        return self._say(turn.now.stem) if turn.now.stem else self._hint(self._words.speak_own_words)

    def _what_to_hear(self, place: Speaking) -> list[Saying]:
        turn, words = self._turn, self._words
        whole = place.send.part is SpokenPart.WHOLE
        usual = words.speak_aside if turn.speaker is turn.round.first else words.speak_aside_second
        own = turn.now.aside if whole else ""
        sayings = [self._hint(own)] if own else [*self._explained(usual)]
        subject = turn.round.subject
        if whole and isinstance(subject, Dealt) and subject.card.listen:
            # A tip speaks to the listener, whose partner is the speaker.
            tip = self._placeholders.card(subject.card.listen, turn.listener)
            sayings.append(Saying(self._placeholders.line(words.listen_tip, turn.speaker, value=tip)))
        return sayings

    def _mirror_stage(self) -> int:
        return _last_speak(self._turn) + 1

    def _speaker(self, chip: str, *sayings: Saying, floor: bool = False) -> Half:
        return self._half(self._turn.speaker, chip, sayings, floor=floor)

    def _listener(self, chip: str, *sayings: Saying, floor: bool = False) -> Half:
        return self._half(self._turn.listener, chip, sayings, floor=floor)

    def _half(self, seat: Seat, chip: str, sayings: tuple[Saying, ...], *, floor: bool) -> Half:
        name = self._placeholders.chip(seat)
        full, short = (self._placeholders.line(chip, self._turn.speaker, name=each) for each in (name, shortened(name)))
        return Half(seat, full, short, floor, sayings)

    def _explained(self, text: str) -> tuple[Saying, ...]:
        """What is the same every time, for those who do not know it yet."""
        return () if self._practiced else (self._hint(text),)

    def _hint(self, text: str) -> Saying:
        return Saying(self._placeholders.spoken(text, self._turn.speaker))

    def _say(self, text: str) -> Saying:
        return _quoted(self._placeholders.spoken(text, self._turn.speaker))


def _quoted(text: str) -> Saying:
    return Saying(f"“{text}”", Tone.SAY)


def shortened(name: str) -> str:
    """A name cut to fit a chip on a narrow screen."""
    return name if len(name) <= SHORT_NAME else f"{name[: SHORT_NAME - 1].rstrip()}…"


def _last_speak(turn: Turn) -> int:
    """The index of the last `speak` up to the stage that is reached."""
    stages = turn.round.dialogue.stages[: turn.stage + 1]
    return max((index for index, stage in enumerate(stages) if stage.stage is StageType.SPEAK), default=0)
