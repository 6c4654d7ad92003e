"""Whoosh as it comes: its own analyzer (without stop words, which no other engine here drops), codec and collectors."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from whoosh import index, query
from whoosh.analysis import StemmingAnalyzer
from whoosh.fields import ID, NUMERIC, TEXT, Schema
from whoosh.highlight import ContextFragmenter, HtmlFormatter
from whoosh.sorting import Count, FieldFacet

from peers import FACETS, LISTED, PASSAGES, TEN, WIDTH, Page
from searchapp.dates import extent
from searchapp.query.model import And, Node, Or, Phrase, Prefix, Query, Word
from searchapp.speech import Speech

FIELDS = ("text", "topic", "speaker")
PROCESSES = 2
MEGABYTES = 256
BETWEEN = "\x1f"


def build(speeches: Iterable[Speech], folder: Path) -> None:
    folder.mkdir()
    writer = index.create_in(folder, _schema()).writer(procs=PROCESSES, multisegment=True, limitmb=MEGABYTES)
    for speech in speeches:
        writer.add_document(**_document(speech))
    writer.commit()


def reopen(folder: Path) -> StockWhoosh:
    searcher = index.open_dir(folder, readonly=True).searcher()
    return StockWhoosh(searcher, _stemmed(searcher.schema["text"].analyzer))


@dataclass(frozen=True, slots=True)
class StockWhoosh:
    searcher: Any
    stemmed: Callable[[str], str]

    def rank(self, query: Query) -> Page:
        return Page(*_best(self._search(query, query.selected("speaker"), ())))

    def page(self, query: Query) -> Page:
        speakers = query.selected("speaker")
        found = self._search(query, speakers, FACETS)
        counts = {name: found.groups(name) for name in FACETS}
        if speakers:
            counts["speaker"] = self._search(query, (), ("speaker",)).groups("speaker")
        return Page(*_best(found), {name: _largest(values) for name, values in counts.items()}, _passages(found))

    def _search(self, asked: Query, speakers: Iterable[str], facets: Iterable[str]) -> Any:
        narrowing = [query.Term("speaker_value", speaker) for speaker in speakers]
        if asked.first or asked.last:
            low, high = (day.toordinal() if day else None for day in (asked.first, asked.last))
            narrowing.append(query.NumericRange("day", low, high))
        grouped = {name: FieldFacet(f"{name}_value", maptype=Count) for name in facets}
        allowed = query.And(narrowing) if narrowing else None
        return self.searcher.search(self._words(asked.tree), limit=TEN, filter=allowed, groupedby=grouped or None)

    def _words(self, node: Node | None) -> Any:
        match node:
            case And(parts):
                return query.And([self._words(part) for part in parts])
            case Or(parts):
                return query.Or([self._words(part) for part in parts])
            case Word() | Prefix() | Phrase():
                return query.Or([self._leaf(name, node) for name in FIELDS])
        raise NotImplementedError(node)

    def _leaf(self, name: str, leaf: Word | Prefix | Phrase) -> Any:
        match leaf:
            case Word(text):
                return query.Term(name, self.stemmed(text))
            case Prefix(text):
                return query.Prefix(name, text)
            case Phrase(words):
                return query.Phrase(name, [self.stemmed(word.text) for word in words])


def _schema() -> Schema:
    analyzer = StemmingAnalyzer(stoplist=None, minsize=1)
    return Schema(
        id=ID(stored=True, unique=True),
        **{name: TEXT(stored=True, analyzer=analyzer, phrase=True) for name in FIELDS},
        date=ID(stored=True),
        day=NUMERIC(int, sortable=True),
        speaker_value=ID(sortable=True),
        topic_value=ID(sortable=True),
        year_value=NUMERIC(int, sortable=True),
    )


def _document(speech: Speech) -> dict[str, Any]:
    days = extent(speech.date) if speech.date else None
    topic = "".join(speech.topics[:1]) or None
    known = {
        "id": speech.id,
        "text": speech.text,
        "speaker": speech.speaker,
        "speaker_value": speech.speaker,
        "topic": topic,
        "topic_value": topic,
        "date": speech.date,
        "day": days[0].toordinal() if days else None,
        "year_value": days[0].year if days else None,
    }
    return {name: value for name, value in known.items() if value is not None}


def _stemmed(analyzer: Any) -> Callable[[str], str]:
    return lambda word: str(next(token.text for token in analyzer(word)))


def _best(found: Any) -> tuple[tuple[str, ...], int]:
    return tuple(hit["id"] for hit in found), len(found)


def _largest(counts: dict[Any, int]) -> dict[str, int]:
    shown = [(str(value), count) for value, count in counts.items() if value]
    return dict(sorted(shown, key=lambda value: (-value[1], value[0]))[:LISTED])


def _passages(found: Any) -> tuple[tuple[str, ...], ...]:
    found.fragmenter = ContextFragmenter(maxchars=WIDTH, surround=80)
    found.formatter = HtmlFormatter(tagname="mark", between=BETWEEN)
    marked = [hit.highlights("text", top=PASSAGES) for hit in found]
    return tuple(tuple(text.split(BETWEEN)) if text else () for text in marked)
