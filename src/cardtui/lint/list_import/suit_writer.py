"""Turns a list of prompts into a suit: one prompt per line, or a table with a header (CSV).

Nothing in the list is lost. What does not fit on a card, such as an unknown column or an invalid depth, becomes a
comment beside its card, and is reported.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path

import msgspec

from cardtui.deck.card import DEPTHS, Kind
from cardtui.deck.files.source import SIZE_LIMIT
from cardtui.deck.files.suit_file import SuitText
from cardtui.deck.files.text_readers import is_name
from cardtui.deck.problem import ALLOWABLE
from cardtui.deck.topics import TOPICS
from cardtui.lint.deck_writer import comment, in_brackets, is_writable, scalar, suit_name
from cardtui.lint.json_schema import modeline
from cardtui.lint.list_import.card_ids import choose_ids
from cardtui.lint.list_import.kind_guess import GUESSED_DEPTH, guess_kind
from cardtui.lint.list_import.list_reader import read_list
from cardtui.lint.list_import.list_rows import CannotImport, ImportLog, ListRow, Remark
from cardtui.lint.list_import.prompt_text import has_words
from cardtui.lint.list_import.table_reader import DEPTH_NAMES
from cardtui.text.invisible import UNSEEN, describe
from cardtui.text.normal_form import comparable
from cardtui.text.suggestions import shown

_SHORTEST = len("  - id: a\n    kind: step\n    depth: 2\n    prompt: a\n")
"""The size of the shortest card, in bytes."""

_HEAD_SIZE = 1000
"""Bytes reserved for the lines above the cards."""

_LIST_ITEM = re.compile(r"\s*[,;|]\s*")
_TOPIC = re.compile(r"[\s,;|]+")


class Imported(msgspec.Struct, frozen=True):
    """A suit made from a list.

    text: the content of the file. cards: how many. notes: sentences for the author. skipped: which lines are not cards,
    and why; empty if none were skipped.
    """

    text: str
    cards: int
    notes: tuple[str, ...]
    skipped: str = ""


def import_prompts(
    content: bytes, path: Path, dialogues: Collection[str], suffix: str = "", beside: Sequence[SuitText] = ()
) -> Imported:
    """Turn a list into a suit.

    Args:
        content: the list. A table has a header with a column called "prompt"; anything else has one prompt per line.
        path: the future path of the suit, which is named after its file.
        dialogues: the names of dialogues that a card may request.
        suffix: the suffix of the list's file name, which may say that it is a table, or JSON.
        beside: the suits in the folder of the new one. A prompt that is in one of them keeps its ID.

    Raises:
        CannotImport: there is no prompt in it, it is not text, or it is too long for one file.
    """
    log = ImportLog()
    items = read_list(content, log, suffix)
    cards = [item for item in items if isinstance(item, ListRow) and _is_card(item)]
    if len(cards) * _SHORTEST > SIZE_LIMIT:
        raise _too_long(cards[SIZE_LIMIT // _SHORTEST].line)
    ids = choose_ids(cards, beside, log)
    writer = _SuitWriter(dialogues, ids, log)
    for item in items:
        writer.write(item)
    if not cards:
        raise CannotImport(f"{log.first_skipped()}there is no prompt in this list; write one in each line")
    head = (
        f"{modeline('suit')}suit: {scalar(suit_name(path))}\n"
        'symbol: "◇"\nabout: What this suit is for, in one sentence.\nlanguage: en\ncards:\n'
    )
    notes = [*log.notes()]
    if guessed := " and ".join(f"the {field} of {count}" for field, count in writer.guessed.items()):
        are = "is a guess" if len(writer.guessed) == 1 else "are guesses"
        notes.append(f"{guessed} {are}; read each card and set them")
    return Imported(head + "".join(writer.body), len(cards), tuple(notes), log.summary())


class _SuitWriter:
    """Writes the cards, and counts guessed fields.

    Args:
        dialogues: their names.
        ids: of the rows that will be cards, in order.
        log: records what was skipped or changed.
    """

    def __init__(self, dialogues: Iterable[str], ids: Sequence[str], log: ImportLog) -> None:
        self.body: list[str] = []
        self.guessed: Counter[str] = Counter()
        self._log = log
        self._ids = iter(ids)
        self._taken = set(ids)
        self._size = 0
        self._line = 1
        kinds = {str(kind): str(kind) for kind in Kind}
        depths = {str(depth): str(depth) for depth in DEPTHS} | DEPTH_NAMES
        named = {comparable(name): scalar(name) for name in dialogues}
        self._forms: dict[str, Callable[[str], str | None]] = {
            "kind": lambda value: kinds.get(comparable(value)),
            "depth": lambda value: depths.get(comparable(value)),
            "prompt": scalar,
            "stem": lambda value: scalar(value) if is_writable(value) else None,
            "listen": lambda value: scalar(value) if is_writable(value) else None,
            "topics": lambda value: value if value in TOPICS else None,
            "dialogue": lambda value: named.get(comparable(value)),
            "aliases": self._alias,
            "allow": lambda value: value if value in ALLOWABLE else None,
        }
        """How to write a value of each field, in the order of the fields in a card; None for an invalid value."""

    def write(self, item: ListRow | Remark) -> None:
        """Write a row as a card, or as a comment if it is not one."""
        if isinstance(item, Remark):
            self._write([comment(item.text)])
            return
        self._line = item.line
        for name, _ in item.others:
            self._log.changed(f"{shown(name)} has no place on a card, and became a comment", item.line)
        if _is_card(item):
            self._write_card(item, next(self._ids))
        else:
            self._leave(item)

    def _write_card(self, row: ListRow, name: str) -> None:
        prompt = row.fields["prompt"]
        guesses = {"kind": guess_kind(prompt), "depth": str(GUESSED_DEPTH)}
        given = row.fields.get("id", name)
        misplaced = [("id", given)] if given != name else []
        lines = [f"id: {scalar(name)}"]
        for field, form in self._forms.items():
            good = []
            for value in _values(field, row.fields.get(field, "")):
                if written := form(value):
                    good.append(written)
                else:
                    misplaced.append((field, value))
            if field in guesses and not good:
                good = [guesses[field]]
                self.guessed[field] += 1
            if good:
                lines.append(f"{field}: {in_brackets(good) if field in _PARTED else good[0]}")
        for field, _ in misplaced:
            self._log.changed(f"what stood under '{field}' cannot stand there, and became a comment", row.line)
        comments = [comment(f"{what}: {value}") for what, value in (*row.others, *misplaced)]
        self._write([*comments, *(f"{' ' if place else '-'} {line}" for place, line in enumerate(lines))])

    def _leave(self, row: ListRow) -> None:
        """Write a row that cannot be a card as a comment."""
        said = "; ".join(f"{name}: {value}" for name, value in (*row.fields.items(), *row.others))
        prompt = row.fields.get("prompt", "")
        odd = UNSEEN.search(prompt)
        self._log.skipped(f"holds {describe(odd.group())}" if odd else "no words" if prompt else "no prompt", row.line)
        self._write([comment(f"not a card: {said}")])

    def _write(self, lines: Sequence[str]) -> None:
        block = "".join(f"  {line}\n" for line in lines)
        self._size += len(block.encode())
        if self._size > SIZE_LIMIT - _HEAD_SIZE:
            raise _too_long(self._line)
        self.body.append(block)

    def _alias(self, name: str) -> str | None:
        """Return and reserve a valid alias that no card has as its ID; None otherwise."""
        if not is_name(name) or name in self._taken:
            return None
        self._taken.add(name)
        return name


_PARTED = {"topics": _TOPIC, "aliases": _LIST_ITEM, "allow": _LIST_ITEM}
"""Separators of the items in fields with several."""


def _values(field: str, text: str) -> list[str]:
    parts = [text]
    if field in _PARTED:
        parts = _PARTED[field].split(comparable(text) if field == "topics" else text)
    return [part for part in dict.fromkeys(parts) if part]


def _is_card(row: ListRow) -> bool:
    prompt = row.fields.get("prompt", "")
    return is_writable(prompt) and has_words(prompt)


def _too_long(line: int) -> CannotImport:
    limit = f"{SIZE_LIMIT // 1_000_000} MB"
    return CannotImport(f"line {line}: up to here the list makes a suit of {limit}, the most; divide it")
