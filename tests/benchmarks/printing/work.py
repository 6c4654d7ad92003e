"""Whether the engines did the same work."""

from __future__ import annotations

from collections.abc import Iterator

import comparing
from measuring import Figures
from peers import OURS
from results import Run, label

from printing.tables import NOTHING, table, title

WORST = 8
"""How many of the largest differences in hits are listed."""


def hits(run: Run) -> Iterator[str]:
    def cell(figures: Figures, kind: str) -> str:
        done = comparing.work(figures, kind)
        return f"{done[0]:,.0f}; {done[1]:.1f}" if done else NOTHING

    yield from title("The same work? Median hits; mean passages of a shown hit")
    rows = [[kind, *(cell(run.figures[name], kind) for name in run.figures)] for kind in run.kinds]
    yield from table(["", *map(label, run.figures)], rows)


def agreement(run: Run) -> Iterator[str]:
    def row(name: str) -> list[str]:
        found = comparing.agreement(run, name)
        together = f"{found.theirs / found.ours - 1:+.2%}" if found.ours else NOTHING
        return [label(name), f"{found.same} of {found.questions}", together, f"{found.alike} of {found.pages}"]

    yield from title(f"Against {label(OURS)}")
    columns = ["", "same number of hits", "hits of all questions together", "same facets, where same hits"]
    yield from table(columns, [row(name) for name in run.peers])
    largest = comparing.differences(run)[:WORST]
    if largest:
        yield from ("", "The largest differences in hits:", "")
        yield from (f"- {sentence}" for sentence in largest)
