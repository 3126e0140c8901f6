"""How long advice on a large deck takes, and whether near-duplicates in it are found.

Run it with `python tests/bench/run.py advice`. Seconds are of this machine; beside them stands how long PyYAML's
fastest loader takes to merely load the same text.
"""

from __future__ import annotations

import json
import random
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import yaml
from figures import Row, ms

from cardtui.deck.card import Base
from cardtui.deck.deck_locations import shipped_deck
from cardtui.deck.deck_reader import DeckReading, read_deck
from cardtui.deck.opened_deck import open_deck, read_base
from cardtui.lint.deck_advice import advise
from cardtui.lint.near_duplicates import tell_apart
from cardtui.lint.written_card import subjects

CARDS = 10_000
PLANTED = 200
"""Cards that say what another one says, with one word left out and two swapped."""

LONGEST_CHECK = 10.0
LONGEST_SEARCH = 5.0
"""Seconds for all advice, and for near-duplicates alone: "in seconds", on a slow machine."""


def prompts_like_ours(count: int, seed: int = 1) -> list[str]:
    """Prompts of the shipped deck's words, each put together by which word follows which in it."""
    deck = open_deck().deck
    assert deck is not None
    chance = random.Random(seed)
    following: dict[str, list[str]] = defaultdict(list)
    for suit in deck.suits:
        for card in suit.cards:
            words = card.prompt.split()
            for one, other in zip(["", *words], [*words, ""], strict=True):
                following[one].append(other)
    return [_walk(following, chance) for _ in range(count)]


def _walk(following: dict[str, list[str]], chance: random.Random) -> str:
    words: list[str] = []
    last = ""
    while len(words) < 25:
        last = chance.choice(following[last])
        if last:
            words.append(last)
        elif len(words) > 8:
            break
    return " ".join(words)


def reworded(prompt: str, chance: random.Random) -> str:
    """The same prompt with one word left out and two others swapped."""
    words = prompt.split()
    del words[chance.randrange(len(words))]
    one, other = chance.sample(range(len(words)), 2)
    words[one], words[other] = words[other], words[one]
    return " ".join(words)


def suit_of(prompts: list[str]) -> str:
    """A suit file with a card for each prompt."""
    head = 'suit: Large\nsymbol: "♥"\nabout: Many cards.\nlanguage: en\ncards:\n'
    return head + "".join(
        f"  - id: card-{number}\n    kind: question\n    depth: 1\n"
        f"    prompt: {json.dumps(prompt, ensure_ascii=False)}\n"
        "    stem: I noticed it when…\n    listen: Take it in.\n    topics: [everyday, home]\n"
        for number, prompt in enumerate(prompts)
    )


def rows(folder: Path, rounds: int) -> Iterator[Row]:
    """A deck like ours; how many planted near-duplicates are found; and decks made to be slow."""
    base = read_base(shipped_deck())
    chance = random.Random(2)
    ours = prompts_like_ours(CARDS)
    text = suit_of(ours)
    reading = _read(folder / "large.yaml", text, base)
    load = _median(lambda: yaml.load(text, Loader=yaml.CSafeLoader), rounds)
    every = _median(lambda: advise(reading), rounds)
    yield Row(f"all advice on {CARDS:,} cards", ms(every), ms(load), every, LONGEST_CHECK, "s")
    cards = [card for suit in reading.suits for card in subjects(suit, {})]
    search = _median(lambda: list(tell_apart(cards)), rounds)
    yield Row("  near-duplicates among them", ms(search), ms(load), search, LONGEST_SEARCH, "s")

    kept = ours[: CARDS - PLANTED]
    planted = [reworded(prompt, chance) for prompt in chance.sample(kept, PLANTED)]
    reading = _read(folder / "planted.yaml", suit_of([*kept, *planted]), base)
    told = {card.id for card, _ in tell_apart(subjects(reading.suits[0], {}))}
    missed = sum(f"card-{number}" not in told for number in range(CARDS - PLANTED, CARDS))
    yield Row(f"  of {PLANTED} planted ones missed", str(missed), "", missed, PLANTED // 20, "cards")

    words = sorted({word for prompt in ours for word in prompt.lower().split() if word.isalpha() and len(word) > 4})[
        :45
    ]
    hard = {
        "of only 45 words": [" ".join(chance.sample(words, 14)) for _ in range(CARDS)],
        "that all say the same": [ours[0]] * CARDS,
        "that differ by a number": [f"{ours[0]} {number}" for number in range(CARDS)],
    }
    for name, prompts in hard.items():
        cards = list(subjects(_read(folder / "hard.yaml", suit_of(prompts), base).suits[0], {}))
        search = _median(lambda cards=cards: list(tell_apart(cards)), max(1, rounds // 3))  # type: ignore[misc]
        yield Row(f"  among cards {name}", ms(search), "", search, LONGEST_SEARCH, "s")


def _read(path: Path, text: str, base: Base) -> DeckReading:
    path.write_text(text, encoding="utf-8")
    reading = read_deck(path, base)
    assert reading.problems == (), reading.problems[:3]
    return reading


def _median(work: Callable[[], object], rounds: int) -> float:
    found = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        found.append(time.perf_counter() - start)
    return statistics.median(found)
