"""What Whoosh knows about a term."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from whoosh.reading import TermInfo

from searchapp.engines.whoosh.codec.postings import Postings


@dataclass(frozen=True, slots=True)
class Extremes:
    """Of all postings of a term: the shortest and longest field, as Whoosh rounds lengths, and the largest weight."""

    shortest: int
    longest: int
    heaviest: float


@dataclass(frozen=True, slots=True)
class Finders:
    """How to find what isn't known without reading."""

    postings: Callable[[], Postings]
    extremes: Callable[[], Extremes]


class ColumnarTermInfo(TermInfo):  # type: ignore[misc]
    """Whoosh's facts about a term, under its names for them; the rarer ones are found when they are asked for."""

    def __init__(self, weight: float, documents: int, find: Finders) -> None:
        self._weight = weight
        self._df = documents
        self._find = find

    # Whoosh's reader of several segments adds to these two, so they are kept once they are found.

    @cached_property
    def _minid(self) -> int:
        return self._find.postings().documents.item(0)

    @cached_property
    def _maxid(self) -> int:
        return self._find.postings().documents.item(-1)

    @cached_property
    def _extremes(self) -> Extremes:
        return self._find.extremes()

    @property
    def _minlength(self) -> int:
        return self._extremes.shortest

    @property
    def _maxlength(self) -> int:
        return self._extremes.longest

    @property
    def _maxweight(self) -> float:
        return self._extremes.heaviest
