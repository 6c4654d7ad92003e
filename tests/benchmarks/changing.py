"""What it takes to add speeches to our index and to take some away, without a rebuild."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from answering import Tell
from archive import some
from corpus import Corpus
from memory import Memory
from peers import OURS, PEERS, ours
from processes import watched

from searchapp.speech import Speech

ADDED = 1_000
REMOVED = 10


@dataclass(frozen=True, slots=True)
class Changed:
    """What was done; seconds until it was live, and then until the new generation was open; the most memory."""

    what: str
    seconds: float
    opening: float
    peak: Memory


def changed(corpus: Corpus, folder: Path, tell: Tell) -> tuple[Changed, ...]:
    """Add speeches with ids of their own, then remove some of the first ones: each in a process of its own."""
    tell(f"{PEERS[OURS].label} is changed …")
    return _watched("adding", _add, corpus, folder), _watched("removing", _remove, corpus, folder)


def _watched(what: str, work: Callable[[Corpus, Path], tuple[int, float, float]], *given: object) -> Changed:
    (speeches, seconds, opening), peak = watched(work, *given)
    return Changed(f"{what} {speeches:,} speeches", seconds, opening, peak)


def _add(corpus: Corpus, folder: Path) -> tuple[int, float, float]:
    copy = len(list(corpus.extent.copies()))
    speeches = list(some(corpus.path, corpus.extent, ADDED, copy))
    return len(speeches), *_timed(folder, speeches, ())


def _remove(corpus: Corpus, folder: Path) -> tuple[int, float, float]:
    ids = [speech.id for speech in some(corpus.path, corpus.extent, REMOVED)]
    return len(ids), *_timed(folder, (), ids)


def _timed(folder: Path, added: Sequence[Speech], removed: Sequence[str]) -> tuple[float, float]:
    """(seconds to change, seconds to open what came of it)."""
    engine = ours.reopen(folder).engine
    before = engine.live().facts.speeches
    began = time.perf_counter()
    with engine.change() as change:
        for speech in added:
            change.add(speech)
        for id in removed:
            change.remove(id)
    live = time.perf_counter()
    after = engine.live().facts.speeches
    opened = time.perf_counter()
    assert after - before == len(added) - len(removed)
    return live - began, opened - live
