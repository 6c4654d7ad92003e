"""Where runs stand in texts, in characters: where runs.occurrences finds them among forms, without looking at each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from searchapp.text.aims import aim
from searchapp.text.glancing import LONGEST, glance, obvious, seen
from searchapp.text.hearing import heard
from searchapp.text.runs import Check, Run

Span = tuple[int, int, int]
"""The first character, the end, and which run stands there."""


def find(texts: Sequence[str], runs: Sequence[Run], language: str | None, check: Check) -> Mapping[int, list[Span]]:
    """All that stands of some runs in each text that has anything of them, in order; texts are numbered from 0."""
    spans: dict[int, list[Span]] = defaultdict(list)
    if runs:
        aims = [[aim(term, language) for term in run.terms] for run in runs]
        for first, some in _batches(texts):
            view = glance(some, language)
            others: dict[int, Run] = {}
            for which, run in enumerate(runs):
                check()
                if view and obvious(run, aims[which]):
                    for number, begin, end in seen(aims[which], view):
                        spans[first + number].append((begin, end, which))
                else:
                    others[which] = run
            if others:
                for number, begin, end, which in heard(some, others, language, check):
                    spans[first + number].append((begin, end, which))
    return {number: sorted(spans[number]) for number in sorted(spans)}


def _batches(texts: Sequence[str]) -> Iterator[tuple[int, Sequence[str]]]:
    """(the number of the first, texts) that can be glanced at together, as far as they are not too long alone."""
    first = size = 0
    for number, text in enumerate(texts):
        if size + len(text) > LONGEST and number > first:
            yield first, texts[first:number]
            first, size = number, 0
        size += len(text)
    yield first, texts[first:]
