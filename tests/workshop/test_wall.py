"""What a room sees, at every size: nothing is cut, the card is the largest thing, the partners are distinct."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from cardtui.faces.screen.large_text import HEIGHTS, LetterSize, large
from cardtui.faces.screen.themes import GROUNDS, SHAPES, textual_looks
from cardtui.system.color_depth import Depth
from cardtui.workshop.plan_color import COLORS
from cardtui.workshop.plan_file import open_plan
from cardtui.workshop.plan_locations import known_plans
from cardtui.workshop.projector.projector_themes import wall_look, wall_looks_at
from cardtui.workshop.projector.wall import WALL_SMALLEST
from cardtui.workshop.room_scene import CardsShown, Quiet, RoomClock, RoomScene, Slide, TurnShown, tell_all, tell_cue
from cardtui.workshop.workshop_plan import CuePart, Item, ItemKind, LoopKind, Practice, RoomCard, WorkshopPlan
from faces.test_themes import contrast, in_256_colors
from parts import squeezed
from projector_pilot import on_wall
from shipped_words import WORDS, filled
from workshop.plans import plan, practice, shipped

WALL_LOOKS = wall_looks_at(Depth.ALL)
SIZES = [WALL_SMALLEST, (60, 18), (72, 20), (80, 24), (96, 28), (120, 40), (200, 60)]


def scenes(made: WorkshopPlan) -> list[RoomScene]:
    return [tell_cue(made, WORDS, cue) for cue in made.cues]


def of_one_practice(one: Practice) -> list[RoomScene]:
    minutes = one.minutes + 2
    return scenes(plan(items=(Item(ItemKind.PRACTICE, "A practice", minutes, practice=one),)))


def full_turn(prompt: str, symbol: str = "♥") -> RoomScene:
    card = replace(shipped().suits[0].cards[0], prompt=prompt)
    return of_one_practice(Practice((RoomCard(card, "Connect", symbol),), shipped().dialogues["full"], 5, 1))[1]


def all_is_there(scene: RoomScene, text: str) -> None:
    """Each text of a scene is shown completely."""
    found: tuple[str, ...] = ()
    match scene:
        case Slide():
            found = (scene.title, scene.back, *scene.prose)
        case CardsShown():
            found = (scene.title, scene.ask, *scene.below)
        case TurnShown():
            found = (scene.speaks.upper(), scene.listens, *(step.label for step in scene.loop if not step.leads_back))
        case Quiet():
            found = (scene.text,)
    for each in found:
        assert squeezed(each) in squeezed(text), text
    if isinstance(scene, CardsShown | TurnShown):
        for word in " ".join(f"{face.number} {face.text}" for face in scene.faces).split():
            assert word in text, text


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.sample(4)
async def test_a_plan_fits_at_every_size_and_the_edges_stay_free(size: tuple[int, int]) -> None:
    everything = (*scenes(plan()), Quiet(WORDS.lead_held), Quiet())
    for clock in (None, RoomClock(1.0, WORDS.lead_paused), RoomClock(0.1)):
        for seen in await on_wall(everything, size, clock):
            assert seen.is_whole, seen.text
            assert seen.heights["clock"] == 1, "nothing else moves when the clock goes"
            all_is_there(seen.scene, seen.text)
            lines = seen.text.split("\n")
            high, wide = max(1, round(0.03 * size[1])), max(2, int(0.03 * size[0]))
            assert not "".join(lines[:high] + lines[-high:]).strip()
            assert all(line[:wide].strip() == "" and line[size[0] - wide :].strip() == "" for line in lines)


@pytest.mark.parametrize("dialogue", list(shipped().dialogues))
async def test_each_dialogue_fits_the_smallest_wall_with_a_usual_card(dialogue: str) -> None:
    usual = sorted((card for suit in shipped().suits for card in suit.cards), key=lambda card: len(card.prompt))
    one = Practice((RoomCard(usual[len(usual) // 2], "Connect", "♥"),), shipped().dialogues[dialogue], 5, 1)
    for seen in await on_wall(of_one_practice(one), WALL_SMALLEST, RoomClock(1.0, WORDS.lead_paused)):
        assert seen.is_whole, seen.text
        all_is_there(seen.scene, seen.text)


async def test_shipped_cards_fit_a_whole_dialogue_at_60x18() -> None:
    prompts = [card.prompt for suit in shipped().suits for card in suit.cards]
    turns = [full_turn(prompt) for prompt in sorted(prompts, key=len)[-6:]]
    too_long = [len(prompts[-1]) for seen in await on_wall(turns, (60, 18)) if not seen.is_whole]
    assert len(too_long) <= 1


def test_a_plan_with_its_own_ask_gets_no_second() -> None:
    item = Item(ItemKind.PRACTICE, "A card", 23, practice=practice(3, "full", 10))
    own = replace(item, screen=("Take one of these, both of you.",))
    first, second = (scenes(plan(items=(each,)))[0] for each in (item, own))
    assert isinstance(first, CardsShown)
    assert isinstance(second, CardsShown)
    assert (first.ask, second.ask) == (WORDS.lead_choose, "")
    assert second.below[0] == "Take one of these, both of you."


async def test_what_is_too_long_says_that_it_is_cut() -> None:
    long = " ".join(["a long story"] * 120)
    for seen in await on_wall([Slide("A title", (long,)), Slide(long, ()), full_turn(long)], (60, 18)):
        assert not seen.is_whole


# The card is the largest thing


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.sample(3)
async def test_nothing_on_the_wall_is_larger_than_the_card(size: tuple[int, int]) -> None:
    cards = [scene for scene in scenes(plan()) if isinstance(scene, CardsShown | TurnShown)]
    for seen in await on_wall(cards, size, RoomClock(1.0), large=True):
        card = min(letters for part, letters in seen.letters.items() if part.startswith("card-"))
        assert all(letters <= card for letters in seen.letters.values()), seen.text
        assert max(seen.heights[part] for part in ("heading", "clock")) <= seen.heights["cards"], seen.text


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_nothing_of_a_break_is_larger_than_when_it_is_over(size: tuple[int, int]) -> None:
    rest = Slide(
        "A break", ("Stretch, drink something, open a window.",), back=filled(WORDS.lead_back_at, time="15:50")
    )
    for clock in (RoomClock(0.5, time="9:59"), RoomClock(0.5, WORDS.lead_paused, "75:00"), None):
        for seen in await on_wall([rest], size, clock, large=True):
            back = seen.letters.pop("back")
            assert back > max(seen.letters.values())
            assert back is LetterSize.GIANT or size != SIZES[-1], "much of the wall would be empty"
            assert seen.heights["back"] == HEIGHTS[back] > seen.heights.get("digits", 0)
            assert seen.is_whole
    for seen in await on_wall([rest], size, RoomClock(0.5, time="9:59")):
        all_is_there(rest, seen.text)


def by_step(one: Practice) -> tuple[RoomScene, ...]:
    """The steps of its first turn."""
    item = Item(ItemKind.PRACTICE, "A practice", one.minutes, practice=one, loop=LoopKind.STEP)
    made = plan(items=(item,))
    return tell_all(made, WORDS, made.cues[1])


@pytest.mark.parametrize("name", list(known_plans()))
async def test_nothing_of_a_shipped_plan_is_small_in_a_large_window(name: str) -> None:
    made = open_plan(name).plan
    shown = [scene for cue in made.cues if cue.part is not CuePart.SECOND for scene in tell_all(made, WORDS, cue)]
    whole = of_one_practice(practice(1, "full"))[:2]
    for size, few in (((120, 40), shown), ((200, 60), [*whole, *(turn for turn in shown if is_choice(turn))])):
        for seen in await on_wall(few, size, RoomClock(1.0, WORDS.lead_paused), large=True):
            assert min(seen.letters.values()) > LetterSize.PLAIN, (size, seen.text)
            assert seen.is_whole


def is_choice(scene: RoomScene) -> bool:
    """Whether several cards are beside a turn."""
    return isinstance(scene, TurnShown) and len(scene.faces) > 1


@pytest.mark.parametrize("size", SIZES[-2:], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_cards_lie_where_they_are_through_all_steps_of_a_turn(size: tuple[int, int]) -> None:
    practices = [item.practice for item in open_plan("evening").plan.items if item.practice is not None]
    for clock in (RoomClock(1.0), RoomClock(1.0, WORDS.lead_paused)):
        steps = await on_wall(by_step(practices[-1]), size, clock, large=True)
        assert len({(seen.columns, seen.letters["card-0"]) for seen in steps}) == 1


@pytest.mark.parametrize("cards", [1, 3])
async def test_each_step_shows_its_words_and_its_ways_back(cards: int) -> None:
    for seen in await on_wall(by_step(practice(cards, "full")), (60, 18), RoomClock(1.0)):
        assert seen.is_whole, seen.text
        assert isinstance(seen.scene, TurnShown)
        for text in (text for step in seen.scene.loop for text in (step.label, *step.says)):
            assert squeezed(text) in squeezed(seen.text), seen.text


async def test_letters_are_as_large_as_there_is_room_for() -> None:
    turn = full_turn("What was good about this morning?")
    for size, letters in (((60, 18), LetterSize.PLAIN), ((80, 24), LetterSize.SMALL), ((200, 60), LetterSize.LARGE)):
        for seen in await on_wall([turn], size, large=True):
            first = ((large("What", 100, letters) or ("",))[0] if letters else "What").rstrip()
            assert first in seen.text, seen.text


async def test_letters_that_cannot_be_drawn_are_written() -> None:
    for seen in await on_wall([full_turn("今朝は何がよかった？")], (120, 40), large=True):
        assert "今朝は何がよかった？" in seen.text


# The clock is the quietest


async def test_the_clock_is_one_line_and_gets_thinner() -> None:
    bars = []
    for part in (1.0, 0.5, 0.1):
        for seen in await on_wall([Slide("A title", ("Some words.",))], (60, 18), RoomClock(part)):
            lines = [line for line in seen.text.splitlines() if "━" in line]
            assert len(lines) == 1
            bars.append(lines[0].count("━"))
            assert len(lines[0].strip()) == 56, "a track says how long it was"
    assert bars == sorted(bars, reverse=True)
    assert bars[0] > 2 * bars[1] - 4


# Two partners


async def test_partners_are_told_apart_by_place_shape_and_color() -> None:
    turn = of_one_practice(practice(1, "mirror"))[1]
    assert isinstance(turn, TurnShown)
    for second in (False, True):
        for seen in await on_wall([replace(turn, second=second)], (80, 24)):
            lines = seen.text.splitlines()
            at = {shape: [line.index(shape) for line in lines[2:] if shape in line] for shape in SHAPES}
            assert max(at[SHAPES[0]]) < min(at[SHAPES[1]])
            spoken = next(line for line in lines if f" {WORDS.rail_speak} " in line)
            assert SHAPES[second] in spoken
    for look in WALL_LOOKS.values():
        assert look.left != look.right


SEEN = {Depth.ALL: str, Depth.MANY: in_256_colors}
"""A color as a terminal of that depth shows it."""

LOOKS = [(depth, name) for depth in SEEN for name in wall_looks_at(depth) | textual_looks(depth)]


@pytest.mark.parametrize(("depth", "name"), LOOKS)
def test_everything_is_readable_from_the_back(depth: Depth, name: str) -> None:
    look = wall_look(name, depth)
    assert all(contrast(*map(SEEN[depth], look.colors(text))) >= 7 for text in GROUNDS)
    assert look.table == (wall_looks_at(depth) | textual_looks(depth))[name].table


@pytest.mark.parametrize("color", [*COLORS, "#000000", "#ffffff", "#0000ff", "#2a7f62"])
def test_a_color_of_ones_own_can_be_read_everywhere(color: str) -> None:
    for depth, seen in SEEN.items():
        for look in (wall_look(name, depth, color) for name in WALL_LOOKS):
            assert contrast(seen(look.accent), seen(look.table)) >= 7
            assert contrast(seen(look.on_accent), seen(look.accent)) >= 7
    for depth in (Depth.NONE, Depth.SIXTEEN):
        assert wall_look("dark", depth, color) == wall_look("dark", depth)


async def test_the_host_gives_way_to_the_word_of_the_clock() -> None:
    long = Slide("Welcome", (), "A house of a very long name. " * 3)
    assert "…" in (await on_wall([long], (60, 18), RoomClock(0.5)))[0].text
    slide = Slide("Welcome", ("Find two chairs.",), "Our House")
    for clock, shown in ((None, "Our House"), (RoomClock(0.5), "Our House"), (RoomClock(0.5, "paused"), "paused")):
        for seen in await on_wall([slide], (60, 18), clock):
            assert seen.text.splitlines()[-1].rstrip().endswith(shown), seen.text


def test_a_look_fits_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLORFGBG", "0;15")
    assert wall_look("", Depth.ALL) == WALL_LOOKS["light"]
    monkeypatch.delenv("COLORFGBG")
    assert wall_look("nonsense", Depth.ALL) == WALL_LOOKS["dark"]
    assert wall_look("light", Depth.ALL) == WALL_LOOKS["light"]
