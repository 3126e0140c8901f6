"""The run on the disk, so that a workshop can continue after a crash.

The file contains indexes into the plan, and times. The program knows nothing about the people in the room, so it
cannot write anything about them; the plan itself is identified only by a digest.
"""

from __future__ import annotations

import hashlib
import math
import os
import stat
from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec.structs import replace

from cardtui.system.durable_files import replace_durably
from cardtui.system.file_lock import try_lock
from cardtui.workshop.private_folder import make_folders
from cardtui.workshop.run import Run
from cardtui.workshop.run_clock import ClockMark, RunClock, Steady, Wall, steady
from cardtui.workshop.run_orders import SHORTEST
from cardtui.workshop.run_paths import LOCK, NEW
from cardtui.workshop.workshop_plan import WorkshopPlan

VERSION = 1

TOO_OLD = 12 * 60 * 60.0
"""Seconds after which a run that was left is too old to resume."""


_LARGEST = 1 << 20
"""Bytes. Our files have a few hundred."""


class RunSnapshot(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is in the file. plan: see `identity`."""

    version: int
    plan: str
    run: Run
    mark: ClockMark


def identity(plan: WorkshopPlan) -> str:
    """What must be the same to resume a run: all that gives the index of a cue its meaning.

    Titles, minutes, notes and words may have been edited meanwhile; the digest reveals none of them.
    """
    items = [item.kind.value for item in plan.items]
    parts = [(cue.item, cue.part.value) for cue in plan.cues]
    return hashlib.sha256(msgspec.json.encode((items, parts))).hexdigest()


class RunFile:
    """Saves a run. A workshop continues even if the disk fails."""

    def __init__(self, path: Path, plan: WorkshopPlan) -> None:
        """path: the file, in a folder that is created if needed, for this user alone."""
        self._path = path
        self._plan = plan

    def hold(self) -> bool:
        """Lock the run against another projector until the process ends; False if another one has it already."""
        try:
            make_folders(self._path.parent)
            descriptor = os.open(self._lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError:
            return True  # nothing can be saved there, so there is nothing to protect
        with suppress(OSError):  # without locks, another projector is not kept out
            if not try_lock(descriptor):
                os.close(descriptor)
                return False
        return True  # the descriptor stays open, and the lock held

    def keep(self, run: Run, clock: RunClock) -> bool:
        """Save a run durably; whether that succeeded."""
        data = msgspec.json.encode(RunSnapshot(VERSION, identity(self._plan), run, clock.mark()))
        with suppress(OSError):
            make_folders(self._path.parent)
            replace_durably(self._path, data, self._new)
            return True
        return False

    def clear(self) -> None:
        """The run is over: there is nothing to resume. The lock stays, because the run is still shown."""
        for path in (self._path, self._new):
            with suppress(OSError):
                path.unlink()

    def forget(self) -> None:
        """The run is over, and no longer shown: delete all its files."""
        self.clear()
        # The lock last, and while it is held.
        with suppress(OSError):
            self._lock.unlink()

    def find(self, steady_: Steady = steady, wall: Wall | None = None) -> tuple[Run, RunClock] | None:
        """The run that was left, with its clock, which has kept counting.

        None if it is missing, too old, invalid, or of another plan.
        """
        kept = self._find(steady_, wall)
        if kept is None or kept[0] != identity(self._plan) or not _fits(kept[1], self._plan):
            return None
        return _fitted(kept[1], self._plan), kept[2]

    def find_outdated(self, steady_: Steady = steady, wall: Wall | None = None) -> tuple[Run, RunClock] | None:
        """The same for a run that cannot be resumed because its plan has other items now. Its cues mean nothing."""
        kept = self._find(steady_, wall)
        return kept[1:] if kept is not None and kept[0] != identity(self._plan) else None

    def _find(self, steady_: Steady, wall: Wall | None) -> tuple[str, Run, RunClock] | None:
        """What was left, of any plan, with the identity of its plan."""
        try:
            kept = msgspec.json.decode(self._read(), type=RunSnapshot)
        except (OSError, ValueError, RecursionError):
            return None
        if kept.version != VERSION or not _is_sound(kept):
            return None
        clock = RunClock.going_on(kept.mark, steady_, wall)
        return (kept.plan, kept.run, clock) if clock.now() - kept.mark.seconds <= TOO_OLD else None

    @property
    def _lock(self) -> Path:
        return self._path.with_name(f"{self._path.name}{LOCK}")

    @property
    def _new(self) -> Path:
        return self._path.with_name(f"{self._path.name}{NEW}")

    def _read(self) -> bytes:
        # A pipe or a device in its place must not block the read.
        descriptor = os.open(self._path, os.O_RDONLY | os.O_NONBLOCK)
        with os.fdopen(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                return b""
            return file.read(_LARGEST)


def _is_sound(kept: RunSnapshot) -> bool:
    """Whether some plan could have produced that run."""
    run, now = kept.run, kept.mark.seconds
    if kept.mark.wall.tzinfo is None or not run.visits or run.ended is not None or run.step < 0:
        return False
    if run.visits[-1].until is not None or None in [visit.until for visit in run.visits[:-1]]:
        return False
    told = [0.0, *(time for visit in run.visits for time in (visit.since, visit.until) if time is not None), now]
    spent = [*run.spent.values(), run.since or 0.0]
    return (
        all(map(math.isfinite, (*told, kept.mark.steady, *spent, *run.extra.values(), run.due or 0.0)))
        and told == sorted(told)
        and all(0 <= seconds <= now for seconds in spent)
    )


def _fits(run: Run, plan: WorkshopPlan) -> bool:
    """Whether these cues could have produced that run."""
    places, items = {run.cue, *run.spent, *run.extra}, {*run.dropped, *(visit.item for visit in run.visits)}
    if not (places <= {*range(len(plan.cues))} and items <= {cue.item for cue in plan.cues}):
        return False
    return run.visits[-1].item == plan.cues[run.cue].item


def _fitted(run: Run, plan: WorkshopPlan) -> Run:
    """The run within the times and steps of its plan, which may have been edited meanwhile."""
    planned = {place: plan.cues[place].seconds for place in run.extra}
    extra = {place: max(more, SHORTEST - planned[place]) for place, more in run.extra.items() if planned[place]}
    return replace(run, extra=extra, step=min(run.step, plan.cues[run.cue].steps - 1))
