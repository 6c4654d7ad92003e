"""What is promised beside what was measured."""

from __future__ import annotations

from collections.abc import Iterator

from answering import MODES, Mode
from peers import OURS
from promises import RIVAL, compared, limit, others, promises
from results import Latency, Run, label, times_again, times_first

from printing.tables import NOTHING, multiple, table, title


def rivalry(run: Run) -> Iterator[str]:
    """Pages and ranks as a multiple of the rival's."""
    if not compared(run):
        return
    yield from title(f"Promised of pages and ranks: {label(OURS)} as a multiple of {label(RIVAL)}")
    columns = ["", "p50", "p95", "at most", "kept", "first time, p50 / p95"]
    yield from table(columns, [_compared(run, mode, kind) for mode in reversed(MODES) for kind in run.kinds])


def kept(run: Run) -> Iterator[str]:
    """All else that is promised, and how much of everything is kept."""
    every = promises(run)
    if not every:
        return
    yield from title("Promised of all else")
    rows = [[one.what, f"{one.figure:,.2f}", f"{one.limit:,g}", _said(kept=one.kept)] for one in others(run)]
    yield from table(["", "measured", "at most", "kept"], rows)
    yield ""
    yield f"Of {len(every)} promises that this run can show, {sum(one.kept for one in every)} are kept."


def _compared(run: Run, mode: Mode, kind: str) -> list[str]:
    times, most = times_again(run, RIVAL, mode, kind), limit(mode, kind)
    unasked = multiple(times_first(run, RIVAL, kind)) if mode == "page" else ""
    figures = [f"{times.p50:.2f}", f"{times.p95:.2f}"] if times else [NOTHING, NOTHING]
    return [f"{mode}: {kind}", *figures, *_bound(times, most, mode), unasked]


def _bound(times: Latency | None, most: float | None, mode: Mode) -> tuple[str, str]:
    """Of pages both percentiles are promised, of ranks p50."""
    if not times or not most:
        return "", ""
    worst = max(times.p50, times.p95) if mode == "page" else times.p50
    return f"{most:.1f}" + ("" if mode == "page" else " at p50"), _said(kept=worst <= most)


def _said(*, kept: bool) -> str:
    return "yes" if kept else "NO"
