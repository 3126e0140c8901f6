"""Generated decks and suit files for tests and measurements: any number of cards, in simple proportions."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from cardtui.deck.card import Card, CardId, Depth, Kind, Role, Suit

DEPTHS: tuple[Depth, ...] = (1, 2, 1, 3, 2, 1)
"""Half easy, a third open, a sixth tender: as in the shipped deck."""

KINDS = (Kind.QUESTION, Kind.STEP, Kind.QUESTION, Kind.STORY, Kind.QUESTION)

NAMES = ("Connect", "Communicate", "Create", "Repair", "Everyday")
ROLES = {"Repair": Role.REPAIR, "Everyday": Role.EVERYDAY}


def card(name: str, depth: Depth = 1, **changes: object) -> Card:
    """A card with the ID ``name``; a question by default."""
    return Card(**({"id": CardId(name), "kind": Kind.QUESTION, "depth": depth, "prompt": f"{name}?"} | changes))  # type: ignore[arg-type]


def suit(name: str, *cards: Card, role: Role | None = None) -> Suit:
    """A suit of these cards."""
    return Suit(name, name[:1], f"About {name}.", "en", cards, role)


def write_suit(path: Path, *prompts: str, name: str = "Trees") -> Path:
    """A suit file of easy questions with these prompts."""
    path.parent.mkdir(parents=True, exist_ok=True)
    cards = "".join(
        f"  - id: card-{number}\n    kind: question\n    depth: 1\n    prompt: {_quoted(prompt)}\n"
        for number, prompt in enumerate(prompts)
    )
    head = f"suit: {name}\nsymbol: '+'\nabout: Trees.\nlanguage: en\ncards:\n"
    path.write_text(head + cards, encoding="utf-8")
    return path


def _quoted(text: str) -> str:
    """Any text as YAML can hold it."""
    return '"' + "".join(sign if sign.isalnum() else f"\\U{ord(sign):08X}" for sign in text) + '"'


def deck(cards: int, depths: Sequence[Depth] = DEPTHS, suits: Sequence[int] = (1, 1, 1, 1, 1)) -> tuple[Suit, ...]:
    """A number of cards in suits in the proportions of ``suits``, with depths and kinds spread evenly over each.

    Even cards have the topic "home", every tenth "loss", the others none.
    """
    made: list[list[Card]] = [[] for _ in suits]
    for number in range(cards):
        # Add the card to the suit that is furthest below its share.
        place = min(range(len(suits)), key=lambda place: ((len(made[place]) + 1) / suits[place], place))
        name, here = NAMES[place], len(made[place])
        topics = ("loss",) if number % 10 == 5 else ("home",) if number % 2 == 0 else ()
        made[place].append(
            card(
                f"{name.lower()}-{here + 1}",
                depths[(here + place) % len(depths)],
                kind=KINDS[(here + here // len(KINDS)) % len(KINDS)],
                topics=topics,
            )
        )
    return tuple(suit(NAMES[place], *some, role=ROLES.get(NAMES[place])) for place, some in enumerate(made))
