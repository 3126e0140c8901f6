"""A card as its writer wrote it: its texts with the places of their words. Advice is about one or several of these."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

import msgspec

from cardtui.deck.card import DEPTHS, Kind
from cardtui.deck.codes import AdviceCode
from cardtui.deck.dialogue import Dialogue, StageType
from cardtui.deck.files.source import Source, Span
from cardtui.deck.files.suit_file import CardText, SuitText
from cardtui.deck.files.text_readers import is_language, text_of
from cardtui.deck.files.yaml_tree import Node, Scalar
from cardtui.deck.files.yaml_tree import Sequence as Listed
from cardtui.deck.topics import TOPICS
from cardtui.rules.evening_plan import usual_dialogue
from cardtui.text.normal_form import composed

_HASH = re.compile(r"[ \t]+(#[^\s#][^\n\r]*)")
_SPACES = " \t\r\n"
_KINDS = {str(kind): kind for kind in Kind}
_DEPTHS = frozenset(map(str, DEPTHS))

LONGEST_JUDGED = 600
"""Characters. A longer text is told to be long, and no more is said of it; it is no card."""


class Advice(NamedTuple):
    """What could be better, and where."""

    at: Span
    code: AdviceCode
    message: str


class Passage(msgspec.Struct, frozen=True, dict=True):
    """One text of a card. text: with single spaces, as the two will read it."""

    field: str
    text: str
    node: Scalar
    source: Source

    def span(self, begin: int, end: int) -> Span:
        """Where some characters of the text stand in the file.

        The whole value, if they cannot be found: where it is written with escapes.
        """
        places = self._places
        return Span(places[begin], places[end - 1] + 1) if places else self.node

    @cached_property
    def hidden(self) -> Span | None:
        """What was meant as text and is a note to YAML: "your #1 wish" ends before the sign. None if all is there.

        A note with a space behind its sign, as people write them, is one.
        """
        found = _HASH.match(self.source.text or "", self.node.end) if self.node.plain else None
        return Span(*found.span(1)) if found else None

    @cached_property
    def _places(self) -> Sequence[int]:
        """For each character of the text its offset in the file; empty if they cannot be told."""
        written = (self.source.text or "")[self.node.start : self.node.end]
        begin = self._first_of(written)
        if (at := written.find(self.text, begin)) >= 0:
            return range(self.node.start + at, self.node.start + at + len(self.text))
        written, offsets = composed(written)
        begin = offsets.index(begin) if begin in offsets else begin
        # Over several lines it differs by white space alone, or there are escapes in it.
        places = []
        at = begin + len(written[begin:]) - len(written[begin:].lstrip(_SPACES))
        for character in self.text:
            if character == " ":
                places.append(self.node.start + offsets[at])
                while written[at : at + 1] and written[at] in _SPACES:
                    at += 1
            elif written[at : at + 1] == character:
                places.append(self.node.start + offsets[at])
                at += 1
            else:
                return ()
        return places

    def _first_of(self, written: str) -> int:
        """Where the text can begin in what is written: behind a quotation mark, or the line of a `|` or `>`."""
        if self.node.plain or written[:1] not in ("|", ">"):
            return int(not self.node.plain)
        return written.find("\n") + 1


class Subject(msgspec.Struct, frozen=True):
    """A card as it is written, however much of it can be read.

    id, kind, depth: None if not there, or wrong. sound: it has no error. english: the suit is in English. begun: the
    dialogue in which it is talked about brings first words of its own; None if that is not known. topics: None if one
    of them is wrong, so that nobody knows what was meant. allowed: codes of advice that its writer does not want on it,
    or in its suit. passages: its texts.
    """

    text: CardText
    source: Source
    sound: bool
    english: bool
    id: str | None
    kind: Kind | None
    depth: str | None
    begun: bool | None
    topics: frozenset[str] | None
    allowed: frozenset[str]
    passages: tuple[Passage, ...]

    @property
    def prompt(self) -> Passage | None:
        """What is asked, told or done."""
        return next((passage for passage in self.passages if passage.field == "prompt"), None)

    @property
    def endless(self) -> bool:
        """Whether one of its texts is longer than any card."""
        return any(len(passage.text) > LONGEST_JUDGED for passage in self.passages)

    @property
    def head(self) -> Span:
        """Where the card is pointed at as a whole."""
        first = next(iter(self.text.fields.values()), Span(0, 0))
        return self.text.id or first


def subjects(suit: SuitText, dialogues: Mapping[str, Dialogue]) -> tuple[Subject, ...]:
    """The cards of a suit, in the order of their file.

    Args:
        suit: the suit as it is written.
        dialogues: those that its cards may ask for.
    """
    language = _word(suit.fields.get("language")) or ""
    # A tag that is none, such as "english", says it, too.
    english = language.lower().startswith("en") and (language[2:3] in ("", "-") or not is_language(language))
    begun = {name: _begins_with_a_stem(dialogue) for name, dialogue in dialogues.items()}
    return tuple([_subject(suit, card, begun, english=english) for card in suit.cards])


def _subject(suit: SuitText, card: CardText, begun: Mapping[str, bool], *, english: bool) -> Subject:
    source, get = suit.source, card.fields.get
    depth = _word(get("depth"))
    kind = _KINDS.get(_word(get("kind")) or "")
    dialogue = _word(get("dialogue"))
    named = dialogue or (usual_dialogue(kind) if kind is not None else None)
    return Subject(
        text=card,
        source=source,
        sound=card.card is not None,
        english=english,
        id=card.id.value if card.id else None,
        kind=kind,
        depth=depth if depth in _DEPTHS else None,
        # A question that goes the way of the evening is talked about in a dialogue without a stem.
        begun=begun.get(named) if named else False,
        topics=_topics(get("topics")),
        allowed=frozenset(allowed.value for allowed in (*suit.allow, *card.allow)),
        passages=tuple(_passages(source, card)),
    )


def _topics(node: Node | None) -> frozenset[str] | None:
    items = node.items if isinstance(node, Listed) else []
    topics = frozenset(item.value for item in items if isinstance(item, Scalar))
    return topics if topics.issubset(TOPICS) and len(topics) == len(items) else None


def _begins_with_a_stem(dialogue: Dialogue) -> bool:
    first = next((stage for stage in dialogue.stages if stage.stage is StageType.SPEAK), None)
    return first is not None and first.stem is not None


def _passages(source: Source, card: CardText) -> Iterator[Passage]:
    """The texts that are there, in the order in which a card has them."""
    for field in ("prompt", "stem", "listen"):
        node = card.fields.get(field)
        text = text_of(node)
        if text is not None and isinstance(node, Scalar):
            yield Passage(field, text, node, source)


def _word(node: Node | None) -> str | None:
    return node.value if isinstance(node, Scalar) else None


QUESTION_MARKS = re.compile(r"[?？؟]+")
_SENTENCE = re.compile(r"[^.?!…。？！؟]+[.?!…。？！؟]*[\"”’)]*")
_QUOTED = re.compile(r"“[^”]*”|‘(?:[^’]|’(?=\w))*’|(?<!\w)'[^']*'(?!\w)|\"[^\"]*\"|«[^»]*»|„[^“]*“|「[^」]*」")


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where each sentence of a text begins, without the spaces before it, and ends."""
    for match in _SENTENCE.finditer(text):
        yield match.end() - len(match.group().lstrip()), match.end()


def unquoted(text: str) -> str:
    """The text with what is quoted blanked out, so that places stay the same."""
    return _QUOTED.sub(lambda match: "_" * len(match.group()), text)
