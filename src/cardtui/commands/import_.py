"""`import`: turn a list of prompts into a suit. It never overwrites a file."""

from __future__ import annotations

import sys
from pathlib import Path
from shlex import quote

import click

from cardtui.commands.shared.failures import Failure, sentence
from cardtui.commands.shared.new_deck_files import COPIED, add_schema, deck_file
from cardtui.commands.shared.new_files import write_new
from cardtui.commands.shared.output import complain, one_line, say, write_file
from cardtui.commands.shared.parameters import STANDARD, FilePath
from cardtui.deck.deck_locations import SUFFIXES, as_spelled, is_deck_file, shipped_deck
from cardtui.deck.files.source import SIZE_LIMIT, Source, read_content, read_source
from cardtui.deck.files.suit_file import SuitText, read_suit
from cardtui.deck.opened_deck import read_base
from cardtui.lint.list_import.list_rows import CannotImport
from cardtui.lint.list_import.suit_writer import import_prompts
from cardtui.text.invisible import visible
from cardtui.text.suggestions import counted

_MOST_BESIDE = 200
"""Files beside a new suit that are searched for the same prompts."""


@click.command(
    "import",
    help="""
    FILE has one prompt a line, or is a table (CSV) with a header: prompt, and perhaps id, kind, depth, stem, listen,
    topics. Markdown, JSON and flashcards are read, too. "-" is standard input or output. What has no place on a card
    is kept as a comment, and what is left out or changed is reported.
    """,
)
@click.argument("file", type=FilePath(standard=True))
@click.argument("to", metavar="[SUIT.yaml]", required=False, type=FilePath(standard=True))
def import_(file: str, to: str | None) -> int:
    """Turn a list into a suit; by default beside the list, with the same name and the ending of deck files."""
    if to is None and file == STANDARD:
        raise Failure("Say where the suit is to go: cardtui import - SUIT.yaml")
    if Path(file).suffix.lower() in SUFFIXES:
        raise Failure(f"{one_line(Path(file))} is no list of prompts. 'cardtui check' looks over deck files.")
    beside = Path(file).with_suffix(".yaml")
    path = beside if to == STANDARD else deck_file(to or str(beside))
    if path.stem in COPIED:
        raise Failure(f"{one_line(path)} is for the {path.stem} of a deck. Choose another name for this suit.")
    list_path = Path("standard input") if file == STANDARD else as_spelled(file) or Path(file)
    content = _standard_input() if file == STANDARD else read_content(list_path)
    if isinstance(content, Source):
        raise Failure(f"{one_line(list_path)} is no list that can be read: {content.problems[0].message}")
    base = read_base(shipped_deck())
    try:
        made = import_prompts(content, path, base.dialogues.keys(), list_path.suffix, _beside(path))
    except CannotImport as error:
        raise Failure(f"{one_line(list_path)}: {sentence(str(error))}") from error
    if to == STANDARD:
        write_file(made.text)
    else:
        write_new(path, made.text.encode(), "Import under another name: prompts that are in it keep their ids.")
    for note in made.notes:
        complain(sentence(note))
    taken = f"{counted(made.cards, 'card')}{f'; {made.skipped}' if made.skipped else ''}."
    if to == STANDARD:
        complain(taken)
    else:
        next_command = f"cardtui check {quote(f'./{path}' if str(path).startswith('-') else str(path))}"
        say(f"{one_line(path)}: {taken} Now: {visible(next_command)}")
        add_schema(path.parent, "suit", base)
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
        files = sorted(file for file in path.parent.iterdir() if is_deck_file(file) and file.stem not in COPIED)
    except OSError:
        return []
    return [read_suit(read_source(file), None) for file in files[:_MOST_BESIDE]]
