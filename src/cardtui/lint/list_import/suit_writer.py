"""A list of prompts to a suit: one prompt a line, or a table with a header (CSV).

Nothing of the list is lost. What has no place in a card, such as a column that cards don't have or an invalid depth,
stands as a comment beside its card, and is told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import NoReturn

import msgspec

from cardtui.deck.card import DEPTHS, Kind
from cardtui.deck.files.source import SIZE_LIMIT
from cardtui.deck.files.suit_file import SuitText
from cardtui.deck.files.text_readers import is_name
from cardtui.deck.problem import ALLOWABLE
from cardtui.deck.topics import TOPICS
from cardtui.lint.deck_writer import comment, in_brackets, is_writable, scalar, suit_name
from cardtui.lint.json_schema import modeline
from cardtui.lint.list_import.card_ids import CardIds, IdRequest
from cardtui.lint.list_import.import_log import CannotImport, ImportLog
from cardtui.lint.list_import.list_reader import read_list
from cardtui.lint.list_import.list_rows import ListRow, Remark
from cardtui.lint.list_import.prompt_text import has_words
from cardtui.text.invisible import UNSEEN, describe
from cardtui.text.normal_form import comparable
from cardtui.text.suggestions import shown

GUESSED_DEPTH = 2
"""Of a prompt that says none: a tender one must not come up as an easy one."""

_SHORTEST = len("  - id: a\n    kind: step\n    depth: 2\n    prompt: a\n")
"""Bytes of the shortest card."""

_DEPTH_NAMES = {"easy": "1", "open": "2", "tender": "3"}

_LIST_ITEM = re.compile(r"\s*[,;|]\s*")
_TOPIC = re.compile(r"[\s,;|]+")
_TELLS = re.compile(
    r"(?:tell|describe|recall|remember|think (?:back|of a time)|take \{partner\} to|bring \{partner\})\b", re.IGNORECASE
)


class Imported(msgspec.Struct, frozen=True):
    """A suit made of a list.

    text: of the file. cards: how many. notes: sentences that its writer has to know. skipped: which lines are no
    cards, and why; empty if all are.
    """

    text: str
    cards: int
    notes: tuple[str, ...]
    skipped: str = ""


def import_prompts(
    text: str,
    path: Path,
    dialogues: Collection[str],
    *,
    suffix: str = "",
    beside: Sequence[SuitText] = (),
    log: ImportLog | None = None,
) -> Imported:
    """Turn a list into a suit.

    Args:
        text: the list. A table has a header with a column called "prompt"; anything else has a prompt in each line.
        path: where the suit is going to be; it is named as its file.
        dialogues: the names of dialogues that a card may ask for.
        suffix: the ending of the list's file, which may say that it is a table, or JSON.
        beside: the suits in the folder of the new one. A prompt that is in one of them keeps its id.
        log: what is known of the list already.

    Raises:
        CannotImport: there is no prompt in it, it is no text, or it is too long for one file.
    """
    log = log or ImportLog()
    writer = _SuitWriter(path, dialogues, log)
    items = read_list(text, log, suffix)
    writer.name(items, beside)
    for item in items:
        writer.take(item)
    return writer.done()


class _SuitWriter:
    """Writes card after card, and remembers what has to be told."""

    def __init__(self, path: Path, dialogues: Collection[str], log: ImportLog) -> None:
        self._path = path
        self._dialogues = dialogues
        self._log = log
        self._names: dict[int, str] = {}
        self._taken: set[str] = set()
        self._body: list[str] = []
        self._size = 0
        self._line = 1
        self._cards = 0
        self._guessed: dict[str, int] = {}

    def name(self, items: Sequence[ListRow | Remark], beside: Sequence[SuitText]) -> None:
        """Give an id to each row that is going to be a card: all of them are known before the first is written."""
        cards = [item for item in items if isinstance(item, ListRow) and _is_card(item)]
        if len(cards) * _SHORTEST > SIZE_LIMIT:
            self._line = cards[SIZE_LIMIT // _SHORTEST].line
            self._refuse_length()
        wanted = [IdRequest(item.fields["prompt"], item.line, item.fields.get("id")) for item in cards]
        names = CardIds(beside, self._log).choose(wanted)
        self._names = {id(item): name for item, name in zip(cards, names, strict=True)}
        self._taken = set(names)

    def take(self, item: ListRow | Remark) -> None:
        """Write a row as a card, or a remark as a comment."""
        if isinstance(item, Remark):
            self._write([f"  {comment(item.text)}"])
            return
        self._line = item.line
        others = list(item.others)
        for name, _ in item.others:
            self._log.changed(f"{shown(name)} has no place on a card, and became a comment", item.line)
        if id(item) not in self._names:
            self._leave(item)
            return
        prompt = item.fields["prompt"]
        name = self._names[id(item)]
        if item.fields.get("id", name) != name:
            self._misplaced(item, "id", item.fields["id"], others)
        lines = [f"prompt: {scalar(prompt)}"]
        kind = self._choice(item, "kind", {str(kind): str(kind) for kind in Kind}, others) or self._guess_kind(prompt)
        depths = {**{str(depth): str(depth) for depth in DEPTHS}, **_DEPTH_NAMES}
        depth = self._choice(item, "depth", depths, others) or self._guess("depth", str(GUESSED_DEPTH))
        for field in ("stem", "listen"):
            value = item.fields.get(field, "")
            if is_writable(value):
                lines.append(f"{field}: {scalar(value)}")
            elif value:
                self._misplaced(item, field, value, others)
        lines += self._list(item, "topics", TOPICS.__contains__, others)
        dialogue = self._choice(item, "dialogue", {comparable(name): name for name in self._dialogues}, others)
        lines += [f"dialogue: {scalar(dialogue)}"] if dialogue else []
        lines += self._list(item, "aliases", self._is_free, others)
        lines += self._list(item, "allow", ALLOWABLE.__contains__, others)
        head = [f"id: {scalar(name)}", f"kind: {kind}", f"depth: {depth}"]
        self._write(
            [
                *(f"  {comment(f'{what}: {value}')}" for what, value in others),
                *(f"  {'-' if not place else ' '} {line}" for place, line in enumerate((*head, *lines))),
            ]
        )
        self._cards += 1

    def done(self) -> Imported:
        """The whole suit."""
        if not self._cards:
            raise CannotImport(f"{self._log.first_skipped()}there is no prompt in this list; write one in each line")
        head = (
            f"{modeline('suit')}suit: {scalar(suit_name(self._path))}\n"
            'symbol: "◇"\nabout: What this suit is for, in one sentence.\nlanguage: en\ncards:\n'
        )
        notes = (*self._log.notes(), *self._guesses())
        return Imported(head + "".join(self._body), self._cards, notes, self._log.summary())

    def _guesses(self) -> Iterator[str]:
        if guessed := " and ".join(f"the {field} of {count}" for field, count in self._guessed.items()):
            yield f"{guessed} {'is a guess' if len(self._guessed) == 1 else 'are guesses'}; read each card and set them"

    def _write(self, lines: Sequence[str]) -> None:
        block = "".join(f"{line}\n" for line in lines)
        self._size += len(block.encode())
        if self._size > SIZE_LIMIT - 1000:
            self._refuse_length()
        self._body.append(block)

    def _refuse_length(self) -> NoReturn:
        limit = f"{SIZE_LIMIT // 1_000_000} MB"
        raise CannotImport(f"line {self._line}: up to here the list makes a suit of {limit}, the most; divide it")

    def _leave(self, item: ListRow) -> None:
        """A row that cannot be a card stands as a comment."""
        said = "; ".join(f"{name}: {value}" for name, value in (*item.fields.items(), *item.others))
        prompt = item.fields.get("prompt", "")
        odd = UNSEEN.search(prompt)
        self._log.skipped(f"holds {describe(odd.group())}" if odd else "no words" if prompt else "no prompt", item.line)
        self._write([f"  {comment(f'not a card: {said}')}"])

    def _misplaced(self, item: ListRow, field: str, value: str, others: list[tuple[str, str]]) -> None:
        self._log.changed(f"what stood under '{field}' cannot stand there, and became a comment", item.line)
        others.append((field, value))

    def _choice(self, item: ListRow, field: str, choices: dict[str, str], others: list[tuple[str, str]]) -> str | None:
        value = item.fields.get(field)
        if value is None:
            return None
        if comparable(value) not in choices:
            self._misplaced(item, field, value, others)
        return choices.get(comparable(value))

    def _list(self, item: ListRow, field: str, fits: Callable[[str], bool], others: list[tuple[str, str]]) -> list[str]:
        text = item.fields.get(field, "")
        values = _TOPIC.split(comparable(text)) if field == "topics" else _LIST_ITEM.split(text)
        good = []
        for value in dict.fromkeys(value for value in values if value):
            if fits(value):
                good.append(value)
            else:
                self._misplaced(item, field, value, others)
        return [f"{field}: {in_brackets(good)}"] if good else []

    def _is_free(self, name: str) -> bool:
        """Whether a name can be an earlier id, and no card has it; it is then taken."""
        free = bool(is_name(name)) and name not in self._taken
        self._taken |= {name} if free else set()
        return free

    def _guess_kind(self, prompt: str) -> str:
        kind = Kind.QUESTION if "?" in prompt else Kind.STORY if _TELLS.match(prompt) else Kind.STEP
        return self._guess("kind", str(kind))

    def _guess(self, field: str, value: str) -> str:
        self._guessed[field] = self._guessed.get(field, 0) + 1
        return value


def _is_card(item: ListRow) -> bool:
    prompt = item.fields.get("prompt", "")
    return is_writable(prompt) and has_words(prompt)
