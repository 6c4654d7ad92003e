"""A generation made from the live one: its segments under new names, some documents taken out, some put in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256
from itertools import chain
from os import SEEK_END
from pathlib import Path
from tempfile import SpooledTemporaryFile

from whoosh.filedb.filestore import FileStorage

from searchapp.engines.whoosh import folder
from searchapp.engines.whoosh.building.filling import Filling, batches, write_contents
from searchapp.engines.whoosh.codec import ColumnarSegment, DamagedSections
from searchapp.engines.whoosh.codec.records import Records, ids_of
from searchapp.engines.whoosh.codec.sections import SectionFile
from searchapp.engines.whoosh.generation import WhooshGeneration
from searchapp.engines.whoosh.opening import KINDS, contents
from searchapp.engines.whoosh.schema import heard, said
from searchapp.errors import DamagedIndex, NoSuchSpeech
from searchapp.speech import Speech

LARGE = 250_000
"""Speeches beyond which a segment is not merged, but for what is deleted."""
MANY = 12
"""Segments up to that size beyond which small ones are merged."""
WAITING = 16_000_000
"""Bytes to be added that wait in memory; more wait on the disk."""
SMALL = 4
"""How much larger than all smaller ones together a segment must be to be left as it is."""


class SegmentChange:
    """What is to be added and removed, until the change is made; much of it waits in a file of the index folder."""

    def __init__(self, live: WhooshGeneration, index: Path) -> None:
        self._live, self._index = live, index
        self._waiting: SpooledTemporaryFile[bytes] = SpooledTemporaryFile(WAITING, dir=str(index))  # noqa: SIM115
        self._added: dict[str, tuple[int, int]] = {}
        self.removed: set[str] = set()

    @property
    def added(self) -> Iterator[Speech]:
        """What is to be added, in the order in which it came."""
        return map(heard, self._records())

    @property
    def ids(self) -> set[str]:
        """Of all that is to be added or removed."""
        return self.removed | self._added.keys()

    @property
    def speeches(self) -> int:
        """How many speeches there will be."""
        replaced = sum(self._live.has(id) for id in self._added)
        return self._live.facts.speeches - len(self.removed - self._added.keys()) - replaced + len(self._added)

    def digest(self) -> str:
        """The SHA-256 of the digest before, what was added, and what was removed."""
        whole = sha256(self._live.source_digest.encode())
        for record in self._records():
            whole.update(record)
        for id in sorted(self.removed):
            whole.update(f"-{id}\n".encode("utf-8", "surrogatepass"))
        return whole.hexdigest()

    def where(self, id: str) -> tuple[int, int] | None:
        """(which segment, which of its documents) a live speech is; None where there is none."""
        return self._live.place(id)

    def add(self, speech: Speech) -> None:
        """See engines.Change."""
        record = said(speech)
        self._added.pop(speech.id, None)
        with folder.translated(self._index):
            self._added[speech.id] = self._waiting.seek(0, SEEK_END), self._waiting.write(record)

    def remove(self, id: str) -> None:
        """See engines.Change."""
        if self._added.pop(id, None) is None and (id in self.removed or not self._live.has(id)):
            raise NoSuchSpeech(id)
        if self._live.has(id):
            self.removed.add(id)

    def close(self) -> None:
        """Let go of what waits."""
        self._waiting.close()

    def _records(self) -> Iterator[bytes]:
        for at, size in self._added.values():
            self._waiting.seek(at)
            yield self._waiting.read(size)


def changed(live: Path, path: Path, change: SegmentChange, memory: int) -> None:
    """Fill the folder with the live generation's segments, and make the change there.

    Raises DamagedIndex where one of them is not as it was written: nothing is built upon it.
    """
    wrong = folder.wrong_files(live, folder.read_manifest(live))
    if wrong:
        raise DamagedIndex(folder.damaged(live.name, " ".join(wrong[:3])))
    try:
        _change(live, path, change, memory)
    except DamagedSections as error:
        raise DamagedIndex(folder.damaged(live.name, error)) from error


def _change(live: Path, path: Path, change: SegmentChange, memory: int) -> None:
    segments = list(contents(live))
    for id in change.ids:
        which = change.where(id)
        if which:
            segments[which[0]].delete_document(which[1])
    kept, small = _split([segment for segment in segments if segment.doc_count()])
    for segment in kept:
        for file in (live / segment.make_filename(kind) for kind in KINDS):
            _prove(file)
            folder.link(file, path / file.name)
    filling = Filling(path, memory)
    for batch in batches(chain(*(_speeches(live, segment) for segment in small), change.added)):
        filling.add(batch)
    write_contents(path, [*kept, *filling.close()])


def _prove(path: Path) -> None:
    """The new generation will vouch for the file as it is, so that it must be as it was written."""
    file = SectionFile(FileStorage(str(path.parent)), path.name)
    file.verify()
    file.close()


def _split(segments: Sequence[ColumnarSegment]) -> tuple[list[ColumnarSegment], list[ColumnarSegment]]:
    """(segments that stay, those to be written again): small ones where there are many, and what is mostly deleted."""
    hollow = [segment for segment in segments if segment.deleted_count() > segment.doc_count()]
    whole = [segment for segment in segments if segment not in hollow]
    ascending = sorted((one for one in whole if one.doc_count() <= LARGE), key=lambda segment: segment.doc_count())
    if len(ascending) <= MANY:
        return whole, hollow
    merged, size = 0, 0
    for number, segment in enumerate(ascending):
        if number > len(ascending) - MANY // 2 and segment.doc_count() > SMALL * size:
            break
        merged, size = number + 1, size + segment.doc_count()
    small = ascending[:merged]
    return [segment for segment in whole if segment not in small], small + hollow


def _speeches(live: Path, segment: ColumnarSegment) -> Iterator[Speech]:
    """What is left of a segment."""
    file, terms = (SectionFile(FileStorage(str(live)), segment.make_filename(kind)) for kind in (".docs", ".terms"))
    records, deleted = Records(file, ids_of(terms)), set(segment.deleted_docs())
    for number in range(segment.doc_count_all()):
        if number not in deleted:
            yield records.speech(number)
    file.close()
    terms.close()
