"""The terms of a generic segment, written as Whoosh's own writers hand them over."""

from __future__ import annotations

from typing import Any

import numpy as np
from whoosh.codec.base import FieldWriter, OutOfOrderError

from searchapp.engines.whoosh.codec.keys import write_keys
from searchapp.engines.whoosh.codec.lists import Columns, Waiting, write_lists
from searchapp.engines.whoosh.codec.sections import SectionWriter
from searchapp.engines.whoosh.codec.segment import TERMS

ENOUGH = 1 << 16
"""Postings that are packed together: enough for numpy, and few in memory."""


class ColumnarFieldWriter(FieldWriter):  # type: ignore[misc]
    """Writes the terms of a segment: fields one after the other, the terms of each in the order of their bytes."""

    def __init__(self, storage: Any, segment: Any) -> None:
        self._file = SectionWriter(storage, segment.make_filename(TERMS))
        self._fields: dict[str, dict[str, Any]] = {}
        self._field: dict[str, Any] = {}
        self._keys: list[bytes] = []
        self._rows: list[Columns] = []
        self._waiting = Waiting()
        self._size: int | None = None
        self.is_closed = False

    def start_field(self, fieldname: str, fieldobj: Any) -> None:
        """Begin a field. Raises OutOfOrderError if it was begun before."""
        if fieldname in self._fields:
            raise OutOfOrderError(f"Field {fieldname!r} comes twice")
        self._field = {"name": fieldname, "kind": "postings", "first": len(self._keys), "count": 0}
        self._fields[fieldname] = self._field
        # A spelling field's words come with the values of the field's own format; they begin with what its own reads.
        self._size = fieldobj.format.fixed_value_size()

    def start_term(self, text: bytes) -> None:
        """Begin a term of the field. Raises OutOfOrderError if it isn't greater than the one before."""
        if self._field["count"] and text <= self._keys[-1]:
            raise OutOfOrderError(f"Term {text!r} after {self._keys[-1]!r}")
        self._keys.append(text)
        self._field["count"] += 1
        self._waiting.starts.append(len(self._waiting.documents))

    def add(self, docnum: int, weight: float, vbytes: bytes, length: int | None) -> None:
        """Add a posting to the term."""
        waiting = self._waiting
        waiting.documents.append(docnum)
        waiting.weights.append(weight)
        waiting.lengths.append(length or 0)
        waiting.values.append(vbytes[: self._size])

    def finish_term(self) -> None:
        """End the term."""
        if len(self._waiting.documents) >= ENOUGH:
            self._flush()

    def close(self) -> None:
        """Write what waits, and the directory."""
        self._flush()
        write_keys(self._file, "keys", self._keys)
        for name in self._rows[0]:
            self._file.add(name, np.concatenate([rows[name] for rows in self._rows]))
        self._file.close({"fields": sorted(self._fields.values(), key=lambda field: field["name"])})
        self.is_closed = True

    def _flush(self) -> None:
        self._rows.append(write_lists(self._file, self._waiting))
        self._waiting = Waiting()
