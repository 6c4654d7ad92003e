"""Every speech's address, for robots that read them all (the Sitemaps protocol): an index and its parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import chain, islice

from flask import Blueprint, Response, abort, request
from markupsafe import escape

from searchapp.engines import Generation
from searchapp.query.model import Query
from searchapp.web import params
from searchapp.web.api import CACHING
from searchapp.web.present import pages
from searchapp.web.site import arguments, everywhere, site

PART = 50_000
"""Addresses in a part: as many as the protocol allows."""
AT_ONCE = 1_000
"""Lines that are sent at once."""
_SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'

sitemap = Blueprint("sitemap", __name__)


@sitemap.get("/sitemap.xml")
def index() -> Response:
    """Where the parts are."""
    params.nothing(arguments())
    generation, to = site().engine.live(), everywhere()
    parts = range(1, pages(generation.facts.speeches, PART) + 1)
    lines = [f"<sitemap><loc>{escape(to.at(f'/sitemap/{n}.xml'))}</loc></sitemap>" for n in parts]
    return _sent("sitemapindex", lines, generation)


@sitemap.get("/sitemap/<int:number>.xml")
def part(number: int) -> Response:
    """So many speeches' addresses, oldest first, so that parts stay as they are when speeches are added."""
    params.nothing(arguments())
    generation, to = site().engine.live(), everywhere()
    if not 1 <= number <= pages(generation.facts.speeches, PART):
        abort(404)
    query = Query(sort="oldest", offset=(number - 1) * PART, limit=PART, facets=False)
    hits = generation.search(query, site().deadline()).hits
    return _sent("urlset", (f"<url><loc>{escape(to.speech(hit.id))}</loc></url>" for hit in hits), generation)


def _sent(name: str, lines: Iterable[str], generation: Generation) -> Response:
    whole = chain(['<?xml version="1.0" encoding="UTF-8"?>', f"<{name} {_SPACE}>"], lines, [f"</{name}>"])
    response = Response(_in_pieces(whole), content_type="application/xml; charset=utf-8")
    response.last_modified = datetime.fromisoformat(generation.facts.built).astimezone(UTC)
    response.headers["Cache-Control"] = CACHING
    response.make_conditional(request)
    return response


def _in_pieces(lines: Iterable[str]) -> Iterator[str]:
    rest = iter(lines)
    while piece := list(islice(rest, AT_ONCE)):
        yield "\n".join([*piece, ""])
