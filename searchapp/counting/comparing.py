"""Queries side by side: what each finds of every year, speaker, topic, language or source."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest, nsmallest

from searchapp.counting.measures import figure
from searchapp.deadline import Deadline
from searchapp.engines import Generation, Tally
from searchapp.query.model import Query

ENOUGH = (10_000, 1_000, 0)
"""Words below which a share says little: the first of these that leaves FEWEST values to be ranked."""
FEWEST = 3


@dataclass(frozen=True, slots=True)
class Row:
    """What each query finds among the speeches that have one value; "" for those that have none."""

    value: str
    tallies: tuple[Tally, ...]

    @property
    def of(self) -> Tally:
        """A tally that has the row's denominators, which are the same for every query."""
        return self.tallies[0]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What each query finds, by the values of the field `by`; `whole` is of all speeches that the filters let through.

    Each of `tallies` has the same values.
    """

    by: str
    tallies: tuple[Mapping[str, Tally], ...]
    whole: Row
    generation: str

    def row(self, value: str) -> Row:
        """The row of a value that there is."""
        return Row(value, tuple(tally[value] for tally in self.tallies))

    def values(self, measure: str, most: int | None = None) -> list[str]:
        """The values: years in time, others by what the first query comes to, most first; "" always last."""
        if self.by == "year":
            return sorted(self.tallies[0], key=lambda year: (year == "", year))[:most]
        named = self._ordered([value for value in self.tallies[0] if value], measure, most)
        return [*named, *([""] if "" in self.tallies[0] else [])][:most]

    def ranking(self, measure: str, most: int) -> Ranking:
        """The values that come first by a measure, of those that had enough words to be compared."""
        tally = self.tallies[0]
        floor = self.floor(measure)
        enough = [value for value, of in tally.items() if value and of.of_words >= floor]
        having = {value for had in self.tallies for value in enough if had[value].times or had[value].speeches}
        few = len(tally) - ("" in tally) - len(enough)
        return Ranking(tuple(map(self.row, self._ordered(having, measure, most))), floor, few)

    def floor(self, measure: str) -> int:
        """How many words a value must have to be ranked; none where they are only counted."""
        if measure in {"times", "count"}:
            return 0
        amounts = nlargest(FEWEST, [of.of_words for value, of in self.tallies[0].items() if value])
        return next((floor for floor in ENOUGH if len(amounts) == FEWEST and amounts[-1] >= floor), 0)

    def _ordered(self, values: Iterable[str], measure: str, most: int | None) -> list[str]:
        """By what the first query comes to, most first, then by name; so many of them, or all."""
        first = self.tallies[0]
        figures = {value: figure(first[value], measure) or 0 for value in values}
        having = ((-amount, value) for value, amount in figures.items() if amount)
        ordered = [value for _, value in (sorted(having) if most is None else nsmallest(most, having))]
        if most is None or len(ordered) < most:
            ordered += sorted(value for value, amount in figures.items() if not amount)
        return ordered[:most]


@dataclass(frozen=True, slots=True)
class Ranking:
    """The rows that come first; `few` values have less than `floor` words, and were passed over."""

    rows: tuple[Row, ...]
    floor: int
    few: int


def compare(generation: Generation, queries: Sequence[Query], by: str, deadline: Deadline) -> Comparison:
    """The tallies of queries that have the same filters. Raises TooSlow, TooBroad."""
    tallies = tuple(generation.tally(query, by, deadline) for query in queries)
    apart = tallies if by != "topic" else tuple(generation.tally(query, "year", deadline) for query in queries)
    whole = tuple(_added(tally.values()) for tally in apart)
    return Comparison(by, tallies, Row("", whole), generation.facts.name)


def _added(tallies: Collection[Tally]) -> Tally:
    """One tally of what has one value each."""
    return Tally(
        sum(tally.speeches for tally in tallies),
        sum(tally.times for tally in tallies),
        sum(tally.of_speeches for tally in tallies),
        sum(tally.of_words for tally in tallies),
    )
