"""The texts of documents as numbers: of their pieces, their forms, and the tokens that stand in each field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from searchapp.engines.whoosh.building.vocabulary import Vocabulary
from searchapp.engines.whoosh.codec.packing import ranges

Array = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts of documents; text n has `lengths[n]` of the `forms`, the first of which is token `tokens[n]` of its field.

    `rules` numbers the rules by which each text is stemmed; the documents ascend.
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


@dataclass
class Gathered:
    """Texts that wait to become numbers."""

    written: list[str] = field(default_factory=list)
    fields: list[int] = field(default_factory=list)
    documents: list[int] = field(default_factory=list)
    rules: list[int] = field(default_factory=list)
    french: list[bool] = field(default_factory=list)
    size: int = 0

    def add(self, texts: Sequence[str], field: int, document: int, rule: int, french: bool) -> None:  # noqa: FBT001
        """The texts of one field of a document."""
        self.written += texts
        self.fields += [field] * len(texts)
        self.documents += [document] * len(texts)
        self.rules += [rule] * len(texts)
        self.french += [french] * len(texts)
        self.size += sum(map(len, texts))


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
    return Cut(pieces, counts, np.array(gathered.fields, np.int64), np.array(gathered.documents, np.int64))


def numbered(gathered: Gathered, texts: Cut, vocabulary: Vocabulary) -> Texts:
    """The texts as forms; their tokens are not counted yet."""
    french = np.array(gathered.french, bool)
    rules = np.array(gathered.rules, np.int64)
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
