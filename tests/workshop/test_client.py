"""The link: a console finds its projector, and finds it again; it never takes another one's unasked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from queue import SimpleQueue

import pytest

from cardtui.workshop.remote.channel import ProjectorServer, State
from cardtui.workshop.remote.client import ConsoleClient, ConsoleSearch, News
from cardtui.workshop.run import Order, OrderKind, begin
from cardtui.workshop.workshop_plan import cues
from program import short_folder
from workshop.plans import plan

LONGEST = 20.0
"""Seconds after which something hangs for certain."""

PLAN = plan()


class Projector(ProjectorServer):
    """Tells at once that it is at an item."""

    def __init__(self, folder: Path, item: int = 0) -> None:
        self.orders: SimpleQueue[Order] = SimpleQueue()
        super().__init__(folder, self.orders.put)
        self.tell(State(PLAN, begin(cues(PLAN), 0.0, item), 0.0, True))


class Console:
    """A link with what it heard."""

    def __init__(self, *folders: Path, word: str | None = None) -> None:
        self.news: SimpleQueue[News] = SimpleQueue()
        self.link = ConsoleClient(folders, word)
        self.link.start(self.news.put)

    def hears(self) -> int | tuple[str, ...]:
        """The next news: the item that its projector is at, or the words to choose from, () if none is there."""
        news = self.news.get(timeout=LONGEST)
        return news.words if isinstance(news, ConsoleSearch) else cues(PLAN)[news.run.cue].item


@pytest.fixture
def folder() -> Iterator[Path]:
    with short_folder() as short:
        yield short / "w"


def test_a_console_that_is_there_first_waits_says_so_and_finds_the_projector(folder: Path) -> None:
    console = Console(folder)
    assert console.hears() == ()
    projector = Projector(folder, 2)
    assert console.hears() == 2
    console.link.send(Order(OrderKind.NEXT))
    assert projector.orders.get(timeout=LONGEST) == Order(OrderKind.NEXT)
    console.link.close()
    projector.close()


def test_a_returning_projector_is_found_again(folder: Path) -> None:
    projector = Projector(folder, 1)
    console = Console(folder)
    assert console.hears() == 1
    projector.close()
    assert console.hears() == ()
    again = Projector(folder, 4)
    assert console.hears() == 4
    console.link.close()
    again.close()


def test_of_several_none_is_taken_unasked(folder: Path) -> None:
    one, two = Projector(folder, 1), Projector(folder, 2)
    console = Console(folder)
    assert console.hears() == (two.word, one.word)
    console.link.choose(one.word)
    assert console.hears() == 1
    console.link.close()
    one.close()
    two.close()


def test_a_word_picks_one_of_several(folder: Path) -> None:
    one, two = Projector(folder, 1), Projector(folder, 2)
    console = Console(folder, word=one.word)
    assert console.hears() == 1
    console.link.close()
    one.close()
    two.close()


def test_when_ours_goes_the_one_that_ran_beside_it_is_offered_and_not_taken(folder: Path) -> None:
    ours, other = Projector(folder, 1), Projector(folder, 2)
    console = Console(folder, word=ours.word)
    assert console.hears() == 1
    ours.close()
    assert console.hears() == ()
    assert console.hears() == (other.word,)
    ours = Projector(folder, 3)
    assert console.hears() == 3
    console.link.close()
    ours.close()
    other.close()


def test_the_one_that_ran_beside_it_can_be_chosen(folder: Path) -> None:
    ours, other = Projector(folder, 1), Projector(folder, 2)
    console = Console(folder, word=ours.word)
    assert console.hears() == 1
    ours.close()
    assert (console.hears(), console.hears()) == ((), (other.word,))
    console.link.choose(other.word)
    assert console.hears() == 2
    console.link.close()
    other.close()


def test_a_word_that_has_gone_meanwhile_does_not_keep_the_only_one_from_being_found(folder: Path) -> None:
    projector = Projector(folder, 1)
    console = Console(folder, word="mint-tea-12")
    assert console.hears() == 1
    console.link.close()
    projector.close()


def test_every_folder_is_looked_into(folder: Path) -> None:
    projector = Projector(folder.with_name("other"), 1)
    console = Console(folder, folder.with_name("other"))
    assert console.hears() == 1
    console.link.close()
    projector.close()


def test_orders_to_nobody_are_dropped(folder: Path) -> None:
    console = Console(folder)
    assert console.hears() == ()
    console.link.send(Order(OrderKind.NEXT))
    projector = Projector(folder)
    assert console.hears() == 0
    console.link.close()
    projector.close()
    assert projector.orders.empty()


def test_closing_always_ends_the_thread(folder: Path) -> None:
    alone = Console(folder)
    assert alone.hears() == ()
    alone.link.close()
    projector = Projector(folder)
    console = Console(folder)
    assert console.hears() == 0
    console.link.close()
    for link in (alone.link, console.link):
        assert link._thread is not None
        assert not link._thread.is_alive()
    projector.close()
