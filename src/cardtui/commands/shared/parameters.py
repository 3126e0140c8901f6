"""Types of arguments and options that several commands share: how they are read, and how a shell completes them.

What they need of decks is imported only when a value is read, so that ``--help`` is quick.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from cardtui.deck.card import Deck

Command = TypeVar("Command", bound=Callable[..., Any])
Known = Callable[["click.Context | None"], Iterable[str]]
"""Returns the known names."""

_TIME = re.compile(r"([01]?[0-9]|2[0-3])[:.]([0-5][0-9])")


class Number(click.ParamType[int]):
    """A whole number from ``low`` to ``high``."""

    name = "number"

    def __init__(self, low: int, high: int) -> None:
        self._low = low
        self._high = high

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number."""
        try:
            number = int(value)
        except ValueError:
            number = self._low - 1
        if not self._low <= number <= self._high:
            self.fail(f"give a whole number from {self._low} to {self._high}.", param, ctx)
        return number


class TimeOfDay(click.ParamType[int]):
    """A time of day as 19:00 or 7.30, as minutes after midnight."""

    name = "time"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The minutes."""
        found = _TIME.fullmatch(value.strip())
        if found is None:
            self.fail("give a time of day such as 19:00.", param, ctx)
        return int(found[1]) * 60 + int(found[2])


STANDARD = "-"
"""Instead of a file: standard input or output."""


class FilePath(click.ParamType[str]):
    """The path of a file, with ``~`` expanded. The command checks whether it exists."""

    name = "file"

    def __init__(self, *, standard: bool = False) -> None:
        """standard: whether `STANDARD` means standard input or output."""
        self._standard = standard

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The path."""
        if self._standard and value == STANDARD:
            return value
        path = _expanded(value, param, ctx)
        folder = os.path.isdir(path)  # noqa: PTH112  (`--help` would wait for pathlib)
        if folder or value.endswith(("/", os.sep)):
            from cardtui.text.suggestions import shown

            self.fail(f"{shown(value)} is {'' if folder else 'meant for '}a folder. Name a file in it.", param, ctx)
        return path

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Files that match the path so far."""
        from click.shell_completion import CompletionItem

        return [CompletionItem(incomplete, type="file")]


def _expanded(value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
    """A path, or a name instead of one, with ``~`` expanded."""
    from cardtui.system.paths import NotAPath, named_path

    try:
        return str(named_path(value)) if not value or value.startswith("~") else value
    except NotAPath as error:
        raise click.BadParameter(f"{error}.", ctx=ctx, param=param) from error


class OneOf(click.ParamType[str]):
    """A name from a list; several are separated by commas if an option may be repeated.

    The command checks whether it exists, since the known names may depend on a deck.

    Args:
        name: what kind of thing is named.
        known: returns the known names.
        or_path: whether a path is accepted instead of a name.
        or_file: whether a shell also completes files.
    """

    def __init__(self, name: str, known: Known, *, or_path: bool = False, or_file: bool = False) -> None:
        self.name = name
        self.known = known
        self._or_path = or_path
        self._or_file = or_file

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name, or the path with ``~`` expanded."""
        return _expanded(value, param, ctx) if self._or_path else value

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Known names that begin with what was typed after the last comma; then matching files, if accepted."""
        from click.shell_completion import CompletionItem

        from cardtui.text.invisible import visible
        from cardtui.text.normal_form import comparable

        try:
            names = list(self.known(ctx))
        except Exception:  # noqa: BLE001  (a shell that completes has no place for our trouble)
            names = []
        before, comma, last = incomplete.rpartition(",") if param.multiple else ("", "", incomplete)
        # A file name may hold a line end, which the shell would take for a new line, or a command to the terminal.
        names = [name for name in names if visible(name) == name and comparable(name).startswith(comparable(last))]
        files = [CompletionItem(incomplete, type="file")] if self._or_file else []
        return [*(CompletionItem(f"{before}{comma}{name}") for name in names), *files]


class LookName(OneOf):
    """A look of the full screen: ours, or one of Textual's themes."""

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name as it is stored."""
        from cardtui.save.settings import OUR_LOOKS

        name = value.lower()
        if name not in OUR_LOOKS and name not in (known := list(self.known(ctx))):  # ours don't need Textual's import
            self.fail(no_such(value, known, "look"), param, ctx)
        return name


def _looks(ctx: click.Context | None) -> Iterable[str]:
    from cardtui.faces.screen.themes import textual_looks
    from cardtui.save.settings import OUR_LOOKS
    from cardtui.system.color_depth import Depth

    return [*OUR_LOOKS, *textual_looks(Depth.ALL)]


def _topics(ctx: click.Context | None) -> Iterable[str]:
    from cardtui.deck.topics import TOPICS

    return TOPICS


def decks(ctx: click.Context | None) -> Iterable[str]:
    """The decks that have names."""
    from cardtui.deck.deck_locations import known_decks

    return [deck.name for deck in known_decks()]


def _plans(ctx: click.Context | None) -> Iterable[str]:
    from cardtui.workshop.plan_locations import known_plans

    return known_plans()


def suits(ctx: click.Context | None) -> Iterable[str]:
    """The suits of the deck, in its order."""
    deck = _deck_of(ctx)
    return [suit.name for suit in deck.suits] if deck is not None else ()


def dialogues(ctx: click.Context | None) -> Iterable[str]:
    """The dialogues of the deck, in its order."""
    deck = _deck_of(ctx)
    return deck.dialogues if deck is not None else ()


def _deck_of(ctx: click.Context | None) -> Deck | None:
    """The deck named on the same command line, or the shipped one."""
    from cardtui.deck.opened_deck import open_deck

    return open_deck(ctx.params.get("deck") if ctx is not None else None).deck


def split(values: Iterable[str], known: Iterable[str] = ()) -> list[str]:
    """The values of a repeated option, also separated by commas; a known name that holds a comma stays whole."""
    from cardtui.text.normal_form import comparable

    names = set(map(comparable, known))
    found: list[str] = []
    for value in values:
        found += [value] if comparable(value) in names else [part.strip() for part in value.split(",") if part.strip()]
    return list(dict.fromkeys(found))


def no_such(value: str, known: Iterable[str], noun: str, way_out: str = "") -> str:
    """A sentence that there is no ``noun`` called ``value``, with the nearest name and all known ones.

    way_out: how to list them, if they are too many for a sentence.
    """
    from cardtui.text.suggestions import closest, shown

    names = list(known)
    near = closest(value[:64], names)
    meant = f" Did you mean '{near}'?" if near else ""
    return f"There is no {noun} {shown(value)}.{meant} {way_out or 'There are: ' + ', '.join(names) + '.'}"


def together(*options: Callable[[Command], Command]) -> Callable[[Command], Command]:
    """Several options as one decorator."""

    def declare(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return declare


def deck_option(text: str) -> Callable[[Command], Command]:
    """``--deck``, with its help for this command."""
    named = OneOf("deck", decks, or_path=True, or_file=True)
    return click.option("--deck", metavar="PATH|NAME", type=named, help=text)


save_option = click.option("--save", metavar="FILE", type=FilePath(), help="Use this save file, not the usual one.")
theme_option = click.option(
    "--theme",
    metavar="NAME",
    type=LookName("theme", _looks),
    help="The look: dark, light, contrast or one of Textual's.",
)
yes_option = click.option("--yes", is_flag=True, help="Don't ask.")
plan_argument = click.argument("plan", type=OneOf("plan", _plans, or_path=True, or_file=True))

_A_DAY = 24 * 60
_MOST_CARDS = 1000
_LAST_SEED = 2**32 - 1

PLAYING = (
    deck_option("A folder of suits, one suit file, or a name from 'cardtui decks'."),
    save_option,
    click.option("--no-save", is_flag=True, help="Don't remember this evening."),
    click.option("--left", metavar="NAME", help="Who sits on the left."),
    click.option("--right", metavar="NAME", help="Who sits on the right."),
    click.option("--first", metavar="left|right", type=click.Choice(["left", "right"]), help="Who starts."),
    click.option("--minutes", metavar="N", type=Number(1, _A_DAY), help="Length in minutes; it never cuts you off."),
    click.option("--cards", metavar="N", type=Number(1, _MOST_CARDS), help="How many cards, instead of minutes."),
    click.option("--depth", metavar="1|2|3", type=Number(1, 3), help="How deep: 1 easy, 2 open, 3 tender."),
    click.option(
        "--suit", "suits", metavar="NAME", type=OneOf("suit", suits), multiple=True, help="Only this suit; repeatable."
    ),
    click.option(
        "--without", metavar="TOPIC", type=OneOf("topic", _topics), multiple=True, help="Not this topic; repeatable."
    ),
    click.option(
        "--dialogue",
        metavar="NAME",
        type=OneOf("dialogue", dialogues),
        help="How to talk about questions: mirror or full.",
    ),
    click.option("--seed", metavar="N", type=Number(0, _LAST_SEED), help="Same N, same cards."),
    click.option("--plain/--no-plain", default=None, help="Plain text, this time; or the full screen from now on."),
    click.option("--reduced-motion", is_flag=True, help="Nothing moves on the screen."),
    theme_option,
)
"""All options of ``play`` and ``today``."""

playing_options = together(*PLAYING)
