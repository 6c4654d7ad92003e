"""A question as a reader's browser asks it."""

from __future__ import annotations

from urllib.parse import urlencode

from searchapp.query.canonical import write
from searchapp.query.model import Query


def address(query: Query) -> str:
    """The path of its result page, the first of its pages."""
    said = [("q", write(query.tree)), *(("speaker", value) for value in query.selected("speaker"))]
    said += [(name, day.isoformat()) for name, day in (("from", query.first), ("to", query.last)) if day]
    return f"/search?{urlencode(said)}"
