"""What readers can hold the archive to: what it covers, what a search gave, and what was corrected since."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from flask import Blueprint, Response, request

from searchapp import searching
from searchapp.speech import FIELDS
from searchapp.web import corrected, coverage, months, params, receipts, results
from searchapp.web.api import CACHING
from searchapp.web.asked import Asked
from searchapp.web.feeds import xml
from searchapp.web.interface import LANGUAGES
from searchapp.web.site import arguments, everywhere, here, site, told
from searchapp.web.views import page

SHOWN = 20
"""Speeches added since a receipt that are shown."""

trust = Blueprint("trust", __name__)


@trust.get("/coverage")
def covered() -> Response:
    """How many speeches there are of each year and month, and what is missing."""
    params.nothing(arguments())
    found = coverage.of(site().engine.live())
    return page("coverage.html", covered=found, rows=months.calendar(found, here()))


@trust.get("/receipt")
def receipt() -> Response:
    """What a search gives, to be kept; or what is another since the receipt that was kept."""
    asked, then = params.receipt(arguments(), receipts.understood)
    deadline, generation = site().deadline(), site().engine.live()
    query = replace(asked.query, limit=0, facets=False)
    answer, prints = searching.answer(generation, query, deadline), generation.fingerprints(query, deadline)
    now = receipts.receipt(generation.facts, prints)
    since = receipts.since(then, prints) if then else None
    added = generation.identified(query, since.added, deadline)[:SHOWN] if since and since.added else ()
    sentence = results.sentence(answer, asked, told())
    kept = _kept(sentence.plain, asked, now)
    return page("receipt.html", asked=asked, then=then, now=now, since=since, added=added, sentence=sentence, **kept)


@trust.get("/corrections")
def corrections() -> Response:
    """Which speeches are others than they were, newest first."""
    number = params.numbered(arguments())
    found = corrected.of(site().engine.live())
    shown = found.each[(number - 1) * corrected.PER_PAGE :][: corrected.PER_PAGE]
    pages = max(1, -(-len(found.each) // corrected.PER_PAGE))
    days = [(day, list(group)) for day, group in groupby(shown, key=lambda one: (one.when, one.generation))]
    around = {"number": number, "pages": pages, "more": found.more, "what": corrected.what}
    status = 200 if number <= pages else 404
    return page("corrections.html", status, days=days, feed=everywhere().at("/corrections.atom"), **around)


@trust.get("/corrections.atom")
def corrections_feed() -> Response:
    """The newest corrections."""
    params.unasked(arguments())
    generation = site().engine.live()
    shown = corrected.of(generation).each[: corrected.PER_PAGE]
    built = _moment(shown[0].when if shown else generation.facts.built)
    values = {"shown": shown, "what": corrected.what, "moment": _moment, "built": built}
    response = xml("corrections.xml", "application/atom+xml", told=told(LANGUAGES[0]), **values)
    response.headers["Cache-Control"] = CACHING
    response.add_etag()
    response.make_conditional(request)
    return response


def _moment(written: str) -> str:
    """A moment as Atom wants it."""
    return datetime.fromisoformat(written).astimezone(UTC).isoformat()


def _kept(found: str, asked: Asked, now: receipts.Receipt) -> dict[str, Any]:
    """The address of a receipt, and a sentence that cites it."""
    address, narrowed, say = everywhere().receipt(asked, receipts.written(now, asked)), _narrowed(asked), told()
    citation = say.say(
        "receipt.cite_narrowed" if narrowed else "receipt.cite",
        found=found,
        filters=say.listed(narrowed),
        archive=site().settings.title,
        day=say.moment(now.built),
        generation=now.generation,
        address=everywhere().search(asked),
    )
    return {"address": address, "narrowed": narrowed, "citation": citation}


def _narrowed(asked: Asked) -> list[str]:
    said = [results.shown_as(field, value, told()) for field in FIELDS for value in asked.query.selected(field)]
    return [*said, results.dates(asked, told())] if asked.since or asked.until else said
