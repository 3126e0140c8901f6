"""Every scene, painted at many sizes: nothing is cut, nothing leaves the screen, the card stays in place."""

from __future__ import annotations

import re
from random import Random

import msgspec
import pytest

from cardtui.faces.screen.sized_screen import SMALLEST
from cardtui.presenter.help_views import NAME
from cardtui.presenter.scene import Page, Row, Talk
from cardtui.rules.evening_plan import Seat
from cardtui.save.settings import Settings
from couple_session import SHIPPED, Sitting
from easel import assert_in_shape, paint, paint_again
from evening_builder import HEARD, Walk, dealt
from parts import squeezed
from scenes import LONG_NAMES, every_position, tell
from shipped_words import WORDS, filled

SIZES = [SMALLEST, (60, 18), (75, 30), (79, 24), (80, 22), (80, 18), (80, 24), (100, 30), (120, 40), (200, 60)]
POSITIONS = every_position()
CASES = [pytest.param(name, size, id=f"{name}-{size[0]}x{size[1]}") for name in POSITIONS for size in SIZES]


ESC = Row(("esc",), WORDS.key_esc, lambda: None)


@pytest.mark.parametrize(("name", "size"), CASES)
@pytest.mark.sample(40)
def test_all_choices_and_words_to_say_are_there(name: str, size: tuple[int, int]) -> None:
    scene = tell(POSITIONS[name])
    picture = paint(msgspec.structs.replace(scene, hidden=(*scene.hidden, ESC)), size)
    assert_in_shape(picture)
    clickable = picture.clickable()
    for number, row in enumerate(scene.rows):
        shown = squeezed(clickable[number]).removeprefix("♡")
        if row.text.startswith("card-"):  # a small card: its number and its suit
            assert shown.startswith(f"{row.key}♥"), picture.text
        else:
            assert shown.removesuffix(row.short).endswith(squeezed(row.text)), picture.text
    for half in scene.halves if isinstance(scene, Talk) else ():
        for saying in half.sayings:
            if saying.tone == "say":
                assert squeezed(saying.text) in squeezed(picture.part(half.seat)), picture.text
    assert f"esc {WORDS.key_esc}" in picture.text


@pytest.mark.parametrize("seed", range(60))
@pytest.mark.sample(8)
def test_a_scene_looks_the_same_whatever_was_there_before(seed: int) -> None:
    chance = Random(seed)
    for _ in range(6):
        size = chance.choice(SIZES)
        name = chance.choice([*POSITIONS])
        assert paint(tell(POSITIONS[name]), size).text == paint_again(size).text, name


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.sample(2)
def test_the_card_lies_still_while_two_talk(size: tuple[int, int]) -> None:
    card = dealt("one", "full", prompt="What did {partner} do lately, perhaps without noticing, that was kind?")
    walk = Walk(deal=lambda: card, new=True).make("settle")
    places = set()
    for move in f"said asked more {HEARD}".split():
        walk.make(move)
        picture = paint(tell(walk.position), size)
        places.add((picture.regions["card"], picture.regions["left"][:3], picture.regions["right"][:3]))
    assert len(places) == 1


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.sample(2)
def test_pages_have_one_left_edge(size: tuple[int, int]) -> None:
    pages = [scene for scene in map(tell, POSITIONS.values()) if isinstance(scene, Page)]
    pages = [page for page in pages if not (page.halves or page.face or page.shelves)]
    assert len({paint(page, size).regions["sheet"] for page in pages}) == 1


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (120, 40), (200, 60)])
def test_small_cards_that_are_few_begin_where_other_pages_do(size: tuple[int, int]) -> None:
    path, settle = Sitting().press("enter").until("resting", least=1).press("g").scene, tell(POSITIONS["settle"])
    edges = []
    for page in (path, settle):
        assert isinstance(page, Page)
        lines = paint(page, size).text.split("\n")
        bar = next(line for line in reversed(lines) if line.strip())
        edges.append(
            (next(line.index(page.title) for line in lines if page.title in line), len(bar) - len(bar.lstrip()))
        )
    assert edges[0] == edges[1]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.sample(2)
def test_prose_is_at_most_about_60_cells_wide(size: tuple[int, int]) -> None:
    longest = "word " * 60
    for scene in (Page(title="Title", prose=(longest,)), tell(POSITIONS["speak"])):
        picture = paint(scene, size)
        for name in ("sheet", "left", "right", "card"):
            if name in picture.regions:
                assert max(len(line.strip()) for line in picture.part(name).split("\n")) <= 68


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("names", [("", ""), ("ß" * 24, "谁" * 24), LONG_NAMES], ids=["none", "wide", "long"])
@pytest.mark.sample(4)
def test_whatever_they_are_called_every_row_is_there(names: tuple[str, str], size: tuple[int, int]) -> None:
    for position in every_position(left=names[0], right=names[1]).values():
        scene = tell(position)
        picture = paint(scene, size)
        assert_in_shape(picture)
        assert picture.clickable().keys() >= set(range(len(scene.rows))), picture.text
        for half in scene.halves if isinstance(scene, Talk) else ():
            action = half.chip.rpartition(" ")[2]
            assert action.upper() in picture.part(half.seat).upper(), "a name is cut before it"


@pytest.mark.parametrize("size", SIZES)
def test_the_note_is_there_whole(size: tuple[int, int]) -> None:
    page = Page(
        title=WORDS.note_title,
        prose=(*WORDS.note, WORDS.note_plain),
        rows=(Row(("enter", "1"), WORDS.note_go_on, lambda: None),),
    )
    shown = paint(page, size).part("sheet")
    assert squeezed("".join((*WORDS.note, WORDS.note_plain))) in squeezed(shown)
    if size != SMALLEST:
        apart = [" ".join(block.split()) for block in re.split(r"\n\s*\n", shown)]
        assert [part for part in (*WORDS.note, WORDS.note_plain) if not any(part in block for block in apart)] == []
        assert len([block for block in apart if block]) >= len(WORDS.note) + 1, shown


@pytest.mark.parametrize("names", [("", ""), ("Maximiliane", "Bartholomew")])
def test_how_it_works_is_whole_on_the_smallest_screen(names: tuple[str, str]) -> None:
    how = Sitting(settings=Settings()).press("enter").names(*names).scene
    assert isinstance(how, Page)
    shown = squeezed(paint(how, SMALLEST).part("sheet"))
    assert [text for text in how.prose if squeezed(text) not in shown] == []


@pytest.mark.parametrize("size", [(60, 18), (80, 24), (120, 40)])
def test_a_mirrors_example_stands_beside_whether_it_is_saved(size: tuple[int, int]) -> None:
    mirror = Walk(new=True).make("settle said").position
    bar = paint(tell(mirror), size, sign=WORDS.not_kept).part("keys")
    assert squeezed(bar).startswith(squeezed(WORDS.mirror_example[:40])), bar
    assert squeezed(WORDS.mirror_example) in squeezed(bar.replace(WORDS.not_kept, ""))
    assert WORDS.not_kept in bar
    assert WORDS.foot_time_out in bar


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_feeling_words_are_groups_a_line_each_and_apart(size: tuple[int, int]) -> None:
    page = Page(title=WORDS.feelings_title, prose=WORDS.feelings_more, rows=(Row(("enter",), "", lambda: None),))
    lines = [line.strip() for line in paint(page, size).part("sheet").split("\n")]
    first = lines.index(WORDS.feelings_more[0])
    assert lines[first : first + 2 * len(WORDS.feelings_more) : 2] == list(WORDS.feelings_more)


def test_the_usual_rows_of_a_talk_stand_on_one_line() -> None:
    for name, said in (("speak", WORDS.speak_said), ("mirror", WORDS.mirror_asked), ("offer", WORDS.deal_take)):
        picture = paint(tell(POSITIONS[name]), (80, 24))
        assert any(f"enter {said}" in " ".join(line.split()) for line in picture.lines), picture.text


def test_back_and_help_are_in_the_bar_of_a_small_screen() -> None:
    scene = tell(POSITIONS["speak"])
    bar = paint(msgspec.structs.replace(scene, hidden=(*scene.hidden, ESC)), (60, 18)).part("keys")
    for key in (f"b {WORDS.foot_back}", f"t {WORDS.foot_time_out}", f"? {WORDS.foot_help}", f"esc {WORDS.key_esc}"):
        assert key in bar, bar


def test_rows_stand_apart_where_they_leave_room_below() -> None:
    scene = Sitting().scene
    assert isinstance(scene, Page)
    for size, step in (((80, 24), 1), ((120, 40), 2)):
        lines = paint(scene, size).part("sheet").split("\n")
        at = [next(n for n, line in enumerate(lines) if row.text in line) for row in scene.rows]
        assert at == list(range(at[0], at[0] + step * len(at), step))


def test_the_rail_names_the_habit() -> None:
    for name, shown in {
        "mirror": f"{WORDS.habit_mirror}: {WORDS.rail_mirror} › ",
        "validate": f"{WORDS.habit_validate}: {WORDS.rail_validate} › ",
        "empathize": f" › {WORDS.rail_empathize} › ",
    }.items():
        assert shown in paint(tell(POSITIONS[name]), (120, 40)).part("head")
    for size in ((60, 18), (80, 24)):
        shown = paint(tell(POSITIONS["mirror"]), size).part("head")
        assert f"{WORDS.habit_mirror}: {WORDS.rail_mirror}" in shown


def test_the_deck_tells_its_name_and_what_the_habits_spell() -> None:
    first, how = Sitting().scene, Sitting().press("6").scene
    symbols = " ".join(suit.symbol for suit in SHIPPED.suits)
    for size in ((80, 24), (120, 40)):
        assert [line.strip() for line in paint(first, size).part("deck").split("\n") if "c a r" in line] == [NAME]
        assert symbols in paint(first, size).part("deck")
        assert "".join(paint(how, size).part("deck").split()) == "SAFE"
    assert NAME not in paint(first, (60, 18)).text


def test_a_megabyte_prompt_leaves_room_to_talk() -> None:
    card = dealt("long", prompt="word " * 200_000)
    walk = Walk(deal=lambda: card).make("settle take")
    picture = paint(tell(walk.position))
    assert filled(WORDS.chip_speaks, name="Ana").upper() in picture.text
    assert squeezed(WORDS.speak_said) in squeezed(picture.part(Seat.LEFT))


@pytest.mark.parametrize(
    "prompt", ["谁今天让你觉得被照顾" * 5, "ما الذي جعلك تشعر بالراحة اليوم؟ " * 3, "e\u0301" * 90]
)
def test_wide_and_rtl_scripts_keep_the_card_shape(prompt: str) -> None:
    card = dealt("wide", prompt=prompt)
    walk = Walk(deal=lambda: card).make("settle take")
    for size in SIZES:
        picture = paint(tell(walk.position), size)
        assert_in_shape(picture)
        assert squeezed(prompt)[:20] in squeezed(picture.part("card"))


@pytest.mark.parametrize("seat", Seat)
def test_the_arrow_of_a_seat_stays_with_a_word(seat: Seat) -> None:
    picture = paint(tell(every_position(left=LONG_NAMES[0], right=LONG_NAMES[1])["mirror"]), (80, 24))
    assert all(len(line.strip()) > 1 for line in picture.part(seat).split("\n") if line.strip()), picture.text


def test_a_guess_at_80_columns_has_its_name_on_one_line_and_gaps() -> None:
    lines = [line.strip() for line in paint(tell(POSITIONS["empathize"]), (80, 24)).part(Seat.RIGHT).split("\n")]
    heading = next(number for number, line in enumerate(lines) if line)
    assert lines[heading + 1] == "", lines
    assert "" in lines[heading + 2 : lines.index(WORDS.empathize_ask.join("“”").split()[-1])], lines


@pytest.mark.parametrize("suit", ["Communicate", "Appreciation", "Connect"])
def test_no_suit_breaks_inside_its_name(suit: str) -> None:
    scene = tell(POSITIONS["pick"])
    rows = tuple(msgspec.structs.replace(row, text=suit) for row in scene.rows)
    picture = paint(msgspec.structs.replace(scene, rows=rows), (80, 24))
    assert picture.part(Seat.RIGHT).count(suit) == len(rows), picture.text


@pytest.mark.parametrize("size", [(60, 18), (80, 24), (120, 40)])
@pytest.mark.parametrize("name", ["do", "own"])
def test_what_both_do_is_whole_under_the_card(name: str, size: tuple[int, int]) -> None:
    scene = tell(POSITIONS[name])
    picture = paint(scene, size)
    assert_in_shape(picture)
    shown = " ".join(picture.part("words").split())
    assert all(text in shown for text in (*scene.prose, *(row.text for row in scene.rows))), picture.text
    assert "↓" not in shown
    assert picture.regions["shared-card"][1] < picture.regions["words"][1]
