"""What came of a run: its latencies, and how ours compare with a peer's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from statistics import median

import numpy as np
from answering import Mode, Outcome, Rounds
from changing import Changed
from corpus import Corpus
from measuring import Figures
from peers import OURS, PEERS
from served import Served


@dataclass(frozen=True, slots=True)
class Run:
    """What was run, on what, and what came of it; `reading` is seconds; what wasn't measured is None or empty."""

    corpus: Corpus
    rounds: int
    seed: int
    machine: Mapping[str, str]
    reading: float
    figures: Mapping[str, Figures]
    served: Served | None = None
    changed: tuple[Changed, ...] = ()

    @property
    def kinds(self) -> Sequence[str]:
        return tuple(self.corpus.questions)

    @property
    def peers(self) -> Sequence[str]:
        """Those that we are compared with; none if we didn't take part."""
        return tuple(name for name in self.figures if name != OURS) if OURS in self.figures else ()


@dataclass(frozen=True, slots=True)
class Latency:
    """Seconds at two percentiles of `count` questions, each of which counts with its median over the rounds."""

    p50: float
    p95: float
    count: int

    def times(self, other: Latency) -> Latency:
        """As a multiple of another."""
        return Latency(self.p50 / other.p50, self.p95 / other.p95, self.count)


def label(name: str) -> str:
    return PEERS[name].label


def latency(rounds: Sequence[Sequence[Outcome]]) -> Latency | None:
    """None where nothing was answered."""
    by_question = [[outcome.seconds for outcome in asked if not outcome.refusal] for asked in zip(*rounds, strict=True)]
    times = [median(seconds) for seconds in by_question if seconds]
    if not times:
        return None
    p50, p95 = np.percentile(times, (50, 95))
    return Latency(float(p50), float(p95), len(times))


def together(rounds: Rounds) -> list[list[Outcome]]:
    """Round → an outcome of each question asked, of all kinds."""
    return [list(chain.from_iterable(kinds)) for kinds in zip(*rounds.values(), strict=True)]


def again(figures: Figures, mode: Mode, kind: str) -> Latency | None:
    """How long it takes once everything was asked before."""
    return latency(figures.rounds[mode][kind])


def first(figures: Figures, kind: str) -> Latency | None:
    """How long pages take that were never asked for."""
    return latency([figures.first[kind]])


def times_again(run: Run, name: str, mode: Mode, kind: str) -> Latency | None:
    """Ours as a multiple of a peer's, once everything was asked before."""
    return _times(*(run.figures[who].rounds[mode][kind] for who in (OURS, name)))


def times_first(run: Run, name: str, kind: str) -> Latency | None:
    """Ours as a multiple of a peer's, for pages that were never asked for."""
    return _times(*([run.figures[who].first[kind]] for who in (OURS, name)))


def _times(ours: Sequence[Sequence[Outcome]], theirs: Sequence[Sequence[Outcome]]) -> Latency | None:
    """Over the questions that both were asked."""
    shared = min(len(ours[0]), len(theirs[0]))
    one, other = (latency([asked[:shared] for asked in rounds]) for rounds in (ours, theirs))
    return one.times(other) if one and other else None
