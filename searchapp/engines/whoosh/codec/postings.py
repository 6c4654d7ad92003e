"""Posting lists, read: which documents a term is in, with which weights and values.

A list of kind "positions" holds the numbers of tokens (see tokens.py). One of kind "documents" holds numbers of
documents. One of kind "postings" holds numbers of documents, too, and has its weights and values in further lists, so
that it can be of any Whoosh format.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import IntFlag
from functools import cache
from itertools import accumulate
from typing import Any

import numpy as np
from numpy.typing import NDArray

from searchapp.engines.whoosh.codec.packing import Numbers, Place, ascending, unpack
from searchapp.engines.whoosh.codec.sections import SectionFile
from searchapp.engines.whoosh.codec.tokens import Tokens

Value = Callable[[int, Any], bytes]
"""The value of a posting (by its number in the list) as a Whoosh format encodes it."""


ANY_KIND = ("documents", "count", "at", "width", "wide")
"""Columns of the rows of any kind."""
ONLY_POSTINGS = (
    *("weight", "heaviest", "shortest", "longest", "extras"),
    *("weights.at", "weights.width", "weights.wide", "sizes.at", "sizes.width", "sizes.wide", "values.at"),
)
"""Further columns where the lists are of kind "postings"."""


class Extras(IntFlag):
    """What a list of kind "postings" has besides documents; without weights they are all 1.0."""

    WHOLE_WEIGHTS = 1
    FLOAT_WEIGHTS = 2
    VALUES = 4


@dataclass(frozen=True, slots=True)
class Postings:
    """A posting list; documents ascend."""

    documents: Numbers
    weights: NDArray[np.float32]
    value: Value
    positions: Callable[[int], list[int]] | None = None
    """The positions of a posting, where they need no decoding."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a file of terms, by column."""

    file: SectionFile
    columns: Mapping[str, NDArray[Any]]

    def number(self, column: str, row: int) -> Any:
        """What stands in a column."""
        return self.columns[column].item(row)

    def place(self, row: int) -> Place:
        """Where the list of a row is."""
        number = self.number
        return Place(number("at", row), number("count", row), number("width", row), number("wide", row))

    def further(self, name: str, row: int) -> Place:
        """Where a further list of a row is, which has as many numbers."""
        number = self.number
        at, width, wide = (number(f"{name}.{column}", row) for column in ("at", "width", "wide"))
        return Place(at, number("count", row), width, wide)


def positions(rows: Rows, row: int, tokens: Tokens) -> Postings:
    """The list of a row of kind "positions"."""
    found = ascending(rows.file.words, rows.place(row))
    owners = tokens.owners(found)
    starts = np.flatnonzero(np.diff(owners, prepend=-1))
    bounds = [*starts.tolist(), len(found)]

    @cache
    def every() -> list[int]:
        numbers: list[int] = tokens.positions(found, owners).tolist()
        return numbers

    def standing(number: int) -> list[int]:
        return every()[bounds[number] : bounds[number + 1]]

    def value(number: int, format: Any) -> bytes:
        encoded: bytes = format.encode(standing(number))
        return encoded

    return Postings(owners[starts].astype(np.uint32), np.diff(bounds).astype(np.float32), value, standing)


def documents(rows: Rows, row: int) -> Postings:
    """The list of a row of kind "documents"."""
    found = ascending(rows.file.words, rows.place(row))
    return Postings(found, np.ones(len(found), np.float32), _nothing)


def postings(rows: Rows, row: int) -> Postings:
    """The list of a row of kind "postings"."""
    extras = Extras(rows.number("extras", row))
    found = ascending(rows.file.words, rows.place(row))
    value = _stored_values(rows, row) if Extras.VALUES in extras else _nothing
    return Postings(found, _weights(rows, row, extras), value)


def _weights(rows: Rows, row: int, extras: Extras) -> NDArray[np.float32]:
    if not extras & (Extras.WHOLE_WEIGHTS | Extras.FLOAT_WEIGHTS):
        return np.ones(rows.number("count", row), np.float32)
    numbers = unpack(rows.file.words, rows.further("weights", row))
    return numbers.astype(np.float32) if Extras.WHOLE_WEIGHTS in extras else numbers.view(np.float32)


def _stored_values(rows: Rows, row: int) -> Value:
    """Values that are read when the first of them is asked for."""

    @cache
    def stored() -> tuple[list[int], bytes]:
        sizes = unpack(rows.file.words, rows.further("sizes", row))
        bounds = list(accumulate(sizes.tolist(), initial=0))
        return bounds, rows.file.words(rows.number("values.at", row), bounds[-1])

    def value(number: int, _format: Any) -> bytes:
        bounds, data = stored()
        return data[bounds[number] : bounds[number + 1]]

    return value


def _nothing(_number: int, _format: Any) -> bytes:
    return b""
