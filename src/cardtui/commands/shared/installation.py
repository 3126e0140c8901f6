"""How cardtui was installed on this machine, and the command that adds packages there."""

from __future__ import annotations

import re
import shlex
import site
import sys
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from sysconfig import get_path
from traceback import walk_tb

_IMPORTING = frozenset(("", "__main__", "runpy", "importlib", "cardtui"))
"""Modules that may be running when a third-party module cannot be imported."""

TO_PRINT = {"fpdf2": "2.8.8", "uharfbuzz": "0.50"}
"""The packages that print needs, with the first version that has what we use."""


def what_is_missing(needed: dict[str, str]) -> str:
    """What to say if packages are missing or too old; empty if all are there.

    The text continues "cardtui needs", and ends with the command that fixes it.
    """
    here = {name: _version(name) for name in needed}
    missing = [name for name, found in here.items() if found is None]
    old = {name: found for name, found in here.items() if found and _numbers(found) < _numbers(needed[name])}
    if not (missing or old):
        return ""
    told = [*missing, *(f"{name} {needed[name]} or newer (here is {found})" for name, found in old.items())]
    # All of them, since uv removes those that are not listed again.
    requirements = [f"{name}>={needed[name]}" if name in old else name for name in needed]
    return f"{' and '.join(told)}. Type: {command_to_install(requirements, replaces=bool(old))}"


def what_cannot_be_imported(error: ImportError) -> str:
    """What to say if a third-party module is missing or broken; empty if it is ours."""
    name = _package_of(error)
    if name in ("", "cardtui"):
        return ""
    if name in sys.stdlib_module_names:
        return f"This Python ({sys.executable}) was built without '{name}', which cardtui needs. Use another one."
    return f"cardtui needs the package '{name}', which is missing or broken here ({error}). Install cardtui again."


def _package_of(error: ImportError) -> str:
    """The package to blame: the missing one, else the last one whose code was running."""
    named = (error.name or "").partition(".")[0]
    if isinstance(error, ModuleNotFoundError):
        return named
    running = [str(frame.f_globals.get("__name__", "")).partition(".")[0] for frame, _ in walk_tb(error.__traceback__)]
    return next((name for name in reversed(running) if name not in _IMPORTING), named)


def command_to_install(requirements: list[str], *, replaces: bool = False) -> str:
    """The command that adds packages to the environment in which this program runs, ready to paste into a shell.

    Args:
        requirements: names, with or without versions.
        replaces: whether one of them is already installed in another version.
    """
    environment = Path(sys.prefix)
    if (environment / "pipx_metadata.json").exists():
        words = ["pipx", "inject", *(["--force"] if replaces else []), environment.name, *requirements]
    elif (environment / "uv-receipt.toml").exists():
        withs = [word for requirement in requirements for word in ("--with", requirement)]
        words = ["uv", "tool", "install", *withs, _source(environment / "uv-receipt.toml")]
    elif find_spec("pip") is None and "uv = " in _text(environment / "pyvenv.cfg"):
        # An environment of uv has no pip.
        words = ["uv", "pip", "install", "--python", sys.executable, *requirements]
    else:
        words = [sys.executable, "-m", "pip", "install", *_pip_options(environment), *requirements]
    return shlex.join(words)


def _pip_options(environment: Path) -> list[str]:
    if environment != Path(sys.base_prefix):
        return []  # an environment of its own
    options = ["--user"] if Path(__file__).is_relative_to(site.getusersitepackages()) else []
    if (Path(get_path("stdlib")) / "EXTERNALLY-MANAGED").exists():
        options.append("--break-system-packages")  # as was needed to install cardtui here
    return options


def _source(receipt: Path) -> str:
    """Where uv installed cardtui from: a file or folder, or its name."""
    import tomllib

    try:
        requirements = tomllib.loads(_text(receipt))["tool"]["requirements"]
        (ours,) = (each for each in requirements if each["name"] == "cardtui")
        places = [ours[key] for key in ("path", "directory", "editable") if isinstance(ours.get(key), str)]
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError):
        places = []
    return places[0] if places else "cardtui"


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _version(name: str) -> str | None:
    """The installed version, None if there is none."""
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _numbers(version: str) -> tuple[int, ...]:
    """The leading numbers of a version, which is enough to compare releases."""
    found = re.match(r"\d+(?:\.\d+)*", version, re.ASCII)
    return tuple(map(int, found[0].split("."))) if found else ()
