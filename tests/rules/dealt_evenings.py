"""Evenings for the tests of dealing: positions with cards met, criteria for a card, and random ones for properties."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from hypothesis import strategies as st
from msgspec.structs import replace

from cardtui.deck.card import CardId, Kind, Role, Suit
from cardtui.rules.dealer import Criteria, DrawPile, Seen, deal
from cardtui.rules.evening_arc import next_criteria
from cardtui.rules.evening_moves import begin
from cardtui.rules.position import Dealt, Met, Position, Resting, Wider
from decks import card, suit
from evening_builder import DIALOGUES, NOON, plan

TOPICS = ("home", "loss", "play")


def resting(
    *met: str, laps: int = 1, put_back: Iterable[str] = (), widened: tuple[Wider, ...] = (), **plan_changes: Any
) -> Position:
    """An evening between two cards, in which these were met."""
    position = begin(plan(**({"depth": 3} | plan_changes)), NOON)
    return replace(
        position,
        place=Resting(late=False),
        met=tuple(Met(CardId(name), "Connect", NOON, laps) for name in met),
        put_back=tuple(CardId(name) for name in put_back),
        widened=widened,
    )


def seen(*names: str, lap: int = 1, start: int = 0) -> dict[CardId, Seen]:
    """A history: these cards met one after the other."""
    return {CardId(name): Seen(start + number, lap) for number, name in enumerate(names)}


def any_depth(position: Position) -> Criteria:
    """Criteria for the next card without the arc: as deep as they agreed."""
    return replace(next_criteria(position, NOON), ease=position.depth)


def dealt_next(
    suits: Sequence[Suit],
    position: Position,
    history: Mapping[CardId, Seen] | None = None,
    want: Criteria | None = None,
) -> Dealt | None:
    """The next card, by default without the arc."""
    return deal(DrawPile(suits, DIALOGUES, history or {}), position, want or any_depth(position))


def evenings(
    suits: Sequence[Suit], count: int, cards: int, history: dict[CardId, Seen] | None = None, /, **plan_changes: Any
) -> list[list[Dealt]]:
    """Deal that many evenings without the arc, each with a seed of its own; ``history`` grows."""
    history = {} if history is None else history
    order = max((one.order for one in history.values()), default=0)
    log = []
    for evening in range(count):
        position = resting(**{"seed": evening, "cards": cards, **plan_changes})
        tonight = []
        for _ in range(cards):
            dealt = dealt_next(suits, position, history)
            if dealt is None:
                break
            met = Met(dealt.card.id, dealt.suit, NOON, dealt.lap)
            position = replace(position, met=(*position.met, met))
            tonight.append(dealt)
        for dealt in tonight:
            order += 1
            history[dealt.card.id] = Seen(order, dealt.lap)
        log.append(tonight)
    return log


@st.composite
def any_suits(draw: st.DrawFn) -> tuple[Suit, ...]:
    """One to four suits of up to eight cards, with any depths, kinds, topics and roles; some cards were renamed."""
    made = []
    for name in ("Connect", "Create", "Repair", "Everyday")[: draw(st.integers(1, 4))]:
        cards = [
            card(
                f"{name.lower()}-{number}",
                draw(st.sampled_from((1, 2, 3))),
                kind=draw(st.sampled_from(Kind)),
                topics=tuple(draw(st.lists(st.sampled_from(TOPICS), max_size=1))),
                aliases=(CardId(f"old-{name.lower()}-{number}"),) if draw(st.booleans()) else (),
            )
            for number in range(draw(st.integers(0, 8)))
        ]
        made.append(suit(name, *cards, role=draw(st.sampled_from((None, *Role)))))
    return tuple(made)


@st.composite
def any_histories(draw: st.DrawFn, suits: Sequence[Suit]) -> dict[CardId, Seen]:
    """Some of the cards met, under any of their ids, and one that is gone."""
    names = [name for one in suits for card in one.cards for name in (card.id, *card.aliases)] + [CardId("gone")]
    laps, orders = st.integers(1, 4), st.integers(0, 30)
    return draw(st.dictionaries(st.sampled_from(names), st.builds(Seen, orders, laps), max_size=len(names)))


@st.composite
def any_positions(draw: st.DrawFn, suits: Sequence[Suit]) -> Position:
    """An evening between two cards, with any plan, some cards met and some put back."""
    names = [card.id for one in suits for card in one.cards] or [CardId("gone")]
    some = draw(st.lists(st.sampled_from(names), unique=True, max_size=8))
    cut = draw(st.integers(0, len(some)))
    return resting(
        *some[:cut],
        laps=draw(st.integers(1, 4)),
        put_back=some[cut:],
        widened=tuple(draw(st.lists(st.sampled_from(Wider), unique=True))),
        seed=draw(st.integers(0, 2**63 - 1)),
        depth=draw(st.sampled_from((1, 2, 3))),
        cards=draw(st.none() | st.integers(1, 12)),
        suits=tuple(draw(st.lists(st.sampled_from(("Connect", "Repair", "Gone")), unique=True))),
        without=tuple(draw(st.lists(st.sampled_from(TOPICS), unique=True, max_size=2))),
    )


@st.composite
def any_wants(draw: st.DrawFn, position: Position) -> Criteria:
    """The next card along the arc, or other criteria that a move may use."""
    want = next_criteria(position, NOON)
    cap = draw(st.sampled_from([depth for depth in (1, 2, 3) if depth <= position.depth]))
    role = draw(st.none() | st.sampled_from(Role))
    return draw(
        st.sampled_from(
            (
                want,
                any_depth(position),
                replace(want, ease=cap, cap=cap, passed=position.put_back),
                replace(want, ease=cap, cap=cap, role=role),
                replace(want, ease=1, cap=1, unless=role),
            )
        )
    )


@st.composite
def any_deals(draw: st.DrawFn) -> tuple[tuple[Suit, ...], dict[CardId, Seen], Position, Criteria]:
    """All that one deal depends on."""
    suits = draw(any_suits())
    position = draw(any_positions(suits))
    return suits, draw(any_histories(suits)), position, draw(any_wants(position))
