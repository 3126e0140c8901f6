"""The names of the two in the deck's words, or plain words where none was given; and lines that several pages share."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from cardtui.deck.card import CardId
from cardtui.deck.dialogue import Dialogue
from cardtui.deck.words import Words, capitalized, fill, partner_names
from cardtui.presenter.session import Session
from cardtui.rules.evening_plan import Plan, Seat


class Placeholders(msgspec.Struct, frozen=True):
    """The names of the two, and the deck's words for a missing name."""

    words: Words
    left: str
    right: str

    @classmethod
    def of(cls, words: Words, plan: Plan) -> Placeholders:
        """Those of an evening."""
        return cls(words, plan.left, plan.right)

    def name(self, seat: Seat) -> str:
        """The name of a seat, or the words for it within a sentence."""
        if seat is Seat.LEFT:
            return self.left or self.words.nameless_left
        return self.right or self.words.nameless_right

    def chip(self, seat: Seat) -> str:
        """The name of a seat as a label, or which side it is."""
        if seat is Seat.LEFT:
            return self.left or self.words.seat_left
        return self.right or self.words.seat_right

    def partner(self, seat: Seat) -> str:
        """The name for the partner at ``seat`` on a card that speaks to the other one."""
        return (self.left if seat is Seat.LEFT else self.right) or self.words.partner

    def line(self, text: str, speaker: Seat | None = None, **values: str) -> str:
        """Fill the names, and ``values``, into a line of the deck's words."""
        return fill(text, self._names(speaker) | values)

    def card(self, text: str, speaker: Seat) -> str:
        """Fill ``{partner}`` into a card's text, spoken to ``speaker``; all other braces are literal there."""
        return fill(text, self._partner(speaker))

    def spoken(self, text: str, speaker: Seat) -> str:
        """Fill the names and ``{partner}`` into a text of a dialogue or of the words, spoken in a turn."""
        return fill(text, self._names(speaker) | self._partner(speaker))

    def _partner(self, speaker: Seat) -> dict[str, str]:
        return partner_names(self.partner(speaker.other))

    def _names(self, speaker: Seat | None) -> dict[str, str]:
        names = {"left": self.name(Seat.LEFT), "right": self.name(Seat.RIGHT)}
        if speaker is not None:
            says, hears = self.name(speaker), self.name(speaker.other)
            names |= {"speaker": says, "listener": hears, "Speaker": capitalized(says), "Listener": capitalized(hears)}
        return names


def prompt_line(words: Words, session: Session, card: CardId) -> str:
    """A prompt addressed to no one in particular, because both look at it; the id if the card is gone."""
    prompt = session.prompt_of(card)
    return Placeholders(words, "", "").card(prompt, Seat.LEFT) if prompt is not None else card


def way_line(words: Words, way: Dialogue, line: Callable[..., str]) -> str:
    """A way to talk and the sentence about it, if its deck has one. line: fills the values into a line."""
    return line(words.own_way, title=way.title, about=way.about) if way.about else line(way.title)


def quit_text(words: Words, session: Session) -> str:
    """The label of quitting, which says whether everything is saved."""
    return words.key_quit if session.is_saved else words.key_quit_unsaved
