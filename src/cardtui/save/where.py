"""Where the save file is, and whether that is a good place for it."""

from __future__ import annotations

from pathlib import Path, PurePath

NAME = "save.db"

_SYNCED = {
    "dropbox": "Dropbox",
    "onedrive": "OneDrive",
    "mobile documents": "iCloud",  # how macOS calls the folder
    "icloud drive": "iCloud",
    "iclouddrive": "iCloud",  # how iCloud for Windows calls it
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
}
"""Folders that are copied to other machines. Some names go on with an account: ``OneDrive - Name``."""

_NETWORKS = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "sshfs", "fuse.sshfs"}


def save_path(option: str | Path | None = None) -> Path:
    """The save file: the one that ``--save`` names, else the one in the platform's data folder."""
    if option is not None:
        return Path(option).expanduser().absolute()
    # Imported here because it costs 3 ms, which `--save` and `--no-save` need not pay.
    import platformdirs

    return platformdirs.user_data_path("cardtui", appauthor=False) / NAME


def unsafe_folder(path: Path, mounts: str | None = None) -> str | None:
    """Say in a sentence why the folder of ``path`` may not keep the save file well; None if nothing speaks against it.

    mounts: the system's table of what is mounted where, as in ``/proc/mounts``; read from there if not given.
    """
    service = next((name for part in path.parent.parts if (name := _service(part))), None)
    if service is not None:
        return (
            f"{path.parent} is synced by {service}: what you met goes to other machines, and two copies may get"
            " mixed up. Name another file with --save."
        )
    network = _network(path, _mounts() if mounts is None else mounts)
    if network is not None:
        return (
            f"{path.parent} is on a network folder ({network}), where a lost connection may damage the save file."
            " Name another file with --save."
        )
    return None


def _service(part: str) -> str | None:
    part = part.casefold()
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
