"""Speeches in other people's pages: the script and its elements, frames of results and of a quotation."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, abort, request

from searchapp import searching
from searchapp.errors import SearchappError
from searchapp.web import params
from searchapp.web.embeds.building import LATEST, Release, releases
from searchapp.web.interface import LANGUAGES
from searchapp.web.params import THEMES, Frame
from searchapp.web.site import arguments, everywhere, site, told
from searchapp.web.views import page

FOREVER = "public, max-age=31536000, immutable"
SHORTLY = "public, max-age=3600, stale-while-revalidate=86400"

embeds = Blueprint("embeds", __name__, url_prefix="/embed")


@embeds.get("/v1.js")
def latest() -> Response:
    """The newest script of version 1; its address stays, its content may change."""
    return _script(releases()[LATEST], SHORTLY)


@embeds.get("/v<version>.js")
def release(version: str) -> Response:
    """One version of the script, which never changes."""
    found = releases().get(version)
    if found is None:
        abort(404)
    return _script(found, FOREVER)


@embeds.get("")
def results() -> Response:
    """A frame of results: whole without JavaScript, in whatever sandbox."""
    asked, looks = params.frame(arguments())
    answer = searching.answer(site().engine.live(), replace(asked.query, facets=False), site().deadline())
    return _frame("embed/results.html", looks, answer=answer, asked=asked)


@embeds.get("/speech/<whole:id>")
def quotation(id: str) -> Response:
    """A frame of one passage of a speech, with who said it and when."""
    number, looks = params.quote(arguments())
    marked = searching.read(site().engine.live(), id, None, site().deadline())
    said = next(iter(marked.speech.paragraphs[number - 1 : number]), None)
    return _frame("embed/quotation.html", looks, 200 if said else 404, speech=marked.speech, number=number, said=said)


def refused(error: SearchappError, status: int) -> Response:
    """What a frame shows instead; the reader can go on at the archive."""
    lang, theme = request.args.get("lang", ""), request.args.get("theme", "")
    looks = Frame(lang if lang in LANGUAGES else None, theme if theme in THEMES else THEMES[0])
    wrong = told(looks.lang).say({400: "wrong", 404: "gone"}.get(status, "failed"))
    detail = str(error) if status == 400 else ""
    return _frame("embed/refused.html", looks, status, wrong=wrong, detail=detail)


def _frame(template: str, looks: Frame, status: int = 200, **values: Any) -> Response:
    response = page(template, status, told=told(looks.lang), theme=looks.theme, to=everywhere(), **values)
    if status != 200:
        response.headers["Cache-Control"] = "no-store"
    return response


def _script(found: Release, caching: str) -> Response:
    response = Response(found.content, content_type="text/javascript; charset=utf-8")
    response.headers["Cache-Control"] = caching
    response.add_etag()
    response.make_conditional(request)
    return response
