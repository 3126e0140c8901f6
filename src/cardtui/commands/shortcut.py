"""`shortcut`: an entry in the desktop's menu of programs that opens a terminal with cardtui."""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path

import click

from cardtui.commands.shared.failures import Failure
from cardtui.commands.shared.line_io import confirmed
from cardtui.commands.shared.new_files import write_over
from cardtui.commands.shared.output import one_line, say
from cardtui.commands.shared.parameters import yes_option
from cardtui.system.paths import data_folder, is_homeless, leads_somewhere

NAME = "cardtui.desktop"

_MARK = "# Written by 'cardtui shortcut'; 'cardtui shortcut --remove' removes it."

# Name and comment are visible to everyone who opens the menu. The desktop hides the entry if TryExec is gone.
_ENTRY = f"""{_MARK}
[Desktop Entry]
Type=Application
Name=cardtui
Comment=A card deck for two people at one screen
TryExec={{program}}
Exec={{command}}
Terminal=true
Icon=applications-games
Categories=Game;CardGame;
"""

_ELSEWHERE = {
    "darwin": (
        "Shortcuts are made for Linux desktops only. On macOS this should work, and is untested: save a file"
        " 'cardtui.command' on your desktop with the one line\n\n  exec {command}\n\nand type: chmod +x"
        " ~/Desktop/cardtui.command. A double click then opens it in Terminal."
    ),
    "win32": (
        "Shortcuts are made for Linux desktops only, and Windows has no terminal of the kind that cardtui needs. This"
        " should work, and is untested: install cardtui in WSL, the Linux on Windows; then right-click the desktop,"
        " choose New and Shortcut, and give as its location\n\n  wsl.exe bash -lc cardtui"
    ),
}


@click.command(
    "shortcut",
    help="A click there opens it in a terminal. On macOS and Windows it says what to do instead.",
)
@click.option("--remove", is_flag=True, help="Remove it again.")
@yes_option
def shortcut(*, remove: bool, yes: bool) -> int:
    """Make the entry after the user confirms, or remove it."""
    command = [sys.executable, "-P", "-m", "cardtui"]
    if sys.platform in _ELSEWHERE:
        raise Failure(_ELSEWHERE[sys.platform].format(command=shlex.join(command)))
    path = shortcut_path()
    if is_homeless(path):
        raise Failure("There is no home folder, so there is no place for a shortcut.")
    _refuse_other(path)
    if remove:
        return _remove(path)
    entry = _entry(command)
    question = f"It would be at {one_line(path)}, for whoever uses this login. Make a menu entry 'cardtui'?"
    if not yes and not confirmed(question, "Nothing was written. With --yes it is not asked.", default=True):
        say("Nothing was written.")
        return 0
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Failure(f"{one_line(path.parent)} cannot be made: {error.strerror}. Nothing was written.") from error
    write_over(path, entry)
    say(f"wrote {one_line(path)}")
    say("'cardtui' is in your menu of programs now, or will be once you log in again.")
    return 0


def shortcut_path() -> Path:
    """Where the entry is: in the user's folder of applications. Raises `NotAPath`."""
    return data_folder().parent / "applications" / NAME


def _refuse_other(path: Path) -> None:
    try:
        ours = not leads_somewhere(path) or path.read_bytes().startswith(_MARK.encode())
    except OSError as error:
        raise Failure(f"{one_line(path)} cannot be read: {error.strerror}. It stays as it is.") from error
    if not ours:
        raise Failure(f"{one_line(path)} was not written by 'cardtui shortcut', and stays as it is.")


def _remove(path: Path) -> int:
    try:
        path.unlink()
    except FileNotFoundError:
        say(f"There is no shortcut at {one_line(path)}.")
    except OSError as error:
        raise Failure(f"{one_line(path)} cannot be removed: {error.strerror}.") from error
    else:
        say(f"removed {one_line(path)}")
    return 0


def _entry(command: list[str]) -> bytes:
    program = command[0]
    if set("=%") & set(program):
        # A program's path must not contain "="; GLib looks for the program before it turns %% into %.
        command = ["sh", "-c", 'exec "$0" "$@"', *command]
    entry = _ENTRY.format(program=_escaped(program), command=" ".join(map(_argument, command)))
    return entry.encode(errors="surrogateescape")


def _argument(word: str) -> str:
    """A word of the key Exec: quoted as a whole, then escaped like every string of a desktop entry."""
    word = word.replace("%", "%%")  # a single one would mean files
    if not re.fullmatch(r"[\w%+,./:@^-]+", word):
        word = '"' + re.sub(r'(["`$\\])', r"\\\1", word) + '"'
    return _escaped(word)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r")
