"""Sorted byte strings one after the other, found by halving."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from searchapp.engines.whoosh.codec.sections import SectionFile, SectionWriter


@dataclass(frozen=True, slots=True)
class Keys:
    """Key n is `text[at[n]:at[n + 1]]`; they ascend, at least within the ranges that are searched."""

    text: bytes
    at: memoryview[int]

    def __len__(self) -> int:
        return len(self.at) - 1

    def __getitem__(self, number: int) -> bytes:
        return self.text[self.at[number] : self.at[number + 1]]

    def find(self, key: bytes, low: int = 0, high: int | None = None) -> int | None:
        """The number of a key, of those from `low` up to `high`; None where it isn't there."""
        end = len(self) if high is None else high
        number = self.place(key, low, end)
        return number if number < end and self[number] == key else None

    def place(self, key: bytes, low: int = 0, high: int | None = None) -> int:
        """The number of the first key that isn't smaller, of those from `low` up to `high`."""
        end = len(self) if high is None else high
        while low < end:
            middle = (low + end) // 2
            if self[middle] < key:
                low = middle + 1
            else:
                end = middle
        return low

    def some(self, low: int, high: int) -> Keys:
        """The keys from number `low` up to `high`, counted anew."""
        return Keys(self.text, self.at[low : high + 1])

    def between(self, low: int, high: int) -> Iterator[bytes]:
        """The keys from number `low` up to `high`."""
        ends = self.at[low : high + 1].tolist()
        return (self.text[start:end] for start, end in pairwise(ends))


def write_keys(file: SectionWriter, name: str, keys: Sequence[bytes]) -> None:
    """Write keys as the sections `<name>` and, of how many bytes each has, `<name>.sizes`."""
    file.add(name, b"".join(keys))
    sizes = np.array(list(map(len, keys)), np.int64)
    file.add(f"{name}.sizes", narrowed(sizes))


def read_keys(file: SectionFile, name: str) -> Keys:
    """The keys that `write_keys` wrote."""
    sizes = file.array(f"{name}.sizes")
    at = np.zeros(len(sizes) + 1, np.uint32 if file.length(name) < 1 << 32 else np.int64)
    np.cumsum(sizes, out=at[1:])
    return Keys(file.part(name, 0, file.length(name)), at.data)


def narrowed(numbers: NDArray[Any]) -> NDArray[Any]:
    """Numbers, none below 0, in the fewest bytes that hold the largest."""
    return numbers.astype(np.min_scalar_type(int(numbers.max(initial=0))))
