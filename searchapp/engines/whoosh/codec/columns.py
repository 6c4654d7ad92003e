"""Columns of bulk segments as Whoosh's column readers: the bytes of a value for each document."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from whoosh.columns import ColumnReader

from searchapp.engines.whoosh.codec.keys import Keys, read_keys
from searchapp.engines.whoosh.codec.sections import SectionFile
from searchapp.engines.whoosh.schema import SEPARATOR


class BulkColumn(ColumnReader):  # type: ignore[misc]
    """One value a document; as the stock codec's column of bytes, it can't be reversed."""

    def __init__(self, count: int, value: Callable[[int], bytes]) -> None:
        self._count = count
        self._value = value

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, document: int) -> bytes:
        return self._value(document)

    def __iter__(self) -> Any:
        return map(self._value, range(self._count))


def read_column(file: SectionFile, field: str, default: bytes, ids: Callable[[], Keys]) -> BulkColumn:
    """The column of a field; documents without a value have the default. `ids` reads them, which stand elsewhere."""
    if file.facts["columns"][field] == "many":
        return BulkColumn(file.facts["documents"], _many(file, field, default))
    values = ids() if field == "id" else read_keys(file, f"values.{field}")
    return BulkColumn(file.facts["documents"], _one(file, field, values, default))


def _one(file: SectionFile, field: str, values: Keys, default: bytes) -> Callable[[int], bytes]:
    codes = file.array(f"codes.{field}")

    def value(document: int) -> bytes:
        code = int(codes[document])
        return values[code - 1] if code else default

    return value


def _many(file: SectionFile, field: str, default: bytes) -> Callable[[int], bytes]:
    values, codes = read_keys(file, f"values.{field}"), file.array(f"codes.{field}")
    starts = file.array(f"starts.{field}")

    def value(document: int) -> bytes:
        own = codes[starts[document] : starts[document + 1]].tolist()
        return SEPARATOR.encode().join(values[code] for code in own) if own else default

    return value
