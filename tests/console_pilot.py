"""A leader at the console, with a fake projector: no processes, no sockets, a clock that only moves when told to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Self

from msgspec.structs import replace

from cardtui.workshop.console.console_controller import ConsoleController, ConsoleNotes, Sight
from cardtui.workshop.console.console_scene import ConsoleScene
from cardtui.workshop.console_link.channel import State
from cardtui.workshop.console_link.console_client import News
from cardtui.workshop.console_link.tickets import Ticket
from cardtui.workshop.run import begin
from cardtui.workshop.run_orders import Order, do
from cardtui.workshop.workshop_plan import WorkshopPlan
from shipped_words import WORDS
from workshop.fake_clocks import Machine
from workshop.plans import plan

PLAN = plan()


class Hall:
    """A projector and a console side by side, and a clock that only moves when told to.

    It is the console's link: orders take effect at once, and the new state is sent back.
    """

    def __init__(self, made: WorkshopPlan = PLAN, item: int = 0) -> None:
        self.plan = made
        self.machine = Machine()
        self.clock = self.machine.clock()
        self.steady, self.wall = self.machine.steady, self.machine.time_of_day
        self.orders: list[Order] = []
        self.chosen: list[str] = []
        self.choose = self.chosen.append
        self.closed = False
        self.run = begin(self.plan, 0.0, item)
        self._heard: Callable[[News], None] = lambda news: None

    # The link

    def start(self, heard: Callable[[News], None]) -> None:
        self._heard = heard

    def send(self, order: Order) -> None:
        self.orders.append(order)
        self.run = do(self.run, self.plan, order, self.clock.now())
        self.tell()

    def close(self) -> None:
        self.closed = True

    # Events

    def tell(self, **changes: object) -> None:
        self._heard(replace(State(self.plan, self.run, self.clock.began_at, True, WORDS), **changes))

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
    def glance(self) -> ConsoleScene:
        assert isinstance(self.sight, ConsoleNotes)
        return self.sight.glance
