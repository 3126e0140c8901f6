"""Slips of the finger, and of pasting: each is told at its place, with what to type instead."""

from __future__ import annotations

import pytest

from cards.deckfiles import SUIT, problems_of


@pytest.mark.parametrize(
    ("old", "new", "place", "said"),
    [
        ("kind: step", "kind:step", (16, 9), "a space is missing after ':'"),
        ("  - id: small-walk", "  -id: small-walk", (15, 3), "a space is missing after '-'"),
        ("  - id: cared-for-lately", "  -id: cared-for-lately", (6, 3), "a space is missing after '-'"),
        ("  - id: small-walk", "  * id: small-walk", (15, 3), "a list item begins with '- '"),
        ("  - id: small-walk", "  – id: small-walk", (15, 3), "this is a longer dash"),
        ("  - id: small-walk", "  — id: small-walk", (15, 3), "this is a longer dash"),
        ("    depth: 2", "\u00a0\u00a0\u00a0\u00a0depth: 2", (17, 1), "type plain spaces"),
        ("    depth: 2", "    depth：2", (17, 10), "this is a wide colon"),
        ("cards:\n", "", (5, 3), "is 'cards:' missing above"),
        (
            "prompt: Walk to the window together.",
            "prompt: 'What's the first thing?'",
            (18, 19),
            "put double quotes around it instead",
        ),
        (
            "prompt: Walk to the window together.",
            'prompt: "What does "home" mean to you?"',
            (18, 25),
            'inside it write \\" or use “ ”',
        ),
        (
            "prompt: Walk to the window together.",
            'prompt: "Yes" is what I said',
            (18, 19),
            "put all of this text in quotes",
        ),
        ("prompt: Walk to the window together.", "prompt: # Walk", (18, 5), "what stands behind '#' is a note to YAML"),
    ],
)
def test_a_slip_is_told_where_it_is_and_what_to_type(old: str, new: str, place: tuple[int, int], said: str) -> None:
    assert old in SUIT
    problem = problems_of(SUIT.replace(old, new, 1))[0]
    assert (problem.line, problem.column) == place, problem
    assert said in problem.message


@pytest.mark.parametrize(
    "above",
    [
        "Tell of rain\n      – or of snow.",
        "|\n      \u3000今日のこと\n      \u3000明日のこと",
        "Tell of rain\n      * and snow",
    ],
)
def test_no_line_is_blamed_that_only_stands_above_the_mistake(above: str) -> None:
    text = SUIT.replace("prompt: Walk to the window together.", f"prompt: {above}\n    stem: I said: yes: no…")
    (problem,) = problems_of(text)
    assert problem.source == "    stem: I said: yes: no…"
    assert "a second ': ' in one line" in problem.message


def test_a_list_of_prompts_is_told_how_it_becomes_a_suit() -> None:
    (problem,) = problems_of("What do you hear first?\nWhat do you see?\n")
    assert problem.code == "not-a-mapping"
    assert "'cardtui import'" in problem.message
