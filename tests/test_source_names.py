"""One name, one meaning: a stranger guesses the file from the question."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import cardtui

PACKAGE = Path(cardtui.__file__).parent
MODULES = [path for path in sorted(PACKAGE.rglob("*.py")) if path.stem not in ("__init__", "__main__")]


def classes(source: str) -> Iterator[str]:
    """The names of the classes of a module, private ones without their underscore."""
    return (node.name.lstrip("_") for node in ast.parse(source).body if isinstance(node, ast.ClassDef))


def homonyms(named: dict[str, list[str]]) -> dict[str, list[str]]:
    """The names that mean several things, and which."""
    return {name: places for name, places in named.items() if len(places) > 1}


def test_no_two_modules_share_a_name() -> None:
    named = defaultdict(list)
    for path in MODULES:
        named[path.stem].append(str(path.relative_to(PACKAGE)))
    assert homonyms(named) == {}


def test_no_two_classes_share_a_name() -> None:
    named = defaultdict(list)
    for path in MODULES:
        for name in classes(path.read_text(encoding="utf-8")):
            named[name].append(str(path.relative_to(PACKAGE)))
    assert homonyms(named) == {}


def test_a_homonym_is_found() -> None:
    source = "class Row: ...\nclass _Row: ...\n"
    assert homonyms({"Row": list(classes(source))}) == {"Row": ["Row", "Row"]}


def test_modules_are_named_for_what_is_in_them() -> None:
    assert [path.stem for path in MODULES if path.stem.endswith("ing")] == []
