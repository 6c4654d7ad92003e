"""What stands around a speech: those before and after it on the same occasion, and those that are like it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from searchapp.dates import extent
from searchapp.deadline import Deadline
from searchapp.engines import Generation
from searchapp.errors import SearchappError, TooSlow
from searchapp.query.canonical import write
from searchapp.query.model import Node, Or, Phrase, Query, Word, leaves
from searchapp.query.syntax import parse
from searchapp.speech import Speech
from searchapp.text.analysis import tokens
from searchapp.web.addresses import Addresses

ALIKE = 4
"""Speeches like it that a speech shows."""


@dataclass(frozen=True, slots=True)
class Around:
    """The neighbours of a speech, and those like it; each address is a search for all of them."""

    before: Speech | None
    after: Speech | None
    occasion: str
    alike: Sequence[Speech]
    likeness: str | None


def around(generation: Generation, speech: Speech, to: Addresses, deadline: Deadline) -> Around:
    """What can be found in time: a speech is to be read without it."""
    before, after = (hit.speech if hit else None for hit in generation.beside(speech.id))
    alike, likeness = _alike(generation, speech, to, deadline)
    return Around(before, after, _occasion(speech, to), alike, likeness)


def _alike(
    generation: Generation, speech: Speech, to: Addresses, deadline: Deadline
) -> tuple[Sequence[Speech], str | None]:
    tree = generation.likeness(speech.id)
    try:
        found = generation.search(Query(tree, limit=ALIKE + 1, facets=False), deadline).hits if tree else ()
    except TooSlow:
        return [], None
    others = [hit.speech for hit in found if hit.id != speech.id][:ALIKE]
    written = _anywhere(tree) if others else ""
    return others, to.having(("q", written)) if written else None


def _anywhere(tree: Node | None) -> str:
    """The words of a tree as a query can ask for them: wherever they stand."""
    words = tuple(leaf.text for leaf in leaves(tree) if isinstance(leaf, Word))
    written = write(Or(tuple(Word(word, exact=True) for word in words)))
    return written if _sound(written) else ""


def _occasion(speech: Speech, to: Addresses) -> str:
    """The speeches of the same event, day and source, first ones first."""
    said = [("q", _of_event(speech.event)), ("source", speech.source), *_days(speech.date), ("sort", "oldest")]
    return to.having(*[(name, value) for name, value in said if value])


def _of_event(event: str | None) -> str:
    words = tuple(Word(token.word) for token in tokens(event or ""))
    written = write(Phrase(words, field="event")) if words else ""
    return written if _sound(written) else ""


def _days(date: str | None) -> list[tuple[str, str]]:
    return [("from", date), ("to", date)] if date and extent(date) else []


def _sound(written: str) -> bool:
    try:
        parse(written)
    except SearchappError:
        return False
    return True
