"""The terms of a segment, read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, KeysView, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import Any

import numpy as np
from whoosh.codec.base import TermsReader
from whoosh.reading import TermNotFound

from searchapp.engines.whoosh.codec.cursor import ColumnarCursor
from searchapp.engines.whoosh.codec.keys import read_keys
from searchapp.engines.whoosh.codec.lengths import LENGTHS, Steps, extremes
from searchapp.engines.whoosh.codec.matcher import ArrayMatcher
from searchapp.engines.whoosh.codec.postings import (
    ANY_KIND,
    ONLY_POSTINGS,
    Postings,
    Rows,
    documents,
    positions,
    postings,
)
from searchapp.engines.whoosh.codec.sections import SectionFile
from searchapp.engines.whoosh.codec.terminfo import ColumnarTermInfo, Extremes, Finders

Term = tuple[str, bytes]


@dataclass(frozen=True, slots=True)
class Field:
    """What the lists of a field hold, and which rows are its."""

    name: str
    kind: str
    rows: range


NOWHERE = Field("", "documents", range(0))
"""Any field that the segment doesn't have."""
Part = tuple[Field, range]
"""Some rows of a field."""
WEIGHT = {"positions": "count", "documents": "documents", "postings": "weight"}
"""Which column is the sum of the weights, by what a field's lists hold."""


class ColumnarTerms(TermsReader):  # type: ignore[misc]
    """The terms of one segment; `open_documents` opens what the segment keeps of its documents."""

    def __init__(self, file: SectionFile, open_documents: Callable[[], Any]) -> None:
        self._file = file
        self._open_documents = open_documents
        self._documents: Any = None
        self._keys = read_keys(file, "keys")
        columns = (*ANY_KIND, *(ONLY_POSTINGS if ONLY_POSTINGS[0] in file else ()))
        self._rows = Rows(file, {name: file.array(name) for name in columns})
        self._fields = {field.name: field for field in map(_field, file.facts["fields"]) if field.rows}

    def __contains__(self, term: Term) -> bool:
        return self._find(*term)[1] is not None

    def indexed_field_names(self) -> KeysView[str]:
        """The names of all fields with terms."""
        return self._fields.keys()

    def cursor(self, fieldname: str, fieldobj: Any) -> ColumnarCursor:
        """A cursor at the first term of a field."""
        field = self._field(fieldname)
        return ColumnarCursor(self._keys, field.rows, partial(self.info, field), fieldobj)

    def terms(self) -> Iterator[Term]:
        """All terms: fields by name, the terms of each in the order of their bytes."""
        return self._named(self._all())

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[Term]:
        """The terms from this one on, with those of all later fields."""
        return self._named(self._from(fieldname, prefix))

    def items(self) -> Iterator[tuple[Term, ColumnarTermInfo]]:
        """All terms, as `terms`, with what is known about them."""
        return self._known(self._all())

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[Term, ColumnarTermInfo]]:
        """The terms from this one on, as `terms_from`, with what is known about them."""
        return self._known(self._from(fieldname, prefix))

    def term_info(self, fieldname: str, text: bytes) -> ColumnarTermInfo:
        """What is known about a term. Raises TermNotFound."""
        return self.info(*self._found(fieldname, text))

    def frequency(self, fieldname: str, text: bytes) -> float:
        """The sum of a term's weights. Raises KeyError."""
        field, row = self._find(fieldname, text)
        if row is None:
            raise KeyError(text)
        return self._weight(field, row)

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        """In how many documents a term is. Raises KeyError."""
        row = self._find(fieldname, text)[1]
        if row is None:
            raise KeyError(text)
        count: int = self._rows.number("documents", row)
        return count

    def matcher(self, fieldname: str, text: bytes, format_: Any, scorer: Any = None) -> ArrayMatcher:
        """The posting list of a term. Raises TermNotFound."""
        field, row = self._found(fieldname, text)
        found = self._postings(field, row)
        return ArrayMatcher(found, partial(self._steps, field), format_, term=(fieldname, text), scorer=scorer)

    def info(self, field: Field, row: int) -> ColumnarTermInfo:
        """What is known about the term of a row."""
        find = Finders(partial(self._postings, field, row), partial(self._extremes, field, row))
        return ColumnarTermInfo(self._weight(field, row), self._rows.number("documents", row), find)

    def close(self) -> None:
        """Close the files; nothing can be read afterwards."""
        self._file.close()
        if self._documents:
            self._documents.close()

    def _field(self, name: str) -> Field:
        return self._fields.get(name, NOWHERE)

    def _find(self, fieldname: str, text: bytes) -> tuple[Field, int | None]:
        field = self._field(fieldname)
        return field, self._keys.find(text, field.rows.start, field.rows.stop)

    def _found(self, fieldname: str, text: bytes) -> tuple[Field, int]:
        field, row = self._find(fieldname, text)
        if row is None:
            raise TermNotFound(f"No term {fieldname}:{text!r}")
        return field, row

    def _all(self) -> Iterator[Part]:
        return ((field, field.rows) for field in self._fields.values())

    def _from(self, fieldname: str, text: bytes) -> Iterator[Part]:
        """The field from a term on, and all later fields; nothing where there is no such field."""
        first = self._field(fieldname)
        start = self._keys.place(text, first.rows.start, first.rows.stop)
        later = ((field, field.rows) for field in self._fields.values() if field.name > fieldname)
        return chain([(first, range(start, first.rows.stop))], later if fieldname in self._fields else ())

    def _named(self, parts: Iterator[Part]) -> Iterator[Term]:
        return ((field.name, key) for field, rows in parts for key in self._keys.between(rows.start, rows.stop))

    def _known(self, parts: Iterator[Part]) -> Iterator[tuple[Term, ColumnarTermInfo]]:
        return (((field.name, self._keys[row]), self.info(field, row)) for field, rows in parts for row in rows)

    def _weight(self, field: Field, row: int) -> float:
        return float(self._rows.number(WEIGHT[field.kind], row))

    def _opened(self) -> Any:
        self._documents = self._documents or self._open_documents()
        return self._documents

    def _steps(self, field: Field) -> Steps:
        steps: Steps = self._opened().steps(field.name)
        return steps

    def _postings(self, field: Field, row: int) -> Postings:
        if field.kind == "positions":
            return positions(self._rows, row, self._opened().tokens(field.name))
        return postings(self._rows, row) if field.kind == "postings" else documents(self._rows, row)

    def _extremes(self, field: Field, row: int) -> Extremes:
        if field.kind == "postings":
            number = self._rows.number
            return _extremes(number("shortest", row), number("longest", row), number("heaviest", row))
        found = self._postings(field, row)
        (shortest,), (longest,) = extremes(self._steps(field)[found.documents], np.zeros(1, np.int64))
        return _extremes(shortest, longest, found.weights.max())


def _field(fact: Mapping[str, Any]) -> Field:
    return Field(fact["name"], fact["kind"], range(fact["first"], fact["first"] + fact["count"]))


def _extremes(shortest: int, longest: int, heaviest: float) -> Extremes:
    return Extremes(int(LENGTHS[shortest]), int(LENGTHS[longest]), float(heaviest))
