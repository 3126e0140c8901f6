"""A position, told: which words stand where, for every place of an evening."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import assert_never

from cardtui.cards.card import TENDER, CardId
from cardtui.cards.words import Words
from cardtui.guide.halves import halves, reached
from cardtui.guide.scene import Face, Head, Page, Row, Talk
from cardtui.guide.voices import Voices
from cardtui.rules.legal import Choice, legal, rail
from cardtui.rules.move import Do
from cardtui.rules.position import (
    Away,
    Closing,
    Dealt,
    Doing,
    Ended,
    GoodNight,
    Gratitude,
    InTurn,
    Mirroring,
    Naming,
    Offered,
    Own,
    Pausing,
    Position,
    Postponing,
    Resting,
    Returned,
    Settling,
    Short,
    Subject,
)
from cardtui.rules.seat import Seat

PromptOf = Callable[[CardId], str | None]
"""The prompt of a card met, if the deck still has it."""

OWN_SYMBOL = "✎"
GRATITUDE_SYMBOL = "♥"


class Telling:
    """Tells positions in one deck's words.

    words: the deck's. act: what a choice does, once a key asks for it. prompt_of: see `PromptOf`.
    """

    def __init__(self, words: Words, act: Callable[[Choice], None], prompt_of: PromptOf) -> None:
        self.words = words
        self._act = act
        self._prompt_of = prompt_of

    def tell(self, position: Position) -> Talk | Page:
        """The scene of a position."""
        place = position.place
        voices = Voices.of(self.words, position.plan)
        if isinstance(place, InTurn):
            return self._talk(position, place, voices)
        return self._page(position, voices)

    # Rows

    def _rows(self, position: Position, voices: Voices) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
        place = position.place
        speaker = place.turn.speaker if isinstance(place, InTurn) else None
        rows: list[Row] = []
        hidden: list[Row] = []
        for choice in legal(position):
            row = self._row(position, choice, voices, speaker)
            (rows if choice.is_row else hidden).append(row)
        return tuple(rows), tuple(hidden)

    def _row(self, position: Position, choice: Choice, voices: Voices, speaker: Seat | None) -> Row:
        text: str = getattr(self.words, choice.label)
        marked = False
        if choice.what is Do.HEART:
            met = position.met[choice.number]
            marked = met.heart
            prompt = self._prompt_of(met.card)
            text = voices.card(prompt, position.next_first) if prompt is not None else met.card
        else:
            value = ""
            if choice.what is Do.OTHER_WAY and isinstance(position.place, Naming):
                value = position.plan.dialogues[position.place.dialogue].title
            text = voices.line(text, speaker, value=value)
        short = getattr(self.words, f"foot_{choice.label.removeprefix('key_')}", "")
        return Row(choice.keys, text, lambda: self._act(choice), choice.who, marked, short)

    # Pages

    def _page(self, position: Position, voices: Voices) -> Page:
        rows, hidden = self._rows(position, voices)
        title, prose, face = self._page_text(position, voices)
        head = self._head(position)
        return Page(title=title, prose=prose, head=head, face=face, rows=rows, hidden=hidden)

    def _page_text(self, position: Position, voices: Voices) -> tuple[str, tuple[str, ...], Face | None]:
        words = self.words
        place = position.place
        match place:
            case Settling(then=None):
                return words.settle_title, (words.settle_ask, words.settle_turn), None
            case Settling():
                return words.settle_title, (words.settle_again, words.settle_turn), None
            case Postponing():
                return words.postpone_title, (words.postpone_ask,), None
            case Naming():
                return words.own_title, (words.own_ask,), Face(OWN_SYMBOL, "")
            case Offered(dealt=dealt, first=first):
                tender = (words.deal_tender,) if dealt.card.depth == TENDER else ()
                starts = voices.line(words.deal_starts, first)
                return "", (starts, *tender), self._face(dealt, voices, first)
            case Doing(round=round_):
                return "", (words.do_aside, words.do_later), self._face(round_.subject, voices, round_.first)
            case Short(wider=wider):
                ask: str = getattr(words, f"short_{wider or 'none'}_ask")
                return words.short_title, (ask,), None
            case Resting(late=late):
                return words.rest_title, (words.rest_late if late else words.rest_ask,), None
            case Closing():
                return words.close_title, (words.close_ask,), None
            case GoodNight():
                named = voices.left and voices.right
                night = voices.line(words.night_names) if named else words.night_nameless
                hearts = (words.night_ask,) if position.met else ()
                return words.night_title, (night, *hearts), None
            case Pausing(since=since, minutes=minutes):
                meet = self._meet(since, since + timedelta(minutes=minutes), voices)
                return words.pause_title, (*words.pause_lines, meet), None
            case Away(since=since, until=until):
                return words.away_title, (self._meet(since, until, voices), words.away_ask), None
            case Returned():
                return words.return_title, (words.return_ask,), None
            case Ended(appointment=appointment):
                return (words.parting_postponed if appointment else words.parting_night), (), None
            case _:
                raise AssertionError(f"a turn is not a page: {place}")

    def _meet(self, since: datetime, until: datetime, voices: Voices) -> str:
        line = self.words.pause_meet if until.date() == since.date() else self.words.pause_meet_tomorrow
        return voices.line(line, time=f"{until:%H:%M}")

    # A turn

    def _talk(self, position: Position, place: InTurn, voices: Voices) -> Talk:
        turn = place.turn
        rows, hidden = self._rows(position, voices)
        stages = rail(turn)
        return Talk(
            head=self._head(position),
            face=self._face(turn.round.subject, voices, turn.speaker),
            halves=halves(self.words, voices, place),
            rail=tuple(str(getattr(self.words, f"rail_{stage}")) for stage in stages),
            reached=reached(place),
            rows=rows,
            hidden=hidden,
            breath=self.words.mirror_breath if isinstance(place, Mirroring) and not turn.mirrored else "",
            note=self.words.mirror_example if self._shows_example(position, place) else "",
            choose=self._choose(rows, voices),
        )

    def _head(self, position: Position) -> Head:
        words = self.words
        place = position.place
        subject: Subject | None = None
        match place:
            case Offered(dealt=dealt):
                subject = dealt
            case Doing(round=round_):
                subject = round_.subject
            case _ if isinstance(place, InTurn):
                subject = place.turn.round.subject
            case _:
                pass
        match subject:
            case Dealt(card=card, suit=suit, symbol=symbol):
                kind: str = getattr(words, f"kind_{card.kind}")
                depth: str = getattr(words, f"depth_{card.depth}")
                return Head(f"{suit}  {symbol}  {kind}", depth)
            case Own():
                return Head(words.kind_own)
            case Gratitude():
                return Head(words.kind_gratitude)
            case None:
                return Head()
            case _:
                assert_never(subject)

    def _face(self, subject: Subject, voices: Voices, speaker: Seat) -> Face:
        match subject:
            case Dealt(card=card, symbol=symbol):
                return Face(symbol, voices.card(card.prompt, speaker))
            case Own():
                return Face(OWN_SYMBOL, self.words.own_face)
            case Gratitude():
                return Face(GRATITUDE_SYMBOL, voices.card(self.words.gratitude_face, speaker))
            case _:
                assert_never(subject)

    def _choose(self, rows: tuple[Row, ...], voices: Voices) -> str:
        """Who chooses, where Enter does nothing."""
        if any("enter" in row.keys for row in rows) or rows[0].who is None:
            return ""
        return voices.line(self.words.foot_chooses, name=voices.chip(rows[0].who))

    def _shows_example(self, position: Position, place: InTurn) -> bool:
        """An example helps once: at the first mirror of a pair's first evening."""
        first = isinstance(place.turn.round.subject, Gratitude) and not place.turn.round.spoken[1:]
        return position.plan.new and isinstance(place, Mirroring) and not place.turn.mirrored and first
