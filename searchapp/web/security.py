"""The headers that keep a page to itself; relaxed for the API, which is for everybody."""

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
_API = {
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Retry-After, X-Request-Id",
}
_SECURE = {"Strict-Transport-Security": "max-age=31536000"}


def register(app: Flask) -> None:
    """Give every response its headers."""
    app.after_request(_sealed)


def headers(path: str, *, secure: bool) -> Mapping[str, str]:
    """The headers of whatever is served at a path; `secure` where it came over https."""
    place = _API if path.startswith("/api/") else _PAGES
    unlisted = {"X-Robots-Tag": "noindex"} if path.startswith(("/api/", "/search")) else {}
    return {**_EVERYWHERE, **place, **unlisted, **(_SECURE if secure else {})}


def _sealed(response: Response) -> Response:
    response.headers.update(headers(request.path, secure=request.is_secure))
    if response.mimetype == "text/html" and response.status_code == 200:
        response.headers.setdefault("Cache-Control", "no-cache")
        response.add_etag()
        response.make_conditional(request)
    return response
