"""Walks through evenings for the tests: a small generated deck, moves made by name, a fixed clock."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from cardtui.deck.card import Card, CardId, Kind, Suit
from cardtui.deck.dialogue import Dialogue, Stage, StageType
from cardtui.rules.dealer import DrawPile
from cardtui.rules.evening_arc import draw_for, move_for
from cardtui.rules.evening_moves import begin, legal, play
from cardtui.rules.evening_plan import Plan
from cardtui.rules.move import NUMBERED, Action, Comeback, Deal, Move, NumberedMove, PlainMove, ResumedMove
from cardtui.rules.position import Dealt, Position, Wider

NOON = datetime(2026, 3, 1, 20, 0, tzinfo=UTC)

DIALOGUES = {
    name: Dialogue(name, name.capitalize(), tuple(Stage(StageType(stage)) for stage in stages.split()))
    for name, stages in {
        "mirror": "speak mirror thank",
        "full": "speak mirror summarize validate empathize thank",
        "appreciation": "speak mirror thank",
        "bridge": "speak mirror summarize thank",
        "repair": "speak mirror speak mirror answer thank",
        "step": "do speak mirror thank",
    }.items()
}


def plan(**changes: object) -> Plan:
    """A plan for Ana (left) and Ben (right)."""
    return Plan(**({"deck": "small", "seed": 1, "dialogues": DIALOGUES, "left": "Ana", "right": "Ben"} | changes))  # type: ignore[arg-type]


def dealt(name: str = "cared-for", dialogue: str = "mirror", **changes: object) -> Dealt:
    """A dealt card."""
    card = Card(**({"id": CardId(name), "kind": Kind.QUESTION, "depth": 1, "prompt": f"{name}?"} | changes))  # type: ignore[arg-type]
    return Dealt(card, "Connect", "♥", DIALOGUES[dialogue], 1)


class Walk:
    """A position that moves on.

    suits: the cards are dealt from them. deal: gives the next card; by default a new one each time, in one dialogue.
    """

    def __init__(
        self,
        position: Position | None = None,
        dialogue: str = "mirror",
        deal: Callable[[], Dealt | None] | None = None,
        suits: Sequence[Suit] | None = None,
        **plan_changes: object,
    ) -> None:
        self.position = position or begin(plan(**plan_changes), NOON)
        self.now = NOON
        self.moves: list[Move] = []
        self.positions = [self.position]
        self._suits = suits
        self._numbers = iter(range(1, 1_000_000))
        self._deal = deal or (lambda: dealt(f"card-{next(self._numbers)}", dialogue))

    def move(self, do: Action, number: int = 0) -> Move:
        """The complete move for an action, as the program would make it."""
        if do in NUMBERED:
            return NumberedMove(do, self.now, number)
        if self._suits is not None:
            return move_for(self.position, do, self.now, DrawPile(self._suits, DIALOGUES, {}))
        if do is Action.COME_BACK:
            return Comeback(do, self.now, repair=True, light=True)
        if draw_for(self.position, do, self.now) is not None:
            card = self._deal()
            others = tuple(filter(None, (self._deal(), self._deal()))) if self.position.plan.spread else ()
            return Deal(do, self.now, card, Wider.AGAIN if card is None else None, others)
        return PlainMove(do, self.now)

    def make(self, *moves: str, number: int = 0) -> Walk:
        """Make moves, named as in the save file, without time passing: only `wait` moves the clock."""
        for name in " ".join(moves).split():
            self._play(self.move(Action(name), number))
        return self

    def found_again(self, **away: float) -> Walk:
        """Close the program, and start it again after a while."""
        since = self.now
        self.wait(**away)
        self._play(ResumedMove(Action.FOUND_AGAIN, self.now, since))
        return self

    def wait(self, **duration: float) -> Walk:
        """Let time pass."""
        self.now += timedelta(**duration)
        return self

    def _play(self, move: Move) -> None:
        self.position = play(self.position, move)
        self.moves.append(move)
        self.positions.append(self.position)

    @property
    def place(self) -> Any:
        """The current place."""
        return self.position.place

    @property
    def at(self) -> str:
        """The name of the current place."""
        return name_of(self.place)

    def can(self, name: str) -> bool:
        """Whether a move is legal now."""
        return any(choice.what == name for choice in legal(self.position))

    def keys(self) -> dict[str, object]:
        """What each key does now."""
        return {key: choice.what for choice in legal(self.position) for key in choice.keys}


def name_of(place: object) -> str:
    """The name of a place in the save file, such as "mirror-verdict"."""
    return str(type(place).__struct_config__.tag)  # type: ignore[attr-defined]


def stage_of(place: Any) -> str:
    """The name of a place, and which part is spoken there, such as "speaking onward"."""
    return f"speaking {place.send.part}" if name_of(place) == "speaking" else name_of(place)


SETTLED = "settle take"
HEARD = "said asked got-it"
TURN = f"{HEARD} thanked"
ROUND = f"{TURN} {TURN}"


def taken(dialogue: str = "mirror", **plan: object) -> Walk:
    """An evening whose first card was taken."""
    return Walk(dialogue=dialogue, **plan).make(SETTLED)
