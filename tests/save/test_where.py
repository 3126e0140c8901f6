from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from cardtui.save.where import save_path, unsafe_folder

MOUNTS = r"""/dev/sda1 / ext4 rw 0 0
server:/home /home/ana/net nfs4 rw 0 0
//server/share /mnt/our\040share cifs rw 0 0
ana@server: /home/ana/far fuse.sshfs rw 0 0
/dev/sdb1 /home/ana/net/local ext4 rw 0 0
odd
"""


def test_the_file_that_is_named_is_taken() -> None:
    assert save_path("/somewhere/ours.db") == Path("/somewhere/ours.db")
    assert save_path("ours.db").is_absolute()


def test_a_home_folder_may_be_written_short(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert save_path("~/ours.db") == tmp_path / "ours.db"


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have other folders")
def test_without_a_name_it_is_in_the_data_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert save_path() == tmp_path / "cardtui" / "save.db"


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        ("/home/ana/Dropbox/us", "Dropbox"),
        ("/home/ana/Dropbox (Personal)", "Dropbox"),
        ("/Users/ana/Library/Mobile Documents/com~apple~CloudDocs", "iCloud"),
        ("/Users/ana/Library/CloudStorage/OneDrive-Personal", "OneDrive"),
        ("/Users/ana/Library/CloudStorage/GoogleDrive-ana@example.org/My Drive", "Google Drive"),
        ("/home/ana/OneDrive - Firm/us", "OneDrive"),
        ("/home/ana/iCloudDrive", "iCloud"),
        ("/home/ana/Google Drive", "Google Drive"),
        ("/home/ana/net/us", "network"),
        ("/home/ana/net", "network"),
        ("/mnt/our share/us", "network"),
        ("/home/ana/far/us", "network"),
    ],
)
def test_a_synced_or_network_folder_is_warned_of(folder: str, service: str) -> None:
    warning = unsafe_folder(Path(folder) / "ours.db", MOUNTS)
    assert warning is not None
    assert service in warning
    assert "--save" in warning


@pytest.mark.parametrize(
    "folder", ["/home/ana", "/home/ana/dropboxes", "/home/ana/network", "/home/ana/net/local/us", "/mnt/our"]
)
def test_an_ordinary_folder_is_not_warned_of(folder: str) -> None:
    assert unsafe_folder(Path(folder) / "ours.db", MOUNTS) is None


def test_a_file_that_is_only_called_so_is_not_warned_of() -> None:
    assert unsafe_folder(Path("/home/ana/dropbox"), MOUNTS) is None


def test_this_machines_mounts_can_be_read(tmp_path: Path) -> None:
    unsafe_folder(tmp_path / "ours.db")


def test_opening_a_save_file_imports_nothing_that_only_draws_or_reads_decks() -> None:
    script = (
        "import sys, cardtui.save.keeper, cardtui.save.forget, cardtui.save.where;"
        "print(sorted({'textual', 'rich', 'yaml', 'click', 'platformdirs'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    assert done.stdout == "[]\n"
