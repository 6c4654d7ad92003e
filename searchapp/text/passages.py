"""The best passages of a speech for what was looked for, and the marks in them, as offsets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from searchapp.text.analysis import forms, word_spans
from searchapp.text.runs import Check, Run, occurrences, standing, unhurried

LENGTH = 320
"""About how many characters an excerpt has."""
LEAD = 80
"""About how many of them stand before its first mark."""
MOST = 3
"""How many passages a hit shows."""

Mark = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Part of a text, cut at words with `…` where cut; `marks` are (start, end) offsets into `text`, in code points."""

    text: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """An excerpt of a paragraph; `number` counts the speech's paragraphs from 1."""

    number: int
    excerpt: Excerpt


@dataclass(frozen=True, slots=True)
class _Found:
    """Where runs stand in one text: (first character, end, which run), in order."""

    text: str
    spans: tuple[tuple[int, int, int], ...]

    @property
    def runs(self) -> set[int]:
        return {run for _, _, run in self.spans}


def best(paragraphs: Sequence[str], runs: Sequence[Run], language: str | None, check: Check) -> list[Passage]:
    """Up to three passages, best first: those with the most, and the rarest, of what was looked for, close together."""
    found = []
    for number, paragraph in enumerate(paragraphs, 1):
        check()
        places = _find(paragraph, runs, language, check)
        if places.spans:
            found.append((number, places))
    having = Counter(run for _, places in found for run in places.runs)
    weight = [1 / (1 + having[run]) for run in range(len(runs))]
    windows = [(*_window(places, weight, check), number, places) for number, places in found]
    chosen = sorted(windows, key=lambda window: (-window[0], window[2]))[:MOST]
    return [Passage(number, _cut(places, start)) for _, start, number, places in chosen]


def excerpt(text: str, runs: Sequence[Run], language: str | None, check: Check = unhurried) -> Excerpt | None:
    """The part of a text that has the most of what was looked for; None where there is none of it."""
    places = _find(text, runs, language, check)
    if not places.spans:
        return None
    return _cut(places, _window(places, [1.0] * len(runs), check)[1])


def marks(text: str, runs: Sequence[Run], language: str | None, check: Check = unhurried) -> tuple[Mark, ...]:
    """Where a text has what was looked for, in order, none overlapping."""
    return _merged(_find(text, runs, language, check).spans)


def _find(text: str, runs: Sequence[Run], language: str | None, check: Check) -> _Found:
    """Most paragraphs have none of it, so that where their words begin and end needn't be known."""
    stood = standing(forms(text, language), language)
    found = [(run, which, occurrences(run, stood, check)) for which, run in enumerate(runs)]
    if not any(places for _, _, places in found):
        return _Found(text, ())
    at = word_spans(text)
    spans: list[tuple[int, int, int]] = []
    for run, which, occurring in found:
        check()
        for places in occurring:
            if run.slop is None:
                spans.append((at[places[0]][0], at[places[-1]][1], which))
            else:
                spans.extend((*at[place], which) for place in places)
    return _Found(text, tuple(sorted(spans)))


def _window(places: _Found, weight: Sequence[float], check: Check) -> tuple[float, int]:
    """(worth, first character) of the best stretch: what it holds of each run, the first time counting most."""
    best_worth, best_start = 0.0, places.spans[0][0]
    for at, (start, _, _) in enumerate(places.spans):
        check()
        inside = [run for _, end, run in places.spans[at : at + 40] if end - start <= LENGTH - LEAD]
        worth = sum(weight[run] for run in set(inside)) + 0.01 * len(inside)
        if worth > best_worth:
            best_worth, best_start = worth, start
    return best_worth, best_start


def _cut(places: _Found, mark: int) -> Excerpt:
    """About LENGTH characters around the one at `mark`, whole words, with the marks that lie in them."""
    text = places.text
    first = 0 if mark <= LEAD * 1.5 else _word_start(text, mark - LEAD, mark)
    if len(text) - first < LENGTH * 1.1:
        first = min(first, _word_start(text, max(0, len(text) - LENGTH), mark))
    last = len(text) if len(text) - first <= LENGTH * 1.1 else _word_end(text, first + LENGTH, mark)
    last = max([last] + [end for start, end, _ in places.spans if start == mark])
    head, tail = "… " if first else "", " …" if last < len(text) else ""
    body = text[first:last]
    shift = len(head) - first
    inside = [(start + shift, end + shift, run) for start, end, run in places.spans if first <= start and end <= last]
    return Excerpt(head + body.rstrip() + tail, _merged(inside))


def _word_start(text: str, at: int, limit: int) -> int:
    """The first character of the first whole word from `at`, at most `limit`."""
    if at <= 0:
        return 0
    space = text.find(" ", at - 1, limit)
    return space + 1 if space >= 0 else at


def _word_end(text: str, at: int, limit: int) -> int:
    """The end of the last whole word that ends by `at`, at least `limit`."""
    space = text.rfind(" ", limit, at + 1)
    return space if space > limit else at


def _merged(spans: Sequence[tuple[int, int, int]]) -> tuple[Mark, ...]:
    merged: list[Mark] = []
    for start, end, _ in spans:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return tuple(merged)
