"""The session: one open evening, with its deck, save file and clock."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from msgspec.structs import replace

from cardtui.deck.card import CardId, Deck, Placed, Suit
from cardtui.presenter.evening_setup import Options, plan_for, settings_after
from cardtui.rules.dealer import DrawPile, Seen, lap_of
from cardtui.rules.evening_arc import draw_for, move_for, next_criteria
from cardtui.rules.evening_moves import begin, play
from cardtui.rules.evening_plan import EveningShape, Heart, Plan
from cardtui.rules.move import NUMBERED, Action, Choice, Deal, Move, NumberedMove, ResumedMove
from cardtui.rules.position import Away, BackTo, Dealt, Ended, GoodNight, Met, Position, lying_at
from cardtui.rules.timeout import LONG_IDLE, was_long_away
from cardtui.save.resilient_store import ResilientStore
from cardtui.save.settings import Settings
from cardtui.save.snapshot import PlayedEvening
from cardtui.text.normal_form import normal

Clock = Callable[[], datetime]
"""The time now, with its offset."""


GONE = "·"
"""The symbol for a suit that is no longer in the deck."""

FULFILLED = (Action.TAKE, Action.ANOTHER, Action.RATHER_NOT, Action.BOTH_LEAVE)
"""What is done with the card on the table, after which a request for that card is over."""


class Session:
    """Plays moves: gets cards from the dealer, saves every move before it is shown, takes moves back.

    store: the save file, or its replacement. deck: today's deck, or None if it is gone. clock: see `Clock`.
    """

    def __init__(self, store: ResilientStore, deck: Deck | None, clock: Clock) -> None:
        self.store = store
        self.deck = self._open_deck = deck
        self._clock = clock
        self._evening: PlayedEvening | None = None
        self._wish: CardId | None = None
        self._met_before: Mapping[CardId, Seen] | None = None
        self._hearted: set[CardId] | None = None
        self.position: Position | None = None

    @property
    def suits(self) -> tuple[Suit, ...]:
        """Those of today's deck; none if it is gone."""
        return self.deck.suits if self.deck is not None else ()

    def lay(self, deck: Deck | None, open_deck: Deck | None) -> None:
        """Set the deck for new evenings, and the one for the open evening."""
        self.deck, self._open_deck = deck, open_deck

    @property
    def is_saved(self) -> bool:
        """Whether all that was played is in the save file."""
        return self.store.saved

    def now(self) -> datetime:
        """The time, in whole seconds; a finer time would record more than anyone needs."""
        return self._clock().replace(microsecond=0)

    def check_and_back_up(self) -> None:
        """Check the whole save file and make the backup of the day. Call once, after the first screen is shown."""
        if self.store.check():
            self.back_up()

    def back_up(self) -> None:
        """Make the backup of the day, if anything has changed since the last one."""
        self.store.back_up(self.now().date())

    # Evenings

    def ended_by(self, shape: EveningShape) -> PlayedEvening | None:
        """The open evening that a new one of that shape ends, if any: five minutes today leave an evening open."""
        found = self.store.open_evening()
        waits = found is not None and shape is EveningShape.TODAY and found.position.plan.shape is not shape
        return None if waits else found

    def settings_for(self, shape: EveningShape) -> Settings:
        """The settings for a new evening, after those of the one that it ends; who starts also after one that waits."""
        opened = self.store.open_evening()
        settings = _greeted(self.store.settings())
        if opened is None:
            return settings
        after = settings_after(opened.position, settings, opened.last_at)
        if self.ended_by(shape) is not None:
            return after
        is_newest = all(met.at <= opened.last_at for met in self.store.path(opened))
        return replace(settings, first=after.first) if is_newest else settings

    def begin(self, plan: Plan) -> None:
        """Begin a new evening; the one that it replaces ends at its last position."""
        settings, ended = self.settings_for(plan.shape), self.ended_by(plan.shape)
        if ended is not None and not ended.position.met:
            # It leaves no row, and must not count as the evening on which a card with a heart could have come.
            self.store.end(ended, ended.last_at, settings)
            ended = None
        if plan.shape is EveningShape.EVENING:
            plan = replace(plan, hearts=self._hearts_due())
        self.position = begin(plan, self.now())
        self._hearted = None
        self._evening = self.store.begin(self.position, settings, ended)
        self._met_before = None

    def end_finished_evening(self) -> None:
        """End an evening left at its good night: it has ended well, and its moves are erased."""
        found = self.store.open_evening()
        while found is not None and isinstance(found.position.place, GoodNight):
            self.store.end(found, found.last_at, settings_after(found.position, self.store.settings(), found.last_at))
            found = self.store.open_evening()

    def resume(self) -> None:
        """Continue the open evening; after a long absence it settles first. They have come, so no greeting is due."""
        found = self.store.open_evening()
        assert found is not None
        if (settings := self.store.settings()).appointment is not None:
            self.store.keep_settings(_greeted(settings))
        self._evening, self.position = found, found.position
        self.deck, self._met_before = self._open_deck, None
        self._settles_first()

    @property
    def meeting(self) -> tuple[Plan, datetime] | None:
        """When they meet after a time-out that still runs, and its evening's plan; five minutes may have followed."""
        for evening in reversed(self.store.open_evenings()):
            place = evening.position.place
            if isinstance(place, Away) and place.until > self.now():
                return evening.position.plan, place.until
        return None

    def rename(self, settings: Settings, names: Mapping[str, str]) -> None:
        """Save the changed names, by their sides; an open evening uses them at once."""
        self.store.rename(settings, names)
        if self._evening is not None:
            self.position = self._evening.position

    # Moves

    def do(self, choice: Choice) -> None:
        """Make the chosen move: it is on disk before its result is shown. Left running for hours, they settle first."""
        assert self.position is not None
        assert isinstance(choice.what, Action)
        if self._settles_first(LONG_IDLE):
            return
        if choice.what is Action.HEART:
            met = self.position.met[choice.number]
            if self.had_heart(met.card):  # remove the heart where it was given
                self.mark(met.card, heart=False)
                if not self.position.has_heart(met.card):
                    return
        self._make(self._move(self.position, choice.what, choice.number))

    def back(self) -> None:
        """Take the last move back. A time away still doesn't count; back out of a long time-out, they settle first."""
        assert self.position is not None
        assert self._evening is not None
        dropped, at, now = self.position, self._evening.last_at, self.now()
        self.position = self.store.back(self._evening)
        returned = dropped.apart > self.position.apart and not isinstance(self.position.place, Away)
        if returned and self.position.place == dropped.place:  # only the time away was noted there
            self.position = self.store.back(self._evening)
        away, stayed = dropped.apart - self.position.apart, (now - at).total_seconds()
        if returned and was_long_away(self.position, away):
            self._make(ResumedMove(Action.RESUME, at, at - timedelta(seconds=away)))
        if was_long_away(self.position, stayed) and (stayed > LONG_IDLE or not was_long_away(dropped, stayed)):
            self._make(ResumedMove(Action.FOUND_AGAIN, now, at))

    def _settles_first(self, least: float = 0) -> bool:
        """Record a long absence, of at least that many seconds; return whether they settle now, and did not before."""
        assert self.position is not None
        assert self._evening is not None
        place, now, since = self.position.place, self.now(), self._evening.last_at
        away = (now - since).total_seconds()
        if away >= least and was_long_away(self.position, away):
            self._make(ResumedMove(Action.FOUND_AGAIN, now, since))
        return type(self.position.place) is not type(place)

    def _make(self, move: Move) -> None:
        assert self.position is not None
        assert self._evening is not None
        position = play(self.position, move)
        if isinstance(position.place, Ended):
            self.store.end(self._evening, move.at, settings_after(position, self.store.settings(), move.at))
        else:
            self.store.append(self._evening, move, position)
        if move.do in FULFILLED and self._wish in self._lying(self.position):
            self._wish = None
        self.position = position

    def _move(self, position: Position, do: Action, number: int) -> Move:
        now = self.now()
        if do in NUMBERED:
            return NumberedMove(do, now, number)
        draw = draw_for(position, do, now)
        turns_up_a_card = draw is not None or do is Action.COME_BACK
        pile = DrawPile(
            suits=self.suits,
            dialogues=self.deck.dialogues if self.deck is not None else position.plan.dialogues,
            history=self._history() if turns_up_a_card else {},
        )
        move = move_for(position, do, now, pile)
        # A requested card waits until after a time-out: it might be the very card that they stopped.
        waits = draw is None or isinstance(draw.after, BackTo)
        if isinstance(move, Deal) and not waits and (wish := self._wished(position, pile)) is not None:
            return replace(move, dealt=wish, wider=None, others=())
        return move

    def _history(self) -> Mapping[CardId, Seen]:
        """The cards met before this evening. They do not change while it is played, so they are read only once."""
        if self._met_before is None:
            self._met_before = self.store.history(self._evening)
        return self._met_before

    # A card of their choice

    def card(self, card_id: CardId) -> Placed | None:
        """The card of today's deck with that id, or with that former id."""
        return self.deck.find_card(card_id) if self.deck is not None else None

    def prompt_of(self, card_id: CardId) -> str | None:
        """The prompt of a card met, if the deck still has it."""
        found = self.card(card_id)
        return found.card.prompt if found is not None else None

    def suit_of(self, met: Met) -> tuple[str, str]:
        """The name and symbol of a card's suit, now; a dot if the deck has neither the card nor the suit any more."""
        found = self.card(met.card)
        named = (each for each in self.suits if each.name == normal(met.suit))
        suit = found.suit if found is not None else next(named, None)
        return (suit.name, suit.symbol) if suit is not None else (met.suit, GONE)

    def may_come(self, card_id: CardId, options: Options) -> bool:
        """Whether a card may be requested: in this evening, or before one, in a new one and in one that waits."""
        if self.position is not None:
            return _may_come(card_id, self.deck, self.position)
        if self.deck is None:
            return False
        shape = EveningShape.EVENING
        plan = plan_for(options, self.settings_for(shape), self.deck, shape, seed=0, practiced=True)
        waits = self.store.open_evening()
        return _may_come(card_id, self.deck, begin(plan, self.now())) and (
            waits is None or _may_come(card_id, self._open_deck, waits.position)
        )

    def wish(self, card_id: CardId) -> None:
        """Request a card for the next deal; the request lasts until it is taken, put back or left."""
        self._wish = self._current(card_id)

    def _wished(self, position: Position, pile: DrawPile) -> Dealt | None:
        wish = self._wish
        if wish is None or not _may_come(wish, self.deck, position) or wish in self._lying(position):
            return None
        found = self.card(wish)
        assert found is not None
        return pile.dealt(
            found.card, found.suit, position.plan, lap_of(pile, position, next_criteria(position, self.now()))
        )

    def _lying(self, position: Position) -> set[CardId]:
        return set(map(self._current, lying_at(position.place)))

    # Cards met before. A card may have been met under former ids, too.

    def path(self) -> list[Met]:
        """Each card that was met, once; newest first, under the id that it had then."""
        found = self.store.path()
        hearts = {self._current(met.card) for met in found if met.heart}
        newest: dict[CardId, Met] = {}
        for met in found:
            newest.setdefault(self._current(met.card), met)
        return [replace(met, heart=card in hearts) for card, met in newest.items()]

    def had_heart(self, card_id: CardId) -> bool:
        """Whether a card got a heart in an earlier evening."""
        if self._hearted is None:
            self._hearted = {self._current(met.card) for met in self.store.path(self._evening) if met.heart}
        return self._current(card_id) in self._hearted

    def mark(self, card_id: CardId, *, heart: bool) -> None:
        """Give a card of earlier evenings a heart, or take it back. card_id: as on the path."""
        for name in (card_id,) if heart else self._ids(card_id):
            self.store.mark(name, heart=heart)
        self._hearted = None

    def is_open(self, card_id: CardId) -> bool:
        """Whether a card was met in an evening that is still open; such a card gets no heart before good night."""
        return any(map(self.store.is_open, self._ids(card_id)))

    def _hearts_due(self) -> tuple[Heart, ...]:
        """The hearts whose card may come back. Another heart, or a later meeting, under another id counts, too."""
        due = self.store.hearts_due(self.now())
        met = self.store.path() if due else []

        def is_past(heart: Heart) -> bool:
            others = [each for each in met if each.card in self._ids(heart.card) and each.card != heart.card]
            return any(each.heart or each.at > heart.at for each in others)

        return tuple(heart for heart in due if not is_past(heart))

    def _ids(self, card_id: CardId) -> tuple[CardId, ...]:
        """The current and former ids of a card."""
        found = self.card(card_id)
        return found.card.names if found is not None else (card_id,)

    def _current(self, card_id: CardId) -> CardId:
        return self._ids(card_id)[0]


def _greeted(settings: Settings) -> Settings:
    return replace(settings, appointment=None, appointed=None)


def _may_come(card_id: CardId, deck: Deck | None, position: Position) -> bool:
    """Whether a card can be the next one at ``position``: its topics are not left out, and it is not too deep."""
    found = deck.find_card(card_id) if deck is not None else None
    if found is None or not position.leads_to_a_card:
        return False
    return found.card.depth <= position.depth and set(found.card.topics).isdisjoint(position.plan.without)
