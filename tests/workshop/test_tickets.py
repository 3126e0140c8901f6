"""Tickets: which projectors run is read from a folder, and what dead ones left is cleared."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from cardtui.workshop.console_link.tickets import LARGEST, LONGEST_TITLE, Issued, as_word, new_key, new_word, tickets
from cardtui.workshop.private_folder import make_private

LEAVES_ITS_TICKET = """
import os, sys
from pathlib import Path
from cardtui.workshop.console_link.tickets import Issued
path = Path(sys.argv[2])
issued = Issued.issue(Path(sys.argv[1]), "mint-tea-12", b"key", path)
path.touch()
print("issued", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_private(tmp_path / "workshop")


def test_a_ticket_can_be_read_by_its_owner_alone_and_is_gone_when_withdrawn(folder: Path) -> None:
    before = os.umask(0)
    issued = Issued.issue(folder, "mint-tea-12", b"\0key", Path("s"), "\x01é" * 500)
    os.umask(before)
    (path,) = folder.iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    (ticket,) = tickets(folder)
    assert (ticket.word, ticket.key, ticket.socket) == ("mint-tea-12", b"\0key", Path("s"))
    assert ticket.title + "\x01é" * (500 - LONGEST_TITLE // 2) == "\x01é" * 500
    issued.withdraw()
    issued.withdraw()
    assert tickets(folder) == ()
    assert list(folder.iterdir()) == []


def test_the_last_one_to_begin_comes_first(folder: Path) -> None:
    words = ["mint-tea-12", "april-tea-13", "robin-tea-11"]
    issued = [Issued.issue(folder, word, new_key(), Path("s")) for word in words]
    assert [ticket.word for ticket in tickets(folder)] == words[::-1]
    for each in issued:
        each.withdraw()


@pytest.mark.parametrize("beside", ["", "cardtui-x1", "others"])
def test_what_a_killed_projector_left_is_cleared_and_that_of_a_living_one_stays(folder: Path, beside: str) -> None:
    place = folder.with_name(beside) if beside else folder
    place.mkdir(mode=0o700, exist_ok=True)
    path = place / ("socket" if beside else "mint-tea-12.socket")
    process = subprocess.Popen(
        [sys.executable, "-c", LEAVES_ITS_TICKET, str(folder), str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with process:
        process.stdout.readline()
        assert [ticket.word for ticket in tickets(folder)] == ["mint-tea-12"]
        assert path.exists()
        process.kill()
        process.wait()
        assert tickets(folder) == ()
        assert list(folder.iterdir()) == []
        assert place.exists() is (beside != "cardtui-x1"), "only a folder of a socket alone goes with it"
        assert path.exists() is (beside == "others")


@pytest.mark.parametrize("mode", [0o644, 0o660, 0o666])
def test_a_ticket_that_others_could_have_read_or_written_is_not_trusted(folder: Path, mode: int) -> None:
    issued = Issued.issue(folder, "mint-tea-12", new_key(), Path("s"))
    (folder / "mint-tea-12.ticket").chmod(mode)
    assert tickets(folder) == ()
    issued.withdraw()


def test_a_ticket_that_is_a_link_is_not_followed(folder: Path, tmp_path: Path) -> None:
    issued = Issued.issue(folder, "mint-tea-12", new_key(), Path("s"))
    (folder / "mint-tea-12.ticket").rename(tmp_path / "elsewhere")
    (folder / "mint-tea-12.ticket").symlink_to(tmp_path / "elsewhere")
    assert tickets(folder) == ()
    issued.withdraw()


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"{",
        b"[]",
        b'{"key":"zz","socket":"s","since":1.0}',
        b'{"key":"00"}',
        b"\xff\xfe",
        b"[" * 1000,
        b" " * LARGEST,
    ],
)
def test_a_ticket_with_other_content_is_skipped(folder: Path, text: bytes) -> None:
    issued = Issued.issue(folder, "mint-tea-12", new_key(), Path("s"))
    (folder / "mint-tea-12.ticket").write_bytes(text)
    assert tickets(folder) == ()
    issued.withdraw()


def test_other_files_are_skipped_and_left(folder: Path) -> None:
    (folder / "notes.txt").touch()
    (folder / "mint.ticket").touch()
    (folder / "mint-tea-12.ticket").mkdir()
    os.mkfifo(folder / "mint-tea-13.ticket", 0o600)
    assert tickets(folder) == ()
    assert len(list(folder.iterdir())) == 4


def test_a_folder_others_can_write_has_no_tickets(folder: Path) -> None:
    issued = Issued.issue(folder, "mint-tea-12", new_key(), Path("s"))
    folder.chmod(0o770)
    assert tickets(folder) == ()
    folder.chmod(0o700)
    assert len(tickets(folder)) == 1
    issued.withdraw()


def test_no_folder_no_tickets(tmp_path: Path) -> None:
    assert tickets(tmp_path / "nowhere") == ()


def test_words_are_many_and_easily_typed(folder: Path) -> None:
    words = {new_word(folder) for _ in range(300)}
    assert len(words) > 290
    for word in words:
        assert as_word(word) == word
        assert len(word) <= 20


@pytest.mark.parametrize("typed", ["mint-tea-12", "MINT-TEA-12", "Mint tea 12", "mint tea12", " mint_tea_12. "])
def test_a_word_may_be_typed_in_many_ways(typed: str) -> None:
    assert as_word(typed) == "mint-tea-12"


@pytest.mark.parametrize(
    "typed", ["", "mint", "../../etc/passwd", "mint-tea", "12", "mint-tea-123", "mint-tea-1", "ß-ß-12"]
)
def test_anything_else_is_no_word(typed: str) -> None:
    assert as_word(typed) == ""
