"""Bytes out of a file: unpacked, bounded, UTF-16 turned into UTF-8; what goes wrong ends them early and is told."""

from __future__ import annotations

import codecs
import gzip
import io
import lzma
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import BinaryIO, cast
from zipfile import BadZipFile

from searchapp.sources.places import reason

HEAD = 1 << 16
_CHUNK = 1 << 20
RATIO = 250
"""How many times larger than packed a document may become; text rarely passes 20."""
HARMLESS = 64 * 1024 * 1024
"""Unpacked bytes below which the ratio doesn't matter."""
MOST = 64 * 1024**3
"""Unpacked bytes of one document."""
_UNREAD = "can't be read further"
DAMAGED = (EOFError, zlib.error, lzma.LZMAError, BadZipFile, gzip.BadGzipFile)
"""What unpacking raises where the packed bytes are wrong."""
_MARKS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


@dataclass(slots=True)
class Opened:
    """A file as a stream of bytes, its beginning, and what went wrong so far in reading it.

    It `failed` if that was the disk, which may give the same file another time.
    """

    head: bytes
    stream: BinaryIO
    troubles: list[str] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        """See above."""
        return any(trouble.startswith(_UNREAD) for trouble in self.troubles)


class _Flow(io.RawIOBase):
    """An iterator of bytes as a file."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        super().__init__()
        self._pieces = pieces
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while not self._rest:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._rest = memoryview(piece)
        size = min(len(buffer), len(self._rest))
        buffer[:size] = self._rest[:size]
        self._rest = self._rest[size:]
        return size


def opened(file: BinaryIO, watch: Callable[[int], None] = lambda _: None) -> Opened:
    """The bytes of a file, unpacked if they are gzip; `watch` hears how many were read of the file itself.

    Never raises: `troubles` grows instead, and the bytes end.
    """
    troubles: list[str] = []
    pieces = _utf8(_bounded(_Counted(file, watch), troubles))
    start = list(_beginning(pieces))
    stream = io.BufferedReader(_Flow(chain(start, pieces)), _CHUNK)
    return Opened(b"".join(start)[:HEAD], stream, troubles)


def _beginning(pieces: Iterator[bytes]) -> Iterator[bytes]:
    size = 0
    for piece in pieces:
        yield piece
        size += len(piece)
        if size >= HEAD:
            return


def _bounded(file: _Counted, troubles: list[str]) -> Iterator[bytes]:
    try:
        yield from _unpacked(file)
    except _Bomb as bomb:
        troubles.append(str(bomb))
    except DAMAGED as error:
        troubles.append(f"is damaged or cut off ({reason(error)}). What came before was read; fetch the file again.")
    except (OSError, RuntimeError, NotImplementedError) as error:
        troubles.append(f"{_UNREAD} ({reason(error)}). What came before was read; fetch the file again.")


class _Bomb(Exception):
    """Unpacking was stopped."""


def _unpacked(packed: _Counted) -> Iterator[bytes]:
    first = packed.read1(2)
    if first != b"\x1f\x8b":
        yield from chain([first], iter(lambda: packed.read1(_CHUNK), b""))
        return
    packed.unread(first)
    size = 0
    with gzip.GzipFile(fileobj=cast(BinaryIO, packed), mode="rb") as unpacked:
        while piece := unpacked.read1(_CHUNK):
            size += len(piece)
            if size > MOST or size > max(HARMLESS, RATIO * packed.size):
                raise _Bomb(f"unpacks to more than {RATIO} times its size; the rest was left out. Unpack it yourself.")
            yield piece


class _Counted:
    """A file that counts the bytes read from it, and tells them; the first few can be put back."""

    def __init__(self, file: BinaryIO, watch: Callable[[int], None]) -> None:
        self._file = file
        self._watch = watch
        self._back = b""
        self.size = 0

    def read1(self, size: int) -> bytes:
        if self._back:
            back, self._back = self._back[:size], self._back[size:]
            return back
        piece: bytes = self._file.read1(size)  # type: ignore[attr-defined]
        self.size += len(piece)
        self._watch(len(piece))
        return piece

    read = read1

    def unread(self, first: bytes) -> None:
        self._back = first


def _utf8(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Without byte order mark; UTF-16 that has one becomes UTF-8."""
    first = next(pieces, b"")
    while len(first) < 3 and (more := next(pieces, None)) is not None:
        first += more
    mark = next((mark for mark in _MARKS if first.startswith(mark)), b"")
    rest = chain([first[len(mark) :]], pieces)
    if not mark.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return rest
    return (text.encode("utf-8", "replace") for text in codecs.iterdecode(rest, _MARKS[mark], "replace"))
