"""Dealing: which card comes next, and the whole move that turns it up.

Everything is read from the evening's position, the history and the seed; so the same evening deals the same cards on
every Python, in whatever order the cards stand in their files, and taking a move back and making it again changes
nothing. What card is wanted, and which of many it is, is in `cardtui.rules.card_choice`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from itertools import combinations

import msgspec
from msgspec.structs import replace

from cardtui.deck.card import TENDER, Card, CardId, Suit
from cardtui.deck.dialogue import Dialogue
from cardtui.rules.card_choice import (
    NEVER,
    Candidate,
    Criteria,
    DrawCriteria,
    When,
    chance,
    choose,
    current_lap,
    next_card,
    wanted,
    widened,
)
from cardtui.rules.dialogue_choice import dialogue_for
from cardtui.rules.evening_plan import Plan
from cardtui.rules.move import Action, Comeback, Deal
from cardtui.rules.position import (
    DEEPER,
    Away,
    BackTo,
    Dealt,
    Doing,
    Leaving,
    Offered,
    Place,
    Position,
    Returned,
    Round,
    Short,
    Wider,
)
from cardtui.rules.turn_transitions import leave
from cardtui.text.normal_form import normal

SPREAD = 3
"""At most so many cards lie face down where one is picked."""

MINUTES_A_CARD = 5
"""A round in dialogue `mirror`; only to guess how many cards an evening has when the two set no number."""


class Seen(msgspec.Struct, frozen=True):
    """When a card was last met: ``order``, larger is later, and ``lap``, from 1, which way through the cards it was."""

    order: int
    lap: int


History = Mapping[CardId, Seen]
"""Each card met before tonight, under the id it had then. It may hold tonight's as well; the position knows better."""


# One card


def deal(
    suits: Sequence[Suit], dialogues: Mapping[str, Dialogue], history: History, position: Position, want: Criteria
) -> Dealt | None:
    """Deal the card that ``want`` asks for, or None if there is no such card. See `spread`."""
    return next(iter(spread(suits, dialogues, history, position, want, 1)), None)


def spread(
    suits: Sequence[Suit],
    dialogues: Mapping[str, Dialogue],
    history: History,
    position: Position,
    want: Criteria,
    count: int,
) -> tuple[Dealt, ...]:
    """Deal ``count`` cards that ``want`` asks for, of different suits if possible; fewer where there are no more.

    suits, dialogues: the deck's, today. Tonight's cards (``position.met``) count on top of ``history``, whose ids may
    be earlier ones of a card (its aliases) or of cards that are gone. After a tender card was put back the rest of the
    evening keeps to gentler ones as long as there are any.
    """
    candidates, put_back = _candidates(suits, history, position, want)
    tender = any(card.depth == TENDER for card in put_back)
    criteria = DrawCriteria(
        ease=2 if tender and want.ease == TENDER else want.ease,
        near=normal(want.near) if want.near is not None else None,
        after=normal(position.met[-1].suit) if position.met else None,
        evening=cards_an_evening(position.plan),
        seed=position.plan.seed,
    )
    lap = current_lap(candidates)
    return tuple(
        Dealt(
            chosen.card, chosen.suit.name, chosen.suit.symbol, dialogue_for(chosen.card, position.plan, dialogues), lap
        )
        for chosen in choose(candidates, criteria, count)
    )


def cards_an_evening(plan: Plan) -> int:
    """How many cards an evening has, about: what they chose, else guessed from the time, 3 to 12."""
    return plan.cards if plan.cards is not None else min(12, max(3, plan.minutes // MINUTES_A_CARD))


def lap_of(suits: Sequence[Suit], history: History, position: Position, at: datetime) -> int:
    """The lap in which a card is met that the two asked for by name, so that it counts like one dealt."""
    candidates, _ = _candidates(suits, history, position, next_card(position, at))
    return current_lap(candidates)


def _candidates(
    suits: Sequence[Suit], history: History, position: Position, want: Criteria
) -> tuple[list[Candidate], list[Card]]:
    """The cards of the evening's choice, and those put back tonight, which count as if they were not in the deck.

    The choice is what the two agreed, and wider than what this one move may turn up: laps are laps of the choice, and
    a time-out's light card or another card instead of an easy one must not begin a new lap for all the others.
    """
    tonight = {met.card: (number, met.lap) for number, met in enumerate(position.met)}
    cap, left_out = max(want.cap, position.depth), frozenset(want.without)
    candidates: list[Candidate] = []
    put_back: list[Card] = []
    for suit in _suits(suits, want, cap):
        role_fits = (want.role is None or want.role_or_any or suit.role is want.role) and (
            want.unless is None or suit.role is not want.unless
        )
        for card in suit.cards:
            if card.depth > cap or not left_out.isdisjoint(card.topics):
                continue
            names = (card.id, *card.aliases)
            met, lap = _last_met(names, history, tonight)
            if want.stopped.isdisjoint(names) and want.avoid.isdisjoint(names):
                candidates.append(Candidate(card, suit, lap, met, role_fits and card.depth <= want.cap))
            elif not want.stopped.isdisjoint(names) or met[0] >= 0:
                candidates.append(Candidate(card, suit, lap, met, may=False))
            else:
                put_back.append(card)
    return candidates, put_back


def _suits(suits: Sequence[Suit], want: Criteria, cap: int) -> list[Suit]:
    """The suits of the evening's choice."""
    # An evening may have begun with a file that spelled its names otherwise.
    names = frozenset(map(normal, want.suits))
    chosen = [suit for suit in suits if not names or suit.name in names]
    if not want.role_or_any:
        return chosen
    with_role = [suit for suit in chosen if suit.role is want.role]
    left_out = frozenset(want.without)
    any_fits = any(card.depth <= cap and left_out.isdisjoint(card.topics) for suit in with_role for card in suit.cards)
    return with_role if any_fits else chosen


def _last_met(
    names: tuple[CardId, ...], history: History, tonight: Mapping[CardId, tuple[int, int]]
) -> tuple[When, int]:
    """When and in which lap a card of these names was met last."""
    last, lap = NEVER, 0
    for name in names:
        if (met := tonight.get(name)) is not None and (met[0], 0) > last:
            last, lap = (met[0], 0), met[1]
        elif (seen := history.get(name)) is not None and (-1, seen.order) > last:
            last, lap = (-1, seen.order), seen.lap
    return last, lap


def hearted_card(
    suits: Sequence[Suit], dialogues: Mapping[str, Dialogue], history: History, position: Position, at: datetime
) -> Dealt | None:
    """The card with a heart that comes back by itself as the next one, if one does.

    It comes after the evening's first card, where the arc has a place for its depth and the card before was of another
    suit, and no more than one an evening. See `cardtui.rules.hearted_cards`.
    """
    hearts = {heart.card: heart.at for heart in position.plan.hearts}
    if not hearts or not position.met:
        return None
    tonight = {*(met.card for met in position.met), *position.put_back}
    want = next_card(position, at)
    candidates, _ = _candidates(suits, history, position, want)
    many_suits = len({candidate.suit.name for candidate in candidates}) > 1
    after = normal(position.met[-1].suit) if many_suits else None
    cards = (card for suit in suits for card in suit.cards)
    given = {card.id: hearts[name] for card in cards for name in (card.id, *card.aliases) if name in hearts}
    if not tonight.isdisjoint(given):
        return None
    found = [
        candidate
        for candidate in candidates
        if candidate.may
        and candidate.card.id in given
        and candidate.card.depth <= want.ease
        and candidate.suit.name != after
    ]
    if not found:
        return None
    lap = current_lap(candidates)
    chosen = min(found, key=chance(position.plan.seed, lap))
    dialogue = dialogue_for(chosen.card, position.plan, dialogues)
    return Dealt(chosen.card, chosen.suit.name, chosen.suit.symbol, dialogue, lap, given[chosen.card.id])


# The whole move


def move_for(
    position: Position,
    do: Action,
    at: datetime,
    suits: Sequence[Suit],
    dialogues: Mapping[str, Dialogue],
    history: History,
) -> Deal | Comeback | None:
    """Make the move ``do`` with the card it turns up, or None if it deals no card and a `PlainMove` is enough.

    Where no card is left the move says how the choice could be widened. For the way back from a time-out it says
    whether they could come back to what happened, and whether something light could be dealt.
    """
    count = SPREAD if position.plan.spread and not deals_for_time_out(position.place) else 1

    def dealt(where: Position, want: Criteria) -> tuple[Dealt, ...]:
        return spread(suits, dialogues, history, where, want, count)

    if do is Action.COME_BACK:
        light = wanted(_returned(position), Action.LIGHT, at)
        found = light is not None and deal(suits, dialogues, history, position, light) is not None
        return Comeback(do, at, repair="repair" in position.plan.dialogues, light=found)
    want = wanted(position, do, at)
    if want is None:
        return None
    if do is Action.ONE_MORE and (hearted := hearted_card(suits, dialogues, history, position, at)) is not None:
        return Deal(do, at, hearted)
    if count > 1:  # of several suits, whatever the one that was put back was of
        want = replace(want, near=None)
    place = position.place
    if do is Action.WIDEN and isinstance(place, Short) and place.wider is not None:
        position = widened(position, place.wider)
    if isinstance(place, Leaving):
        position = leave(position, place.under.turn)
    cards = dealt(position, want)
    if cards or deals_for_time_out(place):
        return _deal(do, at, cards)
    if (another := _put_back(place)) is None:
        return Deal(do, at, None, short_of(suits, history, position, at))
    # Nothing like the card put back, or easier. After a tender one that has to be said; else what they agreed to holds.
    wider = None
    if another.depth == TENDER:
        wider = _wider(suits, history, position, lambda where: wanted(where, do, at))
    if wider is None:
        agreed = replace(want, cap=position.depth, near=None)
        cards = dealt(position, agreed)
    if not cards and wider is None:
        put_back = replace(position, put_back=(*position.put_back, another.id))
        wider = short_of(suits, history, put_back, at)
    return _deal(do, at, cards, wider)


def _deal(do: Action, at: datetime, cards: Sequence[Dealt], wider: Wider | None = None) -> Deal:
    return Deal(do, at, next(iter(cards), None), wider, tuple(cards[1:]))


def short_of(suits: Sequence[Suit], history: History, position: Position, at: datetime) -> Wider | None:
    """How the choice could be widened so that a next card is found: other suits, deeper by one, tonight's again.

    Only what was not widened yet; where two have to be, the first of them. Topics left out stay out. None if there is
    no way.
    """
    return _wider(suits, history, position, lambda where: next_card(where, at))


def _wider(
    suits: Sequence[Suit], history: History, position: Position, want: Callable[[Position], Criteria | None]
) -> Wider | None:
    ways: list[Wider] = []
    if position.plan.suits and Wider.SUITS not in position.widened:
        ways.append(Wider.SUITS)
    if DEEPER[position.depth] > position.depth and Wider.DEPTH not in position.widened:
        ways.append(Wider.DEPTH)
    if position.met and Wider.AGAIN not in position.widened:
        ways.append(Wider.AGAIN)
    for count in range(1, len(ways) + 1):
        for some in combinations(ways, count):
            where = position
            for wider in some:
                where = widened(where, wider)
            wish = want(where)
            if wish is not None and any(candidate.may for candidate in _candidates(suits, history, where, wish)[0]):
                return some[0]
    return None


def _returned(position: Position) -> Position:
    """The position after a time-out, where its inserted rounds are chosen."""
    under = position.place.under if isinstance(position.place, Away) else position.place
    return replace(position, place=Returned(under=under, again=False, repair=False, light=False))


def deals_for_time_out(place: Place) -> bool:
    """Whether the next card belongs to a time-out. If there is none, one comes back from it as before."""
    match place:
        case Returned():
            return True
        case Offered(after=after) | Doing(round=Round(after=after)):
            return isinstance(after, BackTo)
        case _:
            return False


def _put_back(place: Place) -> Card | None:
    """The card that makes room for another one here."""
    match place:
        case Offered(dealt=dealt) | Doing(round=Round(subject=Dealt() as dealt)):
            return dealt.card
        case _:
            return None
