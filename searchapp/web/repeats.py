"""Where else a passage was said word for word: all the other speeches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, Response

from searchapp.engines import Place, Repeat
from searchapp.web import citations, params
from searchapp.web.present import pages
from searchapp.web.reading import elsewhere
from searchapp.web.results import Link, numbers
from searchapp.web.site import arguments, here, site, told
from searchapp.web.views import page

AT_ONCE = 50
"""Speeches on a page."""
NOWHERE = Repeat(0, 0)

repeats = Blueprint("repeats", __name__)


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of the other speeches, and what leads to the pages around it."""

    heading: str
    others: int
    places: Sequence[Place]
    pages: int
    numbers: tuple[Link | None, ...]
    before: str | None
    after: str | None


@repeats.get("/repeats/<whole:id>")
def repeated(id: str) -> Response:
    """The other speeches that say a passage, the first one first."""
    passage, number = params.repeated(arguments())
    generation = site().engine.live()
    quoted = citations.quoted(generation.speech(id), passage)
    repeat = generation.repeats(id).get(passage, NOWHERE)
    places = generation.repeated(id, passage, (number - 1) * AT_ONCE, AT_ONCE)
    shown = _leaf(id, passage, number, repeat, places)
    status = 200 if number <= shown.pages else 404
    return page("repeats.html", status, speech=quoted.citation.speech, passage=passage, shown=shown)


def _leaf(id: str, passage: int, number: int, repeat: Repeat, places: Sequence[Place]) -> Leaf:
    to, count = here(), max(pages(repeat.speeches, AT_ONCE), 1)
    return Leaf(
        elsewhere(repeat, told()),
        repeat.speeches,
        places,
        count,
        tuple(numbers(number, count, lambda n: to.repeats(id, passage, n), told())),
        to.repeats(id, passage, number - 1) if 1 < number <= count + 1 else None,
        to.repeats(id, passage, number + 1) if number < count else None,
    )
