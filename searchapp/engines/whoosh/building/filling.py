"""A folder filled with segments, and the table of contents by which Whoosh finds them."""

from __future__ import annotations

from collections.abc import Iterable
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
A_WORD = 50
"""Bytes of memory that each word takes while words are sorted."""


@dataclass
class Filling:
    """Writes speeches into as many segments as they need; `memory` is megabytes."""

    folder: Path
    memory: int
    done: list[ColumnarSegment] = field(default_factory=list)
    _open: tuple[ColumnarSegment, Segment] | None = None

    def add(self, speech: Speech) -> None:
        """One more speech."""
        if self._open is None:
            segment = ColumnarSegment(ColumnarCodec(), NAME, bulk=True)
            self._open = segment, Segment(self.folder, segment.segment_id(), self.memory * 1_000_000 // A_WORD)
        self._open[1].add(speech)
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


def write_contents(folder: Path, segments: Iterable[ColumnarSegment]) -> None:
    """Make an index of these segments."""
    TOC(schema(), list(segments), 0).write(FileStorage(str(folder)), NAME)
