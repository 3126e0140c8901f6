"""The running full screen with an attacker's texts: no markup is interpreted, no sequence reaches the terminal."""

from __future__ import annotations

import re

import pytest
from msgspec.structs import replace
from rich.console import Console
from textual import events
from textual.widgets import Input

from cardtui.save.settings import Settings
from cardtui.text.names import LONGEST_NAME
from couple_session import KNOWN, Sitting
from evening_pilot import Screen, on_screen
from every_view import hostile_deck
from hostile_texts import HOSTILE, MARKUP, SEQUENCES, assert_inert

CONSOLE = Console(color_system="truecolor", force_terminal=True, legacy_windows=False)
OURS = re.compile(r"\x1b\[(?:[0-9;]*m|[0-9]+G)")
EVERYTHING = " ".join(
    (MARKUP["an action"], "[/] [bold]", SEQUENCES["a clipboard"], SEQUENCES["a sequence of one code point"])
)


def assert_no_sequence(screen: Screen) -> None:
    for strip in screen.app.screen._compositor.render_strips():
        assert_inert(OURS.sub("", strip.render(CONSOLE)))


async def test_the_words_of_a_tiny_window_are_only_text() -> None:
    sitting = Sitting(deck=hostile_deck(EVERYTHING, words=True)).press("enter").until("offered")
    async with on_screen(sitting, (40, 12)) as screen:
        assert "[@click=app.quit]PWNED" in screen.text
        assert_no_sequence(screen)


async def test_clicking_a_cards_action_does_nothing() -> None:
    sitting = Sitting(deck=hostile_deck(MARKUP["an action"], words=False)).press("enter").until("offered")
    async with on_screen(sitting) as screen:
        await screen.pilot.wait_for_animation()
        before = screen.text
        assert "[@click=app.quit]PWNED[/]" in before
        for y, line in enumerate(before.splitlines()):
            for match in re.finditer("PWNED|app.quit", line):
                if not screen.is_clickable(match.start(), y):
                    await screen.pilot.click(offset=(match.start() + 1, y))
        assert screen.text == before
        assert not sitting.navigation.over


@pytest.mark.parametrize(
    "name", ["a clipboard", "a sequence of one code point", "every control character", "overrides", "tags", "an action"]
)
@pytest.mark.sample(1)
async def test_a_pasted_name_is_shown_as_it_is_kept(name: str) -> None:
    text = HOSTILE[name]
    sitting = Sitting(settings=Settings(noted=True, taught=True))
    async with on_screen(sitting) as screen:
        await screen.until(lambda: bool(screen.app.screen.query(Input)))
        field = screen.app.screen.query(Input).first()
        field.post_message(events.Paste(text[:LONGEST_NAME]))
        field.post_message(events.Paste(text))
        await screen.pilot.pause()
        assert_no_sequence(screen)
        await screen.press("x", "enter", "enter")
        assert sitting.at == "settling"
        assert_no_sequence(screen)
    assert_inert(sitting.settings.left)
    assert len(sitting.settings.left) <= LONGEST_NAME


async def test_the_form_shows_names_and_labels_as_text() -> None:
    settings = replace(KNOWN, named=False, left=EVERYTHING, right=SEQUENCES["a sequence of one code point"])
    sitting = Sitting(deck=hostile_deck(EVERYTHING, words=True), settings=settings)
    async with on_screen(sitting) as screen:
        await screen.until(lambda: bool(screen.app.screen.query(Input)))
        assert "[@click=app.quit]PWNED" in screen.text
        assert_no_sequence(screen)
        await screen.pilot.click(".key")
        await screen.pilot.pause()
        assert not sitting.navigation.over
