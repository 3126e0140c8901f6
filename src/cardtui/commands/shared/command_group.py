"""A click group with a default command, whose commands are imported when named; help goes where all text goes."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

import click

from cardtui.commands.shared.command_list import COMMANDS, USUAL
from cardtui.commands.shared.output import say_ours

Run = Callable[..., int]

_MODULES = {"import": "import_", "print": "print_"}
"""Modules that cannot be called as their commands are."""


class BaseCommand(click.Command):
    """A command whose help is written as all its text is, so that it is known whether it could be written."""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Click's option with an action of ours."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.callback = _show_help
        return option


def _show_help(ctx: click.Context, param: click.Parameter, value: bool) -> None:  # noqa: FBT001  (as click calls it)
    if value and not ctx.resilient_parsing:
        say_ours(ctx.get_help())
        ctx.exit()


def command(name: str, more: str = "", cls: type[click.Command] = BaseCommand) -> Callable[[Run], click.Command]:
    """Make a function one of `COMMANDS`; it returns the exit status.

    Its help does not stand in a docstring: those are gone when Python optimizes (-OO).

    Args:
        name: of the command.
        more: what its help says behind how it begins.
        cls: its class.
    """
    return click.command(name, cls=cls, help=f"{COMMANDS[name]}\n\n{more}")


class BaseGroup(BaseCommand, click.Group):
    """A group of such commands."""

    command_class = BaseCommand

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Name the commands if none was given; click would put the whole help into the error."""
        if not args and not ctx.resilient_parsing:
            ctx.fail(f"Name one of these: {', '.join(self.list_commands(ctx))}.")
        return super().parse_args(ctx, args)


class Commands(BaseGroup):
    """The commands. The options of the usual one may stand without its name.

    What is in ``commands`` is only listed; each command is imported when it is named, from the module of its name.
    """

    def load(self, name: str) -> click.Command:
        """The command itself."""
        module = _MODULES.get(name, name)
        command: click.Command = getattr(import_module(f"cardtui.commands.{module}"), module)
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the usual command in front where only its options are given, or nothing at all."""
        own = {name for param in self.get_params(ctx) for name in param.opts}
        # A shell that completes the first word may still get any command.
        nothing = not args and not ctx.resilient_parsing
        if nothing or (args and args[0].startswith("-") and args[0].partition("=")[0] not in own):
            args = self._named(ctx, args) or [USUAL, *args]
        return super().parse_args(ctx, args)

    def _named(self, ctx: click.Context, args: list[str]) -> list[str] | None:
        """The arguments with the command in front where its options came first; None where no command has them all."""
        try:
            # A parser of a group's context stops at the first word that is neither an option nor its value.
            _, rest, given = self.commands[USUAL].make_parser(ctx).parse_args(list(args))
        except click.UsageError:
            return None
        if not rest or rest[0] not in self.commands:
            return None
        known = {name for param in self.load(rest[0]).get_params(ctx) for name in param.opts}
        if not all(known.issuperset(param.opts) for param in given):
            return None
        return [rest[0], *args[: len(args) - len(rest)], *rest[1:]]

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order in which someone needs them, not by the alphabet."""
        return list(self.commands)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; whoever named a deck in its place is told how that is done."""
        try:
            name, listed, rest = super().resolve_command(ctx, args)
        except click.UsageError:
            if _is_there(args[0]):
                ctx.fail(f"'{args[0]}' is not a command. To play with that deck: cardtui --deck {args[0]}")
            raise
        return name, self.load(args[0]) if listed else None, rest

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands, then the options of the usual one, for they may stand alone."""
        self.format_commands(ctx, formatter)
        for title, command in (("Options of play and today", self.commands[USUAL]), ("Other options", self)):
            records = [record for param in command.get_params(ctx) if (record := param.get_help_record(ctx))]
            with formatter.section(title):
                formatter.write_dl([record for record in records if command is self or not record[0].startswith("-h")])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[Any]:
        """The commands, and the options of the usual one."""
        usual = self.commands[USUAL].shell_complete(ctx, incomplete) if incomplete.startswith("-") else []
        own = {item.value for item in usual}
        return [*usual, *(item for item in super().shell_complete(ctx, incomplete) if item.value not in own)]


class Playing(BaseCommand):
    """A command that takes only options, and says so kindly."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the options; a word among them that is none is a command or a deck in the wrong place."""
        ctx.allow_extra_args = True
        others = super().parse_args(ctx, args)
        if others and not ctx.resilient_parsing:
            word = others[0]
            group = ctx.parent.command if ctx.parent is not None else None
            if isinstance(group, click.Group) and word in group.commands:
                ctx.fail(f"Put the options after '{word}': cardtui {word} …")
            if _is_there(word):
                ctx.fail(f"'{word}' is not an option. To play with that deck: --deck {word}")
            ctx.fail(f"'{word}' is not an option.")
        return others


def _is_there(word: str) -> bool:
    # Only someone who made a mistake waits for this import.
    from cardtui.deck.deck_locations import as_spelled

    return as_spelled(word) is not None
