"""Where the words of a quotation stand in a text that differs from it, and how they differ.

Fitting alignment (Sellers, “The theory and computation of evolutionary distances”, J. Algorithms 1, 1980) of words
instead of letters; leaving out words of the text costs less for each further one (Gotoh, J. Mol. Biol. 162, 1982), so
that a sentence silently left out doesn't hide what was quoted on both sides of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from searchapp.text.runs import Check, unhurried

OTHER = 10
"""What each word of the quotation costs that isn't the text's."""
OPENED = 4
"""What it costs to leave out words of the text that stand between those quoted …"""
LEFT_OUT = 1
"""… and each of them."""
_COST = 32
"""Costs are kept in the bits from this one on; below it is how far from the end a stretch begins: nearest wins."""

Array = NDArray[np.int64]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of a fragment (`quoted`: first, end) and of the text (`said`) that are the `same`, or stand for another."""

    fragment: int
    quoted: Span
    said: Span
    same: bool


@dataclass(frozen=True, slots=True)
class Fit:
    """The best place of a quotation in a text: 0 `cost` means word for word. `words` is how many the quotation has."""

    cost: int
    words: int
    stretches: tuple[Stretch, ...]

    @property
    def closeness(self) -> float:
        """1 where each word is the same, 0 where none is."""
        return 1 - self.cost / (OTHER * self.words)

    @property
    def same(self) -> int:
        """How many words of the quotation are the text's, in order."""
        return sum(self._lengths)

    @property
    def left_out(self) -> int:
        """How many words of the text stand between those quoted, for none of them."""
        return sum(max(0, _length(stretch.said) - _length(stretch.quoted)) for stretch in self.stretches)

    @property
    def agreement(self) -> float:
        """Of the words that either has, how many both have: 1 where all."""
        return self.same / (self.words + self.left_out)

    @property
    def longest(self) -> int:
        """How many of those stand side by side, at most."""
        return max(self._lengths, default=0)

    @property
    def _lengths(self) -> list[int]:
        return [_length(stretch.quoted) for stretch in self.stretches if stretch.same]


def _length(span: Span) -> int:
    return span[1] - span[0]


def fit(
    fragments: Sequence[Sequence[str]], reaches: Sequence[int | None], text: Sequence[str], check: Check = unhurried
) -> Fit:
    """The best place of fragments, none empty, in this order; the first of those that are as good.

    Before each but the first, any number of words of the text may stand for nothing, or (`reaches`) at most so many.
    """
    numbers = {form: number for number, form in enumerate(dict.fromkeys(f for words in fragments for f in words), 1)}
    said = np.fromiter((numbers.get(form, 0) for form in text), np.int64, len(text))
    quoted = [[numbers[form] for form in words] for words in fragments]
    before = np.zeros(len(text) + 1, np.int64)
    ways: list[Array] = []
    for words, reach in zip(quoted, (0, *reaches[1:]), strict=True):
        before = _within(before, reach) if ways else before
        ways.append(_ways(words, said, before, check))
        before = ways[-1] >> _COST
    spans = _spans(ways, reaches)
    stretches = [
        stretch
        for which, (words, (start, end)) in enumerate(zip(quoted, spans, strict=True))
        for stretch in _stretches(which, words, said[start:end], start, check)
    ]
    return Fit(int(before.min()), sum(map(len, fragments)), tuple(stretches))


def _ways(words: Sequence[int], said: Array, before: Array, check: Check) -> Array:
    """For each place in the text, the best way for these words to end there (see _COST).

    `before` is what it costs to begin at each place.
    """
    columns = np.arange(len(said) + 1, dtype=np.int64)
    steps = columns * LEFT_OUT << _COST
    ways: Array = (before << _COST) + (len(said) - columns)
    for word in words:
        check()
        paired = ways[:-1] + np.where(said == word, 0, OTHER << _COST)
        ways = ways + (OTHER << _COST)
        np.minimum(ways[1:], paired, out=ways[1:])
        left_out = np.minimum.accumulate(ways - steps) + steps + (OPENED << _COST)
        ways = np.minimum(ways, left_out)
    return ways


def _within(costs: Array, reach: int | None) -> Array:
    """The least cost at each place or before it, at most `reach` words before."""
    if reach is None:
        return np.minimum.accumulate(costs)
    least = costs.copy()
    for _ in range(min(reach, len(costs) - 1)):
        least[1:] = np.minimum(least[1:], least[:-1])
    return least


def _spans(ways: Sequence[Array], reaches: Sequence[int | None]) -> list[Span]:
    """Where each fragment begins and ends in the text, found from the last one back."""
    spans: list[Span] = []
    size = len(ways[0]) - 1
    first, last = 0, size
    for own, reach in zip(reversed(ways), reversed(reaches), strict=True):
        window = own[first : last + 1] >> _COST
        best = int(window.argmin()) if not spans else len(window) - 1 - int(window[::-1].argmin())
        end = first + best
        start = size - int(own[end] & ((1 << _COST) - 1))
        spans.append((start, end))
        first, last = (0 if reach is None else max(0, start - reach)), start
    return spans[::-1]


def _stretches(which: int, words: Sequence[int], said: Array, offset: int, check: Check) -> list[Stretch]:
    """What of a fragment is the same as the text it stands in, and what isn't, in order; neighbours made one."""
    found: list[Stretch] = []
    for quoted, text, same in _steps(words, said, check):
        last = found.pop() if found and found[-1].same == same else None
        begins = (last.quoted[0], last.said[0]) if last else (quoted[0], text[0] + offset)
        found.append(Stretch(which, (begins[0], quoted[1]), (begins[1], text[1] + offset), same))
    return found


def _steps(words: Sequence[int], said: Array, check: Check) -> list[tuple[Span, Span, bool]]:
    """(words of the fragment, words of the text, whether the same), by the cheapest way from beginning to end."""
    costs = _table(words, said, check)
    steps: list[tuple[Span, Span, bool]] = []
    row, column = len(words), len(said)
    while row or column:
        up, left = _step(costs, words, said, row, column)
        same = bool(up and left and words[row - 1] == said[column - 1])
        steps.append(((row - up, row), (column - left, column), same))
        row, column = row - up, column - left
    return steps[::-1]


def _step(costs: Any, words: Sequence[int], said: Array, row: int, column: int) -> tuple[int, int]:
    """How many words of the fragment and of the text the last step took, pairs before others."""
    cost = costs[row, column]
    if row and column:
        other = 0 if words[row - 1] == said[column - 1] else OTHER
        if costs[row - 1, column - 1] + other == cost:
            return 1, 1
    if row and costs[row - 1, column] + OTHER == cost:
        return 1, 0
    left = np.arange(column, 0, -1)
    return 0, int(left[costs[row, :column] + OPENED + LEFT_OUT * left == cost][-1])


def _table(words: Sequence[int], said: Array, check: Check) -> Array:
    """What it costs to stand the first n words of the fragment for the first m of the text."""
    steps = np.arange(len(said) + 1, dtype=np.int64) * LEFT_OUT
    rows = [np.where(steps, steps + OPENED, 0)]
    for word in words:
        check()
        row = rows[-1] + OTHER
        np.minimum(row[1:], rows[-1][:-1] + np.where(said == word, 0, OTHER), out=row[1:])
        rows.append(np.minimum(row, np.minimum.accumulate(row - steps) + steps + OPENED))
    return np.stack(rows)
