"""Quotations checked: as a page, and for programs."""

from __future__ import annotations

import json
import time
from typing import Any

from flask import Blueprint, Response, abort, request

from searchapp import quoting
from searchapp.engines import Generation
from searchapp.errors import BadParameters
from searchapp.quoting import Verdict
from searchapp.web import params, verdicts
from searchapp.web.api import fresh, reply
from searchapp.web.params import Pasted
from searchapp.web.site import arguments, everywhere, site, told
from searchapp.web.views import page

_KNOWN = {parameter.name for parameter in params.CHECK}

quotations = Blueprint("quotations", __name__)


@quotations.get("/check")
def check() -> Response:
    """What a reader pasted, and the verdict; the form alone where nothing was."""
    try:
        pasted = params.pasted(arguments(), params.CHECKING)
    except BadParameters as error:
        return _refused(error)
    if pasted.quotation is None:
        return page("check.html", pasted=pasted, faults={}, finding=None)
    generation = site().engine.live()
    verdict = _verdict(generation, pasted)
    finding = verdicts.finding(verdict, pasted, told(), generation.facts.speeches)
    return page("check.html", pasted=pasted, faults={}, finding=finding)


@quotations.get("/api/v1/check")
def asked() -> Response:
    """The verdict as JSON."""
    pasted = _quotation(arguments())
    generation = site().engine.live()
    return fresh(generation, pasted.pairs(), lambda: _answer(generation, pasted))


@quotations.post("/api/v1/check")
def posted() -> Response:
    """The same for a quotation in a body of JSON, which no log keeps."""
    params.nothing(arguments())
    pasted = _quotation(_body())
    response = reply(_answer(site().engine.live(), pasted))
    response.headers["Cache-Control"] = "no-store"
    return response


def _answer(generation: Generation, pasted: Pasted) -> dict[str, Any]:
    began = time.monotonic()
    told = verdicts.present(_verdict(generation, pasted), pasted, everywhere())
    return told | {"took_ms": round((time.monotonic() - began) * 1000, 1)}


def _verdict(generation: Generation, pasted: Pasted) -> Verdict:
    assert pasted.quotation
    return quoting.check(generation, pasted.quotation, site().deadline(), pasted.claim)


def _quotation(given: params.Args) -> Pasted:
    """What a program asks about. Raises BadParameters where there is no quotation, too."""
    pasted = params.pasted(given)
    if pasted.quotation is None:
        raise BadParameters({"quotation": "There is no quotation. Give the words to look for as “quotation”."})
    return pasted


def _body() -> dict[str, list[str]]:
    """The parameters in a body. Raises BadParameters with what is wrong with the body or with any of them."""
    if request.mimetype != "application/json":
        abort(415, "The quotation is sent as JSON: with the header Content-Type: application/json.")
    try:
        said = json.loads(request.get_data())
    except (ValueError, RecursionError):
        raise BadParameters({"body": 'The body can’t be read as JSON. Send {"quotation": "…"}.'}) from None
    if not isinstance(said, dict):
        raise BadParameters({"body": 'The body is not a JSON object. Send {"quotation": "…"}.'})
    given = {name: [value] for name, value in said.items() if isinstance(value, str)}
    wrong = {
        name: f"“{name}” is not text. Put it in quotation marks."
        for name, value in said.items()
        if name in _KNOWN and value is not None and name not in given
    }
    strangers = {name: [""] for name in said if name not in _KNOWN}
    try:
        params.pasted(given | strangers)
    except BadParameters as error:
        wrong = error.faults | wrong
    if wrong:
        raise BadParameters(wrong)
    return given


def _refused(error: BadParameters) -> Response:
    """The form as it was filled in, and what is wrong with it."""
    said = {name: values[0] for name, values in arguments().items()}
    pasted = Pasted(said.get("quotation", ""), said.get("speaker", ""), said.get("date", ""))
    response = page("check.html", 400, pasted=pasted, faults=error.faults, finding=None)
    response.headers["Cache-Control"] = "no-store"
    return response
