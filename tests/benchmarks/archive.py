"""The speeches as plain JSON Lines: spread evenly over the archive, or repeated until there are as many as wanted."""

from __future__ import annotations

import gzip
import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, cast

from searchapp.speech import Speech

EARLIER = timedelta(days=366)
"""How much earlier than the copy before it each copy is dated."""
TURN = 50
"""Copies after which dates begin anew, so that none leaves the calendar."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """How many speeches in all, of how many different ones; None: all that there are."""

    speeches: int | None = None
    different: int | None = None


@dataclass(frozen=True, slots=True)
class Extent:
    """How many different speeches a file begins with, and how many it holds with their copies."""

    different: int
    speeches: int

    def copies(self) -> Iterator[set[int]]:
        """Which of the different speeches each copy has, the first one of them all; the last may have fewer."""
        for before in range(0, self.speeches, self.different):
            yield _evenly(min(self.different, self.speeches - before), self.different)

    @property
    def times(self) -> float:
        return self.speeches / self.different


def lay_out(archive: Path, path: Path, wanted: Wanted) -> Extent:
    """Write the speeches: the different ones as they are, then copies with other ids and dates."""
    with _lines(archive) as lines:
        there = sum(1 for _ in lines)
    different = min(there, wanted.different or there, wanted.speeches or there)
    extent = Extent(different, wanted.speeches or different)
    with _lines(archive) as lines, path.open("wb") as written:
        written.writelines(_chosen(lines, _evenly(different, there)))
    with path.open("ab") as written:
        for copy, places in islice(enumerate(extent.copies()), 1, None):
            written.writelines(_line(_varied(record, copy)) for record in _records(path, places))
    return extent


def read(path: Path) -> Iterator[Speech]:
    """The speeches in order, one at a time; each of their lines is a paragraph."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield _speech(json.loads(line))


def some(path: Path, extent: Extent, count: int, copy: int = 0) -> Iterator[Speech]:
    """So many of the different speeches, evenly spread, as the copy with this number has them."""
    for record in _records(path, _evenly(min(count, extent.different), extent.different)):
        yield _speech(_varied(record, copy))


def _varied(record: dict[str, Any], copy: int) -> dict[str, Any]:
    if not copy:
        return record
    day = date.fromisoformat(record["date"]) - EARLIER * (copy % TURN)
    return {**record, "id": f"{record['id']}-copy{copy}", "date": day.isoformat()}


def _speech(record: dict[str, Any]) -> Speech:
    return Speech(
        id=record["id"],
        paragraphs=tuple(part for part in record["text"].split("\n") if part.strip()),
        speaker=record["speaker"] or None,
        date=record["date"],
        topics=(record["topic"],) if record["topic"] else (),
        language="en",
    )


def _records(path: Path, places: Collection[int]) -> Iterator[dict[str, Any]]:
    with path.open("rb") as lines:
        for line in _chosen(islice(lines, max(places) + 1), places):
            yield json.loads(line)


def _chosen(lines: Iterable[bytes], places: Collection[int]) -> Iterator[bytes]:
    return (line for at, line in enumerate(lines) if at in places)


def _evenly(count: int, there: int) -> set[int]:
    return {at * there // count for at in range(count)}


def _line(record: dict[str, Any]) -> bytes:
    return json.dumps(record, ensure_ascii=False).encode() + b"\n"


def _lines(archive: Path) -> BinaryIO:
    return cast("BinaryIO", gzip.open(archive) if archive.suffix == ".gz" else archive.open("rb"))
