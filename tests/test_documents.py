"""The documents are correct: their decks have no problems, and their commands exist."""

from __future__ import annotations

import re
import shlex
from collections import Counter
from pathlib import Path

import pytest

import cardtui
from cardtui.cli import cli
from cardtui.deck.topics import TOPICS
from lint.checked_cards import advice_on, card, suit
from lint.situations import told, written
from program import Program

TOP = Path(__file__).parent.parent
DOCUMENTS = [TOP / "README.md", TOP / "docs" / "decks.md"]
WORKSHOP, SECURITY = TOP / "docs" / "workshop.md", TOP / "SECURITY.md"
CONTRIBUTING, HOW_IT_WORKS = TOP / "CONTRIBUTING.md", TOP / "docs" / "how-it-works.md"
ALL = [*TOP.glob("*.md"), *(TOP / "docs").glob("*.md")]


def blocks(path: Path, kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", path.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("path", [*DOCUMENTS, WORKSHOP], ids=lambda path: path.name)
def test_every_file_that_is_shown_has_no_problem(path: Path, tmp_path: Path) -> None:
    shown = blocks(path, "yaml")
    assert shown
    for example in shown:
        found = told(written(tmp_path, example))
        assert [problem for problem in found if problem.code != "no-easy-card"] == []


def test_a_deck_for_a_plan_is_begun_as_the_page_says(program: Program) -> None:
    (block,) = [block for block in blocks(WORKSHOP, "sh") if "mkdir" in block]
    making, *commands = [shlex.split(line, comments=True) for line in block.splitlines()]
    assert making[:2] == ["mkdir", "-p"]
    (program.home / making[2]).mkdir(parents=True)
    ran = [program.run(*arguments[1:]) for arguments in commands]
    assert [each.status for each in ran] == [0, 0, 0]
    assert ran[-1].out == "1 suit, 3 cards, 1 plan: no problems\n"


@pytest.mark.parametrize("path", [*DOCUMENTS, WORKSHOP, SECURITY], ids=lambda path: path.name)
def test_every_command_that_is_shown_is_there(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    commands = re.findall(r"(?:`|^|bin/)cardtui ([a-z]+)\b", text, re.MULTILINE)
    assert commands
    for command in commands:
        assert command in cli.commands, command


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.name)
def test_every_file_that_is_named_is_there(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    found = re.findall(r'\]\(([^)#:]+)\)|<img src="([^"]+)"', text)
    links = [path.parent / (link or picture).partition("#")[0] for link, picture in found]
    named = [TOP / name for name in re.findall(r"`((?:tests|src|docs|deck)/[A-Za-z0-9_/.-]+)`", text)]
    missing = [str(file.relative_to(TOP)) for file in (*links, *named) if not file.exists()]
    assert missing == []


def test_every_class_that_is_named_is_there() -> None:
    known = set(classes())
    # Imported names are known, too: from the standard library, from Textual, or by another name.
    imports = re.compile(r"^ *from [\w.]+ import (\([^)]+\)|.+)", re.MULTILINE)
    for path in MODULES:
        for names in imports.findall(path.read_text(encoding="utf-8")):
            known.update(re.findall(r"[A-Z]\w+", names))
    text = "".join(path.read_text(encoding="utf-8") for path in (CONTRIBUTING, HOW_IT_WORKS))
    named = re.findall(r"`([A-Z][a-z]+(?:[A-Z][a-z]*)*)(?:[.(][^`]*)?`", text)
    assert [name for name in named if name not in known] == []


def test_the_page_on_decks_names_topics_and_what_check_says() -> None:
    text = DOCUMENTS[1].read_text(encoding="utf-8")
    assert f"so that a pair can leave it out: {', '.join(TOPICS)} |" in text
    (problem,) = advice_on(suit(card("Do you like rain?")))
    assert f"warning[{problem.code}]: {problem.message}\n" in text


# One name, one meaning: newcomers guess the file from the question.


PACKAGE = Path(cardtui.__file__).parent
MODULES = [path for path in sorted(PACKAGE.rglob("*.py")) if path.stem not in ("__init__", "__main__")]


def classes() -> list[str]:
    """The names of all classes, private ones without their underscore."""
    sources = (path.read_text(encoding="utf-8") for path in MODULES)
    return [name for source in sources for name in re.findall(r"^class _?(\w+)", source, re.MULTILINE)]


@pytest.mark.parametrize("names", [[path.stem for path in MODULES], classes()], ids=["modules", "classes"])
def test_no_two_modules_or_classes_share_a_name(names: list[str]) -> None:
    assert [name for name, count in Counter(names).items() if count > 1] == []


def test_modules_are_named_for_what_is_in_them() -> None:
    assert [path.stem for path in MODULES if path.stem.endswith("ing")] == []
