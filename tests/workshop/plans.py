"""Plans for the tests of workshops, made of the shipped deck, and runs of them."""

from __future__ import annotations

from functools import cache

from msgspec.structs import replace

from cardtui.deck.card import Deck
from cardtui.deck.opened_deck import open_deck
from cardtui.workshop.run import Run, begin
from cardtui.workshop.run_orders import Order, OrderKind, do
from cardtui.workshop.workshop_plan import Item, ItemKind, LoopKind, Practice, RoomCard, WorkshopPlan


@cache
def shipped() -> Deck:
    """The shipped deck."""
    deck = open_deck().deck
    assert deck is not None
    return deck


def room_card(number: int = 0, suit: int = 0) -> RoomCard:
    """A card of the shipped deck."""
    found = shipped().suits[suit]
    return RoomCard(found.cards[number], found.name, found.symbol)


def practice(cards: int = 1, dialogue: str = "mirror", turn: int = 5, change: int = 1) -> Practice:
    """A practice on that many cards."""
    return Practice(tuple(room_card(number) for number in range(cards)), shipped().dialogues[dialogue], turn, change)


def step_plan() -> WorkshopPlan:
    """A practice that is shown by step, between two slides."""
    practices = [Item(ItemKind.PRACTICE, "A led practice", 13, practice=practice(), loop=LoopKind.STEP)]
    return plan(items=(plan().items[0], *practices, plan().items[3]))


def plan(**changes: object) -> WorkshopPlan:
    """A short evening with every kind of item: 5 + 10 + 13 + 5 + 15 + 22 minutes."""
    made = WorkshopPlan(
        title="An evening of listening",
        language="en",
        deck="cardtui",
        starts="The partner nearer the window begins.",
        items=(
            Item(ItemKind.TALK, "Arriving", 5, ("Welcome. Find a place for two.",), ("Greet at the door.",)),
            Item(
                ItemKind.DEMO, "Mirroring, shown", 10, ("Watch what the listener does.",), ("Show one 'not quite'.",), 2
            ),
            Item(ItemKind.PRACTICE, "A practice", 13, (), ("Walk about slowly.",), None, practice=practice()),
            Item(ItemKind.REGROUP, "How was the method?", 5, ("The method only; never what was said.",), (), 1),
            Item(ItemKind.BREAK, "A break", 15, ("Back at the sound of the bell.",), ("Check in quietly.",)),
            Item(ItemKind.PRACTICE, "A card of your choice", 22, (), (), practice=practice(3, "full", 10)),
        ),
        without=("money", "intimacy"),
        contacts=("A helpline: 123",),
    )
    return replace(made, **changes)


def after(orders: str, run: Run | None = None, made: WorkshopPlan | None = None, unit: int = 1) -> Run:
    """A run after orders at their times, such as "hold@5 go2@9", where 2 is an item. unit: of a time, in seconds."""
    made = made or plan()
    run = run or begin(made)
    for what, at in (each.split("@") for each in orders.split()):
        name = what.rstrip("-0123456789")
        run = do(run, made, Order(OrderKind[name.upper()], int(what[len(name) :] or 0)), float(at) * unit)
    return run
