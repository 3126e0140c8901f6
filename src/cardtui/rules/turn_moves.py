"""The moves of a turn: who can make which, and the stage or loop that each leads to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import assert_never

from msgspec.structs import replace

from cardtui.deck.dialogue import Dialogue, StageType
from cardtui.rules.evening_plan import EveningShape, Seat
from cardtui.rules.first_speaker import first_after
from cardtui.rules.move import Action, Aside, Choice, Then, enter
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


def turn_choices(position: Position, place: InTurn) -> tuple[Choice, ...]:
    """List what can be done in a turn, and the result: the loops of the stage types."""
    turn = place.turn
    speaker, listener = turn.speaker, turn.listener

    def to(next_place: Place) -> Then:
        return lambda _: replace(position, place=next_place)

    def on(index: int) -> Then:
        return lambda move: _reach(position, turn, index, move.at)

    def again(part: SpokenPart, then: int) -> Then:
        return to(_speak_again(turn, part, then))

    def verdict(*answers: tuple[Action, str, Then]) -> tuple[Choice, ...]:
        """Enter never gives a verdict, so that leaning on it decides nothing."""
        numbered = enumerate(answers, start=1)
        return tuple(Choice(what, label, (str(number),), then, speaker) for number, (what, label, then) in numbered)

    following = turn.stage + 1
    match place:
        case Speaking(send=send):
            held = to(Mirroring(turn, replace(send, held=True)))
            return (
                enter(Action.SAID, "speak_said", lambda move: _said(position, turn, send, move.at), speaker),
                Choice(Action.INTERRUPT, "key_interrupt", ("i",), held, listener),
            )
        case Mirroring(send=send):
            return (
                enter(Action.ASKED, "mirror_asked", lambda move: _mirrored(position, turn, send, move.at), listener),
            )
        case MirrorVerdict(send=send):
            missing = to(Speaking(turn, replace(send, part=SpokenPart.MISSING)))
            if send.held:
                return verdict(
                    (Action.GO_ON, "verdict_go_on", again(SpokenPart.ONWARD, send.then)),
                    (Action.NOT_QUITE, "verdict_not_quite", missing),
                    (Action.THAT_IS_ALL, "verdict_that_is_all", on(send.then)),
                )
            return verdict(
                (Action.GOT_IT, "verdict_yes", on(send.then)),
                (Action.NOT_QUITE, "verdict_not_quite", missing),
                (Action.MORE, "verdict_more", again(SpokenPart.MORE, send.then)),
            )
        case Summarizing():
            return (enter(Action.ASKED, "summarize_asked", to(SummaryVerdict(turn)), listener),)
        case SummaryVerdict():
            return verdict(
                (Action.GOT_IT, "verdict_yes", on(following)),
                (Action.NOT_QUITE, "verdict_not_quite", again(SpokenPart.MISSING, following)),
            )
        case Validating():
            return (
                enter(Action.SAID, "validate_said", on(following), listener),
                Choice(Action.HELP_ME, "validate_help_me", ("2",), again(SpokenPart.HELP, turn.stage), listener),
            )
        case Empathizing():
            return (
                enter(Action.ASKED, "empathize_asked", to(EmpathyVerdict(turn)), listener),
                Choice(Aside.FEELINGS, "empathize_feelings", ("2",), who=listener),
            )
        case EmpathyVerdict():
            return verdict(
                (Action.GOT_IT, "feeling_yes", on(following)),
                (Action.NOT_QUITE, "feeling_not_quite", again(SpokenPart.FEELING, following)),
            )
        case Answering(smaller=True):
            return (enter(Action.SAID, "answer_said", on(following), listener),)
        case Answering():
            return (
                Choice(Action.YES, "answer_yes", ("1",), on(following), listener),
                Choice(Action.SMALLER, "answer_smaller", ("2",), to(Answering(turn, smaller=True)), listener),
                Choice(Action.NOT_NOW, "answer_not_now", ("3",), on(following), listener),
            )
        case Thanking():
            label = "thank_switch" if speaker is turn.round.first else "thank_done"
            return (enter(Action.THANKED, label, on(following)),)
        case _:
            assert_never(place)


def _said(position: Position, turn: Turn, send: Send, at: datetime) -> Position:
    position, turn = _heard(position, turn, at)
    return replace(position, place=Mirroring(turn, send))


def _mirrored(position: Position, turn: Turn, send: Send, at: datetime) -> Position:
    position, turn = _heard(position, turn, at)
    if not send.held and turn.listener not in position.mirrored:
        position = replace(position, mirrored=(*position.mirrored, turn.listener))
    return replace(position, place=MirrorVerdict(replace(turn, mirrored=True), send))


def _heard(position: Position, turn: Turn, at: datetime) -> tuple[Position, Turn]:
    """The speaker has said something: the card counts as met, and the speaker as having spoken."""
    round_ = turn.round
    position = meet(position, round_, at)
    spoken = round_.spoken if turn.speaker in round_.spoken else (*round_.spoken, turn.speaker)
    return position, replace(turn, round=replace(round_, spoken=spoken, met=True))


def _speak_again(turn: Turn, part: SpokenPart, then: int) -> Speaking:
    """Another send. It adds to the summary only before the stages that answer the whole."""
    is_one_more = part in (SpokenPart.ONWARD, SpokenPart.MORE) and turn.now.stage is StageType.SPEAK
    return Speaking(replace(turn, several=turn.several or is_one_more), Send(part, then))


def meet(position: Position, round_: Round, at: datetime) -> Position:
    """Count the card of a round as met, once."""
    if round_.met or not isinstance(round_.subject, Dealt):
        return position
    dealt = round_.subject
    return replace(position, met=(*position.met, Met(dealt.card.id, dealt.suit, at, dealt.lap)))


# From one stage, turn and round to the next


def start(position: Position, subject: Subject, dialogue: Dialogue, first: Seat, after: After) -> Position:
    """Begin a round: with what both do, if the dialogue opens with that, else with the first partner's turn."""
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
    if stage is StageType.SPEAK:
        return replace(position, place=Speaking(replace(turn, several=False), Send(SpokenPart.WHOLE, index + 2)))
    return replace(position, place=_REACHED[stage](turn))


_REACHED: dict[StageType, Callable[[Turn], Place]] = {
    StageType.SUMMARIZE: Summarizing,
    StageType.VALIDATE: Validating,
    StageType.EMPATHIZE: Empathizing,
    StageType.ANSWER: Answering,
    StageType.THANK: Thanking,
}
"""The other stages that are reached on their own; decks are checked for that."""


def end_turn(position: Position, turn: Turn, at: datetime, *, heard: bool = True) -> Position:
    """End one partner's turn: the other's turn follows, or what comes after the round.

    heard: whether it was completed, not passed.
    """
    round_ = replace(turn.round, heard=turn.round.heard or heard)
    if turn.speaker is round_.first:
        return start_turn(position, round_, turn.listener)
    # The closing appreciation does not change who starts next.
    if not isinstance(round_.after, OnToNight):
        position = replace(position, next_first=round_.first.other)
    return end_round(position, round_, at)


def leave(position: Position, turn: Turn) -> Position:
    """Both leave the card of this turn: it does not come up again tonight.

    It counts as met only if a turn on it was completed.
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


def end_round(position: Position, round_: Round, at: datetime) -> Position:
    """End a round. A card on which nothing was said does not come up again tonight."""
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


def resumed(place: Place, *, again: bool) -> Place:
    """The place to continue at. ``again``: what was said is no longer fresh.

    Then a talk interrupted in a mirror, a summary or a verdict continues with "say the heart of it again".
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


def rail(turn: Turn) -> dict[int, StageType]:
    """The stages of a turn by their index, in order.

    Without ``do``, which comes before the turns, and without a summary if there is nothing to sum up.
    """
    stages = enumerate(stage.stage for stage in turn.round.dialogue.stages)
    sums_up = turn.several or turn.now.stage is StageType.SUMMARIZE
    left_out = {StageType.DO} if sums_up else {StageType.DO, StageType.SUMMARIZE}
    return {index: stage for index, stage in stages if stage not in left_out}
