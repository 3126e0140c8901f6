"""`check`: report all problems in decks, as text, JSON or annotations."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from cardtui.commands.shared.failures import CANNOT_RUN, FOUND_ERRORS, Failure, sentence
from cardtui.commands.shared.output import complain, one_line, say, write_file
from cardtui.commands.shared.parameters import OneOf, decks
from cardtui.deck.card import Base
from cardtui.deck.deck_locations import (
    SHIPPED_NAME,
    DeckNotFound,
    closed_folder,
    decks_folder,
    find,
    is_deck_file,
    known_decks,
    shipped_deck,
)
from cardtui.deck.deck_reader import DeckReading, check_file, read_deck
from cardtui.deck.files.source import read_source
from cardtui.deck.files.suit_file import SuitText
from cardtui.deck.opened_deck import ShippedDeckDamaged, read_base
from cardtui.deck.problem import Problem, Severity
from cardtui.deck.problem_report import as_github, as_json, as_text, tally
from cardtui.lint.deck_advice import advise
from cardtui.lint.plan_advice import advise_on_plan
from cardtui.system.paths import leads_somewhere, leads_to_folder, without_dots
from cardtui.workshop.plan_file import is_plan, read_plan
from cardtui.workshop.plan_locations import PLANS, plan_files, plans_folder


@click.command(
    "check",
    help="""
    PATH is a folder, a file, or the name of a deck; without any, all decks that have names are checked. The exit status
    is 0 without errors, 1 with errors, and 2 if something that was named is not there.
    """,
)
@click.argument("names", metavar="[PATH]...", nargs=-1, type=OneOf("deck", decks, or_file=True))
@click.option("--format", "style", type=click.Choice(["text", "json", "github"]), default="text", help="How to report.")
@click.option("--strict", is_flag=True, help="Count warnings as errors.")
@click.option("--folders", is_flag=True, help="Check the whole folder of each file; for hooks.")
def check(names: tuple[str, ...], style: str, *, strict: bool, folders: bool) -> int:
    """Check decks and report their problems."""
    names = tuple(dict.fromkeys(names))
    missing: list[Problem] = []
    paths = _distinct(_paths(names, missing, folders=folders))
    # A file in a folder that is also named is checked with the folder.
    there = set(map(_real, paths))
    paths = [
        path for path in paths if leads_to_folder(path) or there.isdisjoint((_real(path).parent, _real(path.parent)))
    ]
    plans = _distinct(plan for path in paths for plan in _plans(path))
    if not names:
        plans += plan_files(plans_folder())
    # A file that is part of a deck and also named alone counts once, and so do its problems.
    found: set[Problem] = set()
    suits: dict[Path, SuitText] = {}
    for reading, base in _readings([path for path in paths if _plans(path) != [path] and not _is_for_plans(path)]):
        found.update(reading.problems, advise(reading, base.words if base else None))
        suits |= {suit.source.path: suit for suit in reading.suits}
    for plan in plans:
        text = read_plan(read_source(plan))
        found.update(text.problems, advise_on_plan(text))
    for problem in missing:
        complain(one_line(problem.message))
    if missing and len(missing) == len(names) and style == "text":
        return CANNOT_RUN
    # A missing deck must not look like a good one to people who only read the report.
    problems = sorted(found) if style == "text" else [*missing, *sorted(found)]
    _report(problems, list(suits.values()), style, plans=len(plans), whole=not missing)
    if missing:
        return CANNOT_RUN
    worst = [problem for problem in problems if strict or problem.severity is Severity.ERROR]
    return FOUND_ERRORS if worst else 0


def _paths(names: Iterable[str], missing: list[Problem], *, folders: bool) -> Iterator[Path]:
    """Where the decks are; for each missing one, a problem is added to ``missing``."""
    if not names:
        if closed := closed_folder():
            missing.append(Problem(decks_folder(), 1, 1, "not-found", sentence(closed)))
        yield from (deck.path for deck in known_decks())
    for name in names:
        try:
            path = find(name)
            yield path.parent if folders and leads_somewhere(path) and _is_part(path) else path
        except DeckNotFound as error:
            missing.append(Problem(Path(name), 1, 1, "not-found", sentence(str(error))))


def _distinct(paths: Iterable[Path]) -> list[Path]:
    """Each file and folder once, as it was first named."""
    first: dict[Path, Path] = {}
    for path in paths:
        first.setdefault(_real(path), path)
    return list(first.values())


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))  # `Path.resolve` raises an error for a link that leads to itself


def _plans(path: Path) -> list[Path]:
    """The plans to check for a path: the file itself, or those in a folder."""
    if not leads_to_folder(path):
        return [path] if is_deck_file(path) and is_plan(path) else []
    return plan_files(path) if _is_for_plans(path) else plan_files(path / PLANS)


def _is_for_plans(path: Path) -> bool:
    return leads_to_folder(path) and without_dots(path).name == PLANS


def _is_part(path: Path) -> bool:
    """Whether a file is part of a deck. In a folder called decks each file is a deck, as in the user's own."""
    return not leads_to_folder(path) and without_dots(path).parent.name not in (decks_folder().name, PLANS)


def _readings(paths: Iterable[Path]) -> Iterator[tuple[DeckReading, Base | None]]:
    """Each deck, with the one that it falls back on; the shipped deck has none."""
    base: Base | None = None
    shipped = shipped_deck()
    for path in paths:
        if leads_somewhere(path) and path.samefile(shipped):
            # It has no fallback, so nothing can be missing from it.
            yield read_deck(path, name=SHIPPED_NAME), None
            continue
        try:
            base = base or read_base(shipped)
        except ShippedDeckDamaged as error:
            raise Failure(f"{sentence(str(error))} 'cardtui check {SHIPPED_NAME}' shows more.") from error
        yield check_file(path, base), base


def _report(problems: list[Problem], suits: list[SuitText], style: str, *, plans: int, whole: bool) -> None:
    match style:
        case "json":
            write_file(f"{as_json(problems)}\n")
        case "github":
            write_file(as_github(problems))
        case _:
            say(as_text(problems) + tally(problems, suits, plans) + ("" if whole else " in what is there"))
            if problems:
                first = min(problems, key=lambda problem: problem.severity is not Severity.ERROR)
                say(f"'cardtui explain {first.code}' tells more; there is a page for every code.")
