"""tantivy-py: Snowball stemming, two indexing threads, facets by its terms aggregation over fast fields."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import tantivy
from tantivy import DocAddress, FieldType, Filter, Index, Occur, Schema, Searcher, SnippetGenerator

from peers import FACETS, LISTED, TEN, WIDTH, Page
from searchapp.query.model import And, Node, Or, Phrase, Prefix, Query, Word
from searchapp.speech import Speech

FIELDS = ("text", "topic", "speaker")
THREADS = 2
HEAP = 256_000_000
EXACT = 10_000_000
"""Values that each segment reports, so that counts are exact whatever the number of segments."""


def build(speeches: Iterable[Speech], folder: Path) -> None:
    folder.mkdir()
    writer = Index(_schema(), str(folder)).writer(HEAP, num_threads=THREADS)
    for speech in speeches:
        writer.add_document(_document(speech))
    writer.commit()
    writer.wait_merging_threads()


def reopen(folder: Path) -> Tantivy:
    index = Index.open(str(folder))
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    analyzer = builder.filter(Filter.lowercase()).filter(Filter.stemmer("english")).build()
    return Tantivy(index.schema, index.searcher(), analyzer)


@dataclass(frozen=True, slots=True)
class Tantivy:
    schema: Schema
    searcher: Searcher
    analyzer: tantivy.TextAnalyzer

    def rank(self, query: Query) -> Page:
        total, addresses = self._best(self._narrowed(query))
        return Page(tuple(self.searcher.doc(at)["id"][0] for at in addresses), total)

    def page(self, query: Query) -> Page:
        narrowed = self._narrowed(query)
        total, addresses = self._best(narrowed)
        documents = [self.searcher.doc(at) for at in addresses]
        snippets = SnippetGenerator.create(self.searcher, self._words(query.tree), self.schema, "text")
        snippets.set_max_num_chars(WIDTH)
        passages = tuple(_shown(snippets.snippet_from_doc(document).to_html()) for document in documents)
        return Page(tuple(document["id"][0] for document in documents), total, self._facets(query, narrowed), passages)

    def _best(self, narrowed: tantivy.Query) -> tuple[int, list[DocAddress]]:
        found = self.searcher.search(narrowed, TEN)
        total: int = found.count  # type: ignore[attr-defined]  # (its stubs leave it out)
        return total, [at for _, at in found.hits]

    def _facets(self, query: Query, narrowed: tantivy.Query) -> dict[str, dict[str, int]]:
        if not query.filters:
            return self._counted(narrowed, FACETS)
        own = self._narrowed(Query(query.tree, (), query.first, query.last))
        return {**self._counted(own, ("speaker",)), **self._counted(narrowed, ("topic", "year"))}

    def _counted(self, query: tantivy.Query, names: Iterable[str]) -> dict[str, dict[str, int]]:
        wanted = {name: {"terms": _terms(name)} for name in names}
        answer: dict[str, Any] = self.searcher.aggregate(query, wanted)
        return {name: {_value(bucket): bucket["doc_count"] for bucket in answer[name]["buckets"]} for name in wanted}

    def _narrowed(self, query: Query) -> tantivy.Query:
        parts = [self._words(query.tree)]
        if query.first or query.last:
            parts.append(self._days(query.first, query.last))
        parts += [self._exactly(value) for value in query.selected("speaker")]
        return _joined(Occur.Must, parts)

    def _days(self, first: date | None, last: date | None) -> tantivy.Query:
        low, high = (day.toordinal() if day else None for day in (first, last))
        return tantivy.Query.range_query(self.schema, "day", FieldType.Integer, low, high)

    def _exactly(self, speaker: str) -> tantivy.Query:
        term = tantivy.Query.term_query(self.schema, "speaker_value", speaker, "basic")
        return tantivy.Query.const_score_query(term, 0.0)

    def _words(self, node: Node | None) -> tantivy.Query:
        match node:
            case And(parts):
                return _joined(Occur.Must, [self._words(part) for part in parts])
            case Or(parts):
                return _joined(Occur.Should, [self._words(part) for part in parts])
            case Word() | Prefix() | Phrase():
                return _joined(Occur.Should, [leaf for name in FIELDS for leaf in self._leaves(name, node)])
        raise NotImplementedError(node)

    def _leaves(self, name: str, leaf: Word | Prefix | Phrase) -> list[tantivy.Query]:
        """A prefix becomes the terms that begin so: it is faster than its regex and fuzzy queries, and it is marked."""
        match leaf:
            case Word(text):
                return [self._term(name, self.analyzer.analyze(text)[0])]
            case Prefix(text):
                return [self._term(name, term) for term, _ in self.searcher.terms_with_prefix(name, text)]
            case Phrase(words):
                stems = self.analyzer.analyze(" ".join(word.text for word in words))
                return [tantivy.Query.phrase_query(self.schema, name, list(stems))]

    def _term(self, name: str, term: str) -> tantivy.Query:
        return tantivy.Query.term_query(self.schema, name, term, "freq")


def _schema() -> Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    for name in FIELDS:
        builder.add_text_field(name, stored=True, tokenizer_name="en_stem", index_option="position")
    for name in ("speaker_value", "topic_value"):
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("year_value", fast=True)
    builder.add_integer_field("day", stored=True, indexed=True, fast=True)
    return builder.build()


def _document(speech: Speech) -> tantivy.Document:
    document = tantivy.Document()
    document.add_text("id", speech.id)
    document.add_text("text", speech.text)
    for name, values in (("speaker", [speech.speaker] if speech.speaker else []), ("topic", speech.topics)):
        for value in values:
            document.add_text(name, value)
            document.add_text(f"{name}_value", value)
    if speech.date:
        document.add_integer("year_value", int(speech.date[:4]))
        document.add_integer("day", date.fromisoformat(speech.date).toordinal())
    return document


def _joined(occur: Occur, parts: list[tantivy.Query]) -> tantivy.Query:
    return parts[0] if len(parts) == 1 else tantivy.Query.boolean_query([(occur, part) for part in parts])


def _terms(name: str) -> dict[str, Any]:
    return {"field": f"{name}_value", "size": LISTED, "segment_size": EXACT}


def _value(bucket: dict[str, Any]) -> str:
    return str(int(bucket["key"])) if isinstance(bucket["key"], float) else str(bucket["key"])


def _shown(html: str) -> tuple[str, ...]:
    return (html,) if html else ()
