"""Who said something first, and who never did, as the page shows it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from searchapp.counting.saying import First, Saying
from searchapp.web.addresses import Addresses
from searchapp.web.asked import Asked, pairs, widened, written_as
from searchapp.web.interface import Interface

PER_PAGE = 20
"""Speakers with their first speeches on a page."""
NEVER = 500
"""Of those who never said it, how many are listed: those who spoke most."""


@dataclass(frozen=True, slots=True)
class Never:
    """Somebody who never said it: what they did say, and where that is to be read."""

    name: str
    spoke: str
    address: str


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything on the page. `apart` is the very first speech, which then isn't among the others.

    `start` numbers the firsts that are shown; `more` never said it and are not listed.
    """

    apart: First | None
    firsts: tuple[First, ...]
    start: int
    sentence: str
    never: tuple[Never, ...]
    more: int
    notes: tuple[str, ...]
    undated: tuple[str, ...]
    page: int
    pages: int
    before: str | None
    after: str | None


def shown(saying: Saying, asked: Asked, to: Addresses, told: Interface) -> Shown:
    """The page of who said something."""
    pages = -(-saying.dated // PER_PAGE)
    apart = saying.first if asked.page == 1 else None
    others = tuple(one for one in saying.firsts if not apart or one.speech.id != apart.speech.id)
    return Shown(
        apart,
        others,
        (asked.page - 1) * PER_PAGE + 1 + len(saying.firsts) - len(others),
        _sentence(saying, told),
        tuple(_silent(saying, asked, to, told)),
        max(0, len(saying.never) - NEVER),
        tuple(_notes(saying, told)),
        saying.undated,
        asked.page,
        pages,
        _on(asked.page - 1, asked, to) if 1 < asked.page <= pages + 1 else None,
        _on(asked.page + 1, asked, to) if asked.page < pages else None,
    )


def _sentence(saying: Saying, told: Interface) -> str:
    """How many of all have said it, and how many never."""
    of, never = told.number(saying.speakers), told.number(len(saying.never))
    if not saying.speakers:
        return told.say("first.nobody")
    if not saying.said:
        return told.count("first.none", len(saying.never))
    if not saying.never:
        return told.count("first.all", saying.said)
    return told.count("first.some", saying.said, of=of, never=never)


def _silent(saying: Saying, asked: Asked, to: Addresses, told: Interface) -> Iterator[Never]:
    """Those who never said it, each with their own speeches under the same filters."""
    speeches = to.around(widened(written_as(asked, ""), "speaker"))
    for speaker in saying.never[:NEVER]:
        spoke, span = told.count("speeches", speaker.speeches), speaker.active
        if span:
            spoke = told.say("first.active", speeches=spoke, years=told.years(span[0].year, span[1].year))
        yield Never(speaker.name, spoke, speeches.toggled("speaker", speaker.name))


def _notes(saying: Saying, told: Interface) -> Iterator[str]:
    if saying.undated_speeches:
        yield told.count("first.undated", saying.undated_speeches)
    if saying.unnamed_speeches:
        yield told.count("first.unnamed", saying.unnamed_speeches)


def _on(page: int, asked: Asked, to: Addresses) -> str:
    return to.page("/first", *pairs(replace(asked, page=page)))
