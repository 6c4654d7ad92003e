"""A reader, fed with damaged documents: what raises, hangs or swells is found, with the seed that makes it again."""

from __future__ import annotations

import multiprocessing
import resource
import time
import traceback
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from damage import damaged

from searchapp.errors import Fault
from searchapp.sources import Given, read
from searchapp.speech import Speech

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
SLOW = 5.0
"""Seconds that a damaged fixture, which is small, may take."""
LARGE = 500_000_000
"""Bytes that a process may hold while it reads."""
KEPT = 20
"""Findings of a format that are told."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What went wrong with which document: how to make it again is its seed."""

    format: str
    fixture: str
    seed: int
    what: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many documents were read, and what was found."""

    format: str
    documents: int
    findings: tuple[Finding, ...]
    peak: int


def fuzz(format: str, seconds: float, first: int) -> Outcome:
    """Read damaged fixtures as this format for so long, from this seed on."""
    findings: dict[str, Finding] = {}
    until, seed = time.monotonic() + seconds, first
    with TemporaryDirectory(prefix="fuzzing-") as place:
        while time.monotonic() < until:
            fixture, what = one(format, seed, Path(place))
            if what and len(findings) < KEPT:
                findings.setdefault(what.splitlines()[-1], Finding(format, fixture, seed, what))
            seed += 1
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    if peak > LARGE:
        findings["peak"] = Finding(format, "all", first, f"held {peak / 1e6:.0f} MB")
    return Outcome(format, seed - first, tuple(findings.values()), peak)


def one(format: str, seed: int, folder: Path) -> tuple[str, str | None]:
    """(the fixture that this seed damages, what is wrong with how it is read then, if anything)."""
    chance = Random(seed)
    path, *others = chance.sample(fixtures(), 3)
    if own := [fixture for fixture in fixtures() if format in fixture.parts]:
        path = chance.choice([path, *own, *own])
    data = damaged(path.read_bytes(), [other.read_bytes() for other in others], chance)
    document = folder / path.name
    document.write_bytes(data)
    began = time.process_time()
    try:
        strange = [item for item in read(document, Given(format=format)) if not isinstance(item, Speech | Fault)]
    except Exception:  # noqa: BLE001  (whatever is raised is what we look for)
        return path.name, traceback.format_exc(limit=-6)
    finally:
        document.unlink()
    took = time.process_time() - began
    if took > SLOW:
        return path.name, f"took {took:.1f} s for {len(data):,} bytes"
    return path.name, f"gave {strange[0]!r}" if strange else None


@cache
def fixtures() -> list[Path]:
    """What is damaged: every document that the readers are tested with."""
    return sorted(path for path in FIXTURES.rglob("*") if path.is_file() and ".golden." not in path.name)


def outcomes(formats: Sequence[str], seconds: float, seed: int) -> Iterator[Outcome]:
    """Every format in a process of its own."""
    with ProcessPoolExecutor(mp_context=multiprocessing.get_context("spawn"), max_tasks_per_child=1) as pool:
        yield from pool.map(fuzz, formats, [seconds] * len(formats), [seed] * len(formats))
