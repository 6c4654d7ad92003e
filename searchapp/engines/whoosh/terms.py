"""What single terms find in all segments, scored, and kept for whoever asks next."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, starmap
from typing import Any

import numpy as np
from numpy.typing import NDArray

from searchapp.deadline import Deadline
from searchapp.engines import ranking
from searchapp.engines.whoosh import stems
from searchapp.engines.whoosh.codec.packing import common
from searchapp.engines.whoosh.columns import Columns
from searchapp.engines.whoosh.kept import Kept
from searchapp.engines.whoosh.lexicon import Lexicon
from searchapp.engines.whoosh.matches import NOTHING, Matches, added
from searchapp.engines.whoosh.words import Had, Words, runs_of
from searchapp.query.model import BARE
from searchapp.text import analysis
from searchapp.text.runs import Term

Array = NDArray[Any]
ROOM = 180_000_000
"""Bytes of scored documents that are kept, those asked for last."""
ROOM_FOR_PLACES = 60_000_000
"""Bytes of places of terms that are kept, those asked for last."""
FREQUENT = 4_000_000
"""Occurrences beyond which a term of a phrase isn't read whole."""
MANY = 10
"""Lists that are faster sorted than merged."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A segment, and the number of its first document among all."""

    words: Words
    start: int


@dataclass(frozen=True, slots=True)
class Row:
    """A term of a field in a segment, and the rules of the documents that it counts in; None for all."""

    number: int
    rules: frozenset[str] | None


Rows = tuple[Row, ...]


class Terms:
    """All segments' words as one; any number of threads may ask."""

    def __init__(self, segments: Sequence[Placed], columns: Columns, lexicon: Lexicon) -> None:
        self.segments = segments
        self.columns = columns
        self._lexicon = lexicon
        self._starts = [segment.start for segment in segments]
        self._matches: Kept[Matches] = Kept(ROOM)
        self._places: Kept[Array] = Kept(ROOM_FOR_PLACES)

    def segment(self, number: int) -> Placed:
        """The segment that a document is in."""
        return self.segments[bisect_right(self._starts, number) - 1]

    def found(self, term: Term, field: str | None, deadline: Deadline) -> Matches:
        """The documents that have a term in a field, or in those where bare words are looked for. Raises TooBroad."""
        kept = self._matches.get((term, field), lambda: self._narrow(term, field, deadline))
        return Matches(kept.documents.astype(np.int64), kept.scores)

    def _narrow(self, term: Term, field: str | None, deadline: Deadline) -> Matches:
        """As `found`, to be kept: document numbers in half the room, though arrays are asked faster by wide ones."""
        found = self.scored(list(self._having(term, field, deadline)))
        return Matches(found.documents.astype(np.int32), found.scores)

    def places(self, segment: Placed, field: str, rows: Rows) -> Array:
        """Where any of the rows' terms stands, ascending, in documents that follow the rows' rules."""
        return self._places.get((segment.start, rows), lambda: self._read_places(segment, field, rows))

    def standing(self, segment: Placed, field: str, rows: Rows, tokens: Array) -> Array:
        """Those of the tokens, ascending, that are any of the rows' terms; long lists are read where they may be."""
        words = segment.words
        if sum(words.occurrences(row.number) for row in rows) <= FREQUENT:
            return common(self.places(segment, field, rows), tokens)
        found = [self._following(segment, field, words.held(row.number, tokens), row) for row in rows]
        return found[0] if len(found) == 1 else np.sort(np.concatenate(found), kind="stable")

    def rows(self, words: Words, term: Term, field: str) -> Iterator[Row]:
        """The rows of the forms that a term looks for in a field. Raises TooBroad."""
        if term.kind == "stem":
            yield from self._family_rows(words, term, field)
            return
        for form, rules in self._lexicon.expand(term).items():
            row = words.row(field, form.encode("utf-8", "replace"))
            if row is not None:
                yield Row(row, rules)

    def standing_in(self, segment: Placed, term: Term, field: str, deadline: Deadline) -> Sequence[Had]:
        """Documents that have a term in a field, and how often: together all, and none counted twice."""
        deadline.check()
        if term.kind == "stem" and analysis.UNKNOWN not in self.columns.rules:
            return [
                had
                for _, stem in self._stems(segment.words, term)
                for name, had in segment.words.stemmed(stem)
                if name == field
            ]
        return [self._had(segment, tuple(self.rows(segment.words, term, field)), field)]

    def scored(self, parts: Sequence[tuple[str, Placed, Had]]) -> Matches:
        """BM25F: the frequencies of all fields weighted and added up first, saturated once."""
        having = [part for part in parts if len(part[2].documents)]
        by_segment = groupby(sorted(having, key=_first_document), key=_first_document)
        weighted = [added(list(starmap(self._weighted, own)), self.columns.size) for _, own in by_segment]
        if not weighted:
            return NOTHING
        documents = np.concatenate([found for found, _ in weighted])
        frequency = np.concatenate([values for _, values in weighted])
        there = len(documents) if self.columns.whole else int(np.count_nonzero(self.columns.present[documents]))
        rarity = np.float32(ranking.rarity(self.columns.speeches, there))
        scores = rarity * np.float32(ranking.K1 + 1) * (frequency / (frequency + np.float32(ranking.K1)))
        return Matches(documents, scores)

    def allowed(self, segment: Placed, documents: Array, rules: frozenset[str]) -> NDArray[np.bool_]:
        """Which of a segment's documents follow one of the rules."""
        chosen = np.array([rule in rules for rule in self.columns.rules], bool)
        return np.asarray(chosen[self.columns.rule[documents + segment.start]])

    def _having(self, term: Term, field: str | None, deadline: Deadline) -> Iterator[tuple[str, Placed, Had]]:
        fields = (field,) if field else BARE
        for segment in self.segments:
            deadline.check()
            if term.kind == "stem":
                yield from ((name, segment, had) for name, had in self._stemmed(segment.words, term, fields))
                continue
            for name in fields:
                yield name, segment, self._had(segment, tuple(self.rows(segment.words, term, name)), name)

    def _stemmed(self, words: Words, term: Term, fields: Sequence[str]) -> Iterator[tuple[str, Had]]:
        """A speech whose language isn't known is under the stems of several, and counts by the best of them."""
        found: dict[str, list[Had]] = {name: [] for name in fields}
        for _, stem in self._stems(words, term):
            for name, had in words.stemmed(stem):
                if name in found:
                    found[name].append(had)
        return ((name, _most(parts)) for name, parts in found.items() if parts)

    def _stems(self, words: Words, term: Term) -> Iterator[tuple[str, int]]:
        """(the rule, the number) of each stem of a term that a segment has."""
        for rule in self.columns.rules:
            form = analysis.form(term.word, rule)
            for tag in stems.tags(rule or None):
                stem = words.stem(tag, analysis.stem(form, stems.stemmer(tag)))
                if stem is not None:
                    yield rule, stem

    def _family_rows(self, words: Words, term: Term, field: str) -> Iterator[Row]:
        rules: dict[int, set[str]] = {}
        for rule, stem in self._stems(words, term):
            for row in words.family(stem, field):
                rules.setdefault(row, set()).add(rule)
        every = set(self.columns.rules)
        return (Row(row, None if having == every else frozenset(having)) for row, having in rules.items())

    def _had(self, segment: Placed, rows: Rows, field: str) -> Had:
        """The documents that have any of the rows' terms, and how often."""
        return Had(*runs_of(segment.words.owners(field, self.places(segment, field, rows))))

    def _weighted(self, field: str, segment: Placed, had: Had) -> tuple[Array, Array]:
        documents = had.documents.astype(np.int64) + segment.start
        norm = self.columns.norm(field)[documents]
        return documents, had.times.astype(np.float32) * np.float32(ranking.FIELDS[field].boost) / norm

    def _read_places(self, segment: Placed, field: str, rows: Rows) -> Array:
        found = [self._following(segment, field, segment.words.tokens(row.number), row) for row in rows]
        if len(found) == 1:
            return found[0]
        return np.sort(np.concatenate([np.zeros(0, np.uint32), *found]), kind="stable" if len(found) < MANY else None)

    def _following(self, segment: Placed, field: str, tokens: Array, row: Row) -> Array:
        """Those of a row's tokens that are in documents which follow the row's rules."""
        if row.rules is None:
            return tokens
        return tokens[self.allowed(segment, segment.words.owners(field, tokens), row.rules)]


def _most(parts: Sequence[Had]) -> Had:
    """Each document with the most of any of the parts."""
    if len(parts) == 1:
        return parts[0]
    documents = np.concatenate([part.documents for part in parts])
    times = np.concatenate([part.times for part in parts])
    order = np.lexsort((times, documents))
    documents, times = documents[order], times[order]
    lasts = np.append(documents[1:] != documents[:-1], True)
    return Had(documents[lasts], times[lasts])


def _first_document(part: tuple[str, Placed, Had]) -> int:
    return part[1].start
