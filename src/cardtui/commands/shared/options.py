"""The options that several commands take."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from cardtui.commands.shared.parameters import DeckName, DialogueName, FilePath, Number, SuitName, ThemeName, TopicName

Command = TypeVar("Command", bound=Callable[..., Any])

_A_DAY = 24 * 60
_MOST_CARDS = 1000
_LAST_SEED = 2**32 - 1

save_option = click.option("--save", metavar="FILE", type=FilePath(), help="Use this save file, not the usual one.")


def deck_option(text: str) -> Callable[[Command], Command]:
    """``--deck``, with what it means here."""
    return click.option("--deck", metavar="PATH|NAME", type=DeckName(), help=text)


_PLAYING = (
    deck_option("A folder of suits, one suit file, or a name from 'cardtui decks'."),
    save_option,
    click.option("--no-save", is_flag=True, help="Remember nothing of this."),
    click.option("--left", metavar="NAME", help="Who sits left."),
    click.option("--right", metavar="NAME", help="Who sits right."),
    click.option("--first", metavar="left|right", type=click.Choice(["left", "right"]), help="Who starts."),
    click.option("--minutes", metavar="N", type=Number(1, _A_DAY), help="How long, up to a day; the end is soft."),
    click.option("--cards", metavar="N", type=Number(1, _MOST_CARDS), help="How many cards, instead of minutes."),
    click.option("--depth", metavar="1|2|3", type=Number(1, 3), help="How deep: 1 easy, 2 open, 3 tender."),
    click.option("--suit", "suits", metavar="NAME", type=SuitName(), multiple=True, help="Only this suit; repeatable."),
    click.option("--without", metavar="TOPIC", type=TopicName(), multiple=True, help="Not this topic; repeatable."),
    click.option(
        "--dialogue", metavar="NAME", type=DialogueName(), help="How to talk about questions: mirror or full."
    ),
    click.option("--seed", metavar="N", type=Number(0, _LAST_SEED), help="Deal the same cards again."),
    click.option("--plain/--no-plain", default=None, help="Plain text, this time; or the cards, from now on."),
    click.option("--reduced-motion", is_flag=True, help="Nothing moves on the screen."),
    click.option("--theme", metavar="NAME", type=ThemeName(), help="The look: dark, light or contrast."),
)


def playing_options(command: Command) -> Command:
    """All options of ``play`` and ``today``."""
    for option in reversed(_PLAYING):
        command = option(command)
    return command


_PRINTING = (
    click.option("--paper", type=click.Choice(["a4", "letter"], case_sensitive=False), help="Else by your locale."),
    click.option("--font", metavar="FILE", type=FilePath(), help="For characters that cardtui's own fonts lack."),
    click.option(
        "-o", "--output", metavar="FILE", type=FilePath(standard=True), help="Where to; '-' is standard output."
    ),
    click.option("--force", is_flag=True, help="Replace a file that is there."),
)


def printing_options(command: Command) -> Command:
    """The options of every ``print``."""
    for option in reversed(_PRINTING):
        command = option(command)
    return command
