"""How a new evening is set up: what the options, the settings and the evening before say about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

import msgspec
from msgspec.structs import replace

from cardtui.deck.card import OPEN, TENDER, Deck, Depth, Role, Suit
from cardtui.deck.topics import TENDER_TOPICS, untagged
from cardtui.deck.words import Words
from cardtui.rules.dialogue_choice import usual_dialogue
from cardtui.rules.evening_plan import EveningShape, Plan, Seat
from cardtui.rules.first_speaker import first_after
from cardtui.rules.position import Ended, Position, Postponing, Settling
from cardtui.save.settings import Settings
from cardtui.text.local_time import days_between, evening_of
from cardtui.text.normal_form import normal

TODAY_MINUTES = 5

OLD = 3
"""Days after which a new evening is more likely than continuing the one left open; see `days_since`."""


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """Options of ``play`` and ``today``; None (or empty) if not given.

    deck: the name or path of the deck, as saved with an evening. minutes: 1 to 1440. cards: 1 or more.
    """

    deck: str = ""
    left: str | None = None
    right: str | None = None
    first: Seat | None = None
    minutes: int | None = None
    cards: int | None = None
    depth: Depth | None = None
    suits: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    dialogue: str | None = None
    seed: int | None = None
    today: bool = False

    def over(self, settings: Settings) -> Settings:
        """The settings in force for this run: the options, else the saved values."""
        return replace(
            settings,
            left=settings.left if self.left is None else self.left,
            right=settings.right if self.right is None else self.right,
            first=self.first or settings.first,
            minutes=self.minutes or settings.minutes,
            depth=self.depth or settings.depth,
            suits=self.suits or settings.suits,
            without=self.without or settings.without,
            dialogue=self.dialogue or settings.dialogue,
        )

    def differs_from(self, plan: Plan) -> bool:
        """Whether any option is not followed by the evening of that plan."""
        followed = Options(deck=self.deck, left=self.left, right=self.right, today=self.today)
        same_deck = normal(self.deck) in ("", normal(plan.deck))
        same_names = self.left in (None, normal(plan.left)) and self.right in (None, normal(plan.right))
        return self != followed or not same_deck or not same_names


def remember_names(options: Options, settings: Settings) -> Settings:
    """Settings with the names given on the command line, unless names were set before."""
    if settings.named or (options.left is None and options.right is None):
        return settings
    return replace(settings, named=True, left=options.left or "", right=options.right or "")


def plan_for(
    options: Options, settings: Settings, deck: Deck, shape: EveningShape, seed: int, *, practiced: bool
) -> Plan:
    """The plan of a new evening: the options, else the saved settings.

    deck: provides the dialogues. seed: for the dealing, unless the options set one. practiced: they know how it goes.
    """
    chosen = options.over(settings)
    today = shape is EveningShape.TODAY
    new = not settings.begun and shape is EveningShape.EVENING
    # A five-minute evening uses the Everyday suit, not the suits they like for evenings.
    liked = () if today else chosen_suits(settings, deck.suits)
    # A first evening leaves out what could be tender, topics and cards, unless an option says otherwise.
    tender = TENDER_TOPICS if new and not options.without else ()
    deepest = OPEN if new and options.depth is None else TENDER
    return Plan(
        deck=options.deck or deck.name,
        seed=options.seed if options.seed is not None else seed,
        dialogues=deck.dialogues,
        left=chosen.left,
        right=chosen.right,
        minutes=options.minutes or TODAY_MINUTES if today else chosen.minutes,
        cards=1 if today else options.cards,
        depth=min(chosen.depth, deepest),
        dialogue="mirror" if today or chosen.dialogue not in deck.dialogues else chosen.dialogue,
        suits=options.suits or liked,
        without=tuple(dict.fromkeys((*chosen.without, *tender))),
        first=chosen.first,
        shape=shape,
        new=new,
        # The first evening has enough that is new, and five minutes are too short.
        spread=settings.spread and not today and not new,
        practiced=practiced,
    )


def chosen_suits(settings: Settings, suits: Sequence[Suit]) -> tuple[str, ...]:
    """The names of a deck's suits that are chosen; none for all. The settings also contain those of other decks."""
    names = tuple(suit.name for suit in suits if suit.name in settings.suits)
    return names if len(names) < len(suits) else ()


def settings_after(position: Position, settings: Settings, at: datetime) -> Settings:
    """What is remembered when an evening ends at its current position. at: when it does."""
    place = position.place
    if isinstance(place, Ended) and place.appointment is not None:
        return replace(settings, appointment=place.appointment, appointed=at)
    # A first evening that never got past its first settle, or five minutes, leave the first evening still to come.
    waits = isinstance(place, Postponing) or (isinstance(place, Settling) and place.then is None)
    begun = settings.begun or (position.plan.new and not waits)
    first = first_after(position)
    if waits or (first is position.plan.first and not position.met and not position.mirrored):
        first = settings.first  # no one has spoken, so an option for this evening leaves no trace
    return replace(settings, first=first, begun=begun)


def days_since(at: datetime, now: datetime) -> int:
    """Days from one evening to another; what happens after midnight belongs to the evening before."""
    return days_between(evening_of(at), evening_of(now))


def idle_filters(plan: Plan, deck: Deck, options: Options, words: Words) -> Iterator[tuple[str, dict[str, str]]]:
    """For each filter that has no effect, a line and its values.

    Args:
        plan: the evening's.
        deck: whose cards are dealt.
        options: from the command line. Settings apply to every deck, so a topic missing in this one is reported only
            if it was requested by an option.
        words: the deck's.
    """
    suits = _suits(plan, deck)
    if plan.without and (found := untagged(suits)):
        first = plan.new and not options.without
        line = words.filter_untagged_first if first else words.filter_untagged
        yield line, {"count": str(found.cards), "all": str(found.total)}
    elif options.without and options.without == plan.without:
        known = {topic for suit in deck.suits for card in suit.cards for topic in card.topics}
        if unknown := [getattr(words, f"topic_{topic}", topic) for topic in plan.without if topic not in known]:
            yield words.filter_topic, {"value": ", ".join(unknown)}
    if empty := [suit.name for suit in suits if suit.name in plan.suits and not _fits(suit, plan)]:
        yield words.filter_suit, {"value": ", ".join(empty)}
    deepest = max((card.depth for suit in suits for card in suit.cards), default=plan.depth)
    if options.depth == plan.depth and deepest < plan.depth:
        yield words.filter_depth, {"value": getattr(words, f"depth_{deepest}")}
    if options.dialogue == plan.dialogue and not _asks(suits):
        yield words.filter_dialogue, {"value": plan.dialogues[plan.dialogue].title}


def _suits(plan: Plan, deck: Deck) -> Sequence[Suit]:
    """The suits that cards come from."""
    if plan.suits:
        return [suit for suit in deck.suits if suit.name in plan.suits]
    everyday = [suit for suit in deck.suits if plan.shape is EveningShape.TODAY and suit.role is Role.EVERYDAY]
    return everyday or deck.suits


def _fits(suit: Suit, plan: Plan) -> bool:
    left_out = set(plan.without)
    return any(card.depth <= plan.depth and left_out.isdisjoint(card.topics) for card in suit.cards)


def _asks(suits: Sequence[Suit]) -> bool:
    """Whether any card uses the evening's dialogue."""
    return any(card.dialogue is None and usual_dialogue(card.kind) is None for suit in suits for card in suit.cards)
