"""What the archive has and lacks over time: speeches by year and month, and the stretches that it has nothing of."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from operator import itemgetter
from statistics import median

from searchapp.checking.gaps import gaps
from searchapp.dates import extent, year_of
from searchapp.engines import Generation
from searchapp.query.model import Query
from searchapp.web.site import site

Days = tuple[date, date]
"""The first day and the last, both included."""
_DAY = timedelta(1)


@dataclass(frozen=True, slots=True)
class Hole:
    """A stretch that no dated speech may be of: the dates of the last speech before it and of the first after it.

    Both are as the record writes them; `days` are those between.
    """

    after: str
    before: str
    days: Days


@dataclass(frozen=True, slots=True)
class Coverage:
    """Speeches by year, and by month (`1961-03`) where that is known; the holes in order.

    `first` and `last` are the dates of the first and last speech as the record writes them, `days` the days that they
    may mean; all None of an archive without dates. `undated` speeches have no date or one without a year; `partial`
    ones have no day.
    """

    years: Mapping[int, int]
    months: Mapping[str, int]
    holes: tuple[Hole, ...]
    first: str | None
    last: str | None
    days: Days | None
    undated: int
    partial: int
    order: Order


@dataclass(frozen=True, slots=True)
class Lack:
    """What the archive lacks within some days; `begins` and `ends` are set where the days reach beyond its dates."""

    holes: tuple[Hole, ...] = ()
    begins: str | None = None
    ends: str | None = None

    def __bool__(self) -> bool:
        return bool(self.holes or self.begins or self.ends)


def of(generation: Generation) -> Coverage:
    """The coverage of a generation."""
    return site().known.once(generation, "coverage", lambda: coverage(generation.dates(), generation.facts.speeches))


def coverage(dates: Mapping[str, int], speeches: int) -> Coverage:
    """The coverage of an archive of so many speeches, that have these dates."""
    known = {written: days for written in dates if (days := extent(written))}
    years, months, order = _by_year(dates, known), _by_month(dates, known), Order(known)
    dated = sum(dates[written] for written in known)
    return Coverage(
        years,
        months,
        tuple(_holes(order, years, months)),
        min(known, key=lambda written: known[written], default=None),
        max(known, key=lambda written: known[written][::-1], default=None),
        (min(first for first, _ in known.values()), max(last for _, last in known.values())) if known else None,
        speeches - dated,
        sum(dates[written] for written, (first, last) in known.items() if first < last),
        order,
    )


def lacking(covered: Coverage, ranges: Iterable[tuple[date | None, date | None]]) -> Lack:
    """What the archive lacks in any of these ranges, both ends included, None for an open one.

    A range that has no speech at all lies in a hole, even where it is the archive's habit to have none then.
    """
    if covered.days is None:
        return Lack()
    asked = list(ranges)
    begins = any(day and day < covered.days[0] for days in asked for day in days)
    ends = any(day and day > covered.days[1] for days in asked for day in days)
    holes = {hole for hole in covered.holes if any(_meet(hole.days, one) for one in asked)}
    empty = [covered.order.around((first, last)) for first, last in asked if first and last]
    found = sorted(holes.union(filter(None, empty)), key=lambda hole: hole.days)
    return Lack(tuple(found), covered.first if begins else None, covered.last if ends else None)


def ranges(query: Query) -> list[tuple[date | None, date | None]]:
    """The ranges of days that a query is narrowed to; none where it isn't."""
    years = [extent(year) for year in query.selected("year") if int(year)]
    if not years:
        return [(query.first, query.last)] if query.first or query.last else []
    within = [
        (max(days[0], query.first or days[0]), min(days[1], query.last or days[1]))
        for days in years
        if days is not None
    ]
    return [(first, last) for first, last in within if first <= last]


def _meet(days: Days, other: tuple[date | None, date | None]) -> bool:
    first, last = other
    return (last is None or days[0] <= last) and (first is None or first <= days[1])


def _by_year(dates: Mapping[str, int], known: Mapping[str, Days]) -> Mapping[int, int]:
    counts: Counter[int] = Counter()
    for written in known:
        counts[year_of(written) or 0] += dates[written]
    return counts


def _by_month(dates: Mapping[str, int], known: Mapping[str, Days]) -> Mapping[str, int]:
    counts: Counter[str] = Counter()
    for written in known:
        if len(written) > 4:
            counts[written[:7]] += dates[written]
    return counts


def _holes(order: Order, years: Mapping[int, int], months: Mapping[str, int]) -> list[Hole]:
    """The gaps that mean something, as wide as they are in days; what a partial date may fill is none.

    Years without speeches mean something, too, where they are more than twice as many as others in a row are.
    """
    spans = [(gap.first, gap.last) for gap in gaps(years, months)]
    silent = [(one + 1, other - 1) for one, other in pairwise(sorted(years)) if other - one > 1]
    spans += [(f"{first:04}", f"{last:04}") for first, last in silent if _unusual((first, last), silent)]
    found = {order.around(days) for span in spans if (days := _days(*span))}
    return sorted((hole for hole in found if hole), key=lambda hole: hole.days)


def _unusual(years: tuple[int, int], silent: Sequence[tuple[int, int]]) -> bool:
    others = [last - first + 1 for first, last in silent if (first, last) != years]
    return years[1] - years[0] + 1 > 2 * (median(others) if others else 0)


def _days(first: str, last: str) -> Days | None:
    begin, end = extent(first), extent(last)
    return (begin[0], end[1]) if begin and end else None


class Order:
    """Dates by the first day that they may mean, and by the last."""

    def __init__(self, known: Mapping[str, Days]) -> None:
        self.firsts = sorted((first, written) for written, (first, _) in known.items())
        self.lasts = sorted((last, written) for written, (_, last) in known.items())

    def around(self, days: Days) -> Hole | None:
        """The hole that these days are part of; None if a date may be of them, or all are before or after them."""
        before = bisect_left(self.lasts, days[0], key=itemgetter(0))
        after = bisect_right(self.firsts, days[1], key=itemgetter(0))
        if before < after or not before or after == len(self.firsts):
            return None
        (last, had), (first, has) = self.lasts[before - 1], self.firsts[after]
        return Hole(had, has, (last + _DAY, first - _DAY))
