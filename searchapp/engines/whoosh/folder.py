"""The index folder on disk: generations beside one another, `current` naming the live one, a manifest in each.

A generation is built in `.building-…`, checked, synced, renamed to its name, and becomes live when `current` is
replaced: each step leaves a folder that serves. What a killed builder leaves behind is removed by the next one.
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

from searchapp.errors import DamagedIndex, IndexBusy, IndexUnwritable

MANIFEST = "manifest.json"
CURRENT = "current"
BUILDING = ".building-"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation is: `built` is UTC, ISO 8601; `files` gives each file's bytes and SHA-256."""

    name: str
    built: str
    speeches: int
    schema: int
    versions: Mapping[str, str]
    sources: str | None = None
    files: Mapping[str, tuple[int, str]] = field(default_factory=dict)


def live_name(index: Path) -> str | None:
    """The name of the live generation, None where there is none."""
    try:
        return (index / CURRENT).read_text(encoding="utf-8").strip() or None
    except FileNotFoundError:
        return None


def names(index: Path) -> list[str]:
    """The generations that are there, the live one first, then the newest."""
    if not index.is_dir():
        return []
    found = sorted((path.parent.name for path in index.glob(f"[!.]*/{MANIFEST}")), reverse=True)
    live = live_name(index)
    return sorted(found, key=lambda name: name != live)


def read_manifest(generation: Path) -> Manifest:
    """The manifest of a generation. Raises DamagedIndex."""
    try:
        return Manifest(**json.loads((generation / MANIFEST).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise DamagedIndex(f"The manifest of generation {generation.name} can't be read ({error}). {MEND}") from error


MEND = "Run `searchapp rollback` to serve the one before, or `searchapp rebuild` to make another."


def write_manifest(generation: Path, manifest: Manifest) -> None:
    """Write the manifest with every other file of the folder in it."""
    files = {path.name: (path.stat().st_size, digest(path)) for path in sorted(generation.iterdir())}
    text = json.dumps(asdict(manifest) | {"files": files}, indent=1, ensure_ascii=False)
    (generation / MANIFEST).write_text(text, encoding="utf-8")


def wrong_bytes(generation: Path, manifest: Manifest) -> list[str]:
    """A sentence for each file that is missing or differs from its checksum."""
    found = []
    for name, (size, expected) in manifest.files.items():
        path = generation / name
        if not path.is_file():
            found.append(f"{generation.name}/{name} is missing.")
        elif path.stat().st_size != size:
            found.append(f"{generation.name}/{name} has {path.stat().st_size:,} bytes instead of {size:,}.")
        elif digest(path) != expected:
            found.append(f"{generation.name}/{name} differs from its checksum.")
    return found


def digest(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def writing(index: Path) -> Iterator[None]:
    """The only writer of an index folder, as long as the block lasts; a killed one blocks nobody.

    Raises IndexBusy where another process writes, IndexUnwritable where the disk or folder refuses.
    """
    with translated(index):
        index.mkdir(parents=True, exist_ok=True)
        with (index / ".lock").open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise IndexBusy(
                    f"Another process is building in {index}. Wait until it has ended, then try again."
                ) from None
            sweep(index)
            yield


@contextmanager
def translated(index: Path) -> Iterator[None]:
    """Let the disk's refusals be errors of ours."""
    try:
        yield
    except OSError as error:
        reasons = {
            errno.ENOSPC: "the disk is full",
            errno.EDQUOT: "the disk quota is used up",
            errno.EIO: "the disk failed",
        }
        reason = reasons.get(error.errno or 0, error.strerror or str(error))
        raise IndexUnwritable(f"{index} could not be written: {reason}. What was live before still is.") from error


@contextmanager
def building(index: Path, name: str) -> Iterator[Path]:
    """A new folder beside the live one; it is gone afterwards unless it was published."""
    path = index / f"{BUILDING}{name}"
    path.mkdir()
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def publish(index: Path, built: Path, name: str) -> None:
    """Make what was built live, durably: files, folder, rename, `current`, each synced before the next."""
    for path in built.iterdir():
        sync(path)
    sync(built)
    built.rename(index / name)
    sync(index)
    point(index, name)


def point(index: Path, name: str) -> None:
    """Make a generation the live one, in one step."""
    fresh = index / f".{CURRENT}"
    fresh.write_text(name + "\n", encoding="utf-8")
    sync(fresh)
    fresh.replace(index / CURRENT)
    sync(index)


def sync(path: Path) -> None:
    """Have the disk keep a file's or folder's content before going on."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sweep(index: Path) -> None:
    """Remove what killed builders left, and every generation but the live one and the one before."""
    for path in index.glob(f"{BUILDING}*"):
        shutil.rmtree(path, ignore_errors=True)
    for name in names(index)[2:]:
        shutil.rmtree(index / name, ignore_errors=True)


def link(source: Path, target: Path) -> None:
    """The same file under another name; a copy where the disk can't link."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def size(generation: Path) -> int:
    """Bytes on disk."""
    return sum(path.stat().st_size for path in generation.iterdir())
