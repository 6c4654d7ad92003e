"""What a site owner copies: the same search as an element, a frame, an address for oEmbed, a feed, JSON."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from flask import Blueprint, Response
from markupsafe import Markup

from searchapp.web import params
from searchapp.web.addresses import Addresses
from searchapp.web.asked import Asked, called, pairs
from searchapp.web.embeds.building import LATEST, releases
from searchapp.web.params import THEMES, Frame
from searchapp.web.site import arguments, everywhere, here, plainly, preferred, site, told
from searchapp.web.views import page

_SIZES = (3, 5, 10, 20)

builder = Blueprint("builder", __name__)


@dataclass(frozen=True, slots=True)
class Snippet:
    """Something to copy. `text` is plain text, though most of it is HTML: it is shown, not made part of the page."""

    id: str
    text: str


@builder.get("/embed/builder")
def build() -> Response:
    """Choose a search, see it as it will stand elsewhere, copy what makes it stand there."""
    asked, looks = params.frame(arguments())
    asked = replace(asked, page=1)
    return page(
        "builder.html",
        told=told(preferred()),  # `lang` is the embed's here
        to=plainly(),
        asked=asked,
        looks=looks,
        snippets=list(snippets(asked, looks, everywhere(), site().settings.title)),
        sizes=sorted({*_SIZES, asked.per_page}),
        preview=here().embed([*pairs(asked), *looks.pairs()]),
        themes=THEMES,
        embeddable=everywhere().search(asked),
        feed=everywhere().feed(asked),
    )


def snippets(asked: Asked, looks: Frame, to: Addresses, title: str) -> Iterator[Snippet]:
    """The five ways, the one that does most first."""
    latest = releases()[LATEST]
    name = called(asked, title)
    script = Markup('<script src="{}" async></script>').format(to.at("/embed/v1.js"))
    proven = Markup('<script src="{}" integrity="{}" crossorigin="anonymous" async></script>').format(
        to.at(latest.path), latest.integrity
    )
    element = _element(asked, looks, to, name)
    frame = Markup(
        '<iframe src="{}" title="{}" width="100%" height="400" loading="lazy" data-speech-embed></iframe>'
    ).format(to.embed([*pairs(asked), *looks.pairs()]), name)
    yield Snippet("element", f"{script}\n{element}")
    yield Snippet("proven", f"{proven}\n{element}")
    yield Snippet("frame", str(frame))
    yield Snippet("address", to.search(asked))
    yield Snippet("feed", to.feed(asked))
    yield Snippet("json", to.answer(asked))


def _element(asked: Asked, looks: Frame, to: Addresses, name: str) -> Markup:
    values: dict[str, list[str]] = defaultdict(list)
    for parameter, value in [*pairs(asked), *looks.pairs()]:
        values[parameter.replace("_", "-")].append(value)
    attributes = Markup("").join(Markup(' {}="{}"').format(name, " | ".join(said)) for name, said in values.items())
    link = Markup('  <a href="{}">{}</a>').format(to.search(asked), name)
    return Markup("<speech-search{}>\n{}\n</speech-search>").format(attributes, link)
