"""The Whoosh schema, and a speech as a Whoosh document.

Fields of words are indexed by their forms (see text/analysis.py) with positions, so that stock Whoosh can read them;
stems, which depend on a speech's language, are formed over the lexicon when a query is answered (decision 0006).
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from whoosh.analysis import SpaceSeparatedTokenizer
from whoosh.fields import ID, NUMERIC, STORED, TEXT, Schema

from searchapp.dates import year_of
from searchapp.engines.values import GAP, words
from searchapp.speech import Speech, from_record, to_record
from searchapp.text.analysis import analysed_as, forms

VERSION = 1
"""Changes whenever the schema does: an index of another version can't be read."""
NAMES = {"topic": "topics"}
"""Whoosh fields that are not called as in the query language."""
SEPARATOR = "\x1f"
"""Between the topics of a speech in their column."""


@dataclass(frozen=True, slots=True)
class Words:
    """The forms of a field's words, each with its positions, and the texts that they come from."""

    places: dict[str, list[int]]
    texts: Sequence[str]


class WordsField(TEXT):  # type: ignore[misc]
    """A text field that is handed its forms and positions, instead of finding them."""

    def index(self, value: Words, **_: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Whoosh's own posting of each form: (term, frequency, weight, encoded positions)."""
        encode = self.format.encode
        for form, places in value.places.items():
            yield form.encode(), len(places), float(len(places)), encode(places)

    def to_column_value(self, value: Words) -> bytes:
        """The whole value, as facets show it."""
        return SEPARATOR.join(value.texts).encode()


def schema() -> Schema:
    """A new schema: words, values, and the record itself."""
    return Schema(
        id=ID(unique=True, sortable=True),
        body=_words(),
        title=_words(),
        introduction=_words(),
        event=_words(),
        topics=_words(sortable=True),
        speaker=_words(sortable=True),
        date=ID(sortable=True),
        year=NUMERIC(int, bits=16, signed=True),
        language=ID(sortable=True),
        source=ID(sortable=True),
        record=STORED(),
    )


def document(speech: Speech) -> dict[str, Any]:
    """The Whoosh document of a speech."""
    language = analysed_as(speech.language)
    plain = {name: getattr(speech, name) for name in ("id", "date", "language", "source")}
    indexed = {NAMES.get(field, field): _placed(texts, language) for field, texts in words(speech).items() if texts}
    record = zlib.compress(json.dumps(to_record(speech), ensure_ascii=False).encode(), 1)
    known = {**plain, **indexed, "year": year_of(speech.date), "record": record}
    return {name: value for name, value in known.items() if value is not None}


def said(speech: Speech) -> bytes:
    """All that a speech says, for a digest."""
    return (json.dumps(to_record(speech), ensure_ascii=False, default=str) + "\n").encode("utf-8", "surrogatepass")


def speech_of(stored: dict[str, Any]) -> Speech:
    """The speech that a document keeps."""
    return from_record(json.loads(zlib.decompress(stored["record"])))


def _words(*, sortable: bool = False) -> WordsField:
    return WordsField(analyzer=SpaceSeparatedTokenizer(), phrase=True, sortable=sortable)


def _placed(texts: Sequence[str], language: str | None) -> Words:
    places: dict[str, list[int]] = {}
    start = 0
    for text in texts:
        found = forms(text, language)
        for at, form in enumerate(found, start):
            places.setdefault(form, []).append(at)
        start += len(found) + GAP
    return Words(places, texts)
