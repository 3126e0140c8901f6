"""Every pair of colors in use is readable, and so is all text on the screen."""

from __future__ import annotations

import itertools

import pytest
from msgspec.structs import replace
from textual.theme import BUILTIN_THEMES

from cardtui.faces.screen.themes import GROUNDS, as_shown, known_look, looks_at, textual_looks
from cardtui.save.settings import Settings
from cardtui.system.color_depth import Depth
from couple_session import KNOWN, SHIPPED, Sitting
from evening_pilot import Screen, on_screen
from palettes import contrast
from parts import FRAME
from shipped_words import WORDS

LOOKS = looks_at(Depth.ALL)


def in_256_colors(color: str) -> str:
    """A color as Rich sends it to a terminal that has only 256."""
    return as_shown(color, Depth.MANY)


def test_contrast_knows_black_and_white() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize(("name", "text"), list(itertools.product(LOOKS, GROUNDS)))
def test_every_text_can_be_read_on_its_ground(name: str, text: str) -> None:
    least = 7.0 if name == "contrast" else 4.5
    pair = LOOKS[name].colors(text)
    assert contrast(*pair) >= least
    assert contrast(*map(in_256_colors, pair)) >= least


@pytest.mark.parametrize("name", list(LOOKS))
def test_the_field_for_a_name_can_be_read(name: str) -> None:
    colors = LOOKS[name]
    assert contrast(colors.prompt, colors.paper) >= 7


@pytest.mark.parametrize("name", list(LOOKS))
def test_the_card_stands_out_from_the_table(name: str) -> None:
    colors = LOOKS[name]
    assert in_256_colors(colors.paper) != in_256_colors(colors.table)


def test_an_unknown_look_falls_back_to_what_the_terminal_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLORFGBG", "0;15")
    assert known_look("") == "light"
    monkeypatch.setenv("COLORFGBG", "15;0")
    assert known_look("") == "dark"
    monkeypatch.delenv("COLORFGBG")
    assert known_look("nonsense") == "dark"
    assert known_look("contrast") == "contrast"


# Which of Textual's own themes are offered


@pytest.mark.parametrize("depth", Depth)
def test_textuals_themes_are_offered_where_they_can_be_read(depth: Depth) -> None:
    offered = textual_looks(depth)
    assert bool(offered) is (depth in (Depth.ALL, Depth.MANY))
    assert offered.keys() <= BUILTIN_THEMES.keys() - LOOKS.keys()
    for name, colors in offered.items():
        for text in GROUNDS:
            pair = colors.colors(text)
            assert contrast(*(map(in_256_colors, pair) if depth is Depth.MANY else pair)) >= 4.5, (name, text)
        shades = {colors.left, colors.right, colors.heart}
        assert len(shades) == 3, f"{name} does not tell the seats and a heart apart"
        assert colors.table == BUILTIN_THEMES[name].to_color_system().generate()["background"].lower()
        assert contrast(colors.paper, colors.table) >= 1.2 or contrast(colors.edge, colors.table) >= 1.2, name


def test_a_theme_is_left_out_only_where_it_cannot_be_read() -> None:
    of_all, of_256 = textual_looks(Depth.ALL), textual_looks(Depth.MANY)
    for name in of_all.keys() - of_256.keys():
        pairs = (map(in_256_colors, of_all[name].colors(text)) for text in GROUNDS)
        assert any(contrast(*pair) < 4.5 for pair in pairs), name
    assert "nord" in of_all.keys() - of_256.keys(), "its blue is too dark there"


# Text on the screen


def assert_can_be_read(screen: Screen, least: float) -> None:
    runs = [segment for strip in screen.app.screen._compositor.render_strips() for segment in strip]
    runs = [run for run in runs if run.text.strip(f" {FRAME}")]
    assert runs
    for run in runs:
        assert run.style is not None
        colors = run.style.color, run.style.bgcolor
        assert contrast(*(color.get_truecolor().hex for color in colors if color is not None)) >= least, run


@pytest.mark.parametrize("name", [*LOOKS, "nord", "catppuccin-latte"])
async def test_cards_to_pick_from_and_what_follows_can_be_read(name: str) -> None:
    sitting = Sitting(None, SHIPPED, replace(KNOWN, spread=True), seed=1)
    async with on_screen(sitting, look_name=name) as screen:
        assert screen.app.theme == f"cardtui-{name}"
        for key in ("enter", "enter", "2", "enter", "enter", "1", "?"):
            await screen.press(key)
            await screen.pilot.wait_for_animation()
            assert_can_be_read(screen, 7 if name == "contrast" else 4.5)


@pytest.mark.parametrize("name", LOOKS)
async def test_an_initial_look_colors_textuals_styles(name: str) -> None:
    async with on_screen(Sitting(), look_name=name) as screen:
        assert screen.app.screen.styles.background.hex.lower() == LOOKS[name].table
        assert screen.app.has_class("-light-mode") is (name == "light")
        assert screen.app.has_class("-dark-mode") is (name != "light")


async def test_an_initial_look_colors_the_name_fields() -> None:
    async with on_screen(Sitting(settings=Settings(noted=True)), look_name="light") as screen:
        await screen.until(lambda: bool(screen.app.screen.query("Input")))
        field = screen.app.screen.query("Input").first()
        assert field.styles.color.hex.lower() == LOOKS["light"].prompt


async def test_a_look_of_textual_is_chosen_in_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    sitting = Sitting(settings=KNOWN)
    async with on_screen(sitting) as screen:
        await screen.press("5", "7", "9")
        assert screen.shows("dracula")
        await screen.press(next(row.key for row in sitting.rows if row.text == "dracula"))
        assert (sitting.settings.theme, screen.app.theme) == ("dracula", "cardtui-dracula")
        await screen.press("7")
        assert next(row.text for row in sitting.rows if "enter" in row.keys) == "dracula"
    monkeypatch.setenv("TERM", "xterm-16color")
    async with on_screen(sitting) as screen:
        assert screen.app.theme == "cardtui-dark", "it has no colors of that look"
        await screen.press("esc", "7")
        assert screen.shows(WORDS.theme_contrast)
        assert not screen.shows("dracula")
