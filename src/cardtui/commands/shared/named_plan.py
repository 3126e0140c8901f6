"""The plan that the command line names: what lead and print begin with."""

from __future__ import annotations

from shlex import quote

from cardtui.commands.shared.deck_to_play import what_is_wrong
from cardtui.commands.shared.failures import DeckFailure, sentence
from cardtui.commands.shared.output import one_line
from cardtui.deck.opened_deck import open_deck
from cardtui.workshop.plan_file import OpenedPlan, PlanWrong, open_plan


def named_plan(named: str, failed: str = "") -> OpenedPlan:
    """Find and read a plan with its deck.

    Args:
        named: its name or path.
        failed: what cannot be done if it has errors, with braces for its name; its first ones are then told as well.

    Raises:
        PlanNotFound: it is missing.
        DeckFailure: it or its deck has errors.
    """
    try:
        return open_plan(named)
    except PlanWrong as error:
        if any(problem.code == "not-a-plan" for problem in error.problems):
            raise DeckFailure(_what_it_is(error)) from error
        if not failed:
            raise DeckFailure(one_line(sentence(str(error)))) from error
        # Its path, since `check` takes no name of a plan.
        raise DeckFailure(what_is_wrong(failed, str(error.path), error.problems)) from error


def _what_it_is(error: PlanWrong) -> str:
    """What a file without a plan is: `check` may find nothing wrong with it."""
    path = one_line(error.path)
    if any(problem.code == "not-a-suit" for problem in open_deck(str(error.path)).problems):
        return f"{path}: {error.problems[0].message}."
    deck = f"--deck {quote(path)}"
    return f"{path} is a suit, no plan; 'cardtui {deck}' plays it, 'cardtui print cards {deck}' prints it."
