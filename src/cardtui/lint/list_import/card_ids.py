"""IDs for prompts without one: made from their words, and never the ID of another prompt.

A couple's history depends on IDs. So an ID is derived from its own prompt, not from the order of the list; if two
prompts would get the same ID, neither does.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from hashlib import sha256

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
    known: dict[str, tuple[str, str]] = {}
    others: set[str] = set()
    for suit in beside:
        for card in suit.cards:
            prompt = text_of(card.fields.get("prompt"))
            others.update(name.value for name in (card.id, *card.aliases) if name is not None)
            if prompt is not None and card.id is not None:
                known.setdefault(comparable(prompt), (card.id.value, suit.source.path.name))
    keys = [comparable(row.fields["prompt"]) for row in rows]
    ids: dict[int, str] = {}
    taken: dict[str, str] = {}
    for place, row in enumerate(rows):
        given = row.fields.get("id", "")
        if is_name(given) and given not in taken:
            ids[place] = given
            taken[given] = keys[place]
    for place, key in enumerate(keys):
        name, file = known.get(key, ("", ""))
        if place not in ids and name and name not in taken:
            ids[place] = name
            taken[name] = key
            message = f"keeps the id that this prompt has in {shown(file)}; only one of the two files can stay"
            log.changed(message, rows[place].line)
    names = {place: _names(row.fields["prompt"]) for place, row in enumerate(rows) if place not in ids}
    claims: dict[str, set[str]] = defaultdict(set)
    for place, several in names.items():
        for name in several:
            claims[name].add(keys[place])
    first: dict[str, int] = {}
    counts: dict[str, int] = {}
    for place, several in names.items():
        key, line = keys[place], rows[place].line
        name = next(
            (name for name in several if claims[name] == {key} and name not in others and taken.get(name, key) == key),
            several[-1],
        )
        if name != several[0]:
            message = f"the id '{several[0]}' would fit another prompt, too, so that this one got a longer one"
            log.changed(message, line)
        if key in first:
            log.changed(f"says the same as line {first[key]}, and has a number behind its id", line)
        first.setdefault(key, line)
        found, count = name, counts.get(name, 1)
        while found in taken or (count > 1 and found in others):
            count += 1
            found = f"{name}-{count}"
        counts[name] = count
        ids[place] = found
        taken[found] = key
    return [ids[place] for place in range(len(rows))]


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
