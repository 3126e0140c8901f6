"""The command that installs missing packages fits the way in which cardtui was installed."""

from __future__ import annotations

import os
import sys
import tomllib
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path
from zipfile import ZipFile

import pytest

from cardtui.commands.shared import installation
from cardtui.commands.shared.installation import TO_PRINT, command_to_install, what_cannot_be_imported, what_is_missing
from program import SOURCE, Program, assert_refused

NAMES = [*TO_PRINT]


PYTHON = "'/home/ana/my decks/.venv/bin/python'"
"""In quotes for a shell."""

RECEIPT = '[tool]\nrequirements = [{{ name = "cardtui"{} }}, {{ name = "rich" }}]\n'


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An environment without pip, and without a sign of how it was made."""
    folder = tmp_path / "venvs" / "cardtui-next"
    folder.mkdir(parents=True)
    monkeypatch.setattr(sys, "prefix", str(folder))
    monkeypatch.setattr(sys, "executable", PYTHON.strip("'"))
    monkeypatch.setattr(installation, "find_spec", lambda name: None)
    return folder


@pytest.mark.parametrize(
    ("file", "content", "command"),
    [
        ("pipx_metadata.json", "{}", "pipx inject cardtui-next fpdf2 uharfbuzz"),
        *(
            ("uv-receipt.toml", receipt, f"uv tool install --with fpdf2 --with uharfbuzz {source}")
            for receipt, source in (
                (RECEIPT.format(""), "cardtui"),
                (RECEIPT.format(', path = "/my wheels/c.whl"'), "'/my wheels/c.whl'"),
                (RECEIPT.format(', directory = "/src/cardtui"'), "/src/cardtui"),
                (RECEIPT.format(', editable = "/src/cardtui"'), "/src/cardtui"),
                *(("[tool]\nrequirements = 3\n", "cardtui"), ("nonsense", "cardtui"), ("", "cardtui")),
            )
        ),
        ("pyvenv.cfg", "home = /usr/bin\nuv = 0.9.1\n", f"uv pip install --python {PYTHON} fpdf2 uharfbuzz"),
        ("pyvenv.cfg", "home = /usr/bin\n", f"{PYTHON} -m pip install fpdf2 uharfbuzz"),
    ],
)
def test_the_command_fits_the_way_of_installation(environment: Path, file: str, content: str, command: str) -> None:
    (environment / file).write_text(content)
    assert command_to_install(NAMES) == command


def test_pipx_is_told_what_it_replaces(environment: Path) -> None:
    (environment / "pipx_metadata.json").write_text("{}")
    assert command_to_install(["fpdf2>=2.8.8"], replaces=True) == "pipx inject --force cardtui-next 'fpdf2>=2.8.8'"


@pytest.mark.parametrize("is_managed", [False, True])
def test_a_user_install_is_extended_so(environment: Path, monkeypatch: pytest.MonkeyPatch, *, is_managed: bool) -> None:
    monkeypatch.setattr(sys, "base_prefix", str(environment))
    monkeypatch.setattr(installation.site, "getusersitepackages", lambda: str(Path(installation.__file__).parents[3]))
    monkeypatch.setattr(installation, "get_path", lambda name: str(environment))
    if is_managed:
        (environment / "EXTERNALLY-MANAGED").touch()
    options = "--user --break-system-packages" if is_managed else "--user"
    assert command_to_install(NAMES) == f"{PYTHON} -m pip install {options} fpdf2 uharfbuzz"


def installed(monkeypatch: pytest.MonkeyPatch, **versions: str) -> None:
    def version(name: str) -> str:
        if name not in versions:
            raise installation.PackageNotFoundError(name)
        return versions[name]

    monkeypatch.setattr(installation, "version", version)
    monkeypatch.setattr(installation, "find_spec", lambda name: object() if name == "pip" else None)


@pytest.mark.usefixtures("environment")
def test_what_is_there_and_what_is_needed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    installed(monkeypatch)
    assert what_is_missing(TO_PRINT).startswith("fpdf2 and uharfbuzz. Type: ")
    installed(monkeypatch, fpdf2="2.8.5", uharfbuzz="0.57.0")
    told = what_is_missing(TO_PRINT)
    assert told.startswith("fpdf2 2.8.8 or newer (here is 2.8.5). Type: ")
    assert told.endswith("-m pip install 'fpdf2>=2.8.8' uharfbuzz")
    installed(monkeypatch, fpdf2="2.10", uharfbuzz="0.50.0rc1")
    assert what_is_missing(TO_PRINT) == ""


def test_the_packages_are_those_of_the_extra() -> None:
    file = Path(__file__).parent.parent / "pyproject.toml"
    extra = tomllib.loads(file.read_text(encoding="utf-8"))["project"]["optional-dependencies"]["print"]
    assert [requirement.partition(",")[0] for requirement in extra] == [
        f"{name}>={oldest}" for name, oldest in TO_PRINT.items()
    ]


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (ModuleNotFoundError("No module named 'msgspec'", name="msgspec"), "the package 'msgspec'"),
        (ImportError("libharfbuzz.so.0: cannot open", name="uharfbuzz._harfbuzz"), "libharfbuzz.so.0"),
        (ModuleNotFoundError("No module named '_sqlite3'", name="_sqlite3"), "built without '_sqlite3'"),
        (ImportError("cannot import name", name="cardtui.save"), ""),
        (ImportError(), ""),
    ],
)
def test_an_import_error_is_told_unless_ours(error: ImportError, told: str) -> None:
    said = what_cannot_be_imported(error)
    assert told in said
    assert bool(said) == bool(told)


def test_a_wheel_that_is_not_installed_says_so(tmp_path: Path) -> None:
    program = Program(tmp_path)
    with ZipFile(tmp_path / "cardtui.whl", "w") as wheel:
        for file in SOURCE.rglob("*.py"):
            wheel.write(file, file.relative_to(SOURCE))
    program.environment["PYTHONPATH"] = str(tmp_path / "cardtui.whl")
    ran = program.run("decks")
    assert_refused(ran, 2, "It cannot run from inside cardtui.whl; please install that file.\n")


@pytest.mark.parametrize(
    ("package", "command"),
    [
        *(("click", "check"), ("msgspec", "where"), ("yaml", "check")),
        *(("fpdf", "print feelings"), ("uharfbuzz", "print feelings")),
    ],
)
@pytest.mark.parametrize("how", ["missing", "no name", "half a library"])
@pytest.mark.sample(4)
def test_a_package_that_is_missing_or_broken_is_named(tmp_path: Path, package: str, command: str, how: str) -> None:
    folder = tmp_path / "broken" / package
    folder.mkdir(parents=True)
    code = {
        "missing": f"raise ModuleNotFoundError('No module named {package}', name={package!r})",
        "no name": "raise ImportError('undefined symbol: PyX')",
        "half a library": "from ._core import *",
    }
    (folder / "__init__.py").write_text(code[how])
    (folder / f"_core{EXTENSION_SUFFIXES[0]}").write_text("bad")
    program = Program(tmp_path)
    program.environment["PYTHONPATH"] = f"{folder.parent}{os.pathsep}{program.environment['PYTHONPATH']}"
    ran = program.run(*command.split())
    assert_refused(ran, 2, f"cardtui: cardtui needs the package '{package}', which is missing or broken here")
    assert ran.err.count("\n") == 1
