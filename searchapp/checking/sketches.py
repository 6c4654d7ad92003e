"""How alike two texts are, told from a small sketch of each.

A. Z. Broder, “On the resemblance and containment of documents” (Compression and Complexity of Sequences, 1997): a text
is its set of shingles, here SHINGLE words side by side; the resemblance of two texts is |A ∩ B| / |A ∪ B|. Of hashed
shingles the SIZE smallest are a fair sample (a bottom-k sketch, MinHash with one permutation). Of the SIZE smallest of
two sketches together, the part that is in both estimates the resemblance without bias; its standard error is at most
1 / (2 √SIZE), and none where both texts have no more than SIZE shingles. The sketch of two texts as one is the SIZE
smallest of both sketches, so a sitting's is made from its speeches'.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

SHINGLE = 5
"""Words in a shingle."""
SIZE = 64
"""Hashes in a sketch, 8 bytes each."""
_CHUNK = 1 << 14
"""Characters that are looked at together, and up to as many more to the next space: bounds the memory of long texts."""

Words = npt.NDArray[np.uint64]
"""A hash for each word, in order."""
Sketch = npt.NDArray[np.uint64]
_BASE = 0x5851F42D4C957F2D
_POWER, _INVERSE = np.uint64(_BASE), np.uint64(pow(_BASE, -1, 1 << 64))
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_FIRST, _SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_TWO, _THREE = 0xC2, 0xE2
"""The first bytes of punctuation in UTF-8: of U+0080 to U+00BF, two bytes each, and of U+2000 to U+2FFF, three."""
_LETTER = np.array([chr(byte).isalnum() if byte < 0x80 else byte not in {_TWO, _THREE} for byte in range(256)])
_ALONE = np.array([0xE3 <= byte <= 0xE9 for byte in range(256)])
"""The first bytes of Chinese and Japanese characters, each a word of its own."""


def words(text: str) -> Words:
    """The words of a text as hashes, whatever their case and what stands between them."""
    found = [_words(chunk.casefold().encode("utf-8", "surrogatepass")) for chunk in _chunks(text)]
    return np.concatenate(found) if found else np.zeros(0, np.uint64)


def sketch(said: Words) -> Sketch:
    """The smallest hashes of the shingles of these words, ascending; empty for fewer words than a shingle has."""
    count = len(said) - SHINGLE + 1
    if count < 1:
        return np.zeros(0, np.uint64)
    shingles = np.zeros(count, np.uint64)
    for at in range(SHINGLE):
        shingles = shingles * _FACTOR + said[at : at + count]
    return _smallest(_mixed(shingles))


def together(one: Sketch, other: Sketch) -> Sketch:
    """The sketch of two texts as one."""
    return _distinct(np.concatenate((one, other)))[:SIZE].copy()


def resemblance(one: Sketch, other: Sketch) -> float:
    """The estimated share of common shingles, 0 to 1."""
    merged = np.sort(np.concatenate((one, other)))
    if not len(merged):
        return 0.0
    again = merged[1:] == merged[:-1]
    smallest = merged[np.concatenate(([True], ~again))][:SIZE]
    return float(np.count_nonzero(merged[1:][again] <= smallest[-1]) / len(smallest))


def _chunks(text: str) -> Iterator[str]:
    """The text in pieces, cut at spaces where there are some."""
    at = 0
    while at < len(text):
        space = text.find(" ", at + _CHUNK, at + 2 * _CHUNK)
        end = space if space >= 0 else at + 2 * _CHUNK
        yield text[at:end]
        at = end


def _words(encoded: bytes) -> Words:
    """Each word's letters as the digits of a number to the base _BASE, modulo 2 ** 64."""
    data = np.frombuffer(encoded, np.uint8)
    letter = _letters(data)
    begins = letter.copy()
    begins[1:] &= ~letter[:-1] | _ALONE[data[1:]]
    starts = np.flatnonzero(begins)
    if not len(starts):
        return np.zeros(0, np.uint64)
    powers = np.cumprod(np.full(len(data), _POWER), dtype=np.uint64)
    digits = np.where(letter, data, 0).astype(np.uint64) * powers
    inverse = np.cumprod(np.full(len(data), _INVERSE), dtype=np.uint64)
    return np.add.reduceat(digits, starts, dtype=np.uint64) * inverse[starts]


def _letters(data: npt.NDArray[np.uint8]) -> npt.NDArray[np.bool_]:
    letter = _LETTER[data]
    for first, length in ((_TWO, 2), (_THREE, 3)):
        found = np.flatnonzero(data == first)
        for at in range(1, length):
            letter[found + at] = False
    return letter


def _smallest(numbers: Sketch) -> Sketch:
    some = 4 * SIZE
    if len(numbers) > some:
        found = _distinct(np.partition(numbers, some)[:some])
        if len(found) >= SIZE:
            return found[:SIZE].copy()
    return _distinct(numbers)[:SIZE].copy()


def _distinct(numbers: Sketch) -> Sketch:
    ordered = np.sort(numbers)
    return ordered[np.concatenate(([True], ordered[1:] != ordered[:-1]))] if len(ordered) else ordered


def _mixed(numbers: Sketch) -> Sketch:
    """Each number scattered over 64 bits: the finaliser of SplitMix64 (Steele, Lea, Flood, OOPSLA 2014)."""
    numbers = (numbers ^ (numbers >> np.uint64(30))) * _FIRST
    numbers = (numbers ^ (numbers >> np.uint64(27))) * _SECOND
    return numbers ^ (numbers >> np.uint64(31))
