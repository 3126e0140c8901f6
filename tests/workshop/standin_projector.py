"""A projector without a screen, as a separate process: it holds a run, executes orders, and sends states.

    python standin_projector.py FOLDER [--long] [--late MINUTES]

``--long``: with notes too long for any screen. ``--late``: as if it had begun that many minutes ago.
Prints its word, then each order with the steady time of its arrival, as JSON, one per line. Ends with its input.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import msgspec
from msgspec.structs import replace

sys.path.insert(0, str(Path(__file__).parents[1]))

from cardtui.workshop.console_link.channel import ProjectorServer, State
from cardtui.workshop.run import begin
from cardtui.workshop.run_clock import RunClock, steady
from cardtui.workshop.run_orders import Order, do
from cardtui.workshop.workshop_plan import MINUTE, WorkshopPlan
from shipped_words import WORDS
from workshop.plans import plan


class Standin:
    """Does directly, in the console's own thread, what a projector's app does in its loop."""

    def __init__(self, folder: Path, plan: WorkshopPlan, late: int = 0) -> None:
        self._clock = RunClock(steady() - late * MINUTE)
        self.state = State(plan, begin(plan), self._clock.began_at, True, WORDS)
        self.host = ProjectorServer(folder, self.order)
        self.host.tell(self.state)

    def order(self, order: Order) -> None:
        came = steady()
        self.state = replace(self.state, run=do(self.state.run, self.state.plan, order, self._clock.now()))
        self.host.tell(self.state)
        print(msgspec.json.encode([order.do, order.item, came]).decode(), flush=True)


LONG = tuple(f"{number}. Say this slowly, and look at each couple once while you do." for number in range(1, 30))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--long", action="store_true")
    parser.add_argument("--late", type=int, default=0)
    asked = parser.parse_args()
    made = plan()
    if asked.long:
        made = replace(made, items=(replace(made.items[0], notes=LONG), *made.items[1:]))
    standin = Standin(asked.folder, made, asked.late)
    print(standin.host.word, flush=True)
    sys.stdin.read()
    standin.host.close()


if __name__ == "__main__":
    main()
