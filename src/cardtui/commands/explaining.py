"""`explain`: what a code means, why it matters, and a better way."""

from __future__ import annotations

import click

from cardtui.cards.codes import ADVICE_CODES, CODES
from cardtui.commands.arguments import no_such
from cardtui.commands.saying import say
from cardtui.writing.pages import for_terminal, page, summaries


def explain(code: str | None) -> int:
    """Show the page of a code, or what there is to be explained.

    Args:
        code: as `check` prints it, with or without its brackets; None for a list.
    """
    if code is None:
        _list()
        return 0
    name = code.strip("[]").lower()
    if name not in CODES:
        raise click.UsageError(
            no_such(name, CODES, "code").partition(" There are: ")[0] + " 'cardtui explain' lists all."
        )
    say(for_terminal(page(name)).rstrip())
    return 0


def _list() -> None:
    widest = max(map(len, CODES))
    say("Errors: with one of these a deck cannot be dealt.")
    for code, summary in summaries():
        if code == ADVICE_CODES[0]:
            say()
            say("Warnings: advice on writing. A card may have any of them.")
        say(f"  {code:{widest}}  {summary}")
    say()
    say("'cardtui explain CODE' tells more, with an example.")
