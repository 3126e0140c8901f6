"""What can be done at a position, by whom, and with which keys. Every face asks this and nothing else."""

from __future__ import annotations

from enum import StrEnum
from typing import assert_never

import msgspec

from cardtui.deck.card import TENDER, CardId
from cardtui.deck.dialogue import StageType
from cardtui.rules.evening_plan import Seat
from cardtui.rules.move import Action
from cardtui.rules.position import (
    Agreeing,
    Answering,
    Away,
    Closing,
    Dealt,
    Doing,
    Empathizing,
    EmpathyVerdict,
    Ended,
    GoodNight,
    InTurn,
    Leaving,
    Mirroring,
    MirrorVerdict,
    Naming,
    Offered,
    OnToNext,
    OnToNight,
    Pausing,
    Picking,
    Place,
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
from cardtui.rules.timeout import durations

MARKABLE = 9
"""So many cards can be given a heart at good night: one for each digit, the evening's last ones."""


class Aside(StrEnum):
    """What shows something, or takes something back, and is not itself a move."""

    BACK = "back"
    FEELINGS = "feelings"
    NAMES = "names"
    PATH = "path"
    HELP = "help"
    QUIT = "quit"


class Choice(msgspec.Struct, frozen=True):
    """One thing that can be done now.

    what: a move or an aside. label: the key, in the deck's words, of how it is called here. who: whose choice it is,
    or None for both. keys: "enter", digits, and letters; the first is the one to show. Digits count the rows from the
    top; the first one may be Enter, too. A choice with Enter and no digit stands last, one with neither in the list
    behind Esc. number: of the card (from 0) that is picked or gets a heart, of the time to
    meet, or of the way to talk.
    """

    what: Action | Aside
    label: str
    who: Seat | None = None
    keys: tuple[str, ...] = ()
    number: int = 0

    @property
    def is_row(self) -> bool:
        """Whether it stands on the screen itself, not behind Esc."""
        return any(key == "enter" or key.isdigit() for key in self.keys)


def legal(position: Position) -> tuple[Choice, ...]:
    """List what can be done at ``position``: rows first, in the order of their digits, then what stands behind Esc."""
    return (*_rows(position), *_behind_esc(position))


def _enter(what: Action, label: str, who: Seat | None = None, *more: str) -> Choice:
    return Choice(what, label, who, ("enter", "1", *more))


def _row(digit: int, what: Action | Aside, label: str, who: Seat | None = None, *more: str) -> Choice:
    return Choice(what, label, who, (str(digit), *more))


def _digits(number: int) -> tuple[str, ...]:
    """The keys of the row with that number, from 0."""
    return (str(number + 1),) if number else ("enter", "1")


def _rows(position: Position) -> tuple[Choice, ...]:
    place = position.place
    match place:
        case Settling(then=None):
            return (
                _enter(Action.SETTLE, "settle_yes"),
                _row(2, Action.POSTPONE, "settle_postpone", None, "t"),
                _row(3, Aside.NAMES, "names_title", None, "n"),
            )
        case Settling():
            return _enter(Action.SETTLE, "settle_yes"), _row(2, Action.DECLINE, "settle_decline", None, "t")
        case Postponing():
            return (
                _enter(Action.TOMORROW, "postpone_tomorrow"),
                _row(2, Action.THIS_WEEK, "postpone_this_week"),
                _row(3, Action.LEAVE_OPEN, "postpone_leave_open"),
            )
        case Agreeing():
            return tuple(
                Choice(Action.WAY, "own_way", None, _digits(number), number)
                for number in range(len(position.plan.ways))
            )
        case Naming():
            return _row(1, Action.LEFT_STARTS, "own_left"), _row(2, Action.RIGHT_STARTS, "own_right")
        case Picking(backs=backs, first=first):
            return tuple(
                Choice(Action.PICK, "pick_card", first.other, _digits(number), number) for number in range(len(backs))
            )
        case Offered(dealt=dealt):
            label = "deal_gentler" if dealt.card.depth == TENDER else "deal_another"
            return _enter(Action.TAKE, "deal_take"), _row(2, Action.ANOTHER, label, None, "p")
        case Short(wider=None):
            return (_enter(Action.CLOSE, "short_close", None, "c"),)
        case Short(wider=wider):
            return _enter(Action.WIDEN, f"short_{wider}"), _row(2, Action.CLOSE, "short_close", None, "c")
        case Resting(late=late):
            if late:
                return _enter(Action.CLOSE, "rest_good_night", None, "c"), _row(2, Action.ONE_MORE, "rest_one_more")
            return _enter(Action.ONE_MORE, "rest_one_more"), _row(2, Action.CLOSE, "rest_good_night", None, "c")
        case Closing():
            says = closing_speaker(position, place)
            return _enter(Action.GLAD, "close_said", says), _row(2, Action.GOOD_NIGHT, "close_good_night")
        case GoodNight():
            return Choice(Action.END, "night_end", None, ("enter",)), *_hearts(position)
        case Pausing(since=since):
            return tuple(
                Choice(Action.AGREE, "pause_meet", None, _digits(number), number)
                for number in range(len(durations(since)))
            )
        case Away():
            # Enter only goes on: whoever leans on it stays here. And its page says that they may leave it.
            return _row(1, Action.COME_BACK, "away_come_back"), _row(2, Aside.QUIT, "key_quit", None, "q")
        case Returned():
            return _returned_rows(position, place)
        case Leaving(under=under):
            speaker, round_ = under.turn.speaker, under.turn.round
            only = "leave_pass" if speaker is round_.first else "leave_pass_second"
            # Where the first one has passed as well, nobody was heard: then both have left it.
            skip = Action.SKIP_TURN if speaker is round_.first or round_.heard else Action.BOTH_LEAVE
            return (
                _enter(Action.BOTH_LEAVE, "leave_both"),
                _row(2, skip, only, speaker),
                _row(3, Action.STAY, "leave_stay"),
            )
        case Doing():
            return _enter(Action.DONE, "do_done"), _row(2, Action.RATHER_NOT, "do_rather_not", None, "p")
        case Ended():
            return ()
        case _:
            return _turn_rows(place)


def _hearts(position: Position) -> tuple[Choice, ...]:
    first = max(0, len(position.met) - MARKABLE)
    return tuple(
        Choice(Action.HEART, "night_heart", None, (str(digit),), number)
        for digit, number in enumerate(range(first, len(position.met)), start=1)
    )


def _returned_rows(position: Position, place: Returned) -> tuple[Choice, ...]:
    others = [(Action.REPAIR, "return_repair")] if place.repair and "repair" in position.plan.dialogues else []
    others += [(Action.LIGHT, "return_light")] if place.light else []
    rows = [_row(digit, what, label) for digit, (what, label) in enumerate(others, start=2)]
    good_night = _row(len(rows) + 2, Action.CLOSE, "return_good_night", None, "c")
    go_on = "start_go_on" if place.is_later else "return_go_on"
    return _enter(Action.RESUME, go_on), *rows, good_night


def _turn_rows(place: InTurn) -> tuple[Choice, ...]:
    speaker, listener = place.turn.speaker, place.turn.listener
    match place:
        case Speaking():
            return (_enter(Action.SAID, "speak_said", speaker),)
        case Mirroring():
            return (_enter(Action.ASKED, "mirror_asked", listener),)
        case MirrorVerdict(send=send) if send.held:
            return (
                _row(1, Action.GO_ON, "verdict_go_on", speaker),
                _row(2, Action.NOT_QUITE, "verdict_not_quite", speaker),
                _row(3, Action.THAT_IS_ALL, "verdict_that_is_all", speaker),
            )
        case MirrorVerdict():
            return (
                _row(1, Action.GOT_IT, "verdict_yes", speaker),
                _row(2, Action.NOT_QUITE, "verdict_not_quite", speaker),
                _row(3, Action.MORE, "verdict_more", speaker),
            )
        case Summarizing():
            return (_enter(Action.ASKED, "summarize_asked", listener),)
        case SummaryVerdict():
            return (
                _row(1, Action.GOT_IT, "verdict_yes", speaker),
                _row(2, Action.NOT_QUITE, "verdict_not_quite", speaker),
            )
        case Validating():
            return (
                _enter(Action.SAID, "validate_said", listener),
                _row(2, Action.HELP_ME, "validate_help_me", listener),
            )
        case Empathizing():
            return (
                _enter(Action.ASKED, "empathize_asked", listener),
                _row(2, Aside.FEELINGS, "empathize_feelings", listener),
            )
        case EmpathyVerdict():
            return (
                _row(1, Action.GOT_IT, "feeling_yes", speaker),
                _row(2, Action.NOT_QUITE, "feeling_not_quite", speaker),
            )
        case Answering(smaller=True):
            return (_enter(Action.SAID, "answer_said", listener),)
        case Answering():
            return (
                _row(1, Action.YES, "answer_yes", listener),
                _row(2, Action.SMALLER, "answer_smaller", listener),
                _row(3, Action.NOT_NOW, "answer_not_now", listener),
            )
        case Thanking(turn=turn):
            last = turn.speaker is not turn.round.first
            return (_enter(Action.THANKED, "thank_done" if last else "thank_switch"),)
        case _:
            assert_never(place)


def _behind_esc(position: Position) -> tuple[Choice, ...]:
    place = position.place
    choices: list[Choice] = []
    if isinstance(place, Speaking):
        choices.append(Choice(Action.INTERRUPT, "key_interrupt", place.turn.listener, ("i",)))
    if can_go_back(place):
        choices.append(Choice(Aside.BACK, "key_back", None, ("b",)))
    if isinstance(place, InTurn):
        choices.append(Choice(Action.LEAVE_CARD, "key_leave_card", None, ("p",)))
    if can_pause(place):
        choices.append(Choice(Action.TIME_OUT, "key_time_out", None, ("t",)))
    if can_be_own(place):
        choices.append(Choice(Action.OWN, "key_own", None, ("o",)))
    if can_close(place):
        choices.append(Choice(Action.CLOSE, "key_close", None, ("c",)))
    if can_go_back(place):  # at the first settle it is a row
        choices.append(Choice(Aside.NAMES, "names_title", None, ("n",)))
    choices.append(Choice(Aside.PATH, "key_path", None, ("g",)))
    choices.append(Choice(Aside.HELP, "key_help", None, ("?",)))
    if not isinstance(place, Away):
        choices.append(Choice(Aside.QUIT, "key_quit", None, ("q",)))
    return tuple(choices)


def can_go_back(place: Place) -> bool:
    """Whether there is a move of this evening to take back: everywhere but at its first settle and after its end."""
    return not isinstance(place, Ended) and not (isinstance(place, Settling) and place.then is None)


def can_pause(place: Place) -> bool:
    """Whether a time-out can begin. At the first settle it means another time; within a time-out it does nothing."""
    return isinstance(
        place, InTurn | Leaving | Doing | Agreeing | Naming | Picking | Offered | Short | Resting | Closing
    )


def can_close(place: Place) -> bool:
    """Whether one can go straight to the close from here, where no row says so already."""
    return isinstance(place, InTurn | Leaving | Doing | Agreeing | Naming | Picking | Offered | Away)


def can_be_own(place: Place) -> bool:
    """Whether something of their own can take the next card's place."""
    return isinstance(place, Resting | Picking) or (isinstance(place, Offered) and isinstance(place.after, OnToNext))


def _below(place: Place) -> Place:
    """The place at work: the one below a time-out or a settle on the way back, if that is where they are."""
    match place:
        case (
            Settling(then=under)
            | Leaving(under=under)
            | Pausing(under=under)
            | Away(under=under)
            | Returned(under=under)
        ):
            return _below(under) if under is not None else place
        case _:
            return place


def turn_of(place: Place) -> Turn | None:
    """The turn that a place belongs to, also below a time-out or a settle on the way back."""
    at_work = _below(place)
    return at_work.turn if isinstance(at_work, InTurn) else None


def subject_at(place: Place) -> Subject | None:
    """What lies on the table at a place: a card, or what takes the place of one."""
    if isinstance(place, Offered):
        return place.dealt
    if isinstance(place, Doing):
        return place.round.subject
    if isinstance(place, Leaving):
        return place.under.turn.round.subject
    return place.turn.round.subject if isinstance(place, InTurn) else None


def dealt_at(place: Place) -> Dealt | None:
    """The card that lies on the table at a place, also below a time-out or a settle on the way back."""
    subject = subject_at(_below(place))
    return subject if isinstance(subject, Dealt) else None


def lying_at(place: Place) -> frozenset[CardId]:
    """The ids of the cards that lie on the table at a place, face up or face down, also below a time-out."""
    at_work = _below(place)
    if isinstance(at_work, Picking):
        return frozenset(back.card.id for back in at_work.backs)
    dealt = dealt_at(place)
    return frozenset((dealt.card.id,)) if dealt is not None else frozenset()


def closing_speaker(position: Position, place: Closing) -> Seat:
    """Who says what they were glad of now: first whoever would have started the next round."""
    return place.said[-1].other if place.said else position.next_first


def is_closing(place: Place) -> bool:
    """Whether the evening is being closed at ``place``, also below a time-out."""
    turn = turn_of(place)
    return isinstance(_below(place), Closing) or (turn is not None and isinstance(turn.round.after, OnToNight))


def rail(turn: Turn) -> dict[int, StageType]:
    """The stages of a turn by their index, in order.

    Without ``do``, which comes before the turns, and without a summary where there is nothing to sum up.
    """
    stages = enumerate(stage.stage for stage in turn.round.dialogue.stages)
    sums_up = turn.several or turn.now.stage is StageType.SUMMARIZE
    left_out = {StageType.DO} if sums_up else {StageType.DO, StageType.SUMMARIZE}
    return {index: stage for index, stage in stages if stage not in left_out}
