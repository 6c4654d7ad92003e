"""Speeches into one segment of the columnar codec, in bounded memory: words are sorted in runs, which are merged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.filedb.filestore import FileStorage

from searchapp.engines.values import REPEATED
from searchapp.engines.whoosh import stems
from searchapp.engines.whoosh.building.documents import Documents
from searchapp.engines.whoosh.building.imprints import of_texts
from searchapp.engines.whoosh.building.memory import give_back
from searchapp.engines.whoosh.building.runs import FIELD, Lists, Run, Spilled, in_memory, merged, placed, stemmed
from searchapp.engines.whoosh.building.tables import Field, Rows, Stems, write_lists, write_stems, write_terms
from searchapp.engines.whoosh.building.terms import value_fields
from searchapp.engines.whoosh.building.texts import FIELDS, Counter, Cut, Texts, count, cut, gather, numbered
from searchapp.engines.whoosh.building.vocabulary import Vocabulary
from searchapp.engines.whoosh.codec.sections import SectionWriter
from searchapp.engines.whoosh.schema import NAMES
from searchapp.speech import Speech
from searchapp.text.analysis import analysed_as

Array = NDArray[Any]
BODY = FIELDS.index("body")
TOKENS = 3_000_000_000
"""Tokens of one field after which a segment takes no more: their numbers have 32 bits."""
KNOWN = 1_000_000
"""Documents, or different forms, after which a segment takes no more: each takes memory until it is written."""
STRETCH = 500_000
"""Numbers of lists that are merged at once."""


@dataclass
class Segment:
    """A segment while it is written: files of this folder that begin with this name.

    `run` is how many pairs of numbers are sorted at once, about 16 bytes of memory each: two or more for a word.
    """

    folder: Path
    name: str
    run: int
    _vocabulary: Vocabulary = field(default_factory=Vocabulary)
    _rules: dict[tuple[str, ...], int] = field(default_factory=dict)
    _counters: list[Counter] = field(default_factory=lambda: [Counter() for _ in FIELDS])
    _sorted: int = 0
    _runs: list[tuple[Spilled, Spilled]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._documents = Documents(self._file(".docs"))
        self._run = Run.of(self.run)

    @property
    def count(self) -> int:
        """How many documents it has so far."""
        return self._documents.count

    @property
    def full(self) -> bool:
        """Whether it should take no more."""
        most = max(counter.next for counter in self._counters)
        return most > TOKENS or max(self.count, len(self._vocabulary.forms)) > KNOWN

    def add(self, speeches: Sequence[Speech]) -> None:
        """More documents; when their words are many, they become a run."""
        documents = range(self.count, self.count + len(speeches))
        texts = cut(gather(speeches, documents.start), self._vocabulary)
        self._documents.add(speeches)
        self._documents.write(texts.of(BODY), documents)
        self._add_words(texts, [analysed_as(speech.language) for speech in speeches], documents)
        if self._vocabulary.many:
            self._documents.write_pieces(self._vocabulary.pieces)
            self._vocabulary.begin()
        if self._run.count >= self.run:
            self._spill()

    def close(self) -> None:
        """Write everything; the segment is whole afterwards."""
        places, stemmed = self._lists()
        self._write_words(places, stemmed)
        for pair in self._runs:
            for spilled in pair:
                spilled.path.unlink()
        self._documents.write_pieces(self._vocabulary.pieces)
        self._documents.close({NAMES.get(name, name): c for name, c in zip(FIELDS, self._counters, strict=True)})

    def _add_words(self, texts: Cut, languages: Sequence[str | None], documents: range) -> None:
        rules = [self._rules.setdefault(stems.tags(language), len(self._rules)) for language in languages]
        owners = texts.documents - documents.start
        french = np.array([language == "fr" for language in languages], bool)
        words = numbered(texts, self._vocabulary, french[owners], np.array(rules, np.int64)[owners])
        count(words, self._counters, documents)
        self._run.add(words, self._vocabulary, list(self._rules))
        self._documents.mark(_imprints(words, self._vocabulary))

    def _spill(self) -> None:
        number = len(self._runs)
        pair = [
            Spilled.write(lists, self.folder / f"{self.name}.{number}.{kind}.run")
            for kind, lists in zip(("places", "stems"), self._inverted(), strict=True)
        ]
        self._runs.append((pair[0], pair[1]))
        give_back()

    def _inverted(self) -> tuple[Lists, Lists]:
        run, self._run = self._run, Run.of(self.run)
        owners = [self._owners(counter) for counter in self._counters]
        self._sorted = len(self._counters[0].lengths)
        return placed(run.places, owners), stemmed(run.stems)

    def _owners(self, counter: Counter) -> tuple[int, Array]:
        """(the first token of a field that isn't sorted yet, the document of each from there on)."""
        lengths = np.concatenate([np.zeros(0, np.uint32), *counter.lengths[self._sorted :]])
        return counter.next - int(lengths.sum()), np.repeat(np.arange(len(lengths), dtype=np.uint32), lengths)

    def _lists(self) -> tuple[Iterator[Lists], Iterator[Lists]]:
        """All lists, a stretch at a time: from memory where there was one run only."""
        if not self._runs:
            places, stemmed = self._inverted()
            return in_memory(places, STRETCH), in_memory(stemmed, STRETCH)
        if self._run.places.count:
            self._spill()
        return merged([run[0] for run in self._runs], STRETCH), merged([run[1] for run in self._runs], STRETCH)

    def _write_words(self, places: Iterator[Lists], stemmed: Iterator[Lists]) -> None:
        file = self._file(".terms")
        rows, _ = write_lists(file, places)
        forms = list(self._vocabulary.forms)
        rank = _ranks(forms)
        order = np.lexsort((rank[rows.keys & ((1 << FIELD) - 1)], rows.keys >> FIELD))
        fields = _word_fields(rows.ordered(order), forms)
        firsts = write_terms(file, fields | value_fields(file, self._documents))
        file = self._file(".stems")
        lists, times = write_lists(file, stemmed)
        keys = [(rule, stem.encode()) for rule, stem in self._vocabulary.stems]
        numbers = np.empty(len(order), np.int64)
        numbers[order] = np.concatenate(
            [np.zeros(0, np.int64), *(firsts[name] + np.arange(len(field.terms)) for name, field in fields.items())]
        )
        write_stems(file, Stems(keys, lists, times, self._families(rows.keys, numbers)), FIELDS)

    def _families(self, keys: Array, numbers: Array) -> tuple[Array, Array]:
        """(stems, rows of terms that have one of their forms), pair by pair."""
        found = [(np.zeros(0, np.int64), np.zeros(0, np.int64))]
        for tag in sorted({tag for tags in self._rules for tag in tags}):
            forms, stemmed = self._vocabulary.families(tag)
            for number in range(len(FIELDS)):
                wanted = (number << FIELD) | forms
                at = np.minimum(np.searchsorted(keys, wanted), max(len(keys) - 1, 0))
                there = keys[at] == wanted if len(keys) else np.zeros(len(wanted), bool)
                found.append((stemmed[there], numbers[at[there]]))
        return np.concatenate([stem for stem, _ in found]), np.concatenate([row for _, row in found])

    def _file(self, extension: str) -> SectionWriter:
        return SectionWriter(FileStorage(str(self.folder)), self.name + extension)


def _imprints(words: Texts, vocabulary: Vocabulary) -> Array:
    """Those of the paragraphs that are long enough; texts come field by field."""
    low, high = np.searchsorted(words.fields, (BODY, BODY + 1)).tolist()
    lengths = words.lengths[low:high]
    start = int(words.lengths[:low].sum())
    forms = words.forms[start : start + int(lengths.sum())]
    return of_texts(vocabulary.imprints()[forms], lengths)[lengths >= REPEATED]


def _ranks(texts: Sequence[str]) -> Array:
    """The place of each text among all of them in order."""
    rank = np.empty(len(texts), np.int64)
    rank[sorted(range(len(texts)), key=texts.__getitem__)] = np.arange(len(texts))
    return rank


def _word_fields(rows: Rows, forms: Sequence[str]) -> dict[str, Field]:
    """The rows of each field of words, which are in the order of fields and terms."""
    ends = np.searchsorted(rows.keys >> FIELD, np.arange(len(FIELDS) + 1))
    terms = [forms[form].encode() for form in (rows.keys & ((1 << FIELD) - 1)).tolist()]
    return {
        NAMES.get(name, name): Field("positions", terms[start:end], rows.ordered(np.arange(start, end)))
        for name, start, end in zip(FIELDS, ends.tolist(), ends[1:].tolist(), strict=False)
    }
