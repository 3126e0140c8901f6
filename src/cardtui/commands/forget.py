"""`forget`: erase everything remembered."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import click

from cardtui.commands.shared.line_io import confirmed
from cardtui.commands.shared.output import complain, one_line, say
from cardtui.commands.shared.parameters import save_option, yes_option
from cardtui.save.database import real
from cardtui.save.errors import told
from cardtui.save.full_erasure import files
from cardtui.save.full_erasure import forget as erase
from cardtui.save.location import save_path
from cardtui.save.stray_copies import copies
from cardtui.save.window_lock import refuse_while_held
from cardtui.system.durable_files import erase as erase_file
from cardtui.system.durable_files import is_file, is_link
from cardtui.workshop.run_paths import is_led, run_files


@click.command("forget", help="")
@yes_option
@save_option
def forget(save: str | None, *, yes: bool) -> int:
    """Erase the save file and all files that belong to it, after the user confirms."""
    file = save_path(save)
    # Runs of interrupted workshops are not part of a save file, but erasing everything includes them.
    found = run_files() if save is None else []
    runs = [run for run in found if not is_led(run)]
    if runs != found:
        complain("A workshop is being led now. Its run stays; end it first, or run 'forget' again after it.")
    ours = files(file)
    with told(file):
        there = [each for each in (*runs, *ours) if is_file(each) or is_link(each)]
    left = copies(real(file), ours, own=save is None)
    if not there:
        say(f"There is nothing to erase at {one_line(file)}.")
        _tell_left(left)
        return 0
    refuse_while_held(real(file))
    if not yes and not _confirmed(there):
        say("Nothing was erased.")
        return 0
    for each in (*filter(_erase_run, runs), *erase(file, own=save is None)):
        say(f"erased {one_line(each)}")
    _tell_left(left)
    return 0


def _tell_left(copies: list[Path]) -> None:
    """List copies of the save file that other programs made, so that no one believes that all is gone."""
    if copies:
        text = (
            "Still there, and made of the save file by another program, it seems. Delete by hand what is to go, and"
            " look whether that program has more of it elsewhere:"
        )
        complain("\n  ".join((text, *map(one_line, copies))))


def _erase_run(run: Path) -> bool:
    """Erase a kept run, and its folder if it is then empty; whether there was one."""
    was_there = not is_led(run) and erase_file(run)
    with suppress(OSError):
        run.parent.rmdir()
    return was_there


def _confirmed(there: list[Path]) -> bool:
    say("This would be erased:")
    for each in there:
        say(f"  {one_line(each)}")
    otherwise = "Nothing was erased. With --yes it is erased without a question."
    return confirmed("Erase everything cardtui remembers?", otherwise, default=False)
