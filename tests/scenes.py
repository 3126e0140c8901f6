"""Scenes for tests of faces: one position of every kind, in the shipped words."""

from __future__ import annotations

from types import SimpleNamespace

from msgspec.structs import replace

from cardtui.presenter.evening_scene import SceneBuilder
from cardtui.presenter.scene import Page, Talk
from cardtui.rules.evening_plan import EveningShape
from cardtui.rules.position import Position, Resting, Short, Wider
from evening_builder import HEARD, NOON, ROUND, SETTLED, Walk, dealt
from shipped_words import WORDS

PROMPT = "What did {partner} do lately, perhaps without noticing, that made you feel cared for and a little lighter?"
LONG_NAMES = "Bartholomew-Maximilian I", "Wilhelmina Alexandra III"


SIGHT = SimpleNamespace(
    deck=WORDS,
    is_saved=True,
    now=lambda: NOON,
    prompt_of=lambda card: f"{card}: {PROMPT}",
    had_heart=lambda card: False,
    suit_of=lambda met: (met.suit, "♥"),
)
"""A deck, a saved file, a fixed clock, and one prompt for all cards met."""


def tell(position: Position) -> Talk | Page:
    """The scene of a position in the shipped words."""
    return SceneBuilder(WORDS, lambda _: None, SIGHT, position).build()


def every_position(**plan: object) -> dict[str, Position]:
    """One position of every kind of place, by name."""
    stem = {"stem": "I felt cared for when you…", "listen": "Notice the feeling under it."}

    def start(dialogue: str, *, spread: bool = False, **card: object) -> Walk:
        numbers = iter(range(1, 100))
        deal = lambda: dealt(f"card-{next(numbers)}", dialogue, **({"prompt": PROMPT} | stem | card))  # noqa: E731
        return Walk(deal=deal, dialogue=dialogue, **{"spread": spread} | plan)

    def reach(dialogue: str, *moves: str, **card: object) -> Position:
        return start(dialogue, **card).make(SETTLED, *moves).position

    more = f"said asked more {HEARD}"
    late = start("mirror").make(SETTLED, ROUND).position
    away = start("mirror").make(SETTLED, "time-out agree")
    new = Walk(new=True, **plan)
    own = Walk(shape=EveningShape.OWN, **plan)
    evening = start("mirror").make(SETTLED)
    for _ in range(8):
        evening.make(ROUND, "one-more take")
    return {
        "settle": Walk(**plan).position,
        "settle-again": start("mirror").make(SETTLED).found_again(hours=2).position,
        "postpone": Walk(**plan).make("postpone").position,
        "gratitude": new.make("settle").position,
        "first-mirror": new.make("said").position,
        "pick": start("mirror", spread=True).make("settle").position,
        "offer": start("mirror").make("settle").position,
        "offer-tender": start("mirror", depth=3).make("settle").position,
        "short": replace(late, place=Short(Wider.SUITS)),
        "short-none": replace(late, place=Short(None)),
        "agree": own.make("settle").position,
        "own": own.make("way").position,
        "own-speak": own.make("left-starts").position,
        "do": reach("step"),
        "speak": reach("full"),
        "speak-more": reach("full", "said asked more"),
        "speak-missing": reach("full", "said asked not-quite"),
        "speak-help": reach("full", HEARD, "help-me"),
        "speak-feeling": reach("full", HEARD, "said asked not-quite"),
        "speak-heart": start("mirror").make(SETTLED, "said").found_again(hours=1).make("settle").position,
        "mirror": reach("full", "said"),
        "mirror-held": reach("full", "interrupt"),
        "verdict": reach("full", "said asked"),
        "verdict-held": reach("full", "interrupt asked"),
        "summarize": reach("full", more),
        "verdict-summary": reach("full", more, "asked"),
        "validate": reach("full", HEARD),
        "empathize": reach("full", HEARD, "said"),
        "verdict-feeling": reach("full", HEARD, "said asked"),
        "repair-second": reach("repair", HEARD),
        "answer": reach("repair", HEARD, HEARD),
        "answer-smaller": reach("repair", HEARD, HEARD, "smaller"),
        "bridge": reach("bridge"),
        "thank": reach("mirror", HEARD),
        "rest": late,
        "rest-late": replace(late, place=Resting(late=True)),
        "close": reach("mirror", "close"),
        "night": reach("mirror", ROUND, "close good-night"),
        "night-long": evening.make("close good-night").make("heart", number=2).position,
        "pause": start("mirror").make(SETTLED, "time-out").position,
        "away": away.position,
        "return": away.wait(minutes=30).make("come-back").position,
    }
