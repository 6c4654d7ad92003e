"""Where counting is asked for: the page that compares, the same as a file and as JSON, and who said something first."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response

from searchapp.counting.comparing import Comparison, compare
from searchapp.counting.saying import sayings
from searchapp.engines import Generation
from searchapp.engines.leaves import spoken
from searchapp.errors import BadParameters, TooBroad
from searchapp.query.model import Query
from searchapp.web import params
from searchapp.web.api import fresh, unless_known
from searchapp.web.asked import Asked
from searchapp.web.counted import files, firsts
from searchapp.web.counted.asked import NAMES, Comparing, read, said
from searchapp.web.counted.form import form
from searchapp.web.counted.shown import shown, ways
from searchapp.web.site import arguments, everywhere, here, site, told
from searchapp.web.views import page

_CSV = "text/csv; charset=utf-8; header=present"

counted = Blueprint("counted", __name__)


@counted.get("/compare")
def comparing() -> Response:
    """How often queries occur, by year or by whom: a chart, its table, and the form to ask for others."""
    try:
        return _page("compare.html", **_compared_shown(read(arguments(), params.COMPARING)))
    except BadParameters as error:
        return _page("compare.html", error, shown=None)


@counted.get("/compare.csv")
def table() -> Response:
    """All of a comparison as a file."""
    comparing, generation = _something(), site().engine.live()

    def made() -> Response:
        text = files.table(_compared(generation, comparing), comparing)
        return Response(text.encode("utf-8", "replace"), content_type=_CSV)

    response = unless_known(generation, said(comparing), made)
    response.headers["Content-Disposition"] = "attachment; filename=comparison.csv"
    return response


@counted.get("/api/v1/compare")
def answer() -> Response:
    """All of a comparison, for programs."""
    comparing, generation = _something(), site().engine.live()
    return fresh(generation, said(comparing), lambda: files.answer(_compared(generation, comparing), comparing))


@counted.get("/first")
def first() -> Response:
    """Who said something first, each speaker's own first time, and who never did."""
    try:
        return _firsts(params.read(arguments(), params.SAYING))
    except BadParameters as error:
        return _page("first.html", error, shown=None)
    except TooBroad as error:
        return _page("first.html", BadParameters({"q": str(error)}), shown=None)


def _firsts(asked: Asked) -> Response:
    if not asked.query.tree:
        return _page("first.html", shown=None)
    if not spoken(asked.query.tree):
        raise BadParameters({"q": "There is nothing in this that somebody can have said. Write a word or a phrase."})
    window = slice((asked.page - 1) * firsts.PER_PAGE, asked.page * firsts.PER_PAGE)
    found = firsts.shown(sayings(site().engine.live(), asked.query, window, site().deadline()), asked, here(), told())
    over = here().counted("/compare", asked)
    response = _page("first.html", shown=found, written=asked.written, over=over)
    if asked.page > max(found.pages, 1):
        response.status_code = 404
    return response


def _compared_shown(comparing: Comparing) -> dict[str, Any]:
    if not comparing.queries:
        return {"shown": None}
    comparison = _compared(site().engine.live(), comparing)
    by, measures = ways(comparing, here(), told())
    return {
        "shown": shown(comparison, comparing, here(), told()),
        "comparing": comparing,
        "by": by,
        "measures": measures,
        "csv": everywhere().data("/compare.csv", *said(comparing)),
        "json": everywhere().data("/api/v1/compare", *said(comparing)),
    }


def _page(template: str, wrong: BadParameters | None = None, **values: Any) -> Response:
    """The page with its form as it was filled in; 400 where something is wrong with that."""
    path = f"/{template.removesuffix('.html')}"
    filled = form(path, arguments(), wrong, here(), told())
    response = page(template, 400 if wrong else 200, form=filled, **values)
    if wrong:
        response.headers["Cache-Control"] = "no-store"
    return response


def _something() -> Comparing:
    comparing = read(arguments())
    if not comparing.queries:
        raise BadParameters({"q": "There is nothing to compare. Give one query at least, such as q=housing."})
    return comparing


def _compared(generation: Generation, comparing: Comparing) -> Comparison:
    """The comparison. Raises BadParameters that names the query which is too broad."""
    try:
        return compare(generation, comparing.queries, comparing.by, site().deadline())
    except TooBroad as error:
        broad = [_broad(generation, query) for query in comparing.queries]
        raise BadParameters({NAMES[broad.index(True)]: str(error)}) from error


def _broad(generation: Generation, query: Query) -> bool:
    try:
        generation.tally(query, "language", site().deadline())
    except TooBroad:
        return True
    return False
