"""What of a pair's choice of cards has no effect on this deck, to be said once, when the evening begins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cardtui.deck.card import Deck, Role, Suit, usual_dialogue
from cardtui.deck.topic_coverage import untagged
from cardtui.deck.words import Words
from cardtui.presenter.play_options import Options
from cardtui.rules.evening_plan import EveningShape, Plan


def idle_filters(plan: Plan, deck: Deck, options: Options, words: Words) -> Iterator[tuple[str, dict[str, str]]]:
    """A line of the words, and what fills it, for each part of the choice that cannot act.

    Args:
        plan: the evening's.
        deck: whose cards are dealt.
        options: what was asked for on the command line. What only the settings say holds for every deck, so a topic
            that this one lacks is told of only if it was asked for.
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
    """Whether any card goes the way of the evening."""
    return any(
        card.dialogue is None and usual_dialogue(card.kind, suit.role) is None for suit in suits for card in suit.cards
    )
