"""Each engine in processes of its own: one that builds and ends, one that answers, both timed from the inside."""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Literal, TypeVar

from corpus import Corpus, read
from peers import PEERS, Opened, Peer

from searchapp.query.model import Query

Mode = Literal["rank", "page"]
MODES: tuple[Mode, ...] = ("rank", "page")
KILOBYTES = 1 if sys.platform == "darwin" else 1024
"""What getrusage counts memory in."""


@dataclass(frozen=True, slots=True)
class Built:
    """Seconds and bytes of a build; `peak` adds up its processes, each at its largest."""

    seconds: float
    peak: int
    disk: int


@dataclass(frozen=True, slots=True)
class Memory:
    """Resident bytes of the process that answers; `mapped` of them are pages of files, which the system can drop."""

    resident: int
    mapped: int


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


@dataclass(frozen=True, slots=True)
class Figures:
    """All that was measured of one engine: pages asked for the first time, then each mode in rounds."""

    built: Built
    memory: Memory
    first: Outcomes
    rounds: Mapping[Mode, Rounds]


Tell = Callable[[str], None]
Result = TypeVar("Result")


def apart(function: Callable[..., Result], *arguments: object) -> Result:
    """Call in a new process, so that what it fills isn't counted with what comes after."""
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return pool.submit(function, *arguments).result()


def measure(names: Sequence[str], corpus: Corpus, folder: Path, rounds: int, tell: Tell) -> dict[str, Figures]:
    """Build with one engine after the other, then ask them in turns, so that a slow minute is slow for all."""
    built = {}
    for name in names:
        tell(f"{PEERS[name].label} builds …")
        built[name] = apart(build, name, corpus.path, folder / name)
    with ExitStack() as stack:
        serving = {name: stack.enter_context(Serving.started(name, folder / name)) for name in names}
        first = {name: _first(serving[name], PEERS[name], corpus, tell) for name in names}
        asked = _in_turns(serving, corpus, rounds, tell)
        return {name: Figures(built[name], serving[name].memory(), first[name], asked[name]) for name in names}


def reading(path: Path) -> float:
    """Seconds that reading the speeches alone takes, which every build includes."""
    began = time.perf_counter()
    for _ in read(path):
        pass
    return time.perf_counter() - began


def build(name: str, path: Path, folder: Path) -> Built:
    """Index the speeches, in this process and those that the engine starts."""
    peer = PEERS[name]
    room = peer.room()
    began = time.perf_counter()
    room.build(read(path), folder)
    seconds = time.perf_counter() - began
    disk = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    return Built(seconds, _peak(peer), disk)


@dataclass(frozen=True, slots=True)
class Serving:
    """A process that answers with one engine; ask it while no other is asked."""

    name: str
    pipe: Connection

    @classmethod
    @contextmanager
    def started(cls, name: str, folder: Path) -> Iterator[Serving]:
        ours, theirs = get_context("spawn").Pipe()
        process = get_context("spawn").Process(target=_serve, args=(theirs, name, folder))
        process.start()
        theirs.close()
        try:
            yield cls(name, ours)
        finally:
            ours.close()
            process.join()

    def ask(self, mode: Mode, queries: Sequence[Query]) -> list[Outcome]:
        outcomes: list[Outcome] = self._call("ask", mode, queries)
        return outcomes

    def memory(self) -> Memory:
        memory: Memory = self._call("memory")
        return memory

    def _call(self, *message: object) -> Any:
        try:
            self.pipe.send(message)
            return self.pipe.recv()
        except (EOFError, BrokenPipeError):
            raise ChildProcessError(f"The process that answers with {PEERS[self.name].label} has ended.") from None


def _first(serving: Serving, peer: Peer, corpus: Corpus, tell: Tell) -> Outcomes:
    """Every page for the first time: what is slow only once shows here, and nowhere else."""
    tell(f"{peer.label} is asked for the first time …")
    return {kind: serving.ask("page", queries[: peer.pages]) for kind, queries in corpus.questions.items()}


def _in_turns(
    serving: Mapping[str, Serving], corpus: Corpus, rounds: int, tell: Tell
) -> Mapping[str, Mapping[Mode, Rounds]]:
    asked: dict[str, dict[Mode, dict[str, list[Sequence[Outcome]]]]] = {
        name: {mode: {kind: [] for kind in corpus.questions} for mode in MODES} for name in serving
    }
    for number in range(rounds):
        tell(f"round {number + 1} of {rounds} …")
        taking_part = [name for name in serving if number < (PEERS[name].rounds or rounds)]
        for kind, queries in corpus.questions.items():
            for name in taking_part:
                asked[name]["rank"][kind].append(serving[name].ask("rank", queries))
                asked[name]["page"][kind].append(serving[name].ask("page", queries[: PEERS[name].pages]))
    return asked


def _serve(pipe: Connection, name: str, folder: Path) -> None:
    """The process that answers, until its caller goes away."""
    opened = PEERS[name].room().reopen(folder)
    while True:
        try:
            match pipe.recv():
                case ("ask", mode, queries):
                    pipe.send([_answered(opened, mode, query) for query in queries])
                case ("memory",):
                    pipe.send(_resident())
        except EOFError:
            return


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


def _peak(peer: Peer) -> int:
    """An upper bound: the children are taken to be as large as the largest of them, all at once."""
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return (own + peer.builders * children) * KILOBYTES


def _resident() -> Memory:
    status = Path("/proc/self/status")
    if not status.exists():
        return Memory(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * KILOBYTES, 0)
    said = dict(line.split(":", 1) for line in status.read_text().splitlines())
    resident, mapped = (int(said[name].split()[0]) * 1024 for name in ("VmRSS", "RssFile"))
    return Memory(resident, mapped)
