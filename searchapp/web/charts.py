"""Speeches by year as bars: where each stands, and the spans of years that can be followed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping
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
    of: int = 0


@dataclass(frozen=True, slots=True)
class Peak:
    """The years of the highest bar, how many speeches they have, and of how many."""

    first: int
    last: int
    count: int
    of: int


@dataclass(frozen=True, slots=True)
class Whole:
    """What counts are of, by year; with `share`, bars are as high as their part of it."""

    counts: Mapping[int, int]
    share: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars from the first year to the last, and the counts they show, latest year first; `of` is the whole of each."""

    bars: tuple[Bar, ...]
    spans: tuple[Span, ...]
    counts: tuple[tuple[int, int], ...]
    peak: Peak
    of: Mapping[int, int]
    share: bool


def by_year(
    counts: Mapping[int, int], chosen: Collection[int], address: Callable[[int, int], str], whole: Whole | None = None
) -> Chart | None:
    """The chart of speeches by year; bars of years that are not among the chosen are quiet. None for a single year."""
    whole = whole or Whole({})
    had = {year: count for year, count in counts.items() if count}
    if len(had) < 2:
        return None
    step = next((step for step in _STEPS if _steps(had, step) <= SPANS), 1000)
    axis = _Axis(min(had) // step * step, _steps(had, step) * step)
    sums, of = _sums(had, step), _sums(whole.counts, step)
    spans = tuple(
        Span(
            axis.place(at),
            axis.share(step),
            at,
            last,
            sums.get(at, 0),
            address(max(at, 1), last),  # there is no year 0
            step == 1 and at in chosen,
            axis.place(at + 0.5 if step == 1 else at),
            of.get(at, 0),
        )
        for at in axis.stretches(step)
        for last in (at + step - 1,)
    )
    bars, peak = _bars(axis, _STEPS[step], had, chosen, whole)
    return Chart(bars, spans, tuple(sorted(had.items(), reverse=True)), peak, whole.counts, whole.share)


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


def _bars(
    axis: _Axis, step: int, counts: Mapping[int, int], chosen: Collection[int], whole: Whole
) -> tuple[tuple[Bar, ...], Peak]:
    """The bars, and which years have the highest of them, the first if several have."""
    sums, of = _sums(counts, step), _sums(whole.counts, step)
    amounts = {at: count / of[at] if whole.share else count for at, count in sums.items()}
    peak = max(sorted(amounts), key=lambda at: amounts[at])
    gap = step * (0.5 if len(axis.stretches(step)) <= 24 else 0.2)
    bars = []
    for at, amount in sorted(amounts.items()):
        height = max(2.0, round(HEIGHT * amount / amounts[peak], 1))
        quiet = bool(chosen) and not any(at <= year < at + step for year in chosen)
        bars.append(Bar(axis.place(at + gap / 2), axis.share(step - gap), round(HEIGHT - height, 1), height, quiet))
    return tuple(bars), Peak(peak, peak + step - 1, sums[peak], of.get(peak, 0))


def _sums(counts: Mapping[int, int], step: int) -> Mapping[int, int]:
    """The counts of stretches of so many years, by the first of each."""
    sums: Counter[int] = Counter()
    for year, count in counts.items():
        sums[year // step * step] += count
    return sums
