"""Zip archives: their members as places, what is dangerous among them refused."""

from __future__ import annotations

import stat
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from searchapp.errors import Fault
from searchapp.sources.places import HIGHEST, Place, level_of, reason
from searchapp.sources.streams import HARMLESS, RATIO

MOST = 1_000_000
"""Members of one archive."""


def members(path: Path) -> Iterator[Place | Fault]:
    """The documents of a zip archive, in the order of their names; nothing is written to disk."""
    try:
        with ZipFile(path) as archive:
            yield from _checked(archive, path)
    except (BadZipFile, OSError, NotImplementedError, ValueError) as error:
        yield Fault(str(path), f"can't be unpacked ({reason(error)}). Fetch it again, or unpack it yourself.")


def _checked(archive: ZipFile, path: Path) -> Iterator[Place | Fault]:
    infos = sorted(
        (info for info in archive.infolist() if not info.filename.endswith("/")), key=lambda info: info.filename
    )
    unpacked = sum(info.file_size for info in infos)
    if len(infos) > MOST or unpacked > max(HARMLESS, RATIO * path.stat().st_size):
        message = (
            f"holds {len(infos):,} files of {unpacked:,} bytes, too much for its size; refused. Unpack it yourself."
        )
        yield Fault(str(path), message)
        return
    beside: dict[PurePosixPath, dict[str, ZipInfo]] = defaultdict(dict)
    for info in infos:
        beside[PurePosixPath(info.filename).parent][PurePosixPath(info.filename).name] = info
    for info in infos:
        folder = PurePosixPath(info.filename).parent
        above = [beside.get(higher, {}) for higher in folder.parents[:HIGHEST]]
        yield _member(archive, info, path, beside[folder], above)


def _member(
    archive: ZipFile, info: ZipInfo, path: Path, beside: Mapping[str, ZipInfo], above: Sequence[Mapping[str, ZipInfo]]
) -> Place | Fault:
    name, inner = f"{path}!{info.filename}", PurePosixPath(info.filename)
    if refusal := _refusal(info):
        return Fault(name, f"{refusal}; refused. Unpack the archive yourself, and check it.")

    def member() -> BinaryIO:
        return _opened(archive, info)

    def neighbour(other: str) -> BinaryIO:
        level, plain = level_of(other)
        return _opened(archive, (beside, *above)[level][plain])

    names = [names.keys() for names in above]
    return Place(name, inner, member, True, beside.keys(), neighbour, names, lambda: info.file_size)


def _opened(archive: ZipFile, info: ZipInfo) -> BinaryIO:
    try:
        return archive.open(info)  # type: ignore[return-value]
    except ValueError as error:  # its name is written in another way at its beginning
        raise BadZipFile(str(error)) from None


def _refusal(info: ZipInfo) -> str | None:
    name = info.filename
    if not name:
        return "has no name"
    if name.startswith(("/", "\\")) or PureWindowsPath(name).drive:
        return "has an absolute name"
    if ".." in PureWindowsPath(name).parts:
        return "has a name that leads out of the archive"
    if stat.S_ISLNK(info.external_attr >> 16):
        return "is a link"
    if info.flag_bits & 0x1:
        return "is encrypted"
    if info.file_size > max(HARMLESS, RATIO * info.compress_size):
        return f"unpacks to more than {RATIO} times its size"
    return None
