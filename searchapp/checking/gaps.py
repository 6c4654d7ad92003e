"""Stretches of the calendar without speeches, in an archive that is regular otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from searchapp.checking.findings import Gap

REGULAR = 3 / 4
"""The part of years, or of one month over the years, that must have speeches: fewer are a habit, not a gap."""
YEARS, MONTHS = 4, 6
"""So many must have speeches before one can speak of a habit."""
SEASONS = 3
"""So many years show which months are a recess."""


def gaps(years: Mapping[int, int], months: Mapping[str, int]) -> tuple[Gap, ...]:
    """Years, then months, that lie between the first speech and the last and have none, in order.

    A month counts as missing where the same month of other years has speeches: a recess isn't a gap. `months` are
    written `1961-03`; those of years without any month are not looked at.
    """
    had = {_number(month) for month, count in months.items() if count}
    missing = _missing_years({year for year, count in years.items() if count})
    return (
        *(Gap(f"{first:04}", f"{last:04}") for first, last in _stretches(missing)),
        *(Gap(_month(first), _month(last)) for first, last in _stretches(_missing_months(had))),
    )


def _missing_years(had: set[int]) -> list[int]:
    if len(had) < YEARS or len(had) < REGULAR * (max(had) - min(had) + 1):
        return []
    return [year for year in range(min(had), max(had)) if year not in had]


def _missing_months(had: set[int]) -> list[int]:
    if len(had) < MONTHS:
        return []
    known = {number // 12 for number in had}
    within = [number for number in range(min(had), max(had) + 1) if number // 12 in known]
    usual = _usual(had, within) if len(known) >= SEASONS else _always(had, within)
    return [number for number in within if number not in had and number % 12 in usual]


def _usual(had: set[int], within: list[int]) -> set[int]:
    """The months of the year (0 to 11) that have speeches in most years."""
    seen, filled = [0] * 12, [0] * 12
    for number in within:
        seen[number % 12] += 1
        filled[number % 12] += number in had
    return {month for month in range(12) if filled[month] > 1 and filled[month] >= REGULAR * seen[month]}


def _always(had: set[int], within: list[int]) -> set[int]:
    return set(range(12)) if len(had) >= REGULAR * len(within) else set()


def _stretches(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Ascending numbers as runs without a hole."""
    first = last = None
    for number in numbers:
        if first is None or last is None or number > last + 1:
            if first is not None and last is not None:
                yield first, last
            first = number
        last = number
    if first is not None and last is not None:
        yield first, last


def _number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7]) - 1


def _month(number: int) -> str:
    return f"{number // 12:04}-{number % 12 + 1:02}"
