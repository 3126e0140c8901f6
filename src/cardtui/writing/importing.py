"""A list of prompts to a suit: one prompt a line, or a table with a header (CSV).

Nothing of the list is lost. What has no place in a card, such as a column that cards don't have or a depth that is
none, stands as a comment beside its card, and is told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import msgspec

from cardtui.cards.card import DEPTHS, Kind
from cardtui.cards.codes import ALLOWABLE
from cardtui.cards.source import SIZE_LIMIT
from cardtui.cards.suggest import shown
from cardtui.cards.topics import TOPICS
from cardtui.cards.unquoted import may_be_misread
from cardtui.cards.unseen import UNSEEN, describe
from cardtui.cards.values import as_name, is_name
from cardtui.writing.emitting import comment, in_brackets, is_writable, scalar
from cardtui.writing.lists import CannotImport, Remark, Row, read_list
from cardtui.writing.schema import modeline
from cardtui.writing.starting import suit_name

GUESSED_DEPTH = 2
"""Of a prompt that says none: a tender one must not come up as an easy one."""

_ID_WORDS = 4

_DEPTH_NAMES = {"easy": "1", "open": "2", "tender": "3"}

_PARTNER = re.compile(r"\{\w+\}(?:['’]s)?")
_LIST_ITEM = re.compile(r"\s*[,;|]\s*")
_TELLS = re.compile(
    r"(?:tell|describe|recall|remember|think (?:back|of a time)|take \{partner\} to|bring \{partner\})\b", re.IGNORECASE
)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_UNTELLING = frozenset(
    """
    a an and are as at be by did do does for from had has have how i if in into is it its me my of on or our so tell
    than that the their them they this to was we were what when where which who why will with would you your partner
    about
    """.split()  # noqa: SIM905
)
"""English words that say nothing about a card in its id."""

_MOST_LINES, _MOST_NOTES = 5, 20


class Imported(msgspec.Struct, frozen=True):
    """A suit made of a list. text: of the file. cards: how many. notes: sentences that its writer has to know."""

    text: str
    cards: int
    notes: tuple[str, ...]


def import_prompts(text: str, path: Path, dialogues: Collection[str], *, table: bool = False) -> Imported:
    """Turn a list into a suit.

    Args:
        text: the list. A table has a header with a column called "prompt"; anything else has a prompt in each line.
        path: where the suit is going to be; it is named as its file.
        dialogues: the names of dialogues that a card may ask for.
        table: it is certainly a table, for its file is called so.

    Raises:
        CannotImport: there is no prompt in it, it is no text, or it is too long for one file.
    """
    writer = _Writer(path, dialogues)
    items = read_list(text, writer.note, table=table)
    writer.reserve(items)
    for item in items:
        writer.take(item)
    return writer.done()


class _Writer:
    """Writes card after card, and remembers what has to be told."""

    def __init__(self, path: Path, dialogues: Collection[str]) -> None:
        self._path = path
        self._dialogues = dialogues
        self._ids: set[str] = set()
        self._reserved: dict[str, int] = {}
        self._counts: dict[str, int] = {}
        self._body: list[str] = []
        self._size = 0
        self._cards = 0
        self._notes: dict[str, list[int]] = {}
        self._guessed: dict[str, int] = {}

    def note(self, what: str, line: int) -> None:
        """Remember something about a line of the list."""
        self._notes.setdefault(what, []).append(line)

    def reserve(self, items: Iterable[Row | Remark]) -> None:
        """Keep the ids that the list itself gives from being taken by others: they are what a history hangs on."""
        for item in items:
            if isinstance(item, Row) and is_writable(item.fields.get("prompt", "")):
                name = item.fields.get("id", "")
                if is_name(name):
                    self._reserved.setdefault(name, item.line)

    def take(self, item: Row | Remark) -> None:
        """Write a row as a card, or a remark as a comment."""
        if isinstance(item, Remark):
            self._write([f"  {comment(item.text)}"])
            return
        others = list(item.others)
        for name, _ in item.others:
            self.note(f"{shown(name)} has no place on a card, and became a comment", item.line)
        prompt = " ".join(item.fields.get("prompt", "").split())
        if not is_writable(prompt):
            self._leave(item)
            return
        lines = [f"prompt: {scalar(prompt)}"]
        kind = self._choice(item, "kind", {str(kind): str(kind) for kind in Kind}, others) or self._guess_kind(prompt)
        name = self._id(item, prompt, others)
        depths = {**{str(depth): str(depth) for depth in DEPTHS}, **_DEPTH_NAMES}
        depth = self._choice(item, "depth", depths, others) or self._guess("depth", str(GUESSED_DEPTH))
        for field in ("stem", "listen"):
            value = " ".join(item.fields.get(field, "").split())
            if is_writable(value):
                lines.append(f"{field}: {scalar(value)}")
            elif value:
                self._misplaced(item, field, value, others)
        lines += self._list(item, "topics", TOPICS.__contains__, others)
        dialogue = self._choice(item, "dialogue", {name: name for name in self._dialogues}, others)
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
            raise CannotImport("there is no prompt in this list; write one in each line")
        head = (
            f"{modeline('suit')}suit: {scalar(suit_name(self._path))}\n"
            'symbol: "◇"\nabout: What this suit is for, in one sentence.\nlanguage: en\ncards:\n'
        )
        return Imported(head + "".join(self._body), self._cards, tuple(self._told()))

    def _told(self) -> Iterator[str]:
        for what, lines in islice(self._notes.items(), _MOST_NOTES):
            distinct = list(dict.fromkeys(lines))
            shown = ", ".join(map(str, distinct[:_MOST_LINES])) + (", …" if len(distinct) > _MOST_LINES else "")
            yield f"line{'' if len(distinct) == 1 else 's'} {shown}: {what}"
        if len(self._notes) > _MOST_NOTES:
            yield f"{len(self._notes) - _MOST_NOTES} more columns or fields became comments"
        if guessed := " and ".join(f"the {field} of {count}" for field, count in self._guessed.items()):
            yield f"{guessed} {'is a guess' if len(self._guessed) == 1 else 'are guesses'}; read each card and set them"

    def _write(self, lines: Sequence[str]) -> None:
        block = "".join(f"{line}\n" for line in lines)
        self._size += len(block.encode())
        if self._size > SIZE_LIMIT - 1000:
            raise CannotImport(f"this list makes a suit of more than {SIZE_LIMIT // 1_000_000} MB; divide it")
        self._body.append(block)

    def _leave(self, item: Row) -> None:
        """A row that cannot be a card stands as a comment."""
        said = "; ".join(f"{name}: {value}" for name, value in (*item.fields.items(), *item.others))
        odd = UNSEEN.search(item.fields.get("prompt", ""))
        why = f"holds {describe(odd.group())} and became a comment" if odd else "has no prompt, and became a comment"
        self.note(why, item.line)
        self._write([f"  {comment(f'not a card: {said}')}"])

    def _misplaced(self, item: Row, field: str, value: str, others: list[tuple[str, str]]) -> None:
        self.note(f"what stood under '{field}' cannot stand there, and became a comment", item.line)
        others.append((field, value))

    def _choice(self, item: Row, field: str, choices: dict[str, str], others: list[tuple[str, str]]) -> str | None:
        value = item.fields.get(field)
        if value is None:
            return None
        if value.casefold() not in choices:
            self._misplaced(item, field, value, others)
        return choices.get(value.casefold())

    def _list(self, item: Row, field: str, fits: Callable[[str], bool], others: list[tuple[str, str]]) -> list[str]:
        text = item.fields.get(field, "")
        values = _LIST_ITEM.split(text.casefold() if field == "topics" else text)
        good = []
        for value in dict.fromkeys(value for value in values if value):
            if fits(value):
                good.append(value)
            else:
                self._misplaced(item, field, value, others)
        return [f"{field}: {in_brackets(good)}"] if good else []

    def _is_free(self, name: str) -> bool:
        """Whether a name can be an id or an earlier one, and nobody has it; it is then taken."""
        free = bool(is_name(name)) and name not in self._ids and name not in self._reserved
        self._ids |= {name} if free else set()
        return free

    def _id(self, item: Row, prompt: str, others: list[tuple[str, str]]) -> str:
        given = item.fields.get("id")
        if given is not None and self._reserved.get(given) == item.line:
            return given
        if given is not None:
            self._misplaced(item, "id", given, others)
        words = [word for word in _WORD.findall(_PARTNER.sub(" ", prompt)) if word.casefold() not in _UNTELLING]
        name = as_name(" ".join(words[:_ID_WORDS]))[:56].strip("-")
        name = name if name and not may_be_misread(name) and not name.isdigit() else f"card-{name}".strip("-")
        # A list may have the same words thousands of times.
        found, count = name, self._counts.get(name, 1)
        while not self._is_free(found):
            count += 1
            found = f"{name}-{count}"
        self._counts[name] = count
        return found

    def _guess_kind(self, prompt: str) -> str:
        kind = Kind.QUESTION if "?" in prompt else Kind.STORY if _TELLS.match(prompt) else Kind.STEP
        return self._guess("kind", str(kind))

    def _guess(self, field: str, value: str) -> str:
        self._guessed[field] = self._guessed.get(field, 0) + 1
        return value
