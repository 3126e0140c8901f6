"""What is on the screen now, without saying how it is drawn."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum

import msgspec

from cardtui.rules.evening_plan import Seat


class Row(msgspec.Struct, frozen=True):
    """One thing that a key does.

    keys: "enter", digits, letters; the first is shown. text: what it does, in the deck's words.
    act: does it. who: the seat of its half, None for both. marked: it has a heart, or is switched on.
    short: a short text for the line of keys; in a list the shortcut; for a small card what is done to it.
    """

    keys: tuple[str, ...]
    text: str
    act: Callable[[], None]
    who: Seat | None = None
    marked: bool = False
    short: str = ""

    @property
    def key(self) -> str:
        """The key to show."""
        return self.keys[0]


class Tone(StrEnum):
    """How a line in a half of the screen is meant."""

    SAY = "say"  # words to say
    HINT = "hint"  # a quiet hint


class Saying(msgspec.Struct, frozen=True):
    """One paragraph in a half of the screen."""

    text: str
    tone: Tone = Tone.HINT


class Half(msgspec.Struct, frozen=True):
    """One partner's half: what they do now, and the words for it.

    chip: the name and what they do; short_chip: the same with the name cut, for narrow screens. floor: this half has
    the floor.
    """

    seat: Seat
    chip: str
    short_chip: str
    floor: bool
    sayings: tuple[Saying, ...] = ()


class CardFace(msgspec.Struct, frozen=True):
    """The lit card. ``symbol`` is in two corners; ``text`` is its prompt. signs: lines that replace the text."""

    symbol: str
    text: str = ""
    signs: tuple[str, ...] = ()


class CardBack(msgspec.Struct, frozen=True):
    """A card that lies face down. symbol: of its suit."""

    symbol: str
    suit: str


class Head(msgspec.Struct, frozen=True):
    """The quiet line at the top: what is on the table, and on the right a word about it."""

    left: str = ""
    right: str = ""


class Talk(msgspec.Struct, frozen=True, kw_only=True):
    """A turn: the card, both halves, and the rail of stages with the current one and its habit.

    rows: what can be chosen on the screen itself. hidden: what is behind Esc. breath: the words of a slow breath,
    if one is due. note: an example, shown once. hint: a gentle word after a key that did nothing.
    """

    head: Head
    face: CardFace
    halves: tuple[Half, Half]
    rail: tuple[str, ...]
    reached: int
    habit: str
    rows: tuple[Row, ...]
    hidden: tuple[Row, ...]
    breath: str = ""
    note: str = ""
    hint: str = ""


class Tile(msgspec.Struct, frozen=True):
    """A small card of our path, or of the evening. symbol: of its suit. here: it is selected.

    key: of the row for it, which selects it or gives it a heart; empty if there is none.
    """

    symbol: str
    heart: bool
    key: str
    here: bool = False


class Shelf(msgspec.Struct, frozen=True):
    """The small cards of one day; ``day`` is empty for today."""

    day: str
    tiles: tuple[Tile, ...]


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that is not a turn: a title, some prose, perhaps a card, and rows.

    top: the card that lies face up on the deck beside it. halves: if cards lie between the two, what is said to each
    of them. dealt: the card was dealt just now.
    backs: cards that lie face down; the rows pick one of them, in this order. shelves: small cards, laid out; their
    rows are drawn as cards.
    changes_at: when its words change without a key press, None if they never do.
    """

    title: str
    prose: tuple[str, ...] = ()
    head: Head = Head()
    face: CardFace | None = None
    top: CardFace | None = None
    backs: tuple[CardBack, ...] = ()
    shelves: tuple[Shelf, ...] = ()
    halves: tuple[Half, ...] = ()
    dealt: bool = False
    rows: tuple[Row, ...] = ()
    hidden: tuple[Row, ...] = ()
    hint: str = ""
    changes_at: datetime | None = None


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """The only place where something is typed: the names.

    go_on: what Enter does, in words. back: what Esc does. full: that a name has no more room.
    done: takes what was typed, field by field. cancel: leaves everything unchanged.
    """

    title: str
    prose: tuple[str, ...]
    labels: tuple[str, ...]
    values: tuple[str, ...]
    go_on: str
    back: str
    full: str
    done: Callable[[tuple[str, ...]], None]
    cancel: Callable[[], None]


Scene = Talk | Page | Form
