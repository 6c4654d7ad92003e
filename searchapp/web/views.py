"""The pages: home, results, a speech, help; and what browsers and robots ask for by themselves."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from flask import Blueprint, Response, abort, make_response, render_template

from searchapp import searching
from searchapp.engines import Generation
from searchapp.errors import NoArchive
from searchapp.query.model import Query
from searchapp.web import citations, corrected, coverage, kwic, nothing, params, reading, results
from searchapp.web.around import around
from searchapp.web.asked import Asked
from searchapp.web.charts import by_year
from searchapp.web.help import LESSONS
from searchapp.web.security import UNLISTED
from searchapp.web.site import arguments, everywhere, here, site, told

RECENT = 5
"""Speeches that home shows as the most recent."""
COLUMN = 10
"""Speakers and topics that home shows."""
ENDLESS = (*(path for path in UNLISTED if path != "/embed"), "/feed.atom", "/oembed")
"""What there is of every search or passage, and would keep robots busy for ever."""

pages = Blueprint("pages", __name__)


@pages.get("/")
def home() -> Response:
    """What the archive holds, and where to begin."""
    params.nothing(arguments())
    try:
        generation = site().engine.live()
    except NoArchive:
        return page("unbuilt.html")
    query = Query(sort="newest", limit=RECENT)
    answer = searching.answer(generation, query, site().deadline())
    every = {field: len(site().known.directory(generation, field).entries) for field in ("speaker", "topic")}
    around = {"every": every, **_ways_in(answer), **_elsewhere(Asked("", query))}
    return page("home.html", answer=answer, contents=_contents(answer, generation), **around)


@pages.get("/search")
def search() -> Response:
    """Ranked results with their passages."""
    deadline = site().deadline()
    asked = params.read(arguments(), params.PAGE)
    generation = site().engine.live()
    context = kwic.page(generation, asked, deadline) if asked.view == "kwic" else None
    query = replace(asked.query, offset=0, limit=0) if context else asked.query
    answer = searching.answer(generation, query, deadline)
    shown = results.page(answer, asked, here(), told())
    if context:
        shown = context.leafed(shown, here(), told())
    ways = nothing.WaysOut()
    if not answer.total:
        ways = nothing.ways_out(asked, here(), told(), partial(searching.count, generation, deadline=deadline))
    lack = coverage.lacking(coverage.of(generation), coverage.ranges(asked.query))
    status = 404 if asked.page > max(shown.pages, 1) else 200
    known = {"lack": lack, "context": context, **_elsewhere(asked), **kwic.switches(asked, here(), told())}
    return page("search.html", status, answer=answer, asked=asked, shown=shown, ways=ways, **known)


@pages.get("/speech/<whole:id>")
def speech(id: str) -> Response:
    """A whole speech, passages numbered, the words of a query marked, one passage set off where it is asked for."""
    asked, number = params.speech(arguments(), params.READING)
    deadline = site().deadline()
    generation = site().engine.live()
    marked = searching.read(generation, id, asked.query.tree, deadline)
    quoted = citations.quoted(marked.speech, number)
    shown: dict[str, Any] = {
        "text": reading.text(marked, told(), deadline.check),
        "quoted": quoted,
        "foreign": reading.foreign(marked.speech, told()),
        "correction": corrected.text(generation, id),
        "what": corrected.what,
        "around": around(generation, marked.speech, here(), deadline),
        "repeats": {number: reading.elsewhere(repeat, told()) for number, repeat in generation.repeats(id).items()},
    }
    return page("speech.html", asked=asked, speech=marked.speech, embeddable=quoted.address, **shown)


@pages.get("/help")
def help() -> Response:
    """How to write a query."""
    params.nothing(arguments())
    return page("help.html", lessons=LESSONS, embeddable=everywhere().at("/"))


@pages.get("/opensearch.xml")
def opensearch() -> Response:
    """How a browser adds this search to its own (OpenSearch 1.1)."""
    response = page("opensearch.xml")
    response.mimetype = "application/opensearchdescription+xml"
    return response


@pages.get("/robots.txt")
def robots() -> Response:
    """Speeches are for robots too."""
    lines = ["User-agent: *", *(f"Disallow: {here().at(path)}" for path in ENDLESS)]
    return Response("\n".join([*lines, "", f"Sitemap: {everywhere().at('/sitemap.xml')}", ""]), mimetype="text/plain")


@pages.get("/static/<digest>/<name>")
def static(digest: str, name: str) -> Response:
    """The style sheet or the script; a page made before an upgrade gets the present one, not to be kept."""
    asset = site().assets.get(name)
    if asset is None:
        abort(404)
    response = Response(asset.content, content_type=asset.kind)
    lasting = digest == asset.digest
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable" if lasting else "no-cache"
    return response


def page(template: str, status: int = 200, **values: Any) -> Response:
    """A rendered page; half of a surrogate pair, which UTF-8 can't say, becomes a question mark."""
    for name, otherwise in (("asked", Asked("", Query())), ("embeddable", None), ("feed", None)):
        values.setdefault(name, otherwise)
    html = render_template(template, **values).encode("utf-8", "replace")
    return make_response(html, status, {"Content-Type": "text/html; charset=utf-8", "Vary": "Accept-Language"})


def _elsewhere(asked: Asked) -> dict[str, str]:
    """Where the same is to be had for other sites, and as a feed."""
    return {"embeddable": everywhere().search(asked), "feed": everywhere().feed(asked)}


def _ways_in(answer: searching.Answer) -> dict[str, Any]:
    counts = {int(value.value): value.count for value in answer.facets["year"]}
    return {
        "chart": by_year(counts, (), _year_address),
        "undated": answer.total - sum(counts.values()),
        "speakers": answer.facets["speaker"][:COLUMN],
        "topics": answer.facets["topic"][:COLUMN],
    }


def _year_address(first: int, last: int) -> str:
    if first == last:
        return here().having(("year", f"{first:04}"))
    return here().having(("from", f"{first:04}"), ("to", f"{last:04}"))


def _contents(answer: searching.Answer, generation: Generation) -> str:
    """The one line of what is inside."""
    speakers, found, say = len(generation.counts("speaker")), answer.facets["year"], told()
    form = "_".join(filter(None, ["by" if speakers else "", "within" if found else ""])) or "inside"
    return say.say(
        f"home.{form}",
        speeches=say.count("speeches", answer.total),
        speakers=say.count("speakers", speakers),
        years=say.years(int(found[-1].value), int(found[0].value)) if found else "",
        day=say.moment(generation.facts.built),
    )
