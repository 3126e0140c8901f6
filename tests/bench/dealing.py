"""What dealing achieves: repeats, neighbors of one suit, unseen cards and gaps, over many evenings and seeds.

Run it with `python tests/bench/dealing.py [SEEDS]`; it takes about a minute. It plays evenings card by card as the
program does (the arc of `cardtui.rules.evening_arc`, then `cardtui.rules.dealer`), beside a fresh shuffle, and prints
one line for each kind of evening, medians and worst cases. The targets are those of docs/how-it-works.md, "Dealing". It
ends with status 1 if a reachable target is missed, or if a deal takes too long.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import pairwise
from math import ceil
from pathlib import Path
from random import Random

import msgspec
from msgspec.structs import astuple, replace

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))

from cardtui.deck.card import Card, CardId, Depth, Role, Suit
from cardtui.deck.deck_locations import shipped_deck
from cardtui.deck.deck_reader import read_deck
from cardtui.rules.dealer import Criteria, DrawPile, Seen, deal, spread
from cardtui.rules.evening_arc import SPREAD, next_criteria
from cardtui.rules.evening_moves import begin
from cardtui.rules.evening_plan import EveningShape, Heart
from cardtui.rules.hearted_cards import due, hearted_card
from cardtui.rules.position import Met, Position
from decks import deck
from evening_builder import DIALOGUES, plan

NIGHT = datetime(2026, 3, 1, 20, 0, tzinfo=UTC)
SEEDS = 100
MOST_NEIGHBORS = 0.1
"""Of the same suit, per ten cards."""
LAPS = 2
HEARTS = 0.25
"""Share of the cards that get a heart."""
HARDER_TOPICS = ("money", "body", "touch", "intimacy", "conflict", "loss", "faith", "health")
"""Topics that careful pairs leave out, like a first evening."""
TWO_SUITS = ("Connect", "Repair")
HALF_A_YEAR = 182
"""Days."""
SLOWEST = {365: 0.003, 10_000: 0.060}
"""Maximum seconds for one deal, by cards in the deck."""

Log = list[list[tuple[Card, str]]]
"""The cards of each evening, each with the name of its suit."""


class Case(msgspec.Struct, frozen=True):
    """One kind of evening, repeated with one deck.

    hard: its targets may contradict each other. today: the five minutes with one Everyday card. evenings: how many;
    None for about two laps.
    """

    name: str
    suits: tuple[Suit, ...]
    evening: int
    depth: Depth = 2
    only: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    arc: bool = True
    hard: bool = False
    today: bool = False
    evenings: int | None = None

    @property
    def pool(self) -> list[tuple[Card, str]]:
        """The cards that can be dealt, each with its suit."""
        return [
            (card, suit.name)
            for suit in self.suits
            if (not self.only or suit.name in self.only) and (not self.today or suit.role is Role.EVERYDAY)
            for card in suit.cards
            if card.depth <= self.depth and not set(card.topics) & set(self.without)
        ]

    @property
    def cards(self) -> int:
        """Cards per evening, at most the number in the pool."""
        return min(self.evening, len(self.pool))

    @property
    def enough(self) -> int:
        """Evenings after which no card should be unseen: pool / cards per evening."""
        return ceil(len(self.pool) / self.cards)

    @property
    def gap(self) -> int:
        """The smallest gap to aim for: other cards between two appearances of one."""
        return min(20, len(self.pool) - self.cards)


class Figures(msgspec.Struct, frozen=True):
    """The result for one seed.

    repeats: most cards in an evening that the last one had too. neighbors: cards of the same suit as the one before,
    per ten cards. unseen: cards not yet seen after pool / cards per evening. seen: evenings until all were seen. gap:
    smallest number of cards between two appearances of one. again: the evening in which a card first repeated.
    not_easy:
    share of evenings that did not open easy.
    """

    repeats: float
    neighbors: float
    unseen: float
    seen: float
    gap: float
    again: float
    not_easy: float


Way = Callable[[Case, int, int], Log]
"""A way to deal: case, seed and number of evenings."""


def ours(case: Case, seed: int, evenings: int, count: int = 1, share: float = 0) -> Log:
    """Deal as the program does, an evening a week, each with a seed of its own.

    count: of cards that lie face down, of which any is picked. share: of the cards that get a heart; some of these are
    dealt again.
    """
    history: dict[CardId, Seen] = {}
    hearts: dict[CardId, datetime] = {}
    begun: list[datetime] = []
    chance = Random(seed)
    log: Log = []
    for evening in range(evenings):
        at = NIGHT + evening * timedelta(weeks=1)
        some = due([Heart(*heart) for heart in hearts.items()], begun[:-3:-1], at)
        tonight = list(one_evening(case, history, seed * 10_000 + evening, count, some))
        for number, (met, _) in enumerate(tonight):
            history[met.card] = Seen(evening * case.cards + number, met.lap)
            hearts.pop(met.card, None)
            if chance.random() < share:
                hearts[met.card] = at
        begun.append(at)
        log.append([(card, met.suit) for met, card in tonight])
    return log


picked = partial(ours, count=SPREAD)
hearted = partial(ours, count=SPREAD, share=HEARTS)


def one_evening(
    case: Case, history: dict[CardId, Seen], seed: int, count: int, hearts: tuple[Heart, ...]
) -> Iterator[tuple[Met, Card]]:
    """Deal one evening's cards, each picked at random from ``count``; each counts as seen."""
    chance = Random(seed)
    shape = EveningShape.TODAY if case.today else EveningShape.EVENING
    chosen = plan(seed=seed, cards=case.cards, depth=case.depth, suits=case.only, without=case.without, shape=shape)
    position = begin(replace(chosen, hearts=hearts), NIGHT)
    for _ in range(case.cards):
        want = next_criteria(position, NIGHT)
        if not case.arc and not case.today:
            want = replace(want, ease=want.cap)
        pile = DrawPile(case.suits, DIALOGUES, history)
        backs = spread(pile, position, want, count)
        if not backs:
            return
        dealt = hearted_card(pile, position, next_criteria(position, NIGHT)) or chance.choice(backs)
        met = Met(dealt.card.id, dealt.suit, NIGHT, dealt.lap)
        position = replace(position, met=(*position.met, met))
        yield met, dealt.card


def fresh_shuffle(case: Case, seed: int, evenings: int) -> Log:
    """Shuffle all cards for each evening."""
    chance = Random(seed)
    return [chance.sample(case.pool, case.cards) for _ in range(evenings)]


def figures(case: Case, log: Log) -> Figures:
    """The figures for a log."""
    ids = [[card.id for card, _ in evening] for evening in log]
    suits = [[suit for _, suit in evening] for evening in log]
    pairs = sum(len(evening) - 1 for evening in suits)
    same = sum(left == right for evening in suits for left, right in pairwise(evening))
    last: dict[CardId, int] = {}
    gap, seen, again = sum(map(len, ids)), len(log) + 1, len(log) + 1
    number = 0
    for evening, cards in enumerate(ids, start=1):
        for card in cards:
            gap = min(gap, number - last.get(card, -gap - 1) - 1)
            again = min(again, evening) if card in last else again
            last[card] = number
            number += 1
        if len(last) == len(case.pool):
            seen = min(seen, evening)
    return Figures(
        repeats=max((len(set(left) & set(right)) for left, right in pairwise(ids)), default=0),
        neighbors=9 * same / pairs if pairs else 0,
        unseen=len(case.pool) - len({card for evening in ids[: case.enough] for card in evening}),
        seen=seen,
        gap=gap,
        again=again,
        not_easy=sum(evening[0][0].depth > 1 for evening in log if evening) / len(log),
    )


Reached = tuple[Figures, Figures]
"""Median and worst over all seeds, field by field."""


def simulate(case: Case, way: Way, seeds: Sequence[int]) -> Reached:
    """Deal for each seed, over about three laps, and combine the figures."""
    evenings = case.evenings or max(6, ceil(LAPS * len(case.pool) / case.cards))
    found = [astuple(figures(case, way(case, seed, evenings))) for seed in seeds]
    by_name = dict(zip(Figures.__struct_fields__, zip(*found, strict=True), strict=True))
    worst = {name: (min if name in ("gap", "again") else max)(values) for name, values in by_name.items()}
    return Figures(*map(statistics.median, by_name.values())), Figures(**worst)


def even_cases() -> list[Case]:
    """Where every target can be reached: an even deck, by size, depth and cards per evening, and narrower choices."""
    suits = deck(60)
    return [
        *(Case(f"60 cards, depth {depth}", suits, evening, depth) for depth in (1, 2, 3) for evening in (3, 4, 5, 10)),
        Case("60 cards, no arc", suits, 10, 3, arc=False),
        Case("two suits, depth 2", suits, 4, 2, only=TWO_SUITS),
        Case("two suits, depth 3", suits, 4, 3, only=TWO_SUITS),
        Case("a topic left out", suits, 4, 3, without=("loss",)),
        Case("a topic left out", suits, 10, 3, without=("loss",)),
        *(Case(f"{size} cards", deck(size), evening, 3) for size in (5, 10, 15) for evening in (3, 5)),
        Case("240 cards, depth 3", deck(240), 10, 3),
    ]


def hard_cases() -> list[Case]:
    """Where targets may contradict each other: too few cards of a suit or a depth for the evening's arc."""
    suits = deck(60)
    uneven = {
        "a third tender": deck(60, depths=(1, 2, 3)),
        "two thirds tender": deck(60, depths=(1, 2, 3, 3, 3, 3)),
        "suits of 20 16 12 8 4": deck(60, suits=(5, 4, 3, 2, 1)),
        "suits of 30 10 10 10": deck(60, suits=(3, 1, 1, 1)),
    }
    cases = [
        Case("two suits, depth 3", suits, 10, 3, only=TWO_SUITS),
        Case("two topics left out", suits, 4, 3, without=("loss", "home")),
        Case("two topics left out", suits, 10, 3, without=("loss", "home")),
        *(Case(name, made, evening, 3) for name, made in uneven.items() for evening in (4, 10)),
    ]
    return [replace(case, hard=True) for case in cases]


def shipped_cases() -> list[Case]:
    """The shipped deck, for pairs of different kinds and for half a year of five minutes a day."""
    reading = read_deck(shipped_deck())
    assert reading.deck is not None, reading.problems[:3]
    suits = reading.deck.suits
    half_a_year = {"today": True, "arc": False, "evenings": HALF_A_YEAR}
    return [
        Case("shipped, default", suits, 6),
        Case("shipped, easy", suits, 6, 1),
        Case("shipped, tender too", suits, 7, 3),
        Case("shipped, 8 topics out", suits, 6, without=HARDER_TOPICS),
        Case("shipped, easy, 8 out", suits, 6, 1, without=HARDER_TOPICS),
        Case("shipped, 10 cards", suits, 10, 3),
        Case("today, half a year", suits, 1, **half_a_year),
        Case("today, easy", suits, 1, 1, **half_a_year),
    ]


def missed(case: Case, reached: Reached) -> list[str]:
    """The targets missed with some seed, by name."""
    _, worst = reached
    targets = {
        "repeats": worst.repeats <= max(0, 2 * case.cards - len(case.pool)),
        "same suit": worst.neighbors <= MOST_NEIGHBORS,
        "unseen": worst.unseen == 0,
        "gap": worst.gap >= case.gap,
        "easy": worst.not_easy == 0 or not case.arc,
    }
    return [name for name, reachable in targets.items() if not reachable]


_HEAD = (
    f"{'':26}{'pool':>5}{'an evening':>11} | {'repeats':>9} | {'same suit':>11} | {'unseen':>9}"
    f" | {'all seen after':>14} | {'smallest gap':>16} | {'again in':>8} | misses"
)


def _line(case: Case, reached: Reached) -> str:
    median, worst = reached
    return (
        f"{case.name:26}{len(case.pool):5}{case.cards:11} | {median.repeats:4.0f}{worst.repeats:5.0f}"
        f" | {median.neighbors:5.2f}{worst.neighbors:6.2f} | {median.unseen:4.0f}{worst.unseen:5.0f}"
        f" | {worst.seen:5.0f} (of {case.enough:2})"
        f" | {median.gap:4.0f}{worst.gap:4.0f} (of {case.gap:2}) | {worst.again:8.0f}"
        f" | {', '.join(missed(case, reached))}"
    ).rstrip()


def speed(cards: int) -> float:
    """Seconds for one deal from that many cards, all seen once: the median of several."""
    suits = deck(cards)
    history = {card.id: Seen(number, 1) for number, card in enumerate(card for suit in suits for card in suit.cards)}
    position: Position = begin(plan(seed=1, depth=3), NIGHT)
    want: Criteria = next_criteria(position, NIGHT)
    taken = []
    for _ in range(15):
        start = time.perf_counter()
        deal(DrawPile(suits, DIALOGUES, history), position, want)
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def main() -> int:
    """Print the results."""
    seeds = range(int(sys.argv[1]) if len(sys.argv) > 1 else SEEDS)
    print(f"""Median and worst of {len(seeds)} seeds, {LAPS} laps each. repeats: from the last evening. same suit: in a
row, for ten cards. unseen: after pool / cards an evening. all seen after: evenings, at worst; in brackets pool / cards
an evening. smallest gap: cards between two meetings of one; in brackets the target. again in: the first evening with a
card that was met before.
""")
    print(_HEAD)
    case = Case("fresh shuffle", deck(60), 10, 3)
    print(_line(case, simulate(case, fresh_shuffle, seeds)))
    status = 0
    for title, cases in (("", even_cases()), ("As it comes:", shipped_cases()), ("Uneven:", hard_cases())):
        print(title)
        for case in cases:
            reached = simulate(case, ours, seeds)
            print(_line(case, reached), flush=True)
            status |= bool(missed(case, reached)) and not case.hard
    print("One of three that lie face down:")
    for case in (*even_cases(), *shipped_cases()):
        print(_line(case, simulate(case, picked, seeds)), flush=True)
    print("The same, with hearts that come back:")
    for case in shipped_cases():
        if not case.today:
            print(_line(case, simulate(case, hearted, seeds)), flush=True)
    for cards, slowest in SLOWEST.items():
        seconds = speed(cards)
        print(f"one deal from {cards} cards: {seconds * 1000:.1f} ms of at most {slowest * 1000:.0f}")
        status |= seconds > slowest
    return status


if __name__ == "__main__":
    sys.exit(main())
