"""Evenings to be kept: a small deck, and a driver that plays what `legal` lists."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from random import Random

from cardtui.deck.card import Card, CardId, Kind
from cardtui.rules.candidates import wanted
from cardtui.rules.evening_plan import EveningShape, Plan
from cardtui.rules.legal import Choice, legal
from cardtui.rules.move import NUMBERED, Action, Comeback, Deal, Move, NumberedMove, PlainMove, ResumedMove
from cardtui.rules.position import Dealt, Ended, Position, Wider
from cardtui.rules.transition import begin, play, was_long_away
from cardtui.save.records import EveningId
from cardtui.save.resilient_store import ResilientStore
from cardtui.save.timestamps import written
from evening_builder import DIALOGUES
from save.writing_store import WritingStore as Store

Rows = list[tuple[Move, Position]]
"""Moves, each with the position after it."""

PROMPT = "What did {partner} do by the zebra fountain?"
"""A text that occurs nowhere but in snapshots of evenings with one of our cards."""

NAME = "Anaximandra"

EVENING = datetime(2026, 11, 23, 20, 15, 4, 999_999, tzinfo=timezone(timedelta(hours=1)))


def dealt(number: int, lap: int = 1) -> Dealt:
    """Deal the card with that number: any number will do."""
    card = Card(CardId(f"card-{number}"), Kind.QUESTION, 1 + number % 3, PROMPT)  # type: ignore[arg-type]
    names = ("mirror", "full", "step", "repair")
    return Dealt(card, "Connect", "♥", DIALOGUES[names[number % len(names)]], lap)


def first_position(
    at: datetime = EVENING,
    *,
    shape: EveningShape = EveningShape.EVENING,
    new: bool = False,
    seed: int = 1,
    deck: str = "deck",
) -> Position:
    """Begin an evening."""
    plan = Plan(
        deck=deck, seed=seed, dialogues=DIALOGUES, left=NAME, right="Ben", dialogue="full", shape=shape, new=new
    )
    return begin(plan, at)


def move_for(position: Position, choice: Choice, at: datetime, number: int) -> Move | None:
    """The move for a choice; ``number`` stands for the chance in it. None for what is no move."""
    do = choice.what
    if not isinstance(do, Action):
        return None
    if do in NUMBERED:
        return NumberedMove(do, at, choice.number)
    if do is Action.COME_BACK:
        return Comeback(do, at, repair=number % 2 == 0, light=number % 3 == 0)
    if wanted(position, do, at) is not None:
        none = number % 10 == 0
        return Deal(do, at, None if none else dealt(number), Wider.DEPTH if none else None)
    return PlainMove(do, at)


def a_move(position: Position, at: datetime, since: datetime, number: int) -> Move:
    """One of the moves that can be made, chosen by ``number``; after a long while it is the return."""
    if was_long_away(position, (at - since).total_seconds()):
        return ResumedMove(Action.FOUND_AGAIN, at, since)
    moves = [move_for(position, choice, at, number // 50) for choice in legal(position)]
    real = [move for move in moves if move is not None]
    # Mostly what Enter does, or the first answer: else evenings are postponed or closed before anything happens.
    return [*real[:1] * 4, *real][number % (len(real) + 4)]


def played(
    position: Position, numbers: Iterator[int] | list[int], at: datetime = EVENING
) -> Iterator[tuple[Move, Position]]:
    """Play an evening, one move for each number, until it ends; minutes pass, and sometimes an hour."""
    since = at
    for number in numbers:
        if isinstance(position.place, Ended):
            return
        at = since + timedelta(seconds=4000 if number % 23 == 0 else number % 90, microseconds=number)
        move = a_move(position, at, since, number)
        position, since = play(position, move), at
        yield move, position


def random_evening(seed: int, length: int = 60, **how: object) -> tuple[Position, list[tuple[Move, Position]]]:
    """A first position and what follows from it, without the move that ends it. The same for the same seed."""
    random = Random(seed)
    first = first_position(seed=seed, **how)  # type: ignore[arg-type]
    rows = played(first, [random.randrange(10_000) for _ in range(length)], first.started_at)
    return first, [row for row in rows if not isinstance(row[1].place, Ended)]


DOS = (
    Action.SETTLE,
    Action.TAKE,
    Action.SAID,
    Action.ASKED,
    Action.GOT_IT,
    Action.THANKED,
    Action.SAID,
    Action.ASKED,
    Action.GOT_IT,
    Action.THANKED,
)


def one_card(at: datetime = EVENING, number: int = 4, **how: object) -> tuple[Position, list[tuple[Move, Position]]]:
    """An evening with one card, talked about by both in the shortest way: ten moves, a minute each."""
    first = position = first_position(at, **how)  # type: ignore[arg-type]
    rows: list[tuple[Move, Position]] = []
    for minute, do in enumerate(DOS, start=1):
        now = at + timedelta(minutes=minute)
        move = Deal(do, now, dealt(number)) if do is Action.SETTLE else PlainMove(do, now)
        position = play(position, move)
        rows.append((move, position))
    return first, rows


def with_cards(count: int, at: datetime = EVENING, **how: object) -> tuple[Position, list[tuple[Move, Position]]]:
    """An evening with ``count`` cards."""
    first, rows = one_card(at, 0 * 4, **how)
    for number in range(1, count):
        position = rows[-1][1]
        for minute, do in enumerate((Action.ONE_MORE, *DOS[1:]), start=1):
            now = at + timedelta(minutes=20 * number + minute)
            move = Deal(do, now, dealt(4 * number)) if do is Action.ONE_MORE else PlainMove(do, now)
            position = play(position, move)
            rows.append((move, position))
    return first, rows


def keep(store: Store | ResilientStore, first: Position, rows: list[tuple[Move, Position]]) -> EveningId:
    """Begin an evening in a store and keep its moves."""
    evening = store.begin(first)
    for move, position in rows:
        store.append(evening, move, position)
    return evening


def keep_ended(store: Store | ResilientStore, first: Position, rows: list[tuple[Move, Position]]) -> None:
    """The same, and end it a minute after its last move."""
    evening = keep(store, first, rows)
    store.end(evening, rows[-1][0].at + timedelta(minutes=1))


def many_evenings(store: Store, count: int, *, cards: int = 240, each: int = 10) -> None:
    """Fill a store quickly with evenings that have ended, one a day, with ``each`` cards out of ``cards``."""
    connection = store._connection
    connection.execute("BEGIN")
    for evening in range(1, count + 1):
        at = EVENING + timedelta(days=evening - count - 1)
        connection.execute(
            "INSERT INTO evenings VALUES (?, ?, ?, 'deck', 'evening')",
            (evening, written(at), written(at + timedelta(hours=1))),
        )
        connection.executemany(
            "INSERT INTO met VALUES (?, ?, ?, 'Connect', ?, 0, ?)",
            [
                (evening, n, f"card-{(evening * each + n) % cards}", written(at + timedelta(minutes=n)), 1)
                for n in range(each)
            ],
        )
    connection.execute("COMMIT")
