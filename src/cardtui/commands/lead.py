"""`lead`: a workshop on the projector, and its preparation before the room fills."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime, time
from pathlib import Path
from typing import Any

import click
import msgspec
from msgspec.structs import replace

from cardtui.commands.lead_readiness import left_before_change, ready
from cardtui.commands.lead_rehearsal import USUAL_SPEED, rehearse
from cardtui.commands.lead_times import TimesFile
from cardtui.commands.shared.face_choice import why_not_drawn
from cardtui.commands.shared.failures import Failure
from cardtui.commands.shared.named_plan import named_plan
from cardtui.commands.shared.output import complain, say
from cardtui.commands.shared.parameters import FilePath, Number, TimeOfDay, no_such, plan_argument, theme_option
from cardtui.system.environment import scrub_environment
from cardtui.system.process import disable_core_dumps, resume_collecting
from cardtui.text.local_time import now, wall_time
from cardtui.text.names import clean_name
from cardtui.workshop.console_link.channel import ProjectorServer, State
from cardtui.workshop.plan_file import OpenedPlan
from cardtui.workshop.private_folder import folders
from cardtui.workshop.projector.projector_controller import ProjectorController
from cardtui.workshop.run import Run, first_run
from cardtui.workshop.run_clock import RunClock, run_time
from cardtui.workshop.run_file import RunFile
from cardtui.workshop.run_orders import Order
from cardtui.workshop.run_paths import run_path
from cardtui.workshop.run_resumption import Resume, as_left_in_lobby, resume
from cardtui.workshop.workshop_plan import WorkshopPlan

DAY = 24 * 60 * 60
"""Seconds."""


_MEANINGLESS = {
    "ready": ("from_", "anew", "speed", "at", "theme", "keep_times"),
    "rehearse": ("anew", "keep_times"),
}
"""Options that have no effect together with another one."""


class LeadRequest(msgspec.Struct, frozen=True, kw_only=True):
    """The options given on the command line; None, or False, for those not given.

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


@click.command(
    "lead",
    help="""
    PLAN is a file, or the name of a plan, such as 'evening'. An interrupted run picks up where it stopped. Your notes
    are on 'cardtui console', in another terminal.
    """,
)
@plan_argument
@click.option("--from", "from_", metavar="ITEM", help="Begin at this item, by its number or title.")
@click.option("--anew", is_flag=True, default=None, help="Start over instead of resuming.")
@click.option("--ready", is_flag=True, help="Check that everything it needs is there, at this terminal's size.")
@click.option("--rehearse", is_flag=True, help="Run through it fast, and say where time will be short.")
@click.option("--speed", metavar="N", type=Number(1, 3600), help="Speed of the rehearsal (default 60×).")
@click.option("--at", metavar="HH:MM", type=TimeOfDay(), help="Start time, for the lobby and all times.")
@click.option("--left", metavar="NAME", help="For one couple: who sits on the left, and speaks first.")
@click.option("--right", metavar="NAME", help="For one couple: who sits on the right.")
@theme_option
@click.option("--keep-times", metavar="FILE", type=FilePath(), help="At the end, write planned and real times (CSV).")
def lead(**options: Any) -> int:
    """Lead a workshop until the projector is closed, check that all is ready, or rehearse."""
    asked = LeadRequest(**options)
    _refuse_misfits(asked)
    if not (asked.ready or asked.rehearse) and (why := why_not_drawn()):
        raise Failure(f"The projector needs a terminal window, and {why}. '--ready' and '--rehearse' don't.")
    opened = named_plan(asked.plan, "The plan {} cannot be led")
    names = [clean_name(name or "") for name in (asked.left, asked.right)]
    if all(names):
        opened = with_names(opened, *names)
    elif any(name is not None for name in (asked.left, asked.right)):
        raise Failure("'--left' and '--right' are the names of an only couple; give both, or leave both out.")
    item = find_item(opened.plan, asked.from_)
    if asked.ready:
        return ready(opened)
    if asked.rehearse:
        start = today_at(asked.at) if asked.at is not None else now()
        return rehearse(opened, item or 0, start, asked.speed or USUAL_SPEED, asked.theme or "")
    return _lead(opened, item, asked)


def _refuse_misfits(asked: LeadRequest) -> None:
    if asked.ready and asked.rehearse:
        raise Failure("'--ready' and '--rehearse' are two different things; give one of them.")
    for mode, without in _MEANINGLESS.items():
        for name in without:
            if getattr(asked, mode) and getattr(asked, name) is not None:
                option = name.strip("_").replace("_", "-")
                raise Failure(f"'--{option}' means nothing beside '--{mode}'; leave one of them out.")
    if asked.speed is not None and not asked.rehearse:
        raise Failure("'--speed' is for a rehearsal; add '--rehearse', or leave it out.")


def with_names(opened: OpenedPlan, first: str, second: str) -> OpenedPlan:
    """The same for one couple, with the partners' names. Names are shown and never written to disk."""
    words = opened.deck.words.changed(lead_first=first, lead_second=second)
    # The default sentence names them; without a sentence in the plan it is used with the names.
    plan = replace(opened.plan, starts="", starts_other="")
    return replace(opened, plan=plan, deck=replace(opened.deck, words=words))


def _lead(opened: OpenedPlan, item: int | None, asked: LeadRequest) -> int:
    words = opened.deck.words
    kept = RunFile(run_path(opened.path), opened.plan)
    if not kept.hold():
        raise Failure("This plan is being led in another window. For your notes start 'cardtui console'.")
    found = kept.find()
    if item is None and not asked.anew and (told := left_before_change(kept, words)):
        raise Failure(f"There is a run of this plan: {told}.")
    times: TimesFile | None = None
    if asked.keep_times is not None:
        times = TimesFile(Path(asked.keep_times), words, (opened.plan, *found) if found is not None else None)
    run, clock, how, due = _run_to_lead(found, opened, item, asked)
    scrub_environment(os.environ)
    disable_core_dumps()
    # Textual takes longer to import than everything else.
    from cardtui.faces.screen.themes import known_look
    from cardtui.workshop.projector.projector_app import ProjectorApp

    look = asked.theme or known_look("")

    def take(order: Order) -> None:
        app.take_order(order)

    def tell(state: State) -> None:
        if host is not None:
            host.tell(state)
        if times is not None:
            times.note(state)

    host = open_channel(take, opened.plan.title)
    try:
        controller = ProjectorController(
            opened.plan, words, clock, run, kept, tell, resume=how, due=due, begin_at=item, look=look
        )
        app = ProjectorApp(controller, look_name=look, shown=resume_collecting)
        status = app.run_until_left()
    finally:
        if host is not None:
            host.close()
    if times is not None:
        say(times.said())
    elif controller.over and (controller.keeps or controller.is_over):
        say(words.lead_parting if controller.keeps else words.lead_parting_over)
    return status


def _run_to_lead(
    found: tuple[Run, RunClock] | None, opened: OpenedPlan, item: int | None, asked: LeadRequest
) -> tuple[Run, RunClock, Resume | None, float | None]:
    """The run, its clock, how an unfinished run is resumed (None: it is new), and in how many seconds it is due."""
    due = _due(asked.at)
    if found is not None:
        run, clock = found
        still_due = run.due - clock.now() if run.due is not None and not asked.anew else 0.0
        due_again = still_due if due is None and still_due > 0 else due
        is_anew = bool(asked.anew) or item is not None
        how = resume(run, clock, opened.plan, due=due_again, anew=is_anew)
        if how is Resume.AT_ONCE:
            began = run_time(opened.deck.words, clock, run.visits[0].since)
            say(f"Resuming the workshop that began at {began}. Use --anew to start over.")
        if how is not None:
            return run, clock, how, due_again
    run = first_run(opened.plan, due, item)
    if found is not None and not asked.anew:
        run = as_left_in_lobby(run, *found)
    return run, RunClock(), None, due


def find_item(plan: WorkshopPlan, asked: str | None) -> int | None:
    """The item that `--from` names, from 0: by number, title, or a unique part of a title; None if not given.

    Raises:
        Failure: There is no such item.
    """
    if asked is None:
        return None
    found = plan.items_named(asked)
    if len(found) == 1:
        return found[0]
    if found:
        numbers = ", ".join(str(index + 1) for index in found)
        raise Failure(f"More than one item is called that; give its number: {numbers}.")
    way_out = f"Give its number, from 1 to {len(plan.items)}, or its title."
    raise Failure(no_such(asked, [item.title for item in plan.items], "item", way_out))


def _due(at: int | None) -> float | None:
    """Seconds from now to the start, a time of day today or around midnight."""
    if at is None:
        return None
    seconds = (today_at(at) - now()).total_seconds()
    return (seconds + DAY / 2) % DAY - DAY / 2


def today_at(at: int) -> datetime:
    """A time of day, in minutes after midnight, as today's timestamp."""
    return wall_time(datetime.combine(now().date(), time(*divmod(at, 60))))


def open_channel(order: Callable[[Order], None], title: str) -> ProjectorServer | None:
    """Accept consoles; if that fails, the workshop continues without them. title: of the plan."""
    try:
        host = ProjectorServer(folders()[0], order, title=title)
    except OSError as error:
        complain(f"No console can be opened ({error.strerror or error}); the projector works without it.")
        return None
    say(f"For your notes, in another terminal: cardtui console   (the word of this projector: {host.word})")
    return host
