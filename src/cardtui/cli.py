"""The command line: which commands there are. What a command does is in `cardtui.commands`.

Each command imports what it needs when it runs, so that ``--help``, ``check`` and ``export`` wait neither for the full
screen nor for what only another command needs.
"""

# What a command is for stands in its decorator: docstrings are gone when Python optimizes (-OO).
# ruff: noqa: D103

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Any, Literal

import click

from cardtui import __version__
from cardtui.commands.shared.default_group import Commands, Playing
from cardtui.commands.shared.exit_status import run
from cardtui.commands.shared.output import CANNOT_RUN, Failure, say_ours, standard_output
from cardtui.commands.shared.parameters import (
    CheckedName,
    CodeName,
    DialogueOrPlan,
    FilePath,
    Number,
    PlanName,
    SuitOrPlan,
    TimeOfDay,
    deck_option,
    force_option,
    output_option,
    playing_options,
    printing_options,
    save_option,
    theme_option,
)

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
    if "COLUMNS" not in os.environ or sys.stdout is None or not sys.stdout.isatty():
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


@cli.command(cls=Playing, help="Start an evening, or pick up where you left off.")
@playing_options
def play(**options: Any) -> int:
    from cardtui.commands.play import PlayRequest, play

    return play(PlayRequest(**options))


@cli.command(cls=Playing, help="Five minutes, one Everyday card.")
@playing_options
def today(**options: Any) -> int:
    from cardtui.commands.play import PlayRequest
    from cardtui.commands.today import today

    return today(PlayRequest(**options))


@cli.command(
    help="""
    Lead a workshop: PLAN on the projector.

    PLAN is a file, or the name of a plan, such as 'evening'. An interrupted run picks up where it stopped. Your notes
    are on 'cardtui console', in another terminal.
    """
)
@click.argument("plan", type=PlanName())
@click.option("--from", "begin_at", metavar="ITEM", help="Begin at this item, by its number or title.")
@click.option("--anew", is_flag=True, help="Start over instead of resuming.")
@click.option("--ready", is_flag=True, help="Check that everything it needs is there, at this terminal's size.")
@click.option("--rehearse", is_flag=True, help="Run through it fast, and say where time will be short.")
@click.option("--speed", metavar="N", type=Number(1, 3600), help="Speed of the rehearsal (default 60×).")
@click.option("--at", metavar="HH:MM", type=TimeOfDay(), help="Start time, for the lobby and all times.")
@click.option("--left", metavar="NAME", help="For one couple: who sits on the left, and speaks first.")
@click.option("--right", metavar="NAME", help="For one couple: who sits on the right.")
@theme_option
@click.option("--keep-times", metavar="FILE", type=FilePath(), help="At the end, write planned and real times (CSV).")
def lead(**options: Any) -> int:
    from cardtui.commands.lead import lead
    from cardtui.commands.shared.plan_to_lead import LeadRequest

    return lead(LeadRequest(**options))


@cli.command(
    help="""
    Show your private notes and control the projector.

    It finds the projector on this machine by itself, even one that starts later. WORD is the word that the projector
    showed; it is only needed if several are running.
    """
)
@click.argument("word", metavar="[WORD]", nargs=-1)
@theme_option
def console(word: tuple[str, ...], theme: str | None) -> int:
    from cardtui.commands.console import console

    return console(word, theme)


@cli.command(help="List the cards you've had.")
@deck_option("Where the words of the cards are; by default in all decks that have names.")
@save_option
def path(deck: str | None, save: str | None) -> int:
    from cardtui.commands.path import path

    return path(deck, save)


@cli.command(help="Print everything that is remembered.")
@click.option("--format", "style", type=click.Choice(["json", "markdown"]), default="json", help="By default json.")
@save_option
def export(style: str, save: str | None) -> int:
    from cardtui.commands.export import export

    return export(style, save)


@cli.command(help="Erase the save file, its backups, and everything that belongs to it.")
@click.option("--yes", is_flag=True, help="Don't ask.")
@save_option
def forget(save: str | None, *, yes: bool) -> int:
    from cardtui.commands.forget import forget

    return forget(save, yes=yes)


@cli.command(
    help="""
    Replace the save file with a backup (the old file is kept).

    A backup is made on every day something changes, and holds the cards you've had and your settings. BACKUP is a file,
    or one of the names that are listed without it.
    """
)
@click.argument("backup", metavar="[BACKUP]", required=False, type=FilePath())
@click.option("--yes", is_flag=True, help="Don't ask; without BACKUP take the newest.")
@save_option
def restore(backup: str | None, save: str | None, *, yes: bool) -> int:
    from cardtui.commands.restore import restore

    return restore(backup, save, yes=yes)


@cli.command(
    help="""
    Put cardtui into the menu of programs (Linux).

    A click there opens it in a terminal. On macOS and Windows it says what to do instead.
    """
)
@click.option("--remove", is_flag=True, help="Remove it again.")
@click.option("--yes", is_flag=True, help="Don't ask.")
def shortcut(*, remove: bool, yes: bool) -> int:
    from cardtui.commands.shortcut import shortcut

    return shortcut(remove=remove, yes=yes)


@cli.command(help="List every file that cardtui reads or writes.")
@save_option
def where(save: str | None) -> int:
    from cardtui.commands.where import where

    return where(save)


@cli.command(help="List the decks you can play, and where they are.")
def decks() -> int:
    from cardtui.commands.decks import decks

    return decks()


@cli.command(
    help="""
    Check deck files for mistakes, with advice on wording.

    PATH is a folder, a file, or the name of a deck; without any, all decks that have names are checked. The exit status
    is 0 without errors, 1 with errors, and 2 if something that was named is not there.
    """
)
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=CheckedName())
@click.option("--format", "style", type=click.Choice(["text", "json", "github"]), default="text", help="How to report.")
@click.option("--strict", is_flag=True, help="Count warnings as errors.")
@click.option("--folders", is_flag=True, help="Check the whole folder of each file; for hooks.")
def check(paths: tuple[str, ...], style: str, *, strict: bool, folders: bool) -> int:
    from cardtui.commands.check import check

    return check(paths, style, strict=strict, folders=folders)


@cli.command(
    help="""
    Explain a code from 'check', and how to fix it.

    CODE is the word in brackets after "error" or "warning"; leave it out to list them all.
    """
)
@click.argument("codes", metavar="[CODE]...", nargs=-1, type=CodeName())
def explain(codes: tuple[str, ...]) -> int:
    from cardtui.commands.explain import explain

    return explain(codes)


@cli.command(
    help="""
    Write a small commented suit to start from, or, with the word 'plan' before the name, a plan for a workshop.

    Named dialogues.yaml or words.yaml, a suit is a copy of the shipped one, to change or translate.
    """,
)
@click.argument("kind", metavar="[plan]", nargs=-1, type=click.Choice(["plan"]))
@click.argument("file", metavar="NAME.yaml", type=FilePath())
def new(kind: tuple[str, ...], file: str) -> int:
    from cardtui.commands.new import new, new_plan

    if file == "plan" or len(kind) > 1:
        raise click.UsageError("Name the file of the plan: cardtui new plan NAME.yaml")
    return new_plan(file) if kind else new(file)


@cli.command(
    "import",
    help="""
    Turn a list of prompts into a suit.

    FILE has one prompt a line, or is a table (CSV) with a header: prompt, and perhaps id, kind, depth, stem, listen,
    topics. Markdown, JSON and flashcards are read, too. "-" is standard input or output. What has no place on a card
    is kept as a comment, and what is left out or changed is reported.
    """,
)
@click.argument("file", type=FilePath(standard=True))
@click.argument("to", metavar="[SUIT.yaml]", required=False, type=FilePath(standard=True))
def import_(file: str, to: str | None) -> int:
    from cardtui.commands.import_ import import_list

    return import_list(file, to)


@cli.command(help="Print the schema of a deck file, for editors that check it.")
@click.argument("name", type=click.Choice(["suit", "dialogues", "words", "plan"]), default="suit")
def schema(name: Literal["suit", "dialogues", "words", "plan"]) -> int:
    from cardtui.commands.schema import schema

    return schema(name)


@cli.group(
    "print",
    subcommand_metavar="WHAT [OPTIONS]",
    options_metavar="",
    help="Make a PDF of sheets or slides for a workshop, or of cards to cut out; or a page for the couples.",
)
def print_() -> None:
    """The documents that can be printed."""


@print_.command(
    "plan",
    help="""
    The run sheet of a plan, for when the laptop dies.

    PLAN is a file, or the name of a plan that comes with cardtui.
    """,
)
@click.argument("plan", type=PlanName())
@click.option("--at", metavar="HH:MM", type=TimeOfDay(), help="When it begins; else minutes from the beginning.")
@printing_options
def print_plan(plan: str, at: int | None, **options: Any) -> int:
    from cardtui.commands.print_ import PrintRequest, print_plan

    return print_plan(plan, at, PrintRequest(**options))


@print_.command(
    "kit",
    help="""
    All that a plan needs on paper, in one file.

    The run sheet, the stems of each dialogue, feeling words, slips to take home and cards, as many as the couples need.
    """,
)
@click.argument("plan", type=PlanName())
@click.option("--couples", metavar="N", type=Number(1, 100), default=8, help="How many you expect (default 8).")
@click.option("--at", metavar="HH:MM", type=TimeOfDay(), help="When it begins; else minutes from the beginning.")
@printing_options
def print_kit(plan: str, couples: int, at: int | None, **options: Any) -> int:
    from cardtui.commands.print_ import PrintRequest, print_kit

    return print_kit(plan, couples, at, PrintRequest(**options))


@print_.command("slip", help="The slip to take home, for both partners: words, time-out, contacts, cards for the week.")
@click.argument("plan", type=PlanName())
@printing_options
def print_slip(plan: str, **options: Any) -> int:
    from cardtui.commands.print_ import PrintRequest, print_slip

    return print_slip(plan, PrintRequest(**options))


@print_.command(
    "slides",
    help="""
    What the room sees of a plan, a page for each slide, to share or send over a call.

    PLAN is a file, or the name of a plan that comes with cardtui.
    """,
)
@click.argument("plan", type=PlanName())
@printing_options
def print_slides(plan: str, **options: Any) -> int:
    from cardtui.commands.print_ import PrintRequest, print_slides

    return print_slides(plan, PrintRequest(**options))


@print_.command(
    "page",
    help="""
    One HTML file of a plan's practices, for couples over a call and at home.

    It has the cards, each turn step by step, a quiet timer and the slip; never your notes. It loads, keeps and sends
    nothing. PLAN is a file, or the name of a plan that comes with cardtui.
    """,
)
@click.argument("plan", type=PlanName())
@output_option
@force_option
def print_page(plan: str, output: str | None, *, force: bool) -> int:
    from cardtui.commands.print_ import print_page

    return print_page(plan, output, force=force)


@print_.command("stems", help="The stem sheet of a dialogue, or of each dialogue of a plan: what either role says.")
@click.argument("what", metavar="DIALOGUE|PLAN", type=DialogueOrPlan())
@deck_option("The deck that it is in.")
@printing_options
def print_stems(what: str, deck: str | None, **options: Any) -> int:
    from cardtui.commands.print_ import PrintRequest, print_stems

    return print_stems(what, deck, PrintRequest(**options))


@print_.command("feelings", help="Feeling words, for two couples on a page.")
@deck_option("The deck whose words they are.")
@printing_options
def print_feelings(deck: str | None, **options: Any) -> int:
    from cardtui.commands.print_ import PrintRequest, print_feelings

    return print_feelings(deck, PrintRequest(**options))


@print_.command("timeout", help="A card for a time-out and one for coming back, for two couples.")
@deck_option("The deck whose words they are.")
@printing_options
def print_timeout(deck: str | None, **options: Any) -> int:
    from cardtui.commands.print_ import PrintRequest, print_time_out

    return print_time_out(deck, PrintRequest(**options))


@print_.command("cards", help="Cards to cut out, with backs, nine on a page; without a name the whole deck.")
@click.argument("what", metavar="[SUIT|PLAN]", required=False, type=SuitOrPlan())
@deck_option("The deck that they are in.")
@click.option("--couples", metavar="N", type=Number(1, 100), help="So many sets; else as many as fill a page.")
@printing_options
def print_cards(what: str | None, deck: str | None, couples: int | None, **options: Any) -> int:
    from cardtui.commands.print_ import PrintRequest, print_cards

    return print_cards(what, deck, couples, PrintRequest(**options))
