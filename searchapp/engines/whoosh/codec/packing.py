"""Many lists of numbers as bytes, each number as narrow as most of its list allows.

A list is stored in 4, 8, 16 or 32 bits a number; in the narrower widths the largest value marks a number that doesn't
fit and stands, in full, among those that follow the list. Ascending numbers are stored as their differences.
A list of one number needs no bytes: its address is the number. Long ascending lists have a sparse table of where
they are, so that a few of their numbers can be looked for without reading all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.uint32]
Read = Callable[[int, int], bytes]
"""So many bytes (second) at an address in words (first)."""

TYPES: Mapping[int, np.dtype[Any]] = {8: np.dtype("<u1"), 16: np.dtype("<u2"), 32: np.dtype("<u4")}
HALF = 4
"""Bits of the narrowest width, of which the first of two numbers has the lower ones of a byte."""
BITS = 32
WORD = 4
STRIDE = 512
"""Numbers of a list between two entries of its sparse table."""
MERGED = 20
"""What is looked for is merged with the numbers that may have it, unless these are so many times more."""
LONG = 4 * STRIDE
"""Lists with fewer numbers have no sparse table."""


@dataclass(frozen=True, slots=True)
class Packed:
    """Lists as bytes; `at` counts words from the beginning of `data`, or is the number of a list of one."""

    data: NDArray[np.uint8]
    at: Numbers
    width: NDArray[np.uint8]
    wide: Numbers
    """How many numbers of each list stand in full behind it."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a list is: address in words (or its one number), how many numbers, their bits, how many in full."""

    at: int
    count: int
    width: int
    wide: int

    @property
    def narrow_size(self) -> int:
        """Bytes of the list itself, up to the next word."""
        return -(-self.count * self.width // BITS) * WORD


def differences(numbers: NDArray[Any], starts: NDArray[np.int64]) -> Numbers:
    """The differences within each ascending list, of which list n begins at `starts[n]`; the first ones from 0."""
    steps = np.empty(len(numbers), np.uint32)
    if len(numbers):
        steps[0] = numbers[0]
        np.subtract(numbers[1:], numbers[:-1], out=steps[1:], casting="unsafe")
        steps[starts] = numbers[starts]
    return steps


def pack(numbers: Numbers, counts: NDArray[np.int64], *, ascending: bool) -> Packed:
    """Lists one after the other, list n of `counts[n]` numbers, at least one, as bytes."""
    if len(counts) == 1 and counts[0] > 1:
        return _pack_one(numbers, ascending=ascending)
    starts = np.cumsum(counts) - counts
    values = differences(numbers, starts) if ascending else numbers
    width, wide = _widths(values, starts, counts)
    single = counts == 1
    long = ascending & (counts >= LONG)
    tables = np.where(long, -(-counts // STRIDE) * 2, 0)
    words = np.where(single, 0, -(-counts * width // BITS) + wide + tables)
    at = np.cumsum(words) - words
    data = np.zeros(int(words.sum()), "<u4")
    _fill(data, values, (starts, counts, width, at), single)
    for which in np.flatnonzero(long):
        first, count = int(starts[which]), int(counts[which])
        table = _table(numbers[first : first + count], values[first : first + count], int(width[which]))
        end = int(at[which] + words[which])
        data[end - len(table) : end] = table
    return Packed(
        data.view(np.uint8),
        np.where(single, numbers[starts] if len(starts) else 0, at).astype(np.uint32),
        width.astype(np.uint8),
        wide.astype(np.uint32),
    )


def _pack_one(numbers: Numbers, *, ascending: bool) -> Packed:
    """As `pack`, in less room for a list that may be very long."""
    first = np.zeros(1, np.int64)
    values = differences(numbers, first) if ascending else numbers
    (width,), (wide,) = _widths(values, first, np.array([len(values)]))
    words = -(-len(values) * int(width) // BITS)
    table = _table(numbers, values, int(width)) if ascending and len(values) >= LONG else np.zeros(0, np.uint32)
    data = np.zeros(words + int(wide) + len(table), "<u4")
    if width == HALF:
        _put(data, HALF, np.arange(len(values)), np.minimum(values, _mark(HALF)))
    else:
        np.minimum(values, _mark(int(width)), out=data.view(TYPES[int(width)])[: len(values)], casting="unsafe")
    data[words : words + int(wide)] = values[values >= _mark(int(width))] if wide else 0
    data[words + int(wide) :] = table
    return Packed(
        data.view(np.uint8), first.astype(np.uint32), np.array([width], np.uint8), np.array([wide], np.uint32)
    )


def unpack(read: Read, place: Place) -> Numbers:
    """The numbers of a list."""
    if place.count == 1:
        return np.array([place.at], np.uint32)
    data = read(place.at, place.narrow_size + WORD * place.wide)
    narrow = _narrow(data, place.count, place.width)
    values = narrow.astype(np.uint32)
    if place.wide:
        values[narrow == _mark(place.width)] = np.frombuffer(data, "<u4", place.wide, place.narrow_size)
    return values


def ascending(read: Read, place: Place) -> Numbers:
    """The numbers of a list that was stored as differences."""
    return unpack(read, place).cumsum(dtype=np.uint32)


def held(read: Read, place: Place, wanted: Numbers) -> Numbers:
    """Those of the numbers that a list holds; both ascend strictly. A long list is read only where they may be."""
    if not len(wanted):
        return wanted
    if place.count < LONG or len(wanted) * 4 > place.count // STRIDE:
        return common(ascending(read, place), wanted)
    strides = -(-place.count // STRIDE)
    table = np.frombuffer(read(place.at + place.narrow_size // WORD + place.wide, 2 * WORD * strides), "<u4").reshape(
        2, strides
    )
    strides_asked = np.unique(np.maximum(np.searchsorted(table[0], wanted) - 1, 0))
    return common(_of_strides(read, place, table, strides_asked), wanted)


def common(numbers: Numbers, wanted: Numbers) -> Numbers:
    """What is in both, which ascend strictly."""
    if len(wanted) * MERGED > len(numbers):
        together = np.concatenate([numbers, wanted])
        together.sort(kind="stable")  # one merge of what is in order
        return np.asarray(together[1:][together[1:] == together[:-1]])
    at = np.minimum(np.searchsorted(numbers, wanted), len(numbers) - 1)
    return np.asarray(wanted[numbers[at] == wanted])


def union(parts: Sequence[NDArray[Any]]) -> NDArray[Any]:
    """What is in any of the parts, which ascend: once, ascending."""
    together = np.concatenate(parts)
    together.sort(kind="stable")  # merges what is in order
    return np.asarray(together[np.append(True, together[1:] != together[:-1])[: len(together)]])


def _mark(width: int) -> int:
    return (1 << width) - 1


def _narrow(data: bytes, count: int, width: int) -> NDArray[Any]:
    if width != HALF:
        return np.frombuffer(data, TYPES[width], count)
    pairs = np.frombuffer(data, np.uint8, -(-count // 2))
    return np.stack([pairs & 15, pairs >> 4], axis=1).reshape(-1)[:count]


def _widths(
    values: Numbers, starts: NDArray[np.int64], counts: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The width of each list that makes it smallest, and how many of its numbers don't fit."""
    if not len(starts):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    narrow = (HALF, *TYPES)[:-1]
    over = [np.add.reduceat(values >= _mark(width), starts, dtype=np.int64) for width in narrow]
    sizes = [width * counts + BITS * wide for width, wide in zip(narrow, over, strict=True)]
    best = np.stack([*sizes, BITS * counts]).argmin(axis=0)
    width = np.array([*narrow, BITS])[best]
    return width, np.choose(best, [*over, np.zeros_like(counts)])


def _fill(data: Numbers, values: Numbers, lists: tuple[NDArray[np.int64], ...], single: NDArray[np.bool_]) -> None:
    """Put the numbers of all lists into their places, and those that don't fit behind their list."""
    starts, counts, width, at = lists
    for size in (HALF, *TYPES):
        own = (width == size) & ~single
        which = np.flatnonzero(own)
        places = np.flatnonzero(np.repeat(own, counts))
        chosen = values[places]
        target = places + np.repeat(at[which] * (BITS // size) - starts[which], counts[which])
        if size == BITS:
            data[target] = chosen
            continue
        mark = _mark(size)
        _put(data, size, target, np.minimum(chosen, mark))
        over = chosen >= mark
        behind = at[which] + -(-counts[which] * size // BITS)
        owner = np.repeat(np.arange(len(which)), counts[which])[over]
        order = np.arange(len(owner)) - np.searchsorted(owner, owner)
        data[behind[owner] + order] = chosen[over]


def _put(data: Numbers, size: int, target: NDArray[np.int64], values: Numbers) -> None:
    if size != HALF:
        data.view(TYPES[size])[target] = values
        return
    halves = np.zeros(2 * data.nbytes, np.uint8)
    halves[target] = values
    data.view(np.uint8)[:] |= halves[::2] | halves[1::2] << HALF


def ranges(starts: NDArray[np.int64], counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """`starts[n]`, `starts[n] + 1` … `counts[n]` times, for each n, one after the other."""
    ends = np.cumsum(counts)
    total = int(ends[-1]) if len(ends) else 0
    return np.asarray(np.arange(total) + np.repeat(starts - (ends - counts), counts))


def _table(numbers: Numbers, values: Numbers, width: int) -> Numbers:
    """For each stride, the number before it, and how many before it stand in full."""
    full = np.cumsum(values >= _mark(width)) if width < BITS else np.zeros(len(values), np.int64)
    last = np.arange(STRIDE - 1, len(numbers) - 1, STRIDE)
    return np.concatenate([[0], numbers[last], [0], full[last]]).astype(np.uint32)


def _of_strides(read: Read, place: Place, table: Numbers, which: NDArray[np.int64]) -> Numbers:
    """The numbers of some strides, ascending."""
    parts = []
    for number in which.tolist():
        first = number * STRIDE
        count = min(STRIDE, place.count - first)
        narrow = read(place.at + first * place.width // BITS, -(-count * place.width // BITS) * WORD)
        parts.append(_narrow(narrow, count, place.width))
    sizes = np.array(list(map(len, parts)), np.int64)
    together = np.concatenate(parts)
    values = together.astype(np.uint32)
    if place.wide:
        marked = together == _mark(place.width)
        counts = np.add.reduceat(marked, np.cumsum(sizes) - sizes, dtype=np.int64)
        values[marked] = _wide(read, place, table[1, which].astype(np.int64), counts)
    sums = values.cumsum(dtype=np.uint32)
    before = np.concatenate([[np.uint32(0)], sums[np.cumsum(sizes)[:-1] - 1]])
    return np.asarray(sums + np.repeat(table[0, which] - before, sizes))


def _wide(read: Read, place: Place, starts: NDArray[np.int64], counts: NDArray[np.int64]) -> Numbers:
    """Of the numbers that stand in full, those that some strides have: so many each from these on."""
    first, end = int(starts[0]), int(starts[-1] + counts[-1])
    behind = place.at + place.narrow_size // WORD
    full = np.frombuffer(read(behind + first, WORD * (end - first)), "<u4")
    return full[ranges(starts - first, counts)]
