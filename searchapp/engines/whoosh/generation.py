"""An open generation: answers questions from its columns, lexicon and postings."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from threading import Lock

import numpy as np
from numpy.typing import NDArray
from whoosh import index as whoosh_index

from searchapp.deadline import Deadline
from searchapp.engines import Completion, FacetValue, Facts, Hit, Results, ranking
from searchapp.engines.values import listed
from searchapp.engines.whoosh import columns as arrays
from searchapp.engines.whoosh import folder
from searchapp.engines.whoosh.evaluate import Evaluator, Matches, within_days
from searchapp.engines.whoosh.lexicon import Lexicon
from searchapp.engines.whoosh.postings import PostingReader
from searchapp.engines.whoosh.schema import NAMES, VERSION, speech_of
from searchapp.errors import DamagedIndex, NoSuchSpeech
from searchapp.query.model import Query
from searchapp.speech import FIELDS, Speech
from searchapp.text import analysis
from searchapp.text.analysis import analysed_as, form, forms

LEXICON = "lexicon.txt"
Mask = NDArray[np.bool_]


def finish(path: Path) -> None:
    """Complete a folder that holds a Whoosh index with the arrays that answers are made from."""
    index = whoosh_index.open_dir(path)
    with index.reader() as reader:
        arrays.save(arrays.gather(reader), path)
        found = {form.decode() for field in ranking.FIELDS for form in reader.lexicon(NAMES.get(field, field))}
        (path / LEXICON).write_text("\n".join(sorted(found)), encoding="utf-8")
    index.close()


@dataclass(frozen=True, slots=True)
class _Narrowing:
    """What the words found (None: everything), the days asked for, and the documents that each filter lets through."""

    matches: Matches | None
    days: Mask
    chosen: Mapping[str, Mask]

    def but(self, field: str | None) -> Matches:
        """What passes everything but this field's own filter."""
        mask = np.logical_and.reduce([self.days, *(mask for name, mask in self.chosen.items() if name != field)])
        if self.matches is None:
            documents = np.flatnonzero(mask).astype(np.int32)
            return Matches(documents, np.zeros(len(documents)))
        kept = mask[self.matches.documents]
        return Matches(self.matches.documents[kept], self.matches.scores[kept])


class WhooshGeneration:
    """Open from the folder of a generation, after every byte of it was compared with the manifest.

    Raises DamagedIndex where one differs, before anything of Whoosh's is unpickled.
    """

    def __init__(self, path: Path, *, live: bool = True) -> None:
        manifest = folder.read_manifest(path)
        self._check(path, manifest)
        try:
            self._index = whoosh_index.open_dir(path, readonly=True)
            self._reader = self._index.reader()
            self._columns = arrays.load(path)
            text = (path / LEXICON).read_text(encoding="utf-8")
        except (OSError, ValueError, KeyError) as error:
            raise DamagedIndex(f"Generation {path.name} can't be opened ({error}). {folder.MEND}") from error
        self._lexicon = Lexicon(text.split("\n") if text else [], self._columns.languages)
        self._postings = PostingReader(self._reader)
        self._lock = Lock()
        self.facts = facts(manifest, live=live)
        self.source_digest = manifest.source_digest

    def search(self, query: Query, deadline: Deadline) -> Results:
        """See engines.Generation."""
        narrowing = self._narrowing(query, deadline)
        found = narrowing.but(None)
        order = self._order(found, query)
        hits = tuple(self._hit(found, int(at), query, deadline) for at in order)
        facets = {field: self._facet(field, narrowing, query, deadline) for field in FIELDS} if query.facets else {}
        return Results(len(found.documents), hits, facets)

    def speech(self, id: str) -> Speech:
        """See engines.Generation."""
        if id not in self._numbers:
            raise NoSuchSpeech(id)
        return self._stored(self._numbers[id])

    def speeches(self, query: Query, deadline: Deadline) -> Iterator[Speech]:
        """See engines.Generation."""
        found = self._narrowing(query, deadline).but(None)
        everything = replace(query, offset=0, limit=len(found.documents))
        return (self._stored(int(found.documents[at])) for at in self._order(found, everything))

    def counts(self, field: str) -> Mapping[str, int]:
        """See engines.Generation."""
        present = np.flatnonzero(self._columns.present).astype(np.int32)
        return arrays.count(self._columns.facets[field], present)

    def similar(self, word: str) -> Sequence[str]:
        """See engines.Generation."""
        near = self._lexicon.similar(form(word, None))
        return [found for _, _, found in sorted((edits, -self._having(found), found) for edits, found in near)[:5]]

    def complete(self, text: str, limit: int) -> Sequence[Completion]:
        """See engines.Generation."""
        start = " ".join(forms(text, None))
        found = [*self._values("speaker", start), *self._values("topic", start)]
        said = [(word, self._having(word)) for word in self._lexicon.beginning(start)[:1000] if start]
        words = [Completion("word", word, count) for word, count in said if count]
        return [*found, *sorted(words, key=lambda word: (-word.count, word.value))][:limit]

    def has(self, id: str) -> bool:
        """Whether a speech has this id."""
        return id in self._numbers

    def prove(self, speeches: int) -> None:
        """Raise DamagedIndex unless it holds so many speeches, and finds its first and last ones by their words."""
        present = np.flatnonzero(self._columns.present)
        wrong = [] if len(present) == speeches else [f"it holds {len(present):,} speeches instead of {speeches:,}"]
        for number in {int(number) for number in present[[0, -1]]} if len(present) else set():
            speech = self._stored(number)
            words = forms(speech.text, analysed_as(speech.language))
            deadline = Deadline.after(60, time.monotonic)
            if words and number not in self._postings.postings("body", words[0], deadline).documents:
                wrong.append(f"speech {speech.id} is not found by its first word")
        if wrong:
            raise DamagedIndex(
                f"What was built is not right: {' and '.join(wrong)}. It was not made live; rebuild again."
            )

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {id: number for number, id in enumerate(self._columns.ids) if self._columns.present[number]}

    def _check(self, path: Path, manifest: folder.Manifest) -> None:
        if (manifest.schema, manifest.analysis) != (VERSION, analysis.VERSION):
            raise DamagedIndex(
                f"Generation {path.name} was built by another version (schema {manifest.schema}.{manifest.analysis}, "
                f"this is {VERSION}.{analysis.VERSION}). Run `searchapp rebuild` to make one that this version reads."
            )
        wrong = folder.wrong_bytes(path, manifest)
        if wrong:
            raise DamagedIndex(f"Generation {path.name} is damaged: {' '.join(wrong[:3])} {folder.MEND}")

    def _narrowing(self, query: Query, deadline: Deadline) -> _Narrowing:
        deadline.check()
        evaluator = Evaluator(self._columns, self._lexicon, self._postings, deadline)
        matches = evaluator.matches(query.tree) if query.tree else None
        return _Narrowing(matches, self._days(query), self._chosen(query))

    def _days(self, query: Query) -> Mask:
        if query.first is None and query.last is None:
            return self._columns.present
        first, last = (day.toordinal() if day else None for day in (query.first, query.last))
        return np.asarray(self._columns.present & within_days(self._columns, first, last))

    def _chosen(self, query: Query) -> Mapping[str, Mask]:
        facets = self._columns.facets
        return {filter.field: arrays.having(facets[filter.field], filter.values) for filter in query.filters}

    def _order(self, found: Matches, query: Query) -> NDArray[np.intp]:
        """The places, within what was found, of the window asked for, best first."""
        places = (self._columns.oldest if query.sort == "oldest" else self._columns.newest)[found.documents]
        scores = found.scores if query.sort == "relevance" else np.zeros(len(places))
        end = query.offset + query.limit
        candidates = np.arange(len(places))
        if 0 < end < len(places) // 4:
            key = -scores if scores.any() else places
            candidates = np.flatnonzero(key <= np.partition(key, end - 1)[end - 1])
        order = np.lexsort((places[candidates], -scores[candidates]))
        return candidates[order][query.offset : end]

    def _hit(self, found: Matches, at: int, query: Query, deadline: Deadline) -> Hit:
        deadline.check()
        score = float(found.scores[at]) if query.sort == "relevance" else 0.0
        return Hit(self._stored(int(found.documents[at])), score)

    def _facet(self, field: str, narrowing: _Narrowing, query: Query, deadline: Deadline) -> tuple[FacetValue, ...]:
        deadline.check()
        counts = arrays.count(self._columns.facets[field], narrowing.but(field).documents)
        return listed(field, counts, query.selected(field))

    def _stored(self, number: int) -> Speech:
        with self._lock:
            return speech_of(self._reader.stored_fields(number))

    def _having(self, word: str) -> int:
        return int(self._reader.doc_frequency("body", word.encode()))

    def _values(self, field: str, start: str) -> list[Completion]:
        return [completion for folded, completion in self._nameable[field] if f" {start}" in folded]

    @cached_property
    def _nameable(self) -> Mapping[str, Sequence[tuple[str, Completion]]]:
        """Every speaker and topic with its folded words, commonest first."""
        return {field: _foldable(field, self.counts(field)) for field in ("speaker", "topic")}


def _foldable(field: str, counts: Mapping[str, int]) -> list[tuple[str, Completion]]:
    values = sorted(counts, key=lambda value: (-counts[value], value))
    return [(" " + " ".join(forms(value, None)), Completion(field, value, counts[value])) for value in values]


def facts(manifest: folder.Manifest, *, live: bool) -> Facts:
    """What the manifest says, and how many bytes its files have."""
    size = sum(length for length, _ in manifest.files.values())
    return Facts(manifest.name, manifest.built, manifest.speeches, size, live, manifest.versions)
