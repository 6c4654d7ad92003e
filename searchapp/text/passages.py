"""The best passages of a speech for what was looked for, and the marks in them, as offsets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from searchapp.text.finding import Span, find
from searchapp.text.runs import Check, Run, unhurried

LENGTH = 320
"""About how many characters an excerpt has."""
LEAD = 80
"""About how many of them stand before its first mark."""
MOST = 3
"""How many passages a hit shows."""
REACH = 40
"""How many marks a window may hold."""

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


def best(paragraphs: Sequence[str], runs: Sequence[Run], language: str | None, check: Check) -> list[Passage]:
    """Up to three passages, best first: those with the most, and the rarest, of what was looked for, close together."""
    stands = find(paragraphs, runs, language, check)
    own = {number: {run for _, _, run in spans} for number, spans in stands.items()}
    having = list(chain.from_iterable(own.values()))
    weight = [1 / (1 + having.count(run)) for run in range(len(runs))]
    windows = [(*_window(spans, own[number], weight, check), number) for number, spans in stands.items()]
    chosen = sorted(windows, key=lambda window: (-window[0], window[2]))[:MOST]
    return [Passage(number + 1, _cut(paragraphs[number], stands[number], start)) for _, start, number in chosen]


def excerpt(text: str, runs: Sequence[Run], language: str | None, check: Check = unhurried) -> Excerpt | None:
    """The part of a text that has the most of what was looked for; None where there is none of it."""
    found = find((text,), runs, language, check)
    if not found:
        return None
    spans = found[0]
    return _cut(text, spans, _window(spans, {run for _, _, run in spans}, [1.0] * len(runs), check)[1])


def marks(
    texts: Sequence[str], runs: Sequence[Run], language: str | None, check: Check = unhurried
) -> tuple[tuple[Mark, ...], ...]:
    """Where each text has what was looked for, in order, none overlapping."""
    spans = find(texts, runs, language, check)
    return tuple(_merged(spans.get(number, ())) for number in range(len(texts)))


def _window(spans: Sequence[Span], runs: set[int], weight: Sequence[float], check: Check) -> tuple[float, int]:
    """(worth, first character) of the best stretch: what it holds of each run, the first time counting most."""
    best_worth, best_start = 0.0, spans[0][0]
    everything = _worth(runs, weight)
    for at, (start, _, _) in enumerate(spans):
        check()
        if everything + 0.01 * min(REACH, len(spans) - at) <= best_worth:
            break  # what is left can't be worth more
        inside = [run for _, end, run in spans[at : at + REACH] if end - start <= LENGTH - LEAD]
        worth = _worth(set(inside), weight) + 0.01 * len(inside)
        if worth > best_worth:
            best_worth, best_start = worth, start
    return best_worth, best_start


def _worth(runs: set[int], weight: Sequence[float]) -> float:
    return sum([weight[run] for run in sorted(runs)])  # in one order: a part of them is never worth more


def _cut(text: str, spans: Sequence[Span], mark: int) -> Excerpt:
    """About LENGTH characters around the one at `mark`, whole words, with the marks that lie in them."""
    first = 0 if mark <= LEAD * 1.5 else _word_start(text, mark - LEAD, mark)
    if len(text) - first < LENGTH * 1.1:
        first = min(first, _word_start(text, max(0, len(text) - LENGTH), mark))
    last = len(text) if len(text) - first <= LENGTH * 1.1 else _word_end(text, first + LENGTH, mark)
    last = max([last] + [end for start, end, _ in spans if start == mark])
    head, tail = "… " if first else "", " …" if last < len(text) else ""
    body = text[first:last]
    shift = len(head) - first
    inside = [(start + shift, end + shift, run) for start, end, run in spans if first <= start and end <= last]
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
