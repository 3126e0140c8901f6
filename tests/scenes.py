"""Scenes for the tests of faces: one position of every kind, in the shipped words."""

from __future__ import annotations

from datetime import datetime

from cardtui.cards.card import CardId
from cardtui.guide.scene import Page, Talk
from cardtui.guide.telling import Telling
from cardtui.rules.move import Do
from cardtui.rules.plan import Shape
from cardtui.rules.position import Position, Resting, Short, Wider
from shipped_words import WORDS
from walking import HEARD, NOON, ROUND, SETTLED, Walk, dealt

PROMPT = "What did {partner} do lately, perhaps without noticing, that made you feel cared for and a little lighter?"
LONG_NAMES = {"left": "Bartholomew-Maximilian I", "right": "Wilhelmina Alexandra III"}


class Sight:
    """A deck that is there, a clock that stands still, and one prompt for all cards met."""

    deck = WORDS

    def now(self) -> datetime:
        return NOON

    def prompt_of(self, card_id: CardId) -> str:
        return f"{card_id}: {PROMPT}"


def tell(position: Position) -> Talk | Page:
    """The scene of a position in the shipped words."""
    return Telling(WORDS, lambda _: None, Sight()).tell(position)


def every_position(**plan: object) -> dict[str, Position]:
    """One position of every kind of place, by name."""
    stem = {"stem": "I felt cared for when you…", "listen": "Notice the feeling under it."}

    def start(dialogue: str, **card: object) -> Walk:
        numbers = iter(range(1, 100))
        deal = lambda: dealt(f"card-{next(numbers)}", dialogue, **({"prompt": PROMPT} | stem | card))  # noqa: E731
        return Walk(deal=deal, dialogue=dialogue, **plan)

    def reach(dialogue: str, *dos: Do, **card: object) -> Position:
        return start(dialogue, **card).make(*SETTLED, *dos).position

    more = (Do.SAID, Do.ASKED, Do.MORE, *HEARD)
    late = start("mirror").make(*SETTLED, *ROUND).position
    away = start("mirror").make(*SETTLED, Do.TIME_OUT, Do.AGREE)
    new = Walk(new=True, **plan)
    own = Walk(shape=Shape.OWN, **plan)
    evening = start("mirror").make(*SETTLED)
    for _ in range(8):
        evening.make(*ROUND, Do.ONE_MORE, Do.TAKE)
    return {
        "settle": Walk(**plan).position,
        "settle-again": start("mirror").make(*SETTLED).found_again(hours=2).position,
        "postpone": Walk(**plan).make(Do.POSTPONE).position,
        "gratitude": new.make(Do.SETTLE).position,
        "first-mirror": new.make(Do.SAID).position,
        "offer": start("mirror").make(Do.SETTLE).position,
        "offer-tender": start("mirror", depth=3).make(Do.SETTLE).position,
        "short": _at(late, Short(Wider.SUITS)),
        "short-none": _at(late, Short(None)),
        "own": own.make(Do.SETTLE).position,
        "own-speak": own.make(Do.LEFT_STARTS).position,
        "do": reach("step"),
        "speak": reach("full"),
        "speak-more": reach("full", Do.SAID, Do.ASKED, Do.MORE),
        "speak-missing": reach("full", Do.SAID, Do.ASKED, Do.NOT_QUITE),
        "speak-help": reach("full", *HEARD, Do.HELP_ME),
        "speak-feeling": reach("full", *HEARD, Do.SAID, Do.ASKED, Do.NOT_QUITE),
        "speak-heart": start("mirror").make(*SETTLED, Do.SAID).found_again(hours=1).make(Do.SETTLE).position,
        "mirror": reach("full", Do.SAID),
        "mirror-held": reach("full", Do.INTERRUPT),
        "verdict": reach("full", Do.SAID, Do.ASKED),
        "verdict-held": reach("full", Do.INTERRUPT, Do.ASKED),
        "summarize": reach("full", *more),
        "verdict-summary": reach("full", *more, Do.ASKED),
        "validate": reach("full", *HEARD),
        "empathize": reach("full", *HEARD, Do.SAID),
        "verdict-feeling": reach("full", *HEARD, Do.SAID, Do.ASKED),
        "repair-second": reach("repair", *HEARD),
        "answer": reach("repair", *HEARD, *HEARD),
        "answer-smaller": reach("repair", *HEARD, *HEARD, Do.SMALLER),
        "bridge": reach("bridge"),
        "thank": reach("mirror", *HEARD),
        "rest": late,
        "rest-late": _at(late, Resting(late=True)),
        "close": reach("mirror", Do.CLOSE),
        "night": reach("mirror", *ROUND, Do.CLOSE, Do.GOOD_NIGHT),
        "night-long": evening.make(Do.CLOSE, Do.GOOD_NIGHT).heart(2).position,
        "pause": start("mirror").make(*SETTLED, Do.TIME_OUT).position,
        "away": away.position,
        "return": away.wait(minutes=30).make(Do.COME_BACK).position,
    }


def _at(position: Position, place: Resting | Short) -> Position:
    from msgspec.structs import replace

    return replace(position, place=place)
