"""A moving picture of one turn, drawn from the real program: an SVG that needs nothing but itself.

    python tests/bench/moving_picture.py docs/turn.svg            a turn, as it moves
    python tests/bench/moving_picture.py docs/path.svg path       one still picture of our path
    python tests/bench/moving_picture.py docs/light.svg light     and one of a mirror, in light colors

Every frame is what a terminal of 80x24 shows. A line that several frames share is in the file once.
"""

from __future__ import annotations

import re
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from xml.sax.saxutils import escape

sys.path.insert(0, str(Path(__file__).parents[1]))

from msgspec.structs import replace

from cardtui.deck.card import Kind
from cardtui.rules.position import Picking, Resting
from couple_session import KNOWN, SHIPPED, Sitting
from full_screens import ENTER
from program import Program
from shipped_words import WORDS
from terminal import Drawn

CELL, LINE, SIZE = 9, 19, 15
"""Pixels of a cell, of a line, and of the letters."""

Frame = tuple[str, ...]
"""The lines of a picture, each as SVG around the height 0."""

PICK = "the card"

TURN = (
    ("", 1.6),
    (ENTER, 1.2),
    (ENTER, 1.6),
    (PICK, 1.8),
    (ENTER, 1.8),
    ("1", 1.8),
    (ENTER, 1.6),
    ("1", 1.6),
    (ENTER, 1.6),
)
"""Keys, and how many seconds one looks at what they bring: three cards, one is picked and taken, one says it, the other
says it back, "Did I get that?", thanks, and they swap."""

MOVES = 0.45
"""Seconds after a key in which something may move."""


def main() -> None:
    """Draw into the file that is named."""
    target, what = Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "turn"
    with tempfile.TemporaryDirectory() as home:
        program = Program(Path(home))
        seed, pick = next(filter(None, (_with_a_question(program.save, last) for last in range(2, 9))))
        options = (
            "--no-plain",
            "--save",
            str(program.save),
            "--seed",
            str(seed),
            "--theme",
            "light" if what == "light" else "dark",
        )
        with Drawn(program, *options, COLORTERM="truecolor", TERM="xterm-256color") as drawn:
            drawn.until(WORDS.start_title)
            frames = [(_path(drawn), 1.0)] if what == "path" else list(_turn(drawn, pick))
        if what == "light":
            frames = [next(frame for frame in reversed(frames) if WORDS.mirror_asked in "".join(frame[0]))]
    target.write_text(_svg(frames), encoding="utf-8")
    print(f"{target}: {len(frames)} frames, {target.stat().st_size / 1000:.0f} kB")


def _evenings_before(save: Path, last: int) -> None:
    """Two who have had some cards, and gave hearts. last: so many in the last evening."""
    save.unlink(missing_ok=True)
    for days, cards in ((30, 4), (16, 5), (9, 3), (2, last)):
        pair = Sitting(save, SHIPPED, KNOWN, now=datetime.now(UTC) - timedelta(days=days), seed=days).press(
            ENTER_KEY, ENTER_KEY
        )
        for _ in range(cards - 1):
            pair.until(Resting).wait(minutes=1).press(ENTER_KEY)
        pair.good_night().press("2", ENTER_KEY)
        pair.store.keep_settings(replace(pair.settings, spread=True))
        pair.store.close()


def _with_a_question(save: Path, last: int) -> tuple[int, str] | None:
    """A seed with which one of the three is a question with first words, and the key that picks it."""
    _evenings_before(save, last)
    for seed in range(10):
        copy = save.with_name(f"copy-{seed}.db")
        copy.write_bytes(save.read_bytes())
        pair = Sitting(copy, SHIPPED, replace(KNOWN, spread=True), seed=seed).press(ENTER_KEY, ENTER_KEY)
        place = pair.place
        pair.store.close()
        for number, back in enumerate(place.backs, start=1) if isinstance(place, Picking) else ():
            if back.card.kind is Kind.QUESTION and back.card.stem:
                return seed, str(number)
    return None


ENTER_KEY = "enter"


def _turn(drawn: Drawn, pick: str) -> Iterator[tuple[Frame, float]]:
    """Each picture, and for how long it stays."""
    for key, seconds in TURN:
        if key:
            drawn.type(pick if key == PICK else key)
        before = time.monotonic()
        shown = _frame(drawn)
        while (now := time.monotonic()) - before < MOVES:
            drawn.rest(0.04)
            frame = _frame(drawn)
            if frame != shown:
                yield shown, max(0.04, time.monotonic() - now)
                shown = frame
        yield shown, seconds


def _path(drawn: Drawn) -> Frame:
    drawn.press("4", WORDS.path_read)
    drawn.type("\x1b[C\x1b[C")
    drawn.rest(MOVES)
    return _frame(drawn)


def _frame(drawn: Drawn) -> Frame:
    """What the terminal shows."""
    screen = drawn._screen
    return tuple(_line([screen.buffer[y][x] for x in range(screen.columns)]) for y in range(screen.lines))


def _line(cells: list) -> str:  # type: ignore[type-arg]
    """One line: a rectangle for each piece of ground, a text for each piece of one ink."""
    parts, at = [], 0
    while at < len(cells):
        first, end = cells[at], at
        while end < len(cells) and _look(cells[end]) == _look(first):
            end += 1
        ink, ground, bold = _look(first)
        x, width = at * CELL, (end - at) * CELL
        text = "".join(cell.data for cell in cells[at:end])
        if ground:
            parts.append(f'<path fill="#{ground}" d="M{x} 0h{width}v{LINE}h-{width}z"/>')
        weight = ' class="b"' if bold else ""
        for words in re.finditer(r"\S+(?: \S+)*", text):  # several spaces would be drawn as one
            left, length = x + words.start() * CELL, len(words[0]) * CELL
            place = f'x="{left}" y="{SIZE - 1}" textLength="{length}"'
            parts.append(f'<text {place} fill="#{ink}"{weight}>{escape(words[0])}</text>')
        at = end
    return "".join(parts)


def _look(cell) -> tuple[str, str, bool]:  # type: ignore[no-untyped-def]
    ink, ground = (("e8e6e3", "1f2a26")[n] if c == "default" else c for n, c in enumerate((cell.fg, cell.bg)))
    return (ground, ink, cell.bold) if cell.reverse else (ink, ground, cell.bold)


def _svg(frames: list[tuple[Frame, float]]) -> str:
    lines = {
        line: f"l{number}" for number, line in enumerate(dict.fromkeys(line for frame, _ in frames for line in frame))
    }
    total = sum(seconds for _, seconds in frames)
    width, height = 80 * CELL, 24 * LINE
    style = [
        f"text{{font:{SIZE}px ui-monospace,Menlo,Consolas,'DejaVu Sans Mono',monospace;white-space:pre}}",
        ".b{font-weight:700}",
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
