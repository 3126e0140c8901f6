"""A leader at the console, with a fake projector: no processes, no sockets, a clock that only moves when told to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Self

from msgspec.structs import replace

from cardtui.workshop.console.console_controller import ConsoleController, ConsoleNotes, Sight
from cardtui.workshop.console_link.channel import State
from cardtui.workshop.console_link.console_client import News
from cardtui.workshop.console_link.tickets import Ticket
from cardtui.workshop.run import begin
from cardtui.workshop.run_orders import Order, do
from cardtui.workshop.workshop_plan import MINUTE, WorkshopPlan
from shipped_words import WORDS
from workshop.plans import plan

PLAN = plan()

BEGAN = datetime(2026, 3, 1, 19, 0).astimezone()
"""When the run begins, on the wall clock; on the steady clock it is 1000 seconds."""


class Hall:
    """A projector and a console side by side, and a clock that only moves when told to.

    It is the console's link: orders take effect at once, and the new state is sent back.
    """

    def __init__(self, made: WorkshopPlan | None = None, item: int = 0) -> None:
        self.plan = made or PLAN
        self.seconds = 0.0
        self.orders: list[Order] = []
        self.chosen: list[str] = []
        self.closed = False
        self.run = begin(self.plan, 0.0, item)
        self._heard: Callable[[News], None] = lambda news: None
        self.saved = True

    # The clocks

    def steady(self) -> float:
        return 1000.0 + self.seconds

    def wall(self) -> datetime:
        return BEGAN + timedelta(seconds=self.seconds)

    def wait(self, minutes: float = 0.0, seconds: float = 0.0) -> Self:
        self.seconds += minutes * MINUTE + seconds
        return self

    # The link

    def start(self, heard: Callable[[News], None]) -> None:
        self._heard = heard

    def send(self, order: Order) -> None:
        self.orders.append(order)
        self.run = do(self.run, self.plan, order, self.seconds)
        self.tell()

    def choose(self, word: str) -> None:
        self.chosen.append(word)

    def close(self) -> None:
        self.closed = True

    # Events

    @property
    def state(self) -> State:
        return State(self.plan, self.run, 1000.0, self.saved, WORDS)

    def tell(self, **changes: object) -> None:
        self._heard(replace(self.state, **changes))

    def lose(self, *words: str, since: float = 1000.0, title: str = "") -> None:
        self._heard(tuple(Ticket(word, b"", "", since, title) for word in words))


class Leader:
    """Someone at the console of a hall."""

    def __init__(self, hall: Hall | None = None, *, uncovered: bool = True) -> None:
        self.hall = hall or Hall()
        self.controller = ConsoleController(
            WORDS, self.hall.send, self.hall.choose, steady_=self.hall.steady, wall=self.hall.wall
        )
        self.hall.start(self.controller.heard)
        if uncovered:
            self.hall.tell()
            self.press("enter")

    def press(self, *keys: str) -> Self:
        for key in keys:
            assert self.controller.press(key), (key, self.sight)
        return self

    @property
    def sight(self) -> Sight:
        return self.controller.sight()

    @property
    def notes(self) -> ConsoleNotes:
        sight = self.sight
        assert isinstance(sight, ConsoleNotes)
        return sight
