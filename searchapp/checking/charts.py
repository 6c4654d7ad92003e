"""Counts as bars, and the calendar as a grid: numbers only, which the page draws."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log

from searchapp.checking.findings import Gap

HEIGHT = 96
"""Units that the tallest bar of the years has."""
ROW = 11
"""Units between the months of the calendar."""
BARS, CALENDAR = 160, 160
"""Bars at most (of several years each, where there are more years), and years that a calendar of months shows."""
LARGEST = 20
"""Values of a field that are shown; the rest are summed up."""
_LABELS = 10
_EDGE = 95
"""Percent of the width from which a label could stick out at the right of a narrow page."""
_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000)


@dataclass(frozen=True, slots=True)
class Box:
    """`x` and `width` are percent of the chart's width, `y` and `height` units from its top; `tone` is 0 to 1."""

    x: float
    y: float
    width: float
    height: float
    tone: float
    said: str


@dataclass(frozen=True, slots=True)
class Row:
    """A value, its count, and its count as percent of the largest."""

    value: str
    count: int
    share: float


@dataclass(frozen=True, slots=True)
class Rows:
    """The largest values, and how many others there are with how many speeches."""

    rows: tuple[Row, ...]
    others: int
    rest: int


@dataclass(frozen=True, slots=True)
class Label:
    """A year below the bars; `anchor` is the part of it that stands at `x`: the last one must not stick out."""

    x: float
    year: int
    anchor: str


@dataclass(frozen=True, slots=True)
class Years:
    """Speeches by year, above the months of the same years where these are not too many; then both as a table."""

    bars: tuple[Box, ...]
    cells: tuple[Box, ...]
    holes: tuple[Box, ...]
    labels: tuple[Label, ...]
    table: tuple[tuple[int, int, tuple[int, ...]], ...]


def rows(counts: Mapping[str, int]) -> Rows:
    """The largest first; those without a value are not among them."""
    ordered = sorted(((count, value) for value, count in counts.items() if value), key=lambda pair: (-pair[0], pair[1]))
    shown, others = ordered[:LARGEST], ordered[LARGEST:]
    largest = shown[0][0] if shown else 1
    return Rows(
        tuple(Row(value, count, round(100 * count / largest, 2)) for count, value in shown),
        len(others),
        sum(count for count, _ in others),
    )


def years(counts: Mapping[int, int], months: Mapping[str, int], gaps: Sequence[Gap]) -> Years | None:
    """The chart of the calendar; None without a year."""
    if not counts:
        return None
    first, last = min(counts), max(counts)
    axis = _Axis(first, last - first + 1)
    known = months if axis.years <= CALENDAR else {}
    most = max(known.values(), default=1)
    return Years(
        tuple(_bars(axis, counts)),
        tuple(
            _cell(axis, month, 0.25 + 0.75 * log(1 + count) / log(1 + most), count) for month, count in known.items()
        ),
        tuple(hole for gap in gaps if known for hole in _holes(axis, gap)),
        tuple(_labels(axis)),
        tuple(
            (year, counts[year], tuple(months.get(f"{year:04}-{month:02}", 0) for month in range(1, 13)))
            for year in sorted(counts, reverse=True)
        ),
    )


@dataclass(frozen=True, slots=True)
class _Axis:
    start: int
    years: int

    def place(self, year: float) -> float:
        return round(100 * (year - self.start) / max(self.years, 8), 3)

    def step(self, most: int) -> int:
        return next(step for step in _STEPS if self.years <= step * most)


def _bars(axis: _Axis, counts: Mapping[int, int]) -> Iterator[Box]:
    step = axis.step(BARS)
    sums: dict[int, int] = {}
    for year, count in counts.items():
        at = (year - axis.start) // step * step + axis.start
        sums[at] = sums.get(at, 0) + count
    tallest = max(sums.values())
    for at, count in sorted(sums.items()):
        height = max(2.0, round(HEIGHT * count / tallest, 1))
        said = f"{at}: {count:,}" if step == 1 else f"{at}–{at + step - 1}: {count:,}"
        yield Box(axis.place(at), HEIGHT - height, _width(axis, step), height, 1, said)


def _cell(axis: _Axis, month: str, tone: float, count: int) -> Box:
    year, number = int(month[:4]), int(month[5:])
    return Box(axis.place(year), (number - 1) * ROW, _width(axis, 1), ROW - 2, round(tone, 2), f"{month}: {count:,}")


def _holes(axis: _Axis, gap: Gap) -> Iterator[Box]:
    if len(gap.first) > 4:
        yield from (_cell(axis, month, 1, 0) for month in _within(gap))
    else:
        for year in range(int(gap.first), int(gap.last) + 1):
            yield Box(axis.place(year), 0, _width(axis, 1), 12 * ROW - 2, 1, f"{year}: 0")


def _width(axis: _Axis, step: int) -> float:
    return round(0.82 * step * 100 / max(axis.years, 8), 3)


def _within(gap: Gap) -> Iterator[str]:
    first, last = (int(month[:4]) * 12 + int(month[5:]) - 1 for month in (gap.first, gap.last))
    return (f"{number // 12:04}-{number % 12 + 1:02}" for number in range(first, last + 1))


def _labels(axis: _Axis) -> Iterator[Label]:
    step = axis.step(_LABELS)
    first = -(-axis.start // step) * step
    for year in range(first, axis.start + axis.years, step):
        x = axis.place(year + 0.41)
        yield Label(x, year, "middle") if x < _EDGE else Label(100, year, "end")
