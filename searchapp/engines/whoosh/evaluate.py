"""A query tree over arrays: which documents match, and how well."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from searchapp.deadline import Deadline
from searchapp.engines import ranking
from searchapp.engines.leaves import run
from searchapp.engines.values import ordinal
from searchapp.engines.whoosh.columns import Columns, Floats, Ints, speaking
from searchapp.engines.whoosh.lexicon import Expansion, Lexicon
from searchapp.engines.whoosh.postings import PostingReader, Postings
from searchapp.query.model import BARE, And, Dated, Leaf, Node, Not, Or, Tongue
from searchapp.text.runs import Run, Term, arrangements


@dataclass(frozen=True, slots=True)
class Matches:
    """Document numbers, ascending, and what each scores."""

    documents: Ints
    scores: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Evaluator:
    """One question's view of a generation; `deadline` bounds all of it."""

    columns: Columns
    lexicon: Lexicon
    reader: PostingReader
    deadline: Deadline

    def matches(self, node: Node) -> Matches:
        """Every present document that the tree matches. Raises TooSlow, TooBroad."""
        self.deadline.check()
        match node:
            case And(parts):
                return reduce(_both, map(self.matches, parts))
            case Or(parts):
                return _either([self.matches(part) for part in parts])
            case Not(part):
                mask = self.columns.present.copy()
                mask[self.matches(part).documents] = False
                return _unscored(mask)
            case Dated(first, last):
                return _unscored(self.columns.present & within_days(self.columns, ordinal(first), ordinal(last)))
            case Tongue(code):
                return _unscored(self.columns.present & speaking(self.columns, code))
        return self._leaf(node)

    def _leaf(self, leaf: Leaf) -> Matches:
        sought = run(leaf)
        expansions = [self._expanded(term) for term in sought.terms]
        if not all(expansions):
            return _nothing()
        found = {}
        for field in (leaf.field,) if leaf.field else BARE:
            terms = [self._any_form(field, expansion) for expansion in expansions]
            common = reduce(np.intersect1d, (term.documents for term in terms))
            found[field] = terms[0] if len(terms) == 1 else self._phrase(field, sought, expansions, common)
        return self._scored(found)

    def _expanded(self, term: Term) -> Expansion:
        self.deadline.check()
        return self.lexicon.expand(term)

    def _any_form(self, field: str, expansion: Expansion) -> Postings:
        """The documents that have any of the forms, in a speech whose language counts it."""
        parts = [self._in_languages(field, form, tongues) for form, tongues in expansion.items()]
        return _united([part for part in parts if len(part.documents)])

    def _in_languages(self, field: str, form: str, tongues: frozenset[str] | None) -> Postings:
        found = self.reader.postings(field, form, self.deadline)
        if tongues is None or not len(found.documents):
            return found
        numbers = [at for at, language in enumerate(self.columns.languages) if language in tongues]
        fitting = np.isin(self.columns.tongues[found.documents], numbers)
        return Postings(found.documents[fitting], found.frequencies[fitting])

    def _phrase(self, field: str, sought: Run, expansions: Sequence[Expansion], common: Ints) -> Postings:
        """Those of the documents, which have all terms, where they stand as the run asks, and how often they do."""
        if not len(common):
            return Postings(common, np.zeros(0, np.float32))
        terms = sought.terms
        read = {
            term: self._places(field, expansion, common)
            for term, expansion in dict(zip(terms, expansions, strict=True)).items()
        }
        times = []
        for number in common:
            self.deadline.check()
            places = [read[term].get(int(number), ()) for term in terms]
            times.append(len(arrangements(places, sought.slop, self.deadline.check)))
        counted = np.array(times, dtype=np.float32)
        return Postings(common[counted > 0], counted[counted > 0])

    def _places(self, field: str, expansion: Expansion, documents: Ints) -> dict[int, Sequence[int]]:
        places: dict[int, list[int]] = {}
        for form, tongues in expansion.items():
            fitting = documents if tongues is None else np.intersect1d(
                documents, self._in_languages(field, form, tongues).documents
            )  # fmt: skip
            for number, positions in self.reader.positions(field, form, fitting, self.deadline).items():
                places.setdefault(number, []).extend(positions)
        return {number: sorted(positions) for number, positions in places.items()}

    def _scored(self, found: dict[str, Postings]) -> Matches:
        """BM25F: the frequencies of all fields weighted and added up first, saturated once."""
        weighted = [
            Postings(postings.documents, self._weighted(field, postings))
            for field, postings in found.items()
            if len(postings.documents)
        ]
        total = _united(weighted)
        if not len(total.documents):
            return _nothing()
        rarity = ranking.rarity(int(self.columns.present.sum()), len(total.documents))
        frequency = total.frequencies.astype(np.float64)
        return Matches(total.documents, rarity * frequency * (ranking.K1 + 1) / (frequency + ranking.K1))

    def _weighted(self, field: str, postings: Postings) -> Floats:
        boost = np.float32(ranking.FIELDS[field].boost)
        return np.asarray(boost * postings.frequencies / self.columns.norms[field][postings.documents], np.float32)


def within_days(columns: Columns, first: int | None, last: int | None) -> NDArray[np.bool_]:
    """Which documents' whole possible date lies in these days, both included."""
    mask = columns.first > 0
    if first is not None:
        mask &= columns.first >= first
    if last is not None:
        mask &= columns.last <= last
    return mask


def _nothing() -> Matches:
    return Matches(np.zeros(0, np.int32), np.zeros(0, np.float64))


def _unscored(mask: NDArray[np.bool_]) -> Matches:
    documents = np.flatnonzero(mask).astype(np.int32)
    return Matches(documents, np.zeros(len(documents), np.float64))


def _both(one: Matches, other: Matches) -> Matches:
    documents, left, right = np.intersect1d(one.documents, other.documents, assume_unique=True, return_indices=True)
    return Matches(documents, one.scores[left] + other.scores[right])


def _either(parts: Iterable[Matches]) -> Matches:
    united = _united([Postings(part.documents, part.scores) for part in parts])  # type: ignore[arg-type]
    return Matches(united.documents, united.frequencies.astype(np.float64))


def _united(parts: Sequence[Postings]) -> Postings:
    """The documents of any of these, with their frequencies added up."""
    if len(parts) == 1:
        return parts[0]
    if not parts:
        return Postings(np.zeros(0, np.int32), np.zeros(0, np.float32))
    documents, inverse = np.unique(np.concatenate([part.documents for part in parts]), return_inverse=True)
    values = np.concatenate([part.frequencies for part in parts])
    summed = np.bincount(inverse, weights=values, minlength=len(documents))
    return Postings(documents, summed.astype(values.dtype))
