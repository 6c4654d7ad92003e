"""Where runs stand in texts, in characters: where runs.occurrences finds them among forms, without looking at each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from searchapp.text.aims import aim
from searchapp.text.glancing import glance, obvious, seen
from searchapp.text.hearing import heard
from searchapp.text.runs import Check, Run

Span = tuple[int, int, int]
"""The first character, the end, and which run stands there."""


def find(texts: Sequence[str], runs: Sequence[Run], language: str | None, check: Check) -> Mapping[int, list[Span]]:
    """All that stands of some runs in each text that has anything of them, in order; texts are numbered from 0."""
    view = glance(texts, language) if runs else None
    spans: dict[int, list[Span]] = defaultdict(list)
    others: dict[int, Run] = {}
    for which, run in enumerate(runs):
        check()
        aims = [aim(term, language) for term in run.terms]
        if not view or not obvious(run, aims):
            others[which] = run
            continue
        for number, begin, end in seen(aims, view, check):
            spans[number].append((begin, end, which))
    if others:
        for number, begin, end, which in heard(texts, others, language, check):
            spans[number].append((begin, end, which))
    return {number: sorted(spans[number]) for number in sorted(spans)}
