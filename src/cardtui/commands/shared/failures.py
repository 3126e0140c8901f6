"""How a command fails: with one sentence, the way out, and a status."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click

FOUND_ERRORS = 1
"""Exit status: a deck has errors."""

CANNOT_RUN = 2
"""Exit status: what was asked for cannot be done at all."""


class Failure(click.ClickException):
    """Ends a command with one sentence and the way out."""

    exit_code = CANNOT_RUN


class DeckFailure(Failure):
    """The deck to be played with is missing, or has errors."""

    exit_code = FOUND_ERRORS


@contextmanager
def explained() -> Iterator[None]:
    """Turn what is wrong with a save file, or with where a deck or a plan is, into a `Failure`."""
    try:
        yield
    except Exception as error:
        # What was not imported yet cannot have been raised; so only someone in trouble waits for these imports.
        from cardtui.deck.deck_locations import DeckNotFound
        from cardtui.deck.opened_deck import ShippedDeckDamaged
        from cardtui.save.errors import SaveError
        from cardtui.system.paths import NotAPath
        from cardtui.text.invisible import visible
        from cardtui.workshop.plan_locations import PlanNotFound

        if isinstance(error, SaveError | DeckNotFound | ShippedDeckDamaged | NotAPath | PlanNotFound):
            raise Failure(visible(sentence(str(error)))) from error
        raise


def sentence(text: str) -> str:
    """A text as a sentence: with a capital letter and a full stop."""
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "?", "!")) else f"{text}."
