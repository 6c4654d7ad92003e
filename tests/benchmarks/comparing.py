"""Whether the engines did the same work: how many hits and passages each found, and where they differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from answering import Outcome
from measuring import Figures
from peers import FACETS, OURS
from results import Run, label

from searchapp.query.canonical import write


@dataclass(frozen=True, slots=True)
class Agreement:
    """How a peer's answers compare with ours, over the questions that both answered."""

    questions: int
    same: int
    """Questions with the same number of hits."""
    ours: int
    """Hits of all questions together."""
    theirs: int
    pages: int
    """Pages with the same number of hits."""
    alike: int
    """Those of them that have the same counts in all facets."""


def agreement(run: Run, name: str) -> Agreement:
    pairs = [(one.total, other.total) for _, _, one, other in _pairs(run, name)]
    facets = list(_facets(run, name))
    ours, theirs = sum(one for one, _ in pairs), sum(other for _, other in pairs)
    return Agreement(len(pairs), sum(one == other for one, other in pairs), ours, theirs, len(facets), sum(facets))


def work(figures: Figures, kind: str) -> tuple[float, float] | None:
    """(median hits, mean passages of a shown hit); None where nothing was answered."""
    totals = [outcome.total for outcome in figures.rounds["rank"][kind][0] if not outcome.refusal]
    pages = [outcome for outcome in figures.first[kind] if not outcome.refusal]
    if not totals or not pages:
        return None
    return median(totals), sum(page.passages for page in pages) / max(1, sum(page.hits for page in pages))


def differences(run: Run) -> list[str]:
    """A sentence for every question with other hits than ours, the largest share first."""
    found = [difference for name in run.peers for difference in _differences(run, name)]
    return [sentence for _, sentence in sorted(found, key=lambda difference: (-difference[0], difference[1]))]


def _differences(run: Run, name: str) -> Iterator[tuple[float, str]]:
    for kind, which, one, other in _pairs(run, name):
        if one.total != other.total:
            asked = write(run.corpus.questions[kind][which].tree)
            share = abs(other.total - one.total) / max(one.total, other.total)
            yield share, f"{kind}, `{asked}`: {one.total:,}; {label(name)} {other.total:,}"


def _pairs(run: Run, name: str) -> Iterator[tuple[str, int, Outcome, Outcome]]:
    """(kind, which, ours, theirs) of every question that both answered."""
    ours, theirs = (run.figures[who].rounds["rank"] for who in (OURS, name))
    for kind in run.kinds:
        for which, pair in _answered(ours[kind][0], theirs[kind][0]):
            yield kind, which, *pair


def _facets(run: Run, name: str) -> Iterator[bool]:
    """For every page with as many hits as ours, whether all its counts are the same."""
    ours, theirs = (run.figures[who].first for who in (OURS, name))
    for kind in run.kinds:
        for _, (one, other) in _answered(ours[kind], theirs[kind]):
            if one.total == other.total:
                yield all(one.facets[facet] == other.facets[facet] for facet in FACETS)


def _answered(ours: Sequence[Outcome], theirs: Sequence[Outcome]) -> Iterator[tuple[int, tuple[Outcome, Outcome]]]:
    """A slow peer is asked the first of the questions only."""
    for which, pair in enumerate(zip(ours, theirs, strict=False)):
        if not any(outcome.refusal for outcome in pair):
            yield which, pair
