"""Sittings for tests of the presenter: two people, a deck, and a clock that only moves when told to."""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta
from pathlib import Path
from threading import get_ident
from typing import Any, Self
from weakref import finalize

from cardtui.deck.card import Card, Deck, Role
from cardtui.deck.dialogue import Dialogue
from cardtui.deck.opened_deck import open_shipped_deck
from cardtui.presenter.evening_setup import Options
from cardtui.presenter.navigation import Navigation
from cardtui.presenter.scene import Form, Page, Row, Scene, Talk
from cardtui.presenter.session import Session
from cardtui.presenter.start_views import open_first_view
from cardtui.rules.position import Position
from cardtui.save.errors import Unwritable
from cardtui.save.resilient_store import ResilientStore
from cardtui.save.settings import Settings
from cardtui.save.store import Store
from decks import card, suit
from evening_builder import NOON, name_of
from shipped_words import WORDS

SHIPPED = open_shipped_deck()

KNOWN = Settings(noted=True, plain=False, named=True, taught=True, left="Ana", right="Ben", begun=True, spread=False)
"""The settings of a couple with some experience, who let the deck deal one card."""


def small_deck(*cards: Card, dialogues: dict[str, Dialogue] | None = None, name: str = "small") -> Deck:
    """A deck of Connect, Repair and Everyday, with the shipped dialogues and words.

    Each suit has ten questions; ``cards`` replace those of Connect.
    """
    numbers = range(1, 11)
    connect = cards or tuple(card(f"connect-{number}") for number in numbers)
    suits = (
        suit("Connect", *connect),
        suit("Repair", *(card(f"repair-{number}") for number in numbers), role=Role.REPAIR),
        suit("Everyday", *(card(f"everyday-{number}") for number in numbers), role=Role.EVERYDAY),
    )
    return Deck(name, suits, dialogues or SHIPPED.dialogues, WORDS)


_ORPHANS: list[ResilientStore] = []
"""Stores of sittings that were collected in another thread: SQLite lets only the thread that opened them close them."""


def _close(store: ResilientStore, thread: int) -> None:
    """Close the store of a sitting, or leave it to the next sitting."""
    if get_ident() == thread:
        store._close()
    else:
        _ORPHANS.append(store)


class Sitting:
    """The program with two people in front of it, across several starts.

    save: the path of the save file; without one, nothing outlives the program. deck: None if it is missing. settings:
    what they chose earlier; None for what the file says. now: the current time.
    options: of the command line.
    """

    shown_words = staticmethod(lambda words: words)
    """What a face makes of the deck's words."""

    def __init__(
        self,
        save: Path | None = None,
        deck: Deck | None = SHIPPED,
        settings: Settings | None = KNOWN,
        now: datetime = NOON,
        **options: Any,
    ) -> None:
        self.now = now
        self._save = save
        self._deck = deck
        self.store = ResilientStore.nowhere() if save is None else self._opened(save)
        if settings is not None and self.store.settings() != settings:
            self.store.keep_settings(settings)
        self._open(options)

    def _opened(self, save: Path) -> ResilientStore:
        """Open the save file; it is closed at the latest when this sitting is collected, without any more writes."""
        while _ORPHANS:
            _ORPHANS.pop()._close()
        store = ResilientStore.open(save)
        finalize(self, _close, store, get_ident())
        return store

    def _open(self, options: dict[str, Any]) -> None:
        session = Session(self.store, self._deck, lambda: self.now)
        words = self._deck.words if self._deck is not None else WORDS
        self.navigation = Navigation(session, self.shown_words(words), Options(**options))
        open_first_view(self.navigation)

    # What they do

    def press(self, *keys: str) -> Self:
        """Press keys; every one must have an effect, and only the last one may leave the program."""
        for key in keys:
            assert not self.navigation.over
            assert self.navigation.press(key), (key, self.text)
        return self

    def slip(self, key: str) -> str:
        """Press a key that does nothing, and return the hint about it."""
        before = self.navigation.session.position, self.navigation.view
        assert not self.navigation.press(key), (key, self.text)
        assert (self.navigation.session.position, self.navigation.view) == before
        scene = self.navigation.scene()
        return "" if isinstance(scene, Form) else scene.hint

    def names(self, *names: str) -> Self:
        """Fill in the form."""
        scene = self.navigation.scene()
        assert isinstance(scene, Form)
        scene.done(names)
        return self

    def wait(self, **duration: float) -> Self:
        """Let time pass."""
        self.now += timedelta(**duration)
        return self

    def until(self, place: str, *, least: int = 0) -> Self:
        """Go on with Enter or 1 to the next place of that name, with at least ``least`` presses."""
        for pressed in range(100):
            if pressed >= least and self.at == place:
                return self
            self.press(self.usual)
        raise AssertionError(f"never reached {place}")

    def good_night(self) -> Self:
        """Finish the round if one is open, and say good night after each has named one thing they were glad of."""
        self.until("resting")
        return self.press(next(row.key for row in self.rows if row.text == WORDS.rest_good_night)).until("good-night")

    @property
    def usual(self) -> str:
        """The key that goes on: Enter, or 1 where someone has to choose."""
        keys = {key for row in self.rows for key in row.keys}
        return "enter" if "enter" in keys else "1"

    # Leaving the program and starting it again

    def start_again(self, deck: Deck | None = None, *, gone: bool = False, **options: Any) -> Self:
        """Start the program again after leaving it. deck: a different one; ``gone``: none at all."""
        self._deck = None if gone else deck or self._deck
        if self._save is not None:
            self.store.close()
            self.store = self._opened(self._save)
        self._open(options)
        return self

    def crash_and_start_again(self) -> Self:
        """Start the program from what is on disk while it still runs, as after a kill or a power cut."""
        assert self._save is not None
        left = self._save.with_name(f"{self._save.stem}-left.db")
        shutil.copy(self._save, left)
        self.store.close()
        self._save = left
        self.store = self._opened(left)
        self._open({})
        return self

    # What they see

    @property
    def scene(self) -> Scene:
        """What is on the screen."""
        return self.navigation.scene()

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows on the screen."""
        scene = self.scene
        return () if isinstance(scene, Form) else scene.rows

    def row(self, key: str) -> Row:
        """The row on the screen with that key."""
        return next(row for row in self.rows if key in row.keys)

    @property
    def text(self) -> str:
        """All text on the screen, line by line."""
        scene = self.scene
        match scene:
            case Talk():
                sayings = [saying.text for half in scene.halves for saying in half.sayings]
                chips = [half.chip for half in scene.halves]
                lines = [scene.head.left, scene.head.right, scene.face.text, *chips, *sayings, *scene.rail, scene.note]
                lines += [scene.breath, scene.hint]
            case Page():
                face = scene.face.text if scene.face is not None else ""
                lines = [scene.title, scene.head.left, scene.head.right, face, *scene.prose, scene.hint]
            case Form():
                return "\n".join((scene.title, *scene.prose, *scene.labels, *scene.values))
        return "\n".join([*lines, *(row.text for row in scene.rows)])

    @property
    def position(self) -> Position:
        """The position of the evening."""
        position = self.navigation.session.position
        assert position is not None
        return position

    @property
    def place(self) -> Any:
        """The place in the evening."""
        return self.position.place

    @property
    def at(self) -> str:
        """The name of the place in the evening; empty if there is none."""
        position = self.navigation.session.position
        return name_of(position.place) if position is not None else ""

    @property
    def settings(self) -> Settings:
        """The saved settings."""
        return self.store.settings()


def going(save: Path | None = None, place: str = "speaking", **options: Any) -> Sitting:
    """Ana and Ben with the small deck, at the first such place of an evening. options: of `Sitting`."""
    return Sitting(save, **{"deck": small_deck(), **options}).press("enter").until(place)


FULL_DISK = "The disk is full"


def full_disk(store: Store, *_: object) -> None:
    """In place of ``Store.write``: nothing can be written."""
    raise Unwritable(store.path, FULL_DISK, FULL_DISK, "Make room.")
