"""A whole evening on a real terminal, with a kill in the middle; what comes back, and what remains."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest
from msgspec.structs import replace

from couple_session import KNOWN, SHIPPED, Sitting
from full_screens import BEN, CHOOSES, ENTER, MIRROR_KEYS, SPEAKS, THANKS, WAITS, options, small_program, turn
from program import Program
from shipped_words import WORDS, filled, first_words
from terminal import Drawn


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return small_program(tmp_path)


MISSING = first_words(WORDS.speak_missing.rpartition("“")[2], 3)
GOOD_NIGHT = WORDS.night_title


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
    files = [file.read_bytes() for file in program.home.rglob("save.db*") if file.is_file()]
    met = [file for file in files if evening["cards"][0]["id"].encode() in file]
    assert len(met) == 2, "the backup of the day has it, too"
    for words in (b"What was good", b"What will be", b"not-quite", b"mirroring", b"got-it"):
        assert not any(words in file for file in files)


def test_after_a_crash_the_same_three_cards_lie_there(tmp_path: Path) -> None:
    pair = Sitting(tmp_path / "save.db", SHIPPED, replace(KNOWN, spread=True)).press("enter", "enter")
    lying = pair.place
    assert pair.crash_and_start_again().press("enter").place == lying
    assert pair.press("3", "b").place == lying
