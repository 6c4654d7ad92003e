"""One JSON line per request: when, what and how long, without what was searched for unless the settings say so."""

from __future__ import annotations

import json
import logging
import re
import time
from datetime import UTC, datetime
from typing import TextIO
from uuid import uuid4

from flask import Flask, Response, g, request

from searchapp.web.site import site

LOG = logging.getLogger("searchapp.access")
_SANE = re.compile(r"[A-Za-z0-9._-]{1,64}")


def register(app: Flask) -> None:
    """Number every request and write its line. The caller's own number is kept where it is a sane one."""
    app.before_request(_begun)
    app.after_request(_ended)


def start(stream: TextIO) -> None:
    """Write the lines to a stream. Whoever serves the site calls this once; until then nothing is written."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logging.Formatter("%(message)s"))
    LOG.handlers = [handler]
    LOG.setLevel(logging.INFO)
    LOG.propagate = False


def _begun() -> None:
    given = request.headers.get("X-Request-Id", "")
    g.number = given if _SANE.fullmatch(given) else uuid4().hex
    g.began = time.monotonic()


def _ended(response: Response) -> Response:
    response.headers["X-Request-Id"] = g.number
    line = {
        "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "request": g.number,
        "method": request.method,
        "path": request.path,
        "status": response.status_code,
        "ms": round((time.monotonic() - g.began) * 1000, 1),
        "bytes": response.content_length,
    }
    if site().settings.log_queries:
        line["query"] = request.query_string.decode("utf-8", "replace")
    LOG.info("%s", json.dumps(line))
    return response
