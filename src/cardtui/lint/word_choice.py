"""The words of a card, looked over against the cautions; the signs that shout; and texts that nobody finished."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import msgspec

from cardtui.deck.codes import AdviceCode
from cardtui.deck.files.source import read_source
from cardtui.deck.files.yaml_tree import as_plain, parse
from cardtui.deck.topics import Topic
from cardtui.lint.sensitive_topics import index
from cardtui.lint.written_card import Advice, Passage, Subject
from cardtui.text.layout import EMOJI
from cardtui.text.suggestions import shown

_PARTNER = r"(?:\{partner\}|your partner)"

_EXCLAMATION = re.compile(r"[!！¡]+")


def mind_words(passage: Passage, subject: Subject) -> Iterator[Advice]:
    """No word that hurts, leaves out or says nothing (English only); no exclamation marks and no emoji at all."""
    if subject.english:
        yield from _english(passage, subject)
    for match in re.finditer(EMOJI, passage.text):
        message = "an emoji has another width in each terminal, and says less than a word; leave it out"
        yield Advice(passage.span(*match.span()), "emoji", message)
    yield from exclamations(passage)


def exclamations(passage: Passage) -> Iterator[Advice]:
    """No exclamation marks."""
    for match in _EXCLAMATION.finditer(passage.text):
        message = "an exclamation mark raises the voice; end with a full stop"
        yield Advice(passage.span(*match.span()), "exclamation", message)


def _english(passage: Passage, subject: Subject) -> Iterator[Advice]:
    sensitive = index().find(passage.text)
    for begin, end, group in sensitive:
        if passage.field in group.fields and not _is_welcome(subject, group.topics):
            message = f"{shown(passage.text[begin:end])} {group.reason}; {group.way_out}"
            yield Advice(passage.span(begin, end), group.code, message)
    for match in _cautioned().finditer(passage.text):
        assert match.lastgroup is not None
        caution = cautions()[int(match.lastgroup.removeprefix("c"))]
        # What a word is about says more than how it sounds; nobody is told twice about one word.
        told = any(word.begin < match.end() and match.start() < word.end for word in sensitive)
        if passage.field in caution.fields and not told and not _is_welcome(subject, caution.unless):
            message = f"{shown(match.group())} {caution.reason}; {caution.better}"
            yield Advice(passage.span(*match.span()), caution.code, message)


@cache
def _cautioned() -> re.Pattern[str]:
    """All words to think twice about, each a group by its number: one pass over a text finds them."""
    each = (f"(?P<c{number}>{'|'.join(caution.patterns)})" for number, caution in enumerate(cautions()))
    found = "|".join(each).replace("PARTNER", _PARTNER)
    return re.compile(rf"(?<!\w)(?=[\w{{])(?:{found})(?!\w)", re.IGNORECASE)


def _is_welcome(subject: Subject, topics: Sequence[str]) -> bool:
    """Whether the topics of the card say what the words are about; one that is misspelt may have said it."""
    return bool(topics) and (subject.topics is None or not subject.topics.isdisjoint(topics))


_STANDS_IN = re.compile(r"(?:to ?do|tbd|tba|fixme|xxx+|lorem ipsum\b.*)[\W_]*", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")


def write_it_out(prompt: Passage, _: Subject) -> Iterator[Advice]:
    """A prompt has words, and not only what stands in for them."""
    if _STANDS_IN.fullmatch(prompt.text) or not _LETTER.search(prompt.text):
        yield Advice(prompt.node, "placeholder", "there is nothing to answer, do or tell here yet; write the prompt")


def show_it_all(passage: Passage, _: Subject) -> Iterator[Advice]:
    """Nothing that was meant as text is a note to YAML (see `Passage.hidden`)."""
    if passage.hidden is not None:
        message = "what stands from '#' on is a note to YAML, and not on the card; put all of the text in quotes"
        yield Advice(passage.hidden, "hidden-by-hash", message)


FILE = Path(__file__).with_name("cautions.yaml")


class Caution(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words to think twice about; the head of the file says what each field is."""

    code: AdviceCode
    reason: str
    better: str
    patterns: tuple[str, ...]
    unless: tuple[Topic, ...] = ()
    fields: tuple[str, ...] = ("prompt", "stem", "listen")


@cache
def cautions() -> tuple[Caution, ...]:
    """All of them, in the order of the file."""
    tree = parse(read_source(FILE))
    assert tree is not None
    return msgspec.convert(as_plain(tree)["cautions"], tuple[Caution, ...])
