"""The folder of a workshop: nobody else can look into it, or put anything into it."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from cardtui.workshop.private_folder import NotPrivate, folders, make_private, run_path, why_not_private

AS_ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
NOBODY = 65534


@pytest.fixture(params=[0o000, 0o022, 0o077, 0o277], ids=oct)
def mask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def test_the_folder_is_private_whatever_the_mask(tmp_path: Path, mask: int) -> None:
    made = make_private(tmp_path / "workshop")
    assert stat.S_IMODE(made.stat().st_mode) == 0o700


def test_a_missing_parent_is_made_private_too(tmp_path: Path) -> None:
    make_private(tmp_path / "cardtui" / "workshop")
    assert stat.S_IMODE((tmp_path / "cardtui").stat().st_mode) == 0o700


def test_an_existing_private_folder_is_kept_as_is(tmp_path: Path) -> None:
    made = make_private(tmp_path / "workshop")
    (made / "kept").touch()
    assert make_private(tmp_path / "workshop") == made
    assert (made / "kept").exists()


@pytest.mark.parametrize("mode", [0o777, 0o770, 0o707, 0o750, 0o705, 0o701])
def test_a_folder_into_which_others_can_reach_is_refused_and_left_as_it_is(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "workshop"
    path.mkdir()
    path.chmod(mode)
    with pytest.raises(NotPrivate, match="reach into"):
        make_private(path)
    assert stat.S_IMODE(path.stat().st_mode) == mode


def test_a_link_even_to_a_private_one_is_refused(tmp_path: Path) -> None:
    private = make_private(tmp_path / "private")
    (tmp_path / "workshop").symlink_to(private)
    with pytest.raises(NotPrivate, match="leads somewhere else"):
        make_private(tmp_path / "workshop")


def test_a_file_in_its_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "workshop").touch()
    with pytest.raises(NotPrivate, match="not a folder"):
        make_private(tmp_path / "workshop")


def test_a_folder_others_could_replace_is_refused(tmp_path: Path) -> None:
    above = tmp_path / "above"
    above.mkdir()
    above.chmod(0o777)
    with pytest.raises(NotPrivate, match="can write to"):
        make_private(above / "workshop")
    assert not (above / "workshop").exists()
    above.chmod(0o1777)  # as /tmp is
    assert why_not_private(make_private(above / "workshop")) is None


@AS_ROOT
def test_a_folder_of_another_user_is_refused(tmp_path: Path) -> None:
    path = make_private(tmp_path / "workshop")
    os.chown(path, NOBODY, NOBODY)
    with pytest.raises(NotPrivate, match="another user"):
        make_private(path)


@AS_ROOT
def test_a_folder_below_another_users_is_refused(tmp_path: Path) -> None:
    path = make_private(tmp_path / "above" / "workshop")
    os.chown(path.parent, NOBODY, NOBODY)
    with pytest.raises(NotPrivate, match="another user"):
        make_private(path)


@pytest.fixture
def runtime(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "runtime"
    path.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return path


def test_the_systems_private_folder_is_taken_and_the_other_one_looked_into(runtime: Path, tmp_path: Path) -> None:
    assert folders() == (runtime / "cardtui", tmp_path / "data" / "cardtui" / "workshop")
    assert not folders()[0].exists()


def test_a_folder_others_prepared_is_not_taken(runtime: Path, tmp_path: Path) -> None:
    (runtime / "cardtui").mkdir()
    (runtime / "cardtui").chmod(0o777)
    assert folders()[0] == tmp_path / "data" / "cardtui" / "workshop"


def test_the_run_is_kept_beyond_the_session(runtime: Path, tmp_path: Path) -> None:
    assert run_path(tmp_path / "plan.yaml").is_relative_to(tmp_path / "data")
