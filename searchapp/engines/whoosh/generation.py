"""An open generation: answers questions from its columns, lexicon and words."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, partial, reduce, wraps
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from searchapp.deadline import Deadline
from searchapp.engines import (
    Activity,
    Completion,
    FacetValue,
    Facts,
    Hit,
    Occurrences,
    Place,
    Repeat,
    Results,
    Tally,
    Telling,
    ranking,
)
from searchapp.engines.telling import candidates, sharing, spread, told
from searchapp.engines.values import listed, natural, ordered
from searchapp.engines.whoosh import columns as arrays
from searchapp.engines.whoosh import folder
from searchapp.engines.whoosh.codec import DamagedSections
from searchapp.engines.whoosh.counting import activity, dates, firsts, occasion, spans, summed, tallied, window
from searchapp.engines.whoosh.evaluate import Evaluator
from searchapp.engines.whoosh.fingerprints import Fingerprints
from searchapp.engines.whoosh.matches import Found, Matches, best, unscored
from searchapp.engines.whoosh.opening import open_generation
from searchapp.engines.whoosh.titles import Titles
from searchapp.errors import DamagedIndex, NoSuchSpeech
from searchapp.query.model import Node, Query
from searchapp.speech import FIELDS, Speech
from searchapp.text.analysis import analysed_as, form, forms
from searchapp.text.runs import Term

COMMONEST = 200
"""Words of each segment of which the commonest are shown as completions."""
Method = TypeVar("Method", bound=Callable[..., Any])


def _telling(method: Method) -> Method:
    """Let damage that is met while answering be an error of ours, and be known of the generation."""

    @wraps(method)
    def told(self: WhooshGeneration, *args: Any, **named: Any) -> Any:
        try:
            return method(self, *args, **named)
        except DamagedSections as error:
            raise DamagedIndex(self._tell(error)) from error

    return cast("Method", told)


@dataclass(frozen=True, slots=True)
class _Narrowing:
    """What the words found (None: everything), of so many documents, and what else each must fulfil.

    Conditions go by the field of their filter, or another name where they are of none.
    """

    size: int
    matches: Found | None
    conditions: Mapping[str, Callable[[arrays.Index], arrays.Mask]]

    def but(self, field: str | None) -> Found:
        """What passes everything but this field's own filter."""
        passing = [condition for name, condition in self.conditions.items() if name != field]
        if self.matches is None:
            masks = [condition(arrays.EVERY) for condition in passing]
            return unscored(np.logical_and.reduce(masks)) if masks else Matches(np.arange(self.size), None)
        return reduce(_those, passing, self.matches)


def _those(found: Found, condition: Callable[[arrays.Index], arrays.Mask]) -> Found:
    return found.of(np.flatnonzero(condition(found.documents)))


class WhooshGeneration:
    """Open from the folder of a generation. Raises DamagedIndex where it isn't as it was built.

    `damage` says what was found to be wrong since: a large generation is proven block by block, as it is read.
    """

    damage: str | None = None

    def __init__(self, path: Path, *, live: bool = True) -> None:
        manifest = folder.read_manifest(path)
        self._path = path
        self.facts = facts(manifest, live=live)
        opened = open_generation(path, manifest, self._tell)
        self._columns, self._lexicon, self._terms = opened.columns, opened.lexicon, opened.terms
        self.source_digest = manifest.source_digest
        self._counted: dict[str, NDArray[np.int64]] = {}

    @_telling
    def search(self, query: Query, deadline: Deadline) -> Results:
        """See engines.Generation."""
        narrowing = self._narrowing(query, deadline)
        found = narrowing.but(None)
        facets, sizes = self._facets(narrowing, found, query, deadline) if query.facets else ({}, {})
        return Results(len(found), tuple(self._hits(found, query, deadline)), facets, sizes)

    @_telling
    def facet(self, query: Query, field: str, deadline: Deadline) -> Mapping[str, int]:
        """See engines.Generation."""
        counted = self._counting(self._narrowing(query, deadline).but(field), field)
        values = arrays.shown(self._columns.facets[field], counted, (), every=True)
        return ordered(field, values, query.selected(field))

    @_telling
    def speech(self, id: str) -> Speech:
        """See engines.Generation."""
        return self._stored(self._present(id))

    @_telling
    def speeches(self, query: Query, deadline: Deadline) -> Iterator[Speech]:
        """See engines.Generation."""
        found = self._narrowing(query, deadline).but(None)
        everything = replace(query, offset=0, limit=len(found))
        return (self._told(int(number)) for number in self._best(found, everything).documents)

    @_telling
    def counts(self, field: str) -> Mapping[str, int]:
        """See engines.Generation."""
        facet = self._columns.facets[field]
        return arrays.shown(facet, self._everywhere(field), (), every=True)

    @_telling
    def dates(self) -> Mapping[str, int]:
        """See engines.Generation."""
        return dates(self._columns.present, self._terms.segments)

    @_telling
    def activity(self, field: str) -> Mapping[str, Activity]:
        """See engines.Generation."""
        facets, documents = self._columns.facets, np.flatnonzero(self._columns.present)
        return activity(facets[field], facets["year"], documents, self._words[documents])

    @_telling
    def tally(self, query: Query, field: str, deadline: Deadline) -> Mapping[str, Tally]:
        """See engines.Generation."""
        facet, evaluator = self._columns.facets[field], Evaluator(self._columns, self._terms, deadline)
        narrowing = self._narrowing(query, deadline)
        found = narrowing.but(None).documents
        speeches, words = self._amounts(facet, replace(narrowing, matches=None).but(None).documents)
        times = evaluator.said(query.tree)[found]
        return tallied(facet, summed(facet, found), summed(facet, found, times), speeches, words)

    @_telling
    def occurrences(self, query: Query, deadline: Deadline) -> Occurrences:
        """See engines.Generation."""
        found = self._narrowing(query, deadline).but(None)
        ordered = self._best(found, replace(query, offset=0, limit=len(found))).documents
        times = Evaluator(self._columns, self._terms, deadline).said(query.tree)[ordered]
        total, before, chosen = window(times, query.offset, query.limit)
        return Occurrences(total, before, tuple(map(self._hit, ordered[chosen].tolist())))

    @_telling
    def firsts(self, query: Query, field: str, deadline: Deadline) -> Mapping[str, Hit]:
        """See engines.Generation."""
        found = self._narrowing(query, deadline).but(None).documents
        dated = found[self._columns.first[found] > 0]
        ordered = dated[np.argsort(self._columns.oldest[dated])]
        return {value: self._hit(number) for value, number in firsts(self._columns.facets[field], ordered)}

    @_telling
    def spans(self, query: Query, field: str, deadline: Deadline) -> Mapping[str, tuple[date, date]]:
        """See engines.Generation."""
        found, columns = self._narrowing(query, deadline).but(None).documents, self._columns
        return dict(spans(columns.facets[field], found[columns.first[found] > 0], (columns.first, columns.last)))

    @_telling
    def beside(self, id: str) -> tuple[Hit | None, Hit | None]:
        """See engines.Generation."""
        speech, number = self.speech(id), self._number(id)
        ids = {other: self._id(other) for other in occasion(self._columns, self._terms, speech, number or 0).tolist()}
        ordered = sorted(ids, key=lambda other: natural(ids[other]))
        at = ordered.index(number) if number in ids else -1
        if at < 0:
            return None, None
        return self._nearest(speech, reversed(ordered[:at])), self._nearest(speech, ordered[at + 1 :])

    @_telling
    def fingerprints(self, query: Query, deadline: Deadline) -> NDArray[np.uint64]:
        """See engines.Generation."""
        return self._prints.of(self._narrowing(query, deadline).but(None).documents, deadline)

    @_telling
    def identified(self, query: Query, fingerprints: Collection[int], deadline: Deadline) -> Sequence[Hit]:
        """See engines.Generation."""
        found = self._narrowing(query, deadline).but(None)
        sought = np.array(sorted(fingerprints), np.uint64)
        chosen = found.of(np.flatnonzero(np.isin(self._prints.of(found.documents, deadline), sought)))
        everything = replace(query, sort="newest", offset=0, limit=len(chosen))
        return [self._hit(number) for number in self._best(chosen, everything).documents.tolist()]

    @_telling
    def likeness(self, id: str) -> Node | None:
        """See engines.Generation."""
        speech = self.speech(id)
        return sharing(forms(speech.text, analysed_as(speech.language)), self._columns.speeches, self._having)

    @_telling
    def repeats(self, id: str) -> Mapping[int, Repeat]:
        """See engines.Generation."""
        shared, speakers = self._columns.repeats, self._columns.facets["speaker"].codes
        own = shared.within(self._present(id))
        found = {int(shared.passage[place]): shared.document[shared.elsewhere(place)] for place in own}
        return {number: Repeat(len(others), _different(speakers[others])) for number, others in found.items()}

    @_telling
    def repeated(self, id: str, passage: int, offset: int, limit: int) -> Sequence[Place]:
        """See engines.Generation."""
        shared = self._columns.repeats
        own = [place for place in shared.within(self._present(id)) if shared.passage[place] == passage]
        others = shared.elsewhere(own[0]) if own else np.zeros(0, np.int64)
        ordered = others[np.argsort(self._columns.oldest[shared.document[others]])][offset : offset + limit]
        return [Place(self._hit(int(shared.document[at])), int(shared.passage[at])) for at in ordered]

    @_telling
    def telling(self, query: Query, limit: int, deadline: Deadline) -> Sequence[Telling]:
        """See engines.Generation."""
        found = self._narrowing(query, deadline).but(None).documents
        looked_at, total = map(self._stored, spread(found.tolist())), self._columns.speeches
        counted = []
        for word in candidates(looked_at, len(found), self._having, total, limit):
            deadline.check()
            counted.append(Telling(word, self._saying(word, found), self._having(word)))
        return told(counted, len(found), total, limit)

    @_telling
    def similar(self, word: str) -> Sequence[str]:
        """See engines.Generation."""
        near = self._lexicon.similar(form(word, None))
        counted = ((edits, -self._anywhere(found, ranking.FIELDS), found) for edits, found in near)
        known = [(edits, count, found) for edits, count, found in counted if count]
        return [found for _, _, found in sorted(known)[:5]]

    @_telling
    def complete(self, text: str, limit: int) -> Sequence[Completion]:
        """See engines.Generation."""
        start = " ".join(forms(text, None))
        if not start:
            return []
        values = [*self._values("speaker", start, limit), *self._values("topic", start, limit)]
        return [*values, *self._titled(start, limit), *self._said(start)[:limit]]

    def provenance(self) -> bytes:
        """See engines.Generation."""
        return folder.noted(self._path, folder.PROVENANCE)

    def corrections(self) -> bytes:
        """See engines.Generation."""
        return folder.noted(self._path, folder.CORRECTIONS)

    def wrong(self) -> Sequence[str]:
        """See engines.Generation."""
        try:
            return folder.wrong_bytes(self._path, folder.read_manifest(self._path))
        except DamagedIndex as error:
            return [str(error)]

    def has(self, id: str) -> bool:
        """Whether a speech has this id."""
        return self.place(id) is not None

    def place(self, id: str) -> tuple[int, int] | None:
        """(which segment, which of its documents) a speech is; None where there is none."""
        for which, segment in enumerate(self._terms.segments):
            number = segment.words.document(id)
            if number is not None and self._columns.present[segment.start + number]:
                return which, number
        return None

    def prove(self, speeches: int) -> None:
        """Raise DamagedIndex unless it holds so many speeches, and finds its first and last ones by their words."""
        present = np.flatnonzero(self._columns.present)
        wrong = [] if len(present) == speeches else [f"it holds {len(present):,} speeches instead of {speeches:,}"]
        for number in {int(number) for number in present[[0, -1]]} if len(present) else set():
            speech = self._stored(number)
            words = forms(speech.text, analysed_as(speech.language))
            deadline = Deadline.after(60, time.monotonic)
            if words and number not in self._terms.found(Term(words[0], "exact"), "body", deadline).documents:
                wrong.append(f"speech {speech.id} is not found by its first word")
        if wrong:
            raise DamagedIndex(
                f"What was built is not right: {' and '.join(wrong)}. It was not made live; rebuild again."
            )

    def _tell(self, error: DamagedSections) -> str:
        self.damage = folder.damaged(self.facts.name, error)
        return self.damage

    def _number(self, id: str) -> int | None:
        place = self.place(id)
        return self._terms.segments[place[0]].start + place[1] if place else None

    def _present(self, id: str) -> int:
        """The number of the document with an id. Raises NoSuchSpeech."""
        number = self._number(id)
        if number is None:
            raise NoSuchSpeech(id)
        return number

    def _narrowing(self, query: Query, deadline: Deadline) -> _Narrowing:
        deadline.check()
        matches = Evaluator(self._columns, self._terms, deadline).matches(query.tree) if query.tree else None
        return _Narrowing(self._columns.size, matches, dict(self._conditions(query)))

    def _conditions(self, query: Query) -> Iterator[tuple[str, Callable[[arrays.Index], arrays.Mask]]]:
        """The filters first, which let the fewest pass."""
        columns = self._columns
        for chosen in query.filters:
            yield chosen.field, partial(arrays.having, columns.facets[chosen.field], chosen.values)
        if query.first is not None or query.last is not None:
            first, last = (day.toordinal() if day else None for day in (query.first, query.last))
            yield "days", partial(arrays.within_days, columns, first, last)
        if not columns.whole:
            yield "present", columns.present.__getitem__

    def _best(self, found: Found, query: Query) -> Matches:
        """The window asked for of what was found, in order."""
        places = self._columns.oldest if query.sort == "oldest" else self._columns.newest
        ranked = found if query.sort == "relevance" else Matches(found.documents, None)
        return best(ranked, places, query.offset + query.limit).of(slice(query.offset, None))

    def _hits(self, found: Found, query: Query, deadline: Deadline) -> Iterator[Hit]:
        shown = self._best(found, query)
        scores = [0.0] * len(shown) if shown.scores is None else shown.scores.tolist()
        for number, score in zip(shown.documents.tolist(), scores, strict=True):
            deadline.check()
            yield self._hit(number, score)

    def _hit(self, number: int, score: float = 0.0) -> Hit:
        return Hit(self._id(number), score, partial(self._told, number))

    def _id(self, number: int) -> str:
        segment = self._terms.segment(number)
        return segment.words.records.id(number - segment.start)

    def _nearest(self, speech: Speech, numbers: Iterable[int]) -> Hit | None:
        """The first of these that is of the same occasion."""
        same = (
            hit for hit in map(self._hit, numbers) if (hit.speech.event, hit.speech.date) == (speech.event, speech.date)
        )
        return next(same, None)

    def _amounts(
        self, facet: arrays.Facet, documents: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """How many speeches, and how many words of theirs, each value has among these documents."""
        return summed(facet, documents), summed(facet, documents, self._words[documents])

    @cached_property
    def _words(self) -> NDArray[np.int64]:
        """How many words each document has."""
        return self._columns.lengths("body").astype(np.int64)

    @cached_property
    def _prints(self) -> Fingerprints:
        return Fingerprints(self._columns.size, self._terms)

    def _saying(self, word: str, documents: NDArray[np.int64]) -> int:
        """In how many of these documents, in order, a form is said."""
        said = 0
        for part in self._terms.segments:
            row = part.words.row("body", word.encode())
            low, high = np.searchsorted(documents, (part.start, part.start + part.words.size))
            if row is not None and low < high:
                tokens, places = part.words.tokens(row), part.words.places("body")
                firsts = documents[low:high] - part.start
                ends = np.searchsorted(tokens, np.stack((places[firsts], places[firsts + 1])))
                said += int(np.count_nonzero(ends[0] < ends[1]))
        return said

    def _facets(
        self, narrowing: _Narrowing, found: Found, query: Query, deadline: Deadline
    ) -> tuple[dict[str, tuple[FacetValue, ...]], dict[str, int]]:
        """For each field the counts of what everything but its own filter lets through, and how many values it has."""
        listing, sizes = {}, {}
        for field in FIELDS:
            deadline.check()
            facet, selected = self._columns.facets[field], query.selected(field)
            counting = narrowing.but(field) if field in narrowing.conditions else found
            counted = self._counting(counting, field)
            sizes[field] = int(np.count_nonzero(counted[1:]))
            listing[field] = listed(field, arrays.shown(facet, counted, selected, every=field == "year"), selected)
        return listing, sizes

    def _counting(self, found: Found, field: str) -> NDArray[np.int64]:
        """How many of what was found have each value of a facet."""
        if len(found) == self._columns.size:
            return self._everywhere(field)
        return arrays.count(self._columns.facets[field], found.documents)

    def _everywhere(self, field: str) -> NDArray[np.int64]:
        """How many speeches have each value of a facet."""
        if field not in self._counted:
            present = np.flatnonzero(self._columns.present)
            self._counted[field] = arrays.count(self._columns.facets[field], present)
        return self._counted[field]

    def _stored(self, number: int) -> Speech:
        segment = self._terms.segment(number)
        return segment.words.records.speech(number - segment.start)

    @_telling
    def _told(self, number: int) -> Speech:
        return self._stored(number)

    def _having(self, word: str) -> int:
        """In how many speeches a form is said; deleted ones don't count."""
        if not self._columns.whole:
            return self._anywhere(word, ("body",))
        rows = [(part.words, part.words.row("body", word.encode())) for part in self._terms.segments]
        return sum(words.documents_with(row) for words, row in rows if row is not None)

    def _anywhere(self, word: str, fields: Iterable[str]) -> int:
        """In how many speeches a form stands in any of the fields."""
        return sum(
            int(np.count_nonzero(self._columns.present[part.start + part.words.having(word, fields)]))
            for part in self._terms.segments
        )

    def _values(self, field: str, start: str, limit: int) -> Iterator[Completion]:
        fitting = (completion for folded, completion in self._nameable[field] if f" {start}" in folded)
        return islice(fitting, limit)

    def _titled(self, start: str, limit: int) -> Iterator[Completion]:
        for number, count in self._titles.beginning(start, limit):
            segment = self._terms.segment(number)
            yield Completion("title", segment.words.records.title(number - segment.start), count, self._id(number))

    def _said(self, start: str) -> list[Completion]:
        said = {form for part in self._terms.segments for form in part.words.commonest("body", start, COMMONEST)}
        words = [Completion("word", word, count) for word in said if (count := self._having(word))]
        return sorted(words, key=lambda word: (-word.count, word.value))

    @cached_property
    def _titles(self) -> Titles:
        return Titles([segment.words for segment in self._terms.segments], self._columns)

    @cached_property
    def _nameable(self) -> Mapping[str, Sequence[tuple[str, Completion]]]:
        """Every speaker and topic with its folded words, commonest first."""
        return {field: _foldable(field, self.counts(field)) for field in ("speaker", "topic")}


def _different(codes: NDArray[Any]) -> int:
    """How many values there are among these, none aside."""
    return len(np.unique(codes[codes > 0]))


def _foldable(field: str, counts: Mapping[str, int]) -> list[tuple[str, Completion]]:
    values = sorted(counts, key=lambda value: (-counts[value], value))
    return [(" " + " ".join(forms(value, None)), Completion(field, value, counts[value])) for value in values]


def facts(manifest: folder.Manifest, *, live: bool) -> Facts:
    """What the manifest says, and how many bytes its files have."""
    size = sum(length for length, _ in manifest.files.values())
    return Facts(manifest.name, manifest.built, manifest.speeches, size, live, manifest.versions)
