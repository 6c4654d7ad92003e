"""Documents into speeches: joined to people, topics filled in, each with an id of its own, all noted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from searchapp import sources
from searchapp.errors import Fault, NoSuchSpeech
from searchapp.indexing.filling import Filling
from searchapp.indexing.ids import Ids
from searchapp.indexing.provenance import MOST, Row, terms
from searchapp.indexing.report import Report
from searchapp.sources import Given, Unread
from searchapp.sources.people.joining import Counts, Joining
from searchapp.speech import Speech

_FOLDER = "\0"
"""Stands for the folder of a document, which may be called otherwise the next time."""


def _placed(fault: Fault, folder: str) -> Fault:
    """The fault, wherever the folder of its document is."""
    if not fault.where.startswith(folder):
        return fault
    return replace(fault, where=_FOLDER + fault.where.removeprefix(folder))


def _nowhere(id: str) -> Speech:
    raise NoSuchSpeech(id)


@dataclass
class Reading:
    """Reads documents one after the other, and notes what each of them gave.

    Those in `kept` are as they were when that row was noted: they aren't read, but what was told of them is told again,
    and `live` finds their speeches. If not `whole`, that isn't told again, nor what is only known once all is read.
    `failed` counts those that the disk refused.
    """

    given: Given
    report: Report
    note: Callable[[Row], None] = lambda _: None
    kept: Mapping[str, Row] = field(default_factory=dict)
    live: Callable[[str], Speech] = _nowhere
    whole: bool = True
    failed: int = 0
    ids: Ids = field(init=False)

    def __post_init__(self) -> None:
        self.ids = Ids(self.live)
        self._joining, self._filling = Joining(self.given.people), Filling(self.given.subjects)
        self._terms = terms(self.given)
        self._counts: Counts = Counter()

    def speeches(self, found: Iterable[str | Path]) -> Iterator[Speech]:
        """Every speech of what is read; faults go to the report, and at the end notices of what was changed."""
        for source in found:
            for one in sources.documents(source, self.given, self.report.watch, self.report.took):
                if isinstance(one, Fault):
                    self.report.fault(one)
                    continue
                self.ids.next_document(one.name)
                row = self.kept.get(one.key)
                if row and not any(id in self.ids for id in row.ids):
                    self._keep(one, row)
                else:
                    yield from self._read(one)
        for notice in self._notices() if self.whole else self._joining.changes(self._counts):
            self.report.fault(notice)

    def _notices(self) -> Iterator[Fault]:
        yield from self._joining.notices(self._counts)
        yield from self._filling.notices(self._counts)

    def _keep(self, document: Unread, row: Row) -> None:
        document.passed()
        self.ids.keep(row.ids)
        self.note(row)
        if not self.whole:
            return
        self.report.speeches += len(row.ids)
        self.report.progress(self.report.speeches)
        self._counts.update(dict(row.counts))
        for fault in row.faults:
            self.report.fault(replace(fault, where=fault.where.replace(_FOLDER, document.folder)))

    def _read(self, document: Unread) -> Iterator[Speech]:
        ids: list[str] = []
        faults: list[Fault] = []
        counts: Counts = Counter()

        def tell(fault: Fault) -> None:
            self.report.fault(fault)
            if len(faults) <= MOST:
                faults.append(_placed(fault, document.folder))

        def told(message: str, notice: bool) -> None:  # noqa: FBT001  (as Ids tells it)
            tell(Fault(document.name, message, notice=notice))

        for item in document.read():
            if isinstance(item, Fault):
                tell(item)
            elif speech := self._made(item, told, counts):
                ids.append(speech.id)
                yield speech
        self._counts.update(counts)
        self.failed += document.failed
        few = len(faults) <= MOST
        self.note(
            Row(
                document.key,
                self._terms,
                document.evidence,
                self.ids.alone,
                tuple(ids),
                b"".join(map(self.ids.digest, ids)),
                tuple(faults) if few else (),
                tuple(counts.items()),
                told=few,
            )
        )

    def _made(self, speech: Speech, tell: Callable[[str, bool], None], counts: Counts) -> Speech | None:
        """The speech as it is indexed, counted; None if it came before."""
        made = self._filling.filled(self._joining.joined(speech, counts), counts)
        if unique := self.ids.unique(made, tell):
            self.report.speeches += 1
            self.report.progress(self.report.speeches)
        else:
            self.report.again(made)
        return unique
