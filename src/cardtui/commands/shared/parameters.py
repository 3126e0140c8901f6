"""Kinds of arguments: how they are read, and what a shell can complete them to.

Whatever they need to know of decks is imported when a value is there to be read, so that ``--help`` does not wait.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, NoReturn

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem
from collections.abc import Callable
from typing import Any, TypeVar

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


class OneOf(click.ParamType[str]):
    """A name out of a list that a subclass knows; several are separated by commas where an option may be repeated."""

    name = "name"

    def known(self, ctx: click.Context | None) -> Iterable[str]:
        """The names there are."""
        raise NotImplementedError

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Those that begin with what was typed, after the last comma."""
        from click.shell_completion import CompletionItem

        from cardtui.text.invisible import visible
        from cardtui.text.normal_form import comparable

        try:
            names = list(self.known(ctx))
        except Exception:  # noqa: BLE001  (a shell that completes has no place for our trouble)
            return []
        before, comma, last = incomplete.rpartition(",") if param.multiple else ("", "", incomplete)
        # The name of a file may hold what would be a line of its own to the shell, or a command to the terminal.
        names = [name for name in names if visible(name) == name and comparable(name).startswith(comparable(last))]
        return [CompletionItem(f"{before}{comma}{name}") for name in names]


class TopicName(OneOf):
    """A topic that cards can have."""

    name = "topic"

    def known(self, ctx: click.Context | None) -> Iterable[str]:
        """All topics."""
        from cardtui.deck.topics import TOPICS

        return TOPICS


class ThemeName(OneOf):
    """A look of the full screen: ours, or one of Textual's themes."""

    name = "theme"

    def known(self, ctx: click.Context | None) -> Iterable[str]:
        """All looks that can be chosen, ours first."""
        from cardtui.faces.screen.textual_looks import textual_looks
        from cardtui.system.terminal import Depth

        return [*OUR_LOOKS, *textual_looks(Depth.ALL)]

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name as it is kept."""
        name = value.lower()
        if name not in OUR_LOOKS and name not in (known := list(self.known(ctx))):  # ours don't wait for Textual
            refuse(value, known, "look", param, ctx)
        return name


class SuitName(OneOf):
    """A suit of the deck named on the same command line, or of the shipped one. Play looks whether it exists."""

    name = "suit"

    def known(self, ctx: click.Context | None) -> Iterable[str]:
        """The suits, in the deck's order."""
        from cardtui.deck.opened_deck import open_deck

        reading = open_deck(ctx.params.get("deck") if ctx is not None else None)
        return [suit.name for suit in reading.deck.suits] if reading.deck is not None else []


class DialogueName(OneOf):
    """A dialogue of the deck. Play looks whether it exists."""

    name = "dialogue"

    def known(self, ctx: click.Context | None) -> Iterable[str]:
        """The dialogues, in the deck's order."""
        from cardtui.deck.opened_deck import open_deck

        reading = open_deck(ctx.params.get("deck") if ctx is not None else None)
        return reading.deck.dialogues if reading.deck is not None else ()


class DialogueOrPlan(DialogueName):
    """A dialogue, or a plan by its name or path."""

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name, or the path with a home folder in place of ``~``."""
        return expanded(value, param, ctx)


class FilePath(click.ParamType[str]):
    """The path of a file, with a home folder in place of ``~``. The command looks whether it exists."""

    name = "file"

    def __init__(self, *, standard: bool = False) -> None:
        """standard: whether "-" stands for standard input or output."""
        self._standard = standard

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The path."""
        if self._standard and value == "-":
            return value
        path = expanded(value, param, ctx)
        folder = os.path.isdir(path)  # noqa: PTH112  (`--help` would wait for pathlib)
        if folder or value.endswith(("/", os.sep)):
            from cardtui.text.suggestions import shown

            self.fail(f"{shown(value)} is {'' if folder else 'meant for '}a folder. Name a file in it.", param, ctx)
        return path

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Whatever lies where the path points."""
        from click.shell_completion import CompletionItem

        return [CompletionItem(incomplete, type="file")]


def expanded(value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
    """A path, or a name in the place of one, with a home folder in place of ``~``."""
    from cardtui.system.paths import NotAPath, named_path

    try:
        return str(named_path(value)) if not value or value.startswith("~") else value
    except NotAPath as error:
        raise click.BadParameter(f"{error}.", ctx=ctx, param=param) from error


class NameOrPath(OneOf):
    """A name that a subclass knows, or a path. The command looks whether it exists."""

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name, or the path with a home folder in place of ``~``."""
        return expanded(value, param, ctx)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """The names, then whatever lies where the path points."""
        from click.shell_completion import CompletionItem

        return [*super().shell_complete(ctx, param, incomplete), CompletionItem(incomplete, type="file")]


class PlanName(NameOrPath):
    """A plan by its name, or a path."""

    name = "plan"

    def known(self, ctx: click.Context | None) -> Iterable[str]:
        """The plans that have names."""
        from cardtui.workshop.plan_locations import known_plans

        return known_plans()


class TimeOfDay(click.ParamType[int]):
    """A time of day as 19:00 or 7.30, as minutes after midnight."""

    name = "time"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The minutes."""
        found = _TIME.fullmatch(value.strip())
        if found is None:
            self.fail("give a time of day such as 19:00.", param, ctx)
        return int(found[1]) * 60 + int(found[2])


class CodeName(OneOf):
    """A code of `check`, perhaps with the brackets that stand around it there."""

    name = "code"

    def known(self, ctx: click.Context | None) -> Iterable[str]:
        """All codes."""
        from cardtui.deck.codes import CODES

        return CODES


class DeckName(NameOrPath):
    """A deck by its name, or a path."""

    name = "deck"

    def known(self, ctx: click.Context | None) -> Iterable[str]:
        """The decks that have names."""
        from cardtui.deck.deck_locations import known_decks

        return [deck.name for deck in known_decks()]


class CheckedName(DeckName):
    """A deck or a plan to be looked over; one that is not there is told in the report."""

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """As it was given."""
        return value


class SuitOrPlan(SuitName):
    """A suit, or a plan by its name or path."""

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name, or the path with a home folder in place of ``~``."""
        return expanded(value, param, ctx)


def split(values: Iterable[str], known: Iterable[str] = ()) -> list[str]:
    """The values of a repeated option, each also separated by commas; a known name that holds a comma stays whole."""
    from cardtui.text.normal_form import comparable

    names = set(map(comparable, known))
    found: list[str] = []
    for value in values:
        found += [value] if comparable(value) in names else [part.strip() for part in value.split(",") if part.strip()]
    return list(dict.fromkeys(found))


def refuse(
    value: str, known: Iterable[str], noun: str, param: click.Parameter | None, ctx: click.Context | None
) -> NoReturn:
    """Say that there is no such thing, what was perhaps meant, and what there is."""
    raise click.BadParameter(no_such(value, known, noun), ctx=ctx, param=param)


def no_such(value: str, known: Iterable[str], noun: str, way_out: str = "") -> str:
    """A sentence that there is no ``noun`` called ``value``, with what was perhaps meant, and what there is.

    way_out: how to see what there is, where that is too much for a sentence.
    """
    from cardtui.text.suggestions import closest, shown

    names = list(known)
    near = closest(value[:64], names)
    meant = f" Did you mean '{near}'?" if near else ""
    return f"There is no {noun} {shown(value)}.{meant} {way_out or 'There are: ' + ', '.join(names) + '.'}"


Command = TypeVar("Command", bound=Callable[..., Any])

OUR_LOOKS = ("dark", "light", "contrast")

_A_DAY = 24 * 60
_MOST_CARDS = 1000
_LAST_SEED = 2**32 - 1

save_option = click.option("--save", metavar="FILE", type=FilePath(), help="Use this save file, not the usual one.")
theme_option = click.option(
    "--theme", metavar="NAME", type=ThemeName(), help="The look: dark, light, contrast or one of Textual's."
)


def deck_option(text: str) -> Callable[[Command], Command]:
    """``--deck``, with what it means here."""
    return click.option("--deck", metavar="PATH|NAME", type=DeckName(), help=text)


_PLAYING = (
    deck_option("A folder of suits, one suit file, or a name from 'cardtui decks'."),
    save_option,
    click.option("--no-save", is_flag=True, help="Don't remember this evening."),
    click.option("--left", metavar="NAME", help="Who sits on the left."),
    click.option("--right", metavar="NAME", help="Who sits on the right."),
    click.option("--first", metavar="left|right", type=click.Choice(["left", "right"]), help="Who starts."),
    click.option("--minutes", metavar="N", type=Number(1, _A_DAY), help="Length in minutes; it never cuts you off."),
    click.option("--cards", metavar="N", type=Number(1, _MOST_CARDS), help="How many cards, instead of minutes."),
    click.option("--depth", metavar="1|2|3", type=Number(1, 3), help="How deep: 1 easy, 2 open, 3 tender."),
    click.option("--suit", "suits", metavar="NAME", type=SuitName(), multiple=True, help="Only this suit; repeatable."),
    click.option("--without", metavar="TOPIC", type=TopicName(), multiple=True, help="Not this topic; repeatable."),
    click.option(
        "--dialogue", metavar="NAME", type=DialogueName(), help="How to talk about questions: mirror or full."
    ),
    click.option("--seed", metavar="N", type=Number(0, _LAST_SEED), help="Same N, same cards."),
    click.option("--plain/--no-plain", default=None, help="Plain text, this time; or the full screen from now on."),
    click.option("--reduced-motion", is_flag=True, help="Nothing moves on the screen."),
    theme_option,
)


def playing_options(command: Command) -> Command:
    """All options of ``play`` and ``today``."""
    for option in reversed(_PLAYING):
        command = option(command)
    return command


output_option = click.option(
    "-o", "--output", metavar="FILE", type=FilePath(standard=True), help="Where to; '-' is standard output."
)
force_option = click.option("--force", is_flag=True, help="Replace an existing file.")

_PRINTING = (
    click.option("--paper", type=click.Choice(["a4", "letter"], case_sensitive=False), help="Else by your locale."),
    click.option("--font", metavar="FILE", type=FilePath(), help="For characters that cardtui's own fonts lack."),
    output_option,
    force_option,
)


def printing_options(command: Command) -> Command:
    """The options of every ``print``."""
    for option in reversed(_PRINTING):
        command = option(command)
    return command
