"""The fields of values as terms: who, when, in which language, from where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from searchapp.dates import year_of
from searchapp.engines.whoosh.building.documents import Documents
from searchapp.engines.whoosh.building.runs import Lists
from searchapp.engines.whoosh.building.tables import Field, write_lists
from searchapp.engines.whoosh.codec.sections import SectionWriter
from searchapp.engines.whoosh.schema import schema

VALUES = ("id", "date", "language", "source")
"""Fields whose whole value is a term."""


def value_fields(file: SectionWriter, documents: Documents) -> dict[str, Field]:
    """Write which documents have each value; the fields' rows."""
    fields = {}
    for name, (values, codes) in documents.values().items():
        having = Having.of(values, codes)
        if name in VALUES:
            fields[name] = _field(file, having)
        if name == "date":
            fields["year"] = _field(file, _years(having))
    return fields


@dataclass(frozen=True, slots=True)
class Having:
    """Terms in order, how many documents have each, and which, one after the other."""

    terms: Sequence[bytes]
    counts: NDArray[Any]
    documents: NDArray[Any]

    @classmethod
    def of(cls, values: Sequence[str], codes: NDArray[Any]) -> Having:
        """The documents by value; code 0 is none."""
        counts = np.bincount(codes, minlength=len(values) + 1)
        documents = np.argsort(codes, kind="stable")
        return cls([value.encode() for value in values], counts[1:], documents[int(counts[0]) :])


def _years(dates: Having) -> Having:
    """The terms of years, of all the precisions that Whoosh looks for ranges with."""
    kind = schema()["year"]
    found: dict[bytes, list[NDArray[Any]]] = defaultdict(list)
    ends = np.cumsum(dates.counts)
    for date, count, end in zip(dates.terms, dates.counts, ends, strict=True):
        year = year_of(date.decode())
        if year is not None:
            for term, _, _, _ in kind.index(year):
                found[term].append(dates.documents[end - count : end])
    lists = [np.sort(np.concatenate(found[term])) for term in sorted(found)]
    counts = np.array(list(map(len, lists)), np.int64)
    return Having(sorted(found), counts, np.concatenate([np.zeros(0, np.int64), *lists]))


def _field(file: SectionWriter, having: Having) -> Field:
    """A field of such terms."""
    numbers = np.arange(len(having.terms), dtype=np.uint32)
    lists = Lists(numbers, having.counts, having.documents.astype(np.uint32), having.counts)
    rows, _ = write_lists(file, [lists] if len(numbers) else [])
    return Field("documents", having.terms, rows)
