"""`explain`: what a code means, why it matters, and a better way."""

from __future__ import annotations

import click

from cardtui.commands.shared.output import say
from cardtui.commands.shared.parameters import OneOf, no_such
from cardtui.deck.problem import ADVICE_CODES, CODES
from cardtui.lint.explanations import page_for_terminal, summaries
from cardtui.text.normal_form import comparable


@click.command(
    "explain",
    help='CODE is the word in brackets after "error" or "warning"; leave it out to list them all.',
)
@click.argument("codes", metavar="[CODE]...", nargs=-1, type=OneOf("code", lambda _: CODES))
def explain(codes: tuple[str, ...]) -> int:
    """Show the pages of some codes, or list all codes."""
    names = [comparable(code.strip("[]")) for code in codes]
    for name in names:
        if name not in CODES:
            raise click.UsageError(no_such(name, CODES, "code", "'cardtui explain' lists all."))
    say("\n\n\n".join(page_for_terminal(name).rstrip() for name in names) if names else _list())
    return 0


def _list() -> str:
    widest = max(map(len, CODES))
    lines = ["Errors: with one of these a deck cannot be dealt."]
    for code, summary in summaries():
        if code == ADVICE_CODES[0]:
            lines += ["", "Warnings: advice on writing. A card may have any of them."]
        lines.append(f"  {code:{widest}}  {summary}")
    return "\n".join([*lines, "", "'cardtui explain CODE' tells more, with an example."])
