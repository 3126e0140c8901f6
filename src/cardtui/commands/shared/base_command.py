"""What the commands are made of: click's classes, but for a few sentences, and for where help is written to."""

from __future__ import annotations

import click

from cardtui.commands.shared.output import say_ours


class BaseCommand(click.Command):
    """A command whose help is written as all its text is, so that it is known whether it could be written.

    Its ``help`` is what goes on after the line that `cardtui.cli` lists it with. It is given to click, were it empty:
    in its place click would take the docstring, which is gone when Python optimizes (-OO).
    """

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


class BaseGroup(BaseCommand, click.Group):
    """A group of such commands."""

    command_class = BaseCommand

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Name the commands if none was given; click would put the whole help into the error."""
        if not args and not ctx.resilient_parsing:
            ctx.fail(f"Name one of these: {', '.join(self.list_commands(ctx))}.")
        return super().parse_args(ctx, args)


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
            if is_on_disk(word):
                ctx.fail(f"'{word}' is not an option. To play with that deck: --deck {word}")
            ctx.fail(f"'{word}' is not an option.")
        return others


def is_on_disk(word: str) -> bool:
    """Whether a word of the command line is the path of a file or a folder."""
    # Only someone who made a mistake waits for this import.
    from cardtui.deck.deck_locations import as_spelled

    return as_spelled(word) is not None
