"""What a long command says while it works: one line that moves on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from searchapp import sources
from searchapp.checking.sentences import sentence
from searchapp.cli.commands import amount, say
from searchapp.errors import Fault, harmless
from searchapp.indexing import Outcome, Report

SHOWN = 10
"""Documents of a kind that are named; the rest are counted."""
OF_A_KIND = 3
"""Notices that say the same of different things which are printed; the rest are counted. Faults are printed all."""
KINDS = 100
"""Kinds of notices that are told apart."""
OFTEN, SELDOM = 0.1, 10.0
"""Seconds between two updates, on a terminal and elsewhere."""
WIDTH = 24
_OTHERS = "others"


class Progress:
    """Counts what is read; `whole` is the bytes of all sources, which fill the bar."""

    def __init__(self, whole: int, *, moving: bool) -> None:
        self.whole, self.done = whole, 0
        self.moving = moving
        self.began = self.told = time.monotonic()
        self.notices: Counter[str] = Counter()

    def read(self, size: int) -> None:
        """So many bytes more have been read."""
        self.done += size

    def speeches(self, count: int) -> None:
        """So many speeches have been read."""
        now = time.monotonic()
        if now - self.told >= (OFTEN if self.moving else SELDOM):
            self.told = now
            self._show(f"{amount(count, 'speech', 'speeches')}, {count / (now - self.began):,.0f} a second")

    def compared(self, count: int) -> None:
        """So many documents have been compared with what was indexed before."""
        now = time.monotonic()
        if now - self.told >= (OFTEN if self.moving else SELDOM):
            self.told = now
            self._line(f"{amount(count, 'document')} compared with what was indexed before")

    def ended(self, count: int) -> None:
        """All speeches have been read; what follows takes long enough to be told only where there are many."""
        if time.monotonic() - self.began >= SELDOM:
            self.clear()
            say(f"{amount(count, 'speech', 'speeches')} read. They are sorted and checked now …", dim=True)

    def fault(self, fault: Fault) -> None:
        """Print a fault; of the notices of each kind, only the first ones."""
        if fault.notice:
            kind = sentence(fault.message)
            kind = kind if kind in self.notices or len(self.notices) < KINDS else _OTHERS
            self.notices[kind] += 1
            if self.notices[kind] > OF_A_KIND:
                return
        self.clear()
        say(labelled(fault), dim=fault.notice, fg=None if fault.notice else "yellow")

    def clear(self) -> None:
        """Leave the line free for something else."""
        if self.moving:
            sys.stderr.write("\r\x1b[K")

    def finish(self) -> None:
        """Say how many notices weren't shown."""
        self.clear()
        unsaid = {kind: count - OF_A_KIND for kind, count in self.notices.items() if count > OF_A_KIND}
        for kind, count in unsaid.items():
            say(f"… and {amount(count, 'more notice')} like: {kind}", dim=True)
        if unsaid:
            say("`searchapp check SOURCE --json` lists them all.", dim=True)

    def _show(self, message: str) -> None:
        share = min(1.0, self.done / self.whole) if self.whole else 0.0
        if not self.moving:
            say(f"{share:.0%} read: {message}" if self.whole else message)
            return
        full = round(share * WIDTH)
        self._line(f"{'█' * full}{'░' * (WIDTH - full)} {share:4.0%}  {message}" if self.whole else message)

    def _line(self, message: str) -> None:
        if not self.moving:
            say(message)
            return
        sys.stderr.write(f"\r\x1b[K{message}")
        sys.stderr.flush()


def print_outcome(outcome: Outcome) -> None:
    """Say what is new, changed and gone, where that is known, and why everything was read, where it was."""
    if outcome.why:
        say(f"Everything was read. {outcome.why}", dim=True)
    if not outcome.known or not outcome.written:
        return
    for kind, documents in (("new", outcome.new), ("changed", outcome.changed), ("gone", outcome.gone)):
        print_documents(kind, documents)
    say(
        f"Documents: {len(outcome.new):,} new, {len(outcome.changed):,} changed, {len(outcome.gone):,} gone, "
        f"{outcome.kept:,} as before. "
        f"Speeches: {outcome.added:,} new, {outcome.replaced:,} changed, {outcome.removed:,} gone."
    )


def print_documents(kind: str, documents: Sequence[str], more: str = "") -> None:
    """Name the first of them, as they are called from here, and `more` about each."""
    here = f"{Path.cwd()}/"
    for document in documents[:SHOWN]:
        say(f"{kind}: {harmless(document.removeprefix(here))}{more}", dim=True)
    if len(documents) > SHOWN:
        say(f"{kind}: … and {len(documents) - SHOWN:,} more{more}", dim=True)


def labelled(fault: Fault) -> str:
    """A fault or notice as a line, told apart by its first word."""
    return f"{'notice' if fault.notice else 'fault'}: {fault}"


@contextmanager
def reported(found: Iterable[str | Path], *, strict: bool = False) -> Iterator[Report]:
    """A report of reading these sources that tells its faults and progress as they come."""
    progress = Progress(sum(map(sources.weight, found)), moving=sys.stderr.isatty())
    try:
        yield Report(
            progress.fault, progress.speeches, progress.read, progress.ended, strict, compared=progress.compared
        )
    finally:
        progress.finish()
