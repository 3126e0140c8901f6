"""What a folder of deck files may hold besides deck files: nothing in it makes the program wait or fail."""

from __future__ import annotations

import os
import socket
import stat
from collections.abc import Callable
from contextlib import chdir
from pathlib import Path

import pytest

from cardtui.deck.deck_locations import is_deck_file, known_decks
from cardtui.deck.deck_reader import read_deck
from cardtui.deck.files.source import SIZE_LIMIT, read_source
from deck.deckfiles import BASE, SUIT, codes


def _socket(path: Path) -> None:
    # Every system limits the path of a socket to a short length.
    with chdir(path.parent), socket.socket(socket.AF_UNIX) as made:
        made.bind(path.name)


def _link(to: str) -> Callable[[Path], None]:
    return lambda path: path.symlink_to(to)


def _loop(path: Path) -> None:
    path.symlink_to("other.link")
    path.with_name("other.link").symlink_to(path)


ODD: dict[str, tuple[Callable[[Path], None], str]] = {
    "a pipe": (os.mkfifo, "unreadable"),
    "a socket": (_socket, "unreadable"),
    "zeros without end": (_link("/dev/zero"), "unreadable"),
    "chance without end": (_link("/dev/urandom"), "unreadable"),
    "nothing at all": (_link("/dev/null"), "unreadable"),
    "this terminal": (_link("/dev/tty"), "unreadable"),
    "standard input": (_link("/dev/stdin"), "unreadable"),
    "a link to itself": (_link("odd.yaml"), "unreadable"),
    "links in a circle": (_loop, "unreadable"),
    "a link to nothing": (_link("nowhere"), "not-found"),
    "a link through a file": (_link("connect.yaml/x"), "unreadable"),
    "a link with a long name": (_link("x" * 300), "unreadable"),
}
"""How to make each, and the expected message."""


@pytest.mark.parametrize("name", ODD)
def test_an_odd_file_is_one_problem_and_no_wait(name: str, deck: Path, own_decks: Path) -> None:
    make, expected = ODD[name]
    make(deck / "odd.yaml")
    (problem,) = read_deck(deck, BASE).problems
    assert (problem.path.name, problem.code) == ("odd.yaml", expected)
    make(own_decks / "odd.yaml")
    assert "winter" in [known.name for known in known_decks()], "it hides no deck"


def test_folders_that_loop_back_are_no_files(deck: Path) -> None:
    (deck / "again").symlink_to(deck)
    (deck / "again.yaml").symlink_to(deck)
    (deck / "inner.yaml").mkdir()
    assert read_deck(deck, BASE).deck is not None
    assert not is_deck_file(deck / "again.yaml")
    assert read_deck(deck / "again" / "again" / "again", BASE).deck is not None


@pytest.mark.skipif(os.geteuid() == 0, reason="an administrator may read everything")
def test_what_may_not_be_read_is_one_problem(deck: Path) -> None:
    (deck / "odd.yaml").write_text(SUIT)
    (deck / "odd.yaml").chmod(0)
    assert codes(read_deck(deck, BASE).problems) == ["unreadable"]
    deck.chmod(0)
    try:
        assert codes(read_deck(deck, BASE).problems) == ["unreadable"]
    finally:
        deck.chmod(stat.S_IRWXU)


def test_a_file_grown_since_measured_is_refused(deck: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = deck / "connect.yaml"
    small = path.stat()
    os.truncate(path, SIZE_LIMIT + 1)
    monkeypatch.setattr(Path, "stat", lambda *_, **__: small)
    assert codes(read_source(path).problems) == ["too-big"]
