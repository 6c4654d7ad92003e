"""Which documents have a form in a field, how often, and where: Whoosh's matchers as arrays."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any

import numpy as np

from searchapp.deadline import Deadline
from searchapp.engines.whoosh.columns import Floats, Ints
from searchapp.engines.whoosh.schema import NAMES

ROOM = 8_000_000
"""Postings that a generation keeps decoded, those asked for last."""


@dataclass(frozen=True, slots=True)
class Postings:
    """Document numbers, ascending, and how often each has the form."""

    documents: Ints
    frequencies: Floats


class PostingReader:
    """Reads the postings of one open Whoosh reader; one thread at a time, since its files have one position."""

    def __init__(self, reader: Any) -> None:
        self._leaves = reader.leaf_readers()
        self._kept: OrderedDict[tuple[str, str], Postings] = OrderedDict()
        self._room = ROOM
        self._lock = Lock()

    def postings(self, field: str, form: str, deadline: Deadline) -> Postings:
        """The postings of a form in a field; none where the field never has it."""
        key = (NAMES.get(field, field), form)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
            found = self._read(key, deadline)
            self._keep(key, found)
            return found

    def positions(self, field: str, form: str, documents: Ints, deadline: Deadline) -> dict[int, Sequence[int]]:
        """Where a form stands in those of the documents (ascending) that have it."""
        found: dict[int, Sequence[int]] = {}
        with self._lock:
            for matcher, offset, size in self._matchers((NAMES.get(field, field), form)):
                low, high = np.searchsorted(documents, (offset, offset + size))
                for number in documents[low:high]:
                    deadline.check()
                    matcher.skip_to(int(number) - offset)
                    if not matcher.is_active():
                        break
                    if matcher.id() == number - offset:
                        found[int(number)] = matcher.value_as("positions")
        return found

    def _matchers(self, key: tuple[str, str]) -> list[tuple[Any, int, int]]:
        term = (key[0], key[1].encode())
        return [(leaf.postings(*term), at, leaf.doc_count_all()) for leaf, at in self._leaves if term in leaf]

    def _read(self, key: tuple[str, str], deadline: Deadline) -> Postings:
        documents: list[int] = []
        frequencies: list[float] = []
        for matcher, offset, _ in self._matchers(key):
            while matcher.is_active():
                documents.append(matcher.id() + offset)
                frequencies.append(matcher.weight())
                matcher.next()
                if len(documents) % 1000 == 0:
                    deadline.check()
        return Postings(np.array(documents, dtype=np.int32), np.array(frequencies, dtype=np.float32))

    def _keep(self, key: tuple[str, str], found: Postings) -> None:
        self._kept[key] = found
        self._room -= len(found.documents) + 10
        while self._room < 0 and len(self._kept) > 1:
            _, old = self._kept.popitem(last=False)
            self._room += len(old.documents) + 10
