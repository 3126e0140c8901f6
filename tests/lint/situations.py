"""Decks on the disk that show a code: a page's example in a suit, or, for what no text shows, a situation made here."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from cardtui.deck.files.source import PROBLEM_LIMIT, SIZE_LIMIT
from cardtui.lint.code_pages import BLOCK, page
from deck.deckfiles import DIALOGUES

HEAD = """\
suit: Mornings
symbol: "☼"
about: How days begin.
language: en
cards:
"""

_KETTLE = """\
- id: before-the-first-word
  kind: question
  depth: 1
  prompt: What do you like to have done before the first word of a day?
  stem: I like to have…
"""

_CRUMBS = """\
- id: breakfast-that-became-lunch
  kind: story
  depth: 1
  prompt: Tell {partner} about a breakfast that went on until lunch.
  stem: I had only meant to…
"""


class Page(NamedTuple):
    """What a page shows. says: the line of the report without its place. example, better: YAML, if there is any."""

    says: str
    example: str | None = None
    better: str | None = None


def shown_on(code: str) -> Page:
    """The blocks of the page of a code."""
    blocks = [(match["info"], match["block"]) for match in BLOCK.finditer(page(code))]
    (says,) = (block.strip() for info, block in blocks if info == "text")
    return Page(says, *(block for info, block in blocks if info == "yaml"))


def as_file(example: str) -> str:
    """The example as a whole suit: a card gets a suit around it."""
    if not example.startswith("- "):
        return example
    return HEAD + "".join(f"  {line}\n" if line else "\n" for line in example.splitlines())


def name_of(example: str) -> str:
    """How the file of an example has to be called."""
    for name in ("dialogues", "words", "plan"):
        if example.startswith(f"# {name}.yaml"):
            return f"{name}.yaml"
    return "mornings.yaml"


def _missing(folder: Path) -> Path:
    return folder / "mornings.yaml"


def _pipe(folder: Path) -> Path:
    os.mkfifo(folder / "mornings.yaml")
    return folder / "mornings.yaml"


def _large(folder: Path) -> Path:
    (folder / "mornings.yaml").touch()
    os.truncate(folder / "mornings.yaml", SIZE_LIMIT + 1_000_000)
    return folder / "mornings.yaml"


def _latin(folder: Path) -> Path:
    (folder / "mornings.yaml").write_bytes("suit: Café\n".encode("latin-1"))
    return folder / "mornings.yaml"


def _without_suits(folder: Path) -> Path:
    (folder / "words.yaml").write_text("language: en\n", encoding="utf-8")
    return folder


def _twice(folder: Path) -> Path:
    (folder / "mornings.yaml").write_text(as_file(_KETTLE), encoding="utf-8")
    for name in ("dialogues.yaml", "dialogues.yml"):
        (folder / name).write_text(DIALOGUES, encoding="utf-8")
    return folder


def _copied(folder: Path) -> Path:
    (folder / "mornings.yaml").write_text(as_file(_KETTLE), encoding="utf-8")
    (folder / "weekends.yaml").write_text(as_file(_CRUMBS), encoding="utf-8")
    return folder


def _hopeless(folder: Path) -> Path:
    text = "suit: x\n" + "".join(f"wrong{n}: x\n" for n in range(2 * PROBLEM_LIMIT))
    (folder / "mornings.yaml").write_text(text, encoding="utf-8")
    return folder / "mornings.yaml"


SITUATIONS: dict[str, Callable[[Path], Path]] = {
    "not-found": _missing,
    "unreadable": _pipe,
    "too-big": _large,
    "not-utf8": _latin,
    "no-suits": _without_suits,
    "duplicate-file": _twice,
    "too-many": _hopeless,
    "duplicate-suit": _copied,
}
"""What no example in a page can show: each makes it in an empty folder, and gives the path to look over."""
