"""The tokens of a field, which are numbered through a whole segment: whose they are, and at which positions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from searchapp.engines.values import GAP
from searchapp.engines.whoosh.codec.sections import SectionFile

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Tokens:
    """The number of each document's first token, and of each text's; behind the documents' that of all tokens."""

    documents: Numbers
    texts: Numbers

    def owners(self, tokens: NDArray[Any]) -> Numbers:
        """The document of each token."""
        return np.searchsorted(self.documents, tokens, side="right") - 1

    def positions(self, tokens: NDArray[Any], owners: Numbers) -> Numbers:
        """The position of each token in its document, those of different texts far apart."""
        return self._spread(tokens) - self._spread(self.documents[owners])

    def _spread(self, tokens: NDArray[Any]) -> Numbers:
        return tokens + GAP * np.searchsorted(self.texts, tokens, side="right")


def read_tokens(file: SectionFile, field: str) -> Tokens:
    """The tokens of a field of a bulk segment."""
    return Tokens(_sums(file.array(f"length.{field}")), _sums(file.array(f"texts.{field}"))[:-1])


def _sums(counts: NDArray[Any]) -> Numbers:
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(counts, dtype=np.int64)])
