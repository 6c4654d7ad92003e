"""All of a run as JSON: every single measurement, in seconds and bytes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from answering import MODES, Outcome, Rounds
from measuring import Figures
from promises import promises
from results import Latency, Run, again, first, latency
from served import Served

from searchapp.query.canonical import write
from searchapp.query.model import Query


def record(run: Run) -> dict[str, Any]:
    return {
        "speeches": run.corpus.speeches,
        "different": run.corpus.extent.different,
        "text": run.corpus.size,
        "seed": run.seed,
        "rounds": run.rounds,
        "machine": run.machine,
        "reading": run.reading,
        "questions": {kind: list(map(_asked, queries)) for kind, queries in run.corpus.questions.items()},
        "engines": {name: _figures(figures, run.kinds) for name, figures in run.figures.items()},
        "served": _served(run.served) if run.served else None,
        "changed": [asdict(one) for one in run.changed],
        "promises": [asdict(promise) for promise in promises(run)],
    }


def _asked(query: Query) -> dict[str, Any]:
    return {"q": write(query.tree), "speaker": query.selected("speaker"), "from": query.first, "to": query.last}


def _figures(figures: Figures, kinds: Sequence[str]) -> dict[str, Any]:
    return {
        "build": asdict(figures.built),
        "builds": [asdict(built) for built in figures.builds],
        "opening": asdict(figures.opening),
        "first": {kind: _summed(first(figures, kind)) for kind in kinds},
        **{mode: {kind: _summed(again(figures, mode, kind)) for kind in kinds} for mode in MODES},
        "totals": {kind: [outcome.total for outcome in figures.rounds["rank"][kind][0]] for kind in kinds},
        "seconds": {mode: _seconds(figures.rounds[mode]) for mode in MODES},
    }


def _served(served: Served) -> dict[str, Any]:
    return {
        "inside": {kind: _summed(latency(rounds[1:])) for kind, rounds in served.inside.items()},
        "seen": {kind: _summed(latency(rounds[1:])) for kind, rounds in served.seen.items()},
        "seconds": {"inside": _seconds(served.inside), "seen": _seconds(served.seen)},
        "steps": [{**asdict(step), "held": step.held} for step in served.steps],
        "workers": [asdict(memory) for memory in served.workers],
    }


def _summed(measured: Latency | None) -> dict[str, Any] | None:
    return asdict(measured) if measured else None


def _seconds(rounds: Rounds) -> dict[str, list[list[float]]]:
    return {kind: [_taken(asked) for asked in every] for kind, every in rounds.items()}


def _taken(asked: Sequence[Outcome]) -> list[float]:
    return [outcome.seconds for outcome in asked]
