"""Checking decks, as in a writer's shell: check, explain, schema, decks."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml

from cardtui.deck.deck_locations import shipped_deck
from cardtui.deck.problem import CODES
from program import Program
from shipped_words import WORDS, filled, fixed_part

HEAD = 'suit: Trees\nsymbol: "♣"\nabout: Trees.\nlanguage: en\ncards:\n'
CARD = "  - id: {id}\n    kind: step\n    depth: 1\n    prompt: {prompt}\n"
CLOSED = "'Do you…' can be answered with yes or no alone; ask with what, which, when or how, or for a moment"
ADVISED = HEAD + CARD.format(id="a-tree", prompt="Do you like trees?")


# check


def test_errors_and_advice_are_told_at_their_places(program: Program) -> None:
    program.write("trees.yaml", ADVISED.replace("depth: 1", "depth: 7"))
    ran = program.run("check", "trees.yaml")
    assert ran.status == 1
    assert ran.out.splitlines() == [
        "trees.yaml:8:12: error[bad-depth]: '7' is not a depth; it is 1, 2 or 3",
        "   8 |     depth: 7",
        "     |            ^",
        f"trees.yaml:9:13: warning[closed-opening]: {CLOSED}",
        "   9 |     prompt: Do you like trees?",
        "     |             ^^^^^^",
        "1 error, 1 warning in 1 file",
        "'cardtui explain bad-depth' tells more; there is a page for every code.",
    ]
    assert json.loads(program.run("check", "trees.yaml", "--format", "json").out)["warnings"] == 1
    github = program.run("check", "trees.yaml", "--format", "github").out.splitlines()
    assert github[1].startswith("::warning file=trees.yaml,line=9,col=13,title=closed-opening::'Do you…'")


def test_advice_fails_only_if_asked(program: Program) -> None:
    program.write("trees.yaml", ADVISED)
    assert program.run("check", "trees.yaml").status == 0
    assert program.run("check", "--strict", "trees.yaml").status == 1


def test_shipped_deck_has_no_problem_or_warning(program: Program) -> None:
    ran = program.run("check", "--strict", str(shipped_deck()))
    assert (ran.status, ran.out) == (0, "5 suits, 365 cards, 3 plans: no problems\n")


def test_single_file_decks_never_count_as_one(program: Program) -> None:
    for name in ("kitchen", "garden"):
        text = HEAD.replace("Trees", name) + CARD.format(id="same", prompt="Look at a tree.")
        program.write(f"data/cardtui/decks/{name}.yaml", text)
        program.write(f"decks/{name}.yaml", text)
    for names in ((), ("kitchen",), ("decks/kitchen.yaml", "decks/garden.yaml")):
        assert program.run("check", "--folders", *names).status == 0


def test_a_deck_and_its_file_count_only_once(program: Program) -> None:
    program.write("deck/trees.yaml", HEAD + CARD.format(id="a-tree", prompt="Look at a tree."))
    program.write("deck/plans/one.yaml", "plan: A\nlanguage: en\nstarts: You.\nagenda:\n  - kind: nap\n")
    (program.home / "link").symlink_to("deck")
    (program.home / "file.yaml").symlink_to("deck/trees.yaml")
    here = str(program.home / "deck")
    once = program.run("check", "deck").out
    assert "2 errors in 1 file" in once
    same = ("deck", "deck/trees.yaml", here, f"{here}/trees.yaml", "deck/../deck", "link", "file.yaml")
    for names in (same, (*same, "deck/plans", f"{here}/plans/one.yaml"), (*same, "link/plans/one.yaml")):
        assert program.run("check", *names).out == once, names


def test_a_hook_checks_the_whole_deck_around_its_files(program: Program) -> None:
    program.write("deck/a.yaml", HEAD + CARD.format(id="a-tree", prompt="Look at a tree."))
    program.write("deck/b.yaml", HEAD.replace("Trees", "More") + CARD.format(id="a-tree", prompt="Plant a seed."))
    assert program.run("check", "deck/a.yaml", "deck/b.yaml").status == 0
    ran = program.run("check", "--folders", "deck/a.yaml", "deck/b.yaml")
    assert ran.status == 1
    assert ran.out.count("duplicate-id") == 2  # once at its place, once in the line about explain
    assert "deck/b.yaml:6:9: error[duplicate-id]" in ran.out


def test_the_pre_commit_hook_runs_a_real_command(program: Program) -> None:
    (hook,) = yaml.safe_load((Path(__file__).parent.parent / ".pre-commit-hooks.yaml").read_text())
    assert hook["language"] == "python"
    assert re.search(hook["files"], "deck/connect.yaml")
    assert hook["require_serial"] is True
    assert re.search(hook["files"], "our/decks/kitchen/food.yml")
    assert not re.search(hook["files"], ".github/workflows/ci.yaml")
    program.write("deck/trees.yaml", ADVISED)
    command, *options = hook["entry"].split()
    assert command == "cardtui"
    assert program.run(*options, "deck/trees.yaml").status == 0


def test_no_report_takes_what_is_missing_for_good(program: Program) -> None:
    program.write("trees.yaml", HEAD + CARD.format(id="a-tree", prompt="Look at a tree."))
    ran = program.run("check", "trees.yaml", "nix.yaml")
    assert ran.status == 2
    assert ran.out == "1 suit, 1 card: no problems in what is there\n"
    assert "nix.yaml" in ran.err
    ran = program.run("check", "trees.yaml", "nix.yaml", "--format", "json")
    assert (ran.status, json.loads(ran.out)["errors"]) == (2, 1)
    assert program.run("check", "nix.yaml", "--format", "github").out.startswith("::error file=nix.yaml")
    assert program.run("check", "nix.yaml", "nix.yaml").out == "", "nothing is there"


# explain


@pytest.mark.parametrize("asked", ["unknown-key", "[unknown-key]", "Unknown-Key"])
def test_a_page_is_shown_for_each_code(asked: str, program: Program) -> None:
    ran = program.run("explain", asked, "bad-id")
    assert ran.status == 0
    assert "\n\n\nbad-id\n" in ran.out
    assert ran.out.startswith("unknown-key\n\n")
    assert "error[unknown-key]: " in ran.out
    assert "```" not in ran.out


def test_explain_with_no_code_explains_all(program: Program) -> None:
    ran = program.run("explain")
    assert ran.status == 0
    assert re.findall(r"^  (\S+) +\S.*\.$", ran.out, re.MULTILINE) == [*CODES]


# schema, decks


def test_decks_counts_cards_and_says_what_cannot_be_dealt(program: Program) -> None:
    card = CARD.format(id="{}", prompt="Look at a tree.")
    program.write("data/cardtui/decks/trees.yaml", HEAD + card.format("one") + card.format("two"))
    broken = program.write("data/cardtui/decks/broken.yaml", "suit: [")
    ran = program.run("decks")
    assert ran.status == 0
    assert "  cards  question  step  story  easy  open  tender  suit\n" in ran.out
    for suit in ("Connect", "Communicate", "Create", "Repair", "Everyday"):
        assert f"     73        25    24     24    30    29      14  {suit}\n" in ran.out
    assert "    365       125   120    120   150   145      70  all together\n" in ran.out
    assert re.search(r"topics: everyday \d+, appreciation \d+", ran.out)
    assert "      2         0     2      0     2     0       0  Trees" in ran.out
    assert ran.out.count(fixed_part(WORDS.filter_untagged)) == 1, "not for the shipped deck"
    assert f"  {filled(WORDS.filter_untagged, count='2', all='2')}\n" in ran.out
    assert "broken" in ran.out
    assert "cannot be dealt: 1 error in 1 file" in ran.out
    assert str(broken.parent) in ran.out
    checked = program.run("check")
    assert checked.status == 1
    assert "broken.yaml:1:" in checked.out
