"""A file of named sections, each block of it with a checksum: what every file of the columnar codec is.

Bytes go to the end of the file as they come; the directory of sections, the checksums of the blocks and a trailer
follow the last of them. A block is compared with its checksum before anything of it is believed.
"""

from __future__ import annotations

import json
import os
import struct
from collections.abc import Mapping
from contextlib import suppress
from itertools import pairwise
from threading import Lock
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from whoosh.reading import CorruptIndexError

MAGIC = b"SPEECHC1"
BLOCK = 16_384
"""Bytes that one checksum is of."""
WORD = 4
"""Bytes that the beginning of each piece is aligned to, and that addresses of pieces count."""
_TRAILER = struct.Struct("<QQI8s")


class DamagedSections(CorruptIndexError):  # type: ignore[misc]
    """A file is not as it was written; its text says which and how."""


class SectionWriter:
    """Writes one file of a storage; nothing can be read of it before it is closed."""

    def __init__(self, storage: Any, name: str) -> None:
        self._file = storage.create_file(name)
        self._sections: dict[str, tuple[str, int, int]] = {}
        self._size = 0
        self._sums: list[int] = []
        self._open = b""
        self.append(MAGIC)

    def append(self, data: bytes | NDArray[Any]) -> int:
        """Write a piece; its address, in words of four bytes."""
        raw = data.tobytes() if isinstance(data, np.ndarray) else data
        raw += bytes(-len(raw) % WORD)
        address = self._size // WORD
        self._file.write(raw)
        self._size += len(raw)
        self._sum(raw)
        return address

    def add(self, name: str, data: bytes | NDArray[Any]) -> None:
        """Write a section, whole, under a name; an array keeps its type, little endian."""
        array = np.frombuffer(data, np.uint8) if isinstance(data, bytes) else np.ascontiguousarray(data)
        array = array.astype(array.dtype.newbyteorder("<"), copy=False)
        address = self.append(array)
        self._sections[name] = (array.dtype.str, address * WORD, len(array))

    def close(self, facts: Mapping[str, Any] | None = None) -> None:
        """Write the directory, with any facts about the file, and the trailer."""
        directory = json.dumps({"sections": self._sections, "facts": facts or {}}, ensure_ascii=False).encode()
        at = self.append(directory) * WORD
        sums = np.array([*self._sums, crc32(self._open)], "<u4").tobytes()
        self._file.write(sums)
        self._file.write(_TRAILER.pack(at, len(directory), crc32(sums), MAGIC))
        self._file.close()

    def __del__(self) -> None:
        """What is given up half-way is closed, too."""
        if hasattr(self, "_file") and not self._file.is_closed:
            with suppress(OSError):
                self._file.close()

    def _sum(self, raw: bytes) -> None:
        whole = memoryview(self._open + raw if self._open else raw)
        full = len(whole) - len(whole) % BLOCK
        self._sums += [crc32(whole[start:end]) for start, end in pairwise(range(0, full + 1, BLOCK))]
        self._open = bytes(whole[full:])


class SectionFile:
    """An open file of sections; may be read by any number of threads. Raises DamagedSections at any wrong byte."""

    def __init__(self, storage: Any, name: str) -> None:
        self.name = name
        self._bytes = _source(storage, name)
        size = self._bytes.size
        try:
            at, length, sums_sum, magic = _TRAILER.unpack(self._bytes.read(size - _TRAILER.size, _TRAILER.size))
            sums_at = at + length + -length % WORD
            sums = self._bytes.read(sums_at, size - _TRAILER.size - sums_at) if magic == MAGIC else b""
            self._sums = np.frombuffer(sums, "<u4").tolist()
        except (struct.error, ValueError, OverflowError, OSError) as error:
            raise DamagedSections(f"{name} is cut short or isn't one of ours ({error})") from error
        if magic != MAGIC or crc32(sums) != sums_sum or len(self._sums) != sums_at // BLOCK + 1:
            raise DamagedSections(f"{name} is cut short, or its end is damaged")
        self._size = sums_at
        self._right = bytearray(len(self._sums))
        try:
            directory = json.loads(self.read(at, length))
        except ValueError as error:  # its blocks are right: what says where it is isn't
            raise DamagedSections(f"{name} has a damaged end ({error})") from error
        self._sections: dict[str, tuple[str, int, int]] = directory["sections"]
        self.facts: Mapping[str, Any] = directory["facts"]

    def __contains__(self, name: str) -> bool:
        return name in self._sections

    def array(self, name: str) -> NDArray[Any]:
        """A section as the array that was written."""
        kind, at, count = self._sections[name]
        dtype = np.dtype(kind)
        return np.frombuffer(self._buffer(at, count * dtype.itemsize), dtype)

    def part(self, name: str, start: int, end: int) -> bytes:
        """Bytes of a section, from `start` up to `end`."""
        _, at, _ = self._sections[name]
        return self.read(at + start, end - start)

    def length(self, name: str) -> int:
        """How many numbers a section holds."""
        return self._sections[name][2]

    def words(self, address: int, length: int) -> bytes:
        """So many bytes of the piece that was appended at an address."""
        return self.read(address * WORD, length)

    def read(self, at: int, length: int) -> bytes:
        """Bytes, each of a block that is as it was written."""
        return bytes(self._buffer(at, length))

    def verify(self) -> None:
        """Read every block."""
        for first in range(0, len(self._sums), 64):
            self._proven(first, min(first + 63, len(self._sums) - 1))

    def close(self) -> None:
        """Close the file; nothing can be read of it afterwards."""
        self._bytes.close()

    def _buffer(self, at: int, length: int) -> bytes | memoryview:
        if at < 0 or at + length > self._size:
            raise DamagedSections(f"{self.name} says that there is something behind its end")
        first, last = at // BLOCK, (at + max(length, 1) - 1) // BLOCK
        if 0 in self._right[first : last + 1]:
            start = at - first * BLOCK
            return self._proven(first, last)[start : start + length]
        return self._taken(at, length)

    def _taken(self, at: int, length: int) -> bytes:
        """Bytes as they are. Raises DamagedSections where the file has become shorter, or its disk fails."""
        try:
            return self._bytes.read(at, length)
        except (ValueError, OSError) as error:
            raise DamagedSections(f"{self.name} can't be read any more ({error})") from error

    def _proven(self, first: int, last: int) -> memoryview:
        """The bytes of some blocks, compared with their checksums."""
        end = min((last + 1) * BLOCK, self._size)
        blocks = memoryview(self._taken(first * BLOCK, end - first * BLOCK))
        for number in range(first, last + 1):
            start = (number - first) * BLOCK
            if crc32(blocks[start : start + BLOCK]) != self._sums[number]:
                raise DamagedSections(f"{self.name} differs from its checksum in block {number}")
            self._right[number] = 1
        return blocks


class _Positioned:
    """A file of the disk, read without moving a position that threads would share."""

    _handle = -1

    def __init__(self, path: str) -> None:
        self._handle = os.open(path, os.O_RDONLY)
        self.size = os.fstat(self._handle).st_size

    def read(self, at: int, length: int) -> bytes:
        if at < 0:
            raise ValueError("it is too short")
        data = os.pread(self._handle, length, at)
        if len(data) != length:
            data += self._rest(at + len(data), length - len(data))
        return data

    def close(self) -> None:
        if self._handle >= 0:
            os.close(self._handle)
        self._handle = -1

    def __del__(self) -> None:
        self.close()

    def _rest(self, at: int, length: int) -> bytes:
        """The system hands out at most 2 GB at once, and nothing behind the end."""
        data = os.pread(self._handle, length, at)
        if not data:
            raise ValueError("it is too short")
        return data if len(data) == length else data + self._rest(at + len(data), length - len(data))


class _Shared:
    """A file of any other storage, such as one in memory, read by one thread at a time."""

    def __init__(self, storage: Any, name: str) -> None:
        self.size = storage.file_length(name)
        self._file = storage.open_file(name)
        self._lock = Lock()

    def read(self, at: int, length: int) -> bytes:
        if at < 0:
            raise ValueError("it is too short")
        with self._lock:
            self._file.seek(at)
            return bytes(self._file.read(length))

    def close(self) -> None:
        self._file.close()


def _source(storage: Any, name: str) -> _Positioned | _Shared:
    folder = getattr(storage, "folder", None)
    return _Positioned(os.path.join(folder, name)) if folder else _Shared(storage, name)  # noqa: PTH118
