"""Each limit of a deck file from both sides, and what the worst files cost."""

from __future__ import annotations

import json
import math
import re
import statistics
import subprocess
import sys
import time
import timeit
from pathlib import Path
from typing import NamedTuple

import pytest

from cardtui.deck.files.source import PROBLEM_LIMIT, SIZE_LIMIT
from deck.any_bytes import judge, lines_of
from deck.deckfiles import SUIT, codes, problems_of, suit_of
from deck.pathological_files import DIALOGUE_SHAPES, HEAD, SHAPES, WORD_SHAPES, Shape, content
from program import LONGEST as LONGEST_RUN
from program import Program

LONGEST = 10.0
MOST_MEMORY = 450_000_000
"""Seconds of CPU time and bytes for a file of 4 MB, with advice. On a quiet machine: 7 seconds and 360 MB for the
worst, 1 second and 150 MB for most."""

ADDITIONS, QUIET = 2_600_000, 0.05
"""This many additions take that many seconds of CPU time on the machine of these figures when it is quiet."""

TRIES = 3
"""Maximum measurements of a file, until one is within its limits."""

ALL_SHAPES: dict[str, tuple[str, Shape]] = {
    name: (kind, shape)
    for kind, shapes in (("suit", SHAPES), ("dialogues", DIALOGUE_SHAPES), ("words", WORD_SHAPES))
    for name, shape in shapes.items()
}


# A process counts the memory of the one that it was forked from as its own; so a small one is in between.
_MEASURING = """
import json, resource, subprocess, sys
ran = subprocess.run(sys.argv[2:], stdin=subprocess.DEVNULL, capture_output=True, timeout=float(sys.argv[1]))
used = resource.getrusage(resource.RUSAGE_CHILDREN)
memory = used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
out, err = (text.decode() for text in (ran.stdout, ran.stderr))
json.dump([ran.returncode, used.ru_utime + used.ru_stime, memory, out, err], sys.stdout)
"""


class Measured(NamedTuple):
    """seconds: of CPU time. memory: maximum bytes. codes: of all that was reported."""

    seconds: float
    memory: int
    codes: set[str]


def measure(home: Path, path: Path) -> Measured:
    """Run `cardtui check` on a file or folder; it must neither crash nor hang. home: a folder of its own."""
    program = Program(home)
    command = [sys.executable, "-c", _MEASURING, str(LONGEST_RUN), *program.command("check", str(path))]
    status, seconds, memory, out, err = json.loads(subprocess.check_output(command, env=program.environment))
    assert status in (0, 1), (status, err[-1000:])
    assert err == ""
    return Measured(seconds, memory, set(re.findall(r"^.+?: (?:error|warning)\[([a-z0-9-]+)\]", out, re.MULTILINE)))


def check(home: Path, kind: str, data: bytes) -> Measured:
    """Run it on a file of that kind."""
    path = home / f"{kind}.yaml"
    path.write_bytes(data)
    return measure(home, path)


def slowness() -> float:
    """How much slower this machine is now. Sharing a core also increases CPU time."""
    took = timeit.repeat("total += 1", "total = 0", timer=time.process_time, repeat=5, number=ADDITIONS)
    return max(1.0, statistics.median(took) / QUIET)


# From both sides


@pytest.mark.parametrize(("extra", "reported"), [(1, PROBLEM_LIMIT + 1), (-1, PROBLEM_LIMIT - 1), (0, PROBLEM_LIMIT)])
@pytest.mark.sample(1)
def test_10000_problems_are_told_then_too_many(extra: int, reported: int) -> None:
    text = SUIT + "".join(f"wrong{number}: x\n" for number in range(PROBLEM_LIMIT + extra))
    problems = suit_of(text).source.problems
    assert len(problems) == reported
    assert [problem.code for problem in problems].count("too-many") == (extra == 1)


@pytest.mark.parametrize("lines", [1, 100, 101, 50_000])
@pytest.mark.sample(2)
def test_many_tag_lines_are_refused_unparsed(lines: int) -> None:
    # libyaml compares each with all before it: 4 MB of them took a minute.
    text = "".join(f"%TAG !a{number}! tag:a:\n" for number in range(lines)) + f"---\n{SUIT}"
    found = problems_of(text)
    assert (codes(found), found[0].line) == (["yaml-tag"], 1)
    assert judge("suit", f"{SUIT}...\n{text}".encode()).errors


def test_a_percent_sign_in_a_text_is_no_tag_line() -> None:
    assert suit_of(SUIT.replace("Walk to", "Walk 100 %TAG to")).suit
    text = SUIT.replace("Walk to", '"' + "Walk\n\n     %TAG " * 120).replace("together.", 'together."')
    assert suit_of(text).suit


# What they cost


@pytest.mark.parametrize("name", ALL_SHAPES)
@pytest.mark.sample(6)
def test_a_hostile_shape_is_told_like_any_file(name: str) -> None:
    kind, shape = ALL_SHAPES[name]
    made = content(shape, 6_000)
    assert lines_of(made)
    judge(kind, made)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["tag directives", "bracket pairs to the limit"])
@pytest.mark.sample(1)
def test_some_of_the_worst_files_cost_little_time_and_memory(name: str, tmp_path: Path) -> None:
    kind, shape = ALL_SHAPES[name]
    measured = check(tmp_path, kind, content(shape, 1_000_000))
    assert measured.codes
    assert measured.seconds / slowness() < LONGEST / 2
    assert measured.memory < MOST_MEMORY / 3


@pytest.mark.long
@pytest.mark.parametrize("name", ALL_SHAPES)
def test_4_mb_of_any_shape_cost_seconds_and_grow_linearly(name: str, tmp_path: Path) -> None:
    kind, shape = ALL_SHAPES[name]
    start, half, whole, quiet = math.inf, math.inf, math.inf, math.inf
    for _ in range(TRIES):
        # The minimum of several: other work on the machine can only add to the cost of a file.
        start = min(start, check(tmp_path, kind, b"suit: x\n").seconds)
        half = min(half, check(tmp_path, kind, content(shape, SIZE_LIMIT // 2)).seconds)
        measured = check(tmp_path, kind, content(shape))
        whole, quiet = min(whole, measured.seconds), min(quiet, measured.seconds / slowness())
        ratio = (whole - start) / max(0.05, half - start)
        # Quadratic would be 4. The ratio is meaningless for tiny times.
        is_linear = ratio < 3 or whole - start < 0.5
        if is_linear and quiet < LONGEST:
            break
    print(f"{name}: {whole:.2f} s, quiet {quiet:.2f} s, {measured.memory / 1e6:.0f} MB, doubling {ratio:.1f}")
    assert quiet < LONGEST
    assert measured.memory < MOST_MEMORY
    assert is_linear


def test_a_million_cards_are_too_many_for_a_file(tmp_path: Path) -> None:
    data = HEAD.encode() + b"  - {id: a, kind: step, depth: 1, prompt: Walk}\n" * 1_000_000
    measured = check(tmp_path, "suit", data)
    assert measured.codes == {"too-big"}
    assert measured.memory < 100_000_000


@pytest.mark.long
def test_ten_thousand_good_files_are_one_deck(tmp_path: Path) -> None:
    deck = tmp_path / "deck"
    deck.mkdir()
    for number in range(10_000):
        text = SUIT.replace("Connect", f"S{number}").replace("aliases: [old-id]", f"aliases: [old-{number}]")
        text = text.replace("cared-for-lately", f"cared-{number}").replace("small-walk", f"walk-{number}")
        (deck / f"{number}.yaml").write_text(text, encoding="utf-8")
    measured = measure(tmp_path, deck)
    assert measured.codes == {"assumed-body", "near-duplicate"}, "advice on cards that repeat, and no error"
    print(f"10,000 files: {measured.seconds:.1f} s, {measured.memory / 1e6:.0f} MB")
    assert measured.seconds < 60
    assert measured.memory < 1_500_000_000
