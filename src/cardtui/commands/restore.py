"""`restore`: replace the save file with a backup."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import click

from cardtui.commands.shared.failures import Failure
from cardtui.commands.shared.line_io import chosen_number, confirmed
from cardtui.commands.shared.output import one_line, say
from cardtui.commands.shared.parameters import FilePath, save_option
from cardtui.save.backups import DAILY, Backup, backups, good_backups, is_good
from cardtui.save.backups import restore as put_back
from cardtui.save.database import real, require_sqlite
from cardtui.save.location import save_path
from cardtui.save.window_lock import refuse_while_held
from cardtui.system.paths import absolute_path
from cardtui.text.local_time import now


@click.command(
    "restore",
    help="""
    A backup is made on every day something changes, and holds the cards you've had and your settings. BACKUP is a file,
    or one of the days that are listed without it.
    """,
)
@click.argument("backup", metavar="[BACKUP]", required=False, type=FilePath())
@click.option("--yes", is_flag=True, help="Don't ask; without BACKUP take the newest.")
@save_option
def restore(backup: str | None, save: str | None, *, yes: bool) -> int:
    """Replace the save file with a chosen backup. The old file is kept."""
    file = save_path(save)
    path = real(file)
    # Without it no backup could be read, even a good one.
    require_sqlite(path)
    refuse_while_held(path)
    chosen = _named(backup, path) if backup is not None else _chosen(path, yes=yes)
    if backup is not None and not yes:
        question = f"Replace {one_line(path)} with {one_line(chosen)}? The current file is kept"
        if not confirmed(question, "Nothing was changed. With --yes it is done without a question.", default=True):
            raise Failure("Nothing was changed.")
    kept = put_back(file, chosen, now().date(), own=save is None)
    say(f"restored {one_line(path)} from {one_line(chosen)}")
    if kept is not None:
        say(f"the previous file is now {one_line(kept)}")
    return 0


def _named(backup: str, save: Path) -> Path:
    """The chosen backup: by its name, or the newest one of a day that is listed, or any file."""
    found = [each.path for each in backups(save) if backup in (each.path.name, each.day.isoformat())]
    path = next(filter(is_good, found), found[0] if found else absolute_path(backup))
    if not os.path.isfile(path):  # noqa: PTH113  (`Path.is_file` raises where a name is too long)
        raise Failure(f"There is no backup {one_line(backup)}; 'cardtui restore' lists those that there are.")
    if path == save:
        raise Failure(f"{one_line(path)} is the save file itself.")
    if not is_good(path):
        raise Failure(f"{one_line(path)} is not a save file in which everything can be read.")
    return path


def _chosen(save: Path, *, yes: bool) -> Path:
    day = now().date()
    good = list(good_backups(save, day))
    if not good:
        raise Failure(f"There is no backup of {one_line(save)} that can be read.")
    if yes and good[0].day > day:
        raise Failure(
            f"The only backups of {one_line(save)} are from days that have not come, such as"
            f" {good[0].day}. Set the clock right, or say which one: 'cardtui restore' lists them."
        )
    if yes:
        return good[0].path
    say(f"The backups of {one_line(save)}, the newest first:")
    for number, backup in enumerate(good, start=1):
        say(f"  {number}  {_told(backup, day)}")
    say("The current file is kept, and so is an open evening.")
    otherwise = "Nothing was changed. With --yes the newest one is taken without a question."
    return good[chosen_number("Which one", len(good), otherwise) - 1].path


def _told(backup: Backup, today: date) -> str:
    """The day, the reason if it is not the daily backup, and whether the clock was wrong."""
    reason = "" if backup.why == DAILY else "  before a backup was restored"
    future = "  a day that has not come: the clock was wrong, or is" if backup.day > today else ""
    return f"{backup.day.isoformat()}{reason}{future}"
