"""Numbers for the pieces of text between spaces, looked up for a million characters at once.

A piece of up to 24 bytes is three numbers of 64 bits, and found in a hash table of arrays; longer ones, which are
rare, in a dictionary. Equal pieces are found to be equal by all of their bytes, never by a hash alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
LANE = 8
"""Bytes of one of a piece's numbers."""
LONGEST = 3 * LANE
SPACE = 32
_MASKS = np.array([(1 << 8 * size) - 1 for size in range(LANE + 1)], np.uint64)
_MIX = np.array([1, 0xC2B2_AE3D_27D4_EB4F, 0x1656_67B1_9E37_79F9], np.uint64)
_SPREAD = np.uint64(0x9E37_79B9_7F4A_7C15)
_SIZE = 5
"""Bits of a table's entry that are a piece's size; the others are its number."""
_SIZES = np.int32((1 << _SIZE) - 1)
_FEWEST = 15
"""Bits of the number of places in the smallest table."""


@dataclass(frozen=True, slots=True)
class _Cut:
    """Pieces in a text: where they begin, their sizes (25 for all that are longer), lanes, and keys made of these."""

    starts: Array
    sizes: Array
    lanes: Array
    keys: Array


class Pieces:
    """The number of each piece that was met; number 0 is of none."""

    def __init__(self) -> None:
        self.written = [""]
        self.size = 0
        self._long: dict[str, int] = {}
        self._lanes = np.zeros((3, 1), np.uint64)
        self._keys, self._entries = np.zeros(0, np.uint64), np.zeros(0, np.int32)
        self._grow(_FEWEST)

    def cut(self, texts: Sequence[str]) -> tuple[Array, Array]:
        """(the numbers of all pieces of the texts, in order; how many each text has)."""
        if not texts:
            return np.zeros(0, np.int64), np.zeros(0, np.int64)
        data = " ".join(texts).encode()
        pieces = _cut(data)
        counts = _counts(texts, data, pieces.starts)
        short = pieces.sizes <= LONGEST
        numbers = np.where(short, self._look(pieces), 0)
        unknown = np.flatnonzero(short & (numbers < 0))
        if len(unknown):
            self._learn(data, pieces, unknown)
            again = _Cut(*(getattr(pieces, name)[..., unknown] for name in _Cut.__slots__))
            numbers[unknown] = self._look(again)
        ends = np.append(pieces.starts[1:] - 1, len(data))
        for at in np.flatnonzero(numbers <= 0).tolist():
            numbers[at] = self._remember(data[pieces.starts[at] : ends[at]].decode())
        return numbers.astype(np.int64), counts

    def _look(self, pieces: _Cut) -> Array:
        """The number of each piece; below 0 where it isn't known, 0 where another one has its key."""
        places = self._places_of(pieces.keys)
        entries = self._entries[places]
        waiting = np.flatnonzero((entries >= 0) & (self._keys[places] != pieces.keys))
        while len(waiting):
            places[waiting] = (places[waiting] + 1) & self._last
            at = places[waiting]
            entries[waiting] = self._entries[at]
            waiting = waiting[(self._entries[at] >= 0) & (self._keys[at] != pieces.keys[waiting])]
        found = entries >> _SIZE
        other = (entries & _SIZES) != pieces.sizes
        long = np.flatnonzero(pieces.sizes > LANE)
        for lane in range(3):
            other[long] |= self._lanes[lane][found[long]] != pieces.lanes[lane][long]
        return np.where(other & (found > 0), 0, found)

    def _learn(self, data: bytes, pieces: _Cut, unknown: Array) -> None:
        """Give numbers to pieces that have none."""
        _, first = np.unique(pieces.keys[unknown], return_index=True)
        fresh = unknown[np.sort(first)]
        starts, sizes = pieces.starts[fresh], pieces.sizes[fresh]
        numbers = np.arange(len(self.written), len(self.written) + len(fresh), dtype=np.int32)
        self.written += [
            data[start:end].decode() for start, end in zip(starts.tolist(), (starts + sizes).tolist(), strict=True)
        ]
        self.size += int(sizes.sum())
        self._reserve(len(self.written))
        self._lanes[:, numbers] = pieces.lanes[:, fresh]
        while len(self.written) * 2 > self._last:
            self._grow(self._bits + 1)
        self._put(pieces.keys[fresh], numbers << _SIZE | sizes)

    def _remember(self, piece: str) -> int:
        number = self._long.get(piece)
        if number is None:
            number = self._long[piece] = len(self.written)
            self.written.append(piece)
            self.size += len(piece)
            self._reserve(len(self.written))
        return number

    def _reserve(self, count: int) -> None:
        if count > self._lanes.shape[1]:
            self._lanes = np.concatenate([self._lanes, np.zeros((3, max(1000, count)), np.uint64)], axis=1)

    def _grow(self, bits: int) -> None:
        """A larger table of the same pieces."""
        old = self._keys, self._entries
        self._bits, self._last = bits, np.int64((1 << bits) - 1)
        self._keys, self._entries = np.zeros(1 << bits, np.uint64), np.full(1 << bits, -1, np.int32)
        there = old[1] >= 0
        self._put(old[0][there], old[1][there])

    def _put(self, keys: Array, entries: Array) -> None:
        """Enter different keys; each goes to the first free place from its own on."""
        places = self._places_of(keys)
        waiting = np.arange(len(keys))
        while len(waiting):
            free = waiting[self._entries[places[waiting]] < 0]
            self._entries[places[free]] = entries[free]
            placed = self._entries[places[waiting]] == entries[waiting]
            self._keys[places[waiting[placed]]] = keys[waiting[placed]]
            waiting = waiting[~placed]
            places[waiting] = (places[waiting] + 1) & self._last

    def _places_of(self, keys: Array) -> Array:
        return ((keys * _SPREAD) >> np.uint64(64 - self._bits)).view(np.int64)


def _cut(data: bytes) -> _Cut:
    """The pieces of a text, from its bytes."""
    letters = np.frombuffer(data, np.uint8)
    spaces = np.flatnonzero(letters == SPACE)
    starts = np.concatenate([[0], spaces + 1])
    sizes = np.append(spaces, len(letters)) - starts
    padded = np.frombuffer(data + bytes(LONGEST), np.uint8)
    words = np.ndarray((len(data) + 2 * LANE + 1,), "<u8", padded, strides=(1,))
    lanes = np.zeros((3, len(starts)), np.uint64)
    lanes[0] = words[starts] & _MASKS[np.minimum(sizes, LANE)]
    keys = lanes[0].copy()
    for lane in (1, 2):
        long = np.flatnonzero(sizes > lane * LANE)
        values = words[starts[long] + lane * LANE] & _MASKS[np.minimum(sizes[long] - lane * LANE, LANE)]
        lanes[lane, long] = values
        keys[long] += values * _MIX[lane]
    return _Cut(starts, np.minimum(sizes, LONGEST + 1).astype(np.uint8), lanes, keys)


def _counts(texts: Sequence[str], data: bytes, starts: Array) -> Array:
    """How many pieces each text has, told by where the texts end: bytes that go on with a letter are counted in."""
    ends = np.cumsum(np.array(list(map(len, texts)), np.int64) + 1)
    if ends[-1] - 1 != len(data):
        going_on = np.flatnonzero((np.frombuffer(data, np.uint8) & 0xC0) == 0x80)
        ends += np.searchsorted(going_on - np.arange(len(going_on)), ends, side="right")
    return np.diff(np.searchsorted(starts, ends), prepend=0)
