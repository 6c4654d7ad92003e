"""Answers as JSON: what the API says, and what the command line prints with --json."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from markupsafe import Markup, escape

from searchapp.engines import FacetValue
from searchapp.searching import Answer, Found, Marked
from searchapp.speech import FIELDS, Speech
from searchapp.text.passages import Excerpt, Mark
from searchapp.web.addresses import Addresses
from searchapp.web.asked import Asked
from searchapp.web.suggesting import Suggestion


def search(answer: Answer, asked: Asked, to: Addresses) -> dict[str, Any]:
    """The answer to a search, its addresses below the base of `to`."""
    return {
        "query": _query(answer, asked),
        "total": answer.total,
        "page": asked.page,
        "per_page": asked.per_page,
        "pages": pages(answer.total, asked.per_page),
        "generation": answer.generation,
        "took_ms": round(answer.took * 1000, 1),
        "results": [_result(found, asked.written, to) for found in answer.found],
        "facets": {field: [_value(value) for value in answer.facets.get(field, ())] for field in FIELDS},
        "did_you_mean": answer.did_you_mean,
    }


def speech(marked: Marked, written: str, to: Addresses, only: int | None = None) -> dict[str, Any]:
    """A whole speech, or `only` one passage of it; passages have the form that those of a search have, uncut."""
    speech = marked.speech
    numbered = enumerate(zip(speech.paragraphs, marked.paragraphs, strict=True), 1)
    introduction = Excerpt(speech.introduction, marked.introduction) if speech.introduction else None
    card = about(speech, written, to)
    return {
        **card,
        "source_url": speech.url,
        "introduction": _excerpt(introduction),
        "passages": [
            _passage(card["url"], n, Excerpt(text, marks)) for n, (text, marks) in numbered if only in {None, n}
        ],
        "extra": dict(speech.extra),
        "generation": marked.generation,
    }


def suggestions(written: str, found: Iterable[Suggestion], generation: str, to: Addresses) -> dict[str, Any]:
    """Ways to go on typing; each has the query that finds what it stands for."""
    return {
        "q": written,
        "generation": generation,
        "suggestions": [_suggestion(completion, to) for completion in found],
    }


def html(text: str, marks: Sequence[Mark]) -> Markup:
    """A text, escaped, what was looked for in `<mark>`."""
    parts, at = [], 0
    for start, end in marks:
        parts += [escape(text[at:start]), "<mark>", escape(text[start:end]), "</mark>"]
        at = end
    return Markup("".join([*parts, escape(text[at:])]))  # noqa: S704  (every part of the text is escaped here)


def pages(total: int, per_page: int) -> int:
    """How many pages results fill."""
    return -(-total // per_page)


def _query(answer: Answer, asked: Asked) -> dict[str, Any]:
    query = answer.query
    return {
        "q": asked.written,
        "canonical": answer.canonical,
        "filters": {field: list(values) for field in FIELDS if (values := query.selected(field))},
        "from": query.first.isoformat() if query.first else None,
        "to": query.last.isoformat() if query.last else None,
        "sort": query.sort,
    }


def _result(found: Found, written: str, to: Addresses) -> dict[str, Any]:
    card = about(found.speech, written, to)
    return {
        **card,
        "score": round(found.score, 4),
        "passages": [_passage(card["url"], passage.number, passage.excerpt) for passage in found.passages],
        "introduction": _excerpt(found.introduction),
    }


def about(speech: Speech, written: str, to: Addresses) -> dict[str, Any]:
    """What is said of a speech wherever it is named."""
    return {
        "id": speech.id,
        "title": speech.heading,
        "speaker": speech.speaker,
        "date": speech.date,
        "topics": list(speech.topics),
        "language": speech.language,
        "event": speech.event,
        "source": speech.source,
        "url": to.speech(speech.id, written),
    }


def _passage(page: str, number: int, excerpt: Excerpt) -> dict[str, Any]:
    return {"number": number, **(_excerpt(excerpt) or {}), "url": f"{page}#p{number}"}


def _excerpt(excerpt: Excerpt | None) -> dict[str, Any] | None:
    if excerpt is None:
        return None
    marks = [list(mark) for mark in excerpt.marks]
    return {"text": excerpt.text, "marks": marks, "html": str(html(excerpt.text, excerpt.marks))}


def _value(value: FacetValue) -> dict[str, Any]:
    return {"value": value.value, "count": value.count, "selected": value.selected}


def _suggestion(found: Suggestion, to: Addresses) -> dict[str, Any]:
    url = to.search(found.asked) if found.id is None else to.speech(found.id, found.asked.written)
    return {"kind": found.kind, "value": found.value, "count": found.count, "query": found.query, "url": url}
