"""Which position follows a move, at every place of an evening.

Those within a turn are in `cardtui.rules.turn_transitions`.
"""

from __future__ import annotations

from datetime import datetime
from typing import assert_never

from msgspec.structs import replace

from cardtui.rules.evening_plan import EveningShape, Plan, Seat
from cardtui.rules.legal import closing_speaker, is_closing, legal, turn_of
from cardtui.rules.move import Action, Comeback, Deal, Move, NumberedMove, PlainMove, ResumedMove
from cardtui.rules.position import (
    After,
    Agreeing,
    Appointment,
    Away,
    BackTo,
    Between,
    Closing,
    Dealt,
    Doing,
    Ended,
    GoodNight,
    Gratitude,
    InTurn,
    Leaving,
    Naming,
    Offered,
    OnToNext,
    Own,
    Pausing,
    Picking,
    Place,
    Position,
    Postponing,
    Returned,
    Round,
    Settling,
    Short,
)
from cardtui.rules.timeout import durations, meeting_time
from cardtui.rules.turn_transitions import (
    IllegalMove,
    after_round,
    end_round,
    end_turn,
    first_after,
    leave,
    meet,
    resumed,
    start,
    start_turn,
    talk,
)

LONG_AWAY = 30 * 60
"""Seconds after which what was said last is no longer fresh, and one settles first."""


def begin(plan: Plan, at: datetime) -> Position:
    """Begin an evening: its first settle."""
    return Position(plan=plan, started_at=at, place=Settling(), next_first=plan.first)


def play(position: Position, move: Move) -> Position:
    """Play ``move`` at ``position`` and return the next position.

    Raises `IllegalMove` if `legal` does not list it (or, for a return after a long while, if nothing was left open).
    """
    if isinstance(move, ResumedMove):
        return _found_again(position, move)
    if not any(choice.what is move.do for choice in legal(position)):
        raise IllegalMove(f"{move.do} at {type(position.place).__name__}")
    match move:
        case NumberedMove(do=Action.AGREE):
            return _agree(position, move)
        case NumberedMove(do=Action.WAY):
            return _talk_in(position, move.number)
        case NumberedMove(do=Action.PICK):
            return _pick(position, move.number)
        case NumberedMove():
            return _mark(position, move.number)
        case Comeback():
            return _come_back(position, move)
        case Deal():
            return _deal(position, move)
        case PlainMove(do=Action.TIME_OUT):
            return replace(position, place=Pausing(under=_put_down(position.place), since=move.at))
        case PlainMove(do=Action.CLOSE):
            return _close(position)
        case PlainMove():
            return _go(position, move.do, move.at)
        case _:
            assert_never(move)


# Around the turns.


def _go(position: Position, do: Action, at: datetime) -> Position:
    place = position.place
    match place, do:
        case Settling(then=None), Action.SETTLE:
            return _first_place(position)
        case Settling(then=under, again=again), Action.SETTLE if under is not None:
            return replace(position, place=resumed(under, again=again))
        case Settling(then=None), Action.POSTPONE:
            return replace(position, place=Postponing())
        case Settling(), Action.DECLINE:
            return replace(position, place=GoodNight(), next_first=first_after(position))
        case Postponing(), Action.TOMORROW:
            return replace(position, place=Ended(Appointment.TOMORROW))
        case Postponing(), Action.THIS_WEEK:
            return replace(position, place=Ended(Appointment.THIS_WEEK))
        case Postponing(), Action.LEAVE_OPEN:
            return replace(position, place=Ended(Appointment.OPEN))
        case _, Action.OWN:
            return replace(position, place=Agreeing())
        case Naming(dialogue=name), Action.LEFT_STARTS:
            return start(position, Own(), position.plan.dialogues[name], Seat.LEFT, OnToNext())
        case Naming(dialogue=name), Action.RIGHT_STARTS:
            return start(position, Own(), position.plan.dialogues[name], Seat.RIGHT, OnToNext())
        case Offered(dealt=dealt, first=first, after=after), Action.TAKE:
            return start(position, dealt, dealt.dialogue, first, after)
        case Leaving(under=under), Action.BOTH_LEAVE:  # a round that was put in between, or the closing one
            return after_round(leave(position, under.turn), under.turn.round, at)
        case Leaving(under=under), Action.SKIP_TURN:
            return end_turn(position, under.turn, at, heard=False)
        case Leaving(under=under), Action.STAY:
            return replace(position, place=under)
        case _, Action.LEAVE_CARD if isinstance(place, InTurn):
            return replace(position, place=Leaving(place))
        case Doing(round=round_), Action.DONE:
            return start_turn(meet(position, round_, at), replace(round_, met=True), round_.first)
        case Doing(round=round_), Action.RATHER_NOT:  # no card to change for another: something of our own
            return end_round(position, round_, at)
        case Closing(said=said), Action.GLAD:
            said = (*said, closing_speaker(position, place))
            return replace(position, place=Closing(said) if len(said) < len(Seat) else GoodNight())
        case Closing(), Action.GOOD_NIGHT:
            return replace(position, place=GoodNight())
        case GoodNight(), Action.END:
            return replace(position, place=Ended())
        case Returned(under=under, again=again), Action.RESUME:
            return replace(position, place=resumed(under, again=again))
        case Returned(), Action.REPAIR:
            dialogue, first = position.plan.dialogues["repair"], first_after(position)
            return start(position, Between(), dialogue, first, BackTo(replace(_again(place), repair=False)))
        case _:
            return talk(position, do, at)


def _first_place(position: Position) -> Position:
    """What follows the first settle where no card is turned up."""
    plan = position.plan
    if plan.shape is EveningShape.OWN:
        return replace(position, place=Agreeing())
    return start(position, Gratitude(), plan.dialogues["appreciation"], position.next_first, OnToNext())


def _deal(position: Position, move: Deal) -> Position:
    place = position.place
    after: After = OnToNext()
    match place:
        case Offered(dealt=dealt):
            position = replace(position, put_back=(*position.put_back, dealt.card.id))
            after = place.after
        case Doing(round=Round(subject=Dealt() as dealt, after=then)):
            position = replace(position, put_back=(*position.put_back, dealt.card.id))
            after = then
        case Leaving(under=under):
            position = leave(position, under.turn)
        case Returned():
            after = BackTo(_again(place))
        case Short(wider=wider) if wider is not None:
            position = replace(position, widened=(*position.widened, wider))
        case _:
            pass
    if move.dealt is not None and move.others and isinstance(after, OnToNext):
        return replace(position, place=Picking((move.dealt, *move.others), position.next_first))
    if move.dealt is not None:
        return replace(position, place=Offered(move.dealt, position.next_first, after))
    if isinstance(after, BackTo):
        back = after.place if not isinstance(after.place, Returned) else replace(after.place, light=False)
        return replace(position, place=resumed(back, again=True))
    return replace(position, place=Short(move.wider))


def _close(position: Position) -> Position:
    place: Place = GoodNight() if is_closing(position.place) else Closing()
    return replace(position, place=place, next_first=first_after(position))


def _again(returned: Returned) -> Returned:
    """The same page once more, when something was put in between."""
    return replace(returned, again=True, apart=0)


def _agree(position: Position, move: NumberedMove) -> Position:
    place = position.place
    assert isinstance(place, Pausing)
    times = durations(place.since)
    if not 0 <= move.number < len(times):
        raise IllegalMove(f"no time to meet has the number {move.number}")
    until = meeting_time(place.since, times[move.number], move.at)
    return replace(position, place=Away(under=place.under, since=place.since, until=until))


def _pick(position: Position, number: int) -> Position:
    place = position.place
    assert isinstance(place, Picking)
    if not 0 <= number < len(place.backs):
        raise IllegalMove(f"no card number {number} lies there")
    return replace(position, place=Offered(place.backs[number], place.first, OnToNext()))


def _talk_in(position: Position, number: int) -> Position:
    ways = position.plan.ways
    if not 0 <= number < len(ways):
        raise IllegalMove(f"no way to talk has the number {number}")
    return replace(position, place=Naming(ways[number]))


def _mark(position: Position, number: int) -> Position:
    if not 0 <= number < len(position.met):
        raise IllegalMove(f"no card number {number} this evening")
    met = list(position.met)
    met[number] = replace(met[number], heart=not met[number].heart)
    return replace(position, met=tuple(met))


# Coming back.


def _come_back(position: Position, move: Comeback) -> Position:
    place = position.place
    assert isinstance(place, Away)
    apart = max(0, int((move.at - place.since).total_seconds()))
    # A round in between is not put into a round in between: one way back is enough to hold in mind.
    inside = _is_in_inserted_round(place.under)
    returned = Returned(
        under=place.under,
        again=apart > LONG_AWAY,
        repair=move.repair and not inside,
        light=move.light and not inside,
        apart=apart // 60,
    )
    return replace(position, place=returned, apart=position.apart + apart)


def _is_in_inserted_round(place: Place) -> bool:
    """Whether a place is in a round that a time-out inserted, its turns included."""
    match place:
        case Offered(after=after) | Doing(round=Round(after=after)):
            return isinstance(after, BackTo)
        case _:
            turn = turn_of(place)
            return turn is not None and isinstance(turn.round.after, BackTo)


def was_long_away(position: Position, seconds: float) -> bool:
    """Whether an evening was left for so long that coming back to it is a move of its own (`ResumedMove`).

    A time-out has its own return, and after the good night nothing is left to come back to.
    """
    return seconds > LONG_AWAY and not isinstance(position.place, Pausing | Away | GoodNight | Ended)


def _found_again(position: Position, move: ResumedMove) -> Position:
    """Settle first, unless that is on the screen anyway; the time away is no time together."""
    seconds = (move.at - move.since).total_seconds()
    if not was_long_away(position, seconds):
        raise IllegalMove(f"nothing to find again at {type(position.place).__name__} after {seconds:.0f} s")
    position = replace(position, apart=position.apart + int(seconds))
    match position.place:
        case Settling(then=None) | Postponing():
            return position
        case Settling() as settling:
            return replace(position, place=replace(settling, again=True))
        case Returned() as returned:
            return replace(position, place=Settling(then=_again(returned)))
        case place:
            return replace(position, place=Settling(then=_put_down(place), again=True))


def _put_down(place: Place) -> Place:
    """The place to come back to: whoever would leave a card is not asked again a long time later."""
    return place.under if isinstance(place, Leaving) else place
