"""Every pair of colours in use can be read."""

from __future__ import annotations

import itertools

import pytest

from cardtui.tui.themes import LOOKS, Ink, look


def _luminance(colour: str) -> float:
    """Relative luminance after WCAG 2.2."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    """Contrast ratio after WCAG 2.2, 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_contrast_formula_knows_black_and_white() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize(("name", "ink"), list(itertools.product(LOOKS, Ink)))
def test_every_ink_can_be_read_on_its_ground(name: str, ink: Ink) -> None:
    least = 7.0 if name == "contrast" else 4.5
    assert contrast(*LOOKS[name].colours(ink)) >= least


@pytest.mark.parametrize("name", list(LOOKS))
def test_the_field_for_a_name_can_be_read(name: str) -> None:
    colours = LOOKS[name]
    assert contrast(colours.prompt, colours.paper) >= 7


@pytest.mark.parametrize("name", list(LOOKS))
def test_the_card_stands_out_from_the_table(name: str) -> None:
    colours = LOOKS[name]
    assert colours.paper != colours.table


def test_a_look_that_is_not_ours_falls_back_to_what_the_terminal_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLORFGBG", "0;15")
    assert look("") == "light"
    monkeypatch.setenv("COLORFGBG", "15;0")
    assert look("") == "dark"
    monkeypatch.delenv("COLORFGBG")
    assert look("nonsense") == "dark"
    assert look("contrast") == "contrast"
