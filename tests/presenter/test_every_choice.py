"""Properties of the guide at random places of random evenings.

Everything can be done with Enter, digits and Esc, and with letters, also capitals; and stored moves replay to the
stored positions.
"""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from msgspec.structs import replace

from cardtui.presenter.scene import Form, Page
from cardtui.rules.evening_moves import legal, play
from cardtui.rules.move import Aside, Choice
from cardtui.save import snapshot
from couple_session import KNOWN, SHIPPED, Sitting, small_deck
from every_view import pages
from scenes import every_position, tell
from shipped_words import WORDS

RARE = {"close", "end", "postpone", "good-night", "leave-card", "own", "time-out", "heart", Aside.BACK}
"""Choices that end something, or lead away from the talk: rare, so that random evenings grow long."""

SHOWING = {Aside.FEELINGS, Aside.NAMES, Aside.PATH, Aside.HELP, Aside.QUIT}


def some_choice(random_: random.Random, pair: Sitting) -> Choice:
    """A choice that changes the position."""
    choices = [choice for choice in legal(pair.position) if choice.what not in SHOWING]
    return random_.choices(choices, [1 if choice.what in RARE else 20 for choice in choices])[0]


def by_digits(pair: Sitting, choice: Choice) -> tuple[str, ...]:
    """The way to a choice with Enter, digits and Esc, as the screen shows it."""
    for key in choice.keys:
        if key == "enter" or key.isdigit():
            assert any(key in row.keys for row in pair.rows)
            return (key,)
    pair.press("esc")
    number = next(row.key for row in pair.rows if choice.keys[0] in row.keys)
    pair.press("enter")
    return "esc", number


def by_any_key(random_: random.Random, choice: Choice) -> str:
    """One of its keys; a letter as Caps Lock sends it."""
    return random_.choice(choice.keys).replace("enter", "ENTER").upper().replace("ENTER", "enter")


def start(seed: int, save: Path | None = None) -> Sitting:
    deck = SHIPPED if seed % 2 else small_deck()
    dialogue = "full" if seed % 3 else "mirror"
    settings = replace(KNOWN, depth=3, dialogue=dialogue, begun=seed % 5 > 0)
    pair = Sitting(save, deck, settings, seed=seed)
    return pair if seed % 5 == 0 else pair.press(random.Random(seed).choice(("enter", "enter", "2", "3")))


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.sample(3)
def test_enter_digits_and_esc_do_all_that_letters_do(seed: int) -> None:
    random_ = random.Random(seed)
    one, other = start(seed), start(seed)
    for _ in range(150):
        assert one.position == other.position
        choice = some_choice(random_, one)
        one.press(*by_digits(one, choice))
        other.press(by_any_key(random_, choice))
        if one.navigation.over:
            break
    assert (one.position, one.navigation.over) == (other.position, other.navigation.over)


def esc_lists_what_has_no_row(random_: random.Random, pair: Sitting) -> None:
    """It is numbered there, and nothing changes."""
    before = pair.position
    hidden = [choice for choice in legal(before) if not choice.is_row]
    *choices, back = pair.press("esc").rows
    assert [row.key for row in choices] == [str(number) for number in range(1, len(hidden) + 1)]
    assert [row.short for row in choices] == [choice.keys[0] for choice in hidden]
    assert back.keys == ("enter", "esc")
    assert all(row.text and "{" not in row.text for row in choices)
    assert pair.press(random_.choice(("enter", "esc"))).position == before


def what_only_shows_leads_back(random_: random.Random, pair: Sitting) -> None:
    before, scene = pair.position, pair.text
    for key in ("g", "?"):
        assert isinstance(pair.press(key).scene, Page)
        pair.press(random_.choice(("esc", "b")))
        assert (pair.position, pair.text) == (before, scene)


def a_dead_key_gets_a_word(random_: random.Random, pair: Sitting) -> None:
    known = {key for choice in legal(pair.position) for key in choice.keys}
    for key in "0xyzäñ%漢":
        assert key not in known
        word = pair.slip(key)
        assert word
        assert "{" not in word


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("check", [esc_lists_what_has_no_row, what_only_shows_leads_back, a_dead_key_gets_a_word])
@pytest.mark.sample(9)
def test_nothing_else_changes_anything(seed: int, check: Callable[[random.Random, Sitting], None]) -> None:
    random_ = random.Random(seed)
    pair = start(seed)
    for _ in range(80):
        check(random_, pair)
        pair.press(by_any_key(random_, some_choice(random_, pair)))
        if pair.navigation.over:
            break


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.sample(2)
def test_stored_moves_play_to_stored_positions(seed: int, save: Path) -> None:
    random_ = random.Random(seed)
    pair = start(seed, save)
    for _ in range(60):
        if pair.at == "good-night":
            break
        pair.press(by_any_key(random_, some_choice(random_, pair)))
        pair.wait(seconds=random_.choice((5, 50, 500)))
        if pair.navigation.over:
            return
        if random_.random() < 0.1:
            pair.press("q").start_again(seed=seed).press("enter")
    with closing(sqlite3.connect(save)) as connection:
        rows = connection.execute("SELECT move, position FROM moves ORDER BY evening, n").fetchall()
    (first, begun), *others = rows
    assert first is None
    position = snapshot.decode_position(begun)
    for move, stored in others:
        position = play(position, snapshot.decode_move(move))
        assert position == snapshot.decode_position(stored)
    assert position == pair.position


def test_every_page_has_a_word_for_a_dead_key_and_is_left_by_q() -> None:
    for way in ((), ("4",), ("5",), ("5", "4"), ("5", "5"), ("?",), ("enter", "esc"), ("enter", "?"), ("enter", "g")):
        pair = Sitting().press(*way)
        assert pair.slip("x") == WORDS.page_hint
        assert pair.press("Q").navigation.over


def test_digits_count_the_rows_on_every_screen() -> None:
    scenes = dict(pages("x", words=False)) | {name: tell(position) for name, position in every_position().items()}
    for name, scene in scenes.items():
        rows = () if isinstance(scene, Form) else scene.rows
        digits = ["".join(filter(str.isdigit, row.keys)) for row in rows]
        counted = [str(number) for number in range(1, len(rows) + 1)]
        assert digits in (counted, [*counted[:-1], ""]), name
        if digits and not digits[-1]:  # the last one leads back, or on
            assert set(rows[-1].keys) & {"enter", "b"}, name
