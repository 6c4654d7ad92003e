"""Result pages over HTTP."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from answering import Outcome
from results import Run, latency, together
from served.load import SECONDS, WITHIN
from served.workers import WORKERS

from printing.tables import mega, milliseconds, table, title


def pages(run: Run) -> Iterator[str]:
    if not run.served:
        return
    inside, seen = run.served.inside, run.served.seen
    yield from title("Result pages over HTTP, one client, one at a time: milliseconds, p50 / p95")
    rows = [_row(kind, inside[kind], seen[kind]) for kind in run.kinds]
    rows.append(_row("all kinds", together(inside), together(seen)))
    yield from table(["", "inside the site", "for the first time", "as the client sees it"], rows)


def load(run: Run) -> Iterator[str]:
    if not run.served:
        return
    yield from title(f"Requests a second that {WORKERS} gunicorn workers bear, {SECONDS:.0f} seconds each")
    rows = [
        [
            f"{step.rate:.0f}",
            f"{step.requests:,}",
            str(step.failed),
            *(f"{seconds * 1000:.1f}" for seconds in (step.p50, step.p95, step.p99)),
            "yes" if step.held else "no",
        ]
        for step in run.served.steps
    ]
    columns = ["requests a second", "requests", "failed", "p50, ms", "p95, ms", "p99, ms"]
    yield from table([*columns, f"99 of 100 within {WITHIN * 1000:.0f} ms"], rows)
    yield ""
    held = " and ".join(mega(memory.whole) for memory in run.served.workers)
    yield f"Borne: {run.served.best:.0f} requests a second. Resident in the workers afterwards: {held} MB."


def _row(name: str, inside: Sequence[Sequence[Outcome]], seen: Sequence[Sequence[Outcome]]) -> list[str]:
    """The first round is the one that asks for the first time."""
    return [name, *(milliseconds(latency(part)) for part in (inside[1:], inside[:1], seen[1:]))]
