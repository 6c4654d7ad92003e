"""A query tree over arrays: which documents match, and how well."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from searchapp.deadline import Deadline
from searchapp.engines.leaves import run, spoken
from searchapp.engines.values import ordinal
from searchapp.engines.whoosh.codec.packing import common, union
from searchapp.engines.whoosh.columns import Columns, speaking, within_days
from searchapp.engines.whoosh.matches import Found, Matches, either, every, unscored
from searchapp.engines.whoosh.terms import Placed, Rows, Terms
from searchapp.engines.whoosh.words import Had, Words, runs_of
from searchapp.query.model import BARE, And, Dated, Leaf, Node, Not, Or, Tongue
from searchapp.text.runs import Run, arrangements

Array = NDArray[Any]
AT_ONCE = 200_000
"""Places that are looked at without asking whether there is time."""


@dataclass(frozen=True, slots=True)
class Evaluator:
    """One question's view of a generation; `deadline` bounds all of it."""

    columns: Columns
    terms: Terms
    deadline: Deadline

    def matches(self, node: Node) -> Found:
        """Every document that the tree matches, deleted ones too. Raises TooSlow, TooBroad."""
        self.deadline.check()
        size = self.columns.size
        match node:
            case And(parts):
                return every([self.matches(part) for part in parts], size)
            case Or(parts):
                return either([self.matches(part) for part in parts], size)
            case Not(part):
                mask = np.ones(size, bool)
                mask[self.matches(part).documents] = False
                return unscored(mask)
            case Dated(first, last):
                return unscored(within_days(self.columns, ordinal(first), ordinal(last)))
            case Tongue(code):
                return unscored(speaking(self.columns, code))
        return self._leaf(node)

    def said(self, tree: Node | None) -> Array:
        """How often what was looked for stands in each document's own words."""
        counted = np.zeros(self.columns.size, np.int64)
        for sought in spoken(tree):
            for segment in self.terms.segments:
                for had in self._had(segment, sought):
                    counted[had.documents.astype(np.int64) + segment.start] += had.times
        return counted

    def _had(self, segment: Placed, sought: Run) -> Sequence[Had]:
        """Documents in whose own words a run stands, and how often: together all, and none counted twice."""
        if len(sought.terms) == 1:
            return self.terms.standing_in(segment, sought.terms[0], "body", self.deadline)
        return [self._run(segment, "body", sought)]

    def _leaf(self, leaf: Leaf) -> Matches:
        sought = run(leaf)
        if len(sought.terms) == 1:
            return self.terms.found(sought.terms[0], leaf.field, self.deadline)
        fields = (leaf.field,) if leaf.field else BARE
        parts = [
            (field, segment, self._run(segment, field, sought)) for segment in self.terms.segments for field in fields
        ]
        return self.terms.scored(parts)

    def _run(self, segment: Placed, field: str, sought: Run) -> Had:
        """The documents in which all terms of a run stand as it asks, and how often they do."""
        self.deadline.check()
        rows = [tuple(self.terms.rows(segment.words, term, field)) for term in sought.terms]
        if not all(rows):
            return Had(np.zeros(0, np.int64), np.zeros(0, np.int64))
        if sought.slop is None:
            return Had(*runs_of(self._in_order(segment, field, rows)))
        return self._near(segment, field, rows, sought.slop)

    def _in_order(self, segment: Placed, field: str, rows: Sequence[Rows]) -> Array:
        """The document of each occurrence: the rarest term's places, cut down by each of the others."""
        words = segment.words
        rarest, *others = sorted(range(len(rows)), key=lambda n: sum(words.occurrences(row.number) for row in rows[n]))
        tokens = self.terms.places(segment, field, rows[rarest])
        starts = tokens[tokens >= rarest] - np.uint32(rarest)
        for which in others:
            self.deadline.check()
            if not len(starts):
                break
            starts = self.terms.standing(segment, field, rows[which], starts + np.uint32(which)) - np.uint32(which)
        starts = starts[words.unbroken(field, starts, len(rows))]
        return words.owners(field, starts)

    def _near(self, segment: Placed, field: str, rows: Sequence[Rows], slop: int) -> Had:
        """The windows that begin with one of the terms and hold all of them, none overlapping, as runs.arrangements."""
        words, width = segment.words, len(rows) + slop
        columns = [(self.terms.places(segment, field, own), often) for own, often in Counter(rows).items()]
        tokens = union([places for places, _ in columns])
        windows = [(tokens[:0], tokens[:0])]
        for first in range(0, len(tokens), AT_ONCE):
            self.deadline.check()
            windows.append(_windows(words, field, tokens[first : first + AT_ONCE], columns, width))
        starts, ends = (np.concatenate(found) for found in zip(*windows, strict=True))
        self.deadline.check()
        documents = words.owners(field, starts[_apart(starts, ends)])
        if sum(len(places) for places, _ in columns) == len(tokens):
            return Had(*runs_of(documents))
        mixed = union([words.owners(field, shared) for shared in _shared([places for places, _ in columns])])
        again = self._one_by_one(segment, field, columns, mixed, slop)
        return Had(*runs_of(np.sort(np.concatenate([documents[~np.isin(documents, mixed)], again]))))

    def _one_by_one(
        self, segment: Placed, field: str, columns: Sequence[tuple[Array, int]], documents: Array, slop: int
    ) -> Array:
        """As often as the windows of each document, where a word is two of the terms by the rules of some language."""
        words, counted = segment.words, []
        starts = words.places(field)
        for document in documents.tolist():
            cut: list[list[int]] = []
            for places, often in columns:
                low, high = np.searchsorted(places, starts[document : document + 2])
                cut += [words.positions(field, places[low:high]).tolist()] * often
            counted.append(len(arrangements(cut, slop, self.deadline.check)))
        return np.repeat(documents, counted)


def _windows(
    words: Words, field: str, starts: Array, columns: Sequence[tuple[Array, int]], width: int
) -> tuple[Array, Array]:
    """(first, last token) of what begins at these tokens, and holds so many of each column within so many words."""
    ends, whole = starts, np.ones(len(starts), bool)
    for places, often in columns:
        first, last = np.searchsorted(places, starts[[0, -1]]).tolist()
        tokens = places[first : last + often]
        at = np.searchsorted(tokens, starts) + (often - 1)
        whole &= at < len(tokens)
        if not len(tokens):
            break
        ends = np.maximum(ends, tokens[np.minimum(at, len(tokens) - 1)])
    whole &= ends - starts < width
    starts, ends = starts[whole], ends[whole]
    near = words.positions(field, ends) - words.positions(field, starts) < width
    near &= words.owners(field, ends) == words.owners(field, starts)
    return starts[near], ends[near]


def _shared(columns: Sequence[Array]) -> Iterator[Array]:
    """What is in each two of the columns."""
    return (common(one, other) for one, other in combinations(columns, 2))


def _apart(starts: Array, ends: Array) -> NDArray[np.bool_]:
    """Which windows are counted when each that overlaps one counted before is not; firsts and lasts both ascend."""
    apart = np.ones(len(starts), bool)
    np.greater(starts[1:], ends[:-1], out=apart[1:])
    end = 0
    for at in np.flatnonzero(~apart).tolist():
        if apart[at - 1]:
            end = ends[at - 1]
        apart[at] = starts[at] > end
    return apart
