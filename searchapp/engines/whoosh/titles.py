"""Which titles have a word that begins as asked: all titles as numbers of their forms, without reading a record."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from searchapp.engines.whoosh.columns import Columns, joined
from searchapp.engines.whoosh.words import Words

Array = NDArray[Any]
NO_TITLE = -1


class Titles:
    """The titles of a generation's speeches; those of the same forms are one. Any number of threads may ask."""

    def __init__(self, segments: Sequence[Words], columns: Columns) -> None:
        spelt = [words.spelt("title") for words in segments]
        self._forms = sorted({form for forms, _ in spelt for form in forms})
        number = {form: at for at, form in enumerate(self._forms)}
        renumbered = [np.array([number[form] for form in forms], np.int32)[tokens] for forms, tokens in spelt]
        self._tokens = joined(renumbered, np.int32)
        self._starts = np.append(0, np.cumsum(columns.lengths("title"), dtype=np.int64))
        self._of, self._newest = self._told_apart(columns)
        self._counts = np.bincount(self._of[self._of != NO_TITLE], minlength=len(self._newest))

    def beginning(self, start: str, limit: int) -> list[tuple[int, int]]:
        """(the newest document, how many have it) of titles with these forms, the last one's beginning.

        Commonest first, equally common ones newest first.
        """
        *whole, last = start.encode("utf-8", "replace").split(b" ")
        low, high = bisect_left(self._forms, last), bisect_left(self._forms, last + b"\xff")
        tokens = np.flatnonzero((self._tokens >= low) & (self._tokens < high))
        for back, form in enumerate(reversed(whole), 1):
            tokens = tokens[tokens >= back]
            tokens = tokens[self._tokens[tokens - back] == self._number(form)]
        documents = np.searchsorted(self._starts, tokens, side="right") - 1
        titles = np.unique(self._of[documents[tokens - len(whole) >= self._starts[documents]]])
        titles = titles[titles != NO_TITLE]
        best = titles[np.argsort(-self._counts[titles], kind="stable")[:limit]]
        return list(zip(self._newest[best].tolist(), self._counts[best].tolist(), strict=True))

    def _told_apart(self, columns: Columns) -> tuple[Array, Array]:
        """The number of each document's title, newest first, and the newest document of each title."""
        of = np.full(columns.size, NO_TITLE, np.int32)
        numbers: dict[bytes, int] = {}
        newest: list[int] = []
        order = np.argsort(columns.newest)
        titled = order[columns.present[order] & (np.diff(self._starts)[order] > 0)]
        for document in titled.tolist():
            forms = self._tokens[self._starts[document] : self._starts[document + 1]].tobytes()
            of[document] = numbers.setdefault(forms, len(numbers))
            if len(newest) < len(numbers):
                newest.append(document)
        return of, np.array(newest, np.int64)

    def _number(self, form: bytes) -> int:
        """The number of a whole form; one that no token has where it isn't there."""
        at = bisect_left(self._forms, form)
        return at if at < len(self._forms) and self._forms[at] == form else len(self._forms)
