"""What was asked for on the command line for an evening."""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from cardtui.deck.card import Depth
from cardtui.rules.evening_plan import Plan, Seat
from cardtui.save.records import Settings
from cardtui.text.normal_form import normal


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """Options of ``play`` and ``today``; None (or empty) where nothing was said.

    deck: the name or path of the deck, as it is kept with an evening. minutes: 1 to 1440. cards: 1 or more.
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

    def differs_from(self, plan: Plan) -> bool:
        """Whether anything was asked for that the evening of that plan does not follow."""
        followed = Options(deck=self.deck, left=self.left, right=self.right, today=self.today)
        same_deck = normal(self.deck) in ("", normal(plan.deck))
        same_names = self.left in (None, normal(plan.left)) and self.right in (None, normal(plan.right))
        return self != followed or not same_deck or not same_names


def remember_names(options: Options, settings: Settings) -> Settings:
    """Settings with the names that were given on the command line, the first time that names are known."""
    if settings.named or (options.left is None and options.right is None):
        return settings
    return replace(settings, named=True, left=options.left or "", right=options.right or "")
