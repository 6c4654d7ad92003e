"""From sources to the index: the only writer of the engines."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path

from searchapp import sources
from searchapp.engines import Engine
from searchapp.engines.memory import matching
from searchapp.errors import BadSource, Fault, FaultyDocuments
from searchapp.sources import Given
from searchapp.sources.people.joining import Joining
from searchapp.sources.subjects import Subjects
from searchapp.speech import Speech, shorten


@dataclass
class Report:
    """What became of the documents: faults are told to `tell` as they come, and counted here.

    `progress` hears how many speeches there were so far, `watch` of every so many bytes that were read, and `ended`
    that all are read, while the engine still has to sort and check them. `took` hears as what each document is read
    (see sources.read), `again` of each speech that came before, word for word, under the same id.
    """

    tell: Callable[[Fault], None]
    progress: Callable[[int], None] = lambda _: None
    watch: Callable[[int], None] = lambda _: None
    ended: Callable[[int], None] = lambda _: None
    strict: bool = False
    took: Callable[[str, str, str], None] = lambda *_: None
    again: Callable[[Speech], None] = lambda _: None
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
            self.again(speech)
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
    """Every speech of the sources, each with an id of its own; faults go to the report.

    Speakers are joined, topics filled in from what was given; notices at the end say what was changed.
    """
    joining, filling = Joining(given.people), _Filling(given.subjects)
    for source in found:
        place = _Place(str(source), report.took)
        for item in sources.read(source, given, report.watch, place.took):
            if isinstance(item, Fault):
                report.fault(item)
            elif speech := report.unique(filling.filled(joining.joined(item)), place.document):
                report.speeches += 1
                report.progress(report.speeches)
                yield speech
    for notice in (*joining.notices(), *filling.notices()):
        report.fault(notice)


@dataclass
class _Place:
    """The document that is read at the moment, or the source before the first."""

    document: str
    tell: Callable[[str, str, str], None]

    def took(self, document: str, format: str, why: str) -> None:
        """See sources.read."""
        self.document = document
        self.tell(document, format, why)


@dataclass
class _Filling:
    """Gives the topics of a topics' file to speeches that have none, and counts them."""

    subjects: Subjects | None
    lacking: int = 0
    filled_in: int = 0
    found: Counter[str] = field(default_factory=Counter)

    def filled(self, speech: Speech) -> Speech:
        """The speech with each topic whose query finds it; what has topics keeps them."""
        if not self.subjects or speech.topics:
            return speech
        topics = tuple(matching(speech, self.subjects.queries))
        self.lacking += 1
        self.filled_in += bool(topics)
        self.found.update(topics)
        return replace(speech, topics=topics)

    def notices(self) -> Iterator[Fault]:
        """How many speeches have their topics from the file, and which topics found none."""
        if not self.subjects:
            return
        told = f"{self.filled_in:,} of {self.lacking:,} speeches without topics have theirs from this file."
        yield Fault(self.subjects.where, told, notice=True)
        if idle := [topic for topic in self.subjects.queries if topic not in self.found]:
            shown = f"{', '.join(f'“{topic}”' for topic in idle[:5])}{' …' if len(idle) > 5 else ''}"
            told = f"No speech without topics was found for {shown}. Try the query with `searchapp search`."
            yield Fault(self.subjects.where, told, notice=True)


def _digest(speech: Speech) -> bytes:
    said = "\x1e".join((*speech.paragraphs, speech.speaker or "", speech.date or "", speech.title or ""))
    return hashlib.blake2b(said.encode("utf-8", "surrogatepass"), digest_size=8).digest()
