"""The keys of a leader's orders, also on a presenter's remote control, and their words. One table for both screens."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import msgspec

from cardtui.deck.words import Words, fill
from cardtui.presenter.scene import Row
from cardtui.workshop.dialogue_script import partner
from cardtui.workshop.run import Run, Shown, is_last, walks
from cardtui.workshop.run_orders import Order, OrderKind, do
from cardtui.workshop.workshop_plan import ClockKind, WorkshopPlan


class OrderEntry(msgspec.Struct, frozen=True):
    """How an order is given.

    keys: the first one is shown. text: the field of the words that says what it does; undo: the same while it is on.
    remote: keys that the buttons of a presenter's remote control send; on the console they scroll.
    """

    keys: tuple[str, ...]
    text: str
    undo: str = ""
    remote: tuple[str, ...] = ()


ORDERS: Mapping[OrderKind, OrderEntry] = {
    OrderKind.NEXT: OrderEntry(("enter",), "lead_key_next", "lead_key_end", ("pagedown", "right")),
    OrderKind.PAUSE: OrderEntry(("space",), "lead_key_pause", "lead_key_resume"),
    OrderKind.BACK: OrderEntry(("p", "backspace"), "lead_key_back", remote=("pageup", "left")),
    # The same key with or without shift.
    OrderKind.MORE: OrderEntry(("+", "="), "lead_key_more"),
    OrderKind.LESS: OrderEntry(("-", "_"), "lead_key_less"),
    OrderKind.HOLD: OrderEntry(("h",), "lead_key_hold", "lead_key_hold_end"),
    # Remotes send b or a full stop for this, as in slide programs.
    OrderKind.BLANK: OrderEntry(("b", ".", "0"), "lead_key_blank", "lead_key_blank_end"),
    OrderKind.SWAP: OrderEntry(("s",), "lead_key_swap"),
    OrderKind.LOOP: OrderEntry(("l",), "lead_key_step", "lead_key_whole"),
    OrderKind.CLOCK: OrderEntry(("o",), "lead_key_clock_off", "lead_key_clock_on"),
    OrderKind.MUTE: OrderEntry(("m",), "lead_key_mute", "lead_key_unmute"),
    OrderKind.RING: OrderEntry(("t",), "lead_key_ring"),
}
"""In the order of the list. Going to an item is done in the agenda."""

TURNING = (OrderKind.NEXT, OrderKind.BACK)
"""They would change what the room sees below something that covers it."""

EMPTYING = (OrderKind.HOLD, OrderKind.BLANK)
"""They clear the room's screen."""

MAY_REPEAT = frozenset((*ORDERS[OrderKind.MORE].keys, *ORDERS[OrderKind.LESS].keys))
"""These repeat while held at the console; any other key that is held, or bounces, is one press."""


def order_rows(words: Words, plan: WorkshopPlan, run: Run, act: Callable[[Order], None]) -> dict[OrderKind, Row]:
    """All orders that have an effect now, with their words."""
    cue = plan.cues[run.cue]
    item = plan.items[cue.item]
    is_on = {
        OrderKind.NEXT: is_last(run, plan),
        OrderKind.PAUSE: run.paused,
        OrderKind.HOLD: run.shown is Shown.HELD,
        OrderKind.BLANK: run.shown is Shown.BLANK,
        OrderKind.CLOCK: not run.clock,
        OrderKind.MUTE: run.muted,
        OrderKind.LOOP: walks(run, plan),
    }
    is_idle = {
        OrderKind.SWAP: item.practice is None,
        OrderKind.LOOP: not cue.is_turn,
        OrderKind.MUTE: not plan.bell,
        OrderKind.RING: not plan.bell,
        # Stopped already, or no clock; and with a hidden one, the clock order has no effect on the wall.
        OrderKind.PAUSE: run.shown is Shown.HELD or not cue.seconds,
        OrderKind.CLOCK: not cue.seconds or item.clock is ClockKind.HIDDEN or run.ended is not None,
    }
    at = run.since or 0.0  # whether an order has an effect does not depend on the time
    texts = {kind: entry.undo if is_on.get(kind) else entry.text for kind, entry in ORDERS.items()}
    if run.ended is not None:
        texts[OrderKind.BACK] = "lead_key_end_undo"
    if run.shown in (Shown.HELD, Shown.BLANK):  # no moving past a hidden cue
        unseen = OrderKind.HOLD if run.shown is Shown.HELD else OrderKind.BLANK
        texts |= dict.fromkeys(TURNING, ORDERS[unseen].undo)
    if run.shown is Shown.LOBBY:
        texts[OrderKind.NEXT] = "lead_key_begin"
    other = partner(words, second=not item.second_speaks(cue.part, swapped=run.swapped))

    def row(kind: OrderKind) -> Row:
        label: str = getattr(words, texts[kind])
        label = fill(label, {"name": other}) if kind is OrderKind.SWAP else label
        return Row((*ORDERS[kind].keys, *ORDERS[kind].remote), label, lambda: act(Order(kind)))

    does = (kind for kind in ORDERS if kind is OrderKind.RING or do(run, plan, Order(kind), at) != run)
    return {kind: row(kind) for kind in does if not is_idle.get(kind)}


def item_typed(typed: str, digit: str, items: int) -> str:
    """The number of an item, from 1, after one more digit.

    A digit that makes no valid number with the previous ones begins a new number.

    Args:
        typed: the digits before; "" for none.
        digit: one of "0" to "9".
        items: how many items there are.

    Returns:
        The number; unchanged if the digit makes no valid number.
    """
    return next((number for number in (typed + digit, digit) if 1 <= int(number) <= items), typed)
