"""Posting lists of any Whoosh format, packed: documents, and what else `Extras` says they have."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from searchapp.engines.whoosh.codec.lengths import extremes, steps
from searchapp.engines.whoosh.codec.packing import WORD, pack, ranges
from searchapp.engines.whoosh.codec.postings import Extras
from searchapp.engines.whoosh.codec.sections import SectionWriter

Columns = dict[str, NDArray[Any]]
"""Rows, by column."""
EXACT = 1 << 24
"""Whole numbers below this are exact as floats of 32 bits."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Postings in the order of their lists, of which list n begins with posting `starts[n]`."""

    starts: array[int] = field(default_factory=lambda: array("q"))
    documents: array[int] = field(default_factory=lambda: array("I"))
    weights: array[float] = field(default_factory=lambda: array("f"))
    lengths: array[int] = field(default_factory=lambda: array("I"))
    values: list[bytes] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Bounds:
    """Where lists begin among all postings, and how many each has."""

    starts: NDArray[np.int64]
    counts: NDArray[np.int64]

    def only(self, which: NDArray[np.bool_]) -> Bounds:
        """Some of the lists."""
        return Bounds(self.starts[which], self.counts[which])


def write_lists(file: SectionWriter, waiting: Waiting) -> Columns:
    """Append the lists to a file; the rows by which they are found."""
    starts = np.frombuffer(waiting.starts, np.int64)
    bounds = Bounds(starts, np.diff(starts, append=len(waiting.documents)))
    counts = bounds.counts.astype(np.uint32)
    documents = _packed(file, np.frombuffer(waiting.documents, np.uint32), bounds, ascending=True)
    weights, kinds = _weights(file, np.frombuffer(waiting.weights, np.float32), bounds)
    values, valued = _values(file, waiting.values, bounds)
    shortest, longest = extremes(steps(np.frombuffer(waiting.lengths, np.uint32)), starts)
    return {
        "documents": counts,
        "count": counts,
        "shortest": shortest,
        "longest": longest,
        "extras": kinds | valued,
        **documents,
        **weights,
        **values,
    }


def _packed(file: SectionWriter, numbers: NDArray[Any], bounds: Bounds, *, ascending: bool = False) -> Columns:
    packed = pack(numbers, bounds.counts, ascending=ascending)
    address = file.append(packed.data)
    at = np.where(bounds.counts == 1, packed.at, packed.at + np.uint32(address))
    return {"at": at, "width": packed.width, "wide": packed.wide}


def _some(file: SectionWriter, name: str, numbers: NDArray[Any], bounds: Bounds, which: NDArray[np.bool_]) -> Columns:
    """Further lists of some of the rows, with as many numbers; zeros in the other rows."""
    own = bounds.only(which)
    packed = _packed(file, numbers[ranges(own.starts, own.counts)].astype(np.uint32), own)
    return {f"{name}.{column}": _spread(found, which) for column, found in packed.items()}


def _weights(file: SectionWriter, weights: NDArray[np.float32], bounds: Bounds) -> tuple[Columns, NDArray[np.uint8]]:
    """Whole weights as the numbers they are, others as their bits, none where they are all 1.0; and which of these."""
    ones = np.logical_and.reduceat(weights == 1, bounds.starts)
    whole = np.logical_and.reduceat((weights >= 0) & (weights < EXACT) & (weights % 1 == 0), bounds.starts)
    numbers = weights.view(np.uint32).copy()
    plain = np.repeat(whole, bounds.counts)
    numbers[plain] = weights[plain].astype(np.uint32)
    columns = {
        "weight": np.add.reduceat(weights, bounds.starts, dtype=np.float64).astype(np.float32),
        "heaviest": np.maximum.reduceat(weights, bounds.starts),
        **_some(file, "weights", numbers, bounds, ~ones),
    }
    return columns, np.where(ones, 0, np.where(whole, Extras.WHOLE_WEIGHTS, Extras.FLOAT_WEIGHTS)).astype(np.uint8)


def _values(file: SectionWriter, values: list[bytes], bounds: Bounds) -> tuple[Columns, NDArray[np.uint8]]:
    """Encoded values and their sizes, none where they are all empty; and where there are any."""
    sizes = np.fromiter(map(len, values), np.int64, len(values))
    totals = np.add.reduceat(sizes, bounds.starts)
    which = totals > 0
    words = -(-totals[which] // WORD)
    own = bounds.only(which)
    address = file.append(b"".join(_joined(values[at : at + count]) for at, count in zip(*_lists(own), strict=True)))
    at = (address + np.cumsum(words) - words).astype(np.uint32)
    columns = {"values.at": _spread(at, which), **_some(file, "sizes", sizes, bounds, which)}
    return columns, (which * Extras.VALUES).astype(np.uint8)


def _joined(values: list[bytes]) -> bytes:
    whole = b"".join(values)
    return whole + bytes(-len(whole) % WORD)


def _lists(bounds: Bounds) -> tuple[list[int], list[int]]:
    return bounds.starts.tolist(), bounds.counts.tolist()


def _spread(found: NDArray[Any], which: NDArray[np.bool_]) -> NDArray[Any]:
    """As many rows as all, zeros but for some of them."""
    spread = np.zeros(len(which), found.dtype)
    spread[which] = found
    return spread
