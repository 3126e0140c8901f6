"""What earlier versions wrote, turned into what is understood now."""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec.structs import replace

from cardtui.rules.position import Turn

_INWARD = ("place", "under", "then", "turn", "after")
"""The fields of positions and places through which one comes to a turn."""


def with_heard(value: Any) -> Any:
    """What 0.1.0 did not keep: in the second one's turn the first one was heard, if they said anything."""
    if isinstance(value, Turn):
        round_ = value.round
        heard = value.speaker is not round_.first and round_.first in round_.spoken
        return replace(value, round=replace(round_, heard=heard, after=with_heard(round_.after)))
    if not isinstance(value, msgspec.Struct):
        return value
    inward = {name: with_heard(getattr(value, name)) for name in _INWARD if name in value.__struct_fields__}
    return replace(value, **inward)
