"""Each engine in a process of its own that answers, timed from the inside, asked while no other is asked."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Literal

from corpus import Corpus
from peers import PEERS, Opened, Peer

from searchapp.query.model import Query

Mode = Literal["rank", "page"]
MODES: tuple[Mode, ...] = ("rank", "page")


@dataclass(frozen=True, slots=True)
class Outcome:
    """One question answered, or the reason why not; `facets` holds the counts of each, largest first."""

    seconds: float
    total: int = 0
    facets: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    passages: int = 0
    hits: int = 0
    refusal: str | None = None


Outcomes = Mapping[str, Sequence[Outcome]]
"""Kind of question → an outcome of each question asked, in order."""
Rounds = Mapping[str, Sequence[Sequence[Outcome]]]
"""Kind of question → round → an outcome of each question asked, in order."""


Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Answering:
    """A process that answers with one engine; ask it while no other is asked."""

    name: str
    pipe: Connection

    @classmethod
    @contextmanager
    def started(cls, name: str, folder: Path) -> Iterator[Answering]:
        ours, theirs = get_context("spawn").Pipe()
        process = get_context("spawn").Process(target=_answer, args=(theirs, name, folder))
        process.start()
        theirs.close()
        try:
            yield cls(name, ours)
        finally:
            ours.close()
            process.join()

    def ask(self, mode: Mode, queries: Sequence[Query]) -> list[Outcome]:
        try:
            self.pipe.send((mode, queries))
            outcomes: list[Outcome] = self.pipe.recv()
        except (EOFError, BrokenPipeError):
            raise ChildProcessError(f"The process that answers with {PEERS[self.name].label} has ended.") from None
        return outcomes


def first_pages(answering: Answering, peer: Peer, corpus: Corpus, tell: Tell) -> Outcomes:
    """Every page for the first time: what is slow only once shows here, and nowhere else."""
    tell(f"{peer.label} is asked for the first time …")
    return {kind: answering.ask("page", queries[: peer.pages]) for kind, queries in corpus.questions.items()}


def in_rounds(
    answering: Mapping[str, Answering], corpus: Corpus, rounds: int, tell: Tell
) -> Mapping[str, Mapping[Mode, Rounds]]:
    asked: dict[str, dict[Mode, dict[str, list[Sequence[Outcome]]]]] = {
        name: {mode: {kind: [] for kind in corpus.questions} for mode in MODES} for name in answering
    }
    for number in range(rounds):
        tell(f"round {number + 1} of {rounds} …")
        taking_part = [name for name in answering if number < (PEERS[name].rounds or rounds)]
        for kind, queries in corpus.questions.items():
            for name in taking_part:
                asked[name]["rank"][kind].append(answering[name].ask("rank", queries))
                asked[name]["page"][kind].append(answering[name].ask("page", queries[: PEERS[name].pages]))
    return asked


def _answer(pipe: Connection, name: str, folder: Path) -> None:
    """The process that answers, until its caller goes away."""
    opened = PEERS[name].room().reopen(folder)
    while True:
        try:
            mode, queries = pipe.recv()
        except EOFError:
            return
        pipe.send([_answered(opened, mode, query) for query in queries])


def _answered(opened: Opened, mode: Mode, query: Query) -> Outcome:
    ask = opened.rank if mode == "rank" else opened.page
    began = time.perf_counter()
    try:
        page = ask(query)
    except Exception as error:  # noqa: BLE001  (a refusal is a result: it is counted and printed)
        return Outcome(time.perf_counter() - began, refusal=f"{type(error).__name__}: {error}")
    seconds = time.perf_counter() - began
    facets = {name: tuple(sorted(counts.values(), reverse=True)) for name, counts in page.facets.items()}
    return Outcome(seconds, page.total, facets, sum(map(len, page.passages)), len(page.ids))
