"""What stands for the id of each document, in eight bytes: made when it is first asked for, and kept."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from searchapp.deadline import Deadline
from searchapp.engines.values import fingerprint
from searchapp.engines.whoosh.terms import Terms

AT_ONCE = 10_000
"""Ids that are read before the clock is looked at."""


class Fingerprints:
    """Of so many documents; any number of threads may ask, since all of them write the same."""

    def __init__(self, size: int, terms: Terms) -> None:
        self._terms = terms
        self._made = np.zeros(size, np.uint64)
        self._known = np.zeros(size, bool)

    def of(self, documents: NDArray[Any], deadline: Deadline) -> NDArray[np.uint64]:
        """The fingerprints of these documents, in their order. Raises TooSlow; what was made until then is kept."""
        missing = documents[~self._known[documents]]
        for at in range(0, len(missing), AT_ONCE):
            deadline.check()
            some = missing[at : at + AT_ONCE]
            packed = b"".join([fingerprint(self._key(number)) for number in some.tolist()])
            self._made[some] = np.frombuffer(packed, ">u8")
            self._known[some] = True
        made: NDArray[np.uint64] = self._made[documents]
        return made

    def _key(self, number: int) -> bytes:
        segment = self._terms.segment(number)
        return segment.words.records.key(number - segment.start)
