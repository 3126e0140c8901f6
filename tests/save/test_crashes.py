"""Fail at every operation in turn: killed after each write, before each statement, in the middle of a statement."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from cardtui.save.history import History
from save import sample_evenings
from save.writing_store import WritingStore as Store

TESTS = Path(__file__).resolve().parent.parent

PLAYER = f"""
import sys
sys.path.insert(0, {str(TESTS)!r})
from pathlib import Path
from save import sample_evenings
from save.writing_store import WritingStore as Store
store = Store.open(Path(sys.argv[1]))
first, rows = sample_evenings.with_cards(2)
evening = store.begin(first)
print("kept", flush=True)
for move, position in rows:
    store.append(evening, move, position)
    print("kept", flush=True)
store.end(evening, rows[-1][0].at)
print("ended", flush=True)
sys.stdin.read()
"""


def player(path: Path, script: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", script, str(path), *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def assert_sound(path: Path, confirmed: int) -> None:
    """The file is intact and has all confirmed rows, at most one more, and nothing partial."""
    _, rows = sample_evenings.with_cards(2)
    with Store.open(path) as store:
        store.check()
        open_ = store.open_evening()
        if open_ is None:
            assert confirmed in (0, len(rows) + 1)
            assert len(list(store.evenings())) == (1 if confirmed else 0)
            return
        kept = [row.position for row in store.rows(open_.stored)]
        assert confirmed <= len(kept) <= confirmed + 1 or confirmed == len(rows) + 1
        assert kept == [sample_evenings.with_cards(2)[0], *(position for _, position in rows)][: len(kept)]
        assert list(store.evenings()) == []


DIES_BEFORE = PLAYER.replace(
    "first, rows",
    """
import os, signal
left = int(sys.argv[2])
def count(statement):
    global left
    left -= 1
    if left < 0:
        os.kill(os.getpid(), signal.SIGKILL)
store._connection.set_trace_callback(count)
first, rows""",
    1,
)


STATEMENTS = sorted({*range(14), *range(7, 147, 7), *range(147, 155)})
"""Every statement of the beginning, of one move and of the end; for the other moves, the first one after each write."""


@pytest.mark.parametrize("statement", STATEMENTS)
@pytest.mark.sample(5)
def test_killed_before_sql_nothing_is_half_done(path: Path, statement: int) -> None:
    with player(path, DIES_BEFORE, str(statement)) as process:
        assert process.stdout is not None
        out = ""
        for line in process.stdout:
            out += line
            if line == "ended\n":
                process.kill()
    if "ended" in out:
        with Store.open(path) as store:
            assert (store.open_evening(), len(list(store.evenings()))) == (None, 1)
    else:
        assert_sound(path, out.count("kept\n"))


DIES_WITHIN = """
import os, signal, sys
from pathlib import Path
from cardtui.save.store import Store
store = Store.open(Path(sys.argv[1]))
connection = store._connection
# So small a cache makes SQLite write changed pages to the file before the transaction ends.
connection.execute("PRAGMA cache_size = 2")
connection.execute("BEGIN IMMEDIATE")
connection.execute("UPDATE met SET heart = 1")
connection.execute("UPDATE evenings SET deck = 'another'")
connection.execute("DELETE FROM moves")
os.kill(os.getpid(), signal.SIGKILL)
"""


def grow_on_paper(path: Path) -> None:
    """As if only the first page had been written, which claims more pages than there are."""
    with path.open("r+b") as file:
        file.seek(28)
        pages = int.from_bytes(file.read(4), "big")
        file.seek(28)
        file.write((pages + 40).to_bytes(4, "big"))


@pytest.mark.parametrize("grown", [False, True])
@pytest.mark.parametrize("reader", [History, Store])
@pytest.mark.sample(2)
def test_a_write_that_was_cut_off_is_put_back(path: Path, reader: type[History], grown: bool) -> None:
    with Store.open(path) as store:
        sample_evenings.many_evenings(store, 300)
        evening = sample_evenings.keep(store, *sample_evenings.one_card())
        before = list(store.evenings()), store.rows(evening), store.path()
    sound = path.read_bytes()
    with player(path, DIES_WITHIN) as process:
        process.wait()
    assert path.with_name("ours.db-journal").stat().st_size > 0
    assert path.read_bytes() != sound
    if grown:
        grow_on_paper(path)
    with reader.open(path) as reading:
        reading.check()
        assert (list(reading.evenings()), reading.rows(evening), reading.path()) == before
    assert path.read_bytes() == sound


def test_a_new_file_cut_off_is_still_a_new_file(path: Path) -> None:
    script = DIES_WITHIN.replace(
        "store = Store.open(Path(sys.argv[1]))\nconnection = store._connection",
        """
import os, sqlite3
from cardtui.save import database
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
""",
    ).partition('connection.execute("UPDATE met')[0]
    script += """
database.create(connection)
connection.execute("CREATE TABLE filling (a)")
connection.executemany("INSERT INTO filling VALUES (?)", [("x" * 3000,)] * 50)
os.kill(os.getpid(), signal.SIGKILL)
"""
    with player(path, script) as process:
        process.wait()
    assert path.stat().st_size > 0
    # The power failed before the first page reached the disk.
    with path.open("r+b") as file:
        file.write(bytes(4096))
    with History.open(path) as reading:
        assert reading.open_evening() is None
    with Store.open(path) as store:
        sample_evenings.keep(store, *sample_evenings.one_card())
        store.check()


LIMITED = """
import resource, sys
from pathlib import Path
from save import sample_evenings
from cardtui.save.errors import Unwritable
from save.writing_store import WritingStore as Store
path = Path(sys.argv[1])
store = Store.open(path)
first, rows = sample_evenings.with_cards(2)
evening = store.begin(first)
limit = path.stat().st_size + 8192
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
kept = 0
try:
    for move, position in rows:
        store.append(evening, move, position)
        kept += 1
except Unwritable as error:
    print(kept, error.title)
"""


def test_a_capped_file_keeps_every_confirmed_move(path: Path) -> None:
    with player(path, f"import sys; sys.path.insert(0, {str(TESTS)!r})" + LIMITED) as process:
        kept, _, title = process.stdout.read().partition(" ")
    assert title.strip() in ("The disk is full", "The disk reports an error")
    assert_sound(path, int(kept) + 1)
