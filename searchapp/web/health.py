"""What the operator's machines ask: is the process alive, and can it answer."""

from __future__ import annotations

from flask import Blueprint, Response

from searchapp.errors import Unavailable
from searchapp.web.api import reply
from searchapp.web.site import site

health = Blueprint("health", __name__)


@health.get("/livez")
def livez() -> Response:
    """The process answers; restart it where this doesn't."""
    return reply({"status": "alive"})


@health.get("/readyz")
def readyz() -> Response:
    """It can answer searches, perhaps degraded, as `message` then says; 503 says what keeps it from that."""
    try:
        facts = site().engine.live().facts
    except Unavailable as error:
        return reply({"status": "not ready", "message": str(error)}, 503)
    known = {"generation": facts.name, "speeches": facts.speeches}
    if wrong := site().engine.health():
        return reply({"status": "degraded", "message": wrong, **known})
    return reply({"status": "ready", **known})
