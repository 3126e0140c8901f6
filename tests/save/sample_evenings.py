"""Sample evenings to save: a small deck, and walks through the moves listed by `legal`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta, timezone
from itertools import count
from random import Random
from typing import Any

from cardtui.deck.card import Card, CardId, Kind
from cardtui.rules.evening_moves import begin, legal
from cardtui.rules.evening_plan import Plan
from cardtui.rules.move import Action, Move
from cardtui.rules.position import Dealt, Ended, Position
from cardtui.rules.timeout import was_long_away
from cardtui.save.resilient_store import ResilientStore
from cardtui.save.snapshot import PlayedEvening
from cardtui.text.local_time import timestamp
from evening_builder import DIALOGUES, ROUND, SETTLED, Walk
from save.writing_store import WritingStore as Store

Rows = list[tuple[Move, Position]]
"""Moves, each with the position after it."""

PROMPT = "What did {partner} do by the zebra fountain?"
"""A text that occurs only in snapshots of evenings with one of our cards."""

NAME = "Anaximandra"

EVENING = datetime(2026, 11, 23, 20, 15, 4, 999_999, tzinfo=timezone(timedelta(hours=1)))


def dealt(number: int, lap: int = 1) -> Dealt:
    """Deal the card with that number; any number works."""
    card = Card(CardId(f"card-{number}"), Kind.QUESTION, 1 + number % 3, PROMPT)  # type: ignore[arg-type]
    names = ("mirror", "full", "step", "repair")
    return Dealt(card, "Connect", "♥", DIALOGUES[names[number % len(names)]], lap)


def first_position(at: datetime = EVENING, *, seed: int = 1, deck: str = "deck", **how: Any) -> Position:
    """Begin an evening."""
    names = {"left": NAME, "right": "Ben"}
    return begin(Plan(deck=deck, seed=seed, dialogues=DIALOGUES, dialogue="full", **names, **how), at)


def walk_on(position: Position, numbers: Iterable[int], at: datetime = EVENING) -> Walk:
    """Play an evening, one move for each number, until it ends; minutes pass between moves, and sometimes an hour."""
    cards = count(1)
    walk = Walk(position, deal=lambda: dealt(next(cards)))
    walk.now = at
    for number in numbers:
        if isinstance(walk.place, Ended):
            break
        away = 4000 if number % 23 == 0 else number % 90
        if was_long_away(walk.position, away):
            walk.found_again(seconds=away)
            continue
        moves = [choice for choice in legal(walk.position) if isinstance(choice.what, Action)]
        # Mostly what Enter does, or the first answer: otherwise evenings are closed before anything happens.
        made = [*moves[:1] * 4, *moves][number % (len(moves) + 4)]
        walk.wait(seconds=away, microseconds=number).make(made.what, number=made.number)
    return walk


def random_evening(seed: int, length: int = 60, **how: Any) -> tuple[Position, Rows]:
    """A first position and the moves after it, without the one that ends the evening. Deterministic for a seed."""
    random = Random(seed)
    first = first_position(seed=seed, **how)
    rows = rows_of(walk_on(first, [random.randrange(10_000) for _ in range(length)]))
    return first, [row for row in rows if not isinstance(row[1].place, Ended)]


MOVES = f"{SETTLED} {ROUND}".split()


def rows_of(walk: Walk) -> Rows:
    """The moves of a walk."""
    return list(zip(walk.moves, walk.positions[1:], strict=True))


def one_card(at: datetime = EVENING, number: int = 4, **how: Any) -> tuple[Position, Rows]:
    """An evening with one card, discussed by both in the shortest way: ten moves, a minute each."""
    return _with(iter([number]), 1, at, **how)


def with_cards(count: int, at: datetime = EVENING, **how: Any) -> tuple[Position, Rows]:
    """An evening with ``count`` cards, one every twenty minutes."""
    return _with(iter(range(0, 4 * count, 4)), count, at, **how)


def _with(numbers: Iterator[int], count: int, at: datetime, **how: Any) -> tuple[Position, Rows]:
    walk = Walk(first_position(at, **how), deal=lambda: dealt(next(numbers)))
    for number in range(count):
        walk.now = at + timedelta(minutes=20 * number)
        for move in MOVES if number == 0 else ("one-more", *MOVES[1:]):
            walk.wait(minutes=1).make(move)
    return walk.positions[0], rows_of(walk)


def keep(store: Store | ResilientStore, first: Position, rows: Rows) -> PlayedEvening:
    """Begin an evening in a store and save its moves."""
    evening = store.begin(first)
    for move, position in rows:
        store.append(evening, move, position)
    return evening


def keep_ended(store: Store | ResilientStore, first: Position, rows: Rows) -> None:
    """Save an evening and end it a minute after its last move."""
    store.end(keep(store, first, rows), rows[-1][0].at + timedelta(minutes=1))


CARDS = [(f"card-{number}", "Connect") for number in range(240)]


def many_evenings(
    store: Store,
    count: int,
    last: datetime = EVENING - timedelta(days=1),
    *,
    cards: Sequence[tuple[str, str]] = CARDS,
    each: int = 10,
) -> None:
    """Fill a store quickly with ended evenings, one a day up to ``last``, with ``each`` of ``cards`` in their suits."""
    connection = store._connection
    connection.execute("BEGIN")
    for evening in range(1, count + 1):
        at = last + timedelta(days=evening - count)
        times = timestamp(at), timestamp(at + timedelta(hours=1))
        connection.execute("INSERT INTO evenings VALUES (?, ?, ?, 'deck', 'evening')", (evening, *times))
        met = [
            (evening, n, *cards[(evening * each + n) % len(cards)], timestamp(at + timedelta(minutes=n)))
            for n in range(each)
        ]
        connection.executemany("INSERT INTO met VALUES (?, ?, ?, ?, ?, 0, 1)", met)
    connection.execute("COMMIT")
