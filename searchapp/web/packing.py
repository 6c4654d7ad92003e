"""Answers packed (gzip, RFC 1952) for whoever takes them so: nobody needs a proxy in front for light pages."""

from __future__ import annotations

import gzip
from functools import lru_cache

from flask import Flask, Response, request

LEAST = 1_000
"""Bytes that are worth packing."""
LEVEL = 5
"""Beyond it the bytes saved are fewer than the time is worth."""
_KINDS = {
    "application/json",
    "application/atom+xml",
    "application/opensearchdescription+xml",
    "application/xml",
    "image/svg+xml",
}


def register(app: Flask) -> None:
    """Pack what every other room has finished; so this one is registered first."""
    app.after_request(_packed)


def _packed(response: Response) -> Response:
    known = response.status_code == 304  # says of the answer that it stands for what that said
    if not known and (response.is_streamed or not _packable(response)):
        return response
    response.vary.add("Accept-Encoding")
    if not request.accept_encodings["gzip"]:
        return response
    if not known and len(body := response.get_data()) >= LEAST:
        lasting = "immutable" in response.headers.get("Cache-Control", "")
        response.set_data(_once(body) if lasting else gzip.compress(body, LEVEL, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
    tag, weak = response.get_etag()
    if tag and not weak:
        response.set_etag(tag, weak=True)  # the same answer, byte by byte another
    return response


def _packable(response: Response) -> bool:
    kind = response.mimetype or ""
    plain = kind.startswith("text/") or kind in _KINDS
    return plain and response.status_code not in {204, 206, 304} and "Content-Encoding" not in response.headers


@lru_cache(maxsize=32)
def _once(body: bytes) -> bytes:
    """What never changes, as small as it gets."""
    return gzip.compress(body, 9, mtime=0)
