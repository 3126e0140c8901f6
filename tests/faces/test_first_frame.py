"""The first frame: it is early, and nothing is missing from it."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from cardtui.faces.screen.themes import looks_at
from cardtui.save.settings import Settings
from cardtui.system.color_depth import Depth
from cardtui.system.process import resume_collecting
from couple_session import Sitting
from evening_pilot import on_screen

LOOKS = looks_at(Depth.ALL)


@pytest.fixture
def resting_collector() -> Iterator[None]:
    gc.disable()
    yield
    gc.enable()
    gc.unfreeze()


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


async def test_the_first_screen_is_announced_once() -> None:
    heard = []
    async with on_screen(Sitting(), shown=lambda: heard.append(1)) as screen:
        await screen.until(lambda: bool(heard))
        await screen.press("2", "enter", "enter")
    assert heard == [1]


@pytest.mark.usefixtures("resting_collector")
def test_the_garbage_collector_passes_over_what_stays() -> None:
    resume_collecting()
    assert gc.isenabled()
    assert gc.get_freeze_count() > 0


def test_a_busy_garbage_collector_is_left_alone() -> None:
    frozen = gc.get_freeze_count()
    resume_collecting()
    assert gc.isenabled()
    assert gc.get_freeze_count() <= frozen
