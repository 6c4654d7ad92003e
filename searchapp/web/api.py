"""The same as JSON, for anybody's page or program: open to every origin, no key."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, request

from searchapp import __version__, searching
from searchapp.engines import Generation
from searchapp.web import openapi, params, present
from searchapp.web.asked import pairs, shown
from searchapp.web.site import arguments, everywhere, here, site
from searchapp.web.suggesting import PATIENCE, suggested

CACHING = "public, max-age=60, stale-while-revalidate=3600"

api = Blueprint("api", __name__, url_prefix="/api/v1")


@api.get("/search")
def search() -> Response:
    """Ranked results with their passages and facets."""
    asked = params.read(arguments())
    generation = site().engine.live()

    def body() -> dict[str, Any]:
        return present.search(searching.answer(generation, asked.query, site().deadline()), asked, everywhere())

    return fresh(generation, pairs(asked), body)


@api.get("/speeches/<whole:id>")
def speech(id: str) -> Response:
    """One speech, all of it or one passage."""
    asked, only = params.speech(arguments())
    generation = site().engine.live()

    def body() -> dict[str, Any]:
        return present.speech(
            searching.read(generation, id, asked.query.tree, site().deadline()), asked.written, everywhere(), only
        )

    return fresh(generation, [*pairs(asked), ("passage", str(only))], body)


@api.get("/suggest")
def suggest() -> Response:
    """Ways to go on typing."""
    asked, limit = params.beginning(arguments())
    generation = site().engine.live()
    to = replace(everywhere(), lang=here().lang)

    def body() -> dict[str, Any]:
        deadline = site().deadline(PATIENCE)
        complete = partial(generation.complete, limit=limit)
        found = suggested(asked, limit, complete, partial(searching.count, generation, deadline=deadline))
        return present.suggestions(asked.written, found, generation.facts.name, to)

    return fresh(generation, [*shown(asked), ("limit", str(limit)), ("lang", to.lang)], body)


@api.get("/openapi.json")
def description() -> Response:
    """What all of this is, for programs (OpenAPI 3.1)."""
    response = reply(openapi.document(everywhere()))
    response.headers["Cache-Control"] = CACHING
    return response


def fresh(generation: Generation, said: list[tuple[str, str]], body: Callable[[], dict[str, Any]]) -> Response:
    """The answer, or 304 without any work where the caller has it: a generation says the same to the same question."""
    return unless_known(generation, said, lambda: reply(body()))


def unless_known(generation: Generation, said: list[tuple[str, str]], made: Callable[[], Response]) -> Response:
    """As `fresh`, of an answer of any form."""
    tag = _tag(generation.facts.name, urlencode(said, errors="replace"))
    known = request.if_none_match
    had = known.contains_weak(tag) and not known.star_tag  # proxies that pack answers make our tags weak ones
    response = Response(status=304) if had else made()
    response.set_etag(tag)
    response.headers["Cache-Control"] = CACHING
    return response


def reply(body: dict[str, Any], status: int = 200) -> Response:
    """A body as JSON, in letters that people can read; half of a surrogate pair becomes a question mark."""
    text = json.dumps(body, ensure_ascii=False, default=str).encode("utf-8", "replace")
    return Response(text, status, content_type="application/json")


def _tag(generation: str, said: str) -> str:
    """Of everything an answer depends on: our version, the generation, the question, and the site's address in it."""
    whole = "\n".join((__version__, generation, everywhere().at(request.path), said))
    return sha256(whole.encode("utf-8", "replace")).hexdigest()[:32]
