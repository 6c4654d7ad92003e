"""Counts over what a query found: for each value of a facet how many, how often, of how much, and which first."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from searchapp.deadline import Deadline
from searchapp.engines import Activity, Tally
from searchapp.engines.values import named, whole
from searchapp.engines.whoosh.codec.packing import ranges
from searchapp.engines.whoosh.columns import Columns, Facet
from searchapp.engines.whoosh.evaluate import Evaluator
from searchapp.engines.whoosh.terms import Placed, Terms
from searchapp.speech import Speech

Array = NDArray[Any]
LONGEST = 60
"""Seconds that looking for the name of an event may take."""


def summed(facet: Facet, documents: Array, amounts: Array | None = None) -> Array:
    """The documents, or what each amounts to, added up by the code of each value they have; at 0, those with none."""
    room = len(facet.values) + 1
    if facet.starts is None:
        codes = facet.codes[documents]
        return _added(codes, amounts, room)
    low = facet.starts[documents].astype(np.int64)
    sizes = facet.starts[documents + 1] - low
    each = None if amounts is None else np.repeat(amounts, sizes)
    total = _added(facet.codes[ranges(low, sizes)], each, room)
    none = sizes == 0
    total[0] = np.count_nonzero(none) if amounts is None else int(amounts[none].sum())
    return total


def tallied(facet: Facet, *columns: Array) -> Mapping[str, Tally]:
    """Of (speeches found, times, of speeches, of words), each by code, those values that anything is of."""
    codes = np.flatnonzero(columns[2])
    rows = zip(*(column[codes].tolist() for column in columns), strict=True)
    return dict(zip(map(facet.names.__getitem__, codes.tolist()), map(Tally._make, rows), strict=True))


def activity(facet: Facet, years: Facet, documents: Array, words: Array) -> Mapping[str, Activity]:
    """All there is of each value among documents that have so many words each."""
    codes, owners = _owned(facet, documents)
    each, counts = np.unique(codes.astype(np.int64) << 16 | years.codes[owners], return_counts=True)
    by_year: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for pair, count in zip(each.tolist(), counts.tolist(), strict=True):
        if year := pair & 0xFFFF:
            by_year[pair >> 16].append((int(years.named(year)), count))
    if facet.starts is not None:
        without = documents[facet.starts[documents + 1] == facet.starts[documents]]
        dated = zip(*np.unique(years.codes[without], return_counts=True), strict=True)
        by_year[0] = [(int(years.named(int(year))), int(count)) for year, count in dated if year]
    rows = zip(summed(facet, documents).tolist(), summed(facet, documents, words).tolist(), strict=True)
    return {
        _named(facet, code): Activity(speeches, amount, tuple(by_year.get(code, ())))
        for code, (speeches, amount) in enumerate(rows)
        if speeches
    }


def firsts(facet: Facet, documents: Array) -> Iterator[tuple[str, int]]:
    """(each value, the first document that has it), of documents in order, and in their order."""
    codes, owners = _owned(facet, documents)
    values, places = np.unique(codes, return_index=True)
    ordered = np.argsort(places)
    for code, place in zip(values[ordered].tolist(), places[ordered].tolist(), strict=True):
        if code:
            yield _named(facet, code), int(owners[place])


def spans(facet: Facet, documents: Array, days: tuple[Array, Array]) -> Iterator[tuple[str, tuple[date, date]]]:
    """(each value, the first and the last day) of documents, of which `days` holds the first and the last of each."""
    codes, owners = _owned(facet, documents)
    codes = codes.astype(np.intp)  # with equal types, `at` is quick
    low, high = np.full(len(facet.values) + 1, date.max.toordinal()), np.zeros(len(facet.values) + 1, np.int64)
    np.minimum.at(low, codes, days[0][owners].astype(np.int64))
    np.maximum.at(high, codes, days[1][owners].astype(np.int64))
    for code in np.flatnonzero(high).tolist():
        if code:
            yield _named(facet, code), (date.fromordinal(int(low[code])), date.fromordinal(int(high[code])))


def window(times: Array, offset: int, limit: int) -> tuple[int, int, Array]:
    """(all occurrences, those before the window in the first that lies in it, which lie in it) of so many in each."""
    ends = np.cumsum(times)
    begins = ends - times
    chosen = np.flatnonzero((times > 0) & (ends > offset) & (begins < offset + limit))
    before = offset - int(begins[chosen[0]]) if len(chosen) else 0
    return int(times.sum()), before, chosen


def dates(present: NDArray[np.bool_], segments: Iterable[Placed]) -> Mapping[str, int]:
    """How many of the present documents have each date, as it is written."""
    counted: Counter[str] = Counter()
    for segment in segments:
        names = ["", *segment.words.named("date")]
        own = present[segment.start : segment.start + segment.words.size]
        having = np.bincount(segment.words.column("codes.date")[own], minlength=len(names)).tolist()
        counted.update({name: count for name, count in zip(names, having, strict=True) if name and count})
    return counted


def occasion(columns: Columns, terms: Terms, speech: Speech, number: int) -> Array:
    """The documents that may be of the occasion of this one: those with its date and source that name its event."""
    if not speech.event and not whole(speech.date):
        return np.zeros(0, np.int64)
    source = columns.facets["source"].codes
    mask = columns.present & (columns.first == columns.first[number]) & (columns.last == columns.last[number])
    mask &= source == source[number]
    if tree := named(speech.event):
        event = np.zeros(columns.size, bool)
        event[Evaluator(columns, terms, Deadline.after(LONGEST, time.monotonic)).matches(tree).documents] = True
        mask &= event
    return np.flatnonzero(mask)


def _owned(facet: Facet, documents: Array) -> tuple[Array, Array]:
    """(a code, the document that has it), for each that these documents have, in their order."""
    if facet.starts is None:
        return facet.codes[documents], documents
    low = facet.starts[documents].astype(np.int64)
    sizes = facet.starts[documents + 1] - low
    return facet.codes[ranges(low, sizes)], np.repeat(documents, sizes)


def _added(codes: Array, amounts: Array | None, room: int) -> Array:
    if amounts is None:
        return np.bincount(codes, minlength=room)
    return np.bincount(codes, weights=amounts, minlength=room).astype(np.int64)


def _named(facet: Facet, code: int) -> str:
    return facet.names[code]
