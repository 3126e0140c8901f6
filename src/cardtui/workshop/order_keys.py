"""Which keys order what, the same at projector and console, and the number of an item that is typed there."""

from __future__ import annotations

from collections.abc import Mapping

from cardtui.workshop.run import OrderKind

ORDER_KEYS: Mapping[OrderKind, tuple[str, ...]] = {
    OrderKind.NEXT: ("enter",),
    OrderKind.BACK: ("b",),
    OrderKind.PAUSE: ("space",),
    # With shift or without it, it is the same key.
    OrderKind.MORE: ("+", "="),
    OrderKind.LESS: ("-", "_"),
    OrderKind.CLOCK: ("o",),
    OrderKind.HOLD: ("h",),
    OrderKind.BLANK: ("0",),
    OrderKind.SWAP: ("s",),
    OrderKind.GO: ("g",),
}
"""The first one is shown. `OrderKind.GO` asks where to go before it orders anything."""

REMOTE_KEYS: Mapping[OrderKind, tuple[str, ...]] = {
    OrderKind.NEXT: ("pagedown", "right"),
    OrderKind.BACK: ("pageup", "left"),
    OrderKind.BLANK: (".",),
}
"""What the buttons of a presenter's remote control send; it is plugged into the projector."""

MAY_REPEAT = frozenset((*ORDER_KEYS[OrderKind.MORE], *ORDER_KEYS[OrderKind.LESS]))
"""Held down they go on; any other key that is held, or bounces, is one press."""


def item_typed(typed: str, digit: str, items: int) -> str:
    """The number of an item, from 1, after one more digit of it.

    A digit that leads to no item with those before it begins a new number.

    Args:
        typed: the digits before; "" for none.
        digit: one of "0" to "9".
        items: how many items there are.

    Returns:
        The number; as it was where the digit leads nowhere at all.
    """
    return next((number for number in (typed + digit, digit) if 1 <= int(number) <= items), typed)
