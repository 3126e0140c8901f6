"""Typing and pasting slips: each is reported at its place, with what to type instead."""

from __future__ import annotations

import pytest

from deck.deckfiles import SUIT, places, problems_of

STEP, WALK, SMALL = "kind: step", "prompt: Walk to the window together.", "- id: small-walk"


@pytest.mark.parametrize(
    ("old", "new", "place", "said"),
    [
        (STEP, "kind:step", (16, 9), "a space is missing after ':'"),
        (SMALL, "-id: small-walk", (15, 3), "a space is missing after '-'"),
        ("- id: cared-for-lately", "-id: cared-for-lately", (6, 3), "a space is missing after '-'"),
        (SMALL, "* id: small-walk", (15, 3), "a list item begins with '- '"),
        (SMALL, "– id: small-walk", (15, 3), "this is a longer dash"),
        ("    depth: 2", "\u00a0\u00a0\u00a0\u00a0depth: 2", (17, 1), "type plain spaces"),
        ("    depth: 2", "    depth：2", (17, 10), "this is a wide colon"),
        ("cards:\n", "", (5, 3), "is 'cards:' missing above"),
        (WALK, "prompt: 'What's the first thing?'", (18, 19), "put double quotes around it instead"),
        (WALK, 'prompt: "What does "home" mean to you?"', (18, 25), 'inside it write \\" or use “ ”'),
        (WALK, 'prompt: "Yes" is what I said', (18, 19), "put all of this text in quotes"),
        (WALK, "prompt: # Walk", (18, 5), "what stands behind '#' is a note to YAML"),
    ],
)
def test_a_slip_is_placed_and_says_what_to_type(old: str, new: str, place: tuple[int, int], said: str) -> None:
    assert old in SUIT
    problem = problems_of(SUIT.replace(old, new, 1))[0]
    assert (problem.line, problem.column) == place, problem
    assert said in problem.message


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        (STEP, "kind: step\u00a0", (16, 15)),
        (STEP, "kind:\u00a0step", (16, 10)),
        (STEP, "kind\u202f: step", (16, 9)),
        (STEP, "\u00a0kind: step", (16, 5)),
        (STEP, "ki\u200bnd: step", (16, 7)),
        (STEP, "kind: st\u200bep", (16, 13)),
        (STEP, "kind: 'step\u00a0'", (16, 16)),
        (STEP, "„kind“: step", (16, 5)),
        (STEP, "kind: st\u0435p", (16, 13)),
        (STEP, "＃ a note\n    kind: step", (16, 5)),
        (STEP, "\u00a0\n    kind: step", (16, 5)),
        (WALK, "prompt: “Walk: to the window”", (18, 13)),
        (WALK, 'prompt: "Walk to the window.”', (18, 33)),
        (WALK, 'prompt: "Walk to the window.”\n    stem: "I walk…"', (18, 33)),
        (SMALL, "-\u00a0id: small-walk", (15, 4)),
        (SMALL, "- id: small–walk", (15, 14)),
        (SMALL, "- id: 'small-walk '", (15, 9)),
        ("depth: 2", "depth: ‘2’", (17, 12)),
        ("[everyday, home]", "[“everyday”, home]", (12, 14)),
        ("[everyday, home]", "［everyday, home］", (12, 13)),
        ("[everyday, home]", "[everyday、home]", (12, 22)),
        ("language: en", "language: “en”", (4, 11)),
        ('symbol: "♥"', "symbol: “♥”", (2, 9)),
        ("cards:\n", "cards:\u00a0\n", (5, 7)),
    ],
)
def test_a_look_alike_is_reported_as_one_once(old: str, new: str, place: tuple[int, int]) -> None:
    assert old in SUIT
    assert places(problems_of(SUIT.replace(old, new, 1))) == [(*place, "look-alike")]


@pytest.mark.parametrize("sign", ["<<<<<<< HEAD", "=======", ">>>>>>> theirs", "||||||| base"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_what_git_could_not_merge_is_told_once(sign: str, end: str) -> None:
    text = SUIT.replace("    kind: step", f"{sign}\n    kind: step\n=======\n    kind: story\n>>>>>>> theirs")
    (problem,) = found = problems_of(text.replace("\n", end))
    assert places(found) == [(16, 1, "merge-conflict")]
    assert ("begins here" in problem.message) is sign.startswith("<")
    assert [problem.code for problem in problems_of(f"{sign}\n{SUIT}")] == ["merge-conflict"]
    assert problems_of(SUIT.replace("prompt: Walk", f"prompt: |\n      {sign}\n      Walk")) == []
    assert problems_of(f"# {sign}\n{SUIT}") == []


@pytest.mark.parametrize(
    ("escape", "said"),
    [
        ("\\ud83d\\ude00", "write '😀' in place of '\\ud83d\\ude00'"),
        ("\\uD83D", "'\\uD83D' is half of a character"),
        ("\\ude00\\ud83d", "'\\ude00' is half of a character"),
    ],
)
def test_json_surrogate_halves_are_reported(escape: str, said: str) -> None:
    text = '{"suit": "A",\n "symbol": "+", "about": "Good", "language": "en", "cards": [\n'
    text += f'{{"id": "a", "kind": "step", "depth": 1, "prompt": "Hi {escape}"}}]}}'
    (problem,) = problems_of(text)
    assert (problem.line, problem.column) == (3, text.splitlines()[2].index("\\") + 1)
    assert said in problem.message


def test_a_bom_in_the_middle_is_told_once() -> None:
    assert places(problems_of(SUIT.replace("    kind: step", "\ufeff    kind: step"))) == [(16, 1, "control-character")]
    # It stands in what a sentence would show to copy; without it that would be right.
    marked = SUIT.replace("    kind: step", '    aliases:\n      - \ufeff"a: b"\n    kind: step', 1)
    assert {problem.code for problem in problems_of(marked)} == {"control-character"}


@pytest.mark.parametrize(
    "above",
    [
        "Tell of rain\n      – or of snow.",
        "|\n      \u3000今日のこと\n      \u3000明日のこと",
        "Tell of rain\n      * and snow",
    ],
)
def test_no_line_is_blamed_for_an_error_below_it(above: str) -> None:
    text = SUIT.replace("prompt: Walk to the window together.", f"prompt: {above}\n    stem: I said: yes: no…")
    (problem,) = problems_of(text)
    assert problem.source == "    stem: I said: yes: no…"
    assert "a second ': ' in one line" in problem.message


def test_a_prompt_list_is_told_how_to_be_a_suit() -> None:
    (problem,) = problems_of("What do you hear first?\nWhat do you see?\n")
    assert problem.code == "not-a-mapping"
    assert "'cardtui import'" in problem.message
