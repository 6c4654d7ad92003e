"""What came of a run: its latencies, and all of it as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

import numpy as np
from corpus import Corpus
from measuring import MODES, Figures, Mode, Outcome
from peers import OURS, PEERS

from searchapp.query.canonical import write
from searchapp.query.model import Query


@dataclass(frozen=True, slots=True)
class Run:
    """What was run, on what, and what came of it; `reading` is seconds."""

    corpus: Corpus
    rounds: int
    seed: int
    machine: Mapping[str, str]
    reading: float
    figures: Mapping[str, Figures]

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


def again(figures: Figures, mode: Mode, kind: str) -> Latency | None:
    """How long it takes once everything was asked before."""
    return latency(figures.rounds[mode][kind])


def first(figures: Figures, kind: str) -> Latency | None:
    """How long pages take that were never asked for."""
    return latency([figures.first[kind]])


def record(run: Run) -> dict[str, Any]:
    """Every single measurement, for `--json`: seconds and bytes."""
    return {
        "speeches": run.corpus.speeches,
        "text": run.corpus.size,
        "seed": run.seed,
        "rounds": run.rounds,
        "machine": run.machine,
        "reading": run.reading,
        "questions": {kind: list(map(_asked, queries)) for kind, queries in run.corpus.questions.items()},
        "engines": {name: _figures(figures, run.kinds) for name, figures in run.figures.items()},
    }


def _asked(query: Query) -> dict[str, Any]:
    return {"q": write(query.tree), "speaker": query.selected("speaker"), "from": query.first, "to": query.last}


def _figures(figures: Figures, kinds: Sequence[str]) -> dict[str, Any]:
    return {
        "build": asdict(figures.built),
        "memory": asdict(figures.memory),
        "first": {kind: _summed(first(figures, kind)) for kind in kinds},
        **{mode: {kind: _summed(again(figures, mode, kind)) for kind in kinds} for mode in MODES},
        "totals": {kind: [outcome.total for outcome in figures.rounds["rank"][kind][0]] for kind in kinds},
        "seconds": {mode: {kind: _seconds(figures.rounds[mode][kind]) for kind in kinds} for mode in MODES},
    }


def _summed(measured: Latency | None) -> dict[str, Any] | None:
    return asdict(measured) if measured else None


def _seconds(rounds: Sequence[Sequence[Outcome]]) -> list[list[float]]:
    return [[outcome.seconds for outcome in asked] for asked in rounds]
