"""Speeches by year as bars: where each stands, and the spans of years that can be followed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

HEIGHT = 64
"""Pixels that the tallest bar has."""
SPANS = 12
"""How many links a chart has at most: 24 pixels each on the narrowest screen."""
_STEPS = {1: 1, 2: 1, 5: 1, 10: 1, 20: 2, 25: 5, 50: 5, 100: 10, 200: 20, 250: 25, 500: 50, 1000: 100}
"""Years that a link covers, and years that a bar then covers."""


@dataclass(frozen=True, slots=True)
class Bar:
    """`x` and `width` are percent of the chart's width; `y` and `height` are pixels from its top."""

    x: float
    width: float
    y: float
    height: float
    quiet: bool


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of years that can be followed. `label` is where its label stands: below a year, or where it begins."""

    x: float
    width: float
    first: int
    last: int
    count: int
    address: str
    chosen: bool
    label: float


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars from the first year to the last, and the counts they show, latest year first."""

    bars: tuple[Bar, ...]
    spans: tuple[Span, ...]
    counts: tuple[tuple[int, int], ...]


def by_year(counts: Mapping[int, int], chosen: Collection[int], address: Callable[[int, int], str]) -> Chart | None:
    """The chart of speeches by year; bars of years that are not among the chosen are quiet. None for a single year."""
    had = {year: count for year, count in counts.items() if count}
    if len(had) < 2:
        return None
    step = next((step for step in _STEPS if _steps(had, step) <= SPANS), 1000)
    axis = _Axis(min(had) // step * step, _steps(had, step) * step)
    sums = _sums(had, step)
    spans = tuple(
        Span(
            axis.place(at),
            axis.share(step),
            at,
            last,
            sums.get(at, 0),
            address(at, last),
            step == 1 and at in chosen,
            axis.place(at + 0.5 if step == 1 else at),
        )
        for at in axis.stretches(step)
        for last in (at + step - 1,)
    )
    bars = tuple(_bars(axis, _STEPS[step], had, chosen))
    return Chart(bars, spans, tuple(sorted(had.items(), reverse=True)))


@dataclass(frozen=True, slots=True)
class _Axis:
    start: int
    years: int

    def stretches(self, step: int) -> range:
        return range(self.start, self.start + self.years, step)

    def place(self, year: float) -> float:
        return self.share(year - self.start)

    def share(self, years: float) -> float:
        return round(100 * years / self.years, 2)


def _steps(counts: Mapping[int, int], step: int) -> int:
    return max(counts) // step - min(counts) // step + 1


def _bars(axis: _Axis, step: int, counts: Mapping[int, int], chosen: Collection[int]) -> Iterator[Bar]:
    sums = _sums(counts, step)
    tallest = max(sums.values())
    gap = step * (0.5 if len(axis.stretches(step)) <= 24 else 0.2)
    for at, count in sorted(sums.items()):
        height = max(2.0, round(HEIGHT * count / tallest, 1))
        quiet = bool(chosen) and not any(at <= year < at + step for year in chosen)
        yield Bar(axis.place(at + gap / 2), axis.share(step - gap), round(HEIGHT - height, 1), height, quiet)


def _sums(counts: Mapping[int, int], step: int) -> Mapping[int, int]:
    """The counts of stretches of so many years, by the first of each."""
    sums: Counter[int] = Counter()
    for year, count in counts.items():
        sums[year // step * step] += count
    return sums
