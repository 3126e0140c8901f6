"""Builds the scene of a position: which text goes where, for every place of an evening."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import assert_never

from cardtui.deck.card import TENDER
from cardtui.deck.words import Words, capitalized
from cardtui.presenter.date_names import meet_line, month_name
from cardtui.presenter.goodbye import end_label, last_wish
from cardtui.presenter.placeholders import Placeholders, prompt_line, quit_text, way_line
from cardtui.presenter.scene import CardBack, CardFace, Half, Head, Page, Row, Saying, Shelf, Talk, Tile, Tone
from cardtui.presenter.session import Session
from cardtui.presenter.turn_scene import half, halves, reached, shows_example, stage_at
from cardtui.rules.evening_moves import closing_speaker, legal
from cardtui.rules.evening_plan import Seat
from cardtui.rules.move import Action, Aside, Choice
from cardtui.rules.position import (
    Agreeing,
    Away,
    Between,
    Closing,
    Dealt,
    Doing,
    Ended,
    GoodNight,
    Gratitude,
    InTurn,
    Leaving,
    Met,
    Mirroring,
    Naming,
    Offered,
    Own,
    PagePlace,
    Pausing,
    Picking,
    Place,
    Position,
    Postponing,
    Resting,
    Returned,
    Settling,
    Short,
    Subject,
    subject_at,
)
from cardtui.rules.timeout import ENOUGH, durations, meeting_time
from cardtui.rules.turn_moves import rail
from cardtui.text.local_time import evening_of, next_midnight

OWN_SYMBOL = "✎"
GRATITUDE_SYMBOL = "♥"
BETWEEN_SYMBOL = "↺"


class SceneBuilder:
    """Builds the scene of one position in a deck's words. ``act``: carries out a choice."""

    def __init__(self, words: Words, act: Callable[[Choice], None], session: Session, position: Position) -> None:
        self.words = words
        self._act = act
        self._session = session
        self._now = session.now()
        self._position = position
        self._placeholders = Placeholders.of(words, position.plan)

    def build(self) -> Talk | Page:
        """The scene of the position."""
        place = self._position.place
        return self._talk(place) if isinstance(place, InTurn) else self._page(place)

    # Rows

    def _rows(self, speaker: Seat | None) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
        """What can be done, on the screen itself and behind Esc. speaker: whose turn it is."""
        choices = legal(self._position)
        rows = [self._row(choice, speaker) for choice in choices if choice.is_row]
        rows.sort(key=lambda row: not any(map(str.isdigit, row.keys)))
        return tuple(rows), tuple(self._row(choice, speaker) for choice in choices if not choice.is_row)

    def _row(self, choice: Choice, speaker: Seat | None) -> Row:
        words, position, line = self.words, self._position, self._placeholders.line
        text: str = getattr(words, choice.label)
        short: str = getattr(words, f"foot_{choice.label.removeprefix('key_')}", "")
        marked = False
        match choice.what, position.place:
            case Aside.QUIT, _:
                text = line(quit_text(words, self._session), speaker)
                short = choice.keys[-1] if choice.is_row else short
            case Action.HEART, _:
                met = position.met[choice.number]
                marked = self._has_heart(met)
                short = words.night_unheart if marked else words.night_heart
                text = prompt_line(words, self._session, met.card)
            case Action.AGREE, Pausing() as place:
                text = meet_line(words, self._placeholders, self._offered(place, choice.number), self._now)
            case Action.PICK, Picking(backs=backs):
                text = line(text, speaker, value=backs[choice.number].suit)
            case Action.WAY, _:
                text = way_line(words, position.plan.dialogues[position.plan.ways[choice.number]], line)
            case Action.LEFT_STARTS | Action.RIGHT_STARTS, _:
                text = capitalized(line(text, speaker))
            case Action.END, _:
                text = line(end_label(words, self._now), speaker)
            case _:
                text = line(text, speaker)
        return Row(choice.keys, text, lambda: self._act(choice), choice.who, marked, short)

    # Pages

    def _page(self, place: PagePlace) -> Page:
        rows, hidden = self._rows(place.under.turn.speaker if isinstance(place, Leaving) else None)
        title, prose, face = self._page_text(place)
        backs = tuple(CardBack(each.symbol, each.suit) for each in place.backs) if isinstance(place, Picking) else ()
        beside = (face is not None or backs) and not isinstance(place, Doing | Naming)
        return Page(
            title=title,
            prose=prose,
            head=self._head(),
            face=face,
            backs=backs,
            shelves=self._laid_out() if isinstance(place, GoodNight) and self._position.met else (),
            halves=self._sides(place, (title, *prose)) if beside else (),
            dealt=isinstance(place, Offered),
            rows=rows,
            hidden=hidden,
            changes_at=self._changes_at(place),
        )

    def _offered(self, place: Pausing, number: int) -> datetime:
        """When they meet if they choose the time of that number now."""
        return meeting_time(place.since, durations(place.since)[number], self._now)

    def _has_heart(self, met: Met) -> bool:
        return self._position.has_heart(met.card) or self._session.had_heart(met.card)

    def _laid_out(self) -> tuple[Shelf, ...]:
        """The cards of the evening; a number gives a heart to one of the last of them."""
        keys = {choice.number: choice.keys[0] for choice in legal(self._position) if choice.what is Action.HEART}
        tiles = (
            Tile(self._session.suit_of(met)[1], self._has_heart(met), keys.get(number, ""))
            for number, met in enumerate(self._position.met)
        )
        return (Shelf("", tuple(tiles)),)

    def _sides(self, place: PagePlace, said: tuple[str, ...]) -> tuple[Half, Half]:
        """Both halves beside a card. The next partner has the floor, if any, and what is said is in that half.

        said: the title and the prose of the page.
        """
        words = self.words
        seat, chip = Seat.LEFT, ""
        match place:
            case Picking(first=first):
                seat, chip = first.other, words.chip_picks
            case Offered(first=first, dealt=dealt):
                seat, chip = first, words.chip_starts
                said = self._offer(dealt, first)
            case Leaving(under=under):
                seat = under.turn.speaker
            case Closing():
                seat, chip = closing_speaker(self._position, place), words.chip_speaks
        sayings = tuple(Saying(text, Tone.SAY) for text in said if text)

        def side(here: Seat) -> Half:
            if here is seat:
                return half(self._placeholders, here, chip or "{name}", seat, sayings, floor=bool(chip))
            return half(self._placeholders, here, "{name}", seat)

        return side(Seat.LEFT), side(Seat.RIGHT)

    def _offer(self, dealt: Dealt, first: Seat) -> tuple[str, ...]:
        """What to say about a card before it is taken."""
        words, line = self.words, self._placeholders.line
        said = []
        if dealt.heart:
            said.append(line(words.deal_heart, first, month=month_name(words, self._now, evening_of(dealt.heart))))
        if dealt.card.depth == TENDER:
            said.append(line(words.deal_tender, first))
        return tuple(said)

    def _page_text(self, place: PagePlace) -> tuple[str, tuple[str, ...], CardFace | None]:
        """The title, the prose and the card on the table."""
        words, line = self.words, self._placeholders.line

        def page(title: str, *prose: str, face: CardFace | None = None) -> tuple[str, tuple[str, ...], CardFace | None]:
            return line(title), tuple(map(line, prose)), face

        match place:
            case Settling():
                return page(
                    words.settle_title, words.settle_again if place.then else words.settle_ask, words.settle_turn
                )
            case Postponing():
                return page(words.postpone_title, words.postpone_ask)
            case Agreeing():
                return page(words.kind_own, words.own_ask)
            case Naming():
                return page("", words.own_who, face=CardFace(OWN_SYMBOL, line(words.own_face)))
            case Picking(first=first):
                return "", (line(words.pick_ask, first),), None
            case Offered(dealt=dealt, first=first):
                return "", (line(words.deal_starts, first), *self._offer(dealt, first)), self._face(dealt, first)
            case Leaving(under=under):
                return page(words.leave_title, face=self._face(under.turn.round.subject, under.turn.speaker))
            case Doing(round=round_):
                return page("", words.do_aside, words.do_later, face=self._face(round_.subject, round_.first))
            case Short(wider=wider):
                ask: str = getattr(words, f"short_{wider or 'none'}_ask")
                return page(words.short_title, ask if self._session.deck is not None else words.deck_gone)
            case Resting(late=late):
                return page(words.rest_title, words.rest_late if late else words.rest_ask)
            case Closing():
                face = CardFace(GRATITUDE_SYMBOL, line(words.close_face))
                return line(words.close_title), (line(words.close_ask, closing_speaker(self._position, place)),), face
            case GoodNight():
                wish = last_wish(words, self._now, named=bool(self._placeholders.left and self._placeholders.right))
                return page(words.night_title, wish, *((words.night_ask,) if self._position.met else ()))
            case Pausing():
                return page(words.pause_title, *words.pause_lines, words.pause_ask)
            case Away(until=until):
                meet = meet_line(words, self._placeholders, until, self._now)
                return line(words.away_title), (meet, line(words.away_ask)), None
            case Returned() if place.is_later:
                return page(words.return_later_title, words.return_ask)
            case Returned(apart=apart):
                soon = {0: words.return_soon_0, 1: words.return_soon_1}.get(apart, words.return_soon)
                remark = (line(soon, count=str(apart)),) if apart < ENOUGH else ()
                return line(words.return_title), (*remark, line(words.return_ask)), None
            case Ended():
                return page("")  # the program is left, so nothing of it is drawn
            case _:
                assert_never(place)

    def _changes_at(self, place: Place) -> datetime | None:
        """When the page of a time-out changes without a key: at its time, and at midnight."""
        if not isinstance(place, Pausing | Away):
            return None
        until = place.until if isinstance(place, Away) else self._offered(place, 0)
        midnight = next_midnight(self._now)
        return midnight if until <= self._now else min(until, midnight)

    # A turn

    def _talk(self, place: InTurn) -> Talk:
        words, turn = self.words, place.turn
        rows, hidden = self._rows(turn.speaker)

        def spoken(text: str) -> str:
            return self._placeholders.spoken(text, turn.speaker)

        return Talk(
            head=self._head(),
            face=self._face(turn.round.subject, turn.speaker),
            halves=halves(words, self._placeholders, place, practiced=self._position.plan.practiced),
            rail=tuple(spoken(getattr(words, f"rail_{stage}")) for stage in rail(turn).values()),
            reached=reached(place),
            habit=spoken(getattr(words, f"habit_{stage_at(place)}")),
            rows=rows,
            hidden=hidden,
            breath=spoken(words.mirror_breath) if isinstance(place, Mirroring) and not turn.mirrored else "",
            note=spoken(words.mirror_example) if shows_example(self._position, place) else "",
        )

    def _head(self) -> Head:
        words = self.words
        match subject_at(self._position.place):
            case Dealt(card=card, suit=suit, symbol=symbol):
                kind: str = getattr(words, f"kind_{card.kind}")
                return Head(f"{suit}  {symbol}  {kind}", getattr(words, f"depth_{card.depth}"))
            case Own():
                return Head(words.kind_own)
            case Between():
                return Head(words.kind_between)
            case Gratitude():
                return Head(words.kind_gratitude)
            case None:
                return Head()

    def _face(self, subject: Subject, speaker: Seat) -> CardFace:
        match subject:
            case Dealt(card=card, symbol=symbol):
                return CardFace(symbol, self._placeholders.card(card.prompt, speaker))
            case Own():
                return CardFace(OWN_SYMBOL, self.words.own_face)
            case Between():
                return CardFace(BETWEEN_SYMBOL, self.words.between_face)
            case Gratitude():
                return CardFace(GRATITUDE_SYMBOL, self._placeholders.card(self.words.gratitude_face, speaker))
