"""Scenes for tests of faces: one position of every kind, in the shipped words."""

from __future__ import annotations

from datetime import datetime

from cardtui.deck.card import CardId
from cardtui.presenter.scene import Page, Talk
from cardtui.presenter.scene_builder import SceneBuilder
from cardtui.rules.evening_plan import EveningShape
from cardtui.rules.move import Action
from cardtui.rules.position import Position, Resting, Short, Wider
from evening_builder import HEARD, NOON, ROUND, SETTLED, Walk, dealt
from shipped_words import WORDS

PROMPT = "What did {partner} do lately, perhaps without noticing, that made you feel cared for and a little lighter?"
LONG_NAMES = {"left": "Bartholomew-Maximilian I", "right": "Wilhelmina Alexandra III"}


class Sight:
    """A deck, a saved file, a fixed clock, and one prompt for all cards met."""

    deck = WORDS
    is_saved = True

    def now(self) -> datetime:
        return NOON

    def prompt_of(self, card_id: CardId) -> str:
        return f"{card_id}: {PROMPT}"

    def had_heart(self, card_id: CardId) -> bool:
        return False

    def symbol_of(self, suit: str) -> str:
        return "♥"


def tell(position: Position) -> Talk | Page:
    """The scene of a position in the shipped words."""
    return SceneBuilder(WORDS, lambda _: None, Sight(), position).build()


def every_position(**plan: object) -> dict[str, Position]:
    """One position of every kind of place, by name."""
    stem = {"stem": "I felt cared for when you…", "listen": "Notice the feeling under it."}

    def start(dialogue: str, *, spread: bool = False, **card: object) -> Walk:
        numbers = iter(range(1, 100))
        deal = lambda: dealt(f"card-{next(numbers)}", dialogue, **({"prompt": PROMPT} | stem | card))  # noqa: E731
        return Walk(deal=deal, dialogue=dialogue, **{"spread": spread} | plan)

    def reach(dialogue: str, *dos: Action, **card: object) -> Position:
        return start(dialogue, **card).make(*SETTLED, *dos).position

    more = (Action.SAID, Action.ASKED, Action.MORE, *HEARD)
    late = start("mirror").make(*SETTLED, *ROUND).position
    away = start("mirror").make(*SETTLED, Action.TIME_OUT, Action.AGREE)
    new = Walk(new=True, **plan)
    own = Walk(shape=EveningShape.OWN, **plan)
    evening = start("mirror").make(*SETTLED)
    for _ in range(8):
        evening.make(*ROUND, Action.ONE_MORE, Action.TAKE)
    return {
        "settle": Walk(**plan).position,
        "settle-again": start("mirror").make(*SETTLED).found_again(hours=2).position,
        "postpone": Walk(**plan).make(Action.POSTPONE).position,
        "gratitude": new.make(Action.SETTLE).position,
        "first-mirror": new.make(Action.SAID).position,
        "pick": start("mirror", spread=True).make(Action.SETTLE).position,
        "offer": start("mirror").make(Action.SETTLE).position,
        "offer-tender": start("mirror", depth=3).make(Action.SETTLE).position,
        "short": _at(late, Short(Wider.SUITS)),
        "short-none": _at(late, Short(None)),
        "agree": own.make(Action.SETTLE).position,
        "own": own.make(Action.WAY).position,
        "own-speak": own.make(Action.LEFT_STARTS).position,
        "do": reach("step"),
        "speak": reach("full"),
        "speak-more": reach("full", Action.SAID, Action.ASKED, Action.MORE),
        "speak-missing": reach("full", Action.SAID, Action.ASKED, Action.NOT_QUITE),
        "speak-help": reach("full", *HEARD, Action.HELP_ME),
        "speak-feeling": reach("full", *HEARD, Action.SAID, Action.ASKED, Action.NOT_QUITE),
        "speak-heart": start("mirror").make(*SETTLED, Action.SAID).found_again(hours=1).make(Action.SETTLE).position,
        "mirror": reach("full", Action.SAID),
        "mirror-held": reach("full", Action.INTERRUPT),
        "verdict": reach("full", Action.SAID, Action.ASKED),
        "verdict-held": reach("full", Action.INTERRUPT, Action.ASKED),
        "summarize": reach("full", *more),
        "verdict-summary": reach("full", *more, Action.ASKED),
        "validate": reach("full", *HEARD),
        "empathize": reach("full", *HEARD, Action.SAID),
        "verdict-feeling": reach("full", *HEARD, Action.SAID, Action.ASKED),
        "repair-second": reach("repair", *HEARD),
        "answer": reach("repair", *HEARD, *HEARD),
        "answer-smaller": reach("repair", *HEARD, *HEARD, Action.SMALLER),
        "bridge": reach("bridge"),
        "thank": reach("mirror", *HEARD),
        "rest": late,
        "rest-late": _at(late, Resting(late=True)),
        "close": reach("mirror", Action.CLOSE),
        "night": reach("mirror", *ROUND, Action.CLOSE, Action.GOOD_NIGHT),
        "night-long": evening.make(Action.CLOSE, Action.GOOD_NIGHT).heart(2).position,
        "pause": start("mirror").make(*SETTLED, Action.TIME_OUT).position,
        "away": away.position,
        "return": away.wait(minutes=30).make(Action.COME_BACK).position,
    }


def _at(position: Position, place: Resting | Short) -> Position:
    from msgspec.structs import replace

    return replace(position, place=place)
