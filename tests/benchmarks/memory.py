"""How much memory processes hold, as Linux counts it in /proc; zeros where there is none."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from typing import Self

PROC = Path("/proc")
KILOBYTE = 1024
BETWEEN = 0.1
"""Seconds between two looks, at least."""
SHARE = 0.02
"""Which share of the time may go into looking."""


@dataclass(frozen=True, slots=True)
class Memory:
    """Bytes; `own` is what a process made itself, the rest pages of mapped files, which the system can take back."""

    whole: int = 0
    own: int = 0

    @property
    def mapped(self) -> int:
        return self.whole - self.own


class Watch:
    """Looks at a process and all that it starts, a few times a second, and keeps the most that it saw of each count."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._over = Event()
        self._thread = Thread(target=self._look, daemon=True)
        self.peak = Memory()

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        wait = 0.0
        while not self._over.wait(wait):
            began = time.thread_time()
            seen = together(family(self._pid))
            self.peak = Memory(max(self.peak.whole, seen.whole), max(self.peak.own, seen.own))
            wait = max(BETWEEN, (time.thread_time() - began) / SHARE)


def family(pid: int) -> list[int]:
    """A process and all that it and its children have started and that still run, itself first."""
    children = defaultdict(list)
    for child, parent in _parents():
        children[parent].append(child)
    found = [pid]
    for one in found:
        found += children[one]
    return found


def together(pids: Iterable[int]) -> Memory:
    """What processes hold together; a page that several share is divided among them (proportional set sizes)."""
    counts = [_counts(PROC / str(pid) / "smaps_rollup") for pid in pids]
    return _summed(counts, "Pss", ("Pss_Anon", "Pss_Shmem"))


def resident(pid: int) -> Memory:
    """What one process holds, shared or not."""
    return _summed([_counts(PROC / str(pid) / "status")], "VmRSS", ("RssAnon", "RssShmem"))


def _summed(counts: Iterable[Mapping[str, int]], whole: str, own: Iterable[str]) -> Memory:
    counts = list(counts)
    return Memory(sum(one.get(whole, 0) for one in counts), sum(one.get(name, 0) for one in counts for name in own))


def _counts(file: Path) -> dict[str, int]:
    """Its lines that count kilobytes, in bytes; none if the process has ended."""
    found = {}
    with suppress(OSError):
        for line in file.read_text(encoding="utf-8").splitlines():
            name, _, value = line.partition(":")
            if value.endswith(" kB"):
                found[name] = int(value.removesuffix(" kB")) * KILOBYTE
    return found


def _parents() -> Iterator[tuple[int, int]]:
    """(process, parent) of all; a process's name may hold anything, so what follows its last bracket is read."""
    for folder in PROC.glob("[0-9]*"):
        with suppress(OSError):
            yield int(folder.name), int((folder / "stat").read_text(errors="replace").rpartition(")")[2].split()[1])
