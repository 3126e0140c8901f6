"""`play` and `today`: from the command line to the first screen."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Collection, Sequence
from types import FrameType
from typing import Any, NoReturn

import click
import msgspec

from cardtui.commands.shared.deck_to_play import DeckToPlay, deck_to_play
from cardtui.commands.shared.face_choice import must_be_plain
from cardtui.commands.shared.failures import Failure
from cardtui.commands.shared.line_io import read_line, write
from cardtui.commands.shared.output import complain, one_line, say
from cardtui.commands.shared.parameters import no_such, playing_options, split
from cardtui.deck.card import Deck
from cardtui.deck.deck_locations import as_spelled
from cardtui.deck.topics import TOPICS
from cardtui.deck.words import Words
from cardtui.presenter.evening_setup import Options
from cardtui.presenter.navigation import Navigation
from cardtui.presenter.session import Session
from cardtui.presenter.start_views import open_first_view
from cardtui.rules.evening_plan import Seat
from cardtui.save.location import save_path, unsafe_folder
from cardtui.save.resilient_store import ResilientStore
from cardtui.system.environment import is_far_away, scrub_environment
from cardtui.system.process import disable_core_dumps, resume_collecting
from cardtui.text.local_time import now
from cardtui.text.names import clean_name
from cardtui.text.normal_form import comparable, normal


class Playing(click.Command):
    """A command that takes only options, and has a helpful error for anything else."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the options; any other word is a command or a deck in the wrong place."""
        ctx.allow_extra_args = True
        others = super().parse_args(ctx, args)
        if others and not ctx.resilient_parsing:
            word = others[0]
            group = ctx.parent.command if ctx.parent is not None else None
            if isinstance(group, click.Group) and word in group.commands:
                ctx.fail(f"Put the options after '{word}': cardtui {word} …")
            if as_spelled(word) is not None:
                ctx.fail(f"'{word}' is not an option. To play with that deck: --deck {word}")
            ctx.fail(f"'{word}' is not an option.")
        return others


@click.command("play", cls=Playing, help="")
@playing_options
def play(**options: Any) -> int:
    """Open the save file, find the deck, and play."""
    return open_and_play(**options)


def open_and_play(
    deck: str | None,
    save: str | None,
    theme: str | None,
    *,
    no_save: bool,
    plain: bool | None,
    reduced_motion: bool,
    **typed: Any,
) -> int:
    """Open the save file, find the deck, and play in the face that fits. Returns the exit status.

    typed: the other options given, by the names of `Options`.
    """
    if save is not None and no_save:
        raise Failure("--save and --no-save cannot both hold; leave one of them out.")
    asked = Options(**typed)
    _refuse_conflicts(asked)
    disable_core_dumps()
    is_plain = must_be_plain()
    store = ResilientStore.nowhere() if no_save else _open_store(save)
    # The deck comes second: it may depend on the open evening.
    session = Session(store, None, now)
    try:
        session.end_finished_evening()
        opened = store.open_evening()
        kept = opened.position.plan.deck if opened is not None else None
        chosen = going_on = deck_to_play(deck, kept)
        if kept is not None and normal(chosen.name) != normal(kept):
            going_on = deck_to_play(None, kept)
        session.lay(chosen.deck, going_on.deck)
        words, options = (chosen.words, going_on.words), _options(asked, chosen)
        if is_plain or _wants_plain(store, asked=plain):
            return _play_plain(session, words, options)
        still = reduced_motion or is_far_away(os.environ)
        return _play(session, words, options, theme or "", still=still)
    finally:
        session.end_finished_evening()
        session.back_up()
        store.close()
        if store.backup_error is not None:
            complain(one_line(f"No backup was made. {store.backup_error}"))


def _play(session: Session, words: tuple[Words, Words], options: Options, theme: str, *, still: bool) -> int:
    """words: for new evenings, and for the open one."""
    new, opened = words
    navigation = Navigation(session, new, options, opened)
    open_first_view(navigation)
    if not session.store.settings().noted:
        # A screen reader may find nothing on the drawn screen, but it reads this.
        say(one_line(new.note_plain))
    scrub_environment(os.environ)
    # Textual, Rich and asyncio take longer to import than everything else together; only drawing needs them.
    from cardtui.faces.evening.evening_app import EveningApp

    app = EveningApp(navigation, look_name=theme, still=still, shown=resume_collecting)
    status = app.run_until_left()
    session.store.retry()
    if navigation.goes_plain:
        return _play_plain(session, words, options)
    if navigation.over and navigation.parting:
        say(one_line(navigation.parting))
    return status


def _play_plain(session: Session, words: tuple[Words, Words], options: Options) -> int:
    from cardtui.faces.plain import plain_words, play_plain

    new, opened = map(plain_words, words)
    navigation = Navigation(session, new, options, opened)
    open_first_view(navigation)
    resume_collecting()
    # Closing the window, or SIGTERM, exits the same way as `q`. SIGQUIT would write our memory to the
    # disk, with the names in it.
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT):
        signal.signal(number, _leave)
    clock = time.monotonic if sys.stdin.isatty() else None
    try:
        return play_plain(navigation, read_line, write, clock)
    finally:
        navigation.leave()  # even if nothing can be written any more


def _leave(number: int, frame: FrameType | None) -> NoReturn:
    sys.exit(128 + number)


# Options


def _refuse_conflicts(asked: Options) -> None:
    if asked.minutes is not None and asked.cards is not None:
        raise Failure("--minutes and --cards both say how long; leave one of them out.")
    if asked.today and asked.cards not in (None, 1):
        raise Failure("'today' is one card; leave --cards out, or begin an evening without 'today'.")
    if asked.today and asked.dialogue is not None:
        raise Failure("'today' has a dialogue of its own; leave --dialogue out, or begin an evening without 'today'.")


def _options(asked: Options, chosen: DeckToPlay) -> Options:
    """The chosen options, checked against the deck."""
    deck = chosen.deck
    return msgspec.structs.replace(
        asked,
        dialogue=_dialogue(asked.dialogue, deck) if asked.dialogue is not None and deck is not None else None,
        deck=chosen.name,
        left=clean_name(asked.left) if asked.left is not None else None,
        right=clean_name(asked.right) if asked.right is not None else None,
        first=Seat(asked.first) if asked.first is not None else None,
        suits=_several(asked.suits, [suit.name for suit in deck.suits], "suit", "--suit") if deck is not None else (),
        without=_several(asked.without, TOPICS, "topic", "--without"),
    )


def _dialogue(asked: str, deck: Deck) -> str:
    """The name of a dialogue, given its name or its title on the screen."""
    titles = {each.title.casefold(): name for name, each in deck.dialogues.items()}
    name = asked if asked in deck.dialogues else titles.get(asked.casefold(), asked)
    return _known([name], deck.dialogues, "dialogue")[0]


def _several(asked: Sequence[str], known: Sequence[str], noun: str, option: str) -> tuple[str, ...]:
    """The values of a repeated option. Only commas is an error: the user expects a filter."""
    values = split(asked, known)
    if asked and not values:
        raise Failure(f"{option} names no {noun}; give one, or leave {option} out.")
    return _known(values, known, noun)


def _known(values: Sequence[str], known: Collection[str], noun: str) -> tuple[str, ...]:
    """The values as the deck spells them; upper and lower case are equal."""
    by_key = {comparable(name): name for name in known}
    for value in values:
        if comparable(value) not in by_key:
            raise Failure(no_such(value, known, noun))
    return tuple(dict.fromkeys(by_key[comparable(value)] for value in values))


# The save file


def _wants_plain(store: ResilientStore, *, asked: bool | None) -> bool:
    """Whether to play in plain text.

    asked: True for ``--plain``, False for ``--no-plain``. ``--plain`` applies this time only. ``--no-plain`` undoes an
    earlier switch to plain text, so it is remembered.
    """
    settings = store.settings()
    if asked is False and settings.plain:
        store.keep_settings(msgspec.structs.replace(settings, plain=False))
    return settings.plain is True if asked is None else asked


def _open_store(save: str | None) -> ResilientStore:
    file = save_path(save)
    # If the folder may not be read, `Path.exists` raises an error; playing without saving is still possible.
    warning = unsafe_folder(file) if not os.path.exists(file) else None  # noqa: PTH110
    store = ResilientStore.open(file, own=save is None)
    if warning is not None:
        # Only once, before the file has content; `cardtui where` repeats it.
        complain(one_line(warning))
    if store.error is not None and not store.damaged:
        # The screen has room for only a few words, and has to offer a backup if the file is damaged.
        complain(one_line(store.error))
    return store
