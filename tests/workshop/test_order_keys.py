"""Which keys give which order."""

from __future__ import annotations

from functools import reduce

import pytest

from cardtui.workshop.order_keys import ORDERS, item_typed
from cardtui.workshop.run_orders import OrderKind


def test_each_order_has_keys_and_no_two_share_one() -> None:
    assert set(ORDERS) == set(OrderKind) - {OrderKind.GO, OrderKind.DROP, OrderKind.SKIP}
    keys = [key for entry in ORDERS.values() for key in (*entry.keys, *entry.remote)]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(
    ("digits", "items", "number"),
    [
        *(("12", 12, "12"), ("15", 12, "5"), ("120", 12, "12"), ("1203", 12, "3"), ("07", 9, "7"), ("0", 9, "")),
        ("7", 6, ""),
    ],
)
def test_a_digit_without_an_item_starts_anew(digits: str, items: int, number: str) -> None:
    assert reduce(lambda typed, digit: item_typed(typed, digit, items), digits, "") == number
