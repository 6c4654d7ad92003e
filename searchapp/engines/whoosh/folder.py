"""The index folder on disk: generations beside one another, a manifest in each, `current` naming the live one.

A generation is built in `.building-…`, checked, synced, renamed to its name, and becomes live when `current` is
replaced: each step leaves a folder that serves. What a killed builder leaves behind is removed by the next one.
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TextIO

from searchapp.errors import DamagedIndex, IndexBusy, IndexUnwritable

MANIFEST = "manifest.json"
PROVENANCE = "provenance"
CORRECTIONS = "corrections"
CURRENT = "current"
PREVIOUS = "previous"
BUILDING = ".building-"
MEND = "Run `searchapp rollback` to serve the one before, or `searchapp rebuild` to make another."
_LONGEST_NAME = 100
END = 28
"""Bytes at the end of a file by which it is known: those of the trailer of codec/sections.py."""
_NAME = re.compile(r"\d{8}-\d{6}-[0-9a-f]{6}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation is: `built` is UTC, ISO 8601; `files` gives each file's bytes and SHA-256.

    `schema` and `analysis` are versions; another one can't be read. `source_digest` is the SHA-256 of all speeches as
    they came; for a changed generation, of the digest before and the change. `ends` gives the last bytes of each file,
    in hexadecimal: they hold a checksum of its checksums, which tells it from another that is as long.
    """

    name: str
    built: str
    speeches: int
    schema: int
    analysis: int
    source_digest: str
    versions: Mapping[str, str]
    files: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    ends: Mapping[str, str] = field(default_factory=dict)


def new_name() -> str:
    """A name for a generation; those of later ones sort after it."""
    return f"{datetime.now(UTC):%Y%m%d-%H%M%S-%f}"


def damaged(name: str, error: object) -> str:
    """What is said of a generation in which something is wrong."""
    return f"Generation {name} is damaged: {str(error).rstrip('.')}. {MEND}"


def live_name(index: Path) -> str | None:
    """What `current` says, None where there is no such file. Raises DamagedIndex where it can't be read."""
    return _named(index / CURRENT)


def names(index: Path) -> list[str]:
    """The generations that are there: the live one, the one that was live before it, then the newest."""
    found = [path.parent.name for path in index.glob(f"*/{MANIFEST}") if _NAME.fullmatch(path.parent.name)]
    previous = None
    with suppress(DamagedIndex):  # which one was live before is good to know, no more
        previous = _named(index / PREVIOUS)
    order = [live_name(index), previous, *sorted(found, reverse=True)]
    return [name for name in dict.fromkeys(order) if name in found]


def read_manifest(generation: Path) -> Manifest:
    """The manifest of a generation. Raises DamagedIndex."""
    try:
        content = json.loads((generation / MANIFEST).read_text(encoding="utf-8"))
        seal = content.pop("seal", None)
        manifest = _typed(Manifest(**content))
    except (AttributeError, OSError, ValueError, TypeError, RecursionError) as error:
        raise DamagedIndex(f"The manifest of generation {generation.name} can't be read ({error}). {MEND}") from error
    if seal != _seal(content):
        raise DamagedIndex(f"The manifest of generation {generation.name} differs from its checksum. {MEND}")
    return manifest


def write_manifest(generation: Path, manifest: Manifest) -> None:
    """Write the manifest with every other file of the folder in it, and a checksum of its own.

    What it says of files already, which are another generation's too, stays.
    """
    names = sorted(path.name for path in generation.iterdir())
    known = manifest.files
    files = {
        name: known[name] if name in known else ((generation / name).stat().st_size, digest(generation / name))
        for name in names
    }
    content = asdict(manifest) | {"files": files, "ends": {name: _end(generation / name) for name in names}}
    text = json.dumps(content | {"seal": _seal(content)}, indent=1, ensure_ascii=False)
    (generation / MANIFEST).write_text(text, encoding="utf-8")


def note(generation: Path, notes: Mapping[str, bytes]) -> None:
    """Put beside the segments of a generation what its builder noted under each of these names, if anything."""
    for name, said in notes.items():
        if said:
            (generation / name).write_bytes(said)


def noted(generation: Path, name: str) -> bytes:
    """What the builder of a generation noted under a name, proven; empty where that is nothing. Raises DamagedIndex."""
    known = read_manifest(generation).files.get(name)
    if known is None:
        return b""
    try:
        data = (generation / name).read_bytes()
    except OSError as error:
        raise DamagedIndex(damaged(generation.name, f"{name} can't be read ({error.strerror})")) from error
    if (len(data), hashlib.sha256(data).hexdigest()) != tuple(known):
        raise DamagedIndex(damaged(generation.name, f"{name} differs from its checksum"))
    return data


@contextmanager
def settling(generation: Path, known: Mapping[str, tuple[int, str]]) -> Iterator[Mapping[str, tuple[int, str]]]:
    """Meanwhile sync the files that a folder has already, but for those known, and take their checksums.

    What a manifest says of these files is there once the block is over.
    """
    files = [path for path in sorted(generation.iterdir()) if path.name not in known]
    settled: dict[str, tuple[int, str]] = {}
    with ThreadPoolExecutor() as threads:
        digests = threads.map(_settled, files)
        yield settled
        settled |= dict(zip((path.name for path in files), digests, strict=True))


def _settled(path: Path) -> tuple[int, str]:
    sync(path)
    return path.stat().st_size, digest(path)


def wrong_bytes(generation: Path, manifest: Manifest) -> list[str]:
    """A sentence for each file that is missing, can't be read, differs from its checksum or has none.

    Whoosh believes whatever table of contents it finds, and runs what is in it: one too many is worse than a bad one.
    """
    known = {name: _wrong(generation / name, *said) for name, said in manifest.files.items()}
    wrong = known | dict.fromkeys(_others(generation, manifest), "is not in the manifest")
    return [f"{generation.name}/{name} {what}." for name, what in wrong.items() if what]


def wrong_files(generation: Path, manifest: Manifest) -> list[str]:
    """As `wrong_bytes`, for an index that is to be opened: files that prove themselves are only measured."""
    known = {
        name: _wrong_size(generation / name, size) or _wrong_end(generation / name, manifest.ends.get(name))
        for name, (size, _) in manifest.files.items()
    }
    contents = {
        name: _wrong(generation / name, *said) for name, said in manifest.files.items() if name.endswith(".toc")
    }
    wrong = known | contents | dict.fromkeys(_others(generation, manifest), "is not in the manifest")
    return [f"{generation.name}/{name} {what}." for name, what in wrong.items() if what]


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
        lock = (index / ".lock").open("a", encoding="utf-8")
    with lock:
        with translated(index):
            _seize(lock, index)
            sweep(index)
        yield


@contextmanager
def translated(index: Path) -> Iterator[None]:
    """Let the disk's refusals be errors of ours; what the caller does with other files stays outside."""
    try:
        yield
    except OSError as error:
        reasons = {
            errno.ENOSPC: "the disk is full",
            errno.EDQUOT: "the disk quota is used up",
            errno.EIO: "the disk failed",
        }
        reason = reasons.get(error.errno or 0, error.strerror or str(error))
        raise IndexUnwritable(f"{index} could not be written: {reason}. What was live before is untouched.") from error
    except MemoryError as error:
        raise IndexUnwritable(
            "There was not enough memory to build the index. Try again with less at once (SEARCHAPP_MEMORY=64), or "
            "with fewer processes (SEARCHAPP_PROCESSES=1). What was live before is untouched."
        ) from error


@contextmanager
def building(index: Path, name: str) -> Iterator[Path]:
    """A new folder beside the live one; it is gone afterwards unless it was published."""
    path = index / f"{BUILDING}{name}"
    with translated(index):
        path.mkdir()
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def publish(index: Path, built: Path, name: str) -> None:
    """Make what was built live, durably: files, folder, rename, `current`, each synced before the next."""
    with ThreadPoolExecutor() as threads:
        list(threads.map(sync, built.iterdir()))
    sync(built)
    built.rename(index / name)
    sync(index)
    point(index, name)


def point(index: Path, name: str) -> None:
    """Make a generation the live one, in one step; which one was live is written down before."""
    live = live_name(index)
    if live and live != name:
        _write_name(index / PREVIOUS, live)
    _write_name(index / CURRENT, name)


def sync(path: Path) -> None:
    """Have the disk keep a file's or folder's content before going on."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sweep(index: Path) -> None:
    """Remove what killed builders left, and every generation but the live one and the one before.

    A generation loses its name first: if this is killed half-way, what is left is known as a leftover.
    """
    for name in names(index)[2:]:
        (index / name).rename(index / f"{BUILDING}{name}")
    for path in index.glob(f"{BUILDING}*"):
        shutil.rmtree(path, ignore_errors=True)


def link(source: Path, target: Path) -> None:
    """The same file under another name; a copy where the disk can't link."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def _typed(manifest: Manifest) -> Manifest:
    """Raise TypeError, AttributeError or ValueError where a value is of another type than we write."""
    files = [(size, digest) for size, digest in manifest.files.values()]
    texts = [
        manifest.name,
        manifest.built,
        manifest.source_digest,
        *manifest.versions.values(),
        *manifest.ends.values(),
    ]
    numbers = [manifest.speeches, manifest.schema, manifest.analysis]
    if not all(isinstance(text, str) for text in [*texts, *(digest for _, digest in files)]):
        raise TypeError("something in it should be text")
    if not all(isinstance(number, int) for number in [*numbers, *(size for size, _ in files)]):
        raise TypeError("something in it should be a number")
    return manifest


def _others(generation: Path, manifest: Manifest) -> list[str]:
    """Files that the manifest doesn't know; hidden ones, which file systems and desktops leave, hurt nobody."""
    try:
        found = sorted(path.name for path in generation.iterdir())
    except OSError:
        return []
    return [name for name in found if name not in {MANIFEST, *manifest.files} and not name.startswith(".")]


def _named(path: Path) -> str | None:
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            return file.read(_LONGEST_NAME).strip()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise DamagedIndex(f"{path} can't be read ({error.strerror}). Check who may read it.") from error


def _write_name(path: Path, name: str) -> None:
    fresh = path.with_name(f".{path.name}")
    fresh.write_text(name + "\n", encoding="utf-8")
    sync(fresh)
    fresh.replace(path)
    sync(path.parent)


def _seal(content: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def _wrong(path: Path, size: int, expected: str) -> str | None:
    try:
        return _wrong_size(path, size) or (None if digest(path) == expected else "differs from its checksum")
    except OSError as error:
        return f"can't be read ({error.strerror})"


def _wrong_end(path: Path, expected: str | None) -> str | None:
    try:
        return None if _end(path) == expected else "is not the file that was written"
    except OSError as error:
        return f"can't be read ({error.strerror})"


def _end(path: Path) -> str:
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - END))
        return file.read(END).hex()


def _wrong_size(path: Path, size: int) -> str | None:
    try:
        found = path.stat().st_size
    except FileNotFoundError:
        return "is missing"
    except OSError as error:
        return f"can't be read ({error.strerror})"
    return None if found == size else f"has {found:,} bytes instead of {size:,}"


def _seize(lock: TextIO, index: Path) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise IndexBusy(f"Another process is building in {index}. Wait until it has ended, then try again.") from None
