"""Everything that can go wrong, as a page that helps or as one JSON shape."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from searchapp.errors import (
    BadParameters,
    BadQuery,
    BadRequest,
    NotFound,
    SearchappError,
    TooMany,
    TooSlow,
    Unavailable,
)
from searchapp.query.model import Query
from searchapp.speech import FIELDS
from searchapp.web.api import reply
from searchapp.web.asked import Asked
from searchapp.web.embeds import refused
from searchapp.web.interface import LANGUAGES, Interface
from searchapp.web.security import PROGRAMS, framed
from searchapp.web.site import arguments, told
from searchapp.web.views import page

_STATUS = {BadRequest: 400, NotFound: 404, TooMany: 429, Unavailable: 503}
_MESSAGES = {
    404: "errors.gone",
    405: "errors.unchangeable",
    411: "errors.unmeasured",
    413: "errors.longer",
    500: "errors.broken",
}


def register(app: Flask) -> None:
    """Answer our own errors and the framework's, all of them."""
    app.register_error_handler(SearchappError, _ours)
    app.register_error_handler(HTTPException, _theirs)


def error(status: int, message: str, faults: Mapping[str, str], at: BadQuery | None = None) -> dict[str, Any]:
    """The one shape of an error in JSON; `at` is where in q it is."""
    place = [at.start, at.end] if at else None
    return {"error": {"status": status, "message": message, "faults": dict(faults), "at": place}}


def _ours(error: SearchappError) -> Response:
    status = next((status for kind, status in _STATUS.items() if isinstance(error, kind)), 500)
    response = refused(error, status) if framed(request.path) else _told(error, status)
    if status in {429, 503}:
        response.headers["Retry-After"] = _later(error)
    return _unkept(response)


def _later(error: SearchappError) -> str:
    if isinstance(error, TooMany):
        return str(error.wait)
    return "5" if isinstance(error, TooSlow) else "60"


def _theirs(error: HTTPException) -> Response:
    status = error.code or 500
    message = _said().say(_MESSAGES[status]) if status in _MESSAGES else error.description or error.name
    response = _plain(status, _heading(status, error.name), message, ours=status in _MESSAGES)
    for name, value in error.get_headers():
        if name not in {"Content-Type", "Content-Length"}:
            response.headers[name] = value
    return _unkept(response)


def _told(wrong: SearchappError, status: int) -> Response:
    if isinstance(wrong, BadParameters):
        return _mistaken(wrong.faults, wrong.__cause__)
    if isinstance(wrong, BadRequest):
        return _mistaken({"q": str(wrong)}, wrong)
    heading = _said().say("errors.slow") if isinstance(wrong, TooSlow) else _heading(status, "")
    return _plain(status, heading, str(wrong))


def _heading(status: int, otherwise: str) -> str:
    known: Mapping[str, str] = _said().words["errors"]
    return known.get(str(status), otherwise)


def _said() -> Interface:
    """Pages speak the reader's language, and JSON one that programs know."""
    return told(LANGUAGES[0] if _wants_json() else None)


def _plain(status: int, heading: str, message: str, *, ours: bool = False) -> Response:
    """`ours` where the message is in the language of the page."""
    if _wants_json():
        return reply(error(status, message, {}), status)
    about: dict[str, Any] = {"index": lambda: None} if status >= 500 else {}  # it may be what is broken
    return page("error.html", status, heading=heading, message=message, ours=ours, asked=_as_typed(), **about)


def _mistaken(faults: Mapping[str, str], cause: BaseException | None) -> Response:
    """Every fault at once; a page keeps the form as it was filled in."""
    at = cause if isinstance(cause, BadQuery) else None
    if _wants_json():
        return reply(error(400, " ".join(faults.values()), faults, at), 400)
    return page("mistake.html", 400, faults=faults, at=at, asked=_as_typed(), kept=_kept(faults))


def _as_typed() -> Asked:
    said = {name: values[0] for name, values in arguments().items() if values}
    return Asked(said.get("q", ""), Query(), since=said.get("from", ""), until=said.get("to", ""))


def _kept(faults: Collection[str]) -> list[tuple[str, str]]:
    """What the form doesn't show, but was asked for and is sound."""
    sound = {*FIELDS, "sort", "view", "order"} - set(faults)
    return [(name, value) for name, values in arguments().items() if name in sound for value in values if value]


def _wants_json() -> bool:
    return request.path.startswith(PROGRAMS) or request.path == "/oembed"


def _unkept(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
