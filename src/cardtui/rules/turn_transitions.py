"""Which position follows a move within a turn: which stage comes next, and the loops of the stage types."""

from __future__ import annotations

from datetime import datetime
from typing import assert_never

from msgspec.structs import replace

from cardtui.deck.dialogue import Dialogue, StageType
from cardtui.rules.evening_plan import EveningShape, Seat
from cardtui.rules.legal import turn_of
from cardtui.rules.move import Action
from cardtui.rules.position import (
    After,
    Answering,
    BackTo,
    Dealt,
    Doing,
    Empathizing,
    EmpathyVerdict,
    GoodNight,
    Gratitude,
    InTurn,
    Met,
    Mirroring,
    MirrorVerdict,
    OnToNext,
    OnToNight,
    Place,
    Position,
    Resting,
    Round,
    Send,
    Speaking,
    SpokenPart,
    Subject,
    Summarizing,
    SummaryVerdict,
    Thanking,
    Turn,
    Validating,
)


class IllegalMove(ValueError):
    """The move cannot be made at this position."""


def start(position: Position, subject: Subject, dialogue: Dialogue, first: Seat, after: After) -> Position:
    """Begin a round: with what both do, if the dialogue opens so, else with the first partner's turn."""
    round_ = Round(subject, dialogue, first, after)
    if dialogue.stages[0].stage is StageType.DO:
        return replace(position, place=Doing(round_))
    return start_turn(position, round_, first)


def start_turn(position: Position, round_: Round, speaker: Seat) -> Position:
    """Begin one partner's turn. After ``do`` a dialogue always opens with ``speak`` (see `misordered`)."""
    opening = 1 if round_.dialogue.stages[0].stage is StageType.DO else 0
    return replace(position, place=Speaking(Turn(round_, speaker, opening), Send(SpokenPart.WHOLE, opening + 2)))


def _reach(position: Position, turn: Turn, index: int, at: datetime) -> Position:
    """Reach the stage with that index in the turn's dialogue, or the end of the turn after the last."""
    stages = turn.round.dialogue.stages
    if index >= len(stages):
        return end_turn(position, turn, at)
    stage = stages[index].stage
    if stage is StageType.SUMMARIZE and not turn.several:
        return _reach(position, turn, index + 1, at)
    turn = replace(turn, stage=index)
    place: Place
    match stage:
        case StageType.SPEAK:
            place = Speaking(replace(turn, several=False), Send(SpokenPart.WHOLE, index + 2))
        case StageType.SUMMARIZE:
            place = Summarizing(turn)
        case StageType.VALIDATE:
            place = Validating(turn)
        case StageType.EMPATHIZE:
            place = Empathizing(turn)
        case StageType.ANSWER:
            place = Answering(turn)
        case StageType.THANK:
            place = Thanking(turn)
        case StageType.MIRROR | StageType.DO:
            raise AssertionError(f"'{stage}' is not reached by itself; decks are checked for that")
        case _:
            assert_never(stage)
    return replace(position, place=place)


def end_turn(position: Position, turn: Turn, at: datetime, *, heard: bool = True) -> Position:
    """End one partner's turn: the other's turn follows, or what comes after the round.

    heard: whether it was talked to its end, and not passed.
    """
    round_ = replace(turn.round, heard=turn.round.heard or heard)
    if turn.speaker is round_.first:
        return start_turn(position, round_, turn.listener)
    # The closing appreciation leaves it at what the evening's cards have decided.
    if not isinstance(round_.after, OnToNight):
        position = replace(position, next_first=round_.first.other)
    return end_round(position, round_, at)


def leave(position: Position, turn: Turn) -> Position:
    """Both leave the card of this turn: it does not come up again tonight.

    It counts as met only if somebody was heard on it to the end.
    """
    round_ = turn.round
    if not isinstance(round_.after, OnToNight):
        position = replace(position, next_first=first_after(position))
    if not isinstance(round_.subject, Dealt):
        return position
    left = round_.subject.card.id
    met = position.met
    if round_.met and not round_.heard:
        # Not always the last one: something light may have come in between.
        number = max((number for number, each in enumerate(met) if each.card == left), default=len(met))
        met = (*met[:number], *met[number + 1 :])
    return replace(position, met=met, put_back=(*position.put_back, left))


def first_after(position: Position) -> Seat:
    """Who starts next if the evening stops here.

    In the middle of a round it is the one who has not spoken yet; otherwise the other one than in the last round.
    """
    turn = turn_of(position.place)
    if turn is None:
        return position.next_first
    match turn.round.spoken:
        case ():
            return turn.round.first
        case (only,):
            return only.other
        case _:
            return turn.round.first.other


def end_round(position: Position, round_: Round, at: datetime) -> Position:
    """End a round. A card on which nobody said anything does not come up again tonight."""
    if isinstance(round_.subject, Dealt) and not round_.met:
        position = replace(position, put_back=(*position.put_back, round_.subject.card.id))
    return after_round(position, round_, at)


def after_round(position: Position, round_: Round, at: datetime) -> Position:
    """The place that follows a round."""
    match round_.after:
        case BackTo(place=place):
            return replace(position, place=resumed(place, again=True))
        case OnToNight():
            return replace(position, place=GoodNight())
        case OnToNext() if position.plan.shape is EveningShape.TODAY:
            return replace(position, place=GoodNight())
        case OnToNext():
            late = position.is_late(at) and not isinstance(round_.subject, Gratitude)
            return replace(position, place=Resting(late=late))
        case _:
            assert_never(round_.after)


def _heard(position: Position, turn: Turn, at: datetime) -> tuple[Position, Turn]:
    """The speaker has said something: now the card is met, and it is known who has spoken."""
    round_ = turn.round
    position = meet(position, round_, at)
    spoken = round_.spoken if turn.speaker in round_.spoken else (*round_.spoken, turn.speaker)
    return position, replace(turn, round=replace(round_, spoken=spoken, met=True))


def meet(position: Position, round_: Round, at: datetime) -> Position:
    """Count the card of a round as met, once."""
    if round_.met or not isinstance(round_.subject, Dealt):
        return position
    dealt = round_.subject
    return replace(position, met=(*position.met, Met(dealt.card.id, dealt.suit, at, dealt.lap)))


def talk(position: Position, do: Action, at: datetime) -> Position:
    """Play a move within a turn: the loops of the stage types.

    Raises `IllegalMove` where the place does not know the move.
    """
    place = position.place
    if not isinstance(place, InTurn):
        raise IllegalMove(f"{do} at {type(place).__name__}")
    turn = place.turn
    match place, do:
        case Speaking(send=send), Action.SAID:
            position, turn = _heard(position, turn, at)
            return replace(position, place=Mirroring(turn, send))
        case Speaking(send=send), Action.INTERRUPT:
            return replace(position, place=Mirroring(turn, replace(send, held=True)))
        case Mirroring(send=send), Action.ASKED:
            position, turn = _heard(position, turn, at)
            if not send.held and turn.listener not in position.mirrored:
                position = replace(position, mirrored=(*position.mirrored, turn.listener))
            return replace(position, place=MirrorVerdict(replace(turn, mirrored=True), send))
        case MirrorVerdict(send=send), Action.GOT_IT | Action.THAT_IS_ALL:
            return _reach(position, turn, send.then, at)
        case MirrorVerdict(send=send), Action.GO_ON:
            return _speak_again(position, turn, SpokenPart.ONWARD, send.then)
        case MirrorVerdict(send=send), Action.MORE:
            return _speak_again(position, turn, SpokenPart.MORE, send.then)
        case MirrorVerdict(send=send), Action.NOT_QUITE:
            return replace(position, place=Speaking(turn, replace(send, part=SpokenPart.MISSING)))
        case Summarizing(), Action.ASKED:
            return replace(position, place=SummaryVerdict(turn))
        case Empathizing(), Action.ASKED:
            return replace(position, place=EmpathyVerdict(turn))
        case SummaryVerdict(), Action.NOT_QUITE:
            return _speak_again(position, turn, SpokenPart.MISSING, turn.stage + 1)
        case EmpathyVerdict(), Action.NOT_QUITE:
            return _speak_again(position, turn, SpokenPart.FEELING, turn.stage + 1)
        case Validating(), Action.HELP_ME:
            return _speak_again(position, turn, SpokenPart.HELP, turn.stage)
        case Answering(), Action.SMALLER:
            return replace(position, place=Answering(turn, smaller=True))
        case (
            (SummaryVerdict() | EmpathyVerdict(), Action.GOT_IT)
            | (Validating() | Answering(), Action.SAID)
            | (Answering(), Action.YES | Action.NOT_NOW)
        ):
            return _reach(position, turn, turn.stage + 1, at)
        case Thanking(), Action.THANKED:
            return end_turn(position, turn, at)
        case _:
            raise IllegalMove(f"{do} at {type(place).__name__}")


def _speak_again(position: Position, turn: Turn, part: SpokenPart, then: int) -> Position:
    """Another send. Only before the stages that answer the whole is it one more to sum up."""
    is_one_more = part in (SpokenPart.ONWARD, SpokenPart.MORE) and turn.now.stage is StageType.SPEAK
    return replace(position, place=Speaking(replace(turn, several=turn.several or is_one_more), Send(part, then)))


def resumed(place: Place, *, again: bool) -> Place:
    """The place to go on at. ``again``: what was said is no longer fresh.

    Then a talk that stood in the middle of a mirror, a summary or a verdict goes on with "say the heart of it again".
    """
    if not again:
        return place
    match place:
        case Mirroring(turn=turn, send=send) | MirrorVerdict(turn=turn, send=send):
            return Speaking(turn, Send(SpokenPart.HEART, send.then))
        case Summarizing(turn=turn) | SummaryVerdict(turn=turn) | EmpathyVerdict(turn=turn):
            return Speaking(turn, Send(SpokenPart.HEART, turn.stage))
        case _:
            return place
