"""Every scene, painted at many sizes: nothing is cut, nothing overlaps, the card lies still."""

from __future__ import annotations

import re

import msgspec
import pytest
from rich.cells import cell_len

from cardtui.deck.deck_reader import open_deck
from cardtui.faces.evening.evening_widget import SMALLEST
from cardtui.faces.evening.turn_painter import paint_talk
from cardtui.faces.screen.canvas import Canvas, block, left_to_right
from cardtui.faces.screen.card_painter import place_card
from cardtui.faces.screen.page_painter import paint_page
from cardtui.presenter.scene import Page, Row, Scene, Talk
from cardtui.presenter.views.history_views import TILE, mosaic
from cardtui.rules.move import Action
from cardtui.save.records import CardMet
from cardtui.text.layout import cut, fit, wrap
from evening_builder import NOON, Walk, dealt
from scenes import LONG_NAMES, every_position, tell
from shipped_words import WORDS, filled

SIZES = [SMALLEST, (60, 18), (80, 24), (100, 30), (120, 40), (200, 60)]
POSITIONS = every_position()


def paint(scene: Scene, size: tuple[int, int]) -> Canvas:
    if isinstance(scene, Talk):
        return paint_talk(scene, *size, "", "●")
    assert isinstance(scene, Page)
    return paint_page(scene, *size).canvas


CASES = [pytest.param(name, size, id=f"{name}-{size[0]}x{size[1]}") for name in POSITIONS for size in SIZES]


@pytest.mark.parametrize(("name", "size"), CASES)
def test_runs_never_overlap_nor_leave_the_screen(name: str, size: tuple[int, int]) -> None:
    canvas = paint(tell(POSITIONS[name]), size)
    for line in canvas.lines:
        end = 0
        for run in left_to_right(line):
            assert run.x >= end, (run, canvas.text())
            end = run.end
        assert end <= canvas.width


@pytest.mark.parametrize(("name", "size"), CASES)
@pytest.mark.sample(60)
def test_every_choice_on_the_screen_is_written_out_and_can_be_clicked(name: str, size: tuple[int, int]) -> None:
    scene = tell(POSITIONS[name])
    assert isinstance(scene, Talk | Page)
    canvas = paint(scene, size)
    shown = _words(canvas.text())
    for row in scene.rows:
        if not row.text.startswith("card-"):
            assert _words(row.text) in shown or _row_text(canvas, row) == _words(row.text), canvas.text()
        keys = [run for line in canvas.lines for run in line if run.row is not None and run.row.keys == row.keys]
        assert keys or (isinstance(scene, Talk) and scene.choose), canvas.text()


@pytest.mark.parametrize(("name", "size"), CASES)
@pytest.mark.sample(40)
def test_words_to_say_always_stand_there(name: str, size: tuple[int, int]) -> None:
    scene = tell(POSITIONS[name])
    if not isinstance(scene, Talk):
        return
    canvas = paint(scene, size)
    text = "".join(_halves(canvas))
    for half in scene.halves:
        for saying in half.sayings:
            if saying.tone == "say":
                assert _squeezed(saying.text) in text, canvas.text()


@pytest.mark.parametrize(("name", "size"), CASES)
@pytest.mark.sample(40)
def test_esc_always_shows_if_it_opens_something(name: str, size: tuple[int, int]) -> None:
    scene = tell(POSITIONS[name])
    assert isinstance(scene, Talk | Page)
    esc = Row(("esc",), WORDS.key_esc, lambda: None)
    canvas = paint(msgspec.structs.replace(scene, hidden=(*scene.hidden, esc)), size)
    assert f"esc {WORDS.key_esc}" in canvas.text()


@pytest.mark.parametrize("size", SIZES)
def test_the_card_lies_still_while_two_talk(size: tuple[int, int]) -> None:
    card = dealt("one", "full", prompt="What did {partner} do lately, perhaps without noticing, that was kind?")
    walk = Walk(deal=lambda: card).make(Action.SETTLE)
    places = set()
    for do in (
        Action.TAKE,
        Action.SAID,
        Action.ASKED,
        Action.MORE,
        Action.SAID,
        Action.ASKED,
        Action.GOT_IT,
        Action.ASKED,
        Action.GOT_IT,
        Action.SAID,
    ):
        walk.make(do)
        scene = tell(walk.position)
        assert isinstance(scene, Talk)
        card = place_card(scene.face, block(*size))
        places.add((card.x, card.y, card.width, card.height))
    assert len(places) == 1


@pytest.mark.parametrize("size", SIZES)
def test_prose_is_at_most_about_60_cells_wide(size: tuple[int, int]) -> None:
    for position in POSITIONS.values():
        scene = tell(position)
        canvas = paint(scene, size)
        for line in canvas.lines:
            for run in line:
                assert cell_len(run.text.strip()) <= 68, run


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", ["", "ß" * 24, "谁" * 24, "Bartholomew-Maximilian I"])
@pytest.mark.sample(6)
def test_whatever_they_are_called_nothing_overlaps_and_every_row_is_there(name: str, size: tuple[int, int]) -> None:
    for position in every_position(left=name, right=name).values():
        scene = tell(position)
        assert isinstance(scene, Talk | Page)
        canvas = paint(scene, size)
        for line in canvas.lines:
            end = 0
            for run in left_to_right(line):
                assert run.x >= end, canvas.text()
                end = run.end
        clickable = {run.row.key for line in canvas.lines for run in line if run.row is not None}
        assert clickable >= {row.key for row in scene.rows}, canvas.text()


@pytest.mark.parametrize("size", SIZES)
def test_the_note_is_there_whole(size: tuple[int, int]) -> None:
    page = Page(title=WORDS.note_title, prose=WORDS.note, rows=(Row(("enter", "1"), WORDS.note_go_on, lambda: None),))
    painted = paint_page(page, *size)
    assert painted.hidden == 0
    assert _squeezed("".join(WORDS.note)) in _squeezed(painted.canvas.text())


@pytest.mark.parametrize("size", [(60, 18), (80, 24)])
def test_labels_cut_long_names_before_actions(size: tuple[int, int]) -> None:
    for position in every_position(**LONG_NAMES).values():
        scene = tell(position)
        if isinstance(scene, Talk):
            text = paint(scene, size).text().upper()
            for half in scene.halves:
                assert half.chip.rpartition(" ")[2].upper() in text


def test_a_megabyte_prompt_leaves_room_to_talk() -> None:
    card = dealt("long", prompt="word " * 200_000)
    walk = Walk(deal=lambda: card).make(Action.SETTLE, Action.TAKE)
    scene = tell(walk.position)
    canvas = paint(scene, (80, 24))
    assert filled(WORDS.chip_speaks, name="Ana").upper() in canvas.text()
    assert WORDS.speak_said in canvas.text()


@pytest.mark.parametrize(
    "prompt", ["谁今天让你觉得被照顾" * 5, "ما الذي جعلك تشعر بالراحة اليوم؟ " * 3, "e\u0301" * 90]
)
def test_wide_and_rtl_scripts_keep_the_card_shape(prompt: str) -> None:
    card = dealt("wide", prompt=prompt)
    walk = Walk(deal=lambda: card).make(Action.SETTLE, Action.TAKE)
    for size in SIZES:
        canvas = paint(tell(walk.position), size)
        for line in canvas.lines:
            end = 0
            for run in left_to_right(line):
                assert run.x >= end
                end = run.end
            assert end <= canvas.width


STRAY = "\u200d\u200d🎉\ufe0f👩🏽🎉🎉👍a👨❤👨🎉👨a👩👩🎉a\u200da🎉❤👍👨👨👨👍\u200d❤❤\ufe0f\ufe0f👍👨🏽❤"


@pytest.mark.parametrize("width", range(2, 40))
def test_stray_joiners_cause_no_failure(width: int) -> None:
    assert "a" in "".join(wrap(STRAY, width))
    assert fit(STRAY, width).endswith("…")
    assert cut(STRAY, width)


@pytest.mark.parametrize("size", SIZES)
def test_the_path_of_a_couple_that_has_met_the_whole_deck_is_there_to_the_last_tile(size: tuple[int, int]) -> None:
    deck = open_deck().deck
    assert deck is not None
    rows = [
        Row(
            (str(number),),
            f"{suit.name}  {mosaic([CardMet(card.id, suit.name, NOON, False) for card in suit.cards])}",
            lambda: None,
        )
        for number, suit in enumerate(deck.suits, start=1)
    ]
    page = Page(title=WORDS.path_title, rows=(*rows, Row(("enter",), WORDS.page_return, lambda: None)))
    text = paint_page(page, *size).canvas.text()
    assert text.count(TILE) == sum(len(suit.cards) for suit in deck.suits)
    assert WORDS.page_return in text


def _words(text: str) -> str:
    return " ".join(re.sub(r"[^\S\n]+", " ", text.replace("♥", " ")).split())


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _row_text(canvas: Canvas, row: Row) -> str:
    runs = [
        run.text
        for line in canvas.lines
        for run in left_to_right(line)
        if run.row is not None and run.row.keys == row.keys
    ]
    return _words(" ".join(runs)).removeprefix(row.key).strip()


def _halves(canvas: Canvas) -> tuple[str, str]:
    """The text of the left and of the right half, without spaces."""
    middle = canvas.width // 2
    runs = [run for line in canvas.lines for run in left_to_right(line)]
    left = "".join(_squeezed(run.text) for run in runs if run.x < middle)
    return left, "".join(_squeezed(run.text) for run in runs if run.x >= middle)
