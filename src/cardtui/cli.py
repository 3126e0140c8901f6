"""The command line: which commands there are. Each is declared, and does what it does, in `cardtui.commands`.

It is imported when it is named, so that nothing waits for what only another command needs.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import click

from cardtui import __version__
from cardtui.commands.shared.command_group import BaseCommand, Commands
from cardtui.commands.shared.command_list import COMMANDS, USUAL
from cardtui.commands.shared.exit_status import run
from cardtui.commands.shared.failures import CANNOT_RUN, Failure
from cardtui.commands.shared.output import say_ours, standard_output
from cardtui.commands.shared.parameters import PLAYING

_COMPLETE = "_CARDTUI_COMPLETE"
"""What a shell sets in the environment to be told how it can complete a command line."""

_EPILOG = """\b
Shell completion (for bash; also zsh_source and fish_source):
  eval "$(_CARDTUI_COMPLETE=bash_source cardtui)"

\b
Exit status: 0 success, 1 a deck has errors or a plan is not ready,
2 could not run.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit status.

    arguments: without the program's name; by default those that it was started with.
    """
    return run(lambda: _invoke(sys.argv[1:] if arguments is None else list(arguments)))


def _invoke(arguments: list[str]) -> object:
    """Do what `click.Command.main` does but for its own exit statuses: it takes a broken pipe for an error."""
    if asked := os.environ.get(_COMPLETE):
        return _complete(asked)
    try:
        with cli.make_context("cardtui", arguments, terminal_width=_width_of_help()) as context:
            return cli.invoke(context)
    except click.exceptions.Exit as left:
        return left.exit_code


def _complete(asked: str) -> int:
    """Tell a shell how to complete, or to what."""
    from click.shell_completion import shell_complete

    try:
        with standard_output():
            status: int = shell_complete(cli, {}, "cardtui", _COMPLETE, asked)
    except (KeyError, ValueError):  # of what the shell should have set as well
        status = CANNOT_RUN
    if status:
        raise Failure(f"Invalid {_COMPLETE}, or variables that go with it; 'cardtui --help' shows how to set it up.")
    return status


def _show_version(ctx: click.Context, param: click.Parameter, value: bool) -> None:  # noqa: FBT001  (as click calls it)
    if value and not ctx.resilient_parsing:
        say_ours(f"cardtui {__version__}")
        ctx.exit()


def _width_of_help() -> int | None:
    """Columns for help on a terminal; None elsewhere, where click may believe COLUMNS."""
    if "COLUMNS" not in os.environ or not sys.stdout.isatty():
        return None
    from cardtui.system.terminal import terminal_size

    return max(50, min(80, terminal_size(sys.stdout.fileno(), os.environ)[0]) - 2)  # as click reckons


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
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
def cli() -> None:
    """All commands."""


for _name, _summary in COMMANDS.items():
    cli.add_command(BaseCommand(_name, help=_summary))
# They may stand without its name, and so are known before it is imported.
for _option in PLAYING:
    _option(cli.commands[USUAL])
