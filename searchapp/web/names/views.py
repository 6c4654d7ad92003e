"""The pages of all speakers and all topics, and that of each."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response

from searchapp import searching
from searchapp.engines import Generation
from searchapp.query.model import Filter, Query
from searchapp.web import params
from searchapp.web.asked import Asked
from searchapp.web.names.directory import Entry
from searchapp.web.names.lines import scale
from searchapp.web.names.listing import PLURALS, Shelf
from searchapp.web.names.portrait import OTHER, Drawing, Found
from searchapp.web.site import arguments, everywhere, here, site, told
from searchapp.web.views import page

RECENT = 10
"""Speeches that a name's page shows."""
WORDS = 12
"""Telling words that it shows."""

names = Blueprint("names", __name__)


@names.get("/speakers")
def speakers() -> Response:
    """Everybody who speaks."""
    return _every("speaker")


@names.get("/topics")
def topics() -> Response:
    """Everything that is spoken about."""
    return _every("topic")


@names.get("/speaker/<whole:name>")
def speaker(name: str) -> Response:
    """Somebody who speaks."""
    return _one("speaker", name)


@names.get("/topic/<whole:name>")
def topic(name: str) -> Response:
    """Something that is spoken about."""
    return _one("topic", name)


def _every(field: str) -> Response:
    listed = params.listing(arguments())
    generation = site().engine.live()
    directory = site().known.directory(generation, field)
    line = scale(map(int, generation.counts("year")))
    shown = Shelf(field, directory, listed, here(), told()).page(line)
    canonical = everywhere().at(f"/{PLURALS[field]}")
    values: dict[str, Any] = {
        "shown": shown,
        "listed": listed,
        "line": line,
        "without": directory.without,
        "canonical": canonical,
    }
    status = 404 if listed.page > shown.pages else 200
    return page("names.html", status, field=field, plain=listed == params.Listed(), **values)


def _one(field: str, name: str) -> Response:
    measure = params.measure(arguments())
    generation = site().engine.live()
    directory = site().known.directory(generation, field)
    entry = directory.entries.get(name)
    if entry is None:
        near = directory.near(name, generation.similar)
        return page("stranger.html", 404, field=field, name=name, near=near)
    asked = Asked("", Query(filters=(Filter(field, (name,)),), sort="newest", limit=RECENT))
    found = _found(generation, field, entry, asked.query)
    shown = Drawing(field, entry, found, here(), told()).portrait(measure)
    canonical, feed = everywhere().name(field, name), everywhere().feed(asked)
    undated = [of - sum(years.values()) for of, years in _dated(entry, found)]
    values: dict[str, Any] = {"shown": shown, "entry": entry, "found": found, "undated": undated, "measure": measure}
    elsewhere: dict[str, Any] = {"canonical": canonical, "feed": feed, "embeddable": everywhere().search(asked)}
    return page("name.html", field=field, asked=asked, **values, **elsewhere)


def _found(generation: Generation, field: str, entry: Entry, query: Query) -> Found:
    deadline = site().deadline()
    words = site().known.once(
        generation, ("words", field, entry.name), lambda: generation.telling(query, WORDS, deadline)
    )
    return Found(
        searching.answer(generation, query, deadline),
        words,
        generation.tally(query, OTHER[field], deadline),
        {int(year): count for year, count in generation.counts("year").items()},
        generation.facts.speeches,
    )


def _dated(entry: Entry, found: Found) -> list[tuple[int, dict[int, int]]]:
    """How many speeches there are, and of which years, under a name and in all."""
    return [(entry.activity.speeches, dict(entry.activity.years)), (found.speeches, dict(found.years))]
