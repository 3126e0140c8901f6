"""Find and read a plan to lead: the start of lead, its readiness check and its rehearsal."""

from __future__ import annotations

from pathlib import Path

import msgspec
from msgspec.structs import replace

from cardtui.commands.shared.deck_to_play import what_is_wrong
from cardtui.commands.shared.failures import DeckFailure
from cardtui.deck.card import Deck
from cardtui.deck.words import Words
from cardtui.workshop.plan_file import PlanWrong, open_plan
from cardtui.workshop.plan_locations import find_plan
from cardtui.workshop.run_file import RunFile
from cardtui.workshop.run_paths import run_path
from cardtui.workshop.workshop_plan import Cue, WorkshopPlan


class PlanToLead(msgspec.Struct, frozen=True):
    """A plan that can be led. words: shown to the room. path: its file."""

    plan: WorkshopPlan
    words: Words
    deck: Deck
    path: Path

    @property
    def cues(self) -> tuple[Cue, ...]:
        """What is shown, in order."""
        return self.plan.cues

    def kept(self, path: Path | None = None) -> RunFile:
        """The file of its run."""
        return RunFile(path or run_path(self.path), self.plan)


def open_to_lead(named: str) -> PlanToLead:
    """Find and read a plan with its deck.

    Raises:
        PlanNotFound: it is missing.
        DeckFailure: it or its deck has errors.
    """
    path = find_plan(named)
    try:
        opened = open_plan(named)
    except PlanWrong as error:
        raise DeckFailure(what_is_wrong("The plan {} cannot be led", named, error.problems)) from error
    return PlanToLead(opened.plan, opened.deck.words, opened.deck, path.absolute())


def with_names(to_lead: PlanToLead, first: str, second: str) -> PlanToLead:
    """The same for one couple, with the partners' names. Names are shown and never written to disk."""
    words, plan = to_lead.words, to_lead.plan
    named = words.changed(lead_first=first, lead_second=second)
    # The default sentence names them; without a sentence in the plan it is used with the names.
    return replace(to_lead, plan=replace(plan, starts="", starts_other=""), words=named)
