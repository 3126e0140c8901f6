"""What a room sees, painted at every size: nothing is cut, nothing lies over anything else."""

from __future__ import annotations

import itertools

import pytest
from msgspec.structs import replace

from cardtui.faces.screen.canvas import Canvas, left_to_right
from cardtui.faces.screen.themes import Ink
from cardtui.workshop.cues import cues
from cardtui.workshop.projector.projector_painter import PROJECTOR_SMALLEST, paint_room
from cardtui.workshop.projector.projector_themes import PROJECTOR_LOOKS, projector_look
from cardtui.workshop.projector.room_scene import (
    CardsShown,
    Quiet,
    RoomClock,
    RoomScene,
    Slide,
    TurnShown,
    room_clock_text,
    tell_cue,
)
from cardtui.workshop.workshop_plan import Item, ItemKind, Practice, RoomCard, WorkshopPlan
from faces.test_themes import contrast, in_256_colors
from projector_pilot import inked, squeezed
from shipped_words import WORDS
from workshop.plans import plan, practice, shipped

SIZES = [PROJECTOR_SMALLEST, (60, 18), (72, 20), (80, 24), (96, 28), (120, 40), (200, 60)]
CLOCKS = [None, RoomClock("0:00"), RoomClock("10:00", WORDS.lead_paused), RoomClock("+9:59"), RoomClock("+121")]


def scenes(made: WorkshopPlan) -> list[RoomScene]:
    return [tell_cue(made, WORDS, cue) for cue in cues(made)]


def of_one_practice(one: Practice) -> list[RoomScene]:
    minutes = one.minutes + 2
    return scenes(plan(items=(Item(ItemKind.PRACTICE, "A practice", minutes, practice=one),)))


def nothing_lies_over_anything(canvas: Canvas) -> None:
    for line in canvas.lines:
        for one, other in itertools.pairwise(left_to_right(line)):
            assert one.end <= other.x, canvas.text()
        assert all(run.end <= canvas.width for run in line)


def all_is_there(scene: RoomScene, canvas: Canvas) -> None:
    """Each text of a scene stands there as a whole, and in order."""
    match scene:
        case Slide():
            assert inked(canvas, Ink.STRONG).startswith(squeezed(scene.title)) or squeezed(scene.title) in "".join(
                run.text.replace(" ", "") for line in canvas.lines for run in line if run.ink is Ink.STRONG
            )
            assert inked(canvas, Ink.PLAIN) == squeezed(*scene.prose)
        case CardsShown():
            assert inked(canvas, Ink.PROMPT) == squeezed(*(face.text for face in scene.faces))
            assert inked(canvas, Ink.PLAIN) == squeezed(scene.ask, *scene.below)
            letters = [face.letter for face in scene.faces]
            assert inked(canvas, Ink.BLACK)[: len(letters)] == "".join(letters) or not letters[0]
        case TurnShown():
            assert inked(canvas, Ink.PLAIN) == squeezed(*(text for step in scene.loop for text in step.says))
            labels = inked(canvas, Ink.QUIET).replace(WORDS.lead_paused, "")
            assert labels == squeezed(*(step.label for step in scene.loop))
            assert scene.speaks.upper() in canvas.text()
            assert scene.listens in canvas.text()
        case Quiet():
            assert squeezed(scene.text) == inked(canvas, Ink.STRONG)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_a_plan_fits_at_every_size_with_any_clock(size: tuple[int, int]) -> None:
    for scene in (*scenes(plan()), Quiet(WORDS.lead_held), Quiet()):
        for clock in CLOCKS:
            painted = paint_room(scene, *size, clock)
            assert painted.whole, painted.canvas.text()
            nothing_lies_over_anything(painted.canvas)
            if clock is None:
                all_is_there(scene, painted.canvas)


@pytest.mark.parametrize("dialogue", list(shipped().dialogues))
def test_each_shipped_dialogue_fits_with_a_card_of_usual_length_on_the_smallest_screen(dialogue: str) -> None:
    usual = sorted((card for suit in shipped().suits for card in suit.cards), key=lambda card: len(card.prompt))
    card = usual[len(usual) // 2]
    one = Practice((RoomCard(card, "Connect", "♥"),), shipped().dialogues[dialogue], 5, 1)
    for scene in of_one_practice(one):
        painted = paint_room(scene, *PROJECTOR_SMALLEST, RoomClock("10:00", WORDS.lead_paused))
        assert painted.whole, painted.canvas.text()
        all_is_there(scene, paint_room(scene, *PROJECTOR_SMALLEST).canvas)


def test_on_a_screen_one_line_lower_or_two_columns_narrower_it_would_not() -> None:
    usual = sorted((card for suit in shipped().suits for card in suit.cards), key=lambda card: len(card.prompt))
    one = Practice((RoomCard(usual[len(usual) // 2], "Connect", "♥"),), shipped().dialogues["full"], 5, 1)
    turn = of_one_practice(one)[1]
    columns, lines = PROJECTOR_SMALLEST
    assert not paint_room(turn, columns, lines - 1).whole
    assert not paint_room(turn, columns - 2, lines).whole


def test_every_shipped_card_but_the_longest_fits_a_whole_dialogue_at_60x18() -> None:
    too_long = []
    for suit in shipped().suits:
        for card in suit.cards:
            one = Practice((RoomCard(card, suit.name, suit.symbol),), shipped().dialogues["full"], 5, 1)
            if not paint_room(of_one_practice(one)[1], 60, 18).whole:
                too_long.append(len(card.prompt))
    assert len(too_long) <= 1
    assert all(length > 140 for length in too_long)


def test_cards_to_choose_from_stay_beside_the_loop_where_there_is_room() -> None:
    turn = of_one_practice(practice(3, "full", 10))[1]
    assert isinstance(turn, TurnShown)
    small, large = paint_room(turn, 60, 18), paint_room(turn, 80, 24)
    assert small.whole
    assert small.stood_in
    assert inked(small.canvas, Ink.PROMPT) == squeezed(WORDS.lead_chosen)
    assert large.whole
    assert not large.stood_in
    assert inked(large.canvas, Ink.PROMPT) == squeezed(*(face.text for face in turn.faces))
    assert [face.letter for face in turn.faces] == ["A", "B", "C"]


def test_a_plan_with_its_own_ask_gets_no_second() -> None:
    item = Item(ItemKind.PRACTICE, "A card", 23, practice=practice(3, "full", 10))
    own = replace(item, screen=("Take one of these, both of you.",))
    first, second = (scenes(plan(items=(each,)))[0] for each in (item, own))
    assert isinstance(first, CardsShown)
    assert isinstance(second, CardsShown)
    assert first.ask == WORDS.lead_choose
    assert second.ask == ""
    assert second.below[0] == "Take one of these, both of you."


def test_what_is_too_long_says_that_it_is_cut() -> None:
    long = " ".join(["a long story"] * 120)
    assert not paint_room(Slide("A title", (long,)), 60, 18).whole
    assert not paint_room(Slide(long, ()), 60, 18).whole
    card = replace(shipped().suits[0].cards[0], prompt=long)
    one = Practice((RoomCard(card, "Connect", "♥"),), shipped().dialogues["mirror"], 5, 1)
    for scene in of_one_practice(one)[:2]:
        painted = paint_room(scene, 60, 18)
        assert not painted.whole
        assert len(painted.canvas.lines) == 18


def test_the_clock_stays_put_in_every_scene() -> None:
    for size in SIZES:
        places = set()
        for scene in scenes(plan()):
            canvas = paint_room(scene, *size, RoomClock("10:00")).canvas
            ys = [y for y, line in enumerate(canvas.lines) for run in line if "█" in run.text]
            ends = {run.end for line in canvas.lines for run in line if "█" in run.text}
            places.add((min(ys), max(ys), tuple(sorted(ends))))
        assert len(places) == 1


def test_nothing_else_moves_when_the_clock_goes() -> None:
    for scene in scenes(plan()):
        one, other = (paint_room(scene, 60, 18, RoomClock(room_clock_text(left))).canvas for left in (599.0, -41.0))
        changed = [y for y, (a, b) in enumerate(zip(one.lines, other.lines, strict=True)) if a != b]
        assert set(changed) <= {0, 1, 2}


def test_overtime_shows_by_sign_not_by_color() -> None:
    canvas = [paint_room(Slide("A"), 60, 18, RoomClock(text)).canvas for text in ("9:59", "+9:59")]
    inks = [{run.ink for line in each.lines for run in line} for each in canvas]
    assert inks[0] == inks[1]


@pytest.mark.parametrize(("name", "ink"), list(itertools.product(PROJECTOR_LOOKS, Ink)))
def test_everything_is_readable_from_the_back(name: str, ink: Ink) -> None:
    pair = PROJECTOR_LOOKS[name].colours(ink)
    assert contrast(*pair) >= 7
    assert contrast(*map(in_256_colors, pair)) >= 7


def test_there_is_one_accent(monkeypatch: pytest.MonkeyPatch) -> None:
    for look in PROJECTOR_LOOKS.values():
        assert {look.left, look.right, look.heart} == {look.accent}
    monkeypatch.setenv("COLORFGBG", "0;15")
    assert projector_look("") == "light"
    monkeypatch.delenv("COLORFGBG")
    assert projector_look("nonsense") == "dark"
    assert projector_look("light") == "light"
