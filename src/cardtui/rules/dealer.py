"""Choose the next card: laps, rest, then a mix of suits, depths and kinds, then chance.

The choice depends only on the evening's position, the history and the seed. So the same evening deals the same cards on
every Python, in any order of the files, and undoing and repeating a move changes nothing. What the evening
requires of a card is in `cardtui.rules.evening_arc`.

A *lap* is one pass through all the cards of a choice (the agreed depth, suits and topics); no card comes twice within
it. Laps are derived from the last meeting of each card alone, so nothing else has to be stored. The current lap is the
latest one in which a card of the choice was met. Cards not met in it are *fresh*; when none is left, the next lap
begins. So a card that is new in an old deck, or a suit left out for months, comes up once, not once for each lap it
missed, and cards furthest behind come first.

If the arc of the evening requires an easier card than any fresh one, an easy one repeats within the lap, but none from
the last evening. To make that rare, and to keep the end of a lap as mixed as its beginning, the depth, kind and suit
with the largest share still to come go first. Before all that, two cards of one suit in a row are avoided, then cards
furthest behind go first: a narrower choice begins laps of its own, and they must not bring its cards again while others
were never met. A suit that makes up more than half of what is left, of the lap or of the rested cards, goes first, so
that it is not all that remains.

The order of these steps and the constants come from a simulation (tests/bench/dealing.py). Another good method takes,
of the next eight cards, the suit least recently seen; compared with it, this one keeps the kinds mixed until the end of
a lap and works for suits of unequal size. The rest of twenty cards comes from that method.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from heapq import nlargest, nsmallest
from typing import TypeVar

import msgspec

from cardtui.deck.card import TENDER, Card, CardId, Depth, Role, Suit
from cardtui.deck.dialogue import Dialogue
from cardtui.rules.dialogue_choice import dialogue_for
from cardtui.rules.evening_plan import Plan
from cardtui.rules.position import Dealt, Met, Position
from cardtui.text.normal_form import normal

_Group = TypeVar("_Group")

MINUTES_A_CARD = 5
"""Length of a round in the dialogue `mirror`; used to guess the number of cards when the two set none."""

REST = 20
"""Number of most recently met cards that come last again, if there are enough others for an evening."""

EARLY = 0.12
"""Share of a lap by which each deeper level is dealt early, because an evening has fewer places for it."""

When = tuple[int, int]
"""When a card was met; larger is later: its number tonight, or -1 for an earlier evening; its order in the history."""

NEVER: When = (-2, 0)


class Candidate(msgspec.Struct, frozen=True):
    """A card of the choice. lap, met: the lap and time of its last meeting. may: whether it may come now."""

    card: Card
    suit: Suit
    lap: int
    met: When
    may: bool


class Criteria(msgspec.Struct, frozen=True, kw_only=True):
    """What the next card may be.

    ease: the preferred greatest depth; cap: the greatest depth. suits: names, empty for all. without: topics left out.
    role: only suits with this role, or any suit if none has it. unless: no suits with this role.
    passed: ids of the cards put back tonight, in order, if a card of another suit should replace the last one.
    avoid: ids that may not come up (met tonight, or put back).
    stopped: ids of the cards that a time-out interrupted, for a card that belongs to the time-out; also avoided.
    """

    ease: Depth
    cap: Depth
    suits: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    role: Role | None = None
    unless: Role | None = None
    passed: tuple[CardId, ...] = ()
    avoid: frozenset[CardId] = frozenset()
    stopped: frozenset[CardId] = frozenset()


class Seen(msgspec.Struct, frozen=True):
    """When a card was last met: ``order`` (larger is later) and ``lap`` (from 1), the pass through the cards."""

    order: int
    lap: int


History = Mapping[CardId, Seen]
"""Each card met before tonight, under its id at that time. It may include tonight's; the position has precedence."""


class DrawPile(msgspec.Struct, frozen=True):
    """What is dealt from: the deck's suits and dialogues, and when each card was met.

    The ids in the history may be former ids (aliases) of a card, or ids of cards that no longer exist.
    """

    suits: Sequence[Suit]
    dialogues: Mapping[str, Dialogue]
    history: History

    def dealt(self, card: Card, suit: Suit, plan: Plan, lap: int, heart: datetime | None = None) -> Dealt:
        """A card of the pile as it is dealt in an evening."""
        return Dealt(card, suit.name, suit.symbol, dialogue_for(card, plan, self.dialogues), lap, heart)


def deal(pile: DrawPile, position: Position, want: Criteria) -> Dealt | None:
    """Deal the best card that fits ``want``, or None if no card fits. See `spread`."""
    return next(iter(spread(pile, position, want, 1)), None)


def spread(pile: DrawPile, position: Position, want: Criteria, count: int) -> tuple[Dealt, ...]:
    """Deal up to ``count`` cards that fit ``want``, of different suits if possible.

    Each could be dealt alone, and none depends on the order of the cards in the pile. Tonight's cards
    (``position.met``) count on top of the history. After a tender card was put back, the rest of the evening prefers
    gentler ones.
    """
    plan = position.plan
    candidates, put_back = candidates_for(pile, position, want)
    lap = current_lap(candidates)
    tender = any(card.depth == TENDER for card in put_back)
    ease: Depth = 2 if tender and want.ease == TENDER else want.ease
    pool = _pool(candidates, lap, ease, cards_an_evening(plan))
    if not pool:
        return ()
    left = [candidate for candidate in candidates if candidate.lap < lap]
    lap_suits, pool_suits = (Counter(candidate.suit.name for candidate in some) for some in (left, pool))
    after = normal(position.met[-1].suit) if position.met else None
    if passed := _suits_of(want.passed, pile.suits):
        pool = _next_in_turn(pool, passed, after)
    else:
        pool = _where(pool, lambda candidate: candidate.suit.name != after)
    behind = min(candidate.lap for candidate in pool)
    pool = _where(pool, lambda candidate: candidate.lap == behind)
    for suits in (lap_suits, pool_suits):
        pool = [candidate for candidate in pool if suits[candidate.suit.name] * 2 > suits.total()] or pool
    depths = _shares_to_come(candidates, left, lambda candidate: candidate.card.depth)
    pool = _most(pool, lambda candidate: depths[candidate.card.depth] + EARLY * candidate.card.depth)
    chosen = _choose(pool, candidates, left, chance(plan.seed, lap), count)
    return tuple(pile.dealt(each.card, each.suit, plan, lap) for each in chosen)


def cards_an_evening(plan: Plan) -> int:
    """The approximate number of cards in an evening: the chosen one, else 3 to 12, estimated from the time."""
    return plan.cards if plan.cards is not None else min(12, max(3, plan.minutes // MINUTES_A_CARD))


def lap_of(pile: DrawPile, position: Position, want: Criteria) -> int:
    """The lap for a card that the two requested by name, so that it counts like a dealt one."""
    candidates, _ = candidates_for(pile, position, want)
    return current_lap(candidates)


def candidates_for(pile: DrawPile, position: Position, want: Criteria) -> tuple[list[Candidate], list[Card]]:
    """Return the cards of the evening's choice, and those put back tonight, which count as if not in the deck.

    The choice is what the two agreed, which may be wider than what this one move may deal. Laps are laps of the choice:
    a light card in a time-out, or another card instead of an easy one, must not begin a new lap for all the others.
    """
    tonight = {met.card: (number, met.lap) for number, met in enumerate(position.met)}
    cap, left_out = max(want.cap, position.depth), frozenset(want.without)
    candidates: list[Candidate] = []
    put_back: list[Card] = []
    for suit in _suits(pile.suits, want, cap, position.met):
        for card in suit.cards:
            if card.depth > cap or not left_out.isdisjoint(card.topics):
                continue
            names = card.names
            met, lap = _last_met(names, pile.history, tonight)
            stopped, avoided = (not ids.isdisjoint(names) for ids in (want.stopped, want.avoid))
            if avoided and not stopped and met[0] < 0:
                put_back.append(card)
                continue
            role_fits = want.unless is None or suit.role is not want.unless
            may = not stopped and not avoided and role_fits and card.depth <= want.cap
            candidates.append(Candidate(card, suit, lap, met, may))
    return candidates, put_back


def _suits(suits: Sequence[Suit], want: Criteria, cap: int, met: Sequence[Met]) -> list[Suit]:
    """The suits of the evening's choice. met: tonight's cards."""
    # The evening may have begun with a file that spelled the names differently, or had others: then the cards tell.
    names = set(map(normal, want.suits))
    gone = names.difference(suit.name for suit in suits)
    names.update(_suits_of([each.card for each in met if normal(each.suit) in gone], suits))
    chosen = [suit for suit in suits if not names or suit.name in names]
    if want.role is None:
        return chosen
    with_role = [suit for suit in chosen if suit.role is want.role]
    left_out = frozenset(want.without)
    any_fits = any(card.depth <= cap and left_out.isdisjoint(card.topics) for suit in with_role for card in suit.cards)
    return with_role if any_fits else chosen


def _suits_of(cards: Sequence[CardId], suits: Sequence[Suit]) -> tuple[str, ...]:
    """The suit of each card that is still in the deck."""
    if not cards:
        return ()
    found = {name: suit.name for suit in suits for card in suit.cards for name in card.names}
    return tuple(found[card] for card in cards if card in found)


def _last_met(
    names: tuple[CardId, ...], history: History, tonight: Mapping[CardId, tuple[int, int]]
) -> tuple[When, int]:
    """When and in which lap a card with these names was last met."""
    last, lap = NEVER, 0
    for name in names:
        if (met := tonight.get(name)) is not None and (met[0], 0) > last:
            last, lap = (met[0], 0), met[1]
        elif (seen := history.get(name)) is not None and (-1, seen.order) > last:
            last, lap = (-1, seen.order), seen.lap
    return last, lap


def _choose(
    pool: list[Candidate],
    candidates: Sequence[Candidate],
    left: Sequence[Candidate],
    drawn: Callable[[Candidate], tuple[bytes, CardId]],
    count: int,
) -> list[Candidate]:
    """Choose cards of as many suits as possible.

    Each comes from the kind and the suit with the most still to come, then the suit met longest ago, then by chance.
    """
    kinds = _shares_to_come(candidates, left, lambda candidate: candidate.card.kind)
    suits_at_depth = _shares_to_come(candidates, left, lambda candidate: (candidate.suit.name, candidate.card.depth))
    suit_met: dict[str, When] = {}
    for candidate in candidates:
        suit_met[candidate.suit.name] = max(candidate.met, suit_met.get(candidate.suit.name, NEVER))
    chosen: list[Candidate] = []
    while pool and len(chosen) < count:
        suits_chosen = [each.suit.name for each in chosen]
        best = [candidate for candidate in pool if candidate.suit.name not in suits_chosen] or pool
        best = _most(best, lambda candidate: kinds[candidate.card.kind])
        best = _most(best, lambda candidate: suits_at_depth[candidate.suit.name, candidate.card.depth])
        chosen.append(min(best, key=lambda candidate: (suit_met[candidate.suit.name], drawn(candidate))))
        pool.remove(chosen[-1])
    return chosen


def current_lap(candidates: Iterable[Candidate]) -> int:
    """The lap in which the next card is met: the latest one, or the next if every card was met in it."""
    laps = {candidate.lap for candidate in candidates}
    return max(laps, default=0) + (len(laps) <= 1)


def _next_in_turn(pool: list[Candidate], passed: Sequence[str], after: str | None) -> list[Candidate]:
    """The candidates of the suit whose turn it is after cards were put back.

    Suits that were not put back come first, then the one put back longest ago; after them the suit of tonight's
    previous card, and last the one just put back.
    """
    last = {suit: number for number, suit in enumerate(passed)}

    def turn(candidate: Candidate) -> tuple[bool, bool, int]:
        suit = candidate.suit.name
        return suit == passed[-1], suit == after, last.get(suit, -1)

    first = min(map(turn, pool))
    return [candidate for candidate in pool if turn(candidate) == first]


def _where(pool: list[Candidate], wanted: Callable[[Candidate], bool]) -> list[Candidate]:
    """The wanted ones, if there are any; else all."""
    return [candidate for candidate in pool if wanted(candidate)] or pool


def _pool(candidates: Sequence[Candidate], lap: int, ease: Depth, evening: int) -> list[Candidate]:
    """Candidates left after laps, rest and the arc's depth. evening: approximate number of cards in an evening."""
    may = [candidate for candidate in candidates if candidate.may]
    easy = [candidate for candidate in may if candidate.card.depth <= ease]
    rest = min(max(REST, evening), max(len(candidates) - evening, len(candidates) // 2))
    earlier = [candidate for candidate in candidates if candidate.met != NEVER and candidate.met[0] < 0]
    last_met = [candidate.card.id for candidate in nlargest(max(rest, evening), earlier, key=_by_meeting)]
    tonight = {candidate.card.id for candidate in candidates if candidate.met[0] >= 0}
    resting, last_evening = tonight.union(last_met[:rest]), tonight.union(last_met[:evening])

    def rested(some: list[Candidate]) -> list[Candidate]:
        return [candidate for candidate in some if candidate.card.id not in resting] or _longest_ago(some)

    if fresh := [candidate for candidate in easy if candidate.lap < lap]:
        return rested(fresh)
    if again := [candidate for candidate in easy if candidate.card.id not in last_evening]:
        return _longest_ago(again)
    if fresh := [candidate for candidate in may if candidate.lap < lap]:
        return rested(_least_deep(fresh))
    return _longest_ago(easy or _least_deep(may))


def _least_deep(some: list[Candidate]) -> list[Candidate]:
    depth = min((candidate.card.depth for candidate in some), default=1)
    return [candidate for candidate in some if candidate.card.depth == depth]


def _longest_ago(some: list[Candidate]) -> list[Candidate]:
    """The half that was met longest ago, to leave some chance in it."""
    return nsmallest((len(some) + 1) // 2, some, key=_by_meeting)


def _by_meeting(candidate: Candidate) -> tuple[When, CardId]:
    return candidate.met, candidate.card.id


def _shares_to_come(
    candidates: Sequence[Candidate], left: Sequence[Candidate], group: Callable[[Candidate], _Group]
) -> dict[_Group, float]:
    """The share of each group that is still to come in this lap."""
    to_come = Counter(map(group, left))
    return {each: to_come[each] / there for each, there in Counter(map(group, candidates)).items()}


def _most(pool: list[Candidate], share: Callable[[Candidate], float]) -> list[Candidate]:
    """The candidates with the largest share."""
    shares = [share(candidate) for candidate in pool]
    most = max(shares)
    return [candidate for candidate, its in zip(pool, shares, strict=True) if its == most]


def chance(seed: int, lap: int) -> Callable[[Candidate], tuple[bytes, CardId]]:
    """Shuffle by a keyed hash of the card's id: the same on every Python, independent of the order in the files."""
    # Imported late to save 3 ms: it loads OpenSSL, which a start that deals no card does not need.
    from hashlib import blake2b

    key = blake2b(f"{seed} {lap} ".encode(), digest_size=8)

    def place(candidate: Candidate) -> tuple[bytes, CardId]:
        drawn = key.copy()
        drawn.update(candidate.card.id.encode())
        return drawn.digest(), candidate.card.id

    return place
