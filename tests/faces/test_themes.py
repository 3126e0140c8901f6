"""Every pair of colours in use can be read."""

from __future__ import annotations

import itertools

import pytest
from rich.color import Color, ColorSystem

from cardtui.faces.screen.themes import LOOKS, Ink, look
from palettes import contrast


def in_256_colors(color: str) -> str:
    """A color as Rich sends it to a terminal that has no more than 256."""
    return "#{:02x}{:02x}{:02x}".format(*Color.parse(color).downgrade(ColorSystem.EIGHT_BIT).get_truecolor())


def test_contrast_knows_black_and_white() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize(("name", "ink"), list(itertools.product(LOOKS, Ink)))
def test_every_ink_can_be_read_on_its_ground(name: str, ink: Ink) -> None:
    least = 7.0 if name == "contrast" else 4.5
    pair = LOOKS[name].colours(ink)
    assert contrast(*pair) >= least
    assert contrast(*map(in_256_colors, pair)) >= least


@pytest.mark.parametrize("name", list(LOOKS))
def test_the_field_for_a_name_can_be_read(name: str) -> None:
    colours = LOOKS[name]
    assert contrast(colours.prompt, colours.paper) >= 7


@pytest.mark.parametrize("name", list(LOOKS))
def test_the_card_stands_out_from_the_table(name: str) -> None:
    colours = LOOKS[name]
    assert in_256_colors(colours.paper) != in_256_colors(colours.table)


def test_a_look_that_is_not_ours_falls_back_to_what_the_terminal_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLORFGBG", "0;15")
    assert look("") == "light"
    monkeypatch.setenv("COLORFGBG", "15;0")
    assert look("") == "dark"
    monkeypatch.delenv("COLORFGBG")
    assert look("nonsense") == "dark"
    assert look("contrast") == "contrast"
