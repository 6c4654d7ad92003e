"""Bodies of requests: short ones of known length are read, all others are refused with a sentence."""

from __future__ import annotations

from flask import Flask, abort, request

from searchapp.web.incoming import BODY


def register(app: Flask) -> None:
    """Refuse what the worker doesn't wait for, where a body is read at all."""
    app.config["MAX_CONTENT_LENGTH"] = BODY
    app.before_request(_measured)


def _measured() -> None:
    if request.method not in {"GET", "HEAD", "OPTIONS"} and request.url_rule:
        if "Transfer-Encoding" in request.headers:
            abort(411)
        if (request.content_length or 0) > BODY:
            abort(413)
