"""Who said something first, and who never did, as the page shows it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from searchapp.counting.saying import First, Saying, Speaker
from searchapp.web.addresses import Addresses
from searchapp.web.asked import Asked, pairs
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
    """Everything on the page; `start` numbers the firsts that are shown, `more` never said it and are not listed."""

    first: First | None
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
    return Shown(
        saying.first,
        saying.firsts,
        (asked.page - 1) * PER_PAGE + 1,
        _sentence(saying, told),
        tuple(_never(speaker, asked, to, told) for speaker in saying.never[:NEVER]),
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


def _never(speaker: Speaker, asked: Asked, to: Addresses, told: Interface) -> Never:
    speeches = told.count("speeches", speaker.speeches)
    span = speaker.active
    spoke = (
        told.say("first.active", speeches=speeches, years=told.years(span[0].year, span[1].year)) if span else speeches
    )
    kept = [pair for pair in pairs(asked) if pair[0] not in {"q", "speaker", "page"}]
    return Never(speaker.name, spoke, to.having(*kept, ("speaker", speaker.name)))


def _notes(saying: Saying, told: Interface) -> Iterator[str]:
    if saying.undated_speeches:
        yield told.count("first.undated", saying.undated_speeches)
    if saying.unnamed_speeches:
        yield told.count("first.unnamed", saying.unnamed_speeches)


def _on(page: int, asked: Asked, to: Addresses) -> str:
    return to.page("/first", *pairs(replace(asked, page=page)))
