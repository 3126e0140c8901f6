"""Cards picked with the mouse or the arrows: those that are face down, and the small ones of our path."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from cardtui.presenter.scene import Page, Row, Shelf, Tile
from couple_session import KNOWN, SHIPPED, Sitting, small_deck
from easel import paint
from evening_pilot import Screen, on_screen
from shipped_words import WORDS, filled

SIZES = [(60, 18), (80, 24), (120, 40)]


def picks() -> Sitting:
    return Sitting(None, SHIPPED, replace(KNOWN, spread=True), seed=1).press("enter", "enter")


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("number", range(3))
async def test_a_click_on_a_card_picks_it(size: tuple[int, int], number: int) -> None:
    async with on_screen(picks(), size) as screen:
        lying = screen.sitting.place.backs
        wanted = lying[number]
        assert all(each.symbol in screen.text for each in lying)
        backs = list(screen.app.screen.query("#spread > *"))
        assert len({back.region.width for back in backs}) == 1
        assert [card.region.x for card in backs] == sorted(card.region.x for card in backs)
        assert all(card.has_class("-down") for card in backs)
        assert await screen.pilot.click(backs[number])
        assert screen.sitting.at == "offered"
        assert screen.sitting.place.dealt == wanted
        await screen.pilot.wait_for_animation()
        assert screen.shows(wanted.card.prompt.split("{")[0][:30])


async def test_arrows_go_from_card_to_card_and_enter_picks() -> None:
    async with on_screen(picks()) as screen:
        wanted = screen.sitting.place.backs[2]
        await screen.press("right", "right")
        marked = [card.id for card in screen.app.screen.query("#spread > *") if card.has_class("-here")]
        assert marked == ["back-3"], "the last one"
        await screen.press("enter")
        assert screen.sitting.at == "offered"
        assert screen.sitting.place.dealt == wanted


async def test_a_key_does_not_wait_until_the_card_lies_there() -> None:
    async with on_screen(picks()) as screen:
        card = screen.app.screen.query_one("#card")
        seen = []
        for key in ("1", "?"):
            screen.app.navigation.press(key)
            screen.app._show()
            seen.append((card.has_class("-down"), card.offset == (0, 0)))
        assert seen == [(True, False), (False, True)]


@pytest.mark.parametrize("height", range(17, 34))
@pytest.mark.sample(4)
def test_the_card_that_is_looked_at_is_always_marked(height: int) -> None:
    days = 6
    for here in range(days):
        shelves = tuple(
            Shelf(f"Day {day}", (Tile("♥", heart=True, key=f"card {day}", here=day == here),)) for day in range(days)
        )
        looks = tuple(Row((f"card {day}",), "", lambda: None) for day in range(days))
        page = Page(title="Path", prose=("Day", "What?"), shelves=shelves, rows=(), hidden=looks)
        lines = paint(page, (80, height)).part("shelves").split("\n")
        (mark,) = [number for number, line in enumerate(lines) if "▲" in line]
        assert "♡" in lines[mark - 1]
        assert "♥" in lines[mark - 2]


def on_the_path(save: Path) -> Sitting:
    """After two evenings, at our path."""
    pair = Sitting(save, small_deck(), KNOWN).press("enter", "enter").good_night().press("1", "enter").start_again()
    return pair.wait(days=3).press("enter", "enter").good_night().press("enter").start_again().press("4")


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_arrows_and_clicks_look_at_a_card_of_the_path(tmp_path: Path, size: tuple[int, int]) -> None:
    async with on_screen(on_the_path(tmp_path / "save.db"), size) as screen:
        first = words_of(screen)
        assert screen.shows(first)
        await screen.press("right")
        second = words_of(screen)
        assert second != first
        assert screen.shows(second)
        assert "\N{BLACK UP-POINTING TRIANGLE}" in screen.text
        await screen.press("left")
        assert words_of(screen) == first
        await screen.press("2")
        assert screen.shows(WORDS.night_unheart)
        x, y = next((x, y) for x, y, row in screen.clickable() if row.keys == ("card 0",))
        await screen.press("right")
        if screen.is_clickable(x, y):
            await screen.pilot.click(offset=(x, y))
            assert words_of(screen) in (first, second)
        await screen.press("enter")
        assert screen.shows(WORDS.path_deal)


def words_of(screen: Screen) -> str:
    scene = screen.sitting.scene
    assert isinstance(scene, Page)
    return scene.prose[1]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_hearts_are_given_to_the_evenings_small_cards(size: tuple[int, int]) -> None:
    sitting = Sitting(deck=small_deck()).press("enter", "enter").until("resting").press("enter").good_night()

    def hearts() -> list[bool]:
        return [met.heart for met in sitting.position.met]

    async with on_screen(sitting, size) as screen:
        assert screen.shows(filled(WORDS.night_names, left="Ana", right="Ben"))
        assert "\N{WHITE HEART SUIT}" not in screen.text
        await screen.press("2")
        assert hearts() == [False, True]
        assert "\N{WHITE HEART SUIT}" in screen.text
        assert screen.shows(f"{sitting.position.met[1].card}?")
        await screen.press("right", "right")
        assert screen.shows(f"{sitting.position.met[1].card}?")
        await screen.press("enter")
        assert hearts() == [False, False]
        assert screen.shows(WORDS.night_heart) or size[1] >= 24, "what Enter does, where the rows are not written out"
        x, y = next((x, y) for x, y, row in screen.clickable() if row.keys == ("1",))
        await screen.pilot.click(offset=(x, y))
        assert hearts() == [True, False]
        await screen.press("left", "left", "enter")
        assert sitting.navigation.over
