"""A monkey at the keyboard and the mouse, on the full screen driven by Textual's Pilot."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from textual.widgets import Input

from cardtui.faces.screen.sized_screen import SMALLEST
from cardtui.presenter.evening_view import EveningView
from cardtui.presenter.scene import Form
from cardtui.rules.evening_moves import can_go_back
from cardtui.save.settings import Settings
from couple_session import KNOWN, Sitting, small_deck
from decks import card
from evening_builder import name_of
from evening_pilot import Screen, on_screen, painted_as_told
from monkeys import LETTERS, STRANGE, Disk, Monkey

FIELD_KEYS = (
    *("A", "n", "q", "1", "ñ", "漢", "backspace", "delete", "left", "home", "tab", "shift+tab", "escape", "enter"),
    "enter",
)
NAMED = ("enter", "enter", "escape", "up", "down", "pagedown", "tab", "f5", "ctrl+a", "backspace", "left", "ctrl+v")


class Play:
    """One monkey at one couple's program, from start to start, until it has pressed enough keys."""

    def __init__(self, seed: int, save: Path) -> None:
        self.monkey = Monkey(seed)
        self.save = save
        some = tuple(
            card(f"connect-{n}", 1 + n % 3, dialogue=("full", "mirror", "repair", "bridge")[n % 4]) for n in range(12)
        )  # type: ignore[arg-type]
        self.deck = small_deck(*some)
        self.sitting = Sitting(save, self.deck, Settings() if seed % 2 else KNOWN, seed=seed)

    async def run(self, presses: int) -> Monkey:
        monkey = self.monkey
        while monkey.pressed < presses:
            async with on_screen(self.sitting, (80, 24), still=bool(monkey.pressed % 2)) as screen:
                self.check(screen, Disk(self.save))
                while monkey.pressed < presses and not self.sitting.navigation.over:
                    try:
                        await self.press(screen)
                    except BaseException as error:
                        error.add_note(f"{monkey}\n{screen.text}")
                        raise
            assert screen.app._exception is None
            assert screen.app.return_code in (0, None)
            self.start_again()
        self.sitting.store.close()
        return monkey

    def start_again(self) -> None:
        position = self.sitting.navigation.session.position
        if self.sitting.at == "ended":
            self.monkey.counts["evenings to their end"] += 1
            assert position not in [row.position for row in Disk(self.save).rows]
        self.monkey.counts["restarts"] += 1
        self.sitting.wait(seconds=self.monkey.chance.choice((1, 60, 4000)))
        self.sitting.start_again(seed=self.monkey.pressed)
        disk = Disk(self.save)
        assert disk.position is None or name_of(disk.position.place) != "good-night"

    async def press(self, screen: Screen) -> None:
        monkey, sitting = self.monkey, self.sitting
        before, disk = sitting.navigation.session.position, Disk(self.save)
        on_talk = isinstance(sitting.navigation.view, EveningView)
        what, key = self.choose(screen)
        monkey.did(f"{what}:{key}")
        monkey.counts[what] += 1
        match what:
            case "click" | "twice":
                with contextlib.suppress(
                    StopIteration, RuntimeError
                ):  # the row is not painted: the window is too small
                    await screen.click(key, 2 if what == "twice" else 1)
            case "somewhere":
                width, height = screen.app.size
                await screen.pilot.click(offset=(monkey.chance.randrange(width), monkey.chance.randrange(height)))
            case "size":
                await screen.resize(*monkey.size())
            case "wait":
                sitting.wait(seconds=monkey.chance.choice((5, 500, 5000)))
            case _:
                await screen.press(key)
        await screen.pilot.pause()
        after, written = sitting.navigation.session.position, Disk(self.save)
        if what == "b" and on_talk and before is not None and can_go_back(before.place):
            assert after == disk.before, "back is exact"
            monkey.counts["undone"] += 1
        self.check(screen, written)

    def choose(self, screen: Screen) -> tuple[str, str]:
        monkey, scene = self.monkey, self.sitting.scene
        if isinstance(scene, Form):
            what = monkey.picks(field=30, somewhere=1, size=1)
            return what, monkey.chance.choice(FIELD_KEYS)
        what = monkey.picks(
            usual=40,
            row=14,
            hidden=5,
            any=4,
            strange=3,
            named=4,
            click=8,
            twice=3,
            somewhere=3,
            size=2,
            wait=3,
            b=5,
            q=0.6,
        )
        rows = (*scene.rows, *(scene.hidden if what == "hidden" else ()))
        row = monkey.chance.choice(rows)
        choices = {
            "usual": (self.sitting.usual,),
            "any": LETTERS + "123456789",
            "strange": STRANGE,
            "named": NAMED,
            "b": "b",
            "q": "q",
        }
        return what, monkey.chance.choice(choices.get(what, row.keys))

    def check(self, screen: Screen, written: Disk) -> None:
        """Invariants after each press."""
        monkey, sitting, app = self.monkey, self.sitting, screen.app
        position = sitting.navigation.session.position
        assert app._exception is None
        assert app.is_running or sitting.navigation.over
        monkey.saw(position)
        if sitting.at not in {"", "ended"}:
            assert written.position == position, "what is shown is on the disk"
        assert written.settings == sitting.settings
        whole = monkey.pressed % 20 == 0 or sitting.navigation.over
        written.check({suit.name for suit in self.deck.suits}, since=0 if whole else max(0, len(written.rows) - 3))
        if sitting.navigation.over:
            return
        width, height = app.size
        strips = app.screen._compositor.render_strips()
        assert len(strips) == height
        assert all(strip.cell_length == width for strip in strips), "nothing is painted beyond the window"
        assert "Traceback" not in screen.text
        scene = sitting.scene
        if isinstance(scene, Form):
            monkey.counts["at the names"] += 1
            assert app.screen.query(Input)
        elif width >= SMALLEST[0] and height >= SMALLEST[1]:
            assert app.screen is app.screen_stack[0]
            painted_as_told(screen)


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.long
async def test_a_monkey_harms_nothing(seed: int, tmp_path: Path) -> None:
    monkey = await Play(seed, tmp_path / "save.db").run(30)
    assert monkey.pressed >= 30


@pytest.mark.long
@pytest.mark.parametrize("seed", range(10, 20))
async def test_a_monkey_harms_nothing_in_500_presses(seed: int, tmp_path: Path) -> None:
    monkey = await Play(seed, tmp_path / "save.db").run(500)
    print(monkey.report())
