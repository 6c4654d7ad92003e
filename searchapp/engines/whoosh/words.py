"""Where words stand in one segment: its terms, its stems, and what tokens belong to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from searchapp.engines.values import GAP
from searchapp.engines.whoosh.codec.keys import read_keys
from searchapp.engines.whoosh.codec.packing import Numbers, Place, ascending, held, unpack
from searchapp.engines.whoosh.codec.records import Records
from searchapp.engines.whoosh.codec.sections import SectionFile
from searchapp.engines.whoosh.schema import NAMES

Array = NDArray[Any]
LOOKUPS = 20_000
"""Places in the tables that are remembered."""


@dataclass(frozen=True, slots=True)
class Tabled:
    """Rows of lists: the places of a table's lists, read without the array's own objects."""

    at: memoryview[int]
    count: memoryview[int]
    width: memoryview[int]
    wide: memoryview[int]

    @classmethod
    def of(cls, file: SectionFile, before: str = "", count: str = "count") -> Tabled:
        """The rows of a table of a file."""
        return cls(*(file.array(name).data for name in (f"{before}at", count, f"{before}width", f"{before}wide")))

    def __getitem__(self, row: int) -> Place:
        return Place(self.at[row], self.count[row], self.width[row], self.wide[row])


@dataclass(frozen=True, slots=True)
class Had:
    """Documents of a segment, ascending, and how often each has what was looked for."""

    documents: Array
    times: Array


class Words:
    """Reads the words of one segment; any number of threads may. Raises DamagedSections."""

    def __init__(self, terms: SectionFile, stems: SectionFile, documents: SectionFile) -> None:
        self._terms, self._stems, self._documents = terms, stems, documents
        self.size: int = documents.facts["documents"]
        self._keys = read_keys(terms, "keys")
        self._rows = Tabled.of(terms)
        self._ranges = {fact["name"]: (fact["first"], fact["first"] + fact["count"]) for fact in terms.facts["fields"]}
        self.records = Records(documents, self._keys.some(*self._ranges["id"]))
        self._stem_keys = read_keys(stems, "keys")
        self._rules = {fact["rule"]: (fact["first"], fact["first"] + fact["count"]) for fact in stems.facts["rules"]}
        self._lists, self._times = Tabled.of(stems, count="documents"), Tabled.of(stems, "times.", "documents")
        self._stem_rows, self._stem_fields = stems.array("first").data, stems.array("field").data
        self._numbers = dict(enumerate(stems.facts["fields"]))
        self._family_at, self._families = stems.array("family.at").data, stems.array("family")
        self._known_places: dict[str, Array] = {}
        self._known_starts: dict[str, Array] = {}
        self._known_stems: dict[tuple[str, str], int | None] = {}
        self._known_rows: dict[tuple[str, bytes], int | None] = {}

    def stemmed(self, stem: int) -> Iterator[tuple[str, Had]]:
        """For each field of words, where a stem is."""
        for row in range(self._stem_rows[stem], self._stem_rows[stem + 1]):
            times = self._times[row]
            documents = ascending(self._stems.words, self._lists[row])
            often = unpack(self._stems.words, times) if times.width else np.ones(times.count, np.uint32)
            yield self._numbers[self._stem_fields[row]], Had(documents, often)

    def family(self, stem: int, field: str) -> list[int]:
        """The rows of the forms of a stem in a field."""
        first, end = self._ranges[NAMES.get(field, field)]
        rows = self._families[self._family_at[stem] : self._family_at[stem + 1]].tolist()
        return [row for row in rows if first <= row < end]

    def tokens(self, row: int) -> Numbers:
        """Where the term of a row stands, as tokens of its field."""
        return ascending(self._terms.words, self._rows[row])

    def held(self, row: int, tokens: Numbers) -> Numbers:
        """Those of the tokens, ascending, that are the term of a row."""
        return held(self._terms.words, self._rows[row], tokens)

    def occurrences(self, row: int) -> int:
        """How often the term of a row stands in its field."""
        return self._rows.count[row]

    def documents_with(self, row: int) -> int:
        """In how many documents the term of a row stands."""
        return self._having[row]

    def commonest(self, field: str, start: str, count: int) -> list[str]:
        """Forms of a field that begin so, those in the most documents; no more than asked for."""
        first, end = self._ranges[NAMES.get(field, field)]
        low = self._keys.place(start.encode("utf-8", "replace"), first, end)
        high = self._keys.place(start.encode("utf-8", "replace") + b"\xff", low, end)
        documents = np.array(self._having[low:high], np.int64)
        rows = low + np.argsort(-documents, kind="stable")[:count]
        return [self._keys[row].decode() for row in rows.tolist()]

    def having(self, form: str, fields: Iterable[str]) -> Array:
        """The documents that have a form in any of the fields."""
        rows = [(field, self.row(field, form.encode("utf-8", "replace"))) for field in fields]
        found = [self.owners(field, self.tokens(row)) for field, row in rows if row is not None]
        return np.unique(np.concatenate([np.zeros(0, np.int64), *found]))

    def spelt(self, field: str) -> tuple[list[bytes], Array]:
        """The forms of a field, in order, and for each of its tokens the place of its form among them."""
        first, end = self._ranges[NAMES.get(field, field)]
        numbers = np.zeros(int(self.places(field)[-1]), np.uint32)
        for row in range(first, end):
            numbers[self.tokens(row)] = row - first
        return list(self._keys.between(first, end)), numbers

    def owners(self, field: str, tokens: Array) -> Array:
        """The document of each token; they ascend."""
        return _reached(self.places(field), tokens) - 1

    def unbroken(self, field: str, tokens: Array, length: int) -> NDArray[np.bool_]:
        """Whether so many tokens from each one on are of the same text; they ascend."""
        starts = self._text_starts(field)
        return np.asarray(tokens + length <= starts[_reached(starts[:-1], tokens)])

    def positions(self, field: str, tokens: Array) -> Array:
        """Tokens, ascending, with a gap for each text before, so that those of different texts are far apart."""
        return np.asarray(tokens + GAP * _reached(self._text_starts(field)[:-1], tokens), np.int64)

    def lengths(self, field: str) -> Array:
        """How many tokens each document has in a field."""
        return self._documents.array(f"length.{NAMES.get(field, field)}")

    def places(self, field: str) -> Array:
        """The number of each document's first token, and behind them that of all tokens."""
        if field not in self._known_places:
            self._known_places[field] = _sums(self.lengths(field))
        return self._known_places[field]

    def ids(self) -> Iterator[bytes]:
        """All ids, in order."""
        return self._keys.between(*self._ranges["id"])

    def ids_in_order(self) -> Array:
        """The documents in the order of their ids."""
        return self._terms.array("at")[slice(*self._ranges["id"])]

    def document(self, id: str) -> int | None:
        """The document with an id; None where there is none."""
        row = self._keys.find(id.encode("utf-8", "replace"), *self._ranges["id"])
        return None if row is None else self._rows.at[row]

    def forms(self) -> Iterator[bytes]:
        """The terms of all fields of words."""
        for fact in self._terms.facts["fields"]:
            if fact["kind"] == "positions":
                yield from self._keys.between(*self._ranges[fact["name"]])

    def column(self, name: str) -> Array:
        """A column of the documents, as it was written."""
        return self._documents.array(name)

    def named(self, field: str) -> list[str]:
        """The values that a column's codes number."""
        keys = read_keys(self._documents, f"values.{field}")
        return [key.decode() for key in keys.between(0, len(keys))]

    def stem(self, rule: str, stem: str) -> int | None:
        """The number of a stem under a rule of stems.tags."""
        return _remembered(self._known_stems, self._find_stem, (rule, stem))

    def row(self, field: str, term: bytes) -> int | None:
        """The row of a term in a field."""
        return _remembered(self._known_rows, self._find_row, (field, term))

    def _find_stem(self, rule: str, stem: str) -> int | None:
        return self._stem_keys.find(stem.encode("utf-8", "replace"), *self._rules.get(rule, (0, 0)))

    def _find_row(self, field: str, term: bytes) -> int | None:
        return self._keys.find(term, *self._ranges[NAMES.get(field, field)])

    @cached_property
    def _having(self) -> memoryview[int]:
        return self._terms.array("documents").data

    def _text_starts(self, field: str) -> Array:
        """The first token of each text, and behind them the number of all."""
        if field not in self._known_starts:
            self._known_starts[field] = _sums(self._documents.array(f"texts.{NAMES.get(field, field)}"))
        return self._known_starts[field]


def _remembered(known: dict[Any, int | None], find: Callable[..., int | None], key: tuple[Any, ...]) -> int | None:
    """A cache of methods would keep each segment alive until the next full collection of garbage; this one does not."""
    if key not in known:
        if len(known) >= LOOKUPS:
            known.clear()
        known[key] = find(*key)
    return known[key]


def runs_of(ascending_numbers: Array) -> tuple[Array, Array]:
    """(the different numbers, how often each stands there)."""
    if not len(ascending_numbers):
        return ascending_numbers, np.zeros(0, np.int64)
    firsts = np.flatnonzero(np.append(True, ascending_numbers[1:] != ascending_numbers[:-1]))
    return ascending_numbers[firsts], np.diff(firsts, append=len(ascending_numbers))


def _reached(starts: Array, tokens: Array) -> Array:
    """How many of the starts each token has reached; both ascend."""
    if not len(tokens):
        return np.zeros(0, np.int64)
    first, last = np.searchsorted(starts, tokens[[0, -1]], side="right").tolist()
    between = starts[first:last]
    if len(between) > len(tokens):
        return np.asarray(first + np.searchsorted(between, tokens, side="right"))
    bounds = np.searchsorted(tokens, between)
    return np.repeat(np.arange(first, last + 1), np.diff(bounds, prepend=0, append=len(tokens)))


def _sums(counts: Array) -> Array:
    return np.concatenate([[0], np.cumsum(counts, dtype=np.int64)]).astype(np.uint32)
