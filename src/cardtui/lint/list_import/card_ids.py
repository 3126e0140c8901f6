"""Ids for prompts that have none: made of their words, and never the id of another prompt.

A pair's history hangs on ids. So an id depends on its own prompt and not on the order of the list; where two prompts
would have the same, neither has it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import NamedTuple

from cardtui.deck.files.suit_file import SuitText
from cardtui.deck.files.text_readers import NAME_LENGTH, as_name, is_name, text_of
from cardtui.deck.files.yaml_tree import Scalar, may_be_misread
from cardtui.lint.list_import.import_log import ImportLog
from cardtui.text.normal_form import comparable, normal
from cardtui.text.suggestions import shown

_WORDS = 4
_ROOM = 8
"""Characters that a number or a sum may add."""

_PARTNER = re.compile(r"\{\w+\}(?:['’]s)?")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_UNTELLING = frozenset(
    """
    a an and are as at be by did do does for from had has have how i if in into is it its me my of on or our so tell
    than that the their them they this to was we were what when where which who why will with would you your partner
    about
    """.split()  # noqa: SIM905
)
"""English words that say nothing about a card in its id."""


class IdRequest(NamedTuple):
    """A prompt that needs an id. line: of the list. given: the id that the list itself gives, right or wrong."""

    prompt: str
    line: int
    given: str | None = None


class CardIds:
    """Chooses the ids of a new suit.

    Args:
        beside: suits that are there already: their prompts keep their ids, and no other prompt gets one of them.
        log: hears where an id is not simply made of the first words of its prompt.
    """

    def __init__(self, beside: Iterable[SuitText], log: ImportLog) -> None:
        self._log = log
        self._known: dict[str, tuple[str, str]] = {}
        self._others: dict[str, str] = {}
        for suit in beside:
            for card in suit.cards:
                prompt = text_of(card.fields.get("prompt"))
                names = [name.value for name in (card.id, *card.aliases) if isinstance(name, Scalar)]
                self._others.update(dict.fromkeys(names, suit.source.path.name))
                if prompt is not None and card.id is not None:
                    self._known.setdefault(comparable(prompt), (card.id.value, suit.source.path.name))

    def choose(self, wanted: Sequence[IdRequest]) -> list[str]:
        """An id for each prompt, in their order."""
        ids: dict[int, str] = {}
        taken: dict[str, str] = {}
        for place, each in enumerate(wanted):
            if each.given is not None and is_name(each.given) and each.given not in taken:
                ids[place] = each.given
                taken[each.given] = comparable(each.prompt)
        for place, each in enumerate(wanted):
            key = comparable(each.prompt)
            name, file = self._known.get(key, ("", ""))
            if place not in ids and name and taken.get(name) is None:
                ids[place] = name
                taken[name] = key
                message = f"keeps the id that this prompt has in {shown(file)}; only one of the two files can stay"
                self._log.changed(message, each.line)
        claims: dict[str, set[str]] = defaultdict(set)
        names = {place: _names(each.prompt) for place, each in enumerate(wanted) if place not in ids}
        for place, several in names.items():
            for name in several:
                claims[name].add(comparable(wanted[place].prompt))
        first: dict[str, int] = {}
        counts: dict[str, int] = {}
        for place, each in enumerate(wanted):
            if place in ids:
                continue
            key = comparable(each.prompt)
            short, *longer = names[place]
            name = next(
                (name for name in (short, *longer) if claims[name] == {key} and self._is_free(name, key, taken)),
                longer[-1],
            )
            if name != short:
                message = f"the id '{short}' would fit another prompt, too, so that this one got a longer one"
                self._log.changed(message, each.line)
            if key in first:
                self._log.changed(f"says the same as line {first[key]}, and has a number behind its id", each.line)
            first.setdefault(key, each.line)
            found, count = name, counts.get(name, 1)
            while found in taken or (count > 1 and found in self._others):
                count += 1
                found = f"{name}-{count}"
            counts[name] = count
            ids[place] = found
            taken[found] = key
        return [ids[place] for place in range(len(wanted))]

    def _is_free(self, name: str, key: str, taken: dict[str, str]) -> bool:
        return name not in self._others and taken.get(name, key) == key


def _names(prompt: str) -> tuple[str, ...]:
    """Ids for a prompt, each longer and surer to be its own: of the first words, of all, and with a sum of the text."""
    words = _WORD.findall(_PARTNER.sub(" ", normal(prompt)))
    telling = [word for word in words if word.casefold() not in _UNTELLING] or words
    sum_ = sha256(comparable(prompt).encode("utf-8", "replace")).hexdigest()[:6]
    short = _cut(as_name(" ".join(telling[:_WORDS])))
    whole = _cut(as_name(" ".join(_WORD.findall(prompt.replace("{", " ").replace("}", " ")))))
    if not short or short.isdigit() or may_be_misread(short):
        # Nothing of it is in the Latin alphabet, or YAML takes it for something else.
        short = f"card-{short or sum_}"
    return tuple(dict.fromkeys((short, whole or short, _cut(f"{short[: NAME_LENGTH - 2 * _ROOM]}-{sum_}"))))


def _cut(name: str) -> str:
    return name[: NAME_LENGTH - _ROOM].strip("-")
