"""The headers that keep a page to itself; relaxed, place by place, for what is made for other people's pages."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Flask, Response, request

_EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_PAGES = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Resource-Policy": "same-origin",
}
_FILES = {
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Access-Control-Allow-Origin": "*",
}
"""Scripts and style sheets, which frames in a sandbox ask for from nowhere."""
_BUILDER = _PAGES | {"Content-Security-Policy": f"{_PAGES['Content-Security-Policy']}; frame-src 'self'"}
"""The page that shows a frame of ours."""
_API = {
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Retry-After, X-Request-Id",
}
_POSTED = _API | {
    "Access-Control-Allow-Methods": "GET, HEAD, POST",
    "Access-Control-Allow-Headers": "Content-Type",
    "Access-Control-Max-Age": "86400",
}
"""What a page of any origin may also send JSON to."""
_FRAMES = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; form-action 'none'; base-uri 'none'; "
        "frame-ancestors *"
    ),
    "Cross-Origin-Resource-Policy": "cross-origin",
}
"""What may stand in anybody's page."""
PROGRAMS = (
    "/api/",
    "/cite/",
    "/compare.csv",
    "/export.",
)
"""How the addresses begin of what is for programs: open to every origin, and JSON where it goes wrong."""
UNLISTED = (
    *PROGRAMS,
    "/check",
    "/compare",
    "/embed",
    "/first",
    "/receipt",
    "/repeats/",
    "/search",
    "/values/",
)
"""How the addresses begin of what isn't for robots to list."""
_SECURE = {"Strict-Transport-Security": "max-age=31536000"}


def register(app: Flask) -> None:
    """Give every response its headers."""
    app.after_request(_sealed)


def headers(path: str, *, secure: bool) -> Mapping[str, str]:
    """The headers of whatever is served at a path; `secure` where it came over https."""
    unlisted = {"X-Robots-Tag": "noindex"} if path.startswith(UNLISTED) else {}
    return {**_EVERYWHERE, **_place(path), **unlisted, **(_SECURE if secure else {})}


def _place(path: str) -> Mapping[str, str]:
    if path == "/api/v1/check":
        return _POSTED
    if path.startswith(PROGRAMS) or path in {"/oembed", "/feed.atom", "/corrections.atom"}:
        return _API
    if path.startswith("/static/") or (path.startswith("/embed/v") and path.endswith(".js")):
        return _FILES
    if path == "/embed/builder":
        return _BUILDER
    return _FRAMES if framed(path) else _PAGES


def framed(path: str) -> bool:
    """Whether what is served at a path stands in frames of other people's pages."""
    return path == "/embed" or path.startswith("/embed/speech/")


def _sealed(response: Response) -> Response:
    response.headers.update(headers(request.path, secure=request.is_secure))
    if response.mimetype == "text/html" and response.status_code == 200:
        response.headers.setdefault("Cache-Control", "no-cache")
        response.add_etag()
        response.make_conditional(request)
    return response
