"""How long pages and ranks take with each engine, and how many times as long as ours."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from answering import MODES, Mode
from measuring import Figures
from peers import OURS
from results import Latency, Run, again, first, label, times_again

from printing.tables import milliseconds, multiple, table, title


def latencies(run: Run) -> Iterator[str]:
    yield from _latencies(run, "Pages, asked again", lambda figures, kind: again(figures, "page", kind))
    yield from _latencies(run, "Pages, asked for the first time", first)
    yield from _latencies(run, "Rank only, asked again", lambda figures, kind: again(figures, "rank", kind))


def ratios(run: Run) -> Iterator[str]:
    yield from title(f"{label(OURS)} as a multiple of each, asked again, p50 / p95 (below 1, {label(OURS)} is faster)")
    ours = run.figures[OURS].built.seconds
    rows = [["building", *(f"{ours / run.figures[name].built.seconds:.2f}" for name in run.peers)]]
    for mode in reversed(MODES):
        rows += [_multiples(run, mode, kind) for kind in run.kinds]
    yield from table(["", *map(label, run.peers)], rows)


def _multiples(run: Run, mode: Mode, kind: str) -> list[str]:
    return [f"{mode}: {kind}", *(multiple(times_again(run, name, mode, kind)) for name in run.peers)]


def _latencies(run: Run, heading: str, measured: Callable[[Figures, str], Latency | None]) -> Iterator[str]:
    yield from title(f"{heading}: milliseconds, p50 / p95")
    rows = [[kind, *(milliseconds(measured(run.figures[name], kind)) for name in run.figures)] for kind in run.kinds]
    yield from table(["", *map(label, run.figures)], rows)
