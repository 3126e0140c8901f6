"""IDs for prompts without one: made from their words, and never the ID of another prompt.

A couple's history depends on IDs. So an ID is derived from its own prompt, not from the order of the list; if two
prompts would get the same ID, neither does.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import count

from cardtui.deck.files.suit_file import SuitText
from cardtui.deck.files.text_readers import NAME_LENGTH, as_name, is_name, text_of
from cardtui.deck.files.unquoted_values import may_be_misread
from cardtui.lint.list_import.list_rows import ImportLog, ListRow
from cardtui.lint.word_lists import words_of
from cardtui.lint.written_card import WORD
from cardtui.text.normal_form import comparable, normal
from cardtui.text.suggestions import shown

_WORDS = 4
_ROOM = 8
"""Characters reserved for a number or a hash."""

_PARTNER = re.compile(r"\{\w+\}(?:['’]s)?")


def choose_ids(rows: Sequence[ListRow], beside: Iterable[SuitText], log: ImportLog) -> list[str]:
    """An ID for each row that will be a card of a new suit, in order.

    Args:
        rows: those with a prompt; some may have an ID, valid or not.
        beside: existing suits: their prompts keep their IDs, and no other prompt gets one of them.
        log: records each ID that is not simply the first words of its prompt.
    """
    known, others = _ids_beside(beside)
    choice = _IdChoice(rows, log)
    choice.keep_known(known)
    choice.take_given(others)
    choice.make_others(others)
    return [choice.ids[place] for place in range(len(rows))]


def _ids_beside(beside: Iterable[SuitText]) -> tuple[dict[str, tuple[str, str]], dict[str, str]]:
    """The ID of each prompt with the name of its file, and for each ID and alias the key of its prompt."""
    known: dict[str, tuple[str, str]] = {}
    taken: dict[str, str] = {}
    for suit in beside:
        for card in suit.cards:
            key = comparable(text_of(card.fields.get("prompt")) or "")
            taken |= {name.value: key for name in (card.id, *card.aliases) if name is not None}
            if key and card.id is not None:
                known.setdefault(key, (card.id.value, suit.source.path.name))
    return known, taken


class _IdChoice:
    """The IDs chosen so far. ids: by the index of a row."""

    def __init__(self, rows: Sequence[ListRow], log: ImportLog) -> None:
        self.ids: dict[int, str] = {}
        self._rows = rows
        self._log = log
        self._keys = [comparable(row.fields["prompt"]) for row in rows]
        self._taken: dict[str, str] = {}
        """The key of the prompt that has an ID."""
        self._numbers = defaultdict[str, Iterator[int]](lambda: count(2))
        """The numbers not yet tried behind an ID."""

    def _take(self, place: int, name: str) -> None:
        self.ids[place] = name
        self._taken[name] = self._keys[place]

    def keep_known(self, known: Mapping[str, tuple[str, str]]) -> None:
        """The ID that the same prompt has in another file, even if the list gives one: a history hangs on it."""
        for place, (key, row) in enumerate(zip(self._keys, self._rows, strict=True)):
            name, file = known.get(key, ("", ""))
            if name and name not in self._taken:
                self._take(place, name)
                if row.fields.get("id") != name:
                    message = f"keeps the id that this prompt has in {shown(file)}; only one of the two files can stay"
                    self._log.changed(message, row.line)

    def take_given(self, others: Mapping[str, str]) -> None:
        """Each valid ID of the list, where it stands first. others: the key of the prompt that has it beside."""
        for place, row in enumerate(self._rows):
            given = row.fields.get("id", "")
            if place in self.ids or not is_name(given):
                continue
            if others.get(given, self._keys[place]) != self._keys[place]:
                message = "the id in the list is that of another prompt in this folder, so that this one got its own"
                self._log.changed(message, row.line)
            elif given not in self._taken:
                self._take(place, given)

    def make_others(self, others: Container[str]) -> None:
        """For all other rows, the shortest ID that no other prompt could have. others: IDs of other files."""
        rows = ((place, row) for place, row in enumerate(self._rows) if place not in self.ids)
        names = {place: _names(row.fields["prompt"]) for place, row in rows}
        claims: dict[str, set[str]] = defaultdict(set)
        for place, several in names.items():
            for name in several:
                claims[name].add(self._keys[place])
        first: dict[str, int] = {}
        for place, (short, *longer) in names.items():
            key, line = self._keys[place], self._rows[place].line
            free = (name for name in (short, *longer) if claims[name] == {key} and name not in others)
            name = next((name for name in free if self._taken.get(name, key) == key), [short, *longer][-1])
            if name != short:
                message = f"the id '{short}' would fit another prompt, too, so that this one got a longer one"
                self._log.changed(message, line)
            if key in first:
                self._log.changed(f"says the same as line {first[key]}, and has a number behind its id", line)
            first.setdefault(key, line)
            self._take(place, self._numbered(name, others))

    def _numbered(self, name: str, others: Container[str]) -> str:
        """An ID, with a number behind it if it is taken."""
        if name not in self._taken:
            return name
        numbered = (f"{name}-{number}" for number in self._numbers[name])
        return next(each for each in numbered if each not in self._taken and each not in others)


def _names(prompt: str) -> tuple[str, ...]:
    """IDs for a prompt, each longer and more specific: from its first words, all words, and with a hash of the text."""
    words = WORD.findall(_PARTNER.sub(" ", normal(prompt)))
    telling = [word for word in words if word.casefold() not in words_of("untelling_words")] or words
    sum_ = sha256(comparable(prompt).encode("utf-8", "replace")).hexdigest()[:6]
    short = _cut(as_name(" ".join(telling[:_WORDS])))
    whole = _cut(as_name(" ".join(WORD.findall(prompt.replace("{", " ").replace("}", " ")))))
    if not short or short.isdigit() or may_be_misread(short):
        # None of it is in the Latin alphabet, or YAML would read it as another type.
        short = f"card-{short or sum_}"
    return tuple(dict.fromkeys((short, whole or short, _cut(f"{short[: NAME_LENGTH - 2 * _ROOM]}-{sum_}"))))


def _cut(name: str) -> str:
    return name[: NAME_LENGTH - _ROOM].strip("-")
