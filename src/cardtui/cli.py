"""The command line: which commands there are, and how one is found and run.

Each command is declared in a module of its name in `cardtui.commands` and imported only when it is named, so that no
command waits for another's imports.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from functools import cache
from importlib import import_module
from typing import Any

import click

from cardtui import __version__
from cardtui.commands.shared.failures import CANNOT_RUN, Failure, run
from cardtui.commands.shared.output import say_ours, standard_output
from cardtui.commands.shared.parameters import PLAYING

COMMANDS = {
    "play": "Start an evening, or pick up where you left off.",
    "today": "Five minutes, one Everyday card.",
    "lead": "Lead a workshop: PLAN on the projector.",
    "console": "Show your private notes and control the projector.",
    "path": "List the cards you've had.",
    "export": "Print everything that is remembered.",
    "forget": "Erase the save file, its backups, and everything that belongs to it.",
    "restore": "Replace the save file with a backup (the old file is kept).",
    "shortcut": "Put cardtui into the menu of programs (Linux).",
    "where": "List every file that cardtui reads or writes.",
    "decks": "List the decks you can play, and where they are.",
    "check": "Check deck files for mistakes, with advice on wording.",
    "explain": "Explain a code from 'check', and how to fix it.",
    "new": (
        "Write a small commented suit to start from, or, with the word 'plan' before the name, a plan for a workshop."
    ),
    "import": "Turn a list of prompts into a suit.",
    "schema": "Print the schema of a deck file, for editors that check it.",
    "print": "Make a PDF of sheets or slides for a workshop, or of cards to cut out; or a page for the couples.",
}
"""In the order in which people need them, each with the first line of its help."""

USUAL = "play"
"""The command that ``cardtui`` alone runs."""

_MODULES = {"import": "import_", "print": "print_"}
"""Modules that cannot have the same name as their command."""

_COMPLETE = "_CARDTUI_COMPLETE"
"""What a shell sets in the environment to ask for completion."""

_EPILOG = """\b
Shell completion (for bash; also zsh_source and fish_source):
  eval "$(_CARDTUI_COMPLETE=bash_source cardtui)"

\b
Exit status: 0 success, 1 a deck has errors or a plan is not ready,
2 could not run.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit status.

    arguments: without the program's name; by default those of the process.
    """
    return run(lambda: _invoke(sys.argv[1:] if arguments is None else list(arguments)))


def _invoke(arguments: list[str]) -> object:
    """Do what `click.Command.main` does, except for its exit statuses: it reports a broken pipe as an error."""
    if asked := os.environ.get(_COMPLETE):
        return _complete(asked)
    try:
        with cli.make_context("cardtui", arguments, terminal_width=_width_of_help()) as context:
            return cli.invoke(context)
    except click.exceptions.Exit as left:
        return left.exit_code


def _complete(asked: str) -> int:
    """Print the completion script for a shell, or the completions."""
    from click.shell_completion import shell_complete

    try:
        with standard_output():
            status: int = shell_complete(cli, {}, "cardtui", _COMPLETE, asked)
    except (KeyError, ValueError):  # of what else the shell should have set
        status = CANNOT_RUN
    if status:
        raise Failure(f"Invalid {_COMPLETE}, or variables that go with it; 'cardtui --help' shows how to set it up.")
    return status


def _show_version(ctx: click.Context, param: click.Parameter, value: bool) -> None:  # noqa: FBT001  (as click calls it)
    if value and not ctx.resilient_parsing:
        say_ours(f"cardtui {__version__}")
        ctx.exit()


def _show_help(ctx: click.Context, param: click.Parameter, value: bool) -> None:  # noqa: FBT001  (as click calls it)
    if value and not ctx.resilient_parsing:
        say_ours(ctx.get_help())
        ctx.exit()


_help_option = click.help_option("-h", "--help", callback=_show_help)
"""Click's option, but printed through our own output, which notices when it cannot be written."""


def _width_of_help() -> int | None:
    """Columns for help on a terminal; None elsewhere, where click may use COLUMNS."""
    if "COLUMNS" not in os.environ or not sys.stdout.isatty():
        return None
    from cardtui.system.terminal_size import terminal_size

    return max(50, min(80, terminal_size(sys.stdout.fileno(), os.environ)[0]) - 2)  # as click computes it


@cache
def load(name: str) -> click.Command:
    """Import one of the `COMMANDS`, from the module of its name.

    Its ``help`` continues the line in the list. It is passed to click even if empty; otherwise click would use the
    docstring, which is gone when Python optimizes (-OO).
    """
    module = _MODULES.get(name, name)
    command: click.Command = getattr(import_module(f"cardtui.commands.{module}"), module)
    command.help = f"{COMMANDS[name]}\n\n{command.help}"
    for each in (command, *getattr(command, "commands", {}).values()):
        _help_option(each)
    return command


class Commands(click.Group):
    """The commands. The options of the default one work without its name.

    ``commands`` only lists them; each command is imported when it is named (`load`).
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the default command in front if there are only its options, or no arguments at all."""
        own = {name for param in self.get_params(ctx) for name in param.opts}
        # A shell that completes the first word may still get any command.
        nothing = not args and not ctx.resilient_parsing
        if nothing or (args and args[0].startswith("-") and args[0].partition("=")[0] not in own):
            args = self._named(ctx, args) or [USUAL, *args]
        return super().parse_args(ctx, args)

    def _named(self, ctx: click.Context, args: list[str]) -> list[str] | None:
        """The arguments with the command in front if its options came first; None if no command has them all."""
        try:
            # The parser of a group's context stops at the first word that is neither an option nor its value.
            _, rest, given = self.commands[USUAL].make_parser(ctx).parse_args(list(args))
        except click.UsageError:
            return None
        if not rest or rest[0] not in self.commands:
            return None
        known = {name for param in load(rest[0]).get_params(ctx) for name in param.opts}
        if not all(known.issuperset(param.opts) for param in given):
            return None
        return [rest[0], *args[: len(args) - len(rest)], *rest[1:]]

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order in which people need them, not alphabetically."""
        return list(self.commands)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; if a deck was named instead, say how to do that."""
        try:
            name, listed, rest = super().resolve_command(ctx, args)
        except click.UsageError:
            # Only needed after a mistake.
            from cardtui.deck.deck_locations import as_spelled
            from cardtui.workshop.plan_file import is_plan

            if (path := as_spelled(args[0])) is None:
                raise
            meant = "lead it: cardtui lead" if is_plan(path) else "play with that deck: cardtui --deck"
            ctx.fail(f"'{args[0]}' is not a command. To {meant} {args[0]}")
        return name, load(args[0]) if listed else None, rest

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands, then the options of the default one, which work without its name."""
        self.format_commands(ctx, formatter)
        for title, command in (("Options of play and today", self.commands[USUAL]), ("Other options", self)):
            records = [record for param in command.get_params(ctx) if (record := param.get_help_record(ctx))]
            with formatter.section(title):
                formatter.write_dl([record for record in records if command is self or not record[0].startswith("-h")])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[Any]:
        """The commands, and the options of the default one."""
        usual = self.commands[USUAL].shell_complete(ctx, incomplete) if incomplete.startswith("-") else []
        own = {item.value for item in usual}
        return [*usual, *(item for item in super().shell_complete(ctx, incomplete) if item.value not in own)]


@click.group(
    cls=Commands,
    options_metavar="",
    subcommand_metavar="[COMMAND] [OPTIONS]",
    epilog=_EPILOG,
    help="""
    A card deck for two people at one screen.

    'cardtui' alone plays. It deals a card, says whose turn it is to speak and whose to listen, and keeps your place.
    Nothing that you say is kept, and nothing leaves this computer.
    """,
)
@click.option(
    *("-V", "--version"),
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    help="Show the version and exit.",
)
@_help_option
def cli() -> None:
    """All commands."""


for _name, _summary in COMMANDS.items():
    cli.add_command(click.Command(_name, help=_summary))
# They work without the command's name, so they must be known before it is imported.
for _option in (*PLAYING, _help_option):
    _option(cli.commands[USUAL])
