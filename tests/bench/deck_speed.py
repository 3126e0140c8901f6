"""How long reading and checking a deck takes, compared with loading the same text with PyYAML's fastest loader.

Run it with `python tests/bench/run.py deck`. The target is a ratio of at most 1.0 for
10,000 cards of eight fields; a ratio, since the speed of the machine is unknown.
"""

from __future__ import annotations

import gc
import random
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import yaml
from figures import Row, ms

from cardtui.deck.card import Base
from cardtui.deck.deck_locations import shipped_deck
from cardtui.deck.deck_reader import DeckReading, read_deck
from cardtui.deck.opened_deck import read_base
from cardtui.deck.topics import TOPICS

CARDS = 10_000
LARGEST_RATIO = 1.0

_TEXT = """
    what did {partner} do lately perhaps without noticing that made you feel at home when the house was quiet and
    a small thing turned out well for someone close on an ordinary morning before anyone else had said a word
"""
_WORDS = _TEXT.split()


class Speed(msgspec.Struct, frozen=True):
    """Median seconds: of `yaml.load` with `CSafeLoader` alone, and of our reading and checking."""

    load: float
    read: float

    @property
    def ratio(self) -> float:
        """Our time divided by the load time; below 1 is faster than loading without any check."""
        return self.read / self.load


def suit_text(cards: int = CARDS, seed: int = 1, name: str = "Connect") -> str:
    """A suit file of that many cards of eight fields, without mistakes; deterministic."""
    chance = random.Random(seed)

    def some(count: int) -> str:
        return " ".join(chance.choice(_WORDS) for _ in range(count))

    head = f'suit: {name}\nsymbol: "♥"\nabout: Knowing each other, and saying what is good.\nlanguage: en\ncards:\n'
    return head + "".join(
        f"  - id: {name.lower()}-card-{number}\n"
        f"    kind: {chance.choice(('question', 'step', 'story'))}\n"
        f"    depth: {chance.choice((1, 2, 3))}\n"
        f"    prompt: What about {some(12)}?\n"
        f"    stem: I felt {some(4)}…\n"
        f"    listen: Notice {some(5)}.\n"
        f"    topics: [{', '.join(chance.sample(TOPICS, 2))}]\n"
        f"    dialogue: mirror\n"
        for number in range(cards)
    )


def measure(path: Path, base: Base, rounds: int = 7) -> Speed:
    """Load and read the suit file at `path` alternately, so that a busy machine slows both."""
    text = path.read_text(encoding="utf-8")

    def load() -> object:
        return yaml.load(text, Loader=yaml.CSafeLoader)

    def read() -> DeckReading:
        reading = read_deck(path, base)
        assert reading.deck is not None, reading.problems[:3]
        return reading

    loads, reads = [], []
    for _ in range(rounds):
        loads.append(_seconds(load))
        reads.append(_seconds(read))
    return Speed(statistics.median(loads), statistics.median(reads))


def _seconds(work: Callable[[], object]) -> float:
    gc.collect()
    start = time.perf_counter()
    result = work()
    seconds = time.perf_counter() - start
    del result
    return seconds


def rows(folder: Path, rounds: int) -> Iterator[Row]:
    """The large deck, with and without the garbage collector; then the shipped deck."""
    shipped = shipped_deck()
    base = read_base(shipped)
    path = folder / "connect.yaml"
    path.write_text(suit_text(), encoding="utf-8")
    speed = measure(path, base, rounds)
    name = f"a deck of {CARDS:,} cards, {path.stat().st_size / 1e6:.1f} MB"
    yield Row(name, ms(speed.read), ms(speed.load), speed.ratio, LARGEST_RATIO)
    gc.disable()
    try:
        speed = measure(path, base, rounds)
    finally:
        gc.enable()
    yield Row("  with no garbage collector", ms(speed.read), ms(speed.load), speed.ratio, LARGEST_RATIO)
    small = statistics.median(_seconds(lambda: read_deck(shipped)) for _ in range(21))
    yield Row("the shipped deck, with words and dialogues", ms(small), "", small * 1000, None, "ms")
