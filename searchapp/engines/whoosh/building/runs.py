"""Words into sorted runs: which rows of the index have them, where, and which stems stand in which documents."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from searchapp.engines.whoosh.building.texts import Texts
from searchapp.engines.whoosh.building.vocabulary import Vocabulary
from searchapp.engines.whoosh.codec.packing import ranges

Array = NDArray[Any]
HIGH = 32
LOW = 0 if sys.byteorder == "little" else 1
"""Which half of a number in memory is the low one."""
ROOM = 20_000_000
"""Pairs of one kind for which there is room at first, at most."""
AT_ONCE = 500_000
"""Numbers that are looked at together, where all of them would take much memory."""
FIELD = 27
"""Bits of a row below the number of its field: those of its form or stem."""


@dataclass(frozen=True, slots=True)
class Lists:
    """Lists of numbers by ascending key; `counts` is how many numbers each has, `extra` one more of each number."""

    keys: Array
    counts: Array
    numbers: Array
    documents: Array
    """How many documents each list is of."""
    extra: Array | None = None


class Pairs:
    """Pairs of numbers until they are sorted: the first ones are the high halves of what is gathered.

    There is room for `room` of them at first, which takes memory only as it is filled.
    """

    def __init__(self, room: int) -> None:
        self._gathered = np.empty(room, np.int64)
        self.count = 0

    def add(self, firsts: Array, seconds: Array) -> None:
        """More pairs."""
        end = self.count + len(firsts)
        if end > len(self._gathered):
            more = np.empty(max(end, len(self._gathered)), np.int64)
            self._gathered = np.concatenate([self._gathered[: self.count], more])
        added = self._gathered[self.count : end]
        np.left_shift(firsts, HIGH, out=added)
        np.bitwise_or(added, seconds, out=added)
        self.count = end

    def sorted(self) -> Array:
        """All of them, in order; nothing is to be added afterwards."""
        found = self._gathered[: self.count]
        found.sort()
        return found


@dataclass(frozen=True, slots=True)
class Run:
    """Words until they are sorted: `places` pairs rows (field and form) with tokens, `stems` stems with documents.

    A word has a stem for each rule by which its document is stemmed.
    """

    places: Pairs
    stems: Pairs

    @classmethod
    def of(cls, pairs: int) -> Run:
        """Room for about so many pairs."""
        return cls(Pairs(min(pairs // 2, ROOM)), Pairs(min(pairs // 2, ROOM)))

    @property
    def count(self) -> int:
        """How many pairs there are."""
        return self.places.count + self.stems.count

    def add(self, texts: Texts, vocabulary: Vocabulary, rules: Sequence[Sequence[str]]) -> None:
        """The words of texts; `rules` are tags of stems.tags, by the number that the texts have of them."""
        fields = np.repeat(texts.fields << FIELD, texts.lengths)
        documents = np.repeat(texts.documents, texts.lengths)
        self.places.add(fields | texts.forms, ranges(texts.tokens, texts.lengths))
        for tag in sorted({tag for tags in rules for tag in tags}):
            under = np.array([tag in tags for tags in rules])[texts.rules]
            chosen = slice(None) if under.all() else np.repeat(under, texts.lengths)
            self.stems.add(fields[chosen] | vocabulary.stem_numbers(texts.forms[chosen], tag), documents[chosen])


def placed(places: Pairs, owners: Sequence[tuple[int, Array]]) -> Lists:
    """Where each form of a field stands, by row.

    `owners` has, for each field, its first token of the run, and the document of each token from there on.
    """
    ascending = places.sorted()
    halves = ascending.view(np.uint32).reshape(-1, 2)
    low, high = halves[:, LOW], halves[:, 1 - LOW]
    firsts = _firsts(high)
    counts = _sizes(firsts, len(high))
    return Lists(high[firsts], counts.astype(np.int64), low, _documents(high[firsts], firsts, low, owners))


def stemmed(stems: Pairs) -> Lists:
    """In which documents each stem of a field is, and how often."""
    ascending = stems.sorted()
    different = _firsts(ascending)
    times = _sizes(different, len(ascending))
    ascending = ascending[different]
    del different
    numbers = ascending.astype(np.uint32)
    ascending >>= HIGH
    firsts = _firsts(ascending)
    counts = _sizes(firsts, len(ascending))
    return Lists(ascending[firsts].astype(np.uint32), counts.astype(np.int64), numbers, counts, times)


def _documents(rows: Array, firsts: Array, tokens: Array, owners: Sequence[tuple[int, Array]]) -> Array:
    """In how many documents each row is, whose tokens ascend from its first on; some rows at a time."""
    starts = np.append(firsts, len(tokens))
    found = [np.zeros(0, np.uint32)]
    row = 0
    for number, (before, documents) in enumerate(owners):
        end = int(np.searchsorted(rows, (number + 1) << FIELD))
        while row < end:
            last = max(row + 1, min(end, int(np.searchsorted(starts, starts[row] + AT_ONCE, side="right")) - 1))
            own = documents[tokens[starts[row] : starts[last]] - np.uint32(before)]
            fresh = np.append(True, own[1:] != own[:-1])
            begin = starts[row:last] - starts[row]
            fresh[begin] = True
            found.append(np.add.reduceat(fresh, begin, dtype=np.uint32))
            row = last
    return np.concatenate(found)


def _firsts(ascending: Array) -> Array:
    """The place of the first of each stretch of equal values."""
    different = np.ones(len(ascending), bool)
    np.not_equal(ascending[1:], ascending[:-1], out=different[1:])
    return np.flatnonzero(different)


def _sizes(firsts: Array, end: int) -> Array:
    """How many there are from each place on, up to the next one."""
    sizes = np.empty(len(firsts), np.uint32)
    if len(sizes):
        np.subtract(firsts[1:], firsts[:-1], out=sizes[:-1], casting="unsafe")
        sizes[-1] = end - firsts[-1]
    return sizes


@dataclass(frozen=True, slots=True)
class Spilled:
    """Lists on disk, read a stretch of keys at a time."""

    lists: Lists
    path: Path
    extras: bool

    @classmethod
    def write(cls, lists: Lists, path: Path) -> Spilled:
        """Keep the keys and counts, put the numbers on disk."""
        with path.open("wb") as file:
            np.ascontiguousarray(lists.numbers).tofile(file)
            if lists.extra is not None:
                lists.extra.tofile(file)
        nothing = np.zeros(0, np.uint32)
        return cls(Lists(lists.keys, lists.counts, nothing, lists.documents), path, lists.extra is not None)

    def part(self, first: int, last: int) -> tuple[Array, Array | None]:
        """(the numbers, their extras) of the lists from `first` up to `last`."""
        ends = np.concatenate([[0], np.cumsum(self.lists.counts)])
        start, count = int(ends[first]), int(ends[last] - ends[first])
        numbers = np.fromfile(self.path, np.uint32, count, offset=4 * start)
        extra = np.fromfile(self.path, np.uint32, count, offset=4 * int(ends[-1] + start)) if self.extras else None
        return numbers, extra


def merged(runs: Sequence[Spilled], room: int) -> Iterator[Lists]:
    """The lists of all runs, one after the other where they have the same key, about `room` numbers at a time."""
    keys = np.unique(np.concatenate([run.lists.keys for run in runs]))
    counts, documents = np.zeros(len(keys), np.int64), np.zeros(len(keys), np.int64)
    for run in runs:
        at = np.searchsorted(keys, run.lists.keys)
        counts[at] += run.lists.counts
        documents[at] += run.lists.documents
    ends = np.cumsum(counts)
    first = 0
    while first < len(keys):
        before = ends[first - 1] if first else 0
        last = max(first + 1, int(np.searchsorted(ends, before + room, side="right")))
        yield _stretch(runs, keys[first:last], counts[first:last], documents[first:last])
        first = last


def _stretch(runs: Sequence[Spilled], keys: Array, counts: Array, documents: Array) -> Lists:
    if len(keys) == 1:
        return _whole(runs, keys, counts, documents)
    numbers = np.empty(int(counts.sum()), np.uint32)
    extra = np.empty(len(numbers), np.uint32) if runs[0].extras else None
    free = np.cumsum(counts) - counts
    for run in runs:
        low, high = np.searchsorted(run.lists.keys, (keys[0], int(keys[-1]) + 1))
        found, more = run.part(int(low), int(high))
        at = np.searchsorted(keys, run.lists.keys[low:high])
        target = ranges(free[at], run.lists.counts[low:high])
        numbers[target] = found
        if extra is not None and more is not None:
            extra[target] = more
        free[at] += run.lists.counts[low:high]
    return Lists(keys, counts, numbers, documents, extra)


def _whole(runs: Sequence[Spilled], keys: Array, counts: Array, documents: Array) -> Lists:
    """One list, which may be very long."""
    parts = [run.part(*np.searchsorted(run.lists.keys, (keys[0], int(keys[0]) + 1)).tolist()) for run in runs]
    extra = np.concatenate([more for _, more in parts if more is not None]) if runs[0].extras else None
    return Lists(keys, counts, np.concatenate([found for found, _ in parts]), documents, extra)


def in_memory(lists: Lists, room: int) -> Iterator[Lists]:
    """The same of one run that was never spilled."""
    ends = np.concatenate([[0], np.cumsum(lists.counts)])
    first = 0
    while first < len(lists.keys):
        last = max(first + 1, int(np.searchsorted(ends, ends[first] + room, side="right")) - 1)
        part = slice(int(ends[first]), int(ends[last]))
        extra = lists.extra[part] if lists.extra is not None else None
        yield Lists(
            lists.keys[first:last], lists.counts[first:last], lists.numbers[part], lists.documents[first:last], extra
        )
        first = last
