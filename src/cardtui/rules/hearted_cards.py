"""Which cards with a heart may come back by themselves tonight.

Each does so once, and nothing is kept for it. A heart has its own number of days to wait, so that those of one evening
do not come together. The first evening after them is the card's chance, but never the very next one after the card was
met. In a later evening it is past, whether the card came, was put back, or found no place; the evenings tell, and
nobody has to remember which of these it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from zlib import crc32

from cardtui.deck.card import CardId
from cardtui.rules.evening_plan import Heart

SOONEST = timedelta(weeks=5)

LATER = 36
"""Days, from none to one less, that a card waits longer than another."""


def due(hearts: Iterable[Heart], evenings: Sequence[datetime], now: datetime) -> tuple[Heart, ...]:
    """The hearts of which a card may come back in the evening that begins now.

    Args:
        hearts: of each card that has only one, and was not met since.
        evenings: when the last two began, the newest first; or fewer.
        now: when this one begins.
    """
    return tuple(heart for heart in hearts if _is_due(heart, evenings, now))


def wait(card: CardId) -> timedelta:
    """How long a card with a heart stays away at least."""
    return SOONEST + timedelta(days=crc32(card.encode()) % LATER)


def _is_due(heart: Heart, evenings: Sequence[datetime], now: datetime) -> bool:
    since = [evening for evening in evenings if evening > heart.at]
    chance = heart.at + wait(heart.card)
    had_its_chance = len(since) > 1 and since[0] >= chance
    return bool(since) and chance <= now and not had_its_chance
