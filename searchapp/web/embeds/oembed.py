"""oEmbed 1.0 (https://oembed.com): an address of this site, into the frame that shows it elsewhere."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from flask import Blueprint, Response, abort
from markupsafe import Markup

from searchapp.errors import BadParameters
from searchapp.web import params
from searchapp.web.api import CACHING, reply
from searchapp.web.asked import called, pairs
from searchapp.web.feeds import xml
from searchapp.web.site import arguments, everywhere, site

WIDTH, HEIGHT = 600, 400
_LEAST = 100
_NUMBER = re.compile(r"[0-9]{1,6}")
_PASSAGE = re.compile(r"p([1-9][0-9]{0,5})")
_FRAME = Markup(
    '<iframe src="{src}" width="{width}" height="{height}" title="{title}" frameborder="0" loading="lazy" '
    'sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox"></iframe>'
)

oembed = Blueprint("oembed", __name__)


@dataclass(frozen=True, slots=True)
class _Shown:
    """What an address shows: its frame, what it is called, and who speaks."""

    frame: str
    title: str
    author: str | None = None


@oembed.get("/oembed")
def embedding() -> Response:
    """JSON or XML for an address of ours; other parameters, which consumers add as they like, are ignored."""
    said = {name: values[0] for name, values in arguments().items() if values}
    kind = said.get("format", "json")
    if kind not in {"json", "xml"}:
        abort(501, "There is json and xml.")
    body = _body(_shown(said.get("url", "")), said)
    response = reply(body) if kind == "json" else xml("oembed.xml", "text/xml", body=body)
    response.headers["Cache-Control"] = CACHING
    return response


def _body(shown: _Shown, said: Mapping[str, str]) -> dict[str, Any]:
    width, height = _within(WIDTH, said.get("maxwidth")), _within(HEIGHT, said.get("maxheight"))
    author = {"author_name": shown.author} if shown.author else {}
    return {
        "version": "1.0",
        "type": "rich",
        "title": shown.title,
        **author,
        "provider_name": site().settings.title,
        "provider_url": everywhere().at("/"),
        "cache_age": 3600,
        "width": width,
        "height": height,
        "html": str(_FRAME.format(src=shown.frame, width=width, height=height, title=_one_line(shown.title))),
    }


def _shown(url: str) -> _Shown:
    """What one of our addresses shows; 404 where it isn't ours, or shows nothing that stands elsewhere."""
    base = urlsplit(everywhere().at("/"))
    try:
        asked = urlsplit(url)
    except ValueError:
        abort(404)
    whole = asked.path or "/"
    if (asked.scheme, asked.netloc) != (base.scheme, base.netloc) or not whole.startswith(base.path):
        abort(404)
    path = whole.removeprefix(base.path)
    if path.startswith("speech/"):
        number = "".join(parse_qs(asked.query).get("passage", ())[:1])
        return _speech(unquote(path.removeprefix("speech/")), asked.fragment or f"p{number}")
    if path not in {"", "search", "embed"}:
        abort(404)
    return _results(parse_qs(asked.query), framed=path == "embed")


def _results(args: Mapping[str, list[str]], *, framed: bool) -> _Shown:
    try:
        asked, looks = params.frame(args) if framed else (params.read(args, params.PAGE), params.PLAIN)
    except BadParameters:
        abort(404)
    frame = everywhere().embed([*pairs(replace(asked, page=1)), *looks.pairs()])
    return _Shown(frame, called(asked, site().settings.title))


def _speech(id: str, fragment: str) -> _Shown:
    speech = site().engine.live().speech(id)
    number = _PASSAGE.fullmatch(fragment)
    if number and int(number[1]) > len(speech.paragraphs):
        abort(404)
    return _Shown(everywhere().embedded(id, number[1] if number else "1"), speech.heading, speech.speaker)


def _within(size: int, most: str | None) -> int:
    return max(_LEAST, min(size, int(most))) if most and _NUMBER.fullmatch(most) else size


def _one_line(text: str) -> str:
    return " ".join(text.split())
