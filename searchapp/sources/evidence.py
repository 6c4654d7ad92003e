"""What a document was read from, so that it need not be read again while all of that is as it was."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from hashlib import file_digest, sha256
from pathlib import Path
from typing import BinaryIO, Self, cast

from searchapp.sources.places import Place, level_of
from searchapp.sources.streams import DAMAGED

ABSENT, PRESENT = "absent", "present"
_LISTED = "*"
"""Stands, after a folder, for all the names there."""
_UNKNOWN = ""
"""What could not be read to its end: nothing is ever the same as that."""
_KEPT = 8
"""Files beside documents of which the digest is remembered: the same one serves one document after the other."""
_SETTLED = 2_000_000_000
"""Nanoseconds after which another change of a file gives it another time, on every file system."""
_CHUNK = 1 << 20
_UNREADABLE = (OSError, RuntimeError, NotImplementedError, *DAMAGED)


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that reading a document depended on, but for what was given: where it was met, and what was read there.

    `digest` is the SHA-256 (hexadecimal) of its bytes as they lie there, packed if they are. `near` says of each name
    beside it or above it that was looked for whether it was ABSENT, PRESENT, or the digest of it where it was opened.
    """

    found: bool
    levels: int
    digest: str
    near: Mapping[str, str] = field(default_factory=dict)


Memory = dict[str, tuple[tuple[int, int, int], str]]
"""Of each file its size, time and number when its digest was taken, and that digest."""


class Digests:
    """SHA-256 of documents and of what lies beside them, for one run.

    With a `memory`, which may be of earlier runs, a file that has the size, time and number it had isn't read again.
    """

    def __init__(self, memory: Memory | None = None) -> None:
        self._memory = memory
        self._beside: dict[str, str] = {}

    def document(self, place: Place) -> str:
        """The digest of a document; unknown where it can't be read."""
        if self._memory is None or not isinstance(place.path, Path):
            return _digest(place.open)
        if (found := signature(place.path)) is None:
            return _UNKNOWN
        known = self._memory.get(place.name)
        if known and known[0] == found:
            return known[1]
        digest = _digest(place.open)
        if time.time_ns() - found[1] > _SETTLED:
            self._memory[place.name] = found, digest
        return digest

    def beside(self, place: Place, name: str) -> str:
        """The digest of a neighbour; unknown where it can't be read. The last few are remembered."""
        where = place.folder + name
        if where not in self._beside:
            if len(self._beside) == _KEPT:
                del self._beside[next(iter(self._beside))]
            self._beside[where] = _digest(lambda: place.neighbour(name))
        return self._beside[where]


def signature(path: Path) -> tuple[int, int, int] | None:
    """A file's bytes, when it was changed (nanoseconds), and its number on the disk; None where it can't be had."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns, found.st_ino


class Witness:
    """Sees what is looked at while a document is read: `place` is to be used instead of the one it is made of."""

    def __init__(self, place: Place, digests: Digests) -> None:
        self._place, self._digests = place, digests
        self._near: dict[str, str] = {}
        self._file: _Digested | None = None
        self.place = replace(
            place,
            open=self._open,
            beside=_Names(place.beside, "", self._near),
            above=[_Names(names, "../" * level, self._near) for level, names in enumerate(place.above, 1)],
            neighbour=self._neighbour,
        )

    def evidence(self) -> Evidence | None:
        """What was seen, once the document is read: the rest of its bytes is read now. None where that fails."""
        if self._file is None or _UNKNOWN in self._near.values():
            return None
        try:
            while self._file.read1(_CHUNK):
                pass
        except _UNREADABLE:
            return None
        return Evidence(self._place.found, len(self._place.above), self._file.sha.hexdigest(), dict(self._near))

    def _open(self) -> BinaryIO:
        self._file = _Digested(self._place.open())
        return cast(BinaryIO, self._file)

    def _neighbour(self, name: str) -> BinaryIO:
        self._near[name] = self._digests.beside(self._place, name)
        return self._place.neighbour(name)


def unchanged(place: Place, was: Evidence, digests: Digests) -> bool:
    """Whether everything is as it was when a document was read; its own bytes are read last."""
    if (place.found, len(place.above)) != (was.found, was.levels):
        return False
    near = all(_standing(place, name, then, digests) == then for name, then in was.near.items())
    return near and digests.document(place) == was.digest


def _standing(place: Place, name: str, then: str, digests: Digests) -> str:
    """What is to be said of a name, in the way in which it was said then."""
    level, plain = level_of(name)
    names = (place.beside, *place.above)[level]
    if plain == _LISTED:
        return _all_of(names)
    if plain not in names:
        return ABSENT
    return PRESENT if then in {ABSENT, PRESENT} else digests.beside(place, name)


class _Digested:
    """A file that takes the digest of what is read from it."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.sha = sha256()

    def read1(self, size: int) -> bytes:
        piece: bytes = self._file.read1(size)  # type: ignore[attr-defined]
        self.sha.update(piece)
        return piece

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()


class _Names(AbstractSet[str]):
    """Names that write down which of them were looked for."""

    def __init__(self, names: AbstractSet[str], folder: str, near: dict[str, str]) -> None:
        self._names, self._folder, self._near = names, folder, near

    def __contains__(self, name: object) -> bool:
        there = name in self._names
        self._near.setdefault(f"{self._folder}{name}", PRESENT if there else ABSENT)
        return there

    def __iter__(self) -> Iterator[str]:
        self._near[self._folder + _LISTED] = _all_of(self._names)
        return iter(self._names)

    def __len__(self) -> int:
        return len(list(iter(self)))


def _digest(opening: Callable[[], BinaryIO]) -> str:
    try:
        with opening() as file:
            return file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
    except _UNREADABLE:
        return _UNKNOWN


def _all_of(names: AbstractSet[str]) -> str:
    return sha256("\0".join(sorted(names)).encode("utf-8", "surrogatepass")).hexdigest()
