"""A folder filled with segments, and the table of contents by which Whoosh finds them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC

from searchapp.engines.whoosh.building.segments import Segment
from searchapp.engines.whoosh.codec import ColumnarCodec, ColumnarSegment
from searchapp.engines.whoosh.schema import schema
from searchapp.speech import Speech

NAME = "MAIN"
"""What Whoosh calls an index where it isn't told otherwise."""
BATCH = 500_000
"""Characters, or bytes where they travel between processes, that are indexed at once."""
OVERHEAD = 200
"""Characters that a speech counts for beside its text."""
A_PAIR = 16
"""Bytes of memory that each pair of numbers takes while it is sorted; a word is two pairs, or some more."""


@dataclass
class Filling:
    """Writes speeches into as many segments as they need; `memory` is megabytes."""

    folder: Path
    memory: int
    done: list[ColumnarSegment] = field(default_factory=list)
    _open: tuple[ColumnarSegment, Segment] | None = None

    def add(self, speeches: Sequence[Speech]) -> None:
        """More speeches: the more at once, up to some hundreds, the faster."""
        if self._open is None:
            segment = ColumnarSegment(ColumnarCodec(), NAME, bulk=True)
            self._open = segment, Segment(self.folder, segment.segment_id(), self.memory * 1_000_000 // A_PAIR)
        self._open[1].add(speeches)
        if self._open[1].full:
            self.close()

    def close(self) -> list[ColumnarSegment]:
        """All segments, whole."""
        if self._open:
            segment, written = self._open
            written.close()
            segment.set_doc_count(written.count)
            self.done.append(segment)
            self._open = None
        return self.done


def batches(speeches: Iterable[Speech]) -> Iterator[list[Speech]]:
    """Speeches of about BATCH characters at a time."""
    batch: list[Speech] = []
    size = 0
    for speech in speeches:
        batch.append(speech)
        size += sum(map(len, speech.paragraphs)) + OVERHEAD
        if size >= BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def write_contents(folder: Path, segments: Iterable[ColumnarSegment]) -> None:
    """Make an index of these segments."""
    TOC(schema(), list(segments), 0).write(FileStorage(str(folder)), NAME)
