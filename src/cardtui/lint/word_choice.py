"""The wording of a card: words to reconsider, exclamation marks, how the partner is named, unfinished text."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from functools import cache

from cardtui.deck.words import NAMES
from cardtui.lint.sensitive_topics import index
from cardtui.lint.word_lists import Caution, Group, cautions
from cardtui.lint.written_card import Advice, Passage, Subject
from cardtui.text.layout import EMOJI
from cardtui.text.suggestions import shown

_PARTNER = r"(?:\{partner\}|your partner)"

_EXCLAMATION = re.compile(r"[!！¡]+")
_STANDS_IN = re.compile(r"(?:to ?do|tbd|tba|fixme|xxx+|lorem ipsum\b.*)[\W_]*", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")


@cache
def _cautioned() -> re.Pattern[str]:
    """All words to think twice about, one group per caution, so that a text is scanned once."""
    found = "|".join(f"({'|'.join(caution.patterns)})" for caution in cautions()).replace("PARTNER", _PARTNER)
    return re.compile(rf"(?<!\w)(?=[\w{{])(?:{found})(?!\w)", re.IGNORECASE)


def mind_words(passage: Passage, subject: Subject) -> Iterator[Advice]:
    """No word that hurts, excludes or says nothing (English only); no exclamation marks or emoji in any language."""
    if subject.english:
        yield from _english(passage, subject)
    for match in re.finditer(EMOJI, passage.text):
        message = "an emoji has another width in each terminal, and says less than a word; leave it out"
        yield Advice(passage.span(*match.span()), "emoji", message)
    yield from exclamations(passage)


def _english(passage: Passage, subject: Subject) -> Iterator[Advice]:
    sensitive = index().find(passage.text)
    found: list[tuple[int, int, Group | Caution]] = [*sensitive]
    # A sensitive word outweighs a caution on it, so that nothing is reported twice.
    found += [
        (*match.span(), cautions()[match.lastindex - 1])
        for match in _cautioned().finditer(passage.text)
        if match.lastindex and not any(word.begin < match.end() and match.start() < word.end for word in sensitive)
    ]
    for begin, end, words in found:
        # A topic of the card may justify the words. If one is misspelled, assume that it would have.
        is_welcome = words.topics and (subject.topics is None or not subject.topics.isdisjoint(words.topics))
        if passage.field in words.fields and not is_welcome:
            message = f"{shown(passage.text[begin:end])} {words.reason}; {words.way_out}"
            yield Advice(passage.span(begin, end), words.code, message)


def exclamations(passage: Passage) -> Iterator[Advice]:
    """No exclamation marks."""
    for match in _EXCLAMATION.finditer(passage.text):
        message = "an exclamation mark raises the voice; end with a full stop"
        yield Advice(passage.span(*match.span()), "exclamation", message)


def write_it_out(prompt: Passage, _: Subject) -> Iterator[Advice]:
    """A prompt is more than a placeholder."""
    if _STANDS_IN.fullmatch(prompt.text) or not _LETTER.search(prompt.text):
        yield Advice(prompt.node, "placeholder", "there is nothing to answer, do or tell here yet; write the prompt")


def show_it_all(passage: Passage, card: Subject | None) -> Iterator[Advice]:
    """No text is lost to a YAML comment (see `Passage.hidden`). card: None for a text of a plan."""
    if passage.hidden is not None:
        where = "on the card" if card else "in the plan"
        message = f"what stands from '#' on is a note to YAML, and not {where}; put all of the text in quotes"
        yield Advice(passage.hidden, "hidden-by-hash", message)


_BRACES = re.compile(
    r"(?<!\{)\{{1,3}(?P<name>[^{}]{1,24})\}{1,3}|[\[<](?P<other>(?:your )?partner)[\]>]", re.IGNORECASE
)
_SENTENCE_ENDS = re.compile(r"[.?!。？！؟][\"”’')»“]*\s*$")
_MAY_BEGIN = re.compile(r"[:…“\"'‘(–—«„‚‹¿¡「『-]\s*$")
"""A sentence may begin or continue after these; both cases are accepted."""

_ABBREVIATIONS = ("a.m.", "p.m.", "etc.", "e.g.", "i.e.", "vs.", "mr.", "mrs.", "dr.", "st.")
_LOOKED_BACK = 12
"""The number of characters before a brace that decide whether a sentence begins there."""

_OWNED = re.compile(r"\b(your|my|our|the) \{partner\}", re.IGNORECASE)
"""The brace includes its own "your"."""

_NEAR = 0.6
_LONGEST_SLIP = 4
_OTHER_NAMES = frozenset((*NAMES, "name", "you", "other", "partner1", "partner2"))


def name_the_partner(passage: Passage, subject: Subject) -> Iterator[Advice]:
    """A brace that is nearly `{partner}` is plain text to the program, and would be shown as written."""
    for match in _OWNED.finditer(passage.text) if subject.english else ():
        message = f"'{match.group()}' becomes '{match[1]} your partner', or '{match[1]} Ana'; write '{{partner}}' alone"
        yield Advice(passage.span(*match.span()), "misspelt-partner", message)
    for match in _BRACES.finditer(passage.text):
        written, name = match.group(), (match["name"] or match["other"]).strip()
        if written in ("{partner}", "{Partner}"):
            yield from _capital(passage, match)
        elif name in _OTHER_NAMES or any(_is_near(word) for word in re.findall(r"\w+", name)):
            message = f"'{written}' stays as it is written, braces and all; a card knows only '{{partner}}'"
            yield Advice(passage.span(*match.span()), "misspelt-partner", message)


def _is_near(word: str) -> bool:
    alike = difflib.SequenceMatcher(None, word.lower(), "partner").ratio()
    return alike >= _NEAR and abs(len(word) - len("partner")) <= _LONGEST_SLIP


def _capital(passage: Passage, match: re.Match[str]) -> Iterator[Advice]:
    before = passage.text[max(0, match.start() - _LOOKED_BACK) : match.start()]
    if _MAY_BEGIN.search(before) or before.rstrip().lower().endswith(_ABBREVIATIONS):
        return
    begins = not before or bool(_SENTENCE_ENDS.search(before))
    if begins != (match["name"] == "Partner"):
        better = "{Partner}" if begins else "{partner}"
        where = "a sentence begins here" if begins else "no sentence begins here"
        yield Advice(passage.span(*match.span()), "partner-capital", f"{where}; write '{better}'")
