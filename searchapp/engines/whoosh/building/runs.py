"""Words into sorted runs: which rows of the index have them, where, and which stems stand in which documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from searchapp.engines.whoosh.building.texts import Texts
from searchapp.engines.whoosh.building.vocabulary import Vocabulary
from searchapp.engines.whoosh.codec.packing import ranges

Array = NDArray[Any]
HIGH = 32
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

    `room` is about how many there will be; it takes memory as it is filled.
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
    def of(cls, words: int) -> Run:
        """Room for about so many words."""
        return cls(Pairs(words), Pairs(words))

    def add(self, texts: Texts, vocabulary: Vocabulary, rules: Sequence[Sequence[str]]) -> None:
        """The words of texts; `rules` are tags of stems.tags, by the number that the texts have of them."""
        fields = np.repeat(texts.fields << FIELD, texts.lengths)
        documents = np.repeat(texts.documents, texts.lengths)
        self.places.add(fields | texts.forms, ranges(texts.tokens, texts.lengths))
        for tag in sorted({tag for tags in rules for tag in tags}):
            under = np.array([tag in tags for tags in rules])[texts.rules]
            chosen = slice(None) if under.all() else np.repeat(under, texts.lengths)
            self.stems.add(fields[chosen] | vocabulary.stem_numbers(texts.forms[chosen], tag), documents[chosen])


def inverted(run: Run, owners: Sequence[tuple[int, Array]]) -> tuple[Lists, Lists]:
    """(where each form of a field stands, by row; in which documents each stem of a field is, and how often).

    `owners` has, for each field, its first token of the run, and the document of each token from there on.
    """
    places = _listed(run.places.sorted(), None)
    stems = run.stems.sorted()
    firsts = _firsts(stems)
    times = np.diff(firsts, append=len(stems)).astype(np.uint32)
    return replace(places, documents=_documents(places, owners)), _listed(stems[firsts], times)


def _documents(places: Lists, owners: Sequence[tuple[int, Array]]) -> Array:
    """In how many documents each row is, whose tokens ascend."""
    starts = np.concatenate([[0], np.cumsum(places.counts)])
    ends = np.searchsorted(places.keys, np.arange(len(owners) + 1) << FIELD)
    found = [np.zeros(0, np.uint32)]
    for (before, documents), first, end in zip(owners, ends.tolist(), ends[1:].tolist(), strict=False):
        if first == end:
            continue
        own = documents[places.numbers[starts[first] : starts[end]] - np.uint32(before)]
        fresh = np.append(True, own[1:] != own[:-1])
        rows = starts[first:end] - starts[first]
        fresh[rows] = True
        found.append(np.add.reduceat(fresh, rows, dtype=np.uint32))
    return np.concatenate(found)


def _listed(ascending: Array, extra: Array | None = None) -> Lists:
    """Lists of the second of each pair, by the first."""
    numbers = ascending.astype(np.uint32)
    ascending >>= HIGH
    firsts = _firsts(ascending)
    counts = np.diff(firsts, append=len(ascending))
    return Lists(ascending[firsts].astype(np.uint32), counts, numbers, counts.astype(np.uint32), extra)


def _firsts(ascending: Array) -> Array:
    """The place of the first of each stretch of equal values."""
    if not len(ascending):
        return np.zeros(0, np.int64)
    return np.concatenate([[0], np.flatnonzero(ascending[1:] != ascending[:-1]) + 1])


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
            file.write(lists.numbers.data)
            if lists.extra is not None:
                file.write(lists.extra.data)
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
