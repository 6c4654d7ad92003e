"""The index: what it takes to build, open and change it, and what it fills."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from peers import OURS
from results import Run, label

from printing.tables import MEGA, mega, table, title


def building(run: Run) -> Iterator[str]:
    def row(name: str) -> list[str]:
        built = run.figures[name].built
        speed = run.corpus.size / MEGA / built.seconds
        took = [f"{built.seconds:.1f}", f"{speed:.2f}", f"{built.cores:.1f}"]
        share = f"{built.disk / run.corpus.size:.2f}"
        return [label(name), *took, mega(built.peak.whole), mega(built.peak.own), mega(built.disk), share]

    yield from title("Building")
    columns = ["", "seconds", "MB/s", "cores busy", "peak memory, MB", "without mapped files, MB", "on disk, MB"]
    yield from table([*columns, "on disk, times the text"], [row(name) for name in run.figures])
    yield ""
    times = ", ".join(f"{label(name)} {len(figures.builds)}" for name, figures in run.figures.items())
    yield f"Builds in turns, of which the median is shown, and the most memory: {times}."
    yield f"Reading the speeches, which each of them includes, takes {run.reading:.2f} s."


def opening(run: Run) -> Iterator[str]:
    def row(name: str) -> list[str]:
        opened = run.figures[name].opening
        took = [f"{seconds * 1000:.1f}" for seconds in (median(opened.seconds), max(opened.seconds))]
        held = [mega(size) for size in (opened.after.whole, opened.after.own, opened.after.mapped)]
        return [label(name), *took, mega(opened.before.whole), f"{opened.pages:,}", *held]

    yield from title("Opening in a fresh process, and its memory once it was asked")
    columns = ["", "ms, median", "ms, slowest", "resident when opened, MB", "pages asked", "resident after, MB"]
    yield from table([*columns, "of it its own, MB", "of it mapped files, MB"], [row(name) for name in run.figures])


def changing(run: Run) -> Iterator[str]:
    if not run.changed:
        return
    rebuild = run.figures[OURS].built
    yield from title(f"Changing what {label(OURS)} has built")
    rows = [
        [one.what, f"{one.seconds:.2f}", f"{one.opening * 1000:.1f}", mega(one.peak.whole), mega(one.peak.own)]
        for one in run.changed
    ]
    rows.append(["a rebuild", f"{rebuild.seconds:.2f}", "", mega(rebuild.peak.whole), mega(rebuild.peak.own)])
    columns = ["", "seconds until live", "then opened, ms", "peak memory, MB", "without mapped files, MB"]
    yield from table(columns, rows)
