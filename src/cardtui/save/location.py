"""Where the save file is, and whether that is a good place for it."""

from __future__ import annotations

import os
from pathlib import Path, PurePath

from cardtui.system.paths import absolute_path, data_folder

NAME = "save.db"

_SYNCED = {
    "dropbox": "Dropbox",
    "onedrive": "OneDrive",
    "mobile documents": "iCloud",  # how macOS calls the folder
    "icloud drive": "iCloud",
    "iclouddrive": "iCloud",  # how iCloud for Windows calls it
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "pclouddrive": "pCloud",
    "pcloud drive": "pCloud",
    "pcloud sync": "pCloud",
    "proton drive": "Proton Drive",
    "megasync": "MEGA",
    "box sync": "Box",
    "tresorit": "Tresorit",
    "seafile": "Seafile",
    "synologydrive": "Synology Drive",
    "synology drive": "Synology Drive",
    "yandex.disk": "Yandex Disk",
    "resilio sync": "Resilio Sync",
}
"""Folders that are copied to other machines. Some names go on with an account (``OneDrive - Name``) or a number."""

_CLOUD_STORAGE = "cloudstorage"
"""In ``~/Library/CloudStorage`` macOS has a folder for each service, whichever it is: ``Box-Box``."""

_MARKS = {
    ".stfolder": "Syncthing",
    ".dropbox.cache": "Dropbox",
    ".nextcloudsync.log": "Nextcloud",
    ".owncloudsync.log": "ownCloud",
    ".seafile-data": "Seafile",
    ".tmp.driveupload": "Google Drive",
}
"""What lies in such a folder, whatever it is called."""

_NETWORKS = {
    *("nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "coda", "davfs", "sshfs"),
    *("ceph", "glusterfs", "lustre", "beegfs", "orangefs", "gpfs"),
    *("fuse.sshfs", "fuse.rclone", "fuse.gvfsd-fuse", "fuse.davfs2", "fuse.curlftpfs", "fuse.s3fs", "fuse.smbnetfs"),
    *("fuse.ceph", "fuse.ceph-fuse", "fuse.glusterfs", "fuse.juicefs", "fuse.mfs", "fuse.kio-fuse"),
    *("fuse.google-drive-ocamlfuse", "fuse.onedriver", "fuse.pcloud"),
}
"""Types of file systems on other machines. Not among them: 9p and drvfs, by which Linux on Windows (WSL) sees the disk
of the same computer, and what virtual machines share with theirs."""


def save_path(option: str | Path | None = None) -> Path:
    """The save file: the one that ``--save`` names, else the one in the platform's data folder. Raises `NotAPath`."""
    if option is not None:
        return absolute_path(str(option))
    return data_folder() / NAME


def unsafe_folder(path: Path, mounts: str | None = None) -> str | None:
    """Say in a sentence why the folder of ``path`` may not keep the save file well; None if nothing speaks against it.

    mounts: the system's table of what is mounted where, as in ``/proc/mounts``; read from there if not given.
    """
    # A link may lead into such a folder, or be in one.
    places = (path, Path(os.path.realpath(path)))
    service = next((name for place in places if (name := _service(place.parent))), None)
    if service is not None:
        return (
            f"{path.parent} is synced by {service}: what you've had goes to other machines, and two copies may get"
            " mixed up. Name another file with --save."
        )
    table = _mounts() if mounts is None else mounts
    network = next((type_ for place in places if (type_ := _network(place, table))), None)
    if network is not None:
        return (
            f"{path.parent} is on a network folder ({network}), where a lost connection may damage the save file."
            " Name another file with --save."
        )
    return None


def _service(folder: Path) -> str | None:
    """What copies a folder to other machines, by its name, by that of one above it, or by what lies in one."""
    above = ""
    for part in folder.parts:
        if above == _CLOUD_STORAGE and part:
            return _named(part) or part.split("-")[0]
        if service := _named(part):
            return service
        above = part.casefold()
    places = (folder, *folder.parents)
    return next((_MARKS[mark] for place in places for mark in _MARKS if os.path.lexists(place / mark)), None)


def _named(part: str) -> str | None:
    part = part.casefold().rstrip("0123456789")
    return next(
        (service for start, service in _SYNCED.items() if part == start or part.startswith((f"{start} ", f"{start}-"))),
        None,
    )


def _mounts() -> str:
    try:
        return Path("/proc/mounts").read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return ""


def _network(path: PurePath, mounts: str) -> str | None:
    """The type of the network file system that ``path`` is on, None for a local one."""
    deepest, found = -1, ""
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:  # noqa: PLR2004  (device, place, type)
            continue
        place = PurePath(_unescaped(fields[1]))
        # Of two on the same place the later one covers the earlier.
        if path.is_relative_to(place) and len(place.parts) >= deepest:
            deepest, found = len(place.parts), fields[2]
    return found if found in _NETWORKS else None


def _unescaped(place: str) -> str:
    """Undo how the table writes what would break its lines."""
    for code, character in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        place = place.replace(code, character)
    return place
