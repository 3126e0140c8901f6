"""Tickets: the running projectors are read from a folder, and stale files are removed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cardtui.workshop.console_link.tickets import LARGEST, Ticket, as_word, issue, new_ticket, tickets, withdraw
from cardtui.workshop.private_folder import make_private

MINT = "mint-tea-12"
FILE = f"{MINT}.ticket"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_private(tmp_path / "workshop")


@pytest.fixture
def issued(folder: Path) -> Iterator[Ticket]:
    """An existing ticket of a running projector."""
    ticket = Ticket(MINT, b"\0key", "s", 1.0, "A talk")
    lock = issue(folder, ticket)
    yield ticket
    withdraw(folder, MINT, lock)


def test_a_title_of_any_length_can_be_read(folder: Path) -> None:
    ticket = new_ticket(folder, "\x01é" * 500)
    lock = issue(folder, ticket)
    assert tickets(folder) == [ticket]
    assert ticket.title + "\x01é" * (500 - len(ticket.title) // 2) == "\x01é" * 500
    withdraw(folder, ticket.word, lock)


@pytest.mark.usefixtures("issued")
def test_the_last_one_to_begin_comes_first(folder: Path, tmp_path: Path) -> None:
    other = make_private(tmp_path / "other")
    lock = issue(other, Ticket("april-tea-13", b"key", "s", 2.0))
    assert [ticket.word for ticket in tickets(folder, tmp_path / "nowhere", other)] == ["april-tea-13", MINT]
    withdraw(other, "april-tea-13", lock)


@pytest.mark.parametrize("beside", ["", "cardtui-x1", "others"])
def test_what_a_killed_projector_left_is_cleared(folder: Path, beside: str) -> None:
    place = folder.with_name(beside) if beside else folder
    place.mkdir(mode=0o700, exist_ok=True)
    path = place / ("socket" if beside else "mint-tea-12.socket")
    path.touch()
    lock = issue(folder, Ticket(MINT, b"key", str(path), 1.0))
    assert [ticket.word for ticket in tickets(folder)] == [MINT], "that of a living one stays"
    assert path.exists()
    os.close(lock)  # as the end of its process does
    assert tickets(folder) == []
    assert list(folder.iterdir()) == []
    assert place.exists() is (beside != "cardtui-x1"), "only a folder of a socket alone goes with it"
    assert path.exists() is (beside == "others")


def link(path: Path) -> None:
    path.rename(path.parent.with_name("elsewhere"))
    path.symlink_to(path.parent.with_name("elsewhere"))


SPOILED: dict[str, Callable[[Path], object]] = {
    **{f"mode {mode:o}": lambda path, mode=mode: path.chmod(mode) for mode in (0o644, 0o660, 0o666)},
    "link": link,
    "open folder": lambda path: path.parent.chmod(0o770),
    **{
        f"content {text[:40]!r}": lambda path, text=text: path.write_bytes(text)
        for text in (
            *(b"", b"{", b"[]", b'{"key":"00"}', b"\xff\xfe", b"[" * 1000, b" " * LARGEST),
            b'{"word":"mint-tea-12","key":"!","socket":"s","since":1.0}',
            b'{"word":"another-tea-12","key":"","socket":"s","since":1.0}',
        )
    },
}


@pytest.mark.parametrize("spoil", SPOILED.values(), ids=SPOILED)
def test_what_is_no_ticket_of_ours_is_skipped(folder: Path, issued: Ticket, spoil: Callable[[Path], object]) -> None:
    assert tickets(folder) == [issued]
    spoil(folder / FILE)
    assert tickets(folder) == []
    folder.chmod(0o700)


def test_other_files_are_skipped_and_left(folder: Path) -> None:
    (folder / "notes.txt").touch()
    (folder / "mint.ticket").touch()
    (folder / FILE).mkdir()
    os.mkfifo(folder / "mint-tea-13.ticket", 0o600)
    assert tickets(folder) == []
    assert len(list(folder.iterdir())) == 4


def test_words_are_many_and_easily_typed(folder: Path) -> None:
    words = {new_ticket(folder, "").word for _ in range(300)}
    assert len(words) > 290
    assert all(as_word(word) == word and len(word) <= 20 for word in words)


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        *[(typed, MINT) for typed in (MINT, "MINT-TEA-12", "Mint tea 12", "mint tea12", " mint_tea_12. ")],
        *[(typed, "") for typed in ("", "mint", "../../etc/passwd", "mint-tea", "12", "mint-tea-123", "mint-tea-1")],
        ("ß-ß-12", ""),
    ],
)
def test_a_word_may_be_typed_in_many_ways(typed: str, word: str) -> None:
    assert as_word(typed) == word
