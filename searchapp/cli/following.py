"""`add --watch`: whatever is put into a folder, or changed there, is live a moment later."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from searchapp import indexing, sources
from searchapp.cli.commands import live, say
from searchapp.cli.progress import print_documents, print_outcome, reported
from searchapp.engines import Engine
from searchapp.errors import (
    BadSource,
    DamagedIndex,
    Fault,
    IndexBusy,
    IndexUnwritable,
    NoArchive,
    harmless,
)
from searchapp.sources import Given, Memory

PATIENCE = 30
"""Looks after which documents are read though some of them are still being written."""
MOST = 10_000
"""Notices that are remembered."""
RESTING = 9
"""How much longer it rests than it looks, at least: lists of many files take a while."""
_PASSING = (BadSource, DamagedIndex, IndexUnwritable, NoArchive, OSError)
"""What may be over at a later look."""
Glance = Mapping[str, object]


@dataclass
class Follower:
    """Looks at folders every so many seconds, and has the index follow what it sees there."""

    engine: Engine
    documents: Sequence[str]
    given: Given
    strict: bool = False
    faults: int = 0
    _done: Glance | None = None
    _before: Glance | None = None
    _failed: Glance | None = None
    _live: str = ""
    _waited: int = 0
    _trouble: bool = False
    _troubles: set[str] = field(default_factory=set)
    _notices: set[str] = field(default_factory=set)
    _memory: Memory = field(default_factory=dict)

    def run(self, every: float, sleep: Callable[[float], object] = time.sleep) -> None:
        """Follow until somebody stops it."""
        say(f"Following {', '.join(map(harmless, self.documents))} (Ctrl-C stops it) …")
        try:
            while True:
                sleep(max(every, RESTING * self.look()))
        except KeyboardInterrupt:
            say("Stopped following. What is live stays live.")

    def look(self) -> float:
        """Read what is new or changed, once it rests since the last look; the seconds that looking alone took."""
        began, self._trouble = time.monotonic(), False
        there, now = self._glance()
        took = time.monotonic() - began
        try:
            if there and self._due(now):
                self._follow(there, now)
        except IndexBusy as error:
            self._tell(str(error))
        except _PASSING as error:
            self._failed, self._waited = now, 0
            self._tell(f"{error.strerror or error}." if isinstance(error, OSError) else str(error))
        self._before = now
        if not self._trouble and self._failed is None:
            self._troubles.clear()
        return took

    def _glance(self) -> tuple[Sequence[str], Glance]:
        """Which of the sources are there, and all files in them."""
        there, now = [], dict[str, object]()
        for one in self.documents:
            try:
                now |= sources.glance(one)
                there.append(one)
            except BadSource as error:
                self._tell(str(error))
        return there, now

    def _due(self, now: Glance) -> bool:
        """At the first look all is due: what is written meanwhile is met again at the next. What failed must wait."""
        if now == self._done and self._live == self._generation():
            return False
        self._waited += 1
        rests = self._before is None or now == self._before
        return self._waited > PATIENCE or (rests and now != self._failed)

    def _follow(self, there: Sequence[str], now: Glance) -> None:
        if len(there) == len(self.documents):
            self._tell_gone(now)
        with reported(there, strict=self.strict) as report:
            report.tell = self._once(report.tell)
            outcome = indexing.follow(self.engine, there, self.given, report, self._memory)
        self.faults += report.faults
        self._memory = {name: known for name, known in self._memory.items() if name in now}
        self._waited = 0
        self._failed = now if outcome.failed else None
        self._done = None if outcome.failed else now
        self._live = self._generation()
        if outcome.written:
            self._say_what_is_live(outcome)

    def _once(self, tell: Callable[[Fault], None]) -> Callable[[Fault], None]:
        """Tell of a file that is passed over when it is met, and not at each look."""

        def told(fault: Fault) -> None:
            if not fault.notice or str(fault) not in self._notices:
                tell(fault)
            if fault.notice and len(self._notices) < MOST:
                self._notices.add(str(fault))

        return told

    def _generation(self) -> str:
        try:
            return self.engine.live().facts.name
        except (DamagedIndex, NoArchive):
            return ""

    def _say_what_is_live(self, outcome: indexing.Outcome) -> None:
        facts = self.engine.live().facts
        print_outcome(outcome)
        say(f"{time.strftime('%H:%M:%S')}  {live(facts.speeches)}, in generation {facts.name}.", fg="green")

    def _tell_gone(self, now: Glance) -> None:
        gone = [name for name in self._done or () if name not in now]
        print_documents("gone", gone, "; what it said stays, until `searchapp rebuild`")

    def _tell(self, trouble: str) -> None:
        """Once, however long it lasts."""
        self._trouble = True
        if trouble not in self._troubles:
            self._troubles.add(trouble)
            say(f"{harmless(trouble)} It is tried again later.", fg="yellow")
