"""A posting list as Whoosh's matchers walk through it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from copy import copy
from functools import cached_property
from typing import Any, Self

import numpy as np
from whoosh.matching import LeafMatcher, ReadTooFar

from searchapp.engines.whoosh.codec.lengths import LENGTHS, Steps, extremes
from searchapp.engines.whoosh.codec.postings import Postings

BLOCK = 128
"""Postings that are skipped together when none of them can be good enough; the stock codec's number."""


class ArrayMatcher(LeafMatcher):  # type: ignore[misc]
    """Stands at one posting of a list, at first the first."""

    def __init__(
        self, postings: Postings, lengths: Callable[[], Steps], format: Any, *, term: Any = None, scorer: Any = None
    ) -> None:
        self.format = format
        self.scorer = scorer
        self._term = term
        self._postings = postings
        self._lengths = lengths
        self._count = len(postings.documents)
        self._at = 0
        self._ended = False  # also while it still stands at a posting of the last block, from where it skipped
        # Python reads single numbers from a memoryview faster than from an array, and as its own int and float.
        self._ids = postings.documents.data
        self._weights = postings.weights.data

    def is_active(self) -> bool:
        """Whether it stands at a posting."""
        return not self._ended and self._at < self._count

    def reset(self) -> None:
        """Go to the first posting."""
        self._at = 0
        self._ended = False

    def copy(self) -> Self:
        """Another that stands at the same posting."""
        return copy(self)

    def id(self) -> int:
        """The number of the document."""
        return self._ids[self._at]

    def all_ids(self) -> Iterator[int]:
        """The numbers of this and all further documents."""
        return iter(self._ids[self._at :].tolist())

    def weight(self) -> float:
        """The weight of the term in the document."""
        return self._weights[self._at]

    def value(self) -> bytes:
        """The posting's value, as the field's format encodes it."""
        return self._postings.value(self._at, self.format)

    def value_as(self, astype: str) -> Any:
        """The posting's value, decoded."""
        if astype == "positions" and self._postings.positions:
            return self._postings.positions(self._at)
        return super().value_as(astype)

    def next(self) -> bool:
        """Go to the next posting; whether it is of another block. Raises ReadTooFar."""
        if not self.is_active():
            raise ReadTooFar
        self._at += 1
        return self._at % BLOCK == 0 or self._at == self._count

    def skip_to(self, id: int) -> None:
        """Go on to the first document from this number on. Raises ReadTooFar."""
        if not self.is_active():
            raise ReadTooFar
        following = bisect_left(self._ids, id, self._at)
        if following < self._count:
            self._at = following
        else:
            self._end()

    def skip_to_quality(self, minquality: float) -> int:
        """Go on to the next block that can be better than this; how many blocks were skipped."""
        skipped = 0
        while self.is_active() and self.block_quality() <= minquality:
            self._skip_block()
            skipped += 1
        return skipped

    def block_min_id(self) -> int:
        """The first document of this block."""
        return self._ids[self._block * BLOCK]

    def block_max_id(self) -> int:
        """The last document of this block."""
        return self._ids[min((self._block + 1) * BLOCK, self._count) - 1]

    def block_min_length(self) -> int:
        """The smallest length of a field in this block."""
        return self._block_lengths[0][self._block]

    def block_max_length(self) -> int:
        """The largest length of a field in this block."""
        return self._block_lengths[1][self._block]

    def block_max_weight(self) -> float:
        """The largest weight in this block."""
        return self._block_weights[self._block]

    @property
    def _block(self) -> int:
        return min(self._at, self._count - 1) // BLOCK

    def _skip_block(self) -> None:
        following = (self._block + 1) * BLOCK
        if following < self._count:
            self._at = following
        else:
            self._end()

    def _end(self) -> None:
        """Stand at no posting any more, though Whoosh still asks for the document of where it was (AndNot)."""
        self._at = max(self._at, (self._count - 1) // BLOCK * BLOCK)
        self._ended = True

    @cached_property
    def _block_weights(self) -> list[float]:
        heaviest: list[float] = np.maximum.reduceat(self._postings.weights, range(0, self._count, BLOCK)).tolist()
        return heaviest

    @cached_property
    def _block_lengths(self) -> tuple[list[int], list[int]]:
        lengths = self._lengths()[self._postings.documents]
        shortest, longest = extremes(lengths, np.arange(0, self._count, BLOCK))
        return LENGTHS[shortest].tolist(), LENGTHS[longest].tolist()
