"""Passages that several speeches share: found by their imprints whenever a generation is published."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from searchapp.engines.values import REPEATED
from searchapp.engines.whoosh.words import Words

Array = NDArray[Any]


@dataclass(frozen=True)
class Repeats:
    """Places in the order of the documents: passage `passage[n]` of document `document[n]` says line `line[n]`.

    Each line is said by several documents.
    """

    document: Array
    passage: Array
    line: Array

    def within(self, document: int) -> range:
        """The places of a document."""
        return range(*np.searchsorted(self.document, (document, document + 1)).tolist())

    def elsewhere(self, place: int) -> Array:
        """The places that say the line of a place, the first in each of the other documents."""
        order, ends = self._by_line
        line = self.line[place]
        same = order[ends[line] : ends[line + 1]]
        owners = self.document[same]
        firsts = np.append(True, owners[1:] != owners[:-1])
        return np.asarray(same[firsts & (owners != self.document[place])])

    @cached_property
    def _by_line(self) -> tuple[Array, Array]:
        """(the places line by line, each line's in order; where each line begins)."""
        order = np.argsort(self.line, kind="stable")
        return order, np.append(0, np.cumsum(np.bincount(self.line)))


def repeats(segments: Sequence[Words], present: NDArray[np.bool_]) -> Repeats:
    """What the present documents of these segments share."""
    starts = np.cumsum([0, *(words.size for words in segments)])
    parts = [_long(words, int(start)) for words, start in zip(segments, starts, strict=False)]
    documents = np.concatenate([np.zeros(0, np.int64), *(documents for documents, _ in parts)])
    passages = np.concatenate([np.zeros(0, np.int64), *(passages for _, passages in parts)])
    imprints = np.concatenate([np.zeros(0, np.uint64), *(words.column("imprints") for words in segments)])
    places = np.flatnonzero(present[documents])
    places, lines = _shared(places, documents, imprints[places])
    return Repeats(documents[places], passages[places], lines)


def _long(words: Words, start: int) -> tuple[Array, Array]:
    """(documents, numbers) of the passages of a segment that have imprints; its first document has this number."""
    counts = words.column("paragraphs").astype(np.int64)
    long = np.flatnonzero(words.column("texts.body") >= REPEATED)
    documents = np.repeat(np.arange(words.size), counts)[long]
    return documents + start, long + 1 - (np.cumsum(counts) - counts)[documents]


def _shared(places: Array, documents: Array, imprints: Array) -> tuple[Array, Array]:
    """(those of the places, ascending, whose imprint stands in several documents; the line of each)."""
    order = np.argsort(imprints, kind="stable")
    ordered = imprints[order]
    begins = np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1])[: len(ordered)])
    sizes = np.diff(begins, append=len(ordered))
    owners = documents[places[order]]
    several = owners[begins] != owners[begins + sizes - 1]
    kept = np.repeat(several, sizes)
    chosen = order[kept]
    lines = np.repeat(np.arange(np.count_nonzero(several)), sizes[several])
    back = np.argsort(chosen)
    return places[chosen[back]], lines[back]
