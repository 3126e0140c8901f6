"""`where`: every file that is read or written."""

from __future__ import annotations

from pathlib import Path

from cardtui.cards.finding import decks_folder, shipped_deck
from cardtui.commands.saying import complain, explained, one_line, say
from cardtui.save.backups import backups, backups_path
from cardtui.save.forget import files
from cardtui.save.lock import lock_path
from cardtui.save.opening import journal_path, real
from cardtui.save.restoring import set_aside
from cardtui.save.where import save_path, unsafe_folder
from cardtui.workshop.place import folders, run_files, runs_path


def where(save: str | None) -> int:
    """Name every file, one a line, with what it is and whether it is there.

    Args:
        save: the save file, None for the usual one.
    """
    with explained():
        file = save_path(save)
        for each in files(file):
            _line(each, _what(each, file))
        _line(decks_folder(), "your own decks; only read")
        _line(shipped_deck(), "the deck that comes with cardtui; only read")
        _line(runs_path(), "workshops that are not over: where they stand; nothing about the people in the room")
        for each in run_files():
            _line(each, "of a workshop that is not over")
        for place in folders():
            _line(place, "where a console finds its projector, while a workshop is led")
    warning = unsafe_folder(file)
    if warning is not None:
        complain(one_line(warning))
    return 0


def _line(path: Path, what: str) -> None:
    say(f"{one_line(path)}  ({what}{'' if path.exists() else '; not there now'})")


def _what(path: Path, save: Path) -> str:
    whole = real(save)
    known = {
        whole: "the save file: what you met, and your place",
        journal_path(whole): "there only while something is written",
        lock_path(whole): "keeps a second window out; holds nothing",
        backups_path(whole): "backups: one of each day on which something changed, fewer of older ones",
    }
    known |= dict.fromkeys(backups(whole), "a backup")
    known |= dict.fromkeys(set_aside(whole), "a damaged save file, kept as it was")
    return known.get(path) or ("leads to the save file" if path == save else "left by a copy that was cut off")
