"""A position, told: which words stand where, for every place of an evening."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import assert_never

from cardtui.cards.card import CardId
from cardtui.cards.dialogue import StageType
from cardtui.cards.words import Words
from cardtui.guide.scene import Face, Half, Head, Page, Row, Saying, Talk, Tone
from cardtui.guide.voices import Voices
from cardtui.rules.legal import Choice, legal, rail
from cardtui.rules.move import Do
from cardtui.rules.position import (
    Answering,
    Away,
    Closing,
    Dealt,
    Doing,
    Empathizing,
    EmpathyVerdict,
    Ended,
    GoodNight,
    Gratitude,
    InTurn,
    Mirroring,
    MirrorVerdict,
    Naming,
    Offered,
    Own,
    Part,
    Pausing,
    Position,
    Postponing,
    Resting,
    Returned,
    Settling,
    Short,
    Speaking,
    Subject,
    Summarizing,
    SummaryVerdict,
    Thanking,
    Turn,
    Validating,
)
from cardtui.rules.seat import Seat

PromptOf = Callable[[CardId], str | None]
"""The prompt of a card met, if the deck still has it."""

FEELINGS_SHOWN = 8
"""So many feeling words stand beside the guess; the others are one key away."""

SHORT_NAME = 8
"""Characters of a name on a narrow screen."""

OWN_SYMBOL = "✎"
GRATITUDE_SYMBOL = "♥"


class Telling:
    """Tells positions in one deck's words.

    words: the deck's. act: what a choice does, once a key asks for it. prompt_of: see `PromptOf`.
    """

    def __init__(self, words: Words, act: Callable[[Choice], None], prompt_of: PromptOf) -> None:
        self.words = words
        self._act = act
        self._prompt_of = prompt_of

    def tell(self, position: Position) -> Talk | Page:
        """The scene of a position."""
        place = position.place
        voices = Voices.of(self.words, position.plan)
        if isinstance(place, InTurn):
            return self._talk(position, place, voices)
        return self._page(position, voices)

    # Rows

    def _rows(self, position: Position, voices: Voices) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
        place = position.place
        speaker = place.turn.speaker if isinstance(place, InTurn) else None
        rows: list[Row] = []
        hidden: list[Row] = []
        for choice in legal(position):
            row = self._row(position, choice, voices, speaker)
            (rows if choice.is_row else hidden).append(row)
        return tuple(rows), tuple(hidden)

    def _row(self, position: Position, choice: Choice, voices: Voices, speaker: Seat | None) -> Row:
        text: str = getattr(self.words, choice.label)
        marked = False
        if choice.what is Do.HEART:
            met = position.met[choice.number]
            marked = met.heart
            prompt = self._prompt_of(met.card)
            text = voices.card(prompt, position.next_first) if prompt is not None else met.card
        else:
            value = ""
            if choice.what is Do.OTHER_WAY and isinstance(position.place, Naming):
                value = position.plan.dialogues[position.place.dialogue].title
            text = voices.line(text, speaker, value=value)
        short = getattr(self.words, f"foot_{choice.label.removeprefix('key_')}", "")
        return Row(choice.keys, text, lambda: self._act(choice), choice.who, marked, short)

    # Pages

    def _page(self, position: Position, voices: Voices) -> Page:
        rows, hidden = self._rows(position, voices)
        title, prose, face = self._page_text(position, voices)
        head = self._head(position)
        return Page(title=title, prose=prose, head=head, face=face, rows=rows, hidden=hidden)

    def _page_text(self, position: Position, voices: Voices) -> tuple[str, tuple[str, ...], Face | None]:
        words = self.words
        place = position.place
        match place:
            case Settling(then=None):
                return words.settle_title, (words.settle_ask, words.settle_turn), None
            case Settling():
                return words.settle_title, (words.settle_again, words.settle_turn), None
            case Postponing():
                return words.postpone_title, (words.postpone_ask,), None
            case Naming():
                return words.own_title, (words.own_ask,), Face(OWN_SYMBOL, "")
            case Offered(dealt=dealt, first=first):
                tender = (words.deal_tender,) if dealt.card.depth == 3 else ()  # noqa: PLR2004
                starts = voices.line(words.deal_starts, first)
                return "", (starts, *tender), self._face(dealt, voices, first)
            case Doing(round=round_):
                return "", (words.do_aside, words.do_later), self._face(round_.subject, voices, round_.first)
            case Short(wider=wider):
                ask: str = getattr(words, f"short_{wider or 'none'}_ask")
                return words.short_title, (ask,), None
            case Resting(late=late):
                return words.rest_title, (words.rest_late if late else words.rest_ask,), None
            case Closing():
                return words.close_title, (words.close_ask,), None
            case GoodNight():
                named = voices.left and voices.right
                night = voices.line(words.night_names) if named else words.night_nameless
                hearts = (words.night_ask,) if position.met else ()
                return words.night_title, (night, *hearts), None
            case Pausing(since=since, minutes=minutes):
                meet = self._meet(since, since + timedelta(minutes=minutes), voices)
                return words.pause_title, (*words.pause_lines, meet), None
            case Away(since=since, until=until):
                return words.away_title, (self._meet(since, until, voices), words.away_ask), None
            case Returned():
                return words.return_title, (words.return_ask,), None
            case Ended(appointment=appointment):
                return (words.postponed if appointment else words.night_title), (), None
            case _:
                raise AssertionError(f"a turn is not a page: {place}")

    def _meet(self, since: datetime, until: datetime, voices: Voices) -> str:
        line = self.words.pause_meet if until.date() == since.date() else self.words.pause_meet_tomorrow
        return voices.line(line, time=f"{until:%H:%M}")

    # A turn

    def _talk(self, position: Position, place: InTurn, voices: Voices) -> Talk:
        turn = place.turn
        rows, hidden = self._rows(position, voices)
        stages = rail(turn)
        return Talk(
            head=self._head(position),
            face=self._face(turn.round.subject, voices, turn.speaker),
            halves=self._halves(place, voices),
            rail=tuple(str(getattr(self.words, f"rail_{stage}")) for stage in stages),
            reached=_reached(place),
            rows=rows,
            hidden=hidden,
            breath=self.words.mirror_breath if isinstance(place, Mirroring) and not turn.mirrored else "",
            note=self.words.mirror_example if self._shows_example(position, place) else "",
            choose=self._choose(rows, voices),
        )

    def _head(self, position: Position) -> Head:
        words = self.words
        place = position.place
        subject: Subject | None = None
        match place:
            case Offered(dealt=dealt):
                subject = dealt
            case Doing(round=round_):
                subject = round_.subject
            case _ if isinstance(place, InTurn):
                subject = place.turn.round.subject
            case _:
                pass
        match subject:
            case Dealt(card=card, suit=suit, symbol=symbol):
                kind: str = getattr(words, f"kind_{card.kind}")
                depth: str = getattr(words, f"depth_{card.depth}")
                return Head(f"{suit}  {symbol}  {kind}", depth)
            case Own():
                return Head(words.kind_own)
            case Gratitude():
                return Head(words.kind_gratitude)
            case None:
                return Head()
            case _:
                assert_never(subject)

    def _face(self, subject: Subject, voices: Voices, speaker: Seat) -> Face:
        match subject:
            case Dealt(card=card, symbol=symbol):
                return Face(symbol, voices.card(card.prompt, speaker))
            case Own():
                return Face(OWN_SYMBOL, self.words.own_face)
            case Gratitude():
                return Face(GRATITUDE_SYMBOL, voices.card(self.words.gratitude_face, speaker))
            case _:
                assert_never(subject)

    def _halves(self, place: InTurn, voices: Voices) -> tuple[Half, Half]:
        turn = place.turn
        speaker, listener = self._sides(place, voices)
        both = {turn.speaker: speaker, turn.listener: listener}
        return both[Seat.LEFT], both[Seat.RIGHT]

    def _sides(self, place: InTurn, voices: Voices) -> tuple[Half, Half]:
        """The speaker's half and the listener's half."""
        words, turn = self.words, place.turn
        stage = turn.now

        def half(seat: Seat, chip: str, floor: bool, *sayings: Saying) -> Half:
            name = voices.chip(seat)
            full, short = (voices.line(chip, turn.speaker, name=each) for each in (name, _shortened(name)))
            return Half(seat, full, short, floor, sayings)

        def hint(text: str) -> Saying:
            return Saying(voices.line(text, turn.speaker))

        def say(text: str) -> Saying:
            return Saying(f"“{voices.card(text, turn.speaker)}”", Tone.SAY)

        def speaker(chip: str, floor: bool, *sayings: Saying) -> Half:
            return half(turn.speaker, chip, floor, *sayings)

        def listener(chip: str, floor: bool, *sayings: Saying) -> Half:
            return half(turn.listener, chip, floor, *sayings)

        match place:
            case Speaking(send=send):
                aside = [hint(self._speak_aside(place))]
                if (tip := _tip(turn)) and send.part is Part.WHOLE:
                    tip = voices.card(tip, turn.listener.other)
                    aside.append(Saying(voices.line(words.listen_tip, turn.speaker, value=tip)))
                return (
                    speaker(words.chip_speaks, True, *self._speaker_words(place, say, hint)),
                    listener(words.chip_listens, False, *aside),
                )
            case Mirroring(send=send):
                ask = words.mirror_ask_held if send.held else _mirror_stage_ask(turn) or words.mirror_ask
                stem = _mirror_stage_stem(turn) or words.mirror_stem
                return (
                    speaker(words.chip_waits, False, hint(words.mirror_aside)),
                    listener(words.chip_mirrors, True, say(stem), say(ask)),
                )
            case MirrorVerdict() | SummaryVerdict() | EmpathyVerdict():
                return (
                    speaker(words.chip_chooses, True),
                    listener(words.chip_waits, False, hint(words.verdict_aside)),
                )
            case Summarizing():
                return (
                    speaker(words.chip_listens, False, hint(stage.aside or words.summarize_aside)),
                    listener(
                        words.chip_summarizes,
                        True,
                        say(stage.stem or words.summarize_stem),
                        say(stage.ask or words.summarize_ask),
                    ),
                )
            case Validating():
                return (
                    speaker(words.chip_listens, False, hint(stage.aside or words.validate_aside)),
                    listener(
                        words.chip_validates,
                        True,
                        say(stage.stem or words.validate_stem),
                        hint(words.validate_hint),
                    ),
                )
            case Empathizing():
                return (
                    speaker(words.chip_listens, False, hint(stage.aside or words.empathize_aside)),
                    listener(
                        words.chip_empathizes,
                        True,
                        say(stage.stem or words.empathize_stem),
                        hint(" · ".join(words.feelings[:FEELINGS_SHOWN])),
                        say(stage.ask or words.empathize_ask),
                    ),
                )
            case Answering(smaller=True):
                return (
                    speaker(words.chip_listens, False, hint(stage.aside or words.answer_aside)),
                    listener(words.chip_answers, True, say(words.answer_smaller_stem)),
                )
            case Answering():
                return (
                    speaker(words.chip_waits, False, hint(stage.aside or words.answer_aside)),
                    listener(words.chip_answers, True, hint(stage.ask or words.answer_ask)),
                )
            case Thanking():
                return (
                    speaker(words.chip_thanked, False, say(stage.aside or words.thank_aside)),
                    listener(
                        words.chip_thanks, True, hint(words.thank_breath), say(stage.stem or words.thank_stem)
                    ),
                )
            case _:
                assert_never(place)

    def _speaker_words(
        self, place: Speaking, say: Callable[[str], Saying], hint: Callable[[str], Saying]
    ) -> tuple[Saying, ...]:
        words = self.words
        match place.send.part:
            case Part.WHOLE:
                stem = _stem(place.turn)
                return (say(stem),) if stem else (hint(words.speak_own_words),)
            case Part.MORE:
                return (hint(words.speak_more),)
            case Part.MISSING:
                return (hint(words.speak_missing),)
            case Part.ONWARD:
                return (hint(words.speak_onward),)
            case Part.HEART:
                return (hint(words.speak_heart),)
            case Part.FEELING:
                return (hint(words.speak_feeling),)
            case Part.HELP:
                return (hint(words.speak_help),)
            case _:
                assert_never(place.send.part)

    def _speak_aside(self, place: Speaking) -> str:
        turn = place.turn
        if place.send.part is Part.WHOLE and turn.now.aside:
            return turn.now.aside
        first = turn.speaker is turn.round.first
        return self.words.speak_aside if first else self.words.speak_aside_second

    def _choose(self, rows: tuple[Row, ...], voices: Voices) -> str:
        """Who chooses, where Enter does nothing."""
        if any("enter" in row.keys for row in rows) or rows[0].who is None:
            return ""
        return voices.line(self.words.foot_chooses, name=voices.chip(rows[0].who))

    def _shows_example(self, position: Position, place: InTurn) -> bool:
        """An example helps once: at the first mirror of a pair's first evening."""
        first = isinstance(place.turn.round.subject, Gratitude) and not place.turn.round.spoken[1:]
        return position.plan.new and isinstance(place, Mirroring) and not place.turn.mirrored and first


def _shortened(name: str) -> str:
    """A name cut to fit a chip on a narrow screen."""
    return name if len(name) <= SHORT_NAME else f"{name[: SHORT_NAME - 1].rstrip()}…"


def _reached(place: InTurn) -> int:
    """Where on the rail a place is: the stage reached, or, in a loop, the speak or mirror that is done again."""
    stages = rail(place.turn)
    shift = len(place.turn.round.dialogue.stages) - len(stages)
    index = place.turn.stage - shift
    match place:
        case Speaking():
            return _last(stages, StageType.SPEAK, index)
        case Mirroring() | MirrorVerdict():
            return _last(stages, StageType.SPEAK, index) + 1
        case _:
            return index


def _last(stages: tuple[StageType, ...], wanted: StageType, upto: int) -> int:
    return max((index for index, stage in enumerate(stages[: upto + 1]) if stage is wanted), default=0)


def _stem(turn: Turn) -> str | None:
    """The speaker's first words: the card's own at the first `speak`, else the dialogue's."""
    first = next(i for i, stage in enumerate(turn.round.dialogue.stages) if stage.stage is StageType.SPEAK)
    if turn.stage == first and isinstance(turn.round.subject, Dealt) and turn.round.subject.card.stem:
        return turn.round.subject.card.stem
    return turn.now.stem


def _tip(turn: Turn) -> str | None:
    return turn.round.subject.card.listen if isinstance(turn.round.subject, Dealt) else None


def _mirror_stage(turn: Turn) -> int:
    stages = turn.round.dialogue.stages
    kinds = tuple(stage.stage for stage in stages)
    return _last(kinds, StageType.SPEAK, turn.stage) + 1


def _mirror_stage_stem(turn: Turn) -> str | None:
    return turn.round.dialogue.stages[_mirror_stage(turn)].stem


def _mirror_stage_ask(turn: Turn) -> str | None:
    return turn.round.dialogue.stages[_mirror_stage(turn)].ask
