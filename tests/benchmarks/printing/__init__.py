"""What was measured as Markdown tables, which read well on a terminal and go into docs/performance.md as they are."""

from __future__ import annotations

from collections.abc import Iterator

from answering import MODES
from peers import OURS, PEERS
from results import Run

from printing import index, pages, site, work
from printing.bounds import kept, rivalry
from printing.tables import title


def report(run: Run) -> Iterator[str]:
    """The whole report, line by line."""
    yield from _heading(run)
    yield from index.building(run)
    yield from pages.latencies(run)
    if run.peers:
        yield from pages.ratios(run)
    yield from rivalry(run)
    yield from index.opening(run)
    yield from index.changing(run)
    yield from site.pages(run)
    yield from site.load(run)
    yield from kept(run)
    yield from work.hits(run)
    if run.peers:
        yield from work.agreement(run)
    yield from _notes(run)


def _heading(run: Run) -> Iterator[str]:
    asked = sum(map(len, run.corpus.questions.values()))
    yield (
        f"{run.corpus.speeches:,} speeches, {run.corpus.size / 1_000_000:,.1f} MB of text; {asked} questions of "
        f"{len(run.kinds)} kinds (seed {run.seed}), rounds: {run.rounds}."
    )
    yield ""
    yield from (f"- {name}: {value}" for name, value in run.machine.items())


def _notes(run: Run) -> Iterator[str]:
    yield from title("Notes")
    if run.corpus.extent.times > 1:
        yield from _repeated(run)
    for name in run.figures:
        yield from _peer(run, name)
    yield "- Engines split and stem words each in its own way, so their hits differ a little."
    yield "- SQLite FTS5 and tantivy-py cut one passage of a hit, the others up to three."


def _repeated(run: Run) -> Iterator[str]:
    extent = run.corpus.extent
    yield (
        f"- {extent.different:,} different speeches, repeated {extent.times:.2f} times with other ids and dates. "
        "Questions are drawn from the different ones: a rare word is in 3 to 15 of those, and as often in each copy."
    )
    if "whoosh" not in run.figures:
        yield "- Stock Whoosh was left out; this many speeches would take it hours."


def _peer(run: Run, name: str) -> Iterator[str]:
    peer, figures = PEERS[name], run.figures[name]
    if peer.rounds or peer.pages:
        yield f"- {peer.label} is slow, so it was asked less: {peer.rounds} round, {peer.pages} pages of each kind."
    asked = [rounds[0] for mode in MODES for rounds in figures.rounds[mode].values()]
    refusals = [outcome.refusal for every in (*asked, *figures.first.values()) for outcome in every if outcome.refusal]
    yield from (f"- {peer.label} refused {refusals.count(one)} times: {one}" for one in sorted(set(refusals)))
    if name == OURS and run.served:
        yield from _failures(run)


def _failures(run: Run) -> Iterator[str]:
    assert run.served
    every = [page.refusal for rounds in run.served.seen.values() for pages in rounds for page in pages if page.refusal]
    yield from (f"- Over HTTP, {every.count(one)} pages were answered with {one}." for one in sorted(set(every)))
