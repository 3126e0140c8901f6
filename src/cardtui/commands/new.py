"""`new` and `import`: files for somebody who begins to write a deck. No file that is there is ever written over."""

from __future__ import annotations

import sys
from pathlib import Path
from shlex import quote

from cardtui.commands.shared.new_files import shown_path, write_new
from cardtui.commands.shared.output import Failure, complain, explained, say, sentence, write_file
from cardtui.deck.deck_locations import SUFFIXES, as_spelled, is_deck_file, is_there, shipped_deck
from cardtui.deck.deck_reader import Base, read_base
from cardtui.deck.files.source import SIZE_LIMIT, Source, read_content, read_source
from cardtui.deck.files.suit_file import SuitText, read_suit
from cardtui.lint.json_schema import SchemaName, file_name, schema_text
from cardtui.lint.list_import.import_log import CannotImport, ImportLog
from cardtui.lint.list_import.list_decoder import decode_list
from cardtui.lint.list_import.suit_writer import import_prompts
from cardtui.lint.suit_template import suit_to_start_from
from cardtui.text.invisible import visible

STANDARD = "-"
"""In place of a file: what is typed or piped in, or what is written to the terminal."""

_MOST_BESIDE = 200
"""Files beside a new suit that are looked through for prompts it has, too."""

_COPIED: dict[str, SchemaName] = {"dialogues": "dialogues", "words": "words"}


def new(file: str) -> int:
    """Write a small commented suit, or a copy of the shipped dialogues or words under their own names.

    Args:
        file: where; it must not be there yet.

    Raises:
        Failure: it cannot be written there.
    """
    path = _deck_file(file)
    with explained():
        base = read_base(shipped_deck())
        kind = _COPIED.get(path.stem, "suit")
        if path.stem in _COPIED:
            text = (shipped_deck() / f"{path.stem}.yaml").read_text(encoding="utf-8")
        else:
            text = suit_to_start_from(path)
    write_new(path, text.encode())
    what = "a suit to start from" if kind == "suit" else "as it is shipped; what you take out comes from there"
    say(f"{shown_path(path)}: {what}.")
    _add_schema(path.parent, kind, base)
    return 0


def import_list(file: str, to: str | None) -> int:
    """Turn a list of prompts into a suit.

    Args:
        file: the list, or "-" for standard input.
        to: where the suit goes; by default beside the list, under its name with the ending of deck files. "-" for
            standard output.

    Raises:
        Failure: the list cannot be read as one, or the suit cannot be written there.
    """
    if to is None and file == STANDARD:
        raise Failure("Say where the suit is to go: cardtui import - SUIT.yaml")
    if Path(file).suffix.lower() in SUFFIXES:
        raise Failure(f"{shown_path(file)} is no list of prompts. 'cardtui check' looks over deck files.")
    beside = Path(file).with_suffix(".yaml")
    path = beside if to == STANDARD else _deck_file(to or str(beside))
    if path.stem in _COPIED:
        raise Failure(f"{shown_path(path)} is for the {path.stem} of a deck. Choose another name for this suit.")
    list_path = Path("standard input") if file == STANDARD else as_spelled(file) or Path(file)
    content = _standard_input() if file == STANDARD else read_content(list_path)
    if isinstance(content, Source):
        raise Failure(f"{shown_path(list_path)} is no list that can be read: {content.problems[0].message}")
    with explained():
        base = read_base(shipped_deck())
    try:
        log = ImportLog()
        text = decode_list(content, log)
        suffix = list_path.suffix
        made = import_prompts(text, path, base.dialogues.keys(), suffix=suffix, beside=_beside(path), log=log)
    except CannotImport as error:
        raise Failure(f"{shown_path(list_path)}: {sentence(str(error))}") from error
    if to == STANDARD:
        write_file(made.text)
    else:
        write_new(path, made.text.encode(), "Import under another name: prompts that are in it keep their ids.")
    for note in made.notes:
        complain(sentence(note))
    taken = f"{made.cards} card{'' if made.cards == 1 else 's'}{f'; {made.skipped}' if made.skipped else ''}."
    if to == STANDARD:
        complain(taken)
    else:
        next_command = f"cardtui check {quote(f'./{path}' if str(path).startswith('-') else str(path))}"
        say(f"{shown_path(path)}: {taken} Now: {visible(next_command)}")
        _add_schema(path.parent, "suit", base)
    return 0


def _standard_input() -> bytes:
    if sys.stdin is None:
        raise Failure("There is nothing to read from: standard input is closed.")
    content = sys.stdin.buffer.read(SIZE_LIMIT + 1)
    if len(content) > SIZE_LIMIT:
        raise Failure(f"Standard input is no list that can be read: at most {SIZE_LIMIT // 1_000_000} MB are read.")
    return content


def _beside(path: Path) -> list[SuitText]:
    """The suits in the folder of a new one, as far as they can be read."""
    try:
        files = sorted(file for file in path.parent.iterdir() if is_deck_file(file) and file.stem not in _COPIED)
    except OSError:
        return []
    return [read_suit(read_source(file), None) for file in files[:_MOST_BESIDE]]


def _deck_file(name: str) -> Path:
    """Where a deck file is to be: with the ending of one, and where a deck would see it."""
    path = Path(name)
    if path.name.startswith("."):
        raise Failure(
            f"{shown_path(path)} would be hidden, and no deck sees hidden files. Choose a name without a dot."
        )
    if path.suffix.lower() in SUFFIXES:
        return path
    if path.suffix:
        raise Failure(f"A deck file ends with .yaml; {shown_path(path)} does not.")
    return path.with_name(f"{path.name}.yaml")


def _add_schema(folder: Path, name: SchemaName, base: Base) -> None:
    """Put the schema beside the file, where its first line says it is. A deck does without, so trouble is only told."""
    path = folder / file_name(name)
    if is_there(path):
        return
    try:
        write_new(path, schema_text(name, base.words).encode())
    except Failure as failure:
        complain(f"{failure.message} Only your editor would have used it.")
    else:
        say(f"{shown_path(path)}: by it an editor can check and complete what you write.")
