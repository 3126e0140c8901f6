"""Gives every test the same environment, however the machine, the shell and the user are set up."""

from __future__ import annotations

import gc
import os
import shutil
import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import settings

_READ_BY_LIBRARIES = (
    *("COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLORFGBG", "TERM_PROGRAM"),
    *("TERM_PROGRAM_VERSION", "TTY_COMPATIBLE", "TTY_INTERACTIVE", "UNICODE_VERSION", "SOURCE_DATE_EPOCH"),
)
"""Variables that affect Textual, Rich, click, wcwidth or fpdf2."""

_PREFIXES = ("TEXTUAL", "XDG_", "LC_", "PYTEST_DEBUG", "_CARDTUI")

_FIXED = {
    "LANG": "C.UTF-8",
    "TERM": "xterm-256color",
    "COLORTERM": "truecolor",
    # tmux starts its command through the login shell, which may be nologin.
    "SHELL": "/bin/sh",
    "TZ": "UTC",
}

LONG = 3 * 60 * 60
"""The timeout of tests marked ``long``, in seconds; other tests use ``timeout`` from pyproject.toml."""

# Textual and Rich read their variables on import, so this cannot wait for a fixture.
for _name in list(os.environ):
    if _name in _READ_BY_LIBRARIES or _name.startswith(_PREFIXES):
        del os.environ[_name]
os.environ.update(_FIXED)
time.tzset()
os.umask(0o022)


from program import Program, Within  # noqa: E402  (after the variables that libraries read)
from zones import berlin  # noqa: E402, F401  (a fixture)

# The ordinary run is deterministic on every machine; 'explore' tries new examples (--hypothesis-profile).
settings.register_profile("ordinary", deadline=None, derandomize=True, max_examples=40)
settings.register_profile("explore", deadline=None, max_examples=1000)
settings.load_profile("ordinary")


def pytest_configure(config: pytest.Config) -> None:
    """Make a home folder for this process, so that the user's own is never touched."""
    if "PYTEST_XDIST_WORKER" in os.environ or not config.getoption("numprocesses", None):
        gc.disable()  # until collection ends: none of it is garbage
    home = tempfile.mkdtemp(prefix="cardtui-home-")
    os.environ["HOME"] = home
    config.add_cleanup(lambda: shutil.rmtree(home, ignore_errors=True))


def pytest_collection_finish() -> None:
    """Re-enable garbage collection. (Not `gc.freeze`: it hides objects from `gc.get_referrers`, used by Hypothesis.)"""
    gc.enable()


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """The program with a home of its own, but no process. A test that needs a process has its own fixture."""
    return Within(tmp_path)


def pytest_xdist_auto_num_workers() -> int:
    """One more worker than processors: tests of terminals and clocks mostly wait."""
    return (os.cpu_count() or 1) + 1


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave most cases of a ``sample`` to long runs, and give long tests more time."""
    families: dict[str, list[pytest.Item]] = {}
    for item in items:
        if item.get_closest_marker("sample") and not item.get_closest_marker("long"):
            families.setdefault(item.nodeid.partition("[")[0], []).append(item)
    for cases in families.values():
        (size,) = cases[0].get_closest_marker("sample").args  # type: ignore[union-attr]
        kept = {round(place * (len(cases) - 1) / max(1, size - 1)) for place in range(size)}
        for place, item in enumerate(cases):
            if place not in kept:
                item.add_marker(pytest.mark.long)
    for item in items:
        if item.get_closest_marker("long"):
            item.add_marker(pytest.mark.timeout(LONG))
