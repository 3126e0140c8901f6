"""The program on a real terminal: whole evenings, and every way in which a process can end.

The same key pressed again right after a change of place counts as held down, so Enter and 1, which do the same,
alternate here.
"""

from __future__ import annotations

import re
import signal
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from msgspec.structs import replace

from couple_session import KNOWN, SHIPPED, Sitting
from full_screens import (
    BEN,
    CHOOSES,
    ENTER,
    MIRROR_KEYS,
    MORE,
    SPEAKS,
    THANKS,
    WAITS,
    begin,
    options,
    small_program,
)
from program import Program
from shipped_words import WORDS, filled, first_words
from terminal import Drawn


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return small_program(tmp_path)


MISSING = first_words(WORDS.speak_missing.rpartition("“")[2], 3)
GOOD_NIGHT = WORDS.night_title


def turn(drawn: Drawn, waits: str, chooses: str, thanks: str, then: str) -> None:
    """Ana or Ben speaks, is mirrored and thanked."""
    drawn.press("1", waits)
    drawn.press(ENTER, chooses)
    drawn.press("1", thanks)
    drawn.press(ENTER, then)


def test_a_killed_evening_comes_back_to_the_same_place(program: Program) -> None:
    with Drawn(program, *options(program)) as first:
        first.until(WORDS.note_title)
        first.press("1", WORDS.names_left)
        first.press("Ana" + ENTER + "Ben", "Ana", "Ben")  # without a pause
        first.press(ENTER, WORDS.how_title)
        first.press("1", first_words(WORDS.settle_ask))
        first.press(ENTER, SPEAKS, first_words(filled(WORDS.gratitude_face, partner="Ben")))
        first.press("1", WAITS)
        first.press(ENTER, CHOOSES)
        first.press("2", SPEAKS, MISSING)
        turn(first, WAITS, CHOOSES, THANKS, BEN[0])
        turn(first, *BEN[1:], WORDS.rest_title)
        first.press("1", filled(WORDS.chip_starts, name="Ben"))
        first.press(ENTER, BEN[0], "What ")
        first.press("1", BEN[1], first_words(WORDS.mirror_stem), *MIRROR_KEYS)
        before = first.until_it(lambda text: WORDS.foot_interrupt not in text).text
        assert first.signal(signal.SIGKILL) == -signal.SIGKILL
    with Drawn(program, *options(program)) as second:
        second.until(WORDS.start_go_on)
        assert "What was good" not in second.text
        second.press(ENTER, BEN[1], first_words(WORDS.mirror_stem))
        second.until_it(lambda text: text == before)
        second.press("1", BEN[2])
        second.press("2", BEN[0], MISSING)
        second.press("1", BEN[1])
        second.press(ENTER, BEN[2])
        second.press("1", BEN[3])
        second.press(ENTER, SPEAKS)
        turn(second, WAITS, CHOOSES, THANKS, WORDS.rest_title)
        second.press("2", WORDS.close_title)
        second.press("1", filled(WORDS.close_ask, Speaker="Ben"))
        second.press(ENTER, GOOD_NIGHT)
        second.press("1", "♡")
        second.press("?", first_words(WORDS.why_rest, 3))
        second.press("\x1b", GOOD_NIGHT, "♡")
        second.type(ENTER)
        assert second.wait() == 0
        assert second.is_restored
        assert second.text.strip().endswith((WORDS.parting_night, WORDS.parting_day))
        assert "Ana" not in second.text
    assert_nothing_but_what_was_met(program)


def assert_nothing_but_what_was_met(program: Program) -> None:
    exported = program.export()
    assert exported["open"] is None
    (evening,) = exported["evenings"]
    assert [card["heart"] for card in evening["cards"]] == [True]
    with closing(sqlite3.connect(program.save)) as connection:
        assert connection.execute("SELECT count(*) FROM moves").fetchone() == (0,)
    files = {file.name: file.read_bytes() for file in program.home.rglob("save.db*") if file.is_file()}
    backup = next(name for name in files if name.endswith(".daily"))
    assert files.keys() == {"save.db", "save.db.lock", backup}
    for left in (files["save.db"], files[backup]):
        assert evening["cards"][0]["id"].encode() in left, "the backup of the day has it, too"
    for words in (b"What was good", b"What will be", b"not-quite", b"mirroring", b"got-it"):
        assert not any(words in left for left in files.values())


def test_a_second_window_says_another_has_it_open(program: Program) -> None:
    with begin(program) as drawn:
        drawn.press(ENTER, WORDS.how_title).press("1", first_words(WORDS.settle_ask))
        second = program.run(*options(program), "--plain")
        assert second.status == 2
        assert "open in another window" in second.err
        with Drawn(program, *options(program)) as third:
            assert third.wait() == 2
            assert "open in another window" in " ".join(third.text.split())
        drawn.press(ENTER, SPEAKS)
        assert program.export()["open"]["stage"] == "speak", "reading is still possible"


def suits_of(text: str) -> list[str]:
    """The suits of the cards that can be picked, in order."""
    names = {suit.name for suit in SHIPPED.suits}
    return [found for found in re.findall(r"(?:enter|[23])\s+(\w+)$", text, re.MULTILINE) if found in names]


def is_picked(text: str) -> bool:
    """Whether only the picked card is left. The screen may have been drawn only in part."""
    return WORDS.deal_take in text and MORE in text and not suits_of(text)


def test_after_a_kill_the_same_three_cards_lie_there(program: Program) -> None:
    Sitting(program.save, SHIPPED, replace(KNOWN, spread=True)).store.close()
    picks = filled(WORDS.chip_picks, name="Ben").upper()
    asked = ("--save", str(program.save), "--seed", "5", "--reduced-motion")
    with Drawn(program, *asked) as first:
        first.until(WORDS.start_evening).press("1", WORDS.settle_title).press(ENTER, picks)
        first.until_it(lambda text: len(suits_of(text)) == 3)
        before = suits_of(first.text)
        assert first.signal(signal.SIGKILL) == -signal.SIGKILL
    with Drawn(program, *asked) as second:
        second.until(WORDS.start_go_on).press("1", picks).until_it(lambda text: suits_of(text) == before)
        second.press("3").until_it(is_picked)
        second.press("b").until_it(lambda text: suits_of(text) == before and WORDS.deal_take not in text)
        second.press("2").until_it(is_picked)
        assert second.signal(signal.SIGKILL) == -signal.SIGKILL
    exported = program.export()
    assert exported["open"]["card"] is not None
