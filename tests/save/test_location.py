"""Folders in which a save file is not safe: synced by a service, or on a network."""

from __future__ import annotations

from pathlib import Path

import pytest

from cardtui.save.location import unsafe_folder

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


UNSAFE = {
    "Dropbox": (
        *("/home/ana/Dropbox/us", "/home/ana/Dropbox (Personal)", "/Users/ana/Library/CloudStorage/Dropbox"),
        "/Users/ana/Library/CloudStorage/Dropbox-Personal/us",
    ),
    "iCloud": (
        *("/Users/ana/Library/Mobile Documents/com~apple~CloudDocs", "/Users/ana/Library/Mobile Documents"),
        *("/home/ana/iCloudDrive", "/Users/ana/iCloud Drive (Archive)"),
    ),
    "OneDrive": ("/Users/ana/Library/CloudStorage/OneDrive-Personal", "/home/ana/OneDrive - Firm/us"),
    "Google Drive": (
        *("/home/ana/Google Drive", "/home/ana/My Drive (ana@example.org)"),
        "/Users/ana/Library/CloudStorage/GoogleDrive-ana@example.org/My Drive",
    ),
    "Box": ("/Users/ana/Library/CloudStorage/Box-Box/us",),
    "ProtonDrive": ("/Users/ana/Library/CloudStorage/ProtonDrive-ana@proton.me-folder",),
    "Nextcloud": ("/home/ana/Nextcloud/us", "/home/ana/Nextcloud2"),
    "ownCloud": ("/home/ana/ownCloud",),
    "pCloud": ("/home/ana/pCloudDrive/us", "/home/ana/pCloud Drive"),
    "MEGA": ("/home/ana/MEGAsync",),
    "Synology": ("/home/ana/SynologyDrive",),
    "network": (
        *("/home/ana/remote/us", "/run/user/1000/gvfs/smb-share:server=nas,share=us", "/ceph/us", "/nas/us", "/dav/us"),
        *("/afs/example.org/user/ana", "/gluster", "/home/ana/net/us", "/home/ana/net", "/mnt/our share/us"),
        "/home/ana/far/us",
    ),
}


@pytest.mark.parametrize(("service", "folder"), [(name, each) for name, folders in UNSAFE.items() for each in folders])
def test_a_synced_or_network_folder_is_warned_of(service: str, folder: str) -> None:
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
