"""The texts of documents as numbers: of their pieces, their forms, and the tokens that stand in each field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from searchapp.engines import ranking
from searchapp.engines.values import TEXTS
from searchapp.engines.whoosh.building.vocabulary import Vocabulary
from searchapp.engines.whoosh.codec.packing import ranges
from searchapp.engines.whoosh.schema import NAMES
from searchapp.speech import Speech

Array = NDArray[Any]
FIELDS = tuple(sorted(ranking.FIELDS, key=lambda name: NAMES.get(name, name)))
"""The fields of words; their numbers are their places."""


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts of documents; text n has `lengths[n]` of the `forms`, the first of which is token `tokens[n]` of its field.

    `rules` numbers the rules by which each text is stemmed; the documents ascend within each field.
    """

    fields: Array
    documents: Array
    rules: Array
    lengths: Array
    tokens: Array
    forms: Array


@dataclass
class Counter:
    """How many tokens of a field there are so far; how many each document has, and where texts begin."""

    next: int = 0
    lengths: list[Array] = field(default_factory=list)
    texts: list[Array] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Gathered:
    """The texts of documents, field by field: what is written, and of which field and document it is."""

    written: Sequence[str]
    fields: Array
    documents: Array


def gather(speeches: Sequence[Speech], first: int) -> Gathered:
    """The texts of speeches, of which the first one is this document."""
    found = [list(map(TEXTS[name], speeches)) for name in FIELDS]
    counts = np.array([list(map(len, texts)) for texts in found], np.int64)
    written = list(chain.from_iterable(chain.from_iterable(found)))
    fields = np.repeat(np.arange(len(FIELDS)), counts.sum(axis=1))
    numbers = np.tile(np.arange(first, first + len(speeches)), len(FIELDS))
    return Gathered(written, fields, np.repeat(numbers, counts.reshape(-1)))


@dataclass(frozen=True, slots=True)
class Cut:
    """Pieces of texts, one after the other; text n has `counts[n]` and is of this field of this document."""

    pieces: Array
    counts: Array
    fields: Array
    documents: Array

    def of(self, field: int) -> Cut:
        """The texts of one field."""
        chosen = np.flatnonzero(self.fields == field)
        starts = np.cumsum(self.counts) - self.counts
        pieces = self.pieces[ranges(starts[chosen], self.counts[chosen])]
        return Cut(pieces, self.counts[chosen], self.fields[chosen], self.documents[chosen])


def cut(gathered: Gathered, vocabulary: Vocabulary) -> Cut:
    """The texts as pieces."""
    pieces, counts = vocabulary.cut(gathered.written)
    return Cut(pieces, counts, gathered.fields, gathered.documents)


def numbered(texts: Cut, vocabulary: Vocabulary, french: Array, rules: Array) -> Texts:
    """The texts as forms, given which of them are French and their rules; their tokens are not counted yet."""
    tokens = np.zeros(len(rules), np.int64)
    if french.any() and not french.all():
        forms, lengths = _mixed(texts, vocabulary, french)
    else:
        forms, lengths = vocabulary.words(texts.pieces, texts.counts, french=bool(french.any()))
    return Texts(texts.fields, texts.documents, rules, lengths, tokens, forms)


def count(texts: Texts, counters: Sequence[Counter], documents: range) -> None:
    """Give every text its first token, field by field, and let the counters go on."""
    for number, counter in enumerate(counters):
        chosen = np.flatnonzero(texts.fields == number)
        lengths = texts.lengths[chosen]
        firsts = counter.next + np.cumsum(lengths) - lengths
        texts.tokens[chosen] = firsts
        owners = texts.documents[chosen] - documents.start
        of_each = np.bincount(owners, weights=lengths, minlength=len(documents))
        counter.lengths.append(of_each.astype(np.uint32))
        counter.texts.append(firsts.astype(np.uint32))
        counter.next += int(lengths.sum())


def _mixed(texts: Cut, vocabulary: Vocabulary, french: Array) -> tuple[Array, Array]:
    """Forms of texts of which some are French."""
    lengths = np.zeros(len(french), np.int64)
    of_pieces = np.repeat(french, texts.counts)
    found = []
    for folding in (False, True):
        chosen = french == folding
        forms, counts = vocabulary.words(texts.pieces[of_pieces == folding], texts.counts[chosen], french=folding)
        lengths[chosen] = counts
        found.append(forms)
    together = np.empty(int(lengths.sum()), np.int64)
    of_forms = np.repeat(french, lengths)
    together[~of_forms], together[of_forms] = found
    return together, lengths
