"""The plan that the command line names: what lead and print begin with."""

from __future__ import annotations

from cardtui.commands.shared.deck_to_play import what_is_wrong
from cardtui.commands.shared.failures import DeckFailure, sentence
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
        message = what_is_wrong(failed, named, error.problems) if failed else sentence(str(error))
        raise DeckFailure(message) from error
