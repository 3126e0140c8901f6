"""Where the save file is, and whether that is a safe place."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path, PurePath

import msgspec

from cardtui.system.paths import absolute_path, data_folder

NAME = "save.db"

_CLOUD_STORAGE = "cloudstorage"
"""In ``~/Library/CloudStorage``, macOS has a folder for every service, known or not: ``Box-Box``."""


class _Unsafe(msgspec.Struct):
    """Known folders that may not keep a save file safely, see ``unsafe_folders.toml``."""

    synced: dict[str, str]
    marks: dict[str, str]
    networks: frozenset[str]


@cache
def _unsafe() -> _Unsafe:
    return msgspec.toml.decode(Path(__file__).with_name("unsafe_folders.toml").read_bytes(), type=_Unsafe)


def save_path(option: str | Path | None = None) -> Path:
    """The save file: the one named by ``--save``, else the one in the platform's data folder. Raises `NotAPath`."""
    if option is not None:
        return absolute_path(str(option))
    return data_folder() / NAME


def unsafe_folder(path: Path, mounts: str | None = None) -> str | None:
    """A sentence on why the folder of ``path`` may not keep the save file safely; None if no reason is known.

    mounts: the system's mount table, in the format of ``/proc/mounts``; read from there if not given.
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
    """The service that syncs a folder, found by the name of it or a parent, or by a marker file in one of them."""
    above = ""
    for part in folder.parts:
        if above == _CLOUD_STORAGE and part:
            return _named(part) or part.split("-")[0]
        if service := _named(part):
            return service
        above = part.casefold()
    places = (folder, *folder.parents)
    marks = _unsafe().marks
    return next((marks[mark] for place in places for mark in marks if os.path.lexists(place / mark)), None)


def _named(part: str) -> str | None:
    part = part.casefold().rstrip("0123456789")
    names = _unsafe().synced
    return next((names[name] for name in names if part == name or part.startswith((f"{name} ", f"{name}-"))), None)


def _mounts() -> str:
    try:
        return Path("/proc/mounts").read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return ""


def _network(path: PurePath, mounts: str) -> str | None:
    """The type of the network file system that ``path`` is on; None for a local one."""
    deepest, found = -1, ""
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:  # noqa: PLR2004  (device, place, type)
            continue
        place = PurePath(_unescaped(fields[1]))
        # Of two mounts on the same place, the later one hides the earlier.
        if path.is_relative_to(place) and len(place.parts) >= deepest:
            deepest, found = len(place.parts), fields[2]
    return found if found in _unsafe().networks else None


def _unescaped(place: str) -> str:
    """Undo the mount table's escapes."""
    for code, character in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        place = place.replace(code, character)
    return place
