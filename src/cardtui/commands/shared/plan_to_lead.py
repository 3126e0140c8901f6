"""A plan that can be led, found and read: what lead, its readiness check and its rehearsal begin with."""

from __future__ import annotations

from datetime import datetime, time
from pathlib import Path

import msgspec
from msgspec.structs import replace

from cardtui.commands.shared.deck_to_play import what_is_wrong
from cardtui.commands.shared.failures import DeckFailure, Failure
from cardtui.commands.shared.parameters import no_such
from cardtui.deck.card import Deck
from cardtui.deck.words import Words
from cardtui.text.local_time import now, wall_time
from cardtui.text.normal_form import comparable
from cardtui.workshop.plan_file import PlanWrong, open_plan
from cardtui.workshop.plan_locations import find_plan
from cardtui.workshop.private_folder import run_path
from cardtui.workshop.run_file import RunFile
from cardtui.workshop.workshop_plan import Cue, WorkshopPlan


class LeadRequest(msgspec.Struct, frozen=True, kw_only=True):
    """What the command line said; None, or False, where it said nothing.

    plan: a name or a path. from_: the number or title of an item. at: in minutes after midnight.
    """

    plan: str
    ready: bool
    rehearse: bool
    speed: int | None
    at: int | None
    from_: str | None
    anew: bool | None
    theme: str | None
    left: str | None
    right: str | None
    keep_times: str | None


class PlanToLead(msgspec.Struct, frozen=True):
    """A plan that can be led. words: what the room reads. path: its file."""

    plan: WorkshopPlan
    words: Words
    deck: Deck
    path: Path

    @property
    def cues(self) -> tuple[Cue, ...]:
        """What is shown one after the other."""
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


def today_at(at: int) -> datetime:
    """A time of day, in minutes after midnight, as the moment of today."""
    return wall_time(datetime.combine(now().date(), time(*divmod(at, 60))))


def with_names(to_lead: PlanToLead, first: str, second: str) -> PlanToLead:
    """The same for one couple, whose partners are called by their names. Names are shown and never written."""
    words, plan = to_lead.words, to_lead.plan
    named = words.changed(lead_first=first, lead_second=second)
    # Names say it all; without a sentence of the plan it is told with them.
    return replace(to_lead, plan=replace(plan, starts="", starts_other=""), words=named)


def find_item(plan: WorkshopPlan, asked: str | None) -> int | None:
    """The item that `--from` means, from 0: by its number, its title, or a part of only one; None if not asked.

    Raises:
        Failure: there is no such item.
    """
    if asked is None:
        return None
    titles = [comparable(item.title) for item in plan.items]
    wanted = comparable(asked)
    if wanted in map(str, range(1, len(titles) + 1)):
        return int(wanted) - 1
    found = [index for index, title in enumerate(titles) if title == wanted]
    found = found or [index for index, title in enumerate(titles) if wanted and title.startswith(wanted)]
    part = wanted if not wanted.isdecimal() else ""  # a wrong number is none
    found = found or [index for index, title in enumerate(titles) if part and part in title]
    if len(found) == 1:
        return found[0]
    if found:
        numbers = ", ".join(str(index + 1) for index in found)
        raise Failure(f"More than one item is called that; give its number: {numbers}.")
    way_out = f"Give its number, from 1 to {len(titles)}, or its title."
    raise Failure(no_such(asked, [item.title for item in plan.items], "item", way_out))
