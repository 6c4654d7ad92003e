"""The tables of a segment: every term with where it stands, and every stem with its documents and forms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import numpy as np
from numpy.typing import NDArray

from searchapp.engines.whoosh.building.runs import FIELD, Lists
from searchapp.engines.whoosh.codec.keys import narrowed, write_keys
from searchapp.engines.whoosh.codec.packing import Packed, pack, ranges
from searchapp.engines.whoosh.codec.sections import SectionWriter

Array = NDArray[Any]
NUMBER = np.uint32((1 << FIELD) - 1)


@dataclass(frozen=True, slots=True)
class Rows:
    """Lists that are written: their keys, how many documents and numbers they have, and where they are."""

    keys: Array
    documents: Array
    counts: Array
    at: Array
    width: Array
    wide: Array

    def ordered(self, order: Array) -> Rows:
        """The same rows in another order, or some of them."""
        return Rows(*(getattr(self, name)[order] for name in self.__slots__))


@dataclass(frozen=True, slots=True)
class Field:
    """The rows of one field, by ascending term."""

    kind: str
    terms: Sequence[bytes]
    rows: Rows


def write_lists(file: SectionWriter, stretches: Iterable[Lists]) -> tuple[Rows, Rows]:
    """Write ascending lists, and their extras in lists of their own, as pieces; (rows of the one, of the other)."""
    lists, extras = [_nothing()], [_nothing()]
    for stretch in stretches:
        lists.append(_write(file, stretch, pack(stretch.numbers, stretch.counts, ascending=True)))
        if stretch.extra is not None:
            extras.append(_write(file, stretch, _but_ones(stretch.extra, stretch.counts)))
    return _together(lists), _together(extras)


def write_terms(file: SectionWriter, fields: Mapping[str, Field]) -> Mapping[str, int]:
    """Write the rows of all fields, by name, and close the file; the number of each field's first row."""
    facts, firsts, first = [], {}, 0
    for name, field in sorted(fields.items()):
        facts.append({"name": name, "kind": field.kind, "first": first, "count": len(field.terms)})
        firsts[name] = first
        first += len(field.terms)
    every = [field for _, field in sorted(fields.items())]
    write_keys(file, "keys", [term for field in every for term in field.terms])
    rows = _together([field.rows for field in every])
    _write_columns(file, rows, {"documents": "documents", "counts": "count"})
    file.close({"fields": facts})
    return firsts


@dataclass(frozen=True, slots=True)
class Stems:
    """Stems by number: rule and stem, rows for each field they stand in, and pairs of a stem and a row of a term."""

    keys: Sequence[tuple[str, bytes]]
    lists: Rows
    times: Rows
    families: tuple[Array, Array]


def write_stems(file: SectionWriter, stems: Stems, fields: Sequence[str]) -> None:
    """Write the stems by rule and stem, the rows of each by field, and close the file."""
    order = sorted(range(len(stems.keys)), key=stems.keys.__getitem__)
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    write_keys(file, "keys", [stems.keys[number][1] for number in order])
    owners = rank[stems.lists.keys & NUMBER]
    numbers = stems.lists.keys >> FIELD
    by_key = np.lexsort((numbers, owners))
    lists, times = stems.lists.ordered(by_key), stems.times.ordered(by_key)
    file.add("first", _starts(owners, len(order)))
    file.add("field", numbers[by_key].astype(np.uint8))
    _write_columns(file, lists, {"documents": "documents"})
    _write_columns(file, times, {}, "times.")
    stem, row = stems.families
    by_stem = np.lexsort((row, rank[stem]))
    file.add("family.at", _starts(rank[stem], len(order)))
    file.add("family", narrowed(row[by_stem]))
    file.close({"fields": list(fields), "rules": _ranges([stems.keys[number][0] for number in order])})


def _ranges(rules: Sequence[str]) -> list[Mapping[str, str | int]]:
    """Which of the stems, in order, are of each rule."""
    counts = Counter(rules)
    firsts = accumulate((counts[rule] for rule in sorted(counts)), initial=0)
    return [
        {"rule": rule, "first": first, "count": counts[rule]}
        for rule, first in zip(sorted(counts), firsts, strict=False)
    ]


def _write(file: SectionWriter, stretch: Lists, packed: Packed) -> Rows:
    address = file.append(packed.data)
    single = (stretch.counts == 1) | (packed.width == 0)
    at = np.where(single, packed.at, packed.at + np.uint32(address)).astype(np.uint32)
    return Rows(stretch.keys, stretch.documents, stretch.counts, at, packed.width, packed.wide)


def _but_ones(numbers: Array, counts: Array) -> Packed:
    """Lists of which those that are all ones need no bytes, and have width 0."""
    starts = np.cumsum(counts) - counts
    ones = np.maximum.reduceat(numbers, starts) == 1 if len(starts) else np.zeros(0, bool)
    others = np.flatnonzero(~ones)
    packed = pack(numbers[ranges(starts[others], counts[others])], counts[others], ascending=False)
    at, width, wide = (np.zeros(len(counts), array.dtype) for array in (packed.at, packed.width, packed.wide))
    at[others], width[others], wide[others] = packed.at, packed.width, packed.wide
    return Packed(packed.data, at, width, wide)


def _write_columns(file: SectionWriter, rows: Rows, named: Mapping[str, str], before: str = "") -> None:
    for name, section in {**named, "at": "at", "width": "width", "wide": "wide"}.items():
        column = getattr(rows, name)
        file.add(before + section, narrowed(column))


def _starts(owners: Array, count: int) -> Array:
    """Where the rows of each owner begin, once they are in order; one more for the end."""
    return narrowed(np.concatenate([[0], np.cumsum(np.bincount(owners, minlength=count))]))


def _together(rows: Sequence[Rows]) -> Rows:
    return Rows(*(np.concatenate([getattr(part, name) for part in rows]) for name in Rows.__slots__))


def _nothing() -> Rows:
    return Rows(*[np.zeros(0, np.uint8 if name == "width" else np.uint32) for name in Rows.__slots__])
