"""Cards made to keep the checker busy: it takes its time, and no more, and does not go on for ever."""

from __future__ import annotations

import time

import pytest

from cardtui.deck.files.source import PROBLEM_LIMIT
from cardtui.deck.problem import Severity
from lint.checked_cards import advice_on, card, suit

HOSTILE = {
    "marks": "!" * 580 + "a",
    "braces": "{" * 590,
    "partners": "{partner}. " * 50,
    "other braces": "{a}" * 190,
    "quotes": "‘" * 590,
    "pronouns": "he " * 190,
    "signs": "! " * 290,
    "emoji": "🎉 " * 290,
    "colons": "do you, " * 70,
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.sample(1)
def test_many_slow_cards_take_bounded_time(name: str) -> None:
    text = suit(*[card(HOSTILE[name], name=f"card-{number}") for number in range(300)])
    begun = time.process_time()
    advice_on(text)
    # Of this process alone, and generous for a slow machine: a second or less on a usual one.
    assert time.process_time() - begun < 20


def test_a_long_allow_list_is_not_fully_compared() -> None:
    allowed = ", ".join(f"a{number}" for number in range(20_000))
    begun = time.process_time()
    found = advice_on(suit(card("What of rain?", f"allow: [{allowed}]")))
    assert len(found) == PROBLEM_LIMIT + 1
    assert time.process_time() - begun < 20


@pytest.mark.parametrize(
    "prompt",
    [
        "he " * 300_000,
        "‘" * 500_000,
        "“" * 500_000,
        "a" * 1_000_000,
        "{" * 500_000,
        "谁" * 300_000,
        "? " * 300_000,
        ", do you" * 90_000,
    ],
    ids=lambda prompt: prompt[:8],
)
@pytest.mark.long
def test_an_endless_text_is_called_long_at_once(prompt: str) -> None:
    begun = time.process_time()
    found = advice_on(suit(card(prompt, f"stem: I {prompt}")))
    assert {problem.code for problem in found} <= {"long-prompt", "long-stem"}
    assert found
    # Of this process alone, and generous for a slow machine; what goes wrong here would take hours.
    assert time.process_time() - begun < 20


@pytest.mark.long
def test_advice_on_a_file_of_bad_cards_is_capped() -> None:
    text = suit(*[card(f"Is he always {number} her?", name=f"card-{number}") for number in range(3000)])
    found = advice_on(text)
    assert len(found) == PROBLEM_LIMIT + 1
    assert (found[-1].code, found[-1].severity) == ("too-many", Severity.WARNING)
