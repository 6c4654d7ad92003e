"""A query tree over arrays: which documents match, and how well."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from searchapp.deadline import Deadline
from searchapp.engines.leaves import run
from searchapp.engines.values import ordinal
from searchapp.engines.whoosh.columns import Columns, speaking, within_days
from searchapp.engines.whoosh.matches import Found, Matches, either, every, unscored
from searchapp.engines.whoosh.terms import Placed, Rows, Terms
from searchapp.engines.whoosh.words import Had, runs_of
from searchapp.query.model import BARE, And, Dated, Leaf, Node, Not, Or, Tongue
from searchapp.text.runs import Run, arrangements

Array = NDArray[Any]


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
        """Document by document, of those that have all terms."""
        words = segment.words
        known: dict[Rows, Array] = {}
        for own in rows:
            self.deadline.check()
            if own not in known:
                known[own] = self.terms.places(segment, field, own)
        columns = [known[own] for own in rows]
        owners = [words.owners(field, tokens) for tokens in columns]
        documents = np.unique(owners[0])
        for having in owners[1:]:
            documents = documents[np.isin(documents, having)]
        times = [
            len(arrangements(places, slop, self.deadline.check))
            for places in self._of_documents(segment, field, columns, documents)
        ]
        counted = np.array(times, dtype=np.int64)
        return Had(documents[counted > 0], counted[counted > 0])

    def _of_documents(
        self, segment: Placed, field: str, columns: Sequence[Array], documents: Array
    ) -> Iterator[list[list[int]]]:
        """For each document the positions of each term; the same term has the same list."""
        places = segment.words.places(field)
        positions = {id(column): segment.words.positions(field, column) for column in columns}
        for document in documents:
            self.deadline.check()
            cut: dict[int, list[int]] = {}
            for column in columns:
                if id(column) not in cut:
                    low, high = np.searchsorted(column, places[document : document + 2])
                    cut[id(column)] = positions[id(column)][low:high].tolist()
            yield [cut[id(column)] for column in columns]
