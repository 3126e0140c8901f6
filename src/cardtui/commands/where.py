"""`where`: every file that cardtui reads or writes."""

from __future__ import annotations

from pathlib import Path

import click

from cardtui.commands.shared.output import complain, one_line, say
from cardtui.commands.shared.parameters import save_option
from cardtui.commands.shortcut import shortcut_path
from cardtui.deck.deck_locations import closed_folder, decks_folder, shipped_deck
from cardtui.save.backups import backups, backups_path, set_aside, why_no_backup
from cardtui.save.database import journal_path, real, without_sqlite
from cardtui.save.errors import SaveError, belongs_to_others
from cardtui.save.full_erasure import files, usual_files
from cardtui.save.location import save_path, unsafe_folder
from cardtui.save.stray_copies import copies
from cardtui.save.window_lock import lock_path
from cardtui.workshop.plan_locations import plans_folder
from cardtui.workshop.private_folder import folders
from cardtui.workshop.run_paths import run_files, runs_path


@click.command("where", help="")
@save_option
def where(save: str | None) -> int:
    """List every file, one a line, with its purpose and whether it exists."""
    file = save_path(save)
    whole = real(file)
    for each, what in _usual(file).items():
        _line(each, what)
    trouble = _name_beside(file, own=save is None)
    _line(decks_folder(), "your own decks; only read" + ("; cannot be looked at" if closed_folder() else ""))
    _line(plans_folder(), "your own plans for workshops; only read")
    _line(shipped_deck(), "the deck that comes with cardtui; only read")
    _line(shortcut_path(), "an entry in the menu of programs, if 'cardtui shortcut' made one")
    _line(runs_path(), "workshops that are not over: where they stand; nothing about the people in the room")
    for each in run_files():
        _line(each, "of a workshop that is not over")
    for place in folders():
        _line(place, "where a console finds its projector, while a workshop is led")
    trouble = trouble or belongs_to_others(whole, lock_path(whole), journal_path(whole))
    for warning in filter(None, (unsafe_folder(file), trouble, without_sqlite(whole))):
        complain(one_line(warning))
    if trouble is None and (no_backup := why_no_backup(whole)) is not None:
        complain(one_line(f"No backup can be made. {no_backup}"))
    return 0


def _name_beside(file: Path, *, own: bool) -> SaveError | None:
    """List files that exist only at times; return why the folder cannot be read."""
    whole = real(file)
    try:
        ours = files(file)
        made = copies(whole, ours, own=own)
        known = dict.fromkeys((backup.path for backup in backups(whole)), "a backup")
        known |= dict.fromkeys(set_aside(whole), "a damaged save file, kept as it was")
    except SaveError as error:
        return error
    for each in ours:
        if each not in _usual(file):
            _line(each, known.get(each, "left by a copy that was cut off"))
    for each in made:
        _line(each, "made of the save file by another program, it seems; 'cardtui forget' leaves it")
    return None


def _line(path: Path, what: str) -> None:
    say(f"{one_line(path)}  ({what}{_state(path)})")


def _state(path: Path) -> str:
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return "; not there now"
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return f"; cannot be looked at: {reason[:1].lower()}{reason[1:]}"
    return ""


def _usual(save: Path) -> dict[Path, str]:
    """The files with fixed names, and their purposes."""
    whole = real(save)
    known = {
        whole: "the save file: the cards you've had, and your place",
        journal_path(whole): "exists only while saving",
        lock_path(whole): "a lock against a second window; empty",
        backups_path(whole): "backups: one of each day on which something changed, fewer of older ones",
    }
    return {each: known.get(each, "leads to the save file") for each in usual_files(save)}
