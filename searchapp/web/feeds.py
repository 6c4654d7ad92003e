"""The same search as a feed (Atom, RFC 4287), newest first; and XML as all of ours is made."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, Response, render_template, request

from searchapp import searching
from searchapp.dates import extent
from searchapp.web import params
from searchapp.web.api import CACHING
from searchapp.web.site import arguments, everywhere, site

ENTRIES = 30
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

feeds = Blueprint("feeds", __name__)


@feeds.get("/feed.atom")
def feed() -> Response:
    """What a search finds, newest first, whenever it is asked again."""
    asked = params.read(arguments(), params.FEED)
    generation = site().engine.live()
    query = replace(asked.query, sort="newest", limit=ENTRIES, offset=0, facets=False)
    answer = searching.answer(generation, query, site().deadline())
    built = datetime.fromisoformat(generation.facts.built).astimezone(UTC).isoformat()
    response = xml("feed.xml", "application/atom+xml", answer=answer, asked=asked, built=built, moment=_moment)
    response.headers["Cache-Control"] = CACHING
    response.add_etag()
    response.make_conditional(request)
    return response


def xml(template: str, kind: str, **values: Any) -> Response:
    """A rendered XML document, without the characters that no XML may hold."""
    text = _NO_XML.sub("", render_template(template, to=everywhere(), **values))
    return Response(text.encode("utf-8", "replace"), content_type=f"{kind}; charset=utf-8")


def _moment(written: str | None, built: str) -> str:
    """A date as Atom wants it: the first of the days that it may mean; of undated speeches, when they were indexed."""
    days = extent(written) if written else None
    return f"{days[0].isoformat()}T00:00:00Z" if days else built
