"""Choosing one card of many: laps, rest, suits and depths and kinds in turn, and chance for the rest.

A *lap* is one way through all the cards of a choice (the agreed depth, suits and topics); within it no card comes
twice. Laps are read from the last meeting of each card alone, so nothing more has to be kept: the current lap is the
latest one in which a card of the choice was met; cards not met in it are *fresh*; when none is left the next lap
begins. So a card that is new in an old deck, or a suit left out for months, comes up once, and not once for each lap
that it missed; and whatever is furthest behind comes first.

Where an evening's arc asks for an easier card than any fresh one, an easy one comes again within the lap, but none of
the last evening's. To make that rare, and a lap's end as mixed as its beginning, what has the largest share still to
come goes first: of the depths, of the kinds, and of the suits. Two cards of one suit in a row are avoided before all
that, and a suit that makes up more than half of what is left, of the lap or of the cards that have rested, goes first,
so that it is not all that remains.

The order of these steps and the figures are what a simulation showed to reach most (tests/bench/dealing.py). Against
a way that measured well (of the next eight cards the suit least recently seen) it also keeps the
kinds mixed until a lap's end and holds where suits are of unequal size; from there is that the last twenty cards rest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from heapq import nlargest, nsmallest
from typing import TypeVar

import msgspec

from cardtui.deck.card import OPEN, Card, CardId, Depth, Kind, Role, Suit
from cardtui.rules.evening_plan import EveningShape
from cardtui.rules.legal import lying_at
from cardtui.rules.move import Action
from cardtui.rules.position import (
    After,
    BackTo,
    Dealt,
    Doing,
    Leaving,
    Offered,
    OnToNext,
    Place,
    Position,
    Returned,
    Round,
    Settling,
    Short,
    Wider,
)
from cardtui.rules.turn_transitions import leave

_Group = TypeVar("_Group")

FEW = 4
"""Minimum cards an evening for a light last one; shorter ones only open easy."""


OPENING: tuple[Depth, ...] = (1, 2)
"""How deep the first cards of an evening go."""


class Criteria(msgspec.Struct, frozen=True, kw_only=True):
    """What the next card may be.

    ease: the preferred greatest depth; cap: the greatest depth. suits: names, empty for all. without: topics left out.
    role: only suits with this role; ``role_or_any``: or any suit if none has it. unless: no suits with this role.
    near: a suit to take from if it has a card left. avoid: ids that may not come up (met tonight, or put back).
    stopped: the ids of what a time-out interrupted, for a card that belongs to the time-out; they stay away too.
    """

    ease: Depth
    cap: Depth
    suits: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    role: Role | None = None
    role_or_any: bool = False
    unless: Role | None = None
    near: str | None = None
    avoid: frozenset[CardId] = frozenset()
    stopped: frozenset[CardId] = frozenset()


def wanted(position: Position, do: Action, at: datetime) -> Criteria | None:
    """What card the move ``do`` would turn up at ``position``, or None if it turns up none."""
    place = position.place
    match place, do:
        case Settling(then=None), Action.SETTLE:
            return None if position.plan.new or position.plan.shape is EveningShape.OWN else next_card(position, at)
        case _, Action.ONE_MORE:
            return next_card(position, at)
        case Short(wider=Wider() as wider), Action.WIDEN:
            return next_card(widened(position, wider), at)
        case Offered(dealt=dealt, after=after), Action.ANOTHER:
            return _another(position, dealt, after)
        case Doing(round=Round(subject=Dealt() as dealt, after=after)), Action.RATHER_NOT:
            return _another(position, dealt, after)
        case Leaving(under=under), Action.BOTH_LEAVE if _goes_on(position, under.turn.round):
            return next_card(leave(position, under.turn), at)
        case Returned(under=under), Action.LIGHT:
            return _want(position, ease=1, cap=1, unless=Role.REPAIR, interrupted=under)
        case _:
            return None


def _goes_on(position: Position, left: Round) -> bool:
    """Whether another card follows one that both leave; five minutes have one card, if that was talked about."""
    return isinstance(left.after, OnToNext) and not (position.plan.shape is EveningShape.TODAY and left.heard)


def next_card(position: Position, at: datetime) -> Criteria:
    """The next card along the evening's arc."""
    agreed = position.depth
    if position.plan.shape is EveningShape.TODAY and not position.plan.suits:
        return _want(position, ease=min(agreed, OPEN), cap=agreed, role=Role.EVERYDAY, role_or_any=True)
    return _want(position, ease=_ease(position, at), cap=agreed)


def _ease(position: Position, at: datetime) -> Depth:
    agreed = position.depth
    count = len(position.met)
    if count < len(OPENING):
        return min(agreed, OPENING[count])
    if position.is_late(at):
        return 1
    total = position.plan.cards
    if total is not None and total >= FEW and count == total - 1:
        return min(agreed, OPEN)
    return agreed


def _another(position: Position, put_back: Dealt, after: After) -> Criteria:
    """A card instead of one that was put back: from the same suit, not deeper, and gentler than a tender one."""
    depth = min(put_back.card.depth, OPEN)
    position = msgspec.structs.replace(position, put_back=(*position.put_back, put_back.card.id))
    interrupted = after.place if isinstance(after, BackTo) else None
    return _want(position, ease=depth, cap=depth, near=put_back.suit, interrupted=interrupted)


def _want(
    position: Position,
    *,
    ease: Depth,
    cap: Depth,
    role: Role | None = None,
    role_or_any: bool = False,
    unless: Role | None = None,
    near: str | None = None,
    interrupted: Place | None = None,
) -> Criteria:
    """``interrupted``: the place that a time-out interrupted, for a card that belongs to the time-out."""
    met = () if Wider.AGAIN in position.widened else (met.card for met in position.met)
    return Criteria(
        ease=ease,
        cap=cap,
        # Whoever comes back from a time-out is not held to the suits that they chose for the evening.
        suits=() if interrupted is not None or Wider.SUITS in position.widened else position.plan.suits,
        without=position.plan.without,
        role=role,
        role_or_any=role_or_any,
        unless=unless,
        near=near,
        avoid=frozenset((*met, *position.put_back)),
        stopped=lying_at(interrupted) if interrupted is not None else frozenset(),
    )


def widened(position: Position, wider: Wider) -> Position:
    """The position with its choice of cards widened."""
    return msgspec.structs.replace(position, widened=(*position.widened, wider))


REST = 20
"""So many of the cards met last come last again, if there are enough others for an evening."""

EARLY = 0.12
"""Share of a lap by which each deeper level is dealt early: an evening has fewer places for them."""

When = tuple[int, int]
"""When a card was met, later is larger: its number tonight, or -1 for an earlier evening; the order of the history."""

NEVER: When = (-2, 0)


class Candidate(msgspec.Struct, frozen=True):
    """A card of the choice. lap, met: in which lap and when it was met last. may: whether it may come now."""

    card: Card
    suit: Suit
    lap: int
    met: When
    may: bool


class DrawCriteria(msgspec.Struct, frozen=True, kw_only=True):
    """What the evening asks of the next card.

    ease: the depth to keep to if possible. near: the suit to take it from if possible. after: the suit of the card
    before it tonight. evening: cards an evening, about. seed: chance; the same seed gives the same card.
    """

    ease: Depth
    near: str | None
    after: str | None
    evening: int
    seed: int


def choose(candidates: Sequence[Candidate], criteria: DrawCriteria, count: int = 1) -> tuple[Candidate, ...]:
    """Choose the next card, and others of which each could stand in its place; none only if none may come now.

    ``candidates`` are all the cards of the choice, also those that may not come now: they tell how far the lap is.
    What is chosen does not depend on their order. At most ``count`` are chosen, of as many suits as there are.
    """
    lap = current_lap(candidates)
    pool = _pool(candidates, criteria, lap)
    if not pool:
        return ()
    left = [candidate for candidate in candidates if candidate.lap < lap]
    lap_suits, pool_suits = (Counter(candidate.suit.name for candidate in some) for some in (left, pool))
    if criteria.near is None:
        pool = _where(pool, lambda candidate: candidate.suit.name != criteria.after)
    for suits in (lap_suits, pool_suits):
        pool = [candidate for candidate in pool if suits[candidate.suit.name] * 2 > suits.total()] or pool
    depths = _shares_to_come(candidates, left, _depth)
    pool = _most(pool, lambda candidate: depths[candidate.card.depth] + EARLY * candidate.card.depth)
    behind = min(candidate.lap for candidate in pool)
    pool = _where(pool, lambda candidate: candidate.lap == behind)
    # Each that is chosen is of the kind and the suit of which most is to come, then of the suit met longest ago.
    kinds = _shares_to_come(candidates, left, _kind)
    suits_at_depth = _shares_to_come(candidates, left, _suit_and_depth)
    suit_met: dict[str, When] = {}
    for candidate in candidates:
        suit_met[candidate.suit.name] = max(candidate.met, suit_met.get(candidate.suit.name, NEVER))
    drawn = chance(criteria.seed, lap)
    chosen: list[Candidate] = []
    while pool and len(chosen) < count:
        suits_chosen = [each.suit.name for each in chosen]
        best = [each for each in pool if each.suit.name not in suits_chosen] or pool
        best = _most(best, lambda candidate: kinds[_kind(candidate)])
        best = _most(best, lambda candidate: suits_at_depth[_suit_and_depth(candidate)])
        chosen.append(min(best, key=lambda candidate: (suit_met[candidate.suit.name], drawn(candidate))))
        pool.remove(chosen[-1])
    return tuple(chosen)


def current_lap(candidates: Iterable[Candidate]) -> int:
    """The lap in which the next card is met: the latest one of any, or the next if every card was met in it."""
    laps = {candidate.lap for candidate in candidates}
    return max(laps, default=0) + (len(laps) <= 1)


def _where(pool: list[Candidate], wanted: Callable[[Candidate], bool]) -> list[Candidate]:
    """Those that are wanted, if there are any; else all."""
    return [candidate for candidate in pool if wanted(candidate)] or pool


def _pool(candidates: Sequence[Candidate], criteria: DrawCriteria, lap: int) -> list[Candidate]:
    """Those to choose from as far as laps, rest and the arc's depth decide it."""
    may = [candidate for candidate in candidates if candidate.may]
    easy = [candidate for candidate in may if candidate.card.depth <= criteria.ease]
    near = [candidate for candidate in easy if candidate.suit.name == criteria.near]
    rest = min(max(REST, criteria.evening), max(len(candidates) - criteria.evening, len(candidates) // 2))
    earlier = [candidate for candidate in candidates if candidate.met != NEVER and candidate.met[0] < 0]
    last_met = [candidate.card.id for candidate in nlargest(max(rest, criteria.evening), earlier, key=_by_meeting)]
    tonight = {candidate.card.id for candidate in candidates if candidate.met[0] >= 0}
    resting, last_evening = tonight.union(last_met[:rest]), tonight.union(last_met[: criteria.evening])

    def rested(some: list[Candidate]) -> list[Candidate]:
        return [candidate for candidate in some if candidate.card.id not in resting] or _longest_ago(some)

    for some in (near, easy):
        if fresh := [candidate for candidate in some if candidate.lap < lap]:
            return rested(fresh)
        if again := [candidate for candidate in some if candidate.card.id not in last_evening]:
            return _longest_ago(again)
    if fresh := [candidate for candidate in may if candidate.lap < lap]:
        return rested(_least_deep(fresh))
    return _longest_ago(easy or _least_deep(may))


def _least_deep(some: list[Candidate]) -> list[Candidate]:
    depth = min((candidate.card.depth for candidate in some), default=1)
    return [candidate for candidate in some if candidate.card.depth == depth]


def _longest_ago(some: list[Candidate]) -> list[Candidate]:
    """The half that was met longest ago, so that there is still some chance in it."""
    return nsmallest((len(some) + 1) // 2, some, key=_by_meeting)


def _by_meeting(candidate: Candidate) -> tuple[When, CardId]:
    return candidate.met, candidate.card.id


def _depth(candidate: Candidate) -> Depth:
    return candidate.card.depth


def _kind(candidate: Candidate) -> Kind:
    return candidate.card.kind


def _suit_and_depth(candidate: Candidate) -> tuple[str, Depth]:
    return candidate.suit.name, candidate.card.depth


def _shares_to_come(
    candidates: Sequence[Candidate], left: Sequence[Candidate], group: Callable[[Candidate], _Group]
) -> dict[_Group, float]:
    """Which share of each group is still to come in this lap."""
    to_come = Counter(map(group, left))
    return {each: to_come[each] / there for each, there in Counter(map(group, candidates)).items()}


def _most(pool: list[Candidate], share: Callable[[Candidate], float]) -> list[Candidate]:
    """Those with the largest share."""
    shares = [share(candidate) for candidate in pool]
    most = max(shares)
    return [candidate for candidate, its in zip(pool, shares, strict=True) if its == most]


def chance(seed: int, lap: int) -> Callable[[Candidate], tuple[bytes, CardId]]:
    """Shuffle by a keyed hash of the card's id: the same on every Python, and wherever the card stands in its file."""
    # Imported here because it loads OpenSSL, 3 ms, which a start that deals no card does not need.
    from hashlib import blake2b

    key = blake2b(f"{seed} {lap} ".encode(), digest_size=8)

    def place(candidate: Candidate) -> tuple[bytes, CardId]:
        drawn = key.copy()
        drawn.update(candidate.card.id.encode())
        return drawn.digest(), candidate.card.id

    return place
