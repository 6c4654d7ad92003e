"""Queries over the years as lines: where each point stands, where lines break, what leads to a search."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import floor, log10

HEIGHT = 240
"""Pixels between the lowest level and the highest."""
MOST_LINKS = 100
"""Points that lead somewhere in one chart; where there are more, the highest of each stretch."""
APART = 18
"""Pixels between the names of two lines, at least."""
_WIDE = 1000
_YEARS = 8
"""Years that are named below a chart, at most."""


@dataclass(frozen=True, slots=True)
class Value:
    """What a query comes to in a year; `quiet` where that is of few words."""

    year: int
    figure: float
    quiet: bool


@dataclass(frozen=True, slots=True)
class Point:
    """A value in its place: `x` is percent of the width, `y` pixels from the top; `leads` where it is a link."""

    x: float
    y: float
    value: Value
    leads: bool


@dataclass(frozen=True, slots=True)
class Line:
    """`path` counts the width in thousandths, the height in pixels, and breaks at years without speeches.

    `label` is where its name stands, in pixels from the top.
    """

    path: str
    points: tuple[Point, ...]
    label: float


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines from the first year to the last; `levels` are (y, figure), `years` are (x, year)."""

    lines: tuple[Line, ...]
    levels: tuple[tuple[float, float], ...]
    years: tuple[tuple[float, int], ...]


def drawn(lines: Sequence[Sequence[Value]], *, whole: bool = False) -> Lines | None:
    """The chart of lines that have the same years, in order; None where there are less than two years.

    `whole` where figures are counts: levels are whole numbers then.
    """
    years = [value.year for value in lines[0]] if lines else []
    if len(years) < 2:
        return None
    levels = _levels(max(value.figure for line in lines for value in line), 1 if whole else 0)
    place = _place(years[0], years[-1], levels[-1])
    points = [tuple(_points(line, place, MOST_LINKS // len(lines))) for line in lines]
    labels = _apart([line[-1].y for line in points])
    return Lines(
        tuple(Line(_path(line), line, label) for line, label in zip(points, labels, strict=True)),
        tuple((place(years[0], level)[1], level) for level in levels),
        tuple((place(year, 0)[0], year) for year in _named(years[0], years[-1])),
    )


def _place(first: int, last: int, highest: float) -> Callable[[int, float], tuple[float, float]]:
    def place(year: int, figure: float) -> tuple[float, float]:
        return round(100 * (year - first) / (last - first), 2), round(HEIGHT * (1 - figure / highest), 1)

    return place


def _points(line: Sequence[Value], place: Callable[[int, float], tuple[float, float]], most: int) -> Iterator[Point]:
    size = -(-len(line) // most)
    stretches = [line[at : at + size] for at in range(0, len(line), size)]
    for stretch in stretches:
        highest = max(stretch, key=lambda value: value.figure)
        yield from (Point(*place(value.year, value.figure), value, value is highest) for value in stretch)


def _path(points: Sequence[Point]) -> str:
    start = f"M{_at(points[0])}"
    return start + "".join(
        f"{'L' if point.value.year - before.value.year == 1 else 'M'}{_at(point)}" for before, point in pairwise(points)
    )


def _at(point: Point) -> str:
    return f"{round(point.x * _WIDE / 100, 1):g} {point.y:g}"


def _levels(highest: float, least: float) -> list[float]:
    """Five round figures from 0 up to one that nothing is above, `least` apart at least."""
    if not highest:
        return [0, 1]
    size = 10 ** floor(log10(highest / 4))
    steps = (size * times for times in (1, 2, 5, 10, 20))
    step = max(least, next(step for step in steps if step * 4 >= highest * (1 - 1e-9)))
    return [float(f"{step * n:.10g}") for n in range(5)]


def _named(first: int, last: int) -> list[int]:
    steps = (1, 2, 5, 10, 20, 25, 50, 100, 250, 500, 1000, 2000)
    step = next(step for step in steps if (last - first) // step < _YEARS)
    return list(range(-(-first // step) * step, last + 1, step))


def _apart(wanted: Sequence[float]) -> list[float]:
    """The heights of labels, moved so that none stands on another, the topmost first."""
    order = sorted(range(len(wanted)), key=lambda at: (wanted[at], at))
    placed = [0.0] * len(wanted)
    lowest = HEIGHT - APART * (len(wanted) - 1)
    least = float("-inf")
    for number, at in enumerate(order):
        placed[at] = max(least, min(wanted[at], lowest + APART * number))
        least = placed[at] + APART
    return placed
