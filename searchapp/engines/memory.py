"""The smallest honest engine: every speech for every question. For tests, and as the meaning of the port."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cached_property, partial

import numpy as np
from numpy.typing import NDArray

from searchapp.dates import year_of
from searchapp.deadline import Deadline
from searchapp.engines import (
    Activity,
    Change,
    Completion,
    Facts,
    Hit,
    NamedNote,
    Note,
    Occurrences,
    Place,
    Repeat,
    Results,
    Tally,
    Telling,
    nothing,
    ranking,
)
from searchapp.engines.leaves import capped, run, spoken
from searchapp.engines.telling import candidates, sharing, spread, told
from searchapp.engines.values import (
    GAP,
    REPEATED,
    days,
    fingerprint,
    listed,
    main_code,
    natural,
    ordered,
    ordinal,
    values,
    whole,
    words,
)
from searchapp.errors import NoArchive, NoSuchSpeech
from searchapp.query.model import BARE, And, Dated, Leaf, Node, Not, Or, Query, Tongue, leaves
from searchapp.speech import FIELDS, Speech
from searchapp.text.analysis import analysed_as, forms
from searchapp.text.runs import occurrences, standing, wanted, within


class _Entry:
    """A speech with the forms of its fields."""

    def __init__(self, speech: Speech) -> None:
        self.speech = speech
        self.language = analysed_as(speech.language)
        self.first, self.last = days(speech.date)
        self.forms = {field: _spread(texts, self.language) for field, texts in words(speech).items()}
        self.standing = {field: standing(forms, self.language) for field, forms in self.forms.items()}

    @cached_property
    def passages(self) -> list[tuple[str, ...]]:
        return [tuple(forms(text, self.language)) for text in self.speech.paragraphs]

    @cached_property
    def lengths(self) -> dict[str, int]:
        return {field: sum(form != "" for form in forms) for field, forms in self.forms.items()}

    def frequency(self, leaf: Leaf, field: str) -> int:
        return len(occurrences(run(leaf), self.standing[field]))


class MemoryGeneration:
    """A list of speeches."""

    def __init__(self, name: str, speeches: Mapping[str, Speech], notes: tuple[bytes, bytes]) -> None:
        self._provenance, self._corrections = notes
        self._entries = {id: _Entry(speech) for id, speech in speeches.items()}
        self.by_id = dict(speeches)
        size = sum(len(speech.text) for speech in speeches.values())
        self.facts = Facts(name, datetime.now(UTC).isoformat(timespec="seconds"), len(speeches), size, live=True)

    def search(self, query: Query, deadline: Deadline) -> Results:
        """See engines.Generation."""
        self._cap(query.tree)
        asked = [entry for entry in self._entries.values() if _passes(entry, query, None)]
        found = [entry for entry in asked if _matches(entry, query.tree, deadline)]
        ranked = query.sort == "relevance" and query.tree is not None
        scores = {id(entry): self._score(entry, query.tree, deadline) if ranked else 0.0 for entry in found}
        found.sort(key=lambda entry: _order(entry, query, scores[id(entry)]))
        window = found[query.offset : query.offset + query.limit]
        hits = tuple(Hit(entry.speech.id, scores[id(entry)], partial(getattr, entry, "speech")) for entry in window)
        counts = {field: self._counted(query, field, deadline) for field in FIELDS} if query.facets else {}
        facets = {field: listed(field, counted, query.selected(field)) for field, counted in counts.items()}
        return Results(len(found), hits, facets, {field: len(counted) for field, counted in counts.items()})

    def facet(self, query: Query, field: str, deadline: Deadline) -> Mapping[str, int]:
        """See engines.Generation."""
        self._cap(query.tree)
        return ordered(field, self._counted(query, field, deadline), query.selected(field))

    def speech(self, id: str) -> Speech:
        """See engines.Generation."""
        if id not in self.by_id:
            raise NoSuchSpeech(id)
        return self.by_id[id]

    def speeches(self, query: Query, deadline: Deadline) -> Iterator[Speech]:
        """See engines.Generation."""
        everything = replace(query, offset=0, limit=len(self._entries), facets=False)
        return (hit.speech for hit in self.search(everything, deadline).hits)

    def counts(self, field: str) -> Mapping[str, int]:
        """See engines.Generation."""
        return self._counts(lambda entry: values(entry.speech, field))

    def dates(self) -> Mapping[str, int]:
        """See engines.Generation."""
        return Counter(speech.date for speech in self.by_id.values() if speech.date)

    def activity(self, field: str) -> Mapping[str, Activity]:
        """See engines.Generation."""
        having: dict[str, list[_Entry]] = defaultdict(list)
        for entry in self._entries.values():
            for value in set(values(entry.speech, field)) or {""}:
                having[value].append(entry)
        return {value: _activity(entries) for value, entries in having.items()}

    def tally(self, query: Query, field: str, deadline: Deadline) -> Mapping[str, Tally]:
        """See engines.Generation."""
        self._cap(query.tree)
        rows: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
        for entry in (entry for entry in self._entries.values() if _passes(entry, query, None)):
            found = _matches(entry, query.tree, deadline)
            times = self._times(entry, query.tree) if found else 0
            for value in set(values(entry.speech, field)) or {""}:
                row = found, times, 1, entry.lengths["body"]
                rows[value] = [had + more for had, more in zip(rows[value], row, strict=True)]
        return {value: Tally(*row) for value, row in rows.items()}

    def occurrences(self, query: Query, deadline: Deadline) -> Occurrences:
        """See engines.Generation."""
        hits = self.search(replace(query, offset=0, limit=len(self._entries), facets=False), deadline).hits
        places = [hit for hit in hits for _ in range(self._times(self._entries[hit.id], query.tree))]
        window = places[query.offset : query.offset + query.limit]
        before = query.offset - places.index(window[0]) if window else 0
        return Occurrences(len(places), before, tuple(dict.fromkeys(window)))

    def firsts(self, query: Query, field: str, deadline: Deadline) -> Mapping[str, Hit]:
        """See engines.Generation."""
        hits = self.search(replace(query, sort="oldest", offset=0, limit=len(self._entries)), deadline).hits
        dated = [hit for hit in hits if self._entries[hit.id].first]
        first: dict[str, Hit] = {}
        for hit in dated:
            for value in values(hit.speech, field):
                first.setdefault(value, hit)
        return first

    def spans(self, query: Query, field: str, deadline: Deadline) -> Mapping[str, tuple[date, date]]:
        """See engines.Generation."""
        found = [entry for entry in self._entries.values() if _passes(entry, query, None) and entry.first]
        days: dict[str, list[int]] = defaultdict(list)
        for entry in (entry for entry in found if _matches(entry, query.tree, deadline)):
            for value in values(entry.speech, field):
                days[value] += (entry.first, entry.last)
        return {value: (date.fromordinal(min(had)), date.fromordinal(max(had))) for value, had in days.items()}

    def beside(self, id: str) -> tuple[Hit | None, Hit | None]:
        """See engines.Generation."""
        speech = self.speech(id)
        if not speech.event and not whole(speech.date):
            return None, None
        same = [other for other in self.by_id.values() if _occasion(other) == _occasion(speech)]
        ordered = sorted(same, key=lambda other: natural(other.id))
        at = ordered.index(speech)
        before, after = ordered[:at][-1:], ordered[at + 1 :][:1]
        return tuple(next(map(_hit, found), None) for found in (before, after))  # type: ignore[return-value]

    def fingerprints(self, query: Query, deadline: Deadline) -> NDArray[np.uint64]:
        """See engines.Generation."""
        return np.array([_fingerprint(hit.id) for hit in self._all(query, deadline)], np.uint64)

    def identified(self, query: Query, fingerprints: Collection[int], deadline: Deadline) -> Sequence[Hit]:
        """See engines.Generation."""
        return [hit for hit in self._all(query, deadline) if _fingerprint(hit.id) in fingerprints]

    def likeness(self, id: str) -> Node | None:
        """See engines.Generation."""
        speech = self.speech(id)
        return sharing(forms(speech.text, analysed_as(speech.language)), len(self._entries), self._said.__getitem__)

    def repeats(self, id: str) -> Mapping[int, Repeat]:
        """See engines.Generation."""
        count = len(self.speech(id).paragraphs)
        found = {number: self._elsewhere(id, number) for number in range(1, count + 1)}
        return {number: _repeat(list(others)) for number, others in found.items() if others}

    def repeated(self, id: str, passage: int, offset: int, limit: int) -> Sequence[Place]:
        """See engines.Generation."""
        self.speech(id)
        others = self._elsewhere(id, passage)
        ordered = sorted(others, key=lambda entry: _order(entry, Query(sort="oldest"), 0.0))
        return [Place(_hit(entry.speech), others[entry]) for entry in ordered[offset : offset + limit]]

    def telling(self, query: Query, limit: int, deadline: Deadline) -> Sequence[Telling]:
        """See engines.Generation."""
        everything = replace(query, offset=0, limit=len(self._entries), facets=False)
        found = [self._entries[hit.id] for hit in self.search(everything, deadline).hits]
        having = Counter(form for entry in found for form in set(entry.forms["body"]))
        total, looked_at = len(self._entries), (entry.speech for entry in spread(found))
        likely = candidates(looked_at, len(found), self._said.__getitem__, total, limit)
        return told((Telling(form, having[form], self._said[form]) for form in likely), len(found), total, limit)

    def similar(self, word: str) -> Sequence[str]:
        """See engines.Generation."""
        sought = forms(word, None)[:1] or [""]
        near = [
            (edits, -count, form)
            for form, count in self._vocabulary.items()
            if (edits := next((n for n in (1, 2) if within(sought[0], form, n)), 0)) and form[:1] == sought[0][:1]
        ]
        return [form for _, _, form in sorted(near)[:5]]

    def complete(self, text: str, limit: int) -> Sequence[Completion]:
        """See engines.Generation."""
        start = " ".join(forms(text, None))
        if not start:
            return []
        speakers, topics = (completions(field, self.counts(field), start)[:limit] for field in ("speaker", "topic"))
        return [*speakers, *topics, *self._titles(start)[:limit], *completions("word", self._said, start)[:limit]]

    def provenance(self) -> bytes:
        """See engines.Generation."""
        return self._provenance

    def corrections(self) -> bytes:
        """See engines.Generation."""
        return self._corrections

    def wrong(self) -> Sequence[str]:
        """See engines.Generation."""
        return []

    @staticmethod
    def _times(entry: _Entry, tree: Node | None) -> int:
        return sum(len(occurrences(run, entry.standing["body"])) for run in spoken(tree))

    def _all(self, query: Query, deadline: Deadline) -> Sequence[Hit]:
        everything = replace(query, sort="newest", offset=0, limit=len(self._entries), facets=False)
        return self.search(everything, deadline).hits

    def _elsewhere(self, id: str, number: int) -> dict[_Entry, int]:
        """The other speeches that say a passage, and the number of the first one that does in each."""
        passage = next(iter(self._entries[id].passages[number - 1 : number]), ())
        if len(passage) < REPEATED:
            return {}
        others = [entry for other, entry in self._entries.items() if other != id and passage in entry.passages]
        return {entry: entry.passages.index(passage) + 1 for entry in others}

    @cached_property
    def _said(self) -> Counter[str]:
        return self._counts(lambda entry: {form for form in entry.forms["body"] if form})

    @cached_property
    def _vocabulary(self) -> Counter[str]:
        return self._counts(lambda entry: {form for found in entry.forms.values() for form in found if form})

    def _cap(self, tree: Node | None) -> None:
        for term in [term for leaf in leaves(tree, sought=False) for term in run(leaf).terms]:
            if term.kind in {"prefix", "fuzzy"}:
                capped(term, sum(map(wanted(term, None), self._vocabulary)))

    def _counts(self, named: Callable[[_Entry], Sequence[str] | set[str]]) -> Counter[str]:
        return Counter(value for entry in self._entries.values() for value in set(named(entry)))

    def _titles(self, start: str) -> list[Completion]:
        having: dict[str, list[_Entry]] = defaultdict(list)
        for entry in sorted(self._entries.values(), key=lambda entry: _order(entry, Query(sort="newest"), 0.0)):
            having[" ".join(entry.forms["title"])].append(entry)
        fitting = [entries for title, entries in having.items() if f" {start}" in f" {title}"]
        commonest = sorted(fitting, key=len, reverse=True)
        return [Completion("title", e[0].speech.title or "", len(e), e[0].speech.id) for e in commonest]

    def _counted(self, query: Query, field: str, deadline: Deadline) -> Mapping[str, int]:
        others = [entry for entry in self._entries.values() if _passes(entry, query, field)]
        matching = [entry for entry in others if _matches(entry, query.tree, deadline)]
        return Counter(value for entry in matching for value in set(values(entry.speech, field)))

    def _score(self, entry: _Entry, node: Node | None, deadline: Deadline) -> float:
        if node is None or isinstance(node, Not | Dated | Tongue) or not _matches(entry, node, deadline):
            return 0.0
        if isinstance(node, And | Or):
            return sum(self._score(entry, part, deadline) for part in node.parts)
        having = sum(_matches(other, node, deadline) for other in self._entries.values())
        frequency = sum(self._share(entry, node, field) for field in _looked_in(node))
        return ranking.rarity(len(self._entries), having) * ranking.saturated(frequency)

    def _share(self, entry: _Entry, leaf: Leaf, field: str) -> float:
        frequency = entry.frequency(leaf, field)
        return ranking.share(field, frequency, entry.lengths[field], self._averages[field]) if frequency else 0.0

    @cached_property
    def _averages(self) -> dict[str, float]:
        entries = self._entries.values()
        having = {field: [e.lengths[field] for e in entries if e.lengths[field]] for field in ranking.FIELDS}
        return {field: sum(lengths) / len(lengths) for field, lengths in having.items() if lengths}


def _repeat(others: Sequence[_Entry]) -> Repeat:
    return Repeat(len(others), len({entry.speech.speaker for entry in others if entry.speech.speaker}))


class Memory:
    """An engine that forgets everything when the process ends."""

    def __init__(self) -> None:
        self._kept: list[MemoryGeneration] = []
        self._count = 0

    def live(self) -> MemoryGeneration:
        """See engines.Engine."""
        if not self._kept:
            raise NoArchive("Nothing has been indexed yet. Run `searchapp rebuild SOURCE` first.")
        return self._kept[0]

    def generations(self) -> Sequence[Facts]:
        """See engines.Engine."""
        return [replace(kept.facts, live=kept is self._kept[0]) for kept in self._kept]

    @contextmanager
    def rebuild(self, provenance: Note = bytes, corrections: NamedNote = nothing) -> Iterator[Callable[[Speech], None]]:
        """See engines.Engine."""
        speeches: dict[str, Speech] = {}
        yield lambda speech: speeches.__setitem__(speech.id, speech)
        self._publish(speeches, provenance, corrections)

    @contextmanager
    def change(self, provenance: Note = bytes, corrections: NamedNote = nothing) -> Iterator[Change]:
        """See engines.Engine."""
        change = _MemoryChange(self.live().by_id)
        yield change
        self._publish(change.speeches, provenance, corrections)

    def rollback(self) -> Facts:
        """See engines.Engine."""
        if len(self._kept) < 2:
            raise NoArchive("There is no generation before this one. Run `searchapp rebuild` to make another.")
        self._kept.reverse()
        return self._kept[0].facts

    def verify(self) -> Sequence[str]:
        """See engines.Engine."""
        return []

    def health(self) -> str | None:
        """See engines.Engine."""
        return None

    def _publish(self, speeches: Mapping[str, Speech], provenance: Note, corrections: NamedNote) -> None:
        name = f"memory-{self._count + 1}"
        generation = MemoryGeneration(name, speeches, (provenance(), corrections(name)))
        self._count += 1
        self._kept = [generation, *self._kept[:1]]


class _MemoryChange:
    def __init__(self, speeches: Mapping[str, Speech]) -> None:
        self.speeches = dict(speeches)

    def add(self, speech: Speech) -> None:
        self.speeches[speech.id] = speech

    def remove(self, id: str) -> None:
        if self.speeches.pop(id, None) is None:
            raise NoSuchSpeech(id)


def matching(speech: Speech, trees: Mapping[str, Node]) -> Iterator[str]:
    """The names of those trees that a search would find this speech with, in their order."""
    entry, unlimited = _Entry(speech), Deadline(0.0, lambda: 0.0)
    return (name for name, tree in trees.items() if _matches(entry, tree, unlimited))


def completions(kind: str, counts: Mapping[str, int], start: str) -> list[Completion]:
    """The values one of whose words begins as asked, commonest first."""
    fitting = [value for value in counts if f" {start}" in " " + " ".join(forms(value, None))]
    return [Completion(kind, value, counts[value]) for value in sorted(fitting, key=lambda v: (-counts[v], v))]


def _activity(entries: Sequence[_Entry]) -> Activity:
    years = Counter(year for entry in entries if (year := year_of(entry.speech.date)))
    return Activity(len(entries), sum(entry.lengths["body"] for entry in entries), tuple(sorted(years.items())))


def _spread(texts: Sequence[str], language: str | None) -> list[str]:
    spread: list[str] = []
    for text in texts:
        spread += ([""] * GAP if spread else []) + forms(text, language)
    return spread


def _occasion(speech: Speech) -> tuple[str | None, ...]:
    return speech.date, speech.event, speech.source


def _hit(speech: Speech) -> Hit:
    return Hit(speech.id, 0.0, lambda: speech)


def _fingerprint(id: str) -> int:
    return int.from_bytes(fingerprint(id.encode("utf-8", "surrogatepass")))


def _looked_in(leaf: Leaf) -> tuple[str, ...]:
    return (leaf.field,) if leaf.field else BARE


def _matches(entry: _Entry, node: Node | None, deadline: Deadline) -> bool:
    deadline.check()
    match node:
        case None:
            return True
        case And(parts):
            return all(_matches(entry, part, deadline) for part in parts)
        case Or(parts):
            return any(_matches(entry, part, deadline) for part in parts)
        case Not(part):
            return not _matches(entry, part, deadline)
        case Dated(first, last):
            return _between(entry, ordinal(first), ordinal(last))
        case Tongue(code):
            return main_code(entry.speech.language) == main_code(code)
    return any(entry.frequency(node, field) for field in _looked_in(node))


def _passes(entry: _Entry, query: Query, ignored: str | None) -> bool:
    chosen = [filter for filter in query.filters if filter.field != ignored]
    narrowed = all(set(filter.values) & set(values(entry.speech, filter.field)) for filter in chosen)
    return narrowed and _between(entry, ordinal(query.first), ordinal(query.last))


def _between(entry: _Entry, first: int | None, last: int | None) -> bool:
    if first is None and last is None:
        return True
    return bool(entry.first) and (first or 0) <= entry.first and entry.last <= (last or entry.last)


def _order(entry: _Entry, query: Query, score: float) -> tuple[object, ...]:
    newest = (not entry.first, -entry.first, entry.speech.id)
    if query.sort == "oldest":
        return (not entry.first, entry.first, entry.speech.id)
    return (-score, *newest)
