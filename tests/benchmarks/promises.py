"""What this version promises, each with the figure that shows whether it is kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from statistics import median

from answering import Mode
from peers import OURS
from results import Run, again, latency, times_again, together

RIVAL = "tantivy"
MEGA = 1_000_000
PAGES = {"frequent word": 0.4, "2–3 words AND": 0.4, "3–5 words OR": 0.4}
"""At most how many times the rival's p50 and p95 a page may take; once, for all other kinds."""
RANKS = {"frequent word": 1.0, "3–5 words OR": 1.0}
"""At most how many times the rival's p50 ranking may take; nothing is promised of other kinds."""
SMALL = "rare word"
"""The kind that has so few postings that ranking it is all fixed cost."""


@dataclass(frozen=True, slots=True)
class Promise:
    """A figure of this run, and what it may be at most."""

    what: str
    figure: float
    limit: float

    @property
    def kept(self) -> bool:
        return self.figure <= self.limit


def promises(run: Run) -> list[Promise]:
    """Those that this run can show, in the order in which they were made."""
    return [*(chain(_pages(run), _ranks(run)) if compared(run) else ()), *others(run)]


def others(run: Run) -> list[Promise]:
    """Those that aren't of pages and ranks beside the rival's."""
    if OURS not in run.figures:
        return []
    return [*(_build(run) if compared(run) else ()), *_alone(run), *_served(run)]


def compared(run: Run) -> bool:
    """Whether both took part, we and the rival."""
    return RIVAL in run.peers


def limit(mode: Mode, kind: str) -> float | None:
    """At most how many times the rival's time it may take; None where nothing is promised."""
    return PAGES.get(kind, 1.0) if mode == "page" else RANKS.get(kind)


def _build(run: Run) -> Iterator[Promise]:
    ours, theirs = (run.figures[name].built.seconds for name in (OURS, RIVAL))
    yield Promise("building, times tantivy-py's seconds", ours / theirs, 1.0)


def _pages(run: Run) -> Iterator[Promise]:
    for kind in run.kinds:
        if times := times_again(run, RIVAL, "page", kind):
            for name, figure in (("p50", times.p50), ("p95", times.p95)):
                yield Promise(f"page, {kind}, times tantivy-py's {name}", figure, PAGES.get(kind, 1.0))


def _ranks(run: Run) -> Iterator[Promise]:
    for kind, most in RANKS.items():
        if times := times_again(run, RIVAL, "rank", kind):
            yield Promise(f"rank, {kind}, times tantivy-py's p50", times.p50, most)


def _alone(run: Run) -> Iterator[Promise]:
    ours = run.figures[OURS]
    if fixed := again(ours, "rank", SMALL):
        yield Promise(f"rank, fixed cost ({SMALL}, p50), ms", fixed.p50 * 1000, 0.3)
    yield Promise("building, peak memory, MB", ours.built.peak.whole / MEGA, 1500)
    yield Promise("index, times the text", ours.built.disk / run.corpus.size, 1.0)
    yield Promise("opening, ms", median(ours.opening.seconds) * 1000, 200)
    yield Promise(f"resident after {ours.opening.pages:,} pages, MB", ours.opening.after.whole / MEGA, 600)


def _served(run: Run) -> Iterator[Promise]:
    if not run.served:
        return
    if whole := latency(together(run.served.inside)[1:]):
        yield Promise("page over HTTP, inside the site, p50, ms", whole.p50 * 1000, 5.0)
    largest = max(memory.whole for memory in run.served.workers)
    yield Promise("resident in the larger gunicorn worker after load, MB", largest / MEGA, 600)
