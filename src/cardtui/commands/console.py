"""`console`: the leader's private second screen beside a projector on the same machine."""

from __future__ import annotations

import os
from collections.abc import Sequence

import click

from cardtui.commands.shared.face_choice import why_not_drawn
from cardtui.commands.shared.failures import Failure
from cardtui.commands.shared.parameters import theme_option
from cardtui.deck.deck_locations import shipped_deck
from cardtui.deck.opened_deck import read_base
from cardtui.system.environment import scrub_environment
from cardtui.system.process import disable_core_dumps, resume_collecting
from cardtui.workshop.console_link.console_client import ConsoleClient
from cardtui.workshop.console_link.tickets import as_word, tickets
from cardtui.workshop.private_folder import folders


@click.command(
    "console",
    help="""
    It finds the projector on this machine by itself, even one that starts later. WORD is the word that the projector
    showed; it is only needed if several are running.
    """,
)
@click.argument("typed", metavar="[WORD]", nargs=-1)
@theme_option
def console(typed: tuple[str, ...], theme: str | None) -> int:
    """Find the projector, now or when it starts, and show its console until the leader quits."""
    if why := why_not_drawn():
        raise Failure(f"The console needs a terminal window, and {why}.")
    words = read_base(shipped_deck()).words
    places = folders()
    word = _word(typed, [ticket.word for ticket in tickets(*places)]) if typed else None
    scrub_environment(os.environ)
    disable_core_dumps()
    # Textual takes longer to import than everything else; without a terminal, or with a wrong word, it is not needed.
    from cardtui.workshop.console.console_app import ConsoleApp

    # Everything that stays is imported, so garbage collection can start again.
    resume_collecting()
    return ConsoleApp(words, ConsoleClient(places, word), theme or "").run_until_left()


def _word(typed: Sequence[str], known: Sequence[str]) -> str:
    word = as_word(" ".join(typed))
    if word in known:
        return word
    said = " ".join(typed)
    if not known:
        raise Failure(f"No projector has the word '{said}', for none is running. Start one with: cardtui lead PLAN")
    others = " or ".join(f"'{each}'" for each in known)
    raise Failure(f"No projector has the word '{said}'. One that is running has {others}.")
