"""The screen's content never goes to a clipboard."""

from __future__ import annotations

import pytest

from cardtui.save.settings import Settings
from couple_session import Sitting
from evening_pilot import on_screen
from shipped_words import WORDS


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Output to the terminal other than drawing."""
    written: list[str] = []
    from textual.drivers.headless_driver import HeadlessDriver

    monkeypatch.setattr(HeadlessDriver, "write", lambda _, data: written.append(data))
    return written


async def test_a_cut_name_pastes_back_but_only_here(sent: list[str]) -> None:
    async with on_screen(Sitting(settings=Settings(noted=True, plain=False))) as screen:
        await screen.until(lambda: screen.shows(WORDS.names_left) and screen.app.focused is not None)
        await screen.pilot.press(*"Zora")
        await screen.until(lambda: screen.shows("Zora"))
        await screen.pilot.press("shift+home", "ctrl+x")
        await screen.until(lambda: not screen.shows("Zora"))
        await screen.pilot.press("ctrl+v")
        await screen.until(lambda: screen.shows("Zora"))
    assert not any("]52;" in data for data in sent)


async def test_dragging_over_the_screen_selects_nothing(sent: list[str]) -> None:
    async with on_screen(Sitting(settings=Settings(noted=True, plain=False))) as screen:
        await screen.until(lambda: screen.shows(WORDS.names_left))
        for key in ("super+c", "ctrl+shift+c"):
            await screen.pilot.mouse_down(offset=(2, 2))
            await screen.pilot.hover(offset=(40, 10))
            await screen.pilot.mouse_up(offset=(40, 10))
            assert not screen.app.screen.selections
            await screen.pilot.press(key)
    assert not any("]52;" in data for data in sent)
