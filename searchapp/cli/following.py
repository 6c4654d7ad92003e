"""`add --watch`: whatever is put into a folder, or changed there, is live a moment later."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from searchapp import indexing, sources
from searchapp.cli.commands import amount, say
from searchapp.cli.progress import print_documents, print_outcome, reported
from searchapp.engines import Engine
from searchapp.errors import (
    BadSource,
    DamagedIndex,
    IndexBusy,
    IndexUnwritable,
    SearchappError,
    harmless,
)
from searchapp.sources import Given, Memory

PATIENCE = 30
"""Looks after which documents are read though some of them are still being written."""
RESTING = 9
"""How much longer it rests than it looks, at least: lists of many files take a while."""
_PASSING = (BadSource, DamagedIndex, IndexBusy, IndexUnwritable)
"""What may be over at the next look."""
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
    _waited: int = 0
    _trouble: str = ""
    _memory: Memory = field(default_factory=dict)

    def run(self, every: float, sleep: Callable[[float], object] = time.sleep) -> None:
        """Follow until somebody stops it."""
        say(f"Following {', '.join(map(harmless, self.documents))} (Ctrl-C stops it) …")
        try:
            while True:
                began = time.monotonic()
                self.look()
                sleep(max(every, RESTING * (time.monotonic() - began)))
        except KeyboardInterrupt:
            say("Stopped following. What is live stays live.")

    def look(self) -> None:
        """Read what is new or changed, once it has been left alone since the last look."""
        now: Glance = {}
        try:
            now = {name: said for one in self.documents for name, said in sources.glance(one).items()}
            if self._due(now):
                self._tell_gone(now)
                self._follow()
                self._done, self._failed, self._waited, self._trouble = now, None, 0, ""
        except _PASSING as error:
            self._failed, self._waited = now, 0
            self._tell(error)
        self._before = now

    def _due(self, now: Glance) -> bool:
        """At the first look all is due: what is written meanwhile is met again at the next. What failed must wait."""
        if now == self._done:
            return False
        self._waited += 1
        rests = self._done is None or now == self._before
        return self._waited > PATIENCE or (rests and now != self._failed)

    def _follow(self) -> None:
        with reported(self.documents, strict=self.strict) as report:
            outcome = indexing.follow(self.engine, self.documents, self.given, report, self._memory)
        self.faults += report.faults
        if not outcome.written:
            return
        live = self.engine.live().facts
        print_outcome(outcome)
        say(
            f"{time.strftime('%H:%M:%S')}  {amount(live.speeches, 'speech', 'speeches')} are live, "
            f"in generation {live.name}.",
            fg="green",
        )

    def _tell_gone(self, now: Glance) -> None:
        gone = [name for name in self._done or () if name not in now]
        print_documents("gone", gone, "; what it said stays, until `searchapp rebuild`")

    def _tell(self, error: SearchappError) -> None:
        """Once, however long it lasts."""
        if str(error) != self._trouble:
            self._trouble = str(error)
            say(f"{harmless(str(error))} It is tried again later.", fg="yellow")
