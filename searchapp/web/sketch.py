"""A small sketch of a set of numbers, from which two sets that differ little tell how: each number that one has alone.

An invertible Bloom lookup table: Eppstein, Goodrich, Uyeda and Varghese, What's the Difference?, SIGCOMM 2011.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

PARTS, PLACES = 4, 11
"""Each number is in one of so many cells of each part."""
SIZE = PARTS * PLACES * 9
"""Bytes of a sketch: eight for the numbers of each cell, one for how many they are and what they should be."""
_CHECKS = 6
"""Bits by which a number that stands alone in a cell is told from several."""

Numbers = NDArray[np.uint64]
Bytes = NDArray[np.uint8]
Values = TypeVar("Values", Numbers, Bytes)


@dataclass(frozen=True, slots=True)
class Sketch:
    """For each cell: its numbers together (exclusive or), how many they are (modulo 4), their checks together."""

    numbers: Numbers
    counts: Bytes
    checks: Bytes

    def __bytes__(self) -> bytes:
        return self.numbers.astype(">u8").tobytes() + (self.counts | self.checks << np.uint8(2)).tobytes()


def sketch(numbers: Numbers) -> Sketch:
    """The sketch of a set."""
    cells, checks = _cells(numbers)
    orders = [np.argsort(places, kind="stable") for places in cells]
    counts = [np.bincount(places, minlength=PLACES) for places in cells]
    return Sketch(
        _together(numbers, orders, counts),
        (np.concatenate(counts) % 4).astype(np.uint8),
        _together(checks, orders, counts),
    )


def read(data: bytes) -> Sketch:
    """The sketch that these SIZE bytes are."""
    cells = PARTS * PLACES
    last = np.frombuffer(data, np.uint8, offset=8 * cells)
    return Sketch(np.frombuffer(data, ">u8", cells).astype(np.uint64), last & np.uint8(3), last >> np.uint8(2))


def difference(then: Sketch, now: Sketch) -> tuple[set[int], set[int]] | None:
    """(numbers that only the one of now has, those that only the one of then has); None where they differ too much.

    What it says is probably right: whoever must know compares the sets' digests.
    """
    left = _Left(then.numbers ^ now.numbers, (now.counts - then.counts) % 4, then.checks ^ now.checks)
    found: tuple[set[int], set[int]] = (set(), set())
    for number, sign in left.alone():
        if number in found[0] or number in found[1]:
            return None
        found[0 if sign == 1 else 1].add(number)
    return None if left else found


class _Left:
    """The cells of a difference, from which one number after the other is taken."""

    def __init__(self, numbers: Numbers, counts: Bytes, checks: Bytes) -> None:
        self.cells = list(zip(numbers.tolist(), counts.tolist(), checks.tolist(), strict=True))

    def __bool__(self) -> bool:
        return any(map(any, self.cells))

    def alone(self) -> Iterator[tuple[int, int]]:
        """Numbers that stand alone in a cell, with 1 or 3 for whether now or then; each is taken out of all cells."""
        looked_at = list(range(len(self.cells)))
        while looked_at:
            at = looked_at.pop()
            number, count, check = self.cells[at]
            places, own = _places(number)
            if count % 2 and check == own and at in places:
                yield number, count
                for place in places:
                    had, many, checks = self.cells[place]
                    self.cells[place] = had ^ number, (many - count) % 4, checks ^ own
                looked_at += places


def _together(values: Values, orders: Sequence[NDArray[np.int64]], counts: Sequence[NDArray[np.int64]]) -> Values:
    """The exclusive or of the values of each cell of each part, given their order and how many each cell has."""
    nothing, found = np.zeros(1, values.dtype), []
    for order, count in zip(orders, counts, strict=True):
        starts = np.cumsum(count) - count
        cells = np.bitwise_xor.reduceat(np.concatenate([values[order], nothing]), starts)
        found.append(np.where(count > 0, cells, nothing))
    return np.concatenate(found)


def _places(number: int) -> tuple[list[int], int]:
    cells, checks = _cells(np.array([number], np.uint64))
    return [part * PLACES + int(own[0]) for part, own in enumerate(cells)], int(checks[0])


def _cells(numbers: Numbers) -> tuple[list[Bytes], Bytes]:
    """The place of each number in each part, and its check: digits of what it is mixed to (SplitMix64)."""
    mixed = reduce(_stirred, ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)), numbers)
    mixed ^= mixed >> np.uint64(31)
    cells = []
    for _ in range(PARTS):
        mixed, place = np.divmod(mixed, np.uint64(PLACES))
        cells.append(place.astype(np.uint8))
    return cells, (mixed % np.uint64(1 << _CHECKS)).astype(np.uint8)


def _stirred(numbers: Numbers, by: tuple[int, int]) -> Numbers:
    shift, factor = by
    return (numbers ^ (numbers >> np.uint64(shift))) * np.uint64(factor)
