"""Where documents lie: a file, a folder, a zip archive or standard input; and what is passed over there."""

from __future__ import annotations

import re
import stat
import sys
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import BinaryIO

from searchapp.errors import BadSource, Fault
from searchapp.sources.document import nowhere

STDIN = "-"
HIGHEST = 2
"""Folders above a document in which what belongs to it may lie."""
_NOT_SPEECHES = re.compile(r"readme\b.*|(?:licen[cs]e|copying|source|changelog|contributing)(?:\.\w+)*", re.IGNORECASE)
_JUNK = re.compile(r"\A(?:\..*|~\$.*|.*~|thumbs\.db|desktop\.ini|__MACOSX)\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Place:
    """A document that can be opened; `found` means that it was met in a folder, not named by the user.

    `beside` are the names of the files that lie next to it, `above` of those in the folders above within the same
    source, the nearest first; `neighbour` opens one of them, `../name` where it is one folder above. `size` is its
    bytes, 0 where they aren't known; `lasts` says whether it can be read twice.
    """

    name: str
    path: PurePath
    open: Callable[[], BinaryIO]
    found: bool = False
    beside: AbstractSet[str] = frozenset()
    neighbour: Callable[[str], BinaryIO] = nowhere
    above: Sequence[AbstractSet[str]] = ()
    size: Callable[[], int] = int
    lasts: bool = True

    @property
    def folder(self) -> str:
        """What its name, and those of its neighbours, begin with."""
        return self.name.removesuffix(self.path.name)


def at(source: str | Path) -> Iterator[Place | Fault]:
    """The documents of a source, in the order of their names. Raises BadSource at once if there is no such source."""
    if str(source) == STDIN:
        return iter([Place("standard input", PurePath(), lambda: sys.stdin.buffer, lasts=False)])
    path = Path(source)
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            next(path.iterdir(), None)
            return _folder(path)
        if stat.S_ISREG(mode):
            path.open("rb").close()
    except OSError as error:
        raise BadSource(f"{path} can't be read: {reason(error)}. Check the name and its permissions.") from None
    return iter([replace(_file(path, found=False), lasts=stat.S_ISREG(mode))])


def speechless(path: PurePath) -> str | None:
    """Why a file of this name, met in a folder or (where the path is within it) in an archive, isn't read."""
    name = path.name
    if any(_JUNK.match(part) for part in ((name,) if isinstance(path, Path) else path.parts)):
        return "is hidden or a leftover of another program"
    if _NOT_SPEECHES.fullmatch(name):
        return "is about the documents, not one of them"
    return None


def _folder(root: Path) -> Iterator[Place | Fault]:
    """Without recursion, so that no depth of folders is too deep."""
    real = root.resolve()
    rest: list[tuple[Path, Sequence[AbstractSet[str]]]] = [(root, ())]
    while rest:
        path, near = rest.pop()
        try:
            if path != root and path.is_symlink():
                yield _linked(path, real)
            elif path.is_dir() and path != root and _JUNK.match(path.name):
                yield Fault(
                    str(path),
                    "is a hidden folder; passed over. If it holds speeches, give it another name.",
                    notice=True,
                )
            elif path.is_dir():
                rest += _listed(path, near[:HIGHEST])
            elif path.is_file():
                yield _file(path, found=True, beside=near[0], above=near[1:])
            else:
                yield Fault(str(path), "is neither a file nor a folder; passed over. Take it away.", notice=True)
        except OSError as error:
            yield Fault(str(path), f"can't be read: {reason(error)}. {advice(error)}")


def _listed(folder: Path, above: Sequence[AbstractSet[str]]) -> list[tuple[Path, Sequence[AbstractSet[str]]]]:
    paths = sorted(folder.iterdir(), key=lambda path: path.name, reverse=True)
    names = frozenset(path.name for path in paths)
    return [(path, (names, *above)) for path in paths]


def _linked(path: Path, root: Path) -> Fault:
    """A link out of the folder could show any file of this machine; one within it leads to what is read anyway."""
    if path.resolve().is_relative_to(root):
        return Fault(str(path), "is a link to another place in the same folder, which is read there.", notice=True)
    return Fault(
        str(path), "is a link that leads out of the folder; refused. Copy the file there, or name it as a source."
    )


def _file(
    path: Path, *, found: bool, beside: AbstractSet[str] | None = None, above: Sequence[AbstractSet[str]] = ()
) -> Place:
    if beside is None:
        beside = frozenset(other.name for other in path.parent.iterdir()) if path.parent.is_dir() else frozenset()

    def neighbour(name: str) -> BinaryIO:
        level, plain = level_of(name)
        if level and plain not in (above[level - 1] if level <= len(above) else ()):  # only what was listed there
            raise FileNotFoundError(name)
        other = path.parents[level] / plain
        if other.is_symlink():
            raise PermissionError("it is a link")
        return other.open("rb")

    return Place(str(path), path, lambda: path.open("rb"), found, beside, neighbour, above, lambda: path.stat().st_size)


def level_of(name: str) -> tuple[int, str]:
    """(how many folders above a neighbour is, its own name)."""
    *higher, plain = name.split("../")
    return len(higher), plain


def reason(error: Exception) -> str:
    """Why a file can't be read, in a few words, without its number and name."""
    said = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return f"{said[:1].lower()}{said[1:]}".removesuffix(".")


def advice(error: Exception) -> str:
    """What to do about it."""
    return "Check its permissions." if isinstance(error, PermissionError) else "Check it, or fetch it again."
