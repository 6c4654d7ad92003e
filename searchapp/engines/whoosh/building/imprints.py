"""Imprints: numbers of 64 bits by which passages of the same words are known, in any segment and at any time."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
STEP = 0x9E37_79B9_7F4A_7C15
"""What is added to the number of a form for each place that it stands further on."""
MIXING = ((30, 0xBF58_476D_1CE4_E5B9), (27, 0x94D0_49BB_1331_11EB), (31, 1))
"""The shifts and factors of splitmix64 (Steele, Lea and Flood, “Fast splittable pseudorandom number generators”)."""


def of_forms(forms: Iterable[str]) -> Array:
    """A number for each form, which depends on nothing else."""
    return np.frombuffer(b"".join([blake2b(form.encode(), digest_size=8).digest() for form in forms]), "<u8")


def of_texts(words: Array, lengths: Array) -> Array:
    """The imprints of texts that stand one after the other, given `of_forms` for each word and how many each has.

    Every word is mixed with its place in the text, and a text is their sum: as good as random, order included.
    """
    ends = np.cumsum(lengths)
    starts = ends - lengths
    placed = (np.arange(1, len(words) + 1) - np.repeat(starts, lengths)).view(np.uint64)
    placed *= np.uint64(STEP)
    placed += words
    sums = np.append(np.uint64(0), np.cumsum(_mixed(placed)))
    return np.asarray(sums[ends] - sums[starts])


def _mixed(numbers: Array) -> Array:
    """These very numbers, each bit of them depending on all that there were."""
    shifted = np.empty_like(numbers)
    for shift, factor in MIXING:
        np.right_shift(numbers, np.uint64(shift), out=shifted)
        numbers ^= shifted
        if factor > 1:
            numbers *= np.uint64(factor)
    return numbers
