"""Who said something first, who said it later, and who never did."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from searchapp.counting.measures import occurs
from searchapp.dates import year_of
from searchapp.deadline import Deadline
from searchapp.engines import Generation, Hit, Tally
from searchapp.engines.leaves import spoken
from searchapp.query.model import And, Fuzzy, Node, Not, Or, Phrase, Prefix, Query, Word
from searchapp.speech import Speech
from searchapp.text.analysis import analysed_as
from searchapp.text.passages import Passage, best, excerpt, marks

Span = tuple[date, date]


@dataclass(frozen=True, slots=True)
class First:
    """The first speech in which something was said, by anybody or by its speaker; `times` is in all of theirs."""

    speech: Speech
    passage: Passage | None
    times: int


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody with so many speeches, from the first to the last day that these may be of; None if all are undated."""

    name: str
    speeches: int
    active: Span | None


@dataclass(frozen=True, slots=True)
class Saying:
    """Who of all speakers said something; a window of their firsts in the order of time.

    `dated` of those who said it did so in a dated speech; `undated` did so in others only. `undated_speeches` and
    `unnamed_speeches` have it, and are of no known day or no named speaker.
    """

    first: First | None
    firsts: tuple[First, ...]
    dated: int
    undated: tuple[str, ...]
    never: tuple[Speaker, ...]
    undated_speeches: int
    unnamed_speeches: int
    generation: str

    @property
    def said(self) -> int:
        """How many speakers have said it."""
        return self.dated + len(self.undated)

    @property
    def speakers(self) -> int:
        """How many speakers there are, under the filters."""
        return self.said + len(self.never)


def sayings(generation: Generation, query: Query, window: slice, deadline: Deadline) -> Saying:
    """Who said what a query looks for, in their own words; only speeches in the window are read. Raises TooSlow."""
    own = replace(query, tree=in_own_words(query.tree), facets=False)
    firsts, tally = generation.firsts(own, "speaker", deadline), generation.tally(own, "speaker", deadline)
    shown = islice(firsts.items(), window.start, window.stop)
    undated = sorted(name for name, had in tally.items() if name and had.speeches and name not in firsts)
    nobody = Tally(0, 0, 0, 0)
    return Saying(
        _first_of_all(generation, own, deadline),
        tuple(_first(hit, own.tree, tally[name].times, deadline) for name, hit in shown),
        len(firsts),
        tuple(undated),
        tuple(_silent(generation, query, tally, deadline)),
        generation.tally(own, "year", deadline).get("", nobody).speeches,
        tally.get("", nobody).speeches,
        generation.facts.name,
    )


def in_own_words(node: Node | None) -> Node | None:
    """A tree whose bare words are looked for in what was said, and not in titles, topics and names."""
    match node:
        case And(parts) | Or(parts):
            return type(node)(tuple(own for part in parts if (own := in_own_words(part))))
        case Not(part):
            return Not(in_own_words(part) or part)
        case Word() | Prefix() | Fuzzy() | Phrase() if node.field is None:
            return replace(node, field="body")
    return node


def _first_of_all(generation: Generation, query: Query, deadline: Deadline) -> First | None:
    hits = generation.search(replace(query, sort="oldest", offset=0, limit=1), deadline).hits
    first = next((_first(hit, query.tree, 0, deadline) for hit in hits), None)
    return first if first and year_of(first.speech.date) else None


def _first(hit: Hit, tree: Node | None, times: int, deadline: Deadline) -> First:
    """The first passage that has it; where several words were looked for together, the one that has most of them."""
    speech, runs = hit.speech, spoken(tree)
    language = analysed_as(speech.language)
    if not occurs(tree):
        passages = best(speech.paragraphs, runs, language, deadline.check)
        return First(speech, next(iter(passages), None), times)
    marked = marks(speech.paragraphs, runs, language, deadline.check)
    number = next((number for number, found in enumerate(marked) if found), None)
    shown = None if number is None else excerpt(speech.paragraphs[number], runs, language, deadline.check)
    return First(speech, Passage(number + 1, shown) if number is not None and shown else None, times)


def _silent(generation: Generation, query: Query, tally: Mapping[str, Tally], deadline: Deadline) -> Iterator[Speaker]:
    """Those who never said it, who spoke most first."""
    spans = generation.spans(replace(query, tree=None), "speaker", deadline)
    silent = [(-had.of_speeches, name) for name, had in tally.items() if name and not had.speeches]
    for amount, name in sorted(silent):
        yield Speaker(name, -amount, spans.get(name))
