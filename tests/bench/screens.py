"""Every screen of an evening as the real program draws it, in three sizes and three looks, on sheets for review.

    python tests/bench/screens.py FOLDER             all of them
    python tests/bench/screens.py FOLDER first talk  only these ways; see WAYS

FOLDER gets a sheet of nine for each screen, and one of all screens for each size and look. Needs DejaVu Sans Mono.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))

from msgspec.structs import replace
from pictures import QUARTERS, evenings_before
from PIL import Image, ImageDraw, ImageFont

from cardtui.deck.card import TENDER, Kind
from cardtui.rules.position import Doing, Offered, Speaking
from couple_session import KNOWN, SHIPPED, Sitting
from full_screens import small_program
from program import Program
from terminal import Drawn

SIZES = ((60, 18), (80, 24), (120, 40))
FULL = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
LOOKS = {
    "dark": ("dark", FULL),
    "light": ("light", FULL),
    "16 colors": ("dark", {"TERM": "xterm-16color", "COLORTERM": ""}),
}
NAMED = {"enter": "\r", "esc": "\x1b", "right": "\x1b[C", "down": "\x1b[B"}

STILL = 0.3
"""Seconds without a change after which a screen counts as settled."""

CELL, LINE, FONT = 10, 20, "/usr/share/fonts/truetype/dejavu/DejaVuSansMono{}.ttf"
_NAMES = ("black", "red", "green", "brown", "blue", "magenta", "cyan", "white")
_USUAL = ("000000", "cd0000", "00cd00", "cdcd00", "0000ee", "cd00cd", "00cdcd", "e5e5e5")
_BRIGHT = ("7f7f7f", "ff0000", "00ff00", "ffff00", "5c5cff", "ff00ff", "00ffff", "ffffff")
ANSI = dict(zip((*_NAMES, *(f"bright{name}" for name in _NAMES)), _USUAL + _BRIGHT, strict=True))
"""How xterm shows the colors of its palette."""

Prepare = Callable[[Program], object]


class Way(NamedTuple):
    """From a save file through several screens. steps: keys, a colon, and the name of the screen after them."""

    prepare: Prepare
    steps: str
    options: tuple[str, ...] = ()


def left_at(wanted: Callable[[object], bool], *keys: str, ago: float = 0, **settings: object) -> Prepare:
    """An evening left at the wanted place, after these additional keys. ago: hours."""

    def prepare(program: Program) -> None:
        for seed in range(20):
            program.save.unlink(missing_ok=True)
            now = datetime.now(UTC) - timedelta(hours=ago)
            pair = Sitting(program.save, SHIPPED, replace(KNOWN, **settings), now=now, seed=seed)
            pair.press("enter", "enter")
            for _ in range(24):
                if wanted(pair.place):
                    pair.press(*keys).store.close()
                    return
                pair.press(pair.usual)
            pair.store.close()
        raise AssertionError("there is no such place")

    return prepare


def _asks(place: object) -> bool:
    if not isinstance(place, Speaking):
        return False
    card = place.turn.round.subject.card  # type: ignore[union-attr]
    return card.kind is Kind.QUESTION and bool(card.stem and card.listen)


WAYS = {
    "first": Way(
        lambda _: None,
        ":note esc:note-menu enter.enter:names A.n.a.enter.B.e.n:names-typed enter:how-first enter:settle-first"
        " enter:speak-first enter:mirror-first enter:verdict-first 2:missing enter.enter.1:thank-first"
        " enter:speak-second enter.enter.1.enter:rest enter:offered",
        ("--no-save",),
    ),
    "start": Way(
        lambda program: evenings_before(program.save, 3),
        ":start ?:help 1:how enter.enter.4:path right.right:path-third enter:path-card enter.b.5:settings"
        " 2:settings-depth esc.3:settings-talk esc.4:settings-suits enter.5:settings-topics enter.6:settings-names"
        " esc.7:settings-look esc.enter.3.enter:own 1:own-who b.b.2:postpone b.enter:own-again",
        ("--minutes", "45"),
    ),
    "pick": Way(
        lambda program: evenings_before(program.save, 3), "enter:settle enter:pick right:pick-second 2:offered-second"
    ),
    "talk": Way(
        left_at(_asks, dialogue="full"),
        ":start-open 7:replace b.enter:speak i:mirror-held enter:verdict-held 1:onward enter:mirror enter:verdict"
        " 3:more enter.enter.1:summarize enter:verdict-summary 1:validate 2:help-me enter.enter.1.enter:empathize"
        " 2:feelings enter.enter:verdict-feeling 2:name-it enter.enter.1:thank esc:menu enter.p:leave 3.g:path-empty"
        " enter.t:pause enter:away x:away-hint 1:return 2:between enter.enter.1:between-wish enter.enter.1:answer"
        " 2:answer-smaller enter.enter.enter.enter.1.enter.enter.1.1.enter:return-later 3:close enter.enter:night"
        " 1:night-heart",
    ),
    "step": Way(left_at(lambda place: isinstance(place, Doing)), "enter:do enter:step-speak"),
    "tender": Way(
        left_at(lambda place: isinstance(place, Offered) and place.dealt.card.depth == TENDER, depth=3), "enter:tender"
    ),
    "back": Way(left_at(_asks, "enter", ago=1), "enter:settle-again enter:heart"),
    "apart": Way(left_at(_asks, "t", "enter", ago=3), ":start-apart enter:away-past"),
    "waits": Way(left_at(_asks, "t", "enter", ago=0.1), ":start-waits enter:away-waits 1:return-soon"),
    "short": Way(
        lambda program: small_program(program.home),
        "enter.enter.enter.enter.enter.enter.1.enter.enter.enter.1.enter.enter.2.2.2:short",
        ("--left", "Ana", "--right", "Ben", "--deck", "small.yaml"),
    ),
}


def main() -> None:
    """Draw the named ways, or all."""
    folder, *names = sys.argv[1:]
    runs = [(name, look, size) for name in names or WAYS for look in LOOKS for size in SIZES]
    with ThreadPoolExecutor(2) as pool:
        drawn = [each for run in pool.map(lambda run: list(_drawn(*run)), runs) for each in run]
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    for screen in dict.fromkeys(screen for screen, _, _, _ in drawn):
        _sheet(target / f"{screen}.png", [picture for each, *_, picture in drawn if each == screen], len(SIZES))
    for look in LOOKS:
        for width, height in SIZES:
            pictures = [picture for _, *place, picture in drawn if place == [look, (width, height)]]
            _sheet(target / f"all {look} {width}x{height}.png", pictures, 4)


def _drawn(name: str, look: str, size: tuple[int, int]) -> Iterator[tuple[str, str, tuple[int, int], Image.Image]]:
    way, (theme, environment) = WAYS[name], LOOKS[look]
    with tempfile.TemporaryDirectory() as home:
        program = Program(Path(home))
        way.prepare(program)
        save = () if "--no-save" in way.options else ("--save", str(program.save))
        options = tuple(str(program.home / each) if each.endswith(".yaml") else each for each in way.options)
        with Drawn(program, "--no-plain", "--theme", theme, *save, *options, size=size, **environment) as drawn:
            drawn._screen.resize(*size[::-1])
            drawn.until_it(lambda text: text.strip().count("\n") > 1)
            for step in way.steps.split():
                keys, _, screen = step.rpartition(":")
                for key in filter(None, keys.split(".")):
                    _rest(drawn)
                    drawn.type(NAMED.get(key, key))
                _rest(drawn)
                yield screen, look, size, _picture(drawn)


def _rest(drawn: Drawn) -> None:
    before = None
    while before != drawn.raw:
        before = drawn.raw
        drawn.rest(STILL)


def _picture(drawn: Drawn) -> Image.Image:
    screen = drawn._screen
    image = Image.new("RGB", (screen.columns * CELL, screen.lines * LINE))
    draw = ImageDraw.Draw(image)
    usual, bold = (ImageFont.truetype(FONT.format(style), 16) for style in ("", "-Bold"))
    for y in range(screen.lines):
        for x in range(screen.columns):
            cell, left, top = screen.buffer[y][x], x * CELL, y * LINE
            ink, ground = _color(cell.fg, "#e5e5e5"), _color(cell.bg, "#000000")
            ink, ground = (ground, ink) if cell.reverse else (ink, ground)
            draw.rectangle((left, top, left + CELL - 1, top + LINE - 1), fill=ground)
            quarters = QUARTERS.get(cell.data, 0)
            for quarter, (right, down) in ((1, (0, 0)), (2, (1, 0)), (4, (0, 1)), (8, (1, 1))):
                if quarters & quarter:
                    at = left + right * CELL // 2, top + down * LINE // 2
                    draw.rectangle((*at, at[0] + CELL // 2 - 1, at[1] + LINE // 2 - 1), fill=ink)
            if not quarters and cell.data.strip():
                draw.text((left, top), cell.data, ink, bold if cell.bold else usual)
    return image.quantize(64)  # hundreds of them are held at once


def _color(name: str, usual: str) -> str:
    return usual if name == "default" else f"#{ANSI.get(name, name)}"


def _sheet(target: Path, pictures: list[Image.Image], columns: int) -> None:
    rows = [pictures[at : at + columns] for at in range(0, len(pictures), columns)]
    heights = [max(each.height for each in row) + LINE for row in rows]
    width = max(sum(each.width + CELL for each in row) for row in rows)
    sheet = Image.new("RGB", (width, sum(heights)), "#808080")
    for number, row in enumerate(rows):
        for place, each in enumerate(row):
            sheet.paste(each, (sum(other.width + CELL for other in row[:place]), sum(heights[:number])))
    sheet.save(target)


if __name__ == "__main__":
    main()
