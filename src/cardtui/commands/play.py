"""`play` and `today`: from the command line to the first screen."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Sequence
from types import FrameType
from typing import Any, NoReturn

import click
import msgspec

from cardtui.commands.shared.base_command import Playing
from cardtui.commands.shared.deck_to_play import DeckToPlay, deck_to_play
from cardtui.commands.shared.face_choice import must_be_linear, wants_plain
from cardtui.commands.shared.failures import Failure
from cardtui.commands.shared.output import complain, one_line, say
from cardtui.commands.shared.parameters import no_such, playing_options, split
from cardtui.commands.shared.plain_terminal import read_line, write
from cardtui.deck.card import Deck, Depth
from cardtui.deck.topics import TOPICS
from cardtui.deck.words import Words
from cardtui.presenter.navigation import Navigation
from cardtui.presenter.play_options import Options
from cardtui.presenter.session import Session
from cardtui.presenter.views.start_views import open_first_view
from cardtui.rules.evening_plan import Seat
from cardtui.save.location import save_path, unsafe_folder
from cardtui.save.resilient_store import ResilientStore
from cardtui.system.process import disable_core_dumps, resume_collecting, scrub_environment
from cardtui.system.terminal import is_far_away
from cardtui.text.local_time import now
from cardtui.text.names import clean_name
from cardtui.text.normal_form import comparable, normal


class PlayRequest(msgspec.Struct, frozen=True, kw_only=True):
    """What the command line said, as it was read; None, empty or False where it said nothing."""

    deck: str | None
    save: str | None
    no_save: bool
    left: str | None
    right: str | None
    first: str | None
    minutes: int | None
    cards: int | None
    depth: Depth | None
    suits: tuple[str, ...]
    without: tuple[str, ...]
    dialogue: str | None
    seed: int | None
    plain: bool | None
    reduced_motion: bool
    theme: str | None
    today: bool = False


@click.command("play", cls=Playing, help="")
@playing_options
def play(**options: Any) -> int:
    """Open the save file, find the deck, and play."""
    return open_and_play(PlayRequest(**options))


def open_and_play(asked: PlayRequest) -> int:
    """Open the save file, find the deck, and play in the face that fits. Returns the exit status."""
    _refuse_conflicts(asked)
    disable_core_dumps()
    linear = must_be_linear()
    store = _open_store(asked)
    # The deck comes second: it may depend on the open evening.
    session = Session(store, None, now)
    try:
        session.end_finished_evening()
        opened = session.open_position()
        kept = opened.plan.deck if opened is not None else None
        chosen = going_on = deck_to_play(asked.deck, kept)
        if kept is not None and normal(chosen.name) != normal(kept):
            going_on = deck_to_play(None, kept)
        session.lay(chosen.deck, going_on.deck)
        options = _options(asked, chosen)
        plain = linear or wants_plain(store, asked=asked.plain)
        return _play(asked, session, chosen.words, options, plain=plain)
    finally:
        session.end_finished_evening()
        session.back_up()
        store.close()
        if store.backup_error is not None:
            complain(one_line(f"No backup was made. {store.backup_error}"))


def _play(asked: PlayRequest, session: Session, words: Words, options: Options, *, plain: bool) -> int:
    if plain:
        return _play_plain(session, words, options)
    navigation = Navigation(session, words, options)
    open_first_view(navigation)
    if not session.store.settings().noted:
        # A screen reader may find nothing on the screen that is drawn, but it reads what stands here.
        say(one_line(words.note_plain))
    still = asked.reduced_motion or is_far_away(os.environ)
    scrub_environment(os.environ)
    # Textual, Rich and asyncio take longer to import than all the rest together; only drawing needs them.
    from cardtui.faces.evening.evening_app import run

    status = run(navigation, theme=asked.theme or "", still=still, shown=resume_collecting)
    session.store.retry()
    if navigation.goes_plain:
        return _play_plain(session, words, options)
    if navigation.over and navigation.parting:
        say(one_line(navigation.parting))
    return status


def _play_plain(session: Session, words: Words, options: Options) -> int:
    from cardtui.faces.plain import plain_words, play_plain

    navigation = Navigation(session, plain_words(words), options)
    open_first_view(navigation)
    resume_collecting()
    # The end of the window, or a polite kill, leaves through the same door as `q`. SIGQUIT would leave an image of our
    # memory on the disk, and the names in it.
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT):
        signal.signal(number, _leave)
    clock = time.monotonic if sys.stdin.isatty() else None
    try:
        return play_plain(navigation, read_line, write, clock)
    finally:
        navigation.leave()  # also where nothing can be written any more


def _leave(number: int, frame: FrameType | None) -> NoReturn:
    sys.exit(128 + number)


# Options


def _refuse_conflicts(asked: PlayRequest) -> None:
    if asked.save is not None and asked.no_save:
        raise Failure("--save and --no-save cannot both hold; leave one of them out.")
    if asked.minutes is not None and asked.cards is not None:
        raise Failure("--minutes and --cards both say how long; leave one of them out.")
    if asked.today and asked.cards not in (None, 1):
        raise Failure("'today' is one card; leave --cards out, or begin an evening without 'today'.")
    if asked.today and asked.dialogue is not None:
        raise Failure("'today' has a dialogue of its own; leave --dialogue out, or begin an evening without 'today'.")


def _options(asked: PlayRequest, chosen: DeckToPlay) -> Options:
    """What was asked for, checked against the deck."""
    dialogue: tuple[str, ...] = ()
    if asked.dialogue is not None and chosen.deck is not None:
        known = chosen.deck.dialogues
        titles = {each.title.casefold(): name for name, each in known.items()}  # as the screen calls them
        name = asked.dialogue if asked.dialogue in known else titles.get(asked.dialogue.casefold(), asked.dialogue)
        dialogue = _one_of([name], known, "dialogue")
    return Options(
        deck=chosen.name,
        left=_name(asked.left),
        right=_name(asked.right),
        first=Seat(asked.first) if asked.first is not None else None,
        minutes=asked.minutes,
        cards=asked.cards,
        depth=asked.depth,
        suits=_suits(asked.suits, chosen.deck),
        without=_several(asked.without, TOPICS, "topic", "--without"),
        dialogue=dialogue[0] if dialogue else None,
        seed=asked.seed,
        today=asked.today,
    )


def _name(name: str | None) -> str | None:
    return clean_name(name) if name is not None else None


def _suits(asked: Sequence[str], deck: Deck | None) -> tuple[str, ...]:
    return _several(asked, [suit.name for suit in deck.suits], "suit", "--suit") if asked and deck is not None else ()


def _several(asked: Sequence[str], known: Sequence[str], noun: str, option: str) -> tuple[str, ...]:
    """The values of a repeated option. One that holds nothing but commas is a filter that somebody counts on."""
    values = split(asked, known)
    if asked and not values:
        raise Failure(f"{option} names no {noun}; give one, or leave {option} out.")
    return _one_of(values, known, noun)


def _one_of(values: Sequence[str], known: Any, noun: str) -> tuple[str, ...]:
    """The values as the deck writes them, whatever the case of their letters."""
    by_key = {comparable(name): name for name in known}
    for value in values:
        if comparable(value) not in by_key:
            raise Failure(no_such(value, known, noun))
    return tuple(dict.fromkeys(by_key[comparable(value)] for value in values))


# The save file


def _open_store(asked: PlayRequest) -> ResilientStore:
    if asked.no_save:
        return ResilientStore.nowhere()
    file = save_path(asked.save)
    # Where nobody may look, `Path.exists` raises an error; to play on without saving is still possible.
    warning = unsafe_folder(file) if not os.path.exists(file) else None  # noqa: PTH110
    store = ResilientStore.open(file, own=asked.save is None)
    if warning is not None:
        # Once, before anything is in it; `cardtui where` says it again.
        complain(one_line(warning))
    if store.error is not None and not store.damaged:
        # The screen has room for a few words only, and a backup to offer where it is damaged.
        complain(one_line(store.error))
    return store
