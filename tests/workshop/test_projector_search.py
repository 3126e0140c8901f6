"""The link: a console finds its projector, and finds it again; it never takes another one's unasked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from queue import SimpleQueue

import pytest
from msgspec.structs import replace

from cardtui.workshop.console_link.channel import ProjectorServer, State
from cardtui.workshop.console_link.projector_search import ConsoleClient, News
from cardtui.workshop.run import begin
from cardtui.workshop.run_orders import Order, OrderKind
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
        if isinstance(news, tuple):
            return tuple(each.word for each in news)
        return cues(PLAN)[news.run.cue].item

    def close(self) -> None:
        self.link.close()


@pytest.fixture
def folder() -> Iterator[Path]:
    with short_folder() as short:
        yield short / "w"


@pytest.fixture
def projects(folder: Path) -> Iterator[Callable[..., Projector]]:
    """A projector at an item; it ends with the test."""
    with ExitStack() as stack:
        yield lambda item=0, where=folder: stack.enter_context(closing(Projector(where, item)))


@pytest.fixture
def console(folder: Path) -> Iterator[Callable[..., Console]]:
    """A console; it ends with the test."""
    with ExitStack() as stack:
        yield lambda *folders, word=None: stack.enter_context(closing(Console(*(folders or (folder,)), word=word)))


Projects = Callable[..., Projector]
Consoles = Callable[..., Console]


def test_a_console_that_is_there_first_waits(console: Consoles, projects: Projects) -> None:
    first = console()
    assert first.hears() == ()
    first.link.send(Order(OrderKind.MORE))  # to nobody
    projector = projects(2)
    assert first.hears() == 2
    first.link.send(Order(OrderKind.NEXT))
    assert projector.orders.get(timeout=LONGEST) == Order(OrderKind.NEXT)


def test_a_returning_projector_is_found_again(console: Consoles, projects: Projects) -> None:
    projector = projects(1)
    one = console()
    assert one.hears() == 1
    projector.close()
    assert one.hears() == ()
    projects(4)
    assert one.hears() == 4


def test_of_several_none_is_taken_unasked(console: Consoles, projects: Projects) -> None:
    first, second = projects(1), projects(2)
    one = console()
    assert one.hears() == (second.word, first.word)
    one.link.choose(first.word)
    assert one.hears() == 1
    assert console(word=second.word).hears() == 2, "by its word"


@pytest.mark.parametrize("chosen", [False, True], ids=["not taken", "chosen"])
def test_when_ours_goes_the_other_one_is_offered(console: Consoles, projects: Projects, chosen: bool) -> None:
    ours, other = projects(1), projects(2)
    one = console(word=ours.word)
    assert one.hears() == 1
    ours.close()
    assert (one.hears(), one.hears()) == ((), (other.word,))
    if chosen:
        one.link.choose(other.word)
    else:
        projects(3)
    assert one.hears() == (2 if chosen else 3)


def test_after_an_orderly_end_the_next_one_is_taken_though_it_began_before(
    console: Consoles, projects: Projects
) -> None:
    ours = projects(1)
    one = console()
    assert one.hears() == 1
    ours.tell(State(PLAN, replace(begin(cues(PLAN), 0.0, 1), ended=60.0), 0.0, True))
    assert one.hears() == 1
    projects(4)
    ours.close()
    assert (one.hears(), one.hears()) == ((), 4)


def test_a_gone_word_still_finds_the_only_projector(console: Consoles, projects: Projects) -> None:
    projects(1)
    assert console(word="mint-tea-12").hears() == 1


def test_every_folder_is_looked_into(console: Consoles, projects: Projects, folder: Path) -> None:
    other = folder.with_name("other")
    projects(1, other)
    assert console(folder, other).hears() == 1


def test_closing_always_ends_the_thread(console: Consoles, projects: Projects) -> None:
    alone = console()
    assert alone.hears() == ()
    alone.close()
    projects()
    joined = console()
    assert joined.hears() == 0
    joined.close()
    assert not alone.link._thread.is_alive()
    assert not joined.link._thread.is_alive()
