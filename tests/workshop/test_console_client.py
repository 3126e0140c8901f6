"""The link: a console finds its projector, also after a loss, and never takes another one without asking."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from queue import SimpleQueue

import pytest

from cardtui.workshop.console_link.console_client import ConsoleClient, News
from cardtui.workshop.run_orders import Order, OrderKind
from workshop.fake_projectors import LONGEST, Projector, state


class Console:
    """A link with its received news."""

    def __init__(self, *folders: Path, word: str | None = None) -> None:
        self.news: SimpleQueue[News] = SimpleQueue()
        self.link = ConsoleClient(folders, word)
        self.link.start(self.news.put)
        self.close = self.link.close

    def hears(self) -> int | tuple[str, ...]:
        """The next news: the cue that its projector is at, or the words to choose from, () if there are none."""
        news = self.news.get(timeout=LONGEST)
        return tuple(each.word for each in news) if isinstance(news, tuple) else news.run.cue


@pytest.fixture
def projects(folder: Path) -> Iterator[Callable[..., Projector]]:
    """A projector at a cue; it ends with the test."""
    with ExitStack() as stack:
        yield lambda cue=0, where=folder: stack.enter_context(closing(Projector(where, at=state(cue))))


@pytest.fixture
def console(folder: Path) -> Iterator[Callable[..., Console]]:
    """A console; it ends with the test."""
    with ExitStack() as stack:
        yield lambda *folders, word=None: stack.enter_context(closing(Console(*(folders or (folder,)), word=word)))


Projects = Callable[..., Projector]
Consoles = Callable[..., Console]


def test_a_console_that_is_there_first_waits(console: Consoles, projects: Projects, folder: Path) -> None:
    other = folder.with_name("other")
    first = console(folder, other)
    assert first.hears() == ()
    first.link.send(Order(OrderKind.MORE))  # no receiver
    projector = projects(2, other)
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


def test_no_other_projector_takes_the_chosen_ones_place(console: Consoles, projects: Projects) -> None:
    first, second = projects(1), projects(2)
    one = console()
    assert one.hears() == (second.word, first.word)
    one.link.choose(first.word)
    assert one.hears() == 1
    assert console(word=second.word).hears() == 2, "by its word"
    first.close()
    assert (one.hears(), one.hears()) == ((), (second.word,))
    one.link.choose(second.word)
    assert one.hears() == 2


def test_after_an_orderly_end_the_next_one_is_taken(console: Consoles, projects: Projects) -> None:
    ours = projects(1)
    one = console()
    assert one.hears() == 1
    ours.tell(state(1, ended=60.0))
    assert one.hears() == 1
    projects(4)  # though it began before
    ours.close()
    assert (one.hears(), one.hears()) == ((), 4)


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
