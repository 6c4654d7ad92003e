"""What a segment keeps of its documents, read: deletions, lengths, columns, vectors, stored fields."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

import numpy as np
from whoosh.codec.whoosh3 import LENGTHS_COLUMN, W3PerDocReader, _lenfield

from searchapp.engines.whoosh.codec.columns import read_column
from searchapp.engines.whoosh.codec.keys import Keys
from searchapp.engines.whoosh.codec.lengths import LENGTHS, Steps, steps
from searchapp.engines.whoosh.codec.records import Records, ids_of
from searchapp.engines.whoosh.codec.sections import SectionFile
from searchapp.engines.whoosh.codec.segment import DOCUMENTS, TERMS
from searchapp.engines.whoosh.codec.tokens import Tokens, read_tokens


class GenericDocuments(W3PerDocReader):  # type: ignore[misc]
    """Documents that Whoosh's own writers added: all of it is in the stock codec's files."""

    def steps(self, field: str) -> Steps:
        """The length of the field in each document, as Whoosh rounds it."""
        name, found = _lenfield(field), np.zeros(self.doc_count_all(), np.uint8)
        if self._cached_reader(name, LENGTHS_COLUMN) is not None:
            file, start, size = self._colfiles[name]
            found[:size] = np.frombuffer(file.get(start, size), np.uint8)
        return found


class BulkDocuments(W3PerDocReader):  # type: ignore[misc]
    """Documents that the array builder wrote; files of the stock codec may add columns."""

    def __init__(self, storage: Any, segment: Any) -> None:
        super().__init__(storage, segment)
        self._file = SectionFile(storage, segment.make_filename(DOCUMENTS))
        self._lengths: dict[str, Steps] = {}
        self._tokens: dict[str, Tokens] = {}

    def close(self) -> None:
        """Close the files; nothing can be read afterwards."""
        super().close()
        self._file.close()

    def has_column(self, fieldname: str) -> bool:
        """Whether there is a column of a field."""
        return fieldname in self._file.facts["columns"] or super().has_column(fieldname)

    def column_reader(self, fieldname: str, column: Any) -> Any:
        """The column of a field."""
        if fieldname not in self._file.facts["columns"]:
            return super().column_reader(fieldname, column)
        return read_column(self._file, fieldname, column.default_value(), lambda: self._ids)

    def steps(self, field: str) -> Steps:
        """The length of the field in each document, as Whoosh rounds it."""
        if field not in self._lengths:
            name = f"length.{field}"
            known = steps(self._file.array(name)) if name in self._file else np.zeros(self.doc_count_all(), np.uint8)
            self._lengths[field] = known
        return self._lengths[field]

    def tokens(self, field: str) -> Tokens:
        """The tokens of a field of words."""
        if field not in self._tokens:
            self._tokens[field] = read_tokens(self._file, field)
        return self._tokens[field]

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int | None:
        """A field's length, as Whoosh rounds it; as with the stock codec, the default only if no document has any."""
        if not self.field_length(fieldname):
            return default
        return LENGTHS.item(self.steps(fieldname)[docnum]) or None

    def doc_field_length_reader(self, fieldname: str, default: int = 0) -> Callable[[int], int | None]:
        """`doc_field_length` of one field."""
        return lambda document: self.doc_field_length(document, fieldname, default)

    def field_length(self, fieldname: str) -> int:
        """The exact number of words of a field in all documents."""
        words: int = self._file.facts["words"].get(fieldname, 0)
        return words

    def min_field_length(self, fieldname: str) -> int:
        """The smallest length of a field."""
        return LENGTHS.item(self.steps(fieldname).min(initial=255)) if self.doc_count_all() else 0

    def max_field_length(self, fieldname: str) -> int:
        """The largest length of a field."""
        return LENGTHS.item(self.steps(fieldname).max(initial=0))

    def stored_fields(self, docnum: int) -> dict[str, bytes]:
        """The record of a document, as JSON."""
        return {"record": self._records.record(docnum)}

    @cached_property
    def _records(self) -> Records:
        return Records(self._file, self._ids)

    @cached_property
    def _ids(self) -> Keys:
        file = SectionFile(self._storage, self._segment.make_filename(TERMS))
        ids = ids_of(file)
        file.close()
        return ids
