"""What was measured as Markdown tables, which read well on a terminal and go into docs/performance.md as they are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from comparing import agreement, differences, work
from measuring import MODES, Figures, Mode
from peers import OURS, PEERS
from results import Latency, Run, again, first, label, latency

MEGA = 1_000_000
WORST = 8
"""How many of the largest differences in hits are listed."""


def report(run: Run) -> Iterator[str]:
    """The whole report, line by line."""
    yield from _heading(run)
    yield from _building(run)
    yield from _latencies(run, "Pages, asked again", lambda figures, kind: again(figures, "page", kind))
    yield from _latencies(run, "Pages, asked for the first time", first)
    yield from _latencies(run, "Rank only, asked again", lambda figures, kind: again(figures, "rank", kind))
    if run.peers:
        yield from _ratios(run)
    yield from _serving(run)
    yield from _work(run)
    if run.peers:
        yield from _agreement(run)
    yield from _notes(run)


def _heading(run: Run) -> Iterator[str]:
    asked = sum(map(len, run.corpus.questions.values()))
    yield (
        f"{run.corpus.speeches:,} speeches, {run.corpus.size / MEGA:.1f} MB of text; {asked} questions of "
        f"{len(run.kinds)} kinds (seed {run.seed}), rounds: {run.rounds}."
    )
    yield ""
    yield from (f"- {name}: {value}" for name, value in run.machine.items())


def _building(run: Run) -> Iterator[str]:
    def row(name: str) -> list[str]:
        built = run.figures[name].built
        speed = run.corpus.size / MEGA / built.seconds
        share = f"{built.disk / run.corpus.size:.2f}"
        return [label(name), f"{built.seconds:.1f}", f"{speed:.2f}", _mega(built.peak), _mega(built.disk), share]

    yield from _title("Building")
    columns = ["", "seconds", "MB/s", "peak memory, MB", "on disk, MB", "on disk, times the text"]
    yield from _table(columns, [row(name) for name in run.figures])
    yield ""
    yield f"Reading the speeches, which each of them includes, takes {run.reading:.2f} s."


def _latencies(run: Run, title: str, measured: Callable[[Figures, str], Latency | None]) -> Iterator[str]:
    yield from _title(f"{title}: milliseconds, p50 / p95")
    rows = [[kind, *(_milliseconds(measured(run.figures[name], kind)) for name in run.figures)] for kind in run.kinds]
    yield from _table(["", *map(label, run.figures)], rows)


def _ratios(run: Run) -> Iterator[str]:
    yield from _title(f"Times as long as {label(OURS)} takes, p50 (above 1, {label(OURS)} is faster)")
    rows = [["building", *(f"{_seconds(run, name) / _seconds(run, OURS):.2f}" for name in run.peers)]]
    for mode in reversed(MODES):
        rows += [[f"{mode}: {kind}", *(_ratio(run, name, mode, kind) for name in run.peers)] for kind in run.kinds]
    yield from _table(["", *map(label, run.peers)], rows)


def _serving(run: Run) -> Iterator[str]:
    yield from _title("Memory of the process that answers, after all questions")
    memories = [(name, figures.memory) for name, figures in run.figures.items()]
    rows = [[label(name), _mega(memory.resident), _mega(memory.mapped)] for name, memory in memories]
    yield from _table(["", "resident, MB", "of it mapped files, MB"], rows)


def _work(run: Run) -> Iterator[str]:
    def cell(figures: Figures, kind: str) -> str:
        done = work(figures, kind)
        return f"{done[0]:,.0f}; {done[1]:.1f}" if done else "n/a"

    yield from _title("The same work? Median hits; mean passages of a shown hit")
    rows = [[kind, *(cell(run.figures[name], kind) for name in run.figures)] for kind in run.kinds]
    yield from _table(["", *map(label, run.figures)], rows)


def _agreement(run: Run) -> Iterator[str]:
    def row(name: str) -> list[str]:
        found = agreement(run, name)
        together = f"{found.theirs / found.ours - 1:+.2%}" if found.ours else "n/a"
        return [label(name), f"{found.same} of {found.questions}", together, f"{found.alike} of {found.pages}"]

    yield from _title(f"Against {label(OURS)}")
    columns = ["", "same number of hits", "hits of all questions together", "same facets, where same hits"]
    yield from _table(columns, [row(name) for name in run.peers])
    largest = differences(run)[:WORST]
    if largest:
        yield from ("", "The largest differences in hits:", "")
        yield from (f"- {sentence}" for sentence in largest)


def _notes(run: Run) -> Iterator[str]:
    yield from _title("Notes")
    for name, figures in run.figures.items():
        peer = PEERS[name]
        if peer.rounds or peer.pages:
            yield f"- {peer.label} is slow, so it was asked less: {peer.rounds} round, {peer.pages} pages of each kind."
        refusals = [outcome.refusal for rounds in figures.rounds["rank"].values() for outcome in rounds[0]]
        refusals += [outcome.refusal for asked in figures.first.values() for outcome in asked]
        for reason in sorted({refusal for refusal in refusals if refusal}):
            yield f"- {peer.label} refused {refusals.count(reason)} times: {reason}"
    yield "- Engines split and stem words each in its own way, so their hits differ a little."
    yield "- SQLite FTS5 and tantivy-py cut one passage of a hit, the others up to three."


def _seconds(run: Run, name: str) -> float:
    return run.figures[name].built.seconds


def _ratio(run: Run, name: str, mode: Mode, kind: str) -> str:
    """Over the questions that both were asked."""
    both = [run.figures[who].rounds[mode][kind] for who in (name, OURS)]
    shared = min(len(rounds[0]) for rounds in both)
    theirs, ours = (latency([asked[:shared] for asked in rounds]) for rounds in both)
    return f"{theirs.p50 / ours.p50:.2f}" if theirs and ours else "n/a"


def _milliseconds(measured: Latency | None) -> str:
    return f"{measured.p50 * 1000:.1f} / {measured.p95 * 1000:.1f}" if measured else "n/a"


def _mega(size: int) -> str:
    return f"{size / MEGA:,.0f}"


def _title(text: str) -> list[str]:
    return ["", f"### {text}", ""]


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """A Markdown table, its columns as wide as what they hold; figures stand at the right."""
    widths = [max(map(len, column)) for column in zip(columns, *rows, strict=True)]
    yield _line(columns, widths)
    yield f"|{'-' * (widths[0] + 2)}|{'|'.join('-' * (width + 1) + ':' for width in widths[1:])}|"
    yield from (_line(row, widths) for row in rows)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    figures = [cell.rjust(width) for cell, width in zip(cells[1:], widths[1:], strict=True)]
    return f"| {' | '.join([cells[0].ljust(widths[0]), *figures])} |"
