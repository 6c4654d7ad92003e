"""The codec: which class writes and which reads each part of a segment."""

from __future__ import annotations

from functools import partial
from typing import Any

from whoosh.codec.whoosh3 import W3Codec

from searchapp.engines.whoosh.codec.documents import BulkDocuments, GenericDocuments
from searchapp.engines.whoosh.codec.fields import ColumnarFieldWriter
from searchapp.engines.whoosh.codec.sections import SectionFile
from searchapp.engines.whoosh.codec.segment import TERMS, ColumnarSegment
from searchapp.engines.whoosh.codec.terms import ColumnarTerms


class ColumnarCodec(W3Codec):  # type: ignore[misc]
    """Posting lists as arrays; what isn't hot (vectors, columns, stored fields of single adds) as the stock codec's."""

    def new_segment(self, _storage: Any, indexname: str) -> ColumnarSegment:
        """An empty segment for Whoosh's own writers."""
        return ColumnarSegment(self, indexname)

    def field_writer(self, storage: Any, segment: ColumnarSegment) -> ColumnarFieldWriter:
        """The writer of a segment's terms."""
        return ColumnarFieldWriter(storage, segment)

    def terms_reader(self, storage: Any, segment: ColumnarSegment) -> ColumnarTerms:
        """The terms of a segment. Raises DamagedSections."""
        file = SectionFile(storage, segment.make_filename(TERMS))
        return ColumnarTerms(file, partial(self.per_document_reader, storage, segment))

    def per_document_reader(self, storage: Any, segment: ColumnarSegment) -> BulkDocuments | GenericDocuments:
        """What a segment keeps of its documents. Raises DamagedSections."""
        reader = BulkDocuments if segment.bulk else GenericDocuments
        return reader(storage, segment)
