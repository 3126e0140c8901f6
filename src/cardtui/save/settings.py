"""Everything that is remembered apart from evenings."""

from __future__ import annotations

from datetime import datetime

import msgspec

from cardtui.deck.card import Depth
from cardtui.rules.evening_plan import Seat
from cardtui.rules.position import Appointment
from cardtui.text.names import clean_name

OUR_LOOKS = ("dark", "light", "contrast")
"""Names of a theme besides those of Textual's."""


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that is remembered apart from evenings.

    noted: they saw the note before the first card. plain: whether they want plain text, None if they never said. named:
    they were asked for their names (which may have stayed empty). taught: they were shown how it works. minutes: how
    long. depth: how deep. dialogue: the usual one for questions. suits: names, empty for all. without: excluded topics.
    first: who starts next time. begun: whether they have been through an evening (the first one opens with an
    appreciation). appointment: when they meant to come instead, until an evening begins. appointed: when they said so.
    theme: name of the theme, empty for one that fits the terminal. still: no motion. spread: several cards lie face
    down, and one of them is picked.
    """

    noted: bool = False
    plain: bool | None = None
    named: bool = False
    taught: bool = False
    left: str = ""
    right: str = ""
    minutes: int = 30
    depth: Depth = 2
    dialogue: str = "mirror"
    suits: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    begun: bool = False
    theme: str = ""
    still: bool = False
    spread: bool = True
    first: Seat = Seat.LEFT
    appointment: Appointment | None = None
    appointed: datetime | None = None

    def __post_init__(self) -> None:
        """Clean the names, whether they come from a save file or a form, so that they can be shown."""
        msgspec.structs.force_setattr(self, "left", clean_name(self.left))
        msgspec.structs.force_setattr(self, "right", clean_name(self.right))
