"""How long reading and checking a deck takes, compared with loading the same text with PyYAML's fastest loader.

Run it with `python tests/bench/run.py deck`. The target is a ratio of at most 1.0 for
10,000 cards of eight fields; a ratio, since the speed of the machine is unknown.
"""

from __future__ import annotations

import gc
import json
import random
import statistics
from collections.abc import Iterable, Iterator
from pathlib import Path

import yaml
from figures import Row, median_seconds, ms, seconds_of

from cardtui.deck.card import Base
from cardtui.deck.deck_locations import shipped_deck
from cardtui.deck.deck_reader import DeckReading, read_deck
from cardtui.deck.opened_deck import read_base

CARDS = 10_000
LARGEST_RATIO = 1.0

_TEXT = """
    what did {partner} do lately perhaps without noticing that made you feel at home when the house was quiet and
    a small thing turned out well for someone close on an ordinary morning before anyone else had said a word
"""


def write_suit(path: Path, prompts: Iterable[str]) -> str:
    """Write a suit file with a card of eight fields for each prompt, without mistakes; its text."""
    head = 'suit: Large\nsymbol: "♥"\nabout: Many cards, and saying what is good.\nlanguage: en\ncards:\n'
    text = head + "".join(
        f"  - id: card-{number}\n"
        f"    kind: {('question', 'step', 'story')[number % 3]}\n"
        f"    depth: {1 + number % 3}\n"
        f"    prompt: {json.dumps(prompt, ensure_ascii=False)}\n"
        "    stem: I noticed it when…\n"
        "    listen: Take in what it was like.\n"
        "    topics: [everyday, home]\n"
        "    dialogue: mirror\n"
        for number, prompt in enumerate(prompts)
    )
    path.write_text(text, encoding="utf-8")
    return text


def read_suit(path: Path, base: Base) -> DeckReading:
    """Read such a file."""
    reading = read_deck(path, base)
    assert reading.problems == (), reading.problems[:3]
    return reading


def rows(folder: Path, rounds: int) -> Iterator[Row]:
    """The large deck, with and without the garbage collector; then the shipped deck."""
    base, chance = read_base(shipped_deck()), random.Random(1)
    path = folder / "large.yaml"
    text = write_suit(path, (f"What about {' '.join(chance.choices(_TEXT.split(), k=12))}?" for _ in range(CARDS)))

    def measured(name: str) -> Row:
        # Alternately, so that a busy machine slows both.
        taken = [
            (seconds_of(lambda: read_suit(path, base)), seconds_of(lambda: yaml.load(text, Loader=yaml.CSafeLoader)))
            for _ in range(rounds)
        ]
        read, load = map(statistics.median, zip(*taken, strict=True))
        return Row(name, ms(read), ms(load), read / load, LARGEST_RATIO)

    yield measured(f"a deck of {CARDS:,} cards, {path.stat().st_size / 1e6:.1f} MB")
    gc.disable()
    try:
        yield measured("  with no garbage collector")
    finally:
        gc.enable()
    small = median_seconds(lambda: read_deck(shipped_deck()), 21)
    yield Row("the shipped deck, with words and dialogues", ms(small), "", small * 1000, None, "ms")
