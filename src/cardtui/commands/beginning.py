"""`new` and `import`: files for somebody who begins to write a deck. No file that is there is ever written over."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path
from shlex import quote

from cardtui.cards.deck import Base, read_base
from cardtui.cards.finding import SUFFIXES, is_folder, is_there, shipped_deck
from cardtui.cards.report import as_text
from cardtui.cards.source import SIZE_LIMIT, Source, decode, read_source
from cardtui.commands.saying import FOUND_ERRORS, Failure, complain, explained, say, sentence
from cardtui.writing.importing import CannotImport, import_prompts
from cardtui.writing.schema import SchemaName, file_name, schema_text
from cardtui.writing.starting import suit_to_start_from

STANDARD = "-"
"""In place of a file: what is typed or piped in, or what is written to the terminal."""

_TABLES = (".csv", ".tsv")

_COPIED: dict[str, SchemaName] = {"dialogues": "dialogues", "words": "words"}


def new(file: str) -> int:
    """Write a small commented suit, or a copy of the shipped dialogues or words under their own names.

    Args:
        file: where; it must not be there yet.
    """
    path = _deck_file(file)
    with explained():
        base = read_base(shipped_deck())
        kind = _COPIED.get(path.stem, "suit")
        if path.stem in _COPIED:
            text = (shipped_deck() / f"{path.stem}.yaml").read_text(encoding="utf-8")
        else:
            text = suit_to_start_from(path)
    _write(path, text)
    what = "a suit to start from" if kind == "suit" else "as it is shipped; what you take out comes from there"
    say(f"{path}: {what}.")
    _add_schema(path.parent, kind, base)
    return 0


def import_list(file: str, to: str | None) -> int:
    """Turn a list of prompts into a suit.

    Args:
        file: the list, or "-" for standard input.
        to: where the suit goes; by default beside the list, under its name with the ending of deck files. "-" for
            standard output.
    """
    if to is None and file == STANDARD:
        raise Failure("Say where the suit is to go: cardtui import - SUIT.yaml")
    if Path(file).suffix.lower() in (*SUFFIXES, ".json"):
        raise Failure(f"{file} is no list of prompts. 'cardtui check {file}' looks over a deck file.")
    source = _standard_input() if file == STANDARD else read_source(Path(file))
    if source.text is None:
        # Only a place inside the list helps its writer.
        told = as_text(source.problems).rstrip() if source.problems[0].source else source.problems[0].message
        complain(f"{source.path} cannot be read: {told}")
        return FOUND_ERRORS
    if to == STANDARD:
        path = Path("suit.yaml")
    else:
        path = _deck_file(to) if to is not None else Path(file).with_suffix(".yaml")
    if path.stem in _COPIED:
        raise Failure(f"{path.name} is for the {path.stem} of a deck. Choose another name for this suit.")
    with explained():
        base = read_base(shipped_deck())
    try:
        table = source.path.suffix.lower() in _TABLES
        made = import_prompts(source.text, path, base.dialogues.keys(), table=table)
    except CannotImport as error:
        complain(f"{source.path}: {sentence(str(error))}")
        return FOUND_ERRORS
    if to == STANDARD:
        sys.stdout.write(made.text)
    else:
        _write(path, made.text)
    for note in made.notes:
        complain(sentence(note))
    if to != STANDARD:
        say(f"{path}: {made.cards} card{'' if made.cards == 1 else 's'}. Now: cardtui check {quote(str(path))}")
        _add_schema(path.parent, "suit", base)
    return 0


def _standard_input() -> Source:
    content = sys.stdin.buffer.read(SIZE_LIMIT + 1)
    return decode(Path("standard input"), content)


def _deck_file(name: str) -> Path:
    path = Path(name)
    if name.endswith(("/", os.sep)) or (is_folder(path) and path.suffix.lower() not in SUFFIXES):
        raise Failure(f"{name} is a folder; name a file in it.")
    if path.suffix.lower() in SUFFIXES:
        return path
    if path.suffix or not path.name:
        raise Failure(f"A deck file ends with .yaml; '{name}' does not.")
    return path.with_name(f"{path.name}.yaml")


def _write(path: Path, text: str) -> None:
    """Write a new file: all of it, or none."""
    if is_folder(path):
        raise Failure(f"{path} is a folder; name a file in it.")
    if is_there(path):
        raise Failure(f"{path} is there already, and stays as it is. Choose another name.")
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            try:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            except BaseException:
                with contextlib.suppress(OSError):
                    path.unlink()
                raise
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        if isinstance(error, FileNotFoundError | NotADirectoryError):
            reason = f"there is no folder {path.parent}"
        raise Failure(f"{path} cannot be written: {reason}. Nothing was written.") from error


def _add_schema(folder: Path, name: SchemaName, base: Base) -> None:
    """Put the schema beside the file, where its first line says it is. A deck does without, so trouble is only told."""
    path = folder / file_name(name)
    if is_there(path):
        return
    try:
        _write(path, schema_text(name, base.words))
    except Failure as failure:
        complain(f"{failure.message} Only your editor would have used it.")
    else:
        say(f"{path}: by it an editor can check and complete what you write.")
