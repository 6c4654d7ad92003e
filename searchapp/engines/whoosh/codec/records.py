"""The records of a bulk segment: each put together from its pieces, its values, and what is left of it."""

from __future__ import annotations

import json
import zlib
from bisect import bisect_right
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import numpy as np

from searchapp.engines.whoosh.codec.keys import Keys, read_keys
from searchapp.engines.whoosh.codec.packing import Numbers, Place, unpack
from searchapp.engines.whoosh.codec.sections import SectionFile
from searchapp.speech import Speech, from_record, to_record

OTHERS = ("speaker", "date", "language", "source")
"""Values of which a speech has one at most, besides its id."""
PARAGRAPH = 0
"""The number that stands before each paragraph, and is of no piece."""
KEPT_BLOCKS = 64
"""Blocks of what is left of records that stay unpacked."""


_Block = tuple[memoryview, bytes]
"""Where what is left of each record begins, and where the last ends; all of it, one after the other."""


class _Pieces:
    """The pieces of one table, each decoded when it is first read."""

    def __init__(self, keys: Keys) -> None:
        self._keys = keys
        self._known = np.full(len(keys), None, object)

    def paragraphs(self, numbers: Numbers) -> list[str]:
        """The pieces with these numbers as paragraphs, before each of which stands PARAGRAPH."""
        starts = np.flatnonzero(numbers == PARAGRAPH).tolist()
        try:
            return self._joined(numbers, starts)
        except TypeError:  # some were never read
            for number in np.unique(numbers).tolist():
                self._known[number] = self._keys[number].decode()
            return self._joined(numbers, starts)

    def _joined(self, numbers: Numbers, starts: list[int]) -> list[str]:
        pieces = self._known[numbers].tolist()
        return [" ".join(pieces[start + 1 : end]) for start, end in pairwise([*starts, len(pieces)])]


class Records:
    """Reads the records of one `.docs` file, given its ids in order; any number of threads may."""

    def __init__(self, file: SectionFile, ids: Keys) -> None:
        self._file = file
        self._ids = ids, file.array("codes.id").data
        self._others = [(name, *self._values(name)) for name in OTHERS]
        self._topics = read_keys(file, "values.topics")
        self._starts, self._codes = file.array("starts.topics").data, file.array("codes.topics").data
        self._texts = tuple(file.array(f"text.{name}").data for name in ("at", "count", "width", "wide"))
        self._tables: list[_Pieces | None] = [None] * len(file.facts["tables"])
        self._blocks = tuple(file.array(f"block.{name}").data for name in ("first", "at", "size"))
        self._kept: dict[int, _Block] = {}
        self._empty: set[int] = set()

    def id(self, number: int) -> str:
        """The id of a document."""
        return self.key(number).decode()

    def key(self, number: int) -> bytes:
        """The id of a document, in UTF-8."""
        values, codes = self._ids
        return values[codes[number] - 1]

    def speech(self, number: int) -> Speech:
        """The speech of a document."""
        known: dict[str, Any] = {"id": self.id(number), "paragraphs": tuple(self.paragraphs(number))}
        for name, values, codes in self._others:
            if code := codes[number]:
                known[name] = values[code - 1].decode()
        if topics := self._codes[self._starts[number] : self._starts[number + 1]]:
            known["topics"] = tuple(self._topics[code].decode() for code in topics)
        rest = self._rest(number)
        return from_record({**known, **rest}) if rest else Speech(**known)

    def title(self, number: int) -> str:
        """The title of a document, without reading what it says; empty where it has none."""
        return str(self._rest(number).get("title") or "")

    def record(self, number: int) -> bytes:
        """The record of a document as JSON, but for the order of its keys."""
        return json.dumps(to_record(self.speech(number)), ensure_ascii=False).encode()

    def paragraphs(self, number: int) -> list[str]:
        """Its text."""
        at, count, width, wide = self._texts
        place = Place(at[number], count[number], width[number], wide[number])
        if not place.count:
            return []
        return self._table(number).paragraphs(unpack(self._file.words, place))

    def _values(self, name: str) -> tuple[Keys, memoryview[int]]:
        return read_keys(self._file, f"values.{name}"), self._file.array(f"codes.{name}").data

    def _table(self, number: int) -> _Pieces:
        """The pieces of a document; `tables` says with which document the next table begins."""
        which = bisect_right(self._file.facts["tables"], number)
        if (table := self._tables[which]) is None:
            table = self._tables[which] = _Pieces(read_keys(self._file, f"pieces.{which}"))
        return table

    def _rest(self, number: int) -> Mapping[str, Any]:
        firsts = self._blocks[0]
        if number >= firsts[-1]:
            return {}
        which = bisect_right(firsts, number) - 1
        if which in self._empty:
            return {}
        ends, data = self._block(which)
        nth = number - firsts[which]
        rest = data[ends[nth] : ends[nth + 1]]
        found: Mapping[str, Any] = json.loads(rest) if rest else {}
        return found

    def _block(self, which: int) -> _Block:
        block = self._kept.get(which)
        if block is None:
            if len(self._kept) >= KEPT_BLOCKS:
                self._kept.clear()
            block = self._kept[which] = self._read_block(which)
        return block

    def _read_block(self, which: int) -> _Block:
        firsts, at, size = self._blocks
        data = zlib.decompress(self._file.words(at[which], size[which]))
        count = firsts[which + 1] - firsts[which]
        ends = np.cumsum(np.frombuffer(b"\0\0\0\0" + data, "<u4", count + 1))
        if not ends[-1]:
            self._empty.add(which)
        return ends.data, data[4 * count :]


def ids_of(terms: SectionFile) -> Keys:
    """The ids that a segment's documents have, in order, from its `.terms` file."""
    (field,) = (fact for fact in terms.facts["fields"] if fact["name"] == "id")
    return read_keys(terms, "keys").some(field["first"], field["first"] + field["count"])
