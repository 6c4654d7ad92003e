"""Speeches by year and month as a table: which cells it has, where they lead, and how dark they are."""

from __future__ import annotations

from dataclasses import dataclass

from searchapp.dates import extent
from searchapp.web.addresses import Addresses
from searchapp.web.coverage import Coverage

MONTHLY = 300
"""Years of which the months are shown; before them, only the years."""
SHADES = 4


@dataclass(frozen=True, slots=True)
class Cell:
    """How many speeches a month has, and how to find them.

    `shade` is 0 for none to SHADES for most; `hole` says that it is missing.
    """

    count: int
    address: str
    shade: int
    hole: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A year that has speeches, its months, and how many of its speeches have no month; or a stretch that has none."""

    first: int
    last: int
    count: int
    address: str
    months: tuple[Cell, ...] = ()
    partial: int = 0


def calendar(covered: Coverage, to: Addresses) -> list[Row]:
    """Every year from the last to the first; those without speeches together, and of the oldest no months."""
    had = sorted((year for year, count in covered.years.items() if count), reverse=True)
    most = max(covered.months.values(), default=0)
    rows: list[Row] = []
    for number, year in enumerate(had):
        if rows and rows[-1].first > year + 1:
            rows.append(Row(year + 1, rows[-1].first - 1, 0, ""))
        cells = tuple(_cell(covered, f"{year:04}-{n:02}", most, to) for n in range(1, 13) if number < MONTHLY)
        count, written = covered.years[year], f"{year:04}"
        partial = count - sum(covered.months.get(f"{written}-{n:02}", 0) for n in range(1, 13))
        rows.append(Row(year, year, count, to.having(("year", written)), cells, partial))
    return rows


def _cell(covered: Coverage, month: str, most: int, to: Addresses) -> Cell:
    count, days = covered.months.get(month, 0), extent(month)
    hole = any(hole.days[0] <= days[0] and days[1] <= hole.days[1] for hole in covered.holes) if days else False
    shade = min(SHADES, 1 + SHADES * (count - 1) // most) if count else 0
    return Cell(count, to.having(("from", month), ("to", month)), shade, hole)
