"""What a long command says while it works: one line that moves on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from searchapp.cli.commands import amount, say
from searchapp.errors import Fault
from searchapp.indexing import Report

SHOWN = 10
"""Notices that are printed; the rest are counted. Faults are printed all."""
OFTEN, SELDOM = 0.1, 10.0
"""Seconds between two updates, on a terminal and elsewhere."""
WIDTH = 24


class Progress:
    """Counts speeches as they are read; `share` of the sources' bytes fills the bar."""

    def __init__(self) -> None:
        self.moving = sys.stderr.isatty()
        self.began = self.told = time.monotonic()
        self.notices = 0
        self.share = 0.0

    def speeches(self, count: int) -> None:
        """So many speeches have been read."""
        now = time.monotonic()
        if now - self.told >= (OFTEN if self.moving else SELDOM):
            self.told = now
            self._show(f"{amount(count, 'speech', 'speeches')}, {count / (now - self.began):,.0f} a second")

    def read(self, share: float) -> None:
        """This share of the sources' bytes has been read."""
        self.share = share

    def fault(self, fault: Fault) -> None:
        """Print a fault; of the notices, only the first ones."""
        self.notices += fault.notice
        if not fault.notice or self.notices <= SHOWN:
            self.clear()
            say(str(fault), dim=fault.notice, fg=None if fault.notice else "yellow")

    def clear(self) -> None:
        """Leave the line free for something else."""
        if self.moving:
            sys.stderr.write("\r\x1b[K")

    def finish(self) -> None:
        """Say how many notices weren't shown."""
        self.clear()
        if self.notices > SHOWN:
            say(
                f"… and {amount(self.notices - SHOWN, 'more notice')}; `searchapp check SOURCE` lists them all.",
                dim=True,
            )

    def _show(self, message: str) -> None:
        if not self.moving:
            say(message)
            return
        full = round(self.share * WIDTH)
        sys.stderr.write(f"\r\x1b[K{'█' * full}{'░' * (WIDTH - full)} {self.share:4.0%}  {message}")
        sys.stderr.flush()


@contextmanager
def reported(*, strict: bool = False) -> Iterator[Report]:
    """A report that tells its faults and progress as they come."""
    progress = Progress()
    report = Report(progress.fault, progress.speeches, strict)
    try:
        yield report
    finally:
        progress.finish()
