"""The activity of a name as one tiny line: a stroke for each year, or for each ten years of a long archive."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

STROKES = 60
"""How many strokes a line has room for."""
HEIGHT = 12
"""How high the highest stroke of a line is."""
_STEPS = (1, 10, 100)


@dataclass(frozen=True, slots=True)
class Scale:
    """What all lines of a page share: the year they begin with, the years of a stroke, and how many strokes."""

    first: int
    step: int
    strokes: int

    def line(self, years: Iterable[tuple[int, int]]) -> str:
        """The path of a line (SVG), each stroke as high as its part of the highest one."""
        sums: Counter[int] = Counter()
        for year, count in years:
            sums[(year - self.first) // self.step] += count
        highest = max(sums.values(), default=1)
        return "".join(f"M{at}.5 {HEIGHT}v-{max(1, round(HEIGHT * sums[at] / highest))}" for at in sorted(sums))


def scale(years: Iterable[int]) -> Scale | None:
    """The scale of an archive of these years; None where there are too few for a line to say anything."""
    had = set(years)
    if len(had) < 2:
        return None
    step = next((step for step in _STEPS if _strokes(had, step) <= STROKES), 1000)
    return Scale(min(had) // step * step, step, _strokes(had, step))


def _strokes(years: set[int], step: int) -> int:
    return max(years) // step - min(years) // step + 1
