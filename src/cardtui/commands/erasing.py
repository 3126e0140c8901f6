"""`forget`: erase all that is remembered."""

from __future__ import annotations

from pathlib import Path

import click

from cardtui.commands.saying import Failure, explained, one_line, say
from cardtui.save.forget import files
from cardtui.save.forget import forget as erase
from cardtui.save.lock import refuse_while_held
from cardtui.save.opening import real
from cardtui.save.where import save_path


def forget(save: str | None, *, yes: bool) -> int:
    """Erase the save file and all that belongs to it, once the answer to the question is yes.

    Args:
        save: the save file, None for the usual one.
        yes: whether the answer was given on the command line.
    """
    with explained():
        file = save_path(save)
        there = [each for each in files(file) if each.is_file() or each.is_symlink()]
        if not there:
            say(f"There is nothing to erase at {one_line(file)}.")
            return 0
        if not yes:
            refuse_while_held(real(file))
            if not _confirmed(there):
                say("Nothing was erased.")
                return 0
        for each in erase(file, own=save is None):
            say(f"erased {one_line(each)}")
    return 0


def _confirmed(there: list[Path]) -> bool:
    say("This would be erased:")
    for each in there:
        say(f"  {one_line(each)}")
    try:
        return click.confirm("Erase everything cardtui remembers?", default=False)
    except click.Abort as error:
        say()
        raise Failure("Nothing was erased. With --yes it is erased without a question.") from error
