"""Builds the scene of a position: which text goes where, for every place of an evening."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Protocol, assert_never

from cardtui.deck.card import TENDER, CardId
from cardtui.deck.dialogue import Dialogue
from cardtui.deck.words import Words
from cardtui.presenter.placeholders import Placeholders, day_name, month_name
from cardtui.presenter.scene import CardBack, CardFace, Half, Head, Page, Row, Saying, Shelf, Talk, Tile, Tone
from cardtui.presenter.turn_scene import halves, reached, shortened
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
    turn_of,
)
from cardtui.rules.timeout import ENOUGH, durations, meeting_time
from cardtui.rules.turn_moves import rail
from cardtui.text.local_time import days_between, is_evening, next_midnight, time_name

OWN_SYMBOL = "✎"
GRATITUDE_SYMBOL = "♥"
BETWEEN_SYMBOL = "↺"


class SessionState(Protocol):
    """What `SceneBuilder` needs beyond the position; `Session` provides it."""

    @property
    def deck(self) -> object | None:
        """Today's deck, or None if it is gone."""
        ...

    @property
    def is_saved(self) -> bool:
        """Whether all that was played can be gone on with another day."""
        ...

    def now(self) -> datetime:
        """The time now, with its offset."""
        ...

    def prompt_of(self, card_id: CardId) -> str | None:
        """The prompt of a card met, if the deck still has it."""
        ...

    def had_heart(self, card_id: CardId) -> bool:
        """Whether a card got a heart in an earlier evening."""
        ...

    def symbol_of(self, suit: str) -> str:
        """The symbol of a suit, or what stands for one that is gone."""
        ...


def meet_line(words: Words, placeholders: Placeholders, until: datetime, now: datetime) -> str:
    """When to meet, with the day if that is not today; or that the time has come."""
    days = days_between(now, until)
    if until <= now:
        line = {0: words.pause_has_come, -1: words.pause_has_come_yesterday}.get(days, words.pause_has_come_day)
    else:
        line = {0: words.pause_meet, 1: words.pause_meet_tomorrow}.get(days, words.pause_meet_day)
    return placeholders.line(line, time=time_name(until), day=day_name(words, now, until))


def _offered(place: Pausing, number: int, now: datetime) -> datetime:
    """When they meet if they take the time of that number now."""
    return meeting_time(place.since, durations(place.since)[number], now)


def to_nobody(words: Words, prompt: str) -> str:
    """A prompt that speaks to nobody in particular: both look at it."""
    return Placeholders(words, "", "").card(prompt, Seat.LEFT)


def way_line(words: Words, way: Dialogue, line: Callable[..., str]) -> str:
    """A way to talk and the sentence about it, if its deck has one. line: fills the values into a line."""
    return line(words.own_way, title=way.title, about=way.about) if way.about else line(way.title)


def quit_text(words: Words, session: SessionState) -> str:
    """How leaving is called: only what is saved is kept."""
    return words.key_quit if session.is_saved else words.key_quit_unsaved


class SceneBuilder:
    """Tells positions in one deck's words. ``act``: what a choice does, once a key asks for it."""

    def __init__(self, words: Words, act: Callable[[Choice], None], session: SessionState) -> None:
        self.words = words
        self._act = act
        self._session = session

    def build(self, position: Position) -> Talk | Page:
        """The scene of a position."""
        place = position.place
        placeholders = Placeholders.of(self.words, position.plan)
        if isinstance(place, InTurn):
            return self._talk(position, place, placeholders)
        return self._page(position, place, placeholders)

    # Rows

    def _rows(self, position: Position, placeholders: Placeholders) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
        place = position.place
        turn = turn_of(place) if isinstance(place, InTurn | Leaving) else None
        speaker = turn.speaker if turn is not None else None
        rows: list[Row] = []
        hidden: list[Row] = []
        for choice in legal(position):
            row = self._row(position, choice, placeholders, speaker)
            (rows if choice.is_row else hidden).append(row)
        rows.sort(key=lambda row: not any(map(str.isdigit, row.keys)))
        return tuple(rows), tuple(hidden)

    def _row(self, position: Position, choice: Choice, placeholders: Placeholders, speaker: Seat | None) -> Row:
        text: str = getattr(self.words, choice.label)
        if choice.what is Action.END and not is_evening(self._session.now()):
            text = self.words.day_end
        if choice.what is Aside.QUIT:
            text = quit_text(self.words, self._session)
        short: str = getattr(self.words, f"foot_{choice.label.removeprefix('key_')}", "")
        if choice.what is Aside.QUIT and choice.is_row:
            short = choice.keys[-1]
        marked = False
        if choice.what is Action.HEART:
            met = position.met[choice.number]
            marked = self._has_heart(met)
            short = self.words.night_unheart if marked else self.words.night_heart
            prompt = self._session.prompt_of(met.card)
            text = to_nobody(self.words, prompt) if prompt is not None else met.card
        elif choice.what is Action.AGREE and isinstance(position.place, Pausing):
            now = self._session.now()
            text = meet_line(self.words, placeholders, _offered(position.place, choice.number, now), now)
        elif choice.what is Action.PICK and isinstance(position.place, Picking):
            text = placeholders.line(text, speaker, value=position.place.backs[choice.number].suit)
        elif choice.what is Action.WAY:
            way = position.plan.dialogues[position.plan.ways[choice.number]]
            text = way_line(self.words, way, placeholders.line)
        else:
            text = placeholders.line(text, speaker)
        return Row(choice.keys, text, lambda: self._act(choice), choice.who, marked, short)

    # Pages

    def _page(self, position: Position, place: PagePlace, placeholders: Placeholders) -> Page:
        rows, hidden = self._rows(position, placeholders)
        title, prose, face = self._page_text(position, place, placeholders)
        head = self._head(position)
        picked = place.backs if isinstance(place, Picking) else ()
        backs = tuple(CardBack(each.symbol, each.suit) for each in picked)
        beside = (face is not None or backs) and not isinstance(place, Doing | Naming)
        return Page(
            title=title,
            prose=prose,
            head=head,
            face=face,
            backs=backs,
            shelves=self._laid_out(position) if isinstance(place, GoodNight) and position.met else (),
            halves=self._sides(position, place, placeholders, (title, *prose)) if beside else (),
            dealt=isinstance(place, Offered),
            rows=rows,
            hidden=hidden,
            changes_at=self._changes_at(position.place),
        )

    def _has_heart(self, met: Met) -> bool:
        return met.heart or self._session.had_heart(met.card)

    def _laid_out(self, position: Position) -> tuple[Shelf, ...]:
        """The cards of the evening; a number gives a heart to one of the last of them."""
        keys = {choice.number: choice.keys[0] for choice in legal(position) if choice.what is Action.HEART}
        tiles = (
            Tile(self._session.symbol_of(met.suit), self._has_heart(met), keys.get(number, ""))
            for number, met in enumerate(position.met)
        )
        return (Shelf("", tuple(tiles)),)

    def _sides(
        self, position: Position, place: PagePlace, placeholders: Placeholders, said: tuple[str, ...]
    ) -> tuple[Half, Half]:
        """Both halves beside a card: whoever is next has the floor, if anybody; what is said stands with them.

        said: the title and the prose of the page.
        """
        words = self.words
        chip = ""
        match place:
            case Picking(first=first):
                seat, chip = first.other, words.chip_picks
            case Offered(first=first, dealt=dealt):
                seat, chip = first, words.chip_starts
                said = self._offer(dealt, placeholders, first)
            case Leaving(under=under):
                seat = under.turn.speaker
            case Closing():
                seat, chip = closing_speaker(position, place), words.chip_speaks
            case _:
                seat = Seat.LEFT

        def half(side: Seat) -> Half:
            label = chip if chip and side is seat else "{name}"
            name = placeholders.chip(side)
            full, short = (placeholders.line(label, seat, name=each) for each in (name, shortened(name)))
            sayings = tuple(Saying(text, Tone.SAY) for text in said if text) if side is seat else ()
            return Half(side, full, short, floor=bool(chip) and side is seat, sayings=sayings)

        return half(Seat.LEFT), half(Seat.RIGHT)

    def _offer(self, dealt: Dealt, placeholders: Placeholders, first: Seat) -> tuple[str, ...]:
        """What there is to say of a card before it is taken."""
        words, now = self.words, self._session.now()
        hearted = (
            (placeholders.line(words.deal_heart, first, month=month_name(words, now, dealt.heart)),)
            if dealt.heart
            else ()
        )
        tender = (placeholders.line(words.deal_tender, first),) if dealt.card.depth == TENDER else ()
        return *hearted, *tender

    def _page_text(
        self, position: Position, place: PagePlace, placeholders: Placeholders
    ) -> tuple[str, tuple[str, ...], CardFace | None]:
        words, line = self.words, placeholders.line
        match place:
            case Settling(then=None):
                return line(words.settle_title), (line(words.settle_ask), line(words.settle_turn)), None
            case Settling():
                return line(words.settle_title), (line(words.settle_again), line(words.settle_turn)), None
            case Postponing():
                return line(words.postpone_title), (line(words.postpone_ask),), None
            case Agreeing():
                return line(words.kind_own), (line(words.own_ask),), None
            case Naming():
                return "", (line(words.own_who),), CardFace(OWN_SYMBOL, line(words.own_face))
            case Picking(first=first):
                return "", (line(words.pick_ask, first),), None
            case Offered(dealt=dealt, first=first):
                said = self._offer(dealt, placeholders, first)
                return "", (line(words.deal_starts, first), *said), self._face(dealt, placeholders, first)
            case Leaving(under=under):
                turn = under.turn
                return line(words.leave_title), (), self._face(turn.round.subject, placeholders, turn.speaker)
            case Doing(round=round_):
                prose = (line(words.do_aside), line(words.do_later))
                return "", prose, self._face(round_.subject, placeholders, round_.first)
            case Short(wider=wider):
                ask: str = getattr(words, f"short_{wider or 'none'}_ask")
                return (
                    line(words.short_title),
                    (line(ask if self._session.deck is not None else words.deck_gone),),
                    None,
                )
            case Resting(late=late):
                return line(words.rest_title), (line(words.rest_late if late else words.rest_ask),), None
            case Closing():
                ask = line(words.close_ask, closing_speaker(position, place))
                return line(words.close_title), (ask,), CardFace(GRATITUDE_SYMBOL, line(words.close_face))
            case GoodNight():
                named = placeholders.left and placeholders.right
                if is_evening(self._session.now()):
                    night = line(words.night_names if named else words.night_nameless)
                else:
                    night = line(words.day_names if named else words.day_nameless)
                hearts = (line(words.night_ask),) if position.met else ()
                return line(words.night_title), (night, *hearts), None
            case Pausing():
                return line(words.pause_title), (*map(line, words.pause_lines), line(words.pause_ask)), None
            case Away(until=until):
                meet = meet_line(words, placeholders, until, self._session.now())
                return line(words.away_title), (meet, line(words.away_ask)), None
            case Returned() if place.is_later:
                return line(words.return_later_title), (line(words.return_ask),), None
            case Returned(apart=apart):
                soon = {0: words.return_soon_0, 1: words.return_soon_1}.get(apart, words.return_soon)
                remark = (line(soon, count=str(apart)),) if apart < ENOUGH else ()
                return line(words.return_title), (*remark, line(words.return_ask)), None
            case Ended():
                return "", (), None  # the program is left; nothing is drawn of it
            case _:
                assert_never(place)

    def _changes_at(self, place: Place) -> datetime | None:
        """When the page of a time-out says something else by itself: at its time, and at midnight."""
        if not isinstance(place, Pausing | Away):
            return None
        now = self._session.now()
        until = place.until if isinstance(place, Away) else _offered(place, 0, now)
        return next_midnight(now) if until <= now else min(until, next_midnight(now))

    # A turn

    def _talk(self, position: Position, place: InTurn, placeholders: Placeholders) -> Talk:
        turn = place.turn
        rows, hidden = self._rows(position, placeholders)
        stages = rail(turn)

        def spoken(text: str) -> str:
            return placeholders.spoken(text, turn.speaker)

        return Talk(
            head=self._head(position),
            face=self._face(turn.round.subject, placeholders, turn.speaker),
            halves=halves(self.words, placeholders, place, practiced=position.plan.practiced),
            rail=tuple(spoken(getattr(self.words, f"rail_{stage}")) for stage in stages.values()),
            reached=(here := reached(place)),
            habit=spoken(getattr(self.words, f"habit_{tuple(stages.values())[here]}")),
            rows=rows,
            hidden=hidden,
            breath=spoken(self.words.mirror_breath) if isinstance(place, Mirroring) and not turn.mirrored else "",
            note=spoken(self.words.mirror_example) if self._shows_example(position, place) else "",
        )

    def _head(self, position: Position) -> Head:
        words = self.words
        subject = subject_at(position.place)
        match subject:
            case Dealt(card=card, suit=suit, symbol=symbol):
                kind: str = getattr(words, f"kind_{card.kind}")
                depth: str = getattr(words, f"depth_{card.depth}")
                return Head(f"{suit}  {symbol}  {kind}", depth)
            case Own():
                return Head(words.kind_own)
            case Between():
                return Head(words.kind_between)
            case Gratitude():
                return Head(words.kind_gratitude)
            case None:
                return Head()
            case _:
                assert_never(subject)

    def _face(self, subject: Subject, placeholders: Placeholders, speaker: Seat) -> CardFace:
        match subject:
            case Dealt(card=card, symbol=symbol):
                return CardFace(symbol, placeholders.card(card.prompt, speaker))
            case Own():
                return CardFace(OWN_SYMBOL, self.words.own_face)
            case Between():
                return CardFace(BETWEEN_SYMBOL, self.words.between_face)
            case Gratitude():
                return CardFace(GRATITUDE_SYMBOL, placeholders.card(self.words.gratitude_face, speaker))
            case _:
                assert_never(subject)

    def _shows_example(self, position: Position, place: InTurn) -> bool:
        """An example helps once: each of a new pair at their own first mirror."""
        if not position.plan.new or not isinstance(place, Mirroring) or place.send.held:
            return False
        return place.turn.listener not in position.mirrored
