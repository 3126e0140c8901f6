from __future__ import annotations

import sys
from pathlib import Path

import pytest

from cardtui.save.location import save_path, unsafe_folder

MOUNTS = r"""/dev/sda1 / ext4 rw 0 0
server:/home /home/ana/net nfs4 rw 0 0
//server/share /mnt/our\040share cifs rw 0 0
ana@server: /home/ana/far fuse.sshfs rw 0 0
/dev/sdb1 /home/ana/net/local ext4 rw 0 0
drive: /home/ana/remote fuse.rclone rw 0 0
gvfsd-fuse /run/user/1000/gvfs fuse.gvfsd-fuse rw 0 0
mon1:/ /ceph ceph rw 0 0
AFS /afs afs rw 0 0
host:/vol /gluster fuse.glusterfs rw 0 0
//nas/us /nas smb3 rw 0 0
https://dav /dav fuse.davfs2 rw 0 0
C:\134 /mnt/c 9p rw,aname=drvfs;path=C:\ 0 0
C: /mnt/d drvfs rw 0 0
safe /home/ana/safe fuse.gocryptfs rw 0 0
/dev/sdc1 /media/ana/stick fuseblk rw 0 0
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
        ("/home/ana/My Drive (ana@example.org)", "Google Drive"),
        ("/Users/ana/Library/CloudStorage/Dropbox-Personal/us", "Dropbox"),
        ("/Users/ana/Library/CloudStorage/Dropbox", "Dropbox"),
        ("/Users/ana/Library/CloudStorage/Box-Box/us", "Box"),
        ("/Users/ana/Library/CloudStorage/ProtonDrive-ana@proton.me-folder", "ProtonDrive"),
        ("/Users/ana/Library/Mobile Documents", "iCloud"),
        ("/Users/ana/iCloud Drive (Archive)", "iCloud"),
        ("/home/ana/Nextcloud/us", "Nextcloud"),
        ("/home/ana/Nextcloud2", "Nextcloud"),
        ("/home/ana/ownCloud", "ownCloud"),
        ("/home/ana/pCloudDrive/us", "pCloud"),
        ("/home/ana/pCloud Drive", "pCloud"),
        ("/home/ana/MEGAsync", "MEGA"),
        ("/home/ana/SynologyDrive", "Synology"),
        ("/home/ana/remote/us", "network"),
        ("/run/user/1000/gvfs/smb-share:server=nas,share=us", "network"),
        ("/ceph/us", "network"),
        ("/afs/example.org/user/ana", "network"),
        ("/gluster", "network"),
        ("/nas/us", "network"),
        ("/dav/us", "network"),
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
    "folder",
    [
        *("/home/ana", "/home/ana/dropboxes", "/home/ana/network", "/home/ana/net/local/us", "/mnt/our"),
        *("/home/ana/CloudStorage", "/home/ana/boxes", "/home/ana/Sync", "/home/ana/megas", "/home/ana/my drives"),
        # The same computer's disk seen from WSL; an encrypted folder; a USB stick.
        *("/mnt/c/Users/ana", "/mnt/d/us", "/home/ana/safe", "/media/ana/stick"),
    ],
)
def test_an_ordinary_folder_is_not_warned_of(folder: str) -> None:
    assert unsafe_folder(Path(folder) / "ours.db", MOUNTS) is None


@pytest.mark.parametrize(
    ("mark", "service"),
    [(".stfolder", "Syncthing"), (".dropbox.cache", "Dropbox"), (".nextcloudsync.log", "Nextcloud")],
)
def test_a_synced_folder_is_known_by_its_contents(mark: str, service: str, tmp_path: Path) -> None:
    folder = tmp_path / "ours" / "deep"
    folder.mkdir(parents=True)
    assert unsafe_folder(folder / "ours.db", "") is None
    (tmp_path / "ours" / mark).mkdir()
    assert service in (unsafe_folder(folder / "ours.db", "") or "")


def test_links_to_synced_or_network_folders_warn(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "plain").symlink_to(tmp_path / "Dropbox")
    assert "Dropbox" in (unsafe_folder(tmp_path / "plain" / "ours.db", "") or "")
    (tmp_path / "net").mkdir()
    (tmp_path / "ours.db").symlink_to(tmp_path / "net" / "real.db")
    spelled = str(tmp_path / "net").replace(" ", "\\040")  # the system's escape for a space
    mounts = f"server:/ {spelled} nfs rw 0 0\n"
    assert "network" in (unsafe_folder(tmp_path / "ours.db", mounts) or "")


def test_a_file_only_named_so_gives_no_warning() -> None:
    assert unsafe_folder(Path("/home/ana/dropbox"), MOUNTS) is None


def test_this_machines_mounts_can_be_read(tmp_path: Path) -> None:
    unsafe_folder(tmp_path / "ours.db")
