"""Lengths of fields as Whoosh keeps them: one of 256 steps, fine for short texts and coarse for long ones."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.util.numeric import byte_to_length

Steps = NDArray[np.uint8]

LENGTHS = np.array([byte_to_length(step) for step in range(256)], np.uint32)
"""The length that each step stands for; step 0 is that of documents without the field."""


def steps(lengths: NDArray[Any]) -> Steps:
    """The step of each length, as Whoosh's `length_to_byte`."""
    return np.minimum(np.searchsorted(LENGTHS, lengths), 255).astype(np.uint8)


def extremes(lengths: Steps, starts: NDArray[Any]) -> tuple[Steps, Steps]:
    """The smallest and the largest step of each run, of which run n begins at `starts[n]`; 0 counts only alone."""
    behind = lengths - np.uint8(1)  # 0 becomes 255, so that it is the smallest only where there is no other
    return np.minimum.reduceat(behind, starts) + np.uint8(1), np.maximum.reduceat(lengths, starts)
