"""Keyword in context: each time that what was looked for was said, a line, with the words around it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from searchapp.deadline import Deadline
from searchapp.engines import Generation
from searchapp.engines.leaves import spoken
from searchapp.query.model import Query
from searchapp.speech import Speech
from searchapp.text.analysis import analysed_as, forms
from searchapp.text.finding import Span, find
from searchapp.text.runs import Run

Order = Literal["search", "left", "right"]
ORDERS: tuple[Order, ...] = ("search", "left", "right")
"""As the search has them, by the words before, by the words after."""
SORTED = 1_000
"""Lines that are put in order by their words, the first ones of the search; the others aren't read."""
REACH = 90
"""About how many characters stand before and behind."""
COMPARED = 4
"""Words that lines are ordered by, the one beside the match first."""


@dataclass(frozen=True, slots=True)
class Line:
    """One occurrence, with the words before and after it in its passage; the three together read as the text does."""

    speech: Speech
    passage: int
    left: str
    match: str
    right: str


@dataclass(frozen=True, slots=True)
class Concordance:
    """A window of lines; `total` is how many there are, `ordered` how many of them were put in order."""

    lines: tuple[Line, ...]
    total: int
    ordered: int


@dataclass(frozen=True, slots=True)
class _Place:
    """Characters `begin` to `end` of a passage."""

    speech: Speech
    passage: int
    begin: int
    end: int

    @property
    def text(self) -> str:
        return self.speech.paragraphs[self.passage - 1]

    @property
    def before(self) -> str:
        """What stands before, cut at a word."""
        first = max(0, self.begin - REACH)
        space = self.text.find(" ", first - 1, self.begin - 1) if first else -1
        return self.text[space + 1 if space >= 0 else first : self.begin]

    @property
    def after(self) -> str:
        """What stands behind, cut at a word."""
        last = self.end + REACH
        space = self.text.rfind(" ", self.end + 1, last + 1) if last < len(self.text) else -1
        return self.text[self.end : space if space >= 0 else last]


def concordance(generation: Generation, query: Query, order: Order, deadline: Deadline) -> Concordance:
    """The lines that `offset` and `limit` ask for, of speakers' own words. Raises TooSlow, TooBroad.

    There are as many as a tally counts: a place that two words of the query stand for has a line for each.
    """
    if order == "search":
        places, total = _places(generation, query, deadline)
        return Concordance(tuple(map(_line, places)), total, total)
    places, total = _places(generation, replace(query, offset=0, limit=SORTED), deadline)
    ordered = sorted(places, key=_words_before if order == "left" else _words_after)
    window = ordered[query.offset : query.offset + query.limit]
    return Concordance(tuple(map(_line, window)), total, len(places))


def _places(generation: Generation, query: Query, deadline: Deadline) -> tuple[Sequence[_Place], int]:
    runs, found = spoken(query.tree), generation.occurrences(query, deadline)
    places: list[_Place] = []
    for hit in found.hits:
        deadline.check()
        places += _said(hit.speech, runs, deadline)
    return places[found.before : found.before + query.limit], found.total


def _said(speech: Speech, runs: Sequence[Run], deadline: Deadline) -> Iterator[_Place]:
    spans = find(speech.paragraphs, runs, analysed_as(speech.language), deadline.check)
    for number, standing in spans.items():
        for begin, end in sorted(_occurrences(standing, runs)):
            yield _Place(speech, number + 1, begin, end)


def _occurrences(spans: Sequence[Span], runs: Sequence[Run]) -> Iterator[tuple[int, int]]:
    """Each occurrence once: words that stand near one another are found one by one, and lie in one line."""
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for begin, end, which in spans:
        found[which].append((begin, end))
    for which, places in found.items():
        together = 1 if runs[which].slop is None else len(runs[which].terms)
        for first in range(0, len(places), together):
            yield places[first][0], places[first + together - 1][1]


def _line(place: _Place) -> Line:
    match = place.text[place.begin : place.end]
    return Line(place.speech, place.passage, *map(_on_one_line, (place.before, match, place.after)))


def _on_one_line(text: str) -> str:
    """A text whose spaces and line breaks are single spaces, also at its ends."""
    whole = " ".join(text.split())
    return " " * text[:1].isspace() + whole + " " * (bool(whole) and text[-1:].isspace())


def _words_before(place: _Place) -> tuple[bool, list[str]]:
    """Where there are none comes last."""
    words = forms(place.before, analysed_as(place.speech.language))[: -COMPARED - 1 : -1]
    return not words, words


def _words_after(place: _Place) -> tuple[bool, list[str]]:
    words = forms(place.after, analysed_as(place.speech.language))[:COMPARED]
    return not words, words
