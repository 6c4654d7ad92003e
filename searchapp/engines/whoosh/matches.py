"""Documents that were found, with their scores, as arrays: put together, cut, and the best of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from threading import local
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
BLOCK = 256
"""Scores of which the largest is looked at first when the best are sought."""
TINY = np.float32(1e-30)
"""Less than any score."""
FEW = 8
"""Parts that have fewer than one in so many of the documents of the largest are added to it one by one."""
DENSE = 24
"""What is more than one in so many of all documents is put together document by document."""


@dataclass(frozen=True, slots=True)
class Matches:
    """Document numbers, ascending, and what each scores; `scores` is None where nothing was ranked."""

    documents: Array
    scores: Array | None

    def __len__(self) -> int:
        return len(self.documents)

    @property
    def nbytes(self) -> int:
        """How much memory they take."""
        return int(self.documents.nbytes) + (0 if self.scores is None else int(self.scores.nbytes))

    def of(self, chosen: Array | slice) -> Matches:
        """Some of them."""
        return Matches(self.documents[chosen], None if self.scores is None else self.scores[chosen])


class Sums:
    """Matches, as many of all documents: what each of these scores, 0 for none; put into a list when it is needed."""

    def __init__(self, sums: Array) -> None:
        self.sums = sums
        self._found = sums > 0
        self._count = int(np.count_nonzero(self._found))

    def __len__(self) -> int:
        return self._count

    @cached_property
    def documents(self) -> Array:
        """As of Matches."""
        return np.flatnonzero(self._found)

    @cached_property
    def scores(self) -> Array:
        """As of Matches."""
        return self.sums[self.documents]

    def of(self, chosen: Array | slice) -> Matches:
        """Some of them."""
        return Matches(self.documents[chosen], self.scores[chosen])


Found = Matches | Sums
NOTHING = Matches(np.zeros(0, np.int64), np.zeros(0, np.float32))


class _Desk(local):
    """Room for one number for each document, all zero between uses; each thread has its own."""

    def __init__(self) -> None:
        self._places = np.zeros(0, np.int32)

    def places(self, size: int) -> Array:
        if len(self._places) < size:
            self._places = np.zeros(size, np.int32)
        return self._places


_desk = _Desk()


def unscored(mask: NDArray[np.bool_]) -> Matches:
    """Every document that the mask lets through."""
    return Matches(np.flatnonzero(mask), None)


def both(one: Found, other: Found, size: int) -> Found:
    """What is in both, of `size` documents, scores added up."""
    few, many = (one, other) if len(one) <= len(other) else (other, one)
    if not len(few):
        return few
    at = _among(few.documents, many.documents, size)
    found = at >= 0
    left, right = few.of(found), many.of(at[found])
    return Matches(left.documents, _added(left.scores, right.scores))


def every(parts: Sequence[Found], size: int) -> Found:
    """What is in all of the parts."""
    return reduce(lambda one, other: both(one, other, size), sorted(parts, key=len))


def either(parts: Sequence[Found], size: int) -> Found:
    """What is in any of the parts, scores added up."""
    parts = [part for part in parts if len(part)]
    if len(parts) < 2:
        return parts[0] if parts else NOTHING
    if any(part.scores is None for part in parts):
        return _either_unscored(parts)
    scored = [(part.documents, cast("Array", part.scores)) for part in parts]
    return Sums(_sums(scored, size)) if _many(scored, size) else Matches(*added(scored, size))


def added(parts: Sequence[tuple[Array, Array]], size: int) -> tuple[Array, Array]:
    """(documents, sums) of parts, each of ascending documents and what each has, which is more than 0."""
    if len(parts) == 1:
        return parts[0]
    *few, most = sorted(parts, key=lambda part: len(part[0]))
    if sum(len(documents) for documents, _ in few) * FEW <= len(most[0]):
        return reduce(_with, few, most)
    if _many(parts, size):
        sums = Sums(_sums(parts, size))
        return sums.documents, sums.scores
    together = np.concatenate([documents for documents, _ in parts])
    order = np.argsort(together, kind="stable")
    together = together[order]
    firsts = np.flatnonzero(np.append(True, together[1:] != together[:-1]))
    values = np.concatenate([values for _, values in parts])[order]
    return together[firsts], np.add.reduceat(values, firsts).astype(np.float32)


def _with(most: tuple[Array, Array], few: tuple[Array, Array]) -> tuple[Array, Array]:
    """As `added`, of many and few."""
    at = np.searchsorted(most[0], few[0])
    there = most[0][np.minimum(at, len(most[0]) - 1)] == few[0]
    values = most[1].copy()
    values[at[there]] += few[1][there]
    new = ~there
    return np.insert(most[0], at[new], few[0][new]), np.insert(values, at[new], few[1][new])


def best(found: Found, places: Array, count: int) -> Matches:
    """The first `count` of the matches, in order: by score, then by the place of each document."""
    if count <= 0:
        return NOTHING
    chosen = found.of(slice(None)) if count >= len(found) else _first(found, places, count)
    own = np.zeros(len(chosen)) if chosen.scores is None else -chosen.scores
    return chosen.of(np.lexsort((places[chosen.documents], own))[:count])


def _first(found: Found, places: Array, count: int) -> Matches:
    """Those that are among the first `count`, in any order, and perhaps more."""
    if isinstance(found, Sums):
        high = _high(found.sums, count, TINY)
        found = Matches(high, found.sums[high])
    if found.scores is None:
        return found.of(_smallest(places[found.documents], count))
    return found.of(_candidates(found.scores, places, found.documents, count))


def _candidates(scores: Array, places: Array, documents: Array, count: int) -> Array:
    """The best by score; of those that score as the last of them, no more than could be shown."""
    high = _high(scores, count, np.float32(0))
    if len(high) <= count:
        return high
    least = np.partition(scores[high], len(high) - count)[len(high) - count]
    better, equal = high[scores[high] > least], high[scores[high] == least]
    if len(equal) > count:
        equal = equal[_smallest(places[documents[equal]], count - len(better))]
    return np.concatenate([better, equal])


def _high(scores: Array, count: int, lowest: np.float32) -> Array:
    """At least the `count` largest, none below the lowest, with all equals: found by the largest of each block."""
    blocks = len(scores) // BLOCK
    if count > blocks // 4:
        return np.flatnonzero(scores >= lowest)
    whole = scores[: blocks * BLOCK].reshape(blocks, BLOCK)
    largest = whole.max(axis=1)
    least = max(np.partition(largest, blocks - count)[blocks - count], lowest)
    chosen = np.flatnonzero(largest >= least)
    rows, columns = np.nonzero(whole[chosen] >= least)
    rest = np.arange(blocks * BLOCK, len(scores))
    return np.concatenate([chosen[rows] * BLOCK + columns, rest[scores[rest] >= least]])


def _smallest(places: Array, count: int) -> Array:
    """Which are the `count` smallest of different numbers."""
    if count <= 0:
        return np.zeros(0, np.int64)
    blocks = len(places) // BLOCK
    if count <= blocks // 4:
        least = places[: blocks * BLOCK].reshape(blocks, BLOCK).min(axis=1)
        low = np.flatnonzero(places <= np.partition(least, count - 1)[count - 1])
        return low[_smallest(places[low], count)]
    return np.flatnonzero(places <= np.partition(places, count - 1)[count - 1])


def _among(few: Array, many: Array, size: int) -> Array:
    """The place of each of the few among the many, -1 where it isn't there; both ascend."""
    if len(few) * DENSE < len(many):
        at = np.minimum(np.searchsorted(many, few), len(many) - 1)
        return np.where(many[at] == few, at, -1)
    places = _desk.places(size)
    places[many] = np.arange(1, len(many) + 1, dtype=np.int32)
    at = places[few] - 1
    places[many] = 0
    return at


def _many(parts: Sequence[tuple[Array, Array]], size: int) -> bool:
    return sum(len(documents) for documents, _ in parts) * DENSE > size


def _sums(parts: Sequence[tuple[Array, Array]], size: int) -> Array:
    """Of every document what it has in all parts together."""
    sums = np.zeros(size, np.float32)
    for documents, values in parts:
        sums[documents] += values
    return sums


def _either_unscored(parts: Sequence[Found]) -> Matches:
    """As `either`, where some have no scores: they add next to nothing, since nothing is what isn't there."""
    documents, inverse = np.unique(np.concatenate([part.documents for part in parts]), return_inverse=True)
    scored = [np.zeros(len(part), np.float32) if part.scores is None else part.scores for part in parts]
    if all(part.scores is None for part in parts):
        return Matches(documents, None)
    sums = np.bincount(inverse, weights=np.concatenate(scored), minlength=len(documents))
    return Matches(documents, np.maximum(sums.astype(np.float32), TINY))


def _added(one: Array | None, other: Array | None) -> Array | None:
    if one is None or other is None:
        return other if one is None else one
    return one + other
