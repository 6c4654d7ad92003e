"""A walk through the terms of a field, as Whoosh's spelling and fuzzy searches take it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from whoosh.codec.base import FieldCursor

from searchapp.engines.whoosh.codec.keys import Keys
from searchapp.engines.whoosh.codec.terminfo import ColumnarTermInfo


class ColumnarCursor(FieldCursor):  # type: ignore[misc]
    """Stands at one of the terms of a range of rows, at first the first."""

    def __init__(self, keys: Keys, rows: range, info: Callable[[int], ColumnarTermInfo], fieldobj: Any) -> None:
        self._keys = keys
        self._rows = rows
        self._info = info
        self._fieldobj = fieldobj
        self.first()

    def first(self) -> Any:
        """Go to the first term; it, or None where there is none."""
        return self._go(self._rows.start)

    def find(self, term: Any) -> Any:
        """Go to the first term that isn't smaller; it, or None where there is none."""
        wanted = term if isinstance(term, bytes) else self._fieldobj.to_bytes(term)
        return self._go(self._keys.place(wanted, self._rows.start, self._rows.stop))

    def next(self) -> Any:
        """Go to the next term; it, or None behind the last."""
        return self._go(min(self._row + 1, self._rows.stop))

    def text(self) -> Any:
        """The term, as the field decodes it; None behind the last."""
        return self._text

    def term_info(self) -> ColumnarTermInfo | None:
        """What is known about the term; None behind the last."""
        return self._info(self._row) if self.is_valid() else None

    def is_valid(self) -> bool:
        """Whether it stands at a term."""
        return self._row < self._rows.stop

    def _go(self, row: int) -> Any:
        self._row = row
        self._text = self._fieldobj.from_bytes(self._keys[row]) if self.is_valid() else None
        return self._text
