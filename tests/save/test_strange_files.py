"""Strange files in place of the save file: every access reports what is wrong, and destroys nothing.

Each file is opened with `History`, `Store` and all real commands, of which one plays on: no traceback, no name, and
bytes that are not understood are still there at the end, under the same name or another.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from cardtui.commands import export
from cardtui.save.database import APPLICATION_ID, FORMAT, journal_path
from cardtui.save.errors import Damaged, Newer, NotOurs, SaveError
from cardtui.save.history import History
from program import Within
from save import sample_evenings
from save.other_program import Change, content, halfway, patched, put, sql
from save.writing_store import WritingStore as Store
from shipped_words import WORDS

LOOK = 1 << 20
"""The number of bytes compared at the start of a file, together with its length."""

PAGE = 4096
HUGE = 1 << 38

READING = (("path",), ("export",), ("export", "--format", "markdown"), ("where",), ("forget",))
PLAYING = ("--plain", "--left", "Ana", "--right", "Ben")


def look(path: Path) -> tuple[int, str]:
    """A fingerprint of a file, even if it is too large to read."""
    with path.open("rb") as file:
        return path.stat().st_size, hashlib.sha256(file.read(LOOK)).hexdigest()


def read_all(reading: History) -> None:
    reading.check()
    reading.settings()
    open_ = reading.open_evening()
    if open_ is not None:
        reading.rows(open_.stored)
    reading.path()
    list(reading.evenings())
    list(export.json(reading))
    list(export.markdown(reading, lambda card: None))


def assert_civil(text: str) -> None:
    for never in ("Traceback", "Something went wrong", "The system refused", "zebra", sample_evenings.NAME):
        assert never not in text


def go_through(path: Path, *, settles: bool = False, hidden: bool = False) -> bool:
    """Open the file in every possible way; return whether all of it could be read and played on.

    settles: opening it may change it, since SQLite rolls a journal back. hidden: the damage may be in a row that play
    does not read, such as a card met long ago; then play goes on, and the row stays.
    """
    program = Within(path.parent)
    before = look(path)
    error: SaveError | None = None
    for opened in (History, Store):
        try:
            with opened.open(path) as reading:
                read_all(reading)
        except SaveError as raised:
            error = raised
            assert_civil(str(error))
    for arguments in READING:
        ran = program.run(*arguments, "--save", str(path), typed="n\n")
        assert ran.status in (0, 2), ran
        assert_civil(ran.err)
        assert (ran.status == 2) == bool(ran.err)
    assert settles or look(path) == before
    before = look(path)
    ran = program.run(*PLAYING, "--save", str(path), typed="\n\n\n1\n\n\n1\n")
    assert ran.status == 0 or (ran.status == 2 and isinstance(error, NotOurs | Newer)), ran
    assert_civil(ran.err)
    told = ran.status == 2 or WORDS.mend_title in ran.out
    assert told is (error is not None) or hidden
    assert not told or before in [look(file) for file in path.parent.rglob("*") if file.is_file()]
    ran = program.run("forget", "--yes", "--save", str(path))
    assert ran.status in (0, 2)
    assert_civil(ran.err)
    if ran.status == 0:
        assert sorted(file.name for file in path.parent.iterdir()) == []
    return error is None


def journal(data: bytes) -> Change:
    """A file beside a journal that another program left."""
    return lambda path: journal_path(path).write_bytes(data)


def journal_of_another_file(path: Path) -> None:
    other = path.with_name("other")
    sql("CREATE TABLE theirs (a)", "INSERT INTO theirs VALUES (zeroblob(50000))")(other)
    left = halfway(other, lambda theirs: theirs.execute("UPDATE theirs SET a = randomblob(50000)"))
    journal_path(path).write_bytes(left[journal_path(other)])
    other.unlink()


def journal_of_earlier_days(path: Path) -> None:
    left = halfway(path, lambda ours: ours.execute("UPDATE met SET heart = 1"))
    sql("UPDATE settings SET value = zeroblob(9000)", "DELETE FROM settings")(path)
    journal_path(path).write_bytes(left[journal_path(path)])


def left_in_wal(path: Path) -> None:
    """Another program turned the write-ahead log on, wrote to it, and died."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA wal_autocheckpoint = 0")
        connection.execute("UPDATE met SET heart = 1")
        beside = {file: file.read_bytes() for file in path.parent.glob("save.db*") if not file.name.endswith("lock")}
    put(beside)
    assert path.with_name("save.db-wal").stat().st_size > 0


def made(*statements: str) -> Change:
    """Another database."""
    return lambda path: (path.unlink(), sql(*statements)(path))


def made_with(*pragmas: str) -> Change:
    """Our tables in a file with other settings."""

    def make(path: Path) -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as source:
            dump = "\n".join(source.iterdump())
        path.unlink()
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            for pragma in pragmas:
                connection.execute(pragma)
            connection.executescript(dump)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {FORMAT}")

    return make


OTHERS: dict[str, Change] = {
    "one byte": content(b"x"),
    "a text": content(b"Dear Ben,\n" * 700),
    "zeros": content(bytes(5 * PAGE)),
    "only a header": content(b"SQLite format 3\x00"),
    "sparse and huge": lambda path: (path.write_bytes(b""), os.truncate(path, HUGE)),
    "another database": made("CREATE TABLE theirs (a)"),
    "another application": made("CREATE TABLE met (a)", "PRAGMA application_id = 7", "PRAGMA user_version = 1"),
    "another application with a log": made(
        "PRAGMA journal_mode = WAL", "CREATE TABLE met (a)", "PRAGMA application_id = 7"
    ),
    "without our sign": sql("PRAGMA application_id = 0"),
    "a newer format": sql("PRAGMA user_version = 2"),
    "a format before the first": sql("PRAGMA user_version = 0"),
    "a format that cannot be": sql("PRAGMA user_version = -5"),
    "a newer snapshot": sql("""UPDATE moves SET position = CAST('{"v": 99}' AS BLOB)"""),
    "a trigger": sql("CREATE TRIGGER theirs AFTER INSERT ON moves BEGIN DELETE FROM met; END"),
    "a view in the place of a table": sql("DROP TABLE met", "CREATE VIEW met AS SELECT 1 AS evening"),
    "a virtual table": sql("CREATE VIRTUAL TABLE theirs USING fts4 (a)"),
    "a name that is no text": sql(
        "CREATE TABLE theirs (a)",
        "UPDATE sqlite_schema SET name = CAST(x'c1c1' AS TEXT), sql = 'CREATE TABLE' WHERE name = 'theirs'",
    ),
    "other columns": sql("DROP TABLE settings", "CREATE TABLE settings (theirs)", "INSERT INTO settings VALUES (1)"),
    "a later log in the header": patched(18, b"\x03\x03"),
    "the wrong page size": patched(16, b"\x02\x00"),
    "another encoding in the header": patched(56, b"\x00\x00\x00\x02"),
}
"""Files that are not ours, or cannot be read. Each is made from a sound file."""

OURS: dict[str, Change] = {
    "sound": lambda path: None,
    "empty": content(b""),
    "longer than it says": lambda path: os.truncate(path, HUGE),
    "written in UTF-16": made_with("PRAGMA encoding = 'UTF-16'"),
    "in small pages": made_with("PRAGMA page_size = 512"),
    "in large pages": made_with("PRAGMA page_size = 65536"),
    "vacuumed by itself": made_with("PRAGMA auto_vacuum = FULL"),
    "with statistics": sql("ANALYZE"),
    "with a log in the header": patched(18, b"\x02\x02"),
    "with a log": sql("PRAGMA journal_mode = WAL"),
    "left in the middle of a log": left_in_wal,
    "with an empty journal": journal(b""),
    "with a journal of zeros": journal(bytes(3 * PAGE)),
    "with a journal of nothing": journal(Random(3).randbytes(9_000)),
}
"""Files that are unusual but complete."""


@pytest.fixture
def path(tmp_path: Path, sound: Path) -> Path:
    """A copy of the sound file, alone in a folder."""
    path = tmp_path / "ours" / "save.db"
    path.parent.mkdir()
    shutil.copy(sound, path)
    return path


@pytest.mark.parametrize("name", OTHERS)
@pytest.mark.sample(5)
def test_files_not_understood_are_told_not_lost(path: Path, name: str) -> None:
    OTHERS[name](path)
    assert not go_through(path)


@pytest.mark.parametrize("name", OURS)
@pytest.mark.sample(2)
def test_what_is_strange_but_whole_is_played_on(path: Path, sound: Path, name: str) -> None:
    OURS[name](path)
    with History.open(path) as reading, History.open(sound) as usual:
        if name != "empty":
            assert next(reading.evenings()).cards[0].card == next(usual.evenings()).cards[0].card
            assert reading.open_evening() == usual.open_evening()
            assert [one.heart for one in reading.path()].count(True) > 0 or name != "left in the middle of a log"
    assert go_through(path, settles=True)


@pytest.mark.parametrize("leave", [journal_of_another_file, journal_of_earlier_days])
def test_a_foreign_journal_ends_in_a_sentence_or_in_nothing(path: Path, leave: Change) -> None:
    leave(path)
    go_through(path, settles=True)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE settings SET value = x'ff'",
        "UPDATE settings SET value = x'5b5d'",
        'UPDATE settings SET value = CAST(\'{"minutes": "many"}\' AS BLOB)',
        "UPDATE moves SET position = x'00' WHERE n = 3",
        "UPDATE moves SET move = x'00' WHERE n = 3",
        "UPDATE moves SET position = x'00'",
        "DELETE FROM moves",
        "UPDATE met SET met_at = '2026-99-99T99:99:99+99:99'",
        "UPDATE evenings SET started_at = '2026-02-30T20:00:00+01:00' WHERE ended_at IS NOT NULL",
        "UPDATE met SET card = CAST(x'ff80' AS TEXT)",
        "UPDATE evenings SET deck = CAST(x'ff80' AS TEXT)",
    ],
)
def test_a_row_that_cannot_be_read_is_damage(path: Path, statement: str) -> None:
    sql(statement)(path)
    with History.open(path) as reading, pytest.raises(Damaged):
        read_all(reading)


def lengths(size: int) -> list[int]:
    """Every end of a page, the bytes around it, and odd lengths."""
    ends = range(PAGE, size, PAGE)
    odd = [1, 15, 16, 17, 50, 99, 100, 101, 511, 512, 513, 1000, 2047, 3001, size - 1, size - 100, size - 1001]
    return sorted({*odd, *ends, *(end - 1 for end in ends), *(end + 1 for end in ends)})


@pytest.mark.parametrize("every", [False, pytest.param(True, marks=pytest.mark.long)])
def test_a_cut_off_file_is_told_and_not_lost(path: Path, sound: Path, every: bool) -> None:
    size = sound.stat().st_size
    for length in lengths(size) if every else (1, 100, PAGE, 2 * PAGE + 1, size - 1):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(sound.read_bytes()[:length])
        assert not go_through(path, hidden=every or length == size - 1), length  # the last page is read some day later
        shutil.rmtree(path.parent)


def flipped(data: bytes, seed: int) -> bytes:
    damaged = bytearray(data)
    random = Random(seed)
    # The first hundred bytes are the header, where a flip has the most effect: every fifth flip goes there.
    damaged[random.randrange(100 if seed % 5 == 0 else len(damaged))] ^= 1 << random.randrange(8)
    return bytes(damaged)


@pytest.mark.parametrize(
    "seeds",
    [range(8), *(pytest.param(range(100 * part, 100 * part + 100), marks=pytest.mark.long) for part in range(10))],
)
def test_any_command_tells_or_survives_a_bit_flip(path: Path, sound: Path, seeds: range) -> None:
    told = 0
    for seed in seeds:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(flipped(sound.read_bytes(), seed))
        told += not go_through(path, hidden=True)
        shutil.rmtree(path.parent)
    print(f"{len(seeds)} files damaged, {told} told")


@pytest.mark.parametrize("place", [0, 16, 71, 100, PAGE, 5 * PAGE])
@pytest.mark.sample(2)
def test_a_flipped_structural_bit_is_told(path: Path, place: int) -> None:
    patched(place, bytes([path.read_bytes()[place] ^ 1]))(path)
    assert not go_through(path)
