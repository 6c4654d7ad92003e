"""Our own engine, through its port and `searching.answer`, as a request of the site goes."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from peers import FACETS, LISTED, Page
from searchapp import searching
from searchapp.deadline import Deadline
from searchapp.engines import FacetValue
from searchapp.engines.whoosh.engine import Whoosh
from searchapp.engines.whoosh.writing import Effort
from searchapp.query.model import Query
from searchapp.speech import Speech

EFFORT = Effort(processes=2, memory=256)
PATIENCE = 120.0
"""Seconds until an answer is given up."""


def build(speeches: Iterable[Speech], folder: Path) -> None:
    with Whoosh(folder, EFFORT).rebuild() as add:
        for speech in speeches:
            add(speech)


def reopen(folder: Path) -> Ours:
    engine = Whoosh(folder, EFFORT)
    engine.live()
    return Ours(engine)


@dataclass(frozen=True, slots=True)
class Ours:
    engine: Whoosh

    def rank(self, query: Query) -> Page:
        found = self.engine.live().search(replace(query, facets=False), _deadline())
        return Page(tuple(hit.id for hit in found.hits), found.total)

    def page(self, query: Query) -> Page:
        answer = searching.answer(self.engine.live(), query, _deadline())
        ids = tuple(found.speech.id for found in answer.found)
        passages = tuple(tuple(passage.excerpt.text for passage in found.passages) for found in answer.found)
        return Page(ids, answer.total, {name: _largest(answer.facets[name]) for name in FACETS}, passages)


def _deadline() -> Deadline:
    return Deadline.after(PATIENCE, time.monotonic)


def _largest(values: Iterable[FacetValue]) -> dict[str, int]:
    """The largest values: ours lists all years, latest first, and adds what is selected."""
    largest = sorted(values, key=lambda value: (-value.count, value.value))[:LISTED]
    return {value.value: value.count for value in largest}
