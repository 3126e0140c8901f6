"""The installed program: packages and bytecode in a folder of their own, and an empty home."""

from __future__ import annotations

import compileall
import os
import shutil
import sys
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

import couple_session
from cardtui.presenter.evening_view import EveningView
from cardtui.save.resilient_store import ResilientStore
from cardtui.save.settings import Settings
from couple_session import SHIPPED, Sitting

CHECKOUT = Path(__file__).parents[2]

KNOWN = replace(couple_session.KNOWN, spread=True)
"""Settings of a couple that has played before."""

_SCRIPT = "import sys\nfrom {module} import main\nif __name__ == '__main__':\n    sys.exit(main())\n"
"""The script that an installer writes for a command."""


class Installed(NamedTuple):
    """The installation's paths: ``scripts`` has the commands ``cardtui`` and ``empty``."""

    scripts: Path
    home: Path
    environment: dict[str, str]

    def command(self, *arguments: str) -> list[str]:
        """The command line to play, or that of another command."""
        return [sys.executable, str(self.scripts / "cardtui"), *arguments]

    @property
    def empty(self) -> list[str]:
        """The command line of the empty app."""
        return [sys.executable, str(self.scripts / "empty")]


def install(folder: Path) -> Installed:
    """Copy this checkout into ``folder``, like an installed wheel, with its bytecode compiled."""
    site, scripts, home = (folder / name for name in ("site", "scripts", "home"))
    shutil.copytree(CHECKOUT / "src" / "cardtui", site / "cardtui", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(CHECKOUT / "deck", site / "cardtui" / "shipped_deck")
    shutil.copy(Path(__file__).parent / "apps" / "empty_app.py", site)
    if not compileall.compile_dir(site, quiet=1):
        sys.exit("the checkout does not compile")
    scripts.mkdir()
    home.mkdir()
    (home / "run").mkdir(mode=0o700)
    for name, module in (("cardtui", "cardtui.__main__"), ("empty", "empty_app")):
        (scripts / name).write_text(_SCRIPT.format(module=module))
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(site),
        "PYTHONUTF8": "1",
        "HOME": str(home),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_RUNTIME_DIR": str(home / "run"),
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
    }
    return Installed(scripts, home, environment)


def sitting(path: Path, settings: Settings = KNOWN) -> Sitting:
    """Two people with the shipped deck, at the first screen."""
    return Sitting(path, SHIPPED, settings, datetime.now().astimezone(), seed=1)


def save_file(path: Path, settings: Settings = KNOWN, keys: str = "") -> Path:
    """Make a save file, and press keys from the first screen on ("." is Enter)."""
    store = ResilientStore.open(path)
    store.keep_settings(settings)
    store.close()
    if keys:
        pair = sitting(path, settings).press(*("enter" if key == "." else key for key in keys))
        assert isinstance(pair.navigation.view, EveningView)
        pair.store.close()
    return path
