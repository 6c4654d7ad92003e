"""What is kept of each document beside its words: its record, its days, and the values it can be narrowed by."""

from __future__ import annotations

import json
import zlib
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from itertools import chain
from operator import attrgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from searchapp.engines.whoosh.building.texts import Counter, Cut
from searchapp.engines.whoosh.codec.keys import narrowed, write_keys
from searchapp.engines.whoosh.codec.packing import pack, ranges
from searchapp.engines.whoosh.codec.records import PARAGRAPH
from searchapp.engines.whoosh.codec.sections import SectionWriter
from searchapp.speech import Speech, to_record

BLOCK = 4_096
"""Bytes of what is left of records that are compressed together, at least."""
LEVEL = 1
CROWD = 1_000
"""Documents in a block, at most."""
SINGLE = ("id", "speaker", "date", "language", "source")
"""Values of which a speech has one at most."""
MANY = "topics"
KEPT = {*SINGLE, MANY, "paragraphs"}
"""Keys of a record that stand elsewhere than in what is left of it."""


class _Numbers(dict[str | None, int]):
    """A number for each different value; 0 for none."""

    def __init__(self) -> None:
        super().__init__({None: 0, "": 0})

    def __missing__(self, value: str | None) -> int:
        self[value] = number = len(self) - 1
        return number


@dataclass
class Coded:
    """A number for each different value, and the numbers in the order of the documents."""

    numbers: _Numbers = field(default_factory=_Numbers)
    codes: array[int] = field(default_factory=lambda: array("I"))

    def add(self, values: Iterable[str | None]) -> None:
        """More values."""
        self.codes.extend(map(self.numbers.__getitem__, values))

    def ordered(self) -> tuple[list[str], NDArray[np.int64]]:
        """(the values in order, for each place the number of its value in that order, from 1; 0 for none)."""
        values = sorted(value for value in self.numbers if value)
        place = np.zeros(len(values) + 1, np.int64)
        place[[self.numbers[value] for value in values]] = np.arange(1, len(values) + 1)
        return values, place[np.frombuffer(self.codes, np.uint32)] if len(self.codes) else np.zeros(0, np.int64)


class Documents:
    """Writes texts and what is left of records as they come, and everything else at the end."""

    def __init__(self, file: SectionWriter) -> None:
        self.count = 0
        self._file = file
        self._single = {name: Coded() for name in SINGLE}
        self._many = Coded()
        self._topics = array("I")
        self._rest: list[bytes] = []
        self._gathered = 0
        self._packed = 0
        self._blocks: list[tuple[int, int, int]] = []
        self._texts: list[NDArray[np.uint32]] = []
        self._tables: list[int] = []
        self._paragraphs: list[NDArray[np.int64]] = []
        self._imprints: list[NDArray[np.uint64]] = []

    def add(self, speeches: Sequence[Speech]) -> None:
        """More documents; their paragraphs follow with `write`."""
        for name, coded in self._single.items():
            coded.add(map(attrgetter(name), speeches))
        topics = list(map(_topics, speeches))
        self._topics.extend(map(len, topics))
        self._many.add(chain.from_iterable(topics))
        for rest in map(_rest, speeches, topics):
            self.count += 1
            self._rest.append(rest)
            self._gathered += len(rest)
            if self._gathered >= BLOCK or len(self._rest) >= CROWD:
                self._pack()

    def write(self, paragraphs: Cut, documents: range) -> None:
        """The pieces of all paragraphs of these documents."""
        sizes = paragraphs.counts + 1
        starts = np.cumsum(sizes) - sizes
        numbers = np.full(int(sizes.sum()), PARAGRAPH, np.uint32)
        numbers[ranges(starts + 1, paragraphs.counts)] = paragraphs.pieces
        counts = np.bincount(paragraphs.documents - documents.start, weights=sizes, minlength=len(documents))
        having = np.flatnonzero(counts)
        packed = pack(numbers, counts[having].astype(np.int64), ascending=False)
        columns = np.zeros((4, len(documents)), np.uint32)
        at = packed.at + np.uint32(self._file.append(packed.data))
        columns[:, having] = at, counts[having], packed.width, packed.wide
        self._texts.append(columns)
        self._paragraphs.append(np.bincount(paragraphs.documents - documents.start, minlength=len(documents)))

    def mark(self, imprints: NDArray[np.uint64]) -> None:
        """The imprints of all paragraphs of REPEATED words or more, in the order of the documents."""
        self._imprints.append(imprints)

    def write_pieces(self, pieces: Sequence[str]) -> None:
        """The table of the pieces that the documents since the last table are made of."""
        write_keys(self._file, f"pieces.{len(self._tables)}", [piece.encode() for piece in pieces])
        self._tables.append(self.count)

    def values(self) -> Mapping[str, tuple[Sequence[str], NDArray[np.int64]]]:
        """Of each single value: (all of them, in order; which one each document has, from 1; 0 for none)."""
        return {name: coded.ordered() for name, coded in self._single.items()}

    def close(self, words: Mapping[str, Counter]) -> None:
        """Write the rest; `words` tells of each field of words."""
        if any(self._rest):
            self._pack()
        values = self.values()
        for name, (texts, codes) in values.items():
            if name != "id":  # ids are terms, too, and as many as documents
                write_keys(self._file, f"values.{name}", [text.encode() for text in texts])
            self._add(f"codes.{name}", codes)
        self._write_topics()
        for name, counter in words.items():
            self._write_words(name, counter)
        self._write_texts()
        self._add("paragraphs", np.concatenate([np.zeros(0, np.int64), *self._paragraphs]))
        self._file.add("imprints", np.concatenate([np.zeros(0, np.uint64), *self._imprints]))
        totals = {name: counter.next for name, counter in words.items()}
        columns = dict.fromkeys(SINGLE, "one") | {MANY: "many"}
        facts = {"documents": self.count, "words": totals, "columns": columns, "tables": self._tables}
        self._file.close(facts)

    def _pack(self) -> None:
        lengths = np.array(list(map(len, self._rest)), "<u4").tobytes()
        block = zlib.compress(lengths + b"".join(self._rest), LEVEL)
        self._blocks.append((self._packed, self._file.append(block), len(block)))
        self._packed += len(self._rest)
        self._rest, self._gathered = [], 0

    def _write_topics(self) -> None:
        topics, codes = self._many.ordered()
        write_keys(self._file, f"values.{MANY}", [topic.encode() for topic in topics])
        self._add(f"codes.{MANY}", codes - 1)
        self._file.add(f"starts.{MANY}", np.cumsum([0, *self._topics]).astype(np.uint32))

    def _write_words(self, name: str, counter: Counter) -> None:
        """How many tokens each document has, and how many each text of several."""
        self._add(f"length.{name}", np.concatenate([np.zeros(0, np.uint32), *counter.lengths]))
        firsts = np.concatenate([np.zeros(0, np.uint32), *counter.texts])
        self._add(f"texts.{name}", np.diff(firsts, append=np.uint32(counter.next)))

    def _write_texts(self) -> None:
        """Where the pieces of each document are, and blocks of what is left of records."""
        columns = np.concatenate([np.zeros((4, 0), np.uint32), *self._texts], axis=1)
        for name, column in zip(("at", "count", "width", "wide"), columns, strict=True):
            self._add(f"text.{name}", column)
        first, at, size = np.array(self._blocks, np.uint32).reshape(-1, 3).T
        self._file.add("block.first", np.append(first, np.uint32(self._packed)))
        self._file.add("block.at", at)
        self._file.add("block.size", size)

    def _add(self, name: str, numbers: NDArray[Any]) -> None:
        self._file.add(name, narrowed(numbers))


def _topics(speech: Speech) -> tuple[str, ...]:
    """Its topics as values that it can be narrowed by."""
    return tuple(dict.fromkeys(filter(None, speech.topics)))


def _rest(speech: Speech, topics: tuple[str, ...]) -> bytes:
    """The part of a record that stands nowhere else; empty where there is none."""
    same = topics == speech.topics
    if same and _others(speech) == NOTHING and "" not in _singles(speech):
        return b""
    rest = {name: value for name, value in to_record(speech).items() if name not in KEPT or value == ""}
    if not same:
        rest["topics"] = list(speech.topics)
    return json.dumps(rest, ensure_ascii=False, separators=(",", ":")).encode()


_singles = attrgetter(*SINGLE)
_others = attrgetter(*(field.name for field in fields(Speech) if field.name not in KEPT))
NOTHING = _others(Speech("", ()))
