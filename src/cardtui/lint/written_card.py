"""A card as its author wrote it: its texts and the positions of their words. Advice is about one or more of these."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

import msgspec

from cardtui.deck.card import DEPTHS, Kind
from cardtui.deck.dialogue import Dialogue, StageType
from cardtui.deck.files.source import Source, Span
from cardtui.deck.files.suit_file import CardText, SuitText
from cardtui.deck.files.text_readers import is_language, text_of
from cardtui.deck.files.yaml_tree import Node, Scalar
from cardtui.deck.files.yaml_tree import Sequence as Listed
from cardtui.deck.problem import AdviceCode
from cardtui.deck.topics import TOPICS
from cardtui.rules.dialogue_choice import usual_dialogue
from cardtui.text.normal_form import composed

_HASH = re.compile(r"[ \t]+(#[^\s#][^\n\r]*)")
_SPACES = (" ", "\t", "\r", "\n")
_KINDS = {str(kind): kind for kind in Kind}
_DEPTHS = frozenset(map(str, DEPTHS))

LONGEST_JUDGED = 600
"""In characters. A longer text is reported as too long and not checked further."""


class Advice(NamedTuple):
    """What could be better, and where."""

    at: Span
    code: AdviceCode
    message: str


class Passage(msgspec.Struct, frozen=True, dict=True):
    """One text of a card. text: with single spaces, as the couple will read it."""

    field: str
    text: str
    node: Scalar
    source: Source

    def span(self, begin: int, end: int) -> Span:
        """The position of some characters of the text in the file.

        If they cannot be found because of escapes, the whole value.
        """
        places = self._places
        return Span(places[begin], places[end - 1] + 1) if places else self.node

    @cached_property
    def hidden(self) -> Span | None:
        """Text that YAML reads as a comment: "your #1 wish" ends before the "#". None if there is none.

        A real comment, with a space after its "#", does not count.
        """
        found = _HASH.match(self.source.text or "", self.node.end) if self.node.plain else None
        return Span(*found.span(1)) if found else None

    @cached_property
    def _places(self) -> Sequence[int]:
        """The offset in the file of each character of the text; empty if unknown because of escapes."""
        written, offsets = composed((self.source.text or "")[self.node.start : self.node.end])
        # Skip the quotation mark, or the line of a `|` or `>`.
        at = int(not self.node.plain)
        if at and written.startswith(("|", ">")):
            at = written.find("\n") + 1
        at = max(at, written.find(self.text, at))  # the whole text may follow an escape
        places: list[int] = []
        for word in self.text.split(" "):
            while written.startswith(_SPACES, at):
                at += 1
            if not written.startswith(word, at):
                return ()
            places += offsets[at : at + len(word) + 1]
            at += len(word)
        return [self.node.start + place for place in places]


class Subject(msgspec.Struct, frozen=True):
    """A card as written, as far as it can be read.

    text: the YAML nodes. id, kind, depth: None if missing or invalid. english: the suit is in English. begun: its
    dialogue begins with a stem; None if that is unknown. topics: None if one of them is invalid, since it is unknown
    what was meant. allowed: codes of advice that the author silenced for it or its suit. passages: its texts.
    """

    text: CardText
    source: Source
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
        """The prompt of the card, if it has one."""
        return next((passage for passage in self.passages if passage.field == "prompt"), None)

    @property
    def endless(self) -> bool:
        """Whether one of its texts is far too long for a card."""
        return any(len(passage.text) > LONGEST_JUDGED for passage in self.passages)


def subjects(suit: SuitText, dialogues: Mapping[str, Dialogue]) -> tuple[Subject, ...]:
    """The cards of a suit, in file order.

    Args:
        suit: the suit as written.
        dialogues: those that its cards may request.
    """
    language = _word(suit.fields.get("language"))
    # An invalid tag such as "english" counts as well.
    english = language.lower().startswith("en") and (language[2:3] in ("", "-") or not is_language(language))
    # A question without a dialogue uses that of the evening, which has no stem.
    begun = {name: _begins_with_a_stem(dialogue) for name, dialogue in dialogues.items()} | {"": False}
    return tuple([_subject(suit, card, begun, english=english) for card in suit.cards])


def _subject(suit: SuitText, card: CardText, begun: Mapping[str, bool], *, english: bool) -> Subject:
    get = card.fields.get
    depth = _word(get("depth"))
    kind = _KINDS.get(_word(get("kind")))
    dialogue = _word(get("dialogue")) or (usual_dialogue(kind) if kind else None) or ""
    topics = get("topics")
    said = [_word(item) for item in topics.items] if isinstance(topics, Listed) else []
    known = frozenset(TOPICS).intersection(said)
    written = {field: (text_of(get(field)), get(field)) for field in ("prompt", "stem", "listen")}
    return Subject(
        text=card,
        source=suit.source,
        english=english,
        id=card.id.value if card.id else None,
        kind=kind,
        depth=depth if depth in _DEPTHS else None,
        begun=begun.get(dialogue),
        topics=known if len(known) == len(said) else None,
        allowed=frozenset(allowed.value for allowed in (*suit.allow, *card.allow)),
        passages=tuple(
            Passage(field, text, node, suit.source)
            for field, (text, node) in written.items()
            if text is not None and isinstance(node, Scalar)
        ),
    )


def _begins_with_a_stem(dialogue: Dialogue) -> bool:
    first = next((stage for stage in dialogue.stages if stage.stage is StageType.SPEAK), None)
    return first is not None and first.stem is not None


def _word(node: Node | None) -> str:
    return node.value if isinstance(node, Scalar) else ""


WORD = re.compile(r"\{\w+\}|[^\W_]+(?:['’][^\W_]+)*")
QUESTION_MARKS = re.compile(r"[?？؟]+")
_SENTENCE = re.compile(r"[^.?!…。？！؟]+[.?!…。？！؟]*[\"”’)]*")
_QUOTED = re.compile(r"“[^”]*”|‘(?:[^’]|’(?=\w))*’|(?<!\w)'[^']*'(?!\w)|\"[^\"]*\"|«[^»]*»|„[^“]*“|「[^」]*」")


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """The start and end of each sentence in a text, without leading spaces."""
    for match in _SENTENCE.finditer(text):
        yield match.end() - len(match.group().lstrip()), match.end()


def unquoted(text: str) -> str:
    """The text with quotations blanked out, so that offsets stay the same."""
    return _QUOTED.sub(lambda match: "_" * len(match.group()), text)
