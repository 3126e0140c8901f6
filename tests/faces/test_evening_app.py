"""The full screen, played: whole evenings by keys and by mouse, at many sizes, and with interruptions."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from msgspec.structs import replace
from textual import events
from textual.widgets import Input

from cardtui.faces.evening import evening_app as app_module
from cardtui.faces.screen.sized_screen import SMALLEST
from cardtui.faces.screen.themes import looks_at
from cardtui.presenter.navigation import Navigation
from cardtui.save.settings import Settings
from cardtui.save.store import Store
from cardtui.system.color_depth import Depth
from cardtui.text.names import LONGEST_NAME
from couple_session import KNOWN, SHIPPED, Sitting, full_disk, small_deck
from evening_pilot import Screen, on_screen, painted_as_told
from shipped_words import WORDS, filled

LOOKS = looks_at(Depth.ALL)

SIZES = [(60, 18), (80, 24), (120, 40), (200, 60)]


def known(save: Path | None = None, **settings: object) -> Sitting:
    """Ana and Ben, on the first screen, with the whole dialogue."""
    return Sitting(save, small_deck(), replace(KNOWN, dialogue="full", **settings))


async def typing(screen: Screen) -> None:
    """Wait until names can be typed."""
    await screen.until(lambda: any(field.has_focus for field in screen.app.screen.query(Input)))


@asynccontextmanager
async def typing_names() -> AsyncIterator[Screen]:
    """The very first start, at the names."""
    async with on_screen(Sitting(settings=Settings())) as screen:
        await screen.press("enter")
        await typing(screen)
        yield screen


def values(screen: Screen) -> list[str]:
    """What stands in the fields for the names."""
    return [field.value for field in screen.app.screen.query(Input)]


def names(screen: Screen) -> tuple[str, str]:
    """The names that are kept."""
    return screen.sitting.settings.left, screen.sitting.settings.right


# Whole evenings


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.sample(1)
async def test_a_first_evening_by_enter_digits_and_esc(size: tuple[int, int]) -> None:
    sitting = Sitting(deck=small_deck(), settings=Settings())
    async with on_screen(sitting, size) as screen:
        assert screen.shows(WORDS.note_title)
        await screen.press("enter", "enter", "enter", "1")
        assert sitting.at == "settling"
        async for _ in screen.usual_way("resting", screen.press):
            painted_as_told(screen)
        await screen.press("enter")
        assert sitting.at == "offered"
        await screen.press("enter", "esc")
        painted_as_told(screen)
        await screen.press(number(sitting, WORDS.key_time_out), "enter", "1", "1")
        assert sitting.at == "speaking"
        async for _ in screen.usual_way("resting", screen.press):
            painted_as_told(screen)
        await screen.press("2", "2", "1")
        assert sitting.at == "good-night"
        painted_as_told(screen)
        assert "♡" in screen.text
        await screen.press("enter")
    assert sitting.navigation.over
    assert screen.app.return_code == 0


async def test_the_first_screen_is_announced_once() -> None:
    heard = []
    async with on_screen(Sitting(), shown=lambda: heard.append(1)) as screen:
        await screen.until(lambda: bool(heard))
        await screen.press("2", "enter", "enter")
    assert heard == [1]


def number(sitting: Sitting, text: str) -> str:
    return next(row.key for row in sitting.rows if row.text == text)


async def test_an_evening_by_mouse_alone() -> None:
    sitting = Sitting(deck=small_deck(), settings=Settings(), left="Ana", right="Ben")
    async with on_screen(sitting) as screen:
        async for _ in screen.usual_way("resting", screen.click):
            painted_as_told(screen)
        await screen.click("enter")
        await screen.click("2")
        await screen.click("esc")
        assert WORDS.menu_title in screen.text
        await screen.click("t")
        assert sitting.at == "pausing"
        for key in ("2", "1", "enter", "2", "enter"):
            await screen.click(key)
        assert sitting.at == "speaking"
        for key in ("esc", "?", "enter", "esc", "c", "2", "enter"):
            await screen.click(key)
    assert sitting.navigation.over


# Sizes


async def test_another_size_loses_nothing_and_too_small_says_so() -> None:
    sitting = known()
    async with on_screen(sitting) as screen:
        seen = set()
        async for place in screen.usual_way("resting", screen.press):
            if place not in seen:
                seen.add(place)
                before, position = breathed(screen.text), sitting.navigation.session.position
                await screen.resize(40, 10)
                assert screen.shows(filled(WORDS.too_small, needs="{}x{}".format(*SMALLEST), **{"is": "40x10"}))
                await screen.resize(80, 24)
                assert (breathed(screen.text), sitting.navigation.session.position) == (before, position)
        assert len(seen) >= 8


def breathed(text: str) -> str:
    """A screen without its breath, which moves while someone breathes."""
    return text.replace("·", "•").replace("●", "•")


@pytest.mark.parametrize(
    "size", [(1, 1), (2, 30), (200, 1), (43, 16), (44, 15)], ids=lambda size: f"{size[0]}x{size[1]}"
)
@pytest.mark.long
async def test_keys_work_however_small_the_window_is(size: tuple[int, int]) -> None:
    sitting = known()
    async with on_screen(sitting, size) as screen:
        await screen.press("enter", "enter")
        assert sitting.at == "offered"
        await screen.resize(80, 24)
        painted_as_told(screen)


async def test_what_is_being_typed_outlives_a_resize() -> None:
    async with typing_names() as screen:
        await screen.press("A", "n")
        await screen.resize(44, 10)
        await screen.resize(100, 30)
        await screen.press("a")
        assert values(screen)[0] == "Ana"


@pytest.mark.long
async def test_long_prose_scrolls_by_arrows_and_wheel() -> None:
    long = WORDS.changed(note=(*WORDS.note, "A house may have rules of its own.", "This is the end."))
    async with on_screen(Sitting(deck=replace(SHIPPED, words=long), settings=Settings()), SMALLEST) as screen:
        first, last = WORDS.note[0].split(".", maxsplit=1)[0][:30], "This is the end."
        assert screen.shows(first)
        assert not screen.shows(last)
        await screen.press(*["down"] * 20)
        assert screen.shows(last)
        await screen.press(*["up"] * 20)
        assert screen.shows(first)
        for _ in range(20):
            screen.app.table.post_message(wheel_down(screen))
        await screen.until(lambda: screen.shows(last))


def wheel_down(screen: Screen) -> events.MouseScrollDown:
    return events.MouseScrollDown(screen.app.table, 5, 5, 0, 1, 0, shift=False, meta=False, ctrl=False)


# Motion, color, look


@pytest.mark.parametrize("how", ["option", "setting", "environment"])
async def test_without_motion_nothing_breathes(how: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if how == "environment":
        monkeypatch.setattr("textual.constants.TEXTUAL_ANIMATIONS", "none")
    sitting = known(still=how == "setting").press("enter").until("mirroring")
    async with on_screen(sitting, still=how == "option") as screen:
        assert screen.shows(WORDS.mirror_breath), "it is still said"
        assert not screen.app.table._breath.moves


async def test_the_breath_ends_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cardtui.faces.evening.breath.STEP", 0.01)
    async with on_screen(known().press("enter").until("mirroring")) as screen:
        await screen.until(lambda: not screen.app.table._breath.moves)
        assert screen.shows(WORDS.mirror_breath)


async def test_enter_does_not_wait_for_the_breath() -> None:
    async with on_screen(known().press("enter").until("mirroring")) as screen:
        assert screen.app.table._breath.moves
        await screen.press("enter")
        assert screen.sitting.at == "mirror-verdict"
        assert not screen.app.table._breath.moves


async def test_no_color_leaves_shades_of_gray(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with on_screen(known().press("enter").until("speaking")) as screen:
        painted_as_told(screen)
        for strip in screen.app.screen._compositor.render_strips():
            for segment in strip:
                for color in (segment.style.color, segment.style.bgcolor) if segment.style else ():
                    if color is not None and color.triplet is not None:
                        assert max(color.triplet) - min(color.triplet) <= 2


def grounds_of(screen: Screen) -> set[str]:
    strips = screen.app.screen._compositor.render_strips()
    styles = [segment.style for strip in strips for segment in strip if segment.style is not None]
    return {style.bgcolor.name.lower() for style in styles if style.bgcolor is not None}


async def test_the_look_changes_at_once_in_the_settings() -> None:
    async with on_screen(known()) as screen:
        await screen.press("5")
        seen = []
        for digit in "1234":
            await screen.press("7", digit)
            await screen.pilot.pause()
            seen.append(screen.app.theme.removeprefix("cardtui-"))
            tables = {look.table for look in LOOKS.values()}
            assert grounds_of(screen) & tables == {LOOKS[seen[-1]].table}
        assert set(seen) == LOOKS.keys()


async def test_a_look_on_the_command_line_outlives_a_file() -> None:
    sitting = known()
    async with on_screen(sitting, look_name="light") as screen:
        sitting.store._settings = replace(KNOWN, theme="dark")  # the file can be opened only now
        await screen.press("5", "8")
        assert screen.app.theme == "cardtui-light"
        await screen.press("7", "4")
        assert sitting.settings.theme == "contrast"
        assert screen.app.theme == f"cardtui-{sitting.settings.theme}"


async def click_on(screen: Screen, text: str) -> None:
    y, line = next((y, line) for y, line in enumerate(screen.text.splitlines()) if text in line)
    await screen.pilot.click(offset=(line.index(text), y))
    await screen.pilot.pause()


# Typing names


async def test_q_and_digits_are_letters_in_a_name() -> None:
    async with typing_names() as screen:
        await screen.press("q", "1", "t", "tab", "question_mark", "Q", "enter")
        assert screen.shows(WORDS.how_title)
        assert names(screen) == ("q1t", "?Q")


async def test_a_field_that_is_full_says_so_and_its_label_leads_to_it() -> None:
    full = filled(WORDS.names_full, count=str(LONGEST_NAME))
    async with typing_names() as screen:
        await click_on(screen, WORDS.names_right)
        await screen.press(*"x" * (LONGEST_NAME - 1))
        assert full not in screen.text
        await screen.press("y")
        assert f"{WORDS.names_right}. {full}" in screen.text
        await screen.press("z", "backspace")
        assert full not in screen.text
        await click_on(screen, WORDS.names_left)
        await screen.press("a")
        assert values(screen) == ["a", "x" * (LONGEST_NAME - 1)]


async def test_esc_is_one_step_back_from_the_names() -> None:
    async with typing_names() as screen:
        await screen.press("A", "m", "a", "enter", "escape", "backspace", "backspace", "n", "a", "down", "up", "enter")
        await screen.press("enter")
        assert names(screen)[0] == "Ana"
        await screen.press("b")
        await typing(screen)
        await screen.press("escape")
        await screen.until(lambda: screen.shows(WORDS.note_title))
    sitting = known()
    async with on_screen(sitting) as screen:
        await screen.press("5", "6")
        await typing(screen)
        await screen.press("backspace", "x")
        assert values(screen)[0] == "Anx", "the cursor stands at the end of the name"
        await screen.press("escape")
        await screen.until(lambda: WORDS.settings_title in screen.text)
        assert sitting.settings.left == "Ana"


async def test_ctrl_c_leaves_also_while_names_are_typed() -> None:
    async with typing_names() as screen:
        await screen.press("ctrl+c")
    assert screen.sitting.navigation.over
    assert screen.app.return_code == 0


# Slips


async def test_enter_held_at_the_note_skips_no_names() -> None:
    sitting = Sitting(settings=Settings())
    async with on_screen(sitting) as screen:
        screen.watch.step = 1 / 30
        await screen.press(*["enter"] * 4)
        await typing(screen)
        await screen.press(*["enter"] * 8)
        assert screen.app.screen.query(Input).first().has_focus
        assert not sitting.settings.named


async def test_a_bounced_enter_leads_one_field_further() -> None:
    async with typing_names() as screen:
        screen.watch.step = 1 / 30
        await screen.press("A", "enter", "enter", "enter")
        assert screen.app.screen.query(Input).last().has_focus
        await screen.press("B", "enter", "enter", "enter")
        assert screen.shows(WORDS.how_title)
        assert names(screen) == ("A", "B")


async def test_a_double_click_is_one_click_and_a_later_one_another() -> None:
    sitting = known().press("enter").until("offered")
    async with on_screen(sitting) as screen:
        screen.watch.step = 0.05
        await screen.click("enter", times=2)
        assert sitting.at == "speaking"
        screen.watch.step = 1
        await screen.click("enter")
        assert sitting.at == "mirroring"


async def test_a_useless_key_gets_a_hint_that_goes_away() -> None:
    sitting = known().press("enter").until("mirror-verdict")
    async with on_screen(sitting) as screen:
        await screen.press("enter")
        assert filled(WORDS.verdict_hint_3, Speaker="Ana") in screen.text
        await screen.press("2")
        assert filled(WORDS.verdict_hint_3, Speaker="Ana") not in screen.text


async def test_keys_and_clicks_without_a_meaning_do_nothing() -> None:
    async with on_screen(known().press("enter").until("speaking")) as screen:
        before = screen.text
        await screen.press("f5", "ctrl+a", "tab", "left", "home", "delete", "ctrl+p", "ctrl+backslash", "insert")
        for offset in ((0, 0), (79, 23), (40, 5), (0, 23)):
            assert not screen.is_clickable(*offset)
            await screen.pilot.click(offset=offset)
        assert screen.text == before
        assert screen.app.screen is screen.app.screen_stack[0]


# Leaving, trouble, crashes


async def test_ctrl_c_leaves_and_the_place_is_kept(tmp_path: Path) -> None:
    sitting = known(tmp_path / "save.db").press("enter").until("mirroring")
    before = sitting.position
    async with on_screen(sitting) as screen:
        await screen.press("ctrl+c")
    assert screen.app.return_code == 0
    assert sitting.start_again().press("enter").position == before


async def test_the_unsaved_sign_shows_until_it_is_saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sitting = known(tmp_path / "save.db").press("enter")
    monkeypatch.setattr(app_module, "RETRY", 0.01)
    async with on_screen(sitting) as screen:
        assert WORDS.not_saved not in screen.text
        with monkeypatch.context() as broken:
            broken.setattr(Store, "write", full_disk)
            await screen.press("enter")
            for _ in range(6):
                assert WORDS.not_saved in screen.text
                await screen.press(sitting.usual)
        await screen.until(lambda: WORDS.not_saved not in screen.text)
        position = sitting.position
    assert sitting.crash_and_start_again().press("enter").position == position


async def test_without_a_save_file_a_sign_says_not_kept() -> None:
    async with on_screen(known().press("enter")) as screen:
        assert WORDS.not_kept in screen.text


@pytest.mark.parametrize("where", ["press", "scene"])
async def test_a_bug_ends_the_app_and_is_raised(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    screens: list[Screen] = []

    def mistake(*_: object) -> None:
        raise ZeroDivisionError("Ana")

    async def play() -> None:
        async with on_screen(known().press("enter")) as screen:
            screens.append(screen)
            monkeypatch.setattr(Navigation, where, mistake)
            await screen.press("enter")

    with pytest.raises(ZeroDivisionError):
        await play()
    app = screens[0].app
    assert isinstance(app._exception, ZeroDivisionError)
    assert app.return_code != 0
