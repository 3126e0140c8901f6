"""The pictures of the README, drawn from the real program into docs/.

    python tests/bench/pictures.py             all of them
    python tests/bench/pictures.py turn wall   only these; see PICTURES

A screen is a self-contained SVG: every frame is what a terminal shows, and a line that several frames
share is in the file once. The printed cards are a PNG, for which poppler's pdftoppm is needed.
"""

from __future__ import annotations

import itertools
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from xml.sax.saxutils import escape

sys.path.insert(0, str(Path(__file__).parents[1]))

from msgspec.structs import replace

from cardtui.deck.card import Kind
from cardtui.rules.position import Picking
from couple_session import KNOWN, SHIPPED, Sitting
from full_screens import ENTER
from program import Program
from shipped_words import WORDS, filled
from terminal import Drawn

DOCS = Path(__file__).parents[2] / "docs"

CELL, LINE, SIZE = 10, 20, 16
"""Pixels of a cell, of a line, and of the letters."""

SEAM = 1
"""Pixels by which a line overlaps the next one, which covers them, so that a scaled picture has no gaps."""

QUARTERS = dict(zip("▀▄█▌▐▖▗▘▙▚▛▜▝▞▟", (3, 12, 15, 5, 10, 4, 8, 1, 13, 9, 7, 11, 2, 6, 14), strict=True))
"""Characters drawn as shapes, since letters would leave gaps: upper left 1, upper right 2, lower left 4, lower right 8.
"""

Frame = tuple[str, ...]
"""The lines of a picture, each as SVG around the height 0."""

Timed = tuple[Frame, float]
"""A picture, and how many seconds it is shown."""

COLORS = {"COLORTERM": "truecolor", "TERM": "xterm-256color"}

WALL = filled(WORDS.chip_speaks, name=WORDS.lead_first).upper()
"""On the slide of the wall in the picture."""

PICK = "the card"

TURN = (
    *((ENTER, 0), (ENTER, 0), ("", 1.4), (PICK, 1.3), (ENTER, 1.4)),
    *(("1", 1.5), (ENTER, 1.5), ("1", 0.9), (ENTER, 1.2)),
)
"""Keys, and how many seconds their result is shown; the part before the deal is left out. Three cards, one is
picked and taken, one says it, the other says it back, "Did I get that?", thanks, and they swap. Ten seconds in all."""

MOVES = 0.45
"""Seconds of possible motion after a key."""


def main() -> None:
    """Make the named pictures, or all."""
    for name in sys.argv[1:] or PICTURES:
        with tempfile.TemporaryDirectory() as home:
            target = PICTURES[name](Program(Path(home)), DOCS / name)
        print(f"{target}: {target.stat().st_size / 1000:.0f} kB")


def _evening(program: Program, target: Path, *, look: str, frames: Callable[[Drawn, str], Iterable[Timed]]) -> Path:
    """A picture of two who have played some evenings. frames: which ones, given the key that picks a question."""
    seed, pick = next(filter(None, (_with_a_question(program.save, last) for last in range(2, 9))))
    options = ("--no-plain", "--save", str(program.save), "--seed", str(seed), "--theme", look)
    with Drawn(program, *options, **COLORS) as drawn:
        drawn.until(WORDS.start_title).rest(MOVES)
        return _write(target, list(frames(drawn, pick)))


def _first(drawn: Drawn, _: str) -> Iterator[Timed]:
    yield _frame(drawn), 1.0


def _mirror(drawn: Drawn, pick: str) -> Iterator[Timed]:
    frames = list(_turn(drawn, pick))
    yield next(frame for frame in reversed(frames) if WORDS.mirror_asked in "".join(frame[0]))


def _path(drawn: Drawn, _: str) -> Iterator[Timed]:
    drawn.press("4", WORDS.path_read)
    drawn.type("\x1b[C\x1b[C")
    drawn.rest(MOVES)
    yield _frame(drawn), 1.0


def _wall(program: Program, target: Path) -> Path:
    with Drawn(program, "lead", "evening", "--theme", "dark", size=(120, 36), **COLORS) as drawn:
        drawn._screen.resize(36, 120)
        while not drawn.shows(WALL):
            drawn.type(ENTER)
            drawn.rest(MOVES)
        return _write(target, [(_frame(drawn), 1.0)], columns=120)


def _cards(program: Program, target: Path) -> Path:
    pdf = program.home / "cards.pdf"
    ran = program.run("print", "cards", "Connect", "--paper", "a4", "-o", str(pdf))
    assert ran.status == 0, ran.err
    part = ("-f", "1", "-singlefile", "-r", "90", "-x", "20", "-y", "30", "-W", "704", "-H", "670")
    subprocess.run(["pdftoppm", "-png", "-gray", *part, pdf, target], check=True)
    return target.with_suffix(".png")


def evenings_before(save: Path, last: int) -> None:
    """Two who have seen some cards and given hearts. last: number of cards in the last evening."""
    save.unlink(missing_ok=True)
    for days, cards in ((30, 4), (16, 5), (9, 3), (2, last)):
        pair = Sitting(save, SHIPPED, KNOWN, now=datetime.now(UTC) - timedelta(days=days), seed=days)
        pair.press("enter", "enter")
        for _ in range(cards - 1):
            pair.until("resting").wait(minutes=1).press("enter")
        pair.good_night().press("2", "enter")
        pair.store.keep_settings(replace(pair.settings, spread=True))
        pair.store.close()


def _with_a_question(save: Path, last: int) -> tuple[int, str] | None:
    """A seed for which one of the three is a question with a stem, and the key that picks it."""
    evenings_before(save, last)
    for seed in range(10):
        copy = save.with_name(f"copy-{seed}.db")
        copy.write_bytes(save.read_bytes())
        pair = Sitting(copy, SHIPPED, replace(KNOWN, spread=True), seed=seed).press("enter", "enter")
        place = pair.place
        pair.store.close()
        for number, back in enumerate(place.backs, start=1) if isinstance(place, Picking) else ():
            if back.card.kind is Kind.QUESTION and back.card.stem:
                return seed, str(number)
    return None


def _turn(drawn: Drawn, pick: str) -> Iterator[Timed]:
    """Each picture, and how long it is shown."""
    for key, seconds in TURN:
        if key:
            drawn.type(pick if key == PICK else key)
        if not seconds:
            drawn.rest(MOVES)
            continue
        before = time.monotonic()
        shown = _frame(drawn)
        while (now := time.monotonic()) - before < MOVES:
            drawn.rest(0.04)
            frame = _frame(drawn)
            if frame != shown:
                yield shown, max(0.04, time.monotonic() - now)
                shown = frame
        yield shown, seconds


PICTURES = {
    "start": partial(_evening, look="dark", frames=_first),
    "turn": partial(_evening, look="dark", frames=_turn),
    "light": partial(_evening, look="light", frames=_mirror),
    "path": partial(_evening, look="dark", frames=_path),
    "wall": _wall,
    "cards": _cards,
}


def _frame(drawn: Drawn) -> Frame:
    """The screen of the terminal."""
    screen = drawn._screen
    return tuple(_line([screen.buffer[y][x] for x in range(screen.columns)]) for y in range(screen.lines))


def _line(cells: list) -> str:  # type: ignore[type-arg]
    """One line: a rectangle for each run of one background, a text for each run of one color."""
    parts, at = [], 0
    while at < len(cells):
        first, end = cells[at], at
        while end < len(cells) and _look(cells[end]) == _look(first):
            end += 1
        ink, ground, bold = _look(first)
        x, width = at * CELL, (end - at) * CELL
        text = "".join(cell.data for cell in cells[at:end])
        if ground:
            parts.append(f'<path fill="#{ground}" d="M{x} 0h{width}v{LINE + SEAM}h-{width}z"/>')
        if blocks := _blocks(text, x):
            parts.append(f'<path fill="#{ink}" d="{blocks}"/>')
            text = "".join(" " if sign in QUARTERS else sign for sign in text)
        weight = ' class="b"' if bold else ""
        for words in re.finditer(r"\S+(?: \S+)*", text):  # several spaces would be collapsed
            left, length = x + words.start() * CELL, len(words[0]) * CELL
            place = f'x="{left}" y="{SIZE - 1}" textLength="{length}"'
            parts.append(f'<text {place} fill="#{ink}"{weight}>{escape(words[0])}</text>')
        at = end
    return "".join(parts)


def _blocks(text: str, x: int) -> str:
    """The outlines of drawn characters in a text, as runs of quarters of cells."""
    outlines = []
    for y, quarters in ((0, (1, 2)), (LINE // 2, (4, 8))):
        filled = [bool(QUARTERS.get(sign, 0) & quarter) for sign in text for quarter in quarters]
        at = 0
        for is_filled, run in itertools.groupby(filled):
            count = len(list(run))
            left, width = x + at * CELL // 2, count * CELL // 2
            if is_filled:
                outlines.append(f"M{left} {y}h{width}v{LINE // 2 + bool(y) * SEAM}h-{width}z")
            at += count
    return "".join(outlines)


def _look(cell) -> tuple[str, str, bool]:  # type: ignore[no-untyped-def]
    ink, ground = (("e8e6e3", "1f2a26")[n] if c == "default" else c for n, c in enumerate((cell.fg, cell.bg)))
    return (ground, ink, cell.bold) if cell.reverse else (ink, ground, cell.bold)


def _write(target: Path, frames: list[Timed], columns: int = 80) -> Path:
    target = target.with_suffix(".svg")
    target.write_text(_svg(frames, columns), encoding="utf-8")
    return target


def _svg(frames: list[Timed], columns: int) -> str:
    different = dict.fromkeys(line for frame, _ in frames for line in frame)
    lines = {line: f"l{number}" for number, line in enumerate(different)}
    total = sum(seconds for _, seconds in frames)
    width, height = columns * CELL, len(frames[0][0]) * LINE
    style = [
        f"text{{font:{SIZE}px ui-monospace,Menlo,Consolas,'DejaVu Sans Mono',monospace;white-space:pre}}",
        ".b{font-weight:700}path{shape-rendering:crispEdges}",
    ]
    groups, at = [], 0.0
    for number, (frame, seconds) in enumerate(frames):
        uses = "".join(f'<use href="#{lines[line]}" y="{y * LINE}"/>' for y, line in enumerate(frame) if line)
        if len(frames) > 1:
            begin, end = at / total * 100, (at + seconds) / total * 100
            hidden = "" if number == 0 else "0%{visibility:hidden}"
            style.append(
                f"@keyframes k{number}{{{hidden}{begin:.2f}%{{visibility:visible}}{end:.2f}%{{visibility:hidden}}}}"
                f"#f{number}{{visibility:hidden;animation:k{number} {total:.2f}s step-end infinite}}"
            )
        groups.append(f'<g id="f{number}">{uses}</g>')
        at += seconds
    drawn = "".join(f'<g id="{name}">{line}</g>' for line, name in lines.items())
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
        f"<style>{''.join(style)}</style><defs>{drawn}</defs>"
        f'<rect width="{width}" height="{height}" fill="#1f2a26"/>{"".join(groups)}</svg>\n'
    )


if __name__ == "__main__":
    main()
