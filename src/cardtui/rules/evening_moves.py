"""The moves of an evening: what can be done at each place, with which keys, and the position that results.

Every face asks `legal`, and nothing else. The moves within a turn are in `cardtui.rules.turn_moves`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import partial

from msgspec.structs import replace

from cardtui.deck.card import TENDER
from cardtui.rules.evening_arc import draw_for
from cardtui.rules.evening_plan import EveningShape, Plan, Seat
from cardtui.rules.first_speaker import first_after
from cardtui.rules.move import (
    Action,
    Aside,
    Choice,
    Deal,
    IllegalMove,
    Move,
    NumberedMove,
    ResumedMove,
    Then,
    enter,
    row,
)
from cardtui.rules.position import (
    Agreeing,
    Appointment,
    Away,
    BackTo,
    Between,
    Closing,
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
    Resting,
    Returned,
    Round,
    Settling,
    Short,
    is_closing,
)
from cardtui.rules.timeout import agree, come_back, durations, found_again, pause
from cardtui.rules.turn_moves import (
    after_round,
    end_round,
    end_turn,
    leave,
    meet,
    resumed,
    start,
    start_turn,
    turn_choices,
)

MARKABLE = 9
"""The most cards that can get a heart at good night: the evening's last ones, one for each digit."""


def begin(plan: Plan, at: datetime) -> Position:
    """Begin an evening: its first settle."""
    return Position(plan=plan, started_at=at, place=Settling(), next_first=plan.first)


def legal(position: Position) -> tuple[Choice, ...]:
    """List what can be done at ``position``: rows first, in the order of their digits, then the list behind Esc."""
    return (*_choices(position, position.place), *_behind_esc(position, position.place))


def play(position: Position, move: Move) -> Position:
    """Play ``move`` at ``position`` and return the next position.

    Raises `IllegalMove` if `legal` does not list it (or, for a return after a long absence, if nothing was left open).
    """
    if isinstance(move, ResumedMove):
        return found_again(position, move)
    number = move.number if isinstance(move, NumberedMove) else 0
    for choice in legal(position):
        if choice.what is move.do and choice.number == number:
            if isinstance(move, Deal):
                return _deal(position, move)
            if choice.then is not None:
                return choice.then(move)
    raise IllegalMove(f"{move.do} at {type(position.place).__name__}")


def _choices(position: Position, place: Place) -> tuple[Choice, ...]:
    """The rows of a place; in a turn, also the other choices of its stage."""

    def to(next_place: Place) -> Then:
        return lambda _: replace(position, place=next_place)

    close: Then = partial(_close, position)
    match place:
        case Settling(then=None):
            return (
                enter(Action.SETTLE, "settle_yes", lambda _: _first_place(position)),
                row(2, Action.POSTPONE, "settle_postpone", to(Postponing()), "t"),
                row(3, Aside.NAMES, "names_title", None, "n"),
            )
        case Settling():
            assert place.then is not None
            good_night = replace(position, place=GoodNight(), next_first=first_after(position))
            return (
                enter(Action.SETTLE, "settle_yes", partial(_go_on, position, resumed(place.then, again=place.again))),
                row(2, Action.DECLINE, "settle_decline", lambda _: good_night),
            )
        case Postponing():
            return (
                enter(Action.TOMORROW, "postpone_tomorrow", to(Ended(Appointment.TOMORROW))),
                row(2, Action.THIS_WEEK, "postpone_this_week", to(Ended(Appointment.THIS_WEEK))),
                row(3, Action.LEAVE_OPEN, "postpone_leave_open", to(Ended(Appointment.OPEN))),
            )
        case Agreeing():
            return _numbered(Action.WAY, "own_way", [to(Naming(name)) for name in position.plan.ways])
        case Naming(dialogue=name):
            return (
                row(1, Action.LEFT_STARTS, "own_left", lambda _: _start_own(position, name, Seat.LEFT)),
                row(2, Action.RIGHT_STARTS, "own_right", lambda _: _start_own(position, name, Seat.RIGHT)),
            )
        case Picking(backs=backs, first=first):
            picked = [to(Offered(back, first, OnToNext())) for back in backs]
            return _numbered(Action.PICK, "pick_card", picked, first.other)
        case Offered(dealt=dealt, first=first, after=after):
            label = "deal_gentler" if dealt.card.depth == TENDER else "deal_another"
            return (
                enter(Action.TAKE, "deal_take", lambda _: start(position, dealt, dealt.dialogue, first, after)),
                row(2, Action.ANOTHER, label, None, "p"),
            )
        case Short(wider=None):
            return (enter(Action.CLOSE, "short_close", close, None, "c"),)
        case Short(wider=wider):
            return enter(Action.WIDEN, f"short_{wider}"), row(2, Action.CLOSE, "short_close", close, "c")
        case Resting(late=True):
            return (
                enter(Action.CLOSE, "rest_good_night", close, None, "c"),
                row(2, Action.ONE_MORE, "rest_one_more"),
            )
        case Resting():
            return enter(Action.ONE_MORE, "rest_one_more"), row(2, Action.CLOSE, "rest_good_night", close, "c")
        case Closing():
            says = closing_speaker(position, place)
            said = (*place.said, says)
            glad = to(Closing(said) if len(said) < len(Seat) else GoodNight())
            return (
                enter(Action.GLAD, "close_said", glad, says),
                row(2, Action.GOOD_NIGHT, "close_good_night", to(GoodNight())),
            )
        case GoodNight():
            return Choice(Action.END, "night_end", ("enter",), to(Ended())), *_hearts(position)
        case Pausing(since=since):
            agreed: list[Then] = [partial(agree, position, place, minutes) for minutes in durations(since)]
            return _numbered(Action.AGREE, "pause_meet", agreed)
        case Away():
            # No row has Enter, so leaning on it stays here. The page also shows that they may close the program.
            return (
                row(1, Action.COME_BACK, "away_come_back", partial(come_back, position, place)),
                row(2, Aside.QUIT, "key_quit", None, "q"),
            )
        case Returned():
            return _returned_rows(position, place)
        case Leaving(under=under):
            return _leaving_rows(position, under)
        case Doing(round=round_):
            return (
                enter(Action.DONE, "do_done", lambda move: _done(position, round_, move.at)),
                # There is no card to change for another: it was something of their own.
                row(2, Action.RATHER_NOT, "do_rather_not", lambda move: end_round(position, round_, move.at), "p"),
            )
        case Ended():
            return ()
        case _:
            return turn_choices(position, place)


def _numbered(what: Action, label: str, thens: Iterable[Then], who: Seat | None = None) -> tuple[Choice, ...]:
    """A row for each of several things of one kind; Enter also chooses the first."""
    return tuple(
        Choice(what, label, (str(number + 1),) if number else ("enter", "1"), then, who, number)
        for number, then in enumerate(thens)
    )


def _hearts(position: Position) -> tuple[Choice, ...]:
    first = max(0, len(position.met) - MARKABLE)
    return tuple(
        Choice(Action.HEART, "night_heart", (str(digit),), partial(_mark, position, number), number=number)
        for digit, number in enumerate(range(first, len(position.met)), start=1)
    )


def _returned_rows(position: Position, place: Returned) -> tuple[Choice, ...]:
    go_on = "start_go_on" if place.is_later else "return_go_on"
    under = resumed(place.under, again=place.again)
    rows = [enter(Action.RESUME, go_on, partial(_go_on, position, under))]
    if place.repair and "repair" in position.plan.dialogues:
        rows.append(row(2, Action.REPAIR, "return_repair", lambda _: _start_repair(position, place)))
    if place.light:
        rows.append(row(len(rows) + 1, Action.LIGHT, "return_light"))
    return *rows, row(len(rows) + 1, Action.CLOSE, "return_good_night", partial(_close, position), "c")


def _leaving_rows(position: Position, under: InTurn) -> tuple[Choice, ...]:
    turn = under.turn
    speaker, round_ = turn.speaker, turn.round

    def both_leave(move: Move) -> Position:
        """No card follows a round in between, or the closing one."""
        return after_round(leave(position, turn), round_, move.at)

    def skip_turn(move: Move) -> Position:
        return end_turn(position, turn, move.at, heard=False)

    is_first = speaker is round_.first
    label = "leave_pass" if is_first else "leave_pass_second"
    # If the first speaker passed as well, neither was heard, so both have left the card.
    passed = (Action.SKIP_TURN, skip_turn) if is_first or round_.heard else (Action.BOTH_LEAVE, both_leave)
    return (
        enter(Action.BOTH_LEAVE, "leave_both", both_leave),
        Choice(passed[0], label, ("2",), passed[1], speaker),
        row(3, Action.STAY, "leave_stay", lambda _: replace(position, place=under)),
    )


def _behind_esc(position: Position, place: Place) -> Iterator[Choice]:
    if can_go_back(place):
        yield Choice(Aside.BACK, "key_back", ("b",))
    if isinstance(place, InTurn):
        yield Choice(Action.LEAVE_CARD, "key_leave_card", ("p",), lambda _: replace(position, place=Leaving(place)))
    if can_pause(place):
        yield Choice(Action.TIME_OUT, "key_time_out", ("t",), partial(pause, position))
    if can_be_own(place):
        yield Choice(Action.OWN, "key_own", ("o",), lambda _: replace(position, place=Agreeing()))
    if can_close(place):
        yield Choice(Action.CLOSE, "key_close", ("c",), partial(_close, position))
    if can_go_back(place):  # a row at the first settle
        yield Choice(Aside.NAMES, "names_title", ("n",))
    yield Choice(Aside.PATH, "key_path", ("g",))
    yield Choice(Aside.HELP, "key_help", ("?",))
    if not isinstance(place, Away):
        yield Choice(Aside.QUIT, "key_quit", ("q",))


def can_go_back(place: Place) -> bool:
    """Whether there is a move to take back: everywhere but at the first settle and after the end."""
    return not isinstance(place, Ended) and not (isinstance(place, Settling) and place.then is None)


def can_pause(place: Place) -> bool:
    """Whether a time-out can begin. At the first settle they postpone instead; within a time-out it does nothing."""
    if isinstance(place, Settling):
        return place.then is not None
    return isinstance(
        place, InTurn | Leaving | Doing | Agreeing | Naming | Picking | Offered | Short | Resting | Closing
    )


def can_close(place: Place) -> bool:
    """Whether they can go straight to the close from here, if no row says so already."""
    return isinstance(place, InTurn | Leaving | Doing | Agreeing | Naming | Picking | Offered | Away)


def can_be_own(place: Place) -> bool:
    """Whether something of their own can replace the next card."""
    return isinstance(place, Resting | Picking) or (isinstance(place, Offered) and isinstance(place.after, OnToNext))


def closing_speaker(position: Position, place: Closing) -> Seat:
    """Who says now what they were glad of: first the partner who would have started the next round."""
    return place.said[-1].other if place.said else position.next_first


# The results of moves


def _first_place(position: Position) -> Position:
    """What follows the first settle if no card is turned up."""
    plan = position.plan
    if plan.shape is EveningShape.OWN:
        return replace(position, place=Agreeing())
    return start(position, Gratitude(), plan.dialogues["appreciation"], position.next_first, OnToNext())


def _go_on(position: Position, place: Place, move: Move) -> Position:
    """Go on at a place; meanwhile a light card may have been the last one that they chose to have."""
    if isinstance(place, Resting) and position.met and position.is_late(move.at):
        place = Resting(late=True)
    return replace(position, place=place)


def _start_own(position: Position, dialogue: str, first: Seat) -> Position:
    return start(position, Own(), position.plan.dialogues[dialogue], first, OnToNext())


def _start_repair(position: Position, place: Returned) -> Position:
    back = BackTo(replace(place.once_more, repair=False))
    return start(position, Between(), position.plan.dialogues["repair"], first_after(position), back)


def _done(position: Position, round_: Round, at: datetime) -> Position:
    return start_turn(meet(position, round_, at), replace(round_, met=True), round_.first)


def _deal(position: Position, move: Deal) -> Position:
    draw = draw_for(position, move.do, move.at)
    if draw is None:
        raise IllegalMove(f"{move.do} deals no card at {type(position.place).__name__}")
    table, after = draw.table, draw.after
    if move.dealt is not None and move.others and isinstance(after, OnToNext):
        return replace(table, place=Picking((move.dealt, *move.others), table.next_first))
    if move.dealt is not None:
        return replace(table, place=Offered(move.dealt, table.next_first, after))
    if isinstance(after, BackTo):
        back = after.place if not isinstance(after.place, Returned) else replace(after.place, light=False)
        return replace(table, place=resumed(back, again=True))
    return replace(table, place=Short(move.wider))


def _close(position: Position, _: Move) -> Position:
    place: Place = GoodNight() if is_closing(position.place) else Closing()
    return replace(position, place=place, next_first=first_after(position))


def _mark(position: Position, number: int, _: Move) -> Position:
    """Give the card a heart or take it back; a card that came again has it once, at its last meeting."""
    card = position.met[number].card
    last = max(n for n, met in enumerate(position.met) if met.card == card)
    hearted = not position.has_heart(card)
    marked = (
        replace(met, heart=hearted and n == last) if met.card == card else met for n, met in enumerate(position.met)
    )
    return replace(position, met=tuple(marked))
