"""Whole evenings without any failure: each key, its effect on the disk, and what is then shown.

Played in this process by the presenter, on the shipped deck, with a seed. The real program is compared with it: an
interrupted evening must not differ from an uninterrupted one.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any, NamedTuple, Self

import msgspec

from cardtui.presenter.scene import Form, Page, Scene, Talk
from cardtui.rules.evening_moves import legal
from cardtui.save.history import History
from cardtui.save.settings import Settings
from couple_session import KNOWN, Sitting
from easel import paint
from evening_builder import TURN
from zones import zone

SEED = 7
ENTER = "\r"
TYPED = {"enter": ENTER, "esc": "\x1b"}
NAMES = "Ana", "Ben"
OPTIONS = ("--seed", str(SEED), "--reduced-motion")
"""Command-line options for the same evening."""

_TIMES = re.compile(rb'"\d{4}-\d\d-\d\dT[^"]*"|(?<="apart":)[\d.]+')
"""Moments, and how many seconds a time-out lasted."""

State = Any
"""Everything that a save file remembers, except times."""


def remembered(path: Path) -> State:
    """Read a save file's state."""
    with History.open(path) as reading:
        found = {
            "settings": reading.settings(),
            "ended": [(each.deck, [(met.card, met.heart) for met in each.cards]) for each in reading.evenings()],
            "open": [
                [(row.move.do if row.move is not None else None, row.position) for row in reading.rows(evening)]
                for evening in reading.open_evenings()
            ],
        }
    return msgspec.json.decode(_TIMES.sub(b"0", msgspec.json.encode(found)))


def where_it_is_noon() -> timezone:
    """A zone in which it is now between 12:00 and 13:00."""
    return timezone(timedelta(hours=12 - datetime.now(UTC).hour))


def zone_for_a_program() -> str:
    """The same zone for the TZ variable; POSIX uses the opposite sign."""
    return f"HERE{datetime.now(UTC).hour - 12:+d}"


class Shown(NamedTuple):
    """The text of a screen: all of it, or only some texts if just Textual knows the rest."""

    whole: str = ""
    parts: tuple[str, ...] = ()

    def is_on(self, text: str) -> bool:
        """Whether a screen shows this."""
        return without_times(text) == self.whole if self.whole else all(part in text for part in self.parts)


def without_times(text: str) -> str:
    """A screen without the time at which the two will meet again."""
    return re.sub(r"\d\d:\d\d", "hh:mm", text)


def shown(scene: Scene) -> Shown:
    """The text of a scene on a screen of 80x24, without motion."""
    match scene:
        case Talk() | Page():
            text = paint(scene).text
        case _:
            return Shown(parts=(scene.title, *scene.labels, *scene.values))
    return Shown("\n".join(line.rstrip() for line in without_times(text).split("\n")))


class Way(NamedTuple):
    """A key that commits nothing, on the way from a start to where the two were. shown: the screen after it."""

    typed: str
    shown: Shown


class Step(NamedTuple):
    """One key.

    what: its name. typed: on the full screen. line: in plain mode. before, after: the screens; after is None if the key
    leaves the program. states: of the file, from before the key to after it, with those between if the key saves
    several times. file: a save file from which ``before`` can be reached; found: its state, which is the one before the
    key except at the good night. start: the first screen of a program started on it. way: the keys from there.
    """

    what: str
    typed: str
    line: str
    before: Shown
    after: Shown | None
    states: tuple[State, ...]
    file: bytes
    found: State
    start: Shown
    way: tuple[Way, ...]


_From = tuple[bytes, State, Shown, tuple[Way, ...]]


class Reference:
    """Plays evenings, and records the steps. folder: for save files. settings: what the two chose earlier."""

    def __init__(self, folder: Path, settings: Settings | None = None) -> None:
        self.steps: list[Step] = []
        self._folder = folder
        # The current time, so that nobody was away for the program; in a zone where it is noon, so that a time-out ends
        # on the same day in both.
        self._now = datetime.now(where_it_is_noon()).replace(microsecond=0)
        self._path = folder / "reference.db"
        self._last = ""
        self._looks: list[str] = []
        self._at_night: _From | None = None
        self._begin(settings or Settings())

    def _begin(self, settings: Settings) -> None:
        self._sitting = Sitting(self._path, settings=settings, now=self._now, seed=SEED)
        self._kept: list[State] = []
        self._state = remembered(self._path)
        store = self._sitting.store._store
        writing = store._writing

        @contextmanager
        def watched() -> Iterator[None]:
            with writing():
                yield
            self._kept.append(remembered(self._path))

        store._writing = watched  # type: ignore[method-assign]

    def start_again(self) -> Self:
        """Start the program again after leaving it."""
        assert self._sitting.navigation.over
        settings = self._sitting.settings
        self._sitting.store.close()
        self._at_night = None
        self._begin(settings)
        return self

    def close(self) -> list[Step]:
        """The recorded steps."""
        self._sitting.store.close()
        return self.steps

    # What they do

    def give_names(self) -> Self:
        """Enter the names."""
        form = self._sitting.scene
        assert isinstance(form, Form)
        typed = Shown(parts=(form.title, *form.labels, *NAMES))
        way = (Way(ENTER.join(NAMES), typed),)
        self._step("names", "enter", lambda: self._sitting.names(*NAMES), typed, (self._screen, way))
        return self

    def press(self, *keys: str) -> Self:
        """Press keys that save something, or leave the program."""
        for key in keys:
            self._step(key, key, functools.partial(self._sitting.press, key))
        return self

    def look(self, *keys: str) -> Self:
        """Press keys that only show something."""
        for key in keys:
            self._sitting.press(key)
            self._looks = [*self._looks, key] if self._is_covered else []
        return self

    def make(self, moves: str) -> Self:
        """Make moves by name. If the dealt card is a task, it is done before anybody speaks."""
        for move in moves.split():
            if move == "said" and self._sitting.at == "doing":
                self._make("done")
            self._make(move)
        return self

    def _make(self, move: str) -> None:
        choice = next(choice for choice in legal(self._sitting.position) if choice.what == move)
        # The same key twice counts as a slip, so Enter and 1, which do the same, alternate.
        keys = [key for key in choice.keys if key in ("enter", "1")] or choice.keys
        key = next((key for key in keys if key != self._last), keys[0])
        self._step(move, key, functools.partial(self._sitting.press, key))

    # Recording

    @property
    def _screen(self) -> Shown:
        return shown(self._sitting.scene)

    @property
    def _is_covered(self) -> bool:
        """Whether something covers the talk, or the first screen."""
        return len(self._sitting.navigation._views) > 1

    def _step(
        self,
        what: str,
        key: str,
        act: Callable[[], object],
        before: Shown | None = None,
        start: tuple[Shown, tuple[Way, ...]] | None = None,
    ) -> None:
        before = before or self._screen
        if not self._is_night:
            file = self._path.read_bytes()
            from_: _From = file, self._state, *(start or self._start(file, key))
        elif self._at_night is None:
            # A start ends an evening that was left at its good night: that place is reached from the one before it.
            last = self.steps[-1]
            from_ = last.file, last.found, last.start, (*last.way, Way(last.typed, before))
        else:
            from_ = self._at_night
        self._kept.clear()
        act()
        states = (self._state, *self._kept)
        typed, line = TYPED.get(key, key), "" if key == "enter" else key
        after = None if self._sitting.navigation.over else self._screen
        self.steps.append(Step(what, typed, line, before, after, states, *from_))
        self._last, self._state = key, states[-1]
        self._looks = self._looks if self._is_covered else []
        if after is not None:
            *same, way = from_
            self._at_night = (*same, (*way, Way(typed, after))) if self._is_night and len(way) > 1 else None

    @property
    def _is_night(self) -> bool:
        return self._sitting.at == "good-night"

    def _start(self, file: bytes, key: str) -> tuple[Shown, tuple[Way, ...]]:
        """The first screen of a program started on that file, and the way from there to where the two are."""
        copy = self._folder / "started.db"
        copy.write_bytes(file)
        again = Sitting(copy, settings=self._sitting.settings, now=self._now, seed=SEED)
        start = shown(again.scene)
        way: list[Way] = []

        def press(key: str) -> None:
            again.press(key)
            way.append(Way(TYPED.get(key, key), shown(again.scene)))

        if self._sitting.navigation.session.position is not None and again.navigation.session.position is None:
            press("1" if key == "enter" else "enter")
        for look in self._looks:
            press(look)
        assert shown(again.scene) == self._screen, "a start leads elsewhere"
        again.store.close()
        return start, tuple(way)


@contextmanager
def at_noon() -> Iterator[None]:
    """Play where it is noon, like the program compared with it: a time-out's text depends on the process's zone."""
    with zone(zone_for_a_program()):
        yield


@at_noon()
def first_evening(folder: Path) -> list[Step]:
    """From the very first start to the good night: the names, all verdicts, back, time-out, close, a heart."""
    reference = Reference(folder)
    reference.press("1").give_names().press("1").make("settle")
    # The appreciation, with every possible answer to a mirror.
    reference.make("said asked not-quite said asked more said asked got-it thanked")
    reference.make("interrupt asked go-on said").press("b").make(TURN)
    # A card, left for a time-out and resumed.
    reference.make("one-more another take said time-out agree come-back resume")
    reference.make("asked got-it thanked leave-card stay leave-card skip-turn close")
    reference.make("glad glad heart end")
    return reference.close()


@at_noon()
def later_evenings(folder: Path) -> list[Step]:
    """With some experience: settings, something of their own in the whole dialogue, five minutes, another time."""
    reference = Reference(folder, msgspec.structs.replace(KNOWN, dialogue="full"))
    reference.look("5").press("1", "8").look("4").press("1").look("esc", "esc")
    reference.press("3").make("settle way left-starts")
    reference.make("said asked more said asked got-it")
    reference.make("asked not-quite said asked got-it")
    reference.make("help-me said asked got-it said")
    reference.make("asked not-quite said asked got-it thanked")
    # Five minutes in between, which end automatically.
    reference.press("q").start_again().press("2").make("settle take said asked got-it")
    reference.make("leave-card skip-turn leave-card both-leave")
    reference.make("close good-night end").start_again()
    # A new evening in place of the open one, then postponed.
    reference.look("7").press("2").make("postpone tomorrow")
    return reference.close()
