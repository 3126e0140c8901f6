"""The folder of a workshop: other users can neither read it nor put anything into it."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from cardtui.workshop.private_folder import NotPrivate, folders, make_private, why_not_private
from cardtui.workshop.run_paths import run_path


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077, 0o277], ids=oct, indirect=True)
@pytest.mark.usefixtures("mask")
def test_the_folder_is_private_whatever_the_mask(tmp_path: Path) -> None:
    made = make_private(tmp_path / "cardtui" / "workshop")
    (made / "kept").touch()
    assert make_private(made) == made
    assert stat.S_IMODE(made.stat().st_mode) == 0o700
    assert stat.S_IMODE(made.parent.stat().st_mode) & 0o077 == 0
    assert (made / "kept").exists()


def folder(path: Path, mode: int) -> None:
    path.mkdir()
    path.chmod(mode)


@pytest.mark.parametrize(
    ("make", "why"),
    [
        *((partial(folder, mode=mode), "reach into") for mode in (0o777, 0o770, 0o707, 0o750, 0o705, 0o701)),
        (lambda path: path.symlink_to(make_private(path.with_name("private"))), "leads somewhere else"),
        (Path.touch, "not a folder"),
    ],
)
def test_what_is_not_ours_alone_is_refused_and_left(tmp_path: Path, make: Callable[[Path], None], why: str) -> None:
    path = tmp_path / "workshop"
    make(path)
    mode = path.lstat().st_mode
    with pytest.raises(NotPrivate, match=why):
        make_private(path)
    assert path.lstat().st_mode == mode


def test_a_folder_others_could_replace_is_refused(tmp_path: Path) -> None:
    above = tmp_path / "above"
    above.mkdir()
    above.chmod(0o777)
    with pytest.raises(NotPrivate, match="can write to"):
        make_private(above / "workshop")
    assert not (above / "workshop").exists()
    above.chmod(0o1777)  # like /tmp
    assert why_not_private(make_private(above / "workshop")) is None


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
@pytest.mark.parametrize("whose", ["workshop", "."])
def test_another_users_folder_is_refused_and_so_is_one_below(tmp_path: Path, whose: str) -> None:
    path = make_private(tmp_path / "above" / "workshop")
    os.chown(path.parent / whose, 65534, 65534)
    with pytest.raises(NotPrivate, match="another user"):
        make_private(path)


@pytest.fixture
def runtime(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "runtime"
    path.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return path


def test_the_systems_private_folder_is_taken_if_safe(runtime: Path, tmp_path: Path) -> None:
    assert folders() == (runtime / "cardtui", tmp_path / "data" / "cardtui" / "workshop")
    assert not folders()[0].exists()
    (runtime / "cardtui").mkdir()
    (runtime / "cardtui").chmod(0o777)
    assert folders() == (tmp_path / "data" / "cardtui" / "workshop",)


def test_the_run_is_kept_beyond_the_session(runtime: Path, tmp_path: Path) -> None:
    assert run_path(tmp_path / "plan.yaml").is_relative_to(tmp_path / "data")
