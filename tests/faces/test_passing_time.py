"""The page of a time-out without input: redrawn when its text changes, and at no other time."""

from __future__ import annotations

from datetime import datetime

import pytest

from cardtui.faces.evening import evening_app as app_module
from cardtui.faces.evening.evening_screen import EveningScreen
from couple_session import Sitting, small_deck
from evening_pilot import on_screen
from shipped_words import WORDS, filled

pytestmark = pytest.mark.usefixtures("berlin")


@pytest.fixture
def painted(monkeypatch: pytest.MonkeyPatch) -> list[EveningScreen]:
    """An entry for each time the table was drawn."""
    tables: list[EveningScreen] = []
    draw = EveningScreen._draw

    def count(table: EveningScreen) -> None:
        tables.append(table)
        draw(table)

    monkeypatch.setattr(EveningScreen, "_draw", count)
    return tables


def stopped(time: str, *keys: str) -> Sitting:
    at = datetime.fromisoformat(time).astimezone()
    return Sitting(None, small_deck(), now=at).press("enter").until("speaking").press("t", *keys)


@pytest.mark.parametrize(
    ("time", "keys", "before", "later", "after"),
    [
        ("2026-05-01 23:59:59", ["2"], "tomorrow at 00:59", 1, filled(WORDS.pause_meet, time="00:59")),
        ("2026-05-01 23:59:59", [], "tomorrow at 00:29", 1, filled(WORDS.pause_meet, time="00:29")),
        ("2026-03-28 23:59:59", ["3"], "tomorrow at 22:00", 1, filled(WORDS.pause_meet, time="22:00")),
        ("2026-05-01 21:05", ["enter"], "here at 21:35.", 30 * 60, "has come: 21:35."),
    ],
)
@pytest.mark.sample(1)
async def test_a_changed_page_is_painted_once(
    painted: list[EveningScreen], time: str, keys: list[str], before: str, later: int, after: str
) -> None:
    sitting = stopped(time, *keys)
    sitting.wait(seconds=later - 1)
    async with on_screen(sitting, still=True) as screen:
        await screen.until(lambda: screen.shows(before))
        painted.clear()
        sitting.wait(seconds=1)
        await screen.until(lambda: screen.shows(after))
        assert not screen.shows(before)
        await screen.pilot.pause(1.2)
        assert len(painted) == 1


async def test_it_is_right_soon_after_sleep_or_a_set_clock(
    painted: list[EveningScreen], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app_module, "GLANCE", 0.05)
    sitting = stopped("2026-05-01 20:00", "4")
    async with on_screen(sitting, still=True) as screen:
        await screen.until(lambda: screen.shows("tomorrow at 20:00"))
        painted.clear()
        come = filled(WORDS.pause_has_come, time="20:00")
        for hours, line in ((5, filled(WORDS.pause_meet, time="20:00")), (20, come), (-240, "May 2 at 20:00.")):
            sitting.wait(hours=hours)
            await screen.until(lambda line=line: screen.shows(line))  # type: ignore[misc]
        assert len(painted) == 3
        await screen.pilot.pause(0.3)
        assert len(painted) == 3, "a look alone paints nothing"


async def test_no_time_shown_means_no_clock_checks() -> None:
    sitting = stopped("2026-05-01 22:00", "enter")
    async with on_screen(sitting, still=True) as screen:
        assert screen.app._waking is not None
        await screen.press("?")
        assert screen.app._waking is None
        await screen.press("esc")
        assert screen.app._waking is not None
        await screen.press("1")
        assert screen.app._waking is None


async def test_after_any_key_it_is_right() -> None:
    sitting = stopped("2026-05-01 23:59:59", "2")
    async with on_screen(sitting, still=True) as screen:
        sitting.wait(hours=30)
        await screen.press("x")
        assert screen.shows("has come: yesterday at 00:59.")
