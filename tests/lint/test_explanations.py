"""Every code has a page, and what its page shows is true."""

from __future__ import annotations

from pathlib import Path

import pytest

from cardtui.deck.deck_locations import shipped_deck
from cardtui.deck.deck_reader import read_deck
from cardtui.deck.problem import ALLOWABLE, CODES
from cardtui.lint.explanations import FOLDER, page_for_terminal, summaries
from lint.situations import FILES, as_file, name_of, shown_on, situation, told, written


def test_the_pages_match_the_codes_exactly() -> None:
    assert {path.stem for path in FOLDER.iterdir()} == set(CODES)


@pytest.mark.parametrize("code", CODES)
@pytest.mark.sample(7)
def test_a_page_example_shows_only_its_code(code: str, tmp_path: Path) -> None:
    shown = shown_on(code)
    if code == "missing-file":
        (tmp_path / "mornings.yaml").write_text(as_file(shown_on("unknown-key").better or ""), encoding="utf-8")
        (tmp_path / "words.yaml").write_bytes((shipped_deck() / "words.yaml").read_bytes())
        problems = list(read_deck(tmp_path, None).problems)
    elif code in FILES:
        assert shown.example is None
        problems = told(situation(code, tmp_path))
    else:
        assert shown.example is not None
        problems = told(written(tmp_path, shown.example))
    if code == "too-many":
        problems = problems[-1:]
    assert [f"{found.severity}[{found.code}]: {found.message}" for found in problems] == [shown.says]
    assert problems[0].code == code


@pytest.mark.parametrize("code", [code for code in CODES if shown_on(code).example is not None])
@pytest.mark.sample(6)
def test_the_better_way_of_a_page_has_no_problem(code: str, tmp_path: Path) -> None:
    better = shown_on(code).better
    assert better is not None
    assert told(written(tmp_path, better)) == []


@pytest.mark.parametrize("code", ALLOWABLE)
def test_advice_can_be_silenced_on_a_card(code: str, tmp_path: Path) -> None:
    example = shown_on(code).example
    assert example is not None
    found = told(written(tmp_path, example))
    lines = as_file(example).splitlines()
    # The warning is inside the card that has to allow it: its fields end before the next card.
    at = found[0].line - 1
    begin = max(index for index in range(at + 1) if lines[index].startswith("  - "))
    lines.insert(begin + 1, f"    allow: [{code}]")
    (tmp_path / name_of(example)).write_text("\n".join(lines), encoding="utf-8")
    assert told(tmp_path / name_of(example)) == []


@pytest.mark.parametrize("code", CODES)
def test_a_page_fits_and_begins_with_its_code(code: str) -> None:
    text = page_for_terminal(code)
    assert text.startswith(f"{code}\n\n")
    # Quoted lines may be longer.
    assert max(len(line) for line in text.splitlines() if not line.startswith("    ")) <= 80
    assert "```" not in text


def test_every_code_is_told_in_one_sentence() -> None:
    for code, summary in summaries():
        assert 10 < len(summary) <= 80, code
        assert summary.endswith("."), code
