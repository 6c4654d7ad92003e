"""A columnar codec for Whoosh: segments whose posting lists, lengths and columns are arrays.

Whoosh asks a codec to write and read the parts of a segment. This one keeps the terms of a segment in one file of
checked sections, each posting list as narrow integers that numpy reads whole. Segments come in two kinds that read the
same. Bulk segments, written array by array, keep their documents in a second such file. Generic segments, written by
Whoosh's own writers with any schema, keep what isn't hot in the stock codec's files.
"""

from searchapp.engines.whoosh.codec.columnar import ColumnarCodec
from searchapp.engines.whoosh.codec.sections import DamagedSections
from searchapp.engines.whoosh.codec.segment import ColumnarSegment

__all__ = ["ColumnarCodec", "ColumnarSegment", "DamagedSections"]
