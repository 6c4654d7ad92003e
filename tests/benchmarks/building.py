"""How long an engine takes to index the speeches, with how many cores, how much memory, into how many bytes."""

from __future__ import annotations

import resource
import shutil
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from archive import read
from memory import Memory
from peers import PEERS
from processes import watched


@dataclass(frozen=True, slots=True)
class Built:
    """Seconds, cores kept busy on average, bytes on disk, and the most memory of all its processes together."""

    seconds: float
    cores: float
    disk: int
    peak: Memory


def built(name: str, path: Path, folder: Path) -> Built:
    """Index the speeches in a process of its own, and those that the engine starts; what stood there goes first."""
    shutil.rmtree(folder, ignore_errors=True)
    (seconds, work), peak = watched(_build, name, path, folder)
    disk = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    return Built(seconds, work / seconds, disk, peak)


def middle(builds: Sequence[Built]) -> Built:
    """The median of several builds by its seconds, with the most memory of any."""
    ordered = sorted(builds, key=lambda one: one.seconds)
    return replace(ordered[len(ordered) // 2], peak=max((one.peak for one in builds), key=lambda peak: peak.whole))


def reading(path: Path) -> float:
    """Seconds that reading the speeches alone takes, which every build includes."""
    began = time.perf_counter()
    for _ in read(path):
        pass
    return time.perf_counter() - began


def _build(name: str, path: Path, folder: Path) -> tuple[float, float]:
    """(seconds by the clock, seconds of work)."""
    room = PEERS[name].room()
    began, worked = time.perf_counter(), _worked()
    room.build(read(path), folder)
    return time.perf_counter() - began, _worked() - worked


def _worked() -> float:
    """Seconds of processor time, with those processes that have ended."""
    used = [resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)
