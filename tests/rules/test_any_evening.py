"""Properties of every evening: random legal moves, through `legal` and `play` alone."""

from __future__ import annotations

import random
import string
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardtui.rules.evening_moves import legal, play
from cardtui.rules.evening_plan import EveningShape
from cardtui.rules.move import Action, Aside, Move
from cardtui.rules.position import Dealt, InTurn, Position
from cardtui.rules.timeout import was_long_away
from evening_builder import DIALOGUES, Walk, dealt, name_of

KEYS = {"enter", *string.digits[1:], *string.ascii_lowercase, "+", "?"}
RARE = {"close", "end", "decline", "postpone", "leave-card", "time-out", "own"}
"""Moves that end something: rare, so that random evenings grow long."""

VERDICTS = {"got-it", "not-quite", "more", "go-on", "that-is-all"}


def check_choices(position: Position) -> None:
    """What must hold for the choices at any position."""
    choices = legal(position)
    keys = [key for choice in choices for key in choice.keys]
    assert len(keys) == len(set(keys)), "a key means one thing"
    assert set(keys) <= KEYS
    if name_of(position.place) == "ended":
        return
    rows = [choice for choice in choices if choice.is_row]
    behind = [choice for choice in choices if not choice.is_row]
    assert rows, "there is always a way on, on the screen itself"
    assert len(behind) <= 9, "each has a digit behind Esc"
    digits = [key for choice in rows for key in choice.keys if key.isdigit()]
    assert digits == sorted(digits)
    assert {choice.what for choice in (*rows, *behind)} >= {Aside.HELP, Aside.QUIT, Aside.PATH}
    first_settle = name_of(position.place) == "settling" and position.place.then is None
    assert any(choice.what is Aside.BACK for choice in choices) != first_settle
    assert all(any(key == "enter" or key.isdigit() for key in row.keys) for row in rows)
    for choice in choices:
        if choice.what in VERDICTS:
            assert isinstance(position.place, InTurn)
            assert choice.who is position.place.turn.speaker, "the speaker decides"
            assert "enter" not in choice.keys, "no verdict by a slip"


def check_position(before: Position, move: Move, after: Position) -> None:
    """What must hold for every move."""
    assert (after.plan, after.started_at) == (before.plan, before.started_at)
    was, now = ([met.card for met in position.met] for position in (before, after))
    if move.do == "both-leave":
        assert now in (was, *(was[:n] + was[n + 1 :] for n in range(len(was)))), "only the card that they left"
    else:
        assert now[: len(was)] == was
    place = after.place
    if isinstance(place, InTurn):
        stages = place.turn.round.dialogue.stages
        assert 0 <= place.turn.stage < len(stages)
        assert place.turn.speaker is not place.turn.listener
    if name_of(place) in {"mirror-verdict", "thanking", "summary-verdict"}:
        assert place.turn.mirrored, "nothing is judged or thanked for that was not mirrored"
    if name_of(place) == "summarizing":
        assert place.turn.several
    if name_of(before.place) == "speaking" and move.do == "said":
        assert name_of(place) == "mirroring", "mirroring comes before anything else"


def wander(seed: int, steps: int) -> Walk:
    """A random evening: its moves, and the positions before and after each."""
    chance = random.Random(seed)

    def deal() -> Dealt | None:
        if chance.random() < 0.05:
            return None
        return dealt(f"card-{chance.randrange(1000)}", chance.choice([*DIALOGUES]), depth=chance.randint(1, 3))

    walk = Walk(
        deal=deal,
        shape=chance.choice([*EveningShape]),
        new=chance.random() < 0.3,
        cards=chance.choice([None, 1, 3]),
        spread=chance.random() < 0.5,
    )
    for _ in range(steps):
        check_choices(walk.position)
        away = chance.choice([1, 20, 200, 4000])
        if chance.random() < 0.03 and was_long_away(walk.position, away):
            walk.found_again(seconds=away)
        else:
            choices = [choice for choice in legal(walk.position) if isinstance(choice.what, Action)]
            if not choices:
                break
            weights = [0.04 if choice.what in RARE else 1.0 for choice in choices]
            choice = chance.choices(choices, weights)[0]
            walk.wait(seconds=away).make(choice.what, number=choice.number)
        check_position(walk.positions[-2], walk.moves[-1], walk.position)
    return walk


@given(seed=st.integers(0, 2**32), steps=st.integers(1, 120))
def test_any_legal_moves_keep_the_invariants_and_replay(seed: int, steps: int) -> None:
    walk = wander(seed, steps)
    position, *positions = walk.positions
    for move, after in zip(walk.moves, positions, strict=True):
        position = play(position, move)
        assert position == after


def test_random_moves_reach_every_move() -> None:
    positions = [position for seed in range(60) for position in wander(seed, 120).positions]
    reached = {choice.what for position in positions for choice in legal(position)}
    retired = {Action.FOUND_AGAIN, Action.LATER, Action.APPRECIATE, Action.OTHER_WAY}
    assert reached & set(Action) == set(Action) - retired


@pytest.mark.long
def test_a_million_random_moves_keep_invariants() -> None:
    played, seeds = 0, count()
    while played < 1_000_000:
        played += len(wander(next(seeds), 400).moves)
