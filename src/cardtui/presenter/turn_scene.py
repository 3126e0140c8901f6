"""The two halves of the screen in a turn: what each partner does now, and the words for it."""

from __future__ import annotations

from typing import assert_never

from cardtui.deck.dialogue import StageType, own_stem, stage_words
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
    Position,
    Speaking,
    SpokenPart,
    Summarizing,
    SummaryVerdict,
    Thanking,
    Turn,
    Validating,
)
from cardtui.rules.turn_moves import rail

PRACTICED = 5
"""Cards (of two turns each) after which the two know how it goes, and nothing is explained any more."""

FEELINGS_SHOWN = 8
"""The number of feeling words beside the guess; the others are one key away."""

SHORT_NAME = 8
"""Characters of a name on a narrow screen."""


def halves(words: Words, placeholders: Placeholders, place: InTurn, *, practiced: bool) -> tuple[Half, Half]:
    """The left and the right half. practiced: no explanations of what the two already know."""
    turn = place.turn
    speaker_has_floor = isinstance(place, Speaking | MirrorVerdict | SummaryVerdict | EmpathyVerdict)
    speaker, listener = _TurnWords(words, placeholders, turn, practiced=practiced).of(place)

    def side(seat: Seat) -> Half:
        speaks = seat is turn.speaker
        chip, sayings = speaker if speaks else listener
        return half(placeholders, seat, chip, turn.speaker, sayings, floor=speaks == speaker_has_floor)

    return side(Seat.LEFT), side(Seat.RIGHT)


def half(
    placeholders: Placeholders,
    seat: Seat,
    chip: str,
    speaker: Seat,
    sayings: tuple[Saying, ...] = (),
    *,
    floor: bool = False,
) -> Half:
    """One half, with its name also cut to fit a narrow screen. chip: a line with {name}."""
    name = placeholders.chip(seat)
    cut = name if len(name) <= SHORT_NAME else f"{name[: SHORT_NAME - 1].rstrip()}…"
    full, short = (placeholders.line(chip, speaker, name=each) for each in (name, cut))
    return Half(seat, full, short, floor, sayings)


def reached(place: InTurn) -> int:
    """The index on the rail: the stage reached, or, in a loop, the speak or mirror that is repeated."""
    index = place.turn.stage
    match place:
        case Speaking():
            index = _last_speak(place.turn)
        case Mirroring() | MirrorVerdict():
            index = _last_speak(place.turn) + 1
    return sum(each < index for each in rail(place.turn))


def stage_at(place: InTurn) -> StageType:
    """The stage that is reached on the rail."""
    return tuple(rail(place.turn).values())[reached(place)]


def _last_speak(turn: Turn) -> int:
    """The index of the last `speak` up to the stage that is reached."""
    stages = turn.round.dialogue.stages[: turn.stage + 1]
    return max((index for index, stage in enumerate(stages) if stage.stage is StageType.SPEAK), default=0)


Told = tuple[str, tuple[Saying, ...]]
"""A chip, and the text below it."""


class _TurnWords:
    """The texts of the speaker's and the listener's half in one turn."""

    def __init__(self, words: Words, placeholders: Placeholders, turn: Turn, *, practiced: bool) -> None:
        self._practiced = practiced
        self._words = words
        self._placeholders = placeholders
        self._turn = turn

    def of(self, place: InTurn) -> tuple[Told, Told]:
        """The halves at a place of the turn, the speaker's first."""
        words, hint, say = self._words, self._hint, self._say
        stage = stage_words(self._turn.now, words)
        explained = self._explained(stage.aside)
        match place:
            case Speaking():
                return (words.chip_speaks, self._what_to_say(place)), (words.chip_listens, self._what_to_hear(place))
            case Mirroring(send=send):
                mirror = stage_words(self._turn.round.dialogue.stages[_last_speak(self._turn) + 1], words)
                ask = words.mirror_ask_held if send.held else mirror.ask
                waits = words.chip_waits, self._explained(words.mirror_aside)
                return waits, (words.chip_mirrors, (say(mirror.stem), say(ask)))
            case MirrorVerdict() | SummaryVerdict() | EmpathyVerdict():
                aside = words.feeling_aside if isinstance(place, EmpathyVerdict) else words.verdict_aside
                return (words.chip_chooses, ()), (words.chip_waits, self._explained(aside))
            case Summarizing():
                summary = say(stage.stem), say(stage.ask)
                return (words.chip_listens, explained), (words.chip_summarizes, summary)
            case Validating():
                sense = say(stage.stem), *self._explained(words.validate_hint)
                return (words.chip_listens, explained), (words.chip_validates, sense)
            case Empathizing():
                guess = say(stage.stem), hint(" · ".join(words.feelings[:FEELINGS_SHOWN])), say(stage.ask)
                return (words.chip_listens, explained), (words.chip_empathizes, guess)
            case Answering(smaller=smaller):
                answer = say(words.answer_smaller_stem) if smaller else hint(stage.ask)
                return (words.chip_waits, explained), (words.chip_answers, (answer,))
            case Thanking():
                thanks = hint(words.thank_breath), say(stage.stem)
                return (words.chip_thanked, (say(stage.aside),)), (words.chip_thanks, thanks)
            case _:
                assert_never(place)

    def _what_to_say(self, place: Speaking) -> tuple[Saying, ...]:
        words, part = self._words, place.send.part
        if part is SpokenPart.WHOLE:
            return self._stem(), *self._explained(words.speak_few)
        asked = self._hint(getattr(words, f"speak_{part}"))
        return (asked, self._hint(words.speak_kindly)) if part is SpokenPart.MISSING else (asked,)

    def _stem(self) -> Saying:
        """The speaker's first words."""
        turn = self._turn
        subject = turn.round.subject
        stem = subject.card.stem if isinstance(subject, Dealt) else None
        if own := own_stem(turn.round.dialogue, turn.stage, stem):
            return _quoted(self._placeholders.card(own, turn.speaker))
        return self._say(turn.now.stem) if turn.now.stem else self._hint(self._words.speak_own_words)

    def _what_to_hear(self, place: Speaking) -> tuple[Saying, ...]:
        turn, words = self._turn, self._words
        whole = place.send.part is SpokenPart.WHOLE
        usual = words.speak_aside if turn.speaker is turn.round.first else words.speak_aside_second
        own = turn.now.aside if whole else ""
        sayings = (self._hint(own),) if own else self._explained(usual)
        subject = turn.round.subject
        if not whole or not isinstance(subject, Dealt) or not subject.card.listen:
            return sayings
        # A tip speaks to the listener, whose partner is the speaker.
        tip = self._placeholders.card(subject.card.listen, turn.listener)
        return *sayings, Saying(self._placeholders.line(words.listen_tip, turn.speaker, value=tip))

    def _explained(self, text: str) -> tuple[Saying, ...]:
        """What is the same every time, for those who do not know it yet."""
        return () if self._practiced else (self._hint(text),)

    def _hint(self, text: str) -> Saying:
        return Saying(self._placeholders.spoken(text, self._turn.speaker))

    def _say(self, text: str) -> Saying:
        return _quoted(self._placeholders.spoken(text, self._turn.speaker))


def _quoted(text: str) -> Saying:
    return Saying(f"“{text}”", Tone.SAY)


def shows_example(position: Position, place: InTurn) -> bool:
    """Whether an example of a mirror is shown. It helps once: each of a new pair at their own first mirror."""
    if not position.plan.new or not isinstance(place, Mirroring) or place.send.held:
        return False
    return place.turn.listener not in position.mirrored
