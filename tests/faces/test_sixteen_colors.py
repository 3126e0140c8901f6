"""On a terminal of 16 colors each look is readable, as xterm, PuTTY and the Linux console show it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest
from textual.app import App
from textual.widgets import Input

from cardtui.faces.screen.themes import GROUNDS, Look, looks_at
from cardtui.save.settings import Settings
from cardtui.system.color_depth import Depth
from cardtui.workshop.console.console_app import ConsoleApp
from cardtui.workshop.projector.projector_themes import wall_looks_at
from console_pilot import Hall
from couple_session import KNOWN, Sitting, small_deck
from evening_pilot import on_screen
from palettes import PALETTES, Drawn, drawn_in
from parts import FRAME
from projector_pilot import on_projector
from scenes import WORDS
from workshop.plans import plan

SIXTEEN_LOOKS, WALL_LOOKS = looks_at(Depth.SIXTEEN), wall_looks_at(Depth.SIXTEEN)

ALL = [(name, look, 7.0 if name == "contrast" else 4.5) for name, look in SIXTEEN_LOOKS.items()]
ALL += [(f"projector {name}", look, 7.0) for name, look in WALL_LOOKS.items()]

_NAMES = "black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"
_NUMBERS = {f"ansi_{name}": number for number, name in enumerate(_NAMES)}
_NUMBERS |= {name.replace("ansi_", "ansi_bright_"): number + 8 for name, number in _NUMBERS.items()}


@pytest.fixture(autouse=True)
def _xterm(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("COLORTERM")


def frame(app: App[int]) -> Iterator[Drawn]:
    """The terminal output for all text on the screen."""
    for strip in app.screen._compositor.render_strips():
        yield from drawn_in(strip.render(app.console))


def assert_can_be_read(app: App[int], least: float) -> None:
    drawn = [run for run in frame(app) if run.text.strip(f" {FRAME}")]
    assert drawn
    for run in drawn:
        assert run.least_contrast >= least, run
        assert not (run.bold and run.color == 0), f"bold black is gray: {run}"


def test_each_look_has_a_table_of_16_colors() -> None:
    names = looks_at(Depth.ALL).keys()
    assert SIXTEEN_LOOKS.keys() == WALL_LOOKS.keys() == wall_looks_at(Depth.ALL).keys() == names


@pytest.mark.parametrize(
    ("name", "look", "least", "text"), [(*each, text) for each, text in itertools.product(ALL, GROUNDS)]
)
def test_every_text_can_be_read_on_its_ground(name: str, look: Look, least: float, text: str) -> None:
    color, ground = (_NUMBERS[each] for each in look.colors(text))
    is_bold = text not in ("text", "quiet", "heart") and look.bold(text) == "bold"
    assert Drawn(text, color, ground, is_bold).least_contrast >= least


@pytest.mark.parametrize(("name", "look", "least"), ALL)
@pytest.mark.parametrize("palette", PALETTES)
def test_the_card_and_the_chips_have_edges(name: str, look: Look, least: float, palette: str) -> None:
    for color in (look.paper, look.left, look.right, look.accent):
        edge = Drawn("", _NUMBERS[color], _NUMBERS[look.table], bold=False)
        assert edge.contrast(palette, bold_is_bright=False) >= 1.2


@pytest.mark.parametrize("name", SIXTEEN_LOOKS)
@pytest.mark.sample(1)
async def test_a_whole_evening_can_be_read(name: str) -> None:
    least = 7.0 if name == "contrast" else 4.5
    sitting = Sitting(deck=small_deck(), settings=Settings())
    async with on_screen(sitting, look_name=name) as screen:
        assert_can_be_read(screen.app, least)
        await screen.press("enter")
        await screen.until(lambda: bool(screen.app.screen.query(Input)))
        assert_can_be_read(screen.app, least)
        await screen.press("A", "n", "a", "shift+left", "enter", "B", "e", "n", "shift+home")
        assert_can_be_read(screen.app, least)
        await screen.press("enter")
        seen = set()
        async for place in screen.usual_way("resting", screen.press):
            if place not in seen:
                seen.add(place)
                assert_can_be_read(screen.app, least)
        for keys in (["esc"], ["esc", "?"], ["esc", "t"]):
            await screen.press(*keys)
            assert_can_be_read(screen.app, least)


@pytest.mark.parametrize("name", WALL_LOOKS)
@pytest.mark.long
async def test_a_whole_workshop_can_be_read(name: str) -> None:
    async with on_projector(plan(), look_name=name) as room:
        for _ in range(12):
            assert_can_be_read(room.app, 7)
            await room.press("pagedown")
        for key in ("esc", "?"):
            await room.press(key)
            assert_can_be_read(room.app, 7)


@pytest.mark.parametrize("name", SIXTEEN_LOOKS)
@pytest.mark.sample(1)
async def test_the_console_can_be_read(name: str) -> None:
    hall = Hall()
    app = ConsoleApp(WORDS, hall, name, steady_=hall.steady, wall=hall.wall)
    async with app.run_test() as pilot:
        hall.tell()
        for key in ("enter", "enter", "a", "escape", "question_mark"):
            await pilot.press(key)
            await pilot.pause()
            assert_can_be_read(app, 7 if name == "contrast" else 4.5)


async def test_fills_are_reversed_without_color(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with on_screen(Sitting(settings=KNOWN), look_name="light") as screen:
        await screen.press("enter", "enter")
        sent = "".join(strip.render(screen.app.console) for strip in screen.app.screen._compositor.render_strips())
        codes = {
            code for run in sent.split("\x1b[")[1:] for code in run.partition("m")[0].split(";") if "G" not in code
        }
        assert codes == {"0", "1", "7", "39", "49"}
