"""From sources to the index: the only writer of the engines."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path

from searchapp import sources
from searchapp.engines import Engine
from searchapp.errors import BadSource, Fault, FaultyDocuments
from searchapp.sources import Given
from searchapp.speech import Speech, shorten


@dataclass
class Report:
    """What became of the documents: faults are told to `tell` as they come, and counted here.

    `progress` hears how many speeches there were so far, `watch` of every so many bytes that were read, and `ended`
    that all are read, while the engine still has to sort and check them.
    """

    tell: Callable[[Fault], None]
    progress: Callable[[int], None] = lambda _: None
    watch: Callable[[int], None] = lambda _: None
    ended: Callable[[int], None] = lambda _: None
    strict: bool = False
    speeches: int = 0
    faults: int = 0
    notices: int = 0
    _seen: dict[str, bytes] = field(default_factory=dict)

    def fault(self, fault: Fault) -> None:
        """Count a fault and tell it. Raises FaultyDocuments where nothing may be wrong."""
        self.notices += fault.notice
        self.faults += not fault.notice
        if self.strict and not fault.notice:
            raise FaultyDocuments(fault)
        self.tell(fault)

    def unique(self, speech: Speech, source: str) -> Speech | None:
        """The speech, under an id that none before it has; None if it came before, word for word."""
        said = _digest(speech)
        known = self._seen.setdefault(speech.id, said)
        if known is said:
            return speech
        named = f"“{shorten(speech.heading, 60)}”"
        if known == said:
            message = f"The speech {speech.id} ({named}) comes twice, word for word; it counts once."
            self.fault(Fault(source, message, notice=True))
            return None
        fresh = next(id for n in count(2) if (id := f"{speech.id}~{n}") not in self._seen)
        message = (
            f"Two speeches have the id {speech.id}; the later ({named}) is now {fresh}. Give each an id of its own."
        )
        self.fault(Fault(source, message))
        return self.unique(replace(speech, id=fresh), source)


def rebuild(engine: Engine, found: Iterable[str | Path], given: Given, report: Report) -> None:
    """Make a new generation of all that the sources hold, and make it live.

    Raises BadSource, FaultyDocuments, IndexBusy, IndexUnwritable; whatever is raised, what was live stays live.
    """
    with engine.rebuild() as add:
        for speech in speeches(found, given, report):
            add(speech)
        if not report.speeches:
            raise BadSource("No speech was found, so nothing was changed. `searchapp check` says what is in a source.")
        report.ended(report.speeches)


def add(engine: Engine, found: Iterable[str | Path], given: Given, report: Report) -> None:
    """Add what the sources hold to the live generation; a speech takes the place of the one with its id."""
    with engine.change() as change:
        for speech in speeches(found, given, report):
            change.add(speech)
        report.ended(report.speeches)


def remove(engine: Engine, ids: Iterable[str]) -> None:
    """Take speeches away. Raises NoSuchSpeech, and then takes none."""
    with engine.change() as change:
        for id in dict.fromkeys(ids):
            change.remove(id)


def speeches(found: Iterable[str | Path], given: Given, report: Report) -> Iterator[Speech]:
    """Every speech of the sources, each with an id of its own; faults go to the report."""
    for source in found:
        for item in sources.read(source, given, report.watch):
            if isinstance(item, Fault):
                report.fault(item)
            elif speech := report.unique(item, str(source)):
                report.speeches += 1
                report.progress(report.speeches)
                yield speech


def _digest(speech: Speech) -> bytes:
    said = "\x1e".join((*speech.paragraphs, speech.speaker or "", speech.date or "", speech.title or ""))
    return hashlib.blake2b(said.encode("utf-8", "surrogatepass"), digest_size=8).digest()
