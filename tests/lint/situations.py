"""Decks on disk that trigger a code: the example of its page in a suit, or, if no text can, a situation made here."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from cardtui.deck.deck_reader import check_file
from cardtui.deck.files.source import PROBLEM_LIMIT, SIZE_LIMIT, read_source
from cardtui.deck.problem import Problem
from cardtui.lint.deck_advice import advise
from cardtui.lint.explanations import BLOCK, page
from cardtui.lint.plan_advice import advise_on_plan
from cardtui.workshop.plan_file import read_plan
from deck.deckfiles import BASE, DIALOGUES
from lint.checked_cards import card, suit

KETTLE = suit(card("What do you like to have done before the first word of a day?")).encode()
CRUMBS = suit(card("Tell {partner} about a breakfast that went on until lunch.", kind="story", name="b")).encode()


class Page(NamedTuple):
    """The content of a page. says: the line of the report without its position. example, better: YAML, if any."""

    says: str
    example: str | None = None
    better: str | None = None


def shown_on(code: str) -> Page:
    """The blocks of the page of a code."""
    blocks = [(match["info"], match["block"]) for match in BLOCK.finditer(page(code))]
    (says,) = (block.strip() for info, block in blocks if info == "text")
    return Page(says, *(block for info, block in blocks if info == "yaml"))


def as_file(example: str) -> str:
    """The example as a whole suit file: a card is wrapped in a suit."""
    if not example.startswith("- "):
        return example
    return suit(*(f"  {line}\n" if line else "\n" for line in example.splitlines()))


def name_of(example: str) -> str:
    """The file name that an example needs."""
    for name in ("dialogues", "words", "plan"):
        if example.startswith((f"# {name}.yaml", f"{name}:")):
            return f"{name}.yaml"
    return "mornings.yaml"


def told(path: Path) -> list[Problem]:
    """All problems and advice in a file."""
    if path.name == "plan.yaml":
        text = read_plan(read_source(path))
        return sorted([*text.problems, *advise_on_plan(text)])
    reading = check_file(path, BASE)
    return sorted([*reading.problems, *advise(reading, BASE.words)])


def written(folder: Path, example: str) -> Path:
    """Write an example as a file under its name."""
    path = folder / name_of(example)
    path.write_text(as_file(example), encoding="utf-8")
    return path


FILES: dict[str, dict[str, bytes]] = {
    "not-found": {},
    "unreadable": {},
    "too-big": {"mornings.yaml": b"#" * (SIZE_LIMIT + 1_000_000)},
    "not-utf8": {"mornings.yaml": "suit: Café\n".encode("latin-1")},
    "no-suits": {"words.yaml": b"language: en\n"},
    "duplicate-file": {
        "mornings.yaml": KETTLE,
        "dialogues.yaml": DIALOGUES.encode(),
        "dialogues.yml": DIALOGUES.encode(),
    },
    "too-many": {"mornings.yaml": b"suit: x\n" + b"".join(b"wrong%d: x\n" % n for n in range(2 * PROBLEM_LIMIT))},
    "duplicate-suit": {"mornings.yaml": KETTLE, "weekends.yaml": CRUMBS},
}
"""The files in an otherwise empty folder that trigger a code without an example."""


def situation(code: str, folder: Path) -> Path:
    """Make the files that trigger the code, and return the path to check."""
    for name, content in FILES[code].items():
        (folder / name).write_bytes(content)
    if code == "unreadable":
        os.mkfifo(folder / "mornings.yaml")
    return folder if code in ("no-suits", "duplicate-file", "duplicate-suit") else folder / "mornings.yaml"
