"""What an index's table of contents keeps of a segment."""

from __future__ import annotations

from typing import Any

from whoosh.codec.whoosh3 import W3Segment

TERMS = ".terms"
"""Terms and their posting lists."""
DOCUMENTS = ".docs"
"""Lengths, columns and records of documents; segments that Whoosh's own writers made have the stock codec's files."""


class ColumnarSegment(W3Segment):  # type: ignore[misc]
    """A segment; `bulk` says that the array builder wrote it, so that its documents are in a `.docs` file."""

    def __init__(self, codec: Any, indexname: str, *, bulk: bool = False) -> None:
        super().__init__(codec, indexname)
        self.bulk = bulk

    def should_assemble(self) -> bool:
        """No: its files are few, and are read by position, each for itself."""
        return False
