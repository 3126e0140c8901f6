"""What a folder of deck files may hold besides deck files: nothing in it makes the program wait or fail."""

from __future__ import annotations

import os
import socket
import stat
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from cardtui.deck.deck_locations import is_deck_file, known_decks
from cardtui.deck.deck_reader import check_file, read_deck
from cardtui.deck.files.source import SIZE_LIMIT, read_source
from cardtui.deck.problem_report import as_text
from deck.any_bytes import BASE
from deck.deckfiles import SUIT, codes
from deck.resource_use import measure


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    folder = tmp_path / "ours"
    folder.mkdir()
    (folder / "connect.yaml").write_text(SUIT, encoding="utf-8")
    return folder


def _socket(path: Path) -> None:
    # Every system limits the path of a socket to a short length.
    here = Path.cwd()
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(here)


def _link(to: str) -> Callable[[Path], None]:
    return lambda path: path.symlink_to(to)


def _loop(path: Path) -> None:
    path.symlink_to(path.with_name("other.yaml"))
    path.with_name("other.yaml").symlink_to(path)


ODD: dict[str, tuple[Callable[[Path], None], set[str]]] = {
    "a pipe": (os.mkfifo, {"unreadable"}),
    "a socket": (_socket, {"unreadable"}),
    "zeros without end": (_link("/dev/zero"), {"unreadable"}),
    "chance without end": (_link("/dev/urandom"), {"unreadable"}),
    "nothing at all": (_link("/dev/null"), {"unreadable"}),
    "this terminal": (_link("/dev/tty"), {"unreadable"}),
    "standard input": (_link("/dev/stdin"), {"unreadable"}),
    "a link to itself": (_link("odd.yaml"), {"unreadable"}),
    "links in a circle": (_loop, {"unreadable"}),
    "a link to nothing": (_link("nowhere"), {"not-found"}),
    "a link through a file": (_link("connect.yaml/x"), {"unreadable"}),
    "a link with a long name": (_link("x" * 300), {"unreadable"}),
    "what the system tells": (_link("/proc/self/environ"), {"empty-file"}),
}
"""How to make each, and the expected message."""


@pytest.mark.parametrize("name", ODD)
def test_an_odd_file_is_one_problem_and_no_wait(name: str, deck: Path) -> None:
    make, expected = ODD[name]
    make(deck / "odd.yaml")
    if not os.path.lexists("/proc/self/environ") and "system" in name:
        pytest.skip("this system tells it otherwise")
    problems = read_deck(deck, BASE).problems
    if name != "what the system tells":  # It reports a size of zero, but has content.
        assert set(codes(list(problems))) == expected
    assert problems
    assert {problem.path.name for problem in problems} <= {"odd.yaml", "other.yaml"}
    assert all(problem.line >= 1 for problem in problems)
    as_text(problems)


def test_odd_files_are_told_by_the_program_too(deck: Path) -> None:
    for number, (make, _) in enumerate(ODD.values()):
        if make is not _loop:
            make(deck / f"odd{number}.yaml")
    measured = measure(deck.parent, deck)
    assert (measured.status, measured.err) == (1, "")
    assert measured.seconds < 5


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
    assert codes(list(read_deck(deck, BASE).problems)) == ["unreadable"]
    deck.chmod(0)
    try:
        assert codes(list(read_deck(deck, BASE).problems)) == ["unreadable"]
    finally:
        deck.chmod(stat.S_IRWXU)


def test_a_name_that_is_no_text_is_told_in_signs(deck: Path) -> None:
    for name in (b"\xff\xfe.yaml", b"a\x1b[2Jb\nc.yaml", "\u202eevil.yaml".encode(), b"-.yaml"):
        (Path(os.fsdecode(os.path.join(os.fsencode(deck), name)))).write_text("suit: x\n")  # noqa: PTH118
    text = as_text(read_deck(deck, BASE).problems)
    assert not set(text) & set("\x1b\u202e")
    assert "evil" in text
    measured = measure(deck.parent, deck)
    assert measured.status == 1
    assert not set(measured.out) & set("\x1b\u202e")


@pytest.mark.long
def test_ten_thousand_good_files_are_one_deck(deck: Path) -> None:
    folder = deck.parent / "many"
    folder.mkdir()
    for number in range(10_000):
        text = SUIT.replace("Connect", f"S{number}").replace("aliases: [old-id]", f"aliases: [old-{number}]")
        text = text.replace("cared-for-lately", f"cared-{number}").replace("small-walk", f"walk-{number}")
        (folder / f"{number}.yaml").write_text(text, encoding="utf-8")
    measured = measure(deck.parent, folder)
    assert measured.status == 0, measured.out[:1000]
    print(f"10,000 files: {measured.seconds:.1f} s, {measured.memory / 1e6:.0f} MB")
    assert measured.seconds < 60
    assert measured.memory < 1_500_000_000


def test_a_changing_file_is_read_or_reported(deck: Path) -> None:
    path = deck / "connect.yaml"
    other = SUIT.replace("Connect", "Other")
    stop = threading.Event()

    def change() -> None:
        while not stop.is_set():
            for text in ("", SUIT, other, "x" * 100_000, "suit: [", SUIT[:200]):
                path.write_text(text, encoding="utf-8")
            path.unlink()
            path.write_text(other, encoding="utf-8")

    changing = threading.Thread(target=change)
    changing.start()
    try:
        for _ in range(300):
            reading = check_file(path, BASE)
            assert (reading.deck is None) == bool(reading.problems)
            for problem in reading.problems:
                assert problem.line >= 1
    finally:
        stop.set()
        changing.join()


def test_a_file_grown_since_measured_is_refused(deck: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = deck / "connect.yaml"
    small = path.stat()
    os.truncate(path, SIZE_LIMIT + 1)
    monkeypatch.setattr(Path, "stat", lambda *_, **__: small)
    assert codes(read_source(path).problems) == ["too-big"]


def test_odd_files_in_a_users_folder_hide_no_deck(deck: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import platformdirs

    data = deck.parent / "data"
    (data / "decks").mkdir(parents=True)
    monkeypatch.setattr(platformdirs, "user_data_path", lambda *_, **__: data)
    for number, (make, _) in enumerate(ODD.values()):
        if make is not _loop:
            make(data / "decks" / f"odd{number}.yaml")
    (data / "decks" / "winter").mkdir()
    (data / "decks" / "winter" / "snow.yaml").write_text(SUIT, encoding="utf-8")
    assert "winter" in [known.name for known in known_decks()]
