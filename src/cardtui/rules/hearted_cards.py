"""The cards with a heart that may come back tonight.

Each does so once, and nothing is stored for it. Each heart waits a number of days of its own, so that those of one
evening do not come back together. The card's chance is the first evening after that wait, but never the very next one
after the card was met. Later it is past, whether the card came, was put back, or found no place. The dates of the
evenings show that, so none of it has to be stored.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from zlib import crc32

from cardtui.deck.card import CardId
from cardtui.rules.dealer import Criteria, DrawPile, candidates_for, chance, current_lap
from cardtui.rules.evening_plan import Heart
from cardtui.rules.position import Dealt, Position
from cardtui.text.normal_form import normal

SOONEST = timedelta(weeks=5)

LATER = 36
"""The range, in days, of the extra wait: 0 to one less than this."""


def due(hearts: Iterable[Heart], evenings: Sequence[datetime], now: datetime) -> tuple[Heart, ...]:
    """The hearts of which a card may come back in the evening that begins now.

    Args:
        hearts: of each card that has only one heart, and was not met since.
        evenings: when the last two began, newest first; may be fewer.
        now: when this one begins.
    """
    return tuple(heart for heart in hearts if _is_due(heart, evenings, now))


def wait(card: CardId) -> timedelta:
    """The minimum time that a card with a heart stays away."""
    return SOONEST + timedelta(days=crc32(card.encode()) % LATER)


def _is_due(heart: Heart, evenings: Sequence[datetime], now: datetime) -> bool:
    since = [evening for evening in evenings if evening > heart.at]
    its_chance = heart.at + wait(heart.card)
    had_its_chance = len(since) > 1 and since[0] >= its_chance
    return bool(since) and its_chance <= now and not had_its_chance


def hearted_card(pile: DrawPile, position: Position, want: Criteria) -> Dealt | None:
    """The card with a heart that comes back as the next one, if any.

    It comes after the evening's first card, if the arc has a place for its depth and the previous card was of another
    suit, at most once an evening. want: the next card along the arc. See `cardtui.rules.hearted_cards`.
    """
    hearts = {heart.card: heart.at for heart in position.plan.hearts}
    if not hearts or not position.met:
        return None
    tonight = {*(met.card for met in position.met), *position.put_back}
    candidates, _ = candidates_for(pile, position, want)
    many_suits = len({candidate.suit.name for candidate in candidates}) > 1
    after = normal(position.met[-1].suit) if many_suits else None
    cards = (card for suit in pile.suits for card in suit.cards)
    given = {card.id: hearts[name] for card in cards for name in card.names if name in hearts}
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
    return pile.dealt(chosen.card, chosen.suit, position.plan, lap, given[chosen.card.id])
