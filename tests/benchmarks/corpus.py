"""What every engine indexes and what it is asked, made before any of them begins."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from random import Random

from archive import Extent, Wanted, lay_out, read
from questions import KINDS, drawn, in_turn

from searchapp.query.model import Query
from searchapp.speech import Speech
from searchapp.text.analysis import forms

SAMPLE = 2_000
"""Speeches that words which belong together are drawn from."""
MIXED = 1_000
"""Questions of all kinds in turn."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """Where the speeches lie as plain JSON Lines, how many they are, their text in bytes, and what is asked."""

    path: Path
    extent: Extent
    size: int
    questions: Mapping[str, tuple[Query, ...]]
    mixed: tuple[Query, ...]
    """The kinds in turn, as many different questions as could be drawn, then the same ones again."""

    @property
    def speeches(self) -> int:
        return self.extent.speeches


@dataclass(frozen=True, slots=True)
class Words:
    """What questions are drawn from: in how many speeches each word is, some speeches, and the size of each text."""

    frequencies: Counter[str]
    sample: Sequence[Speech]
    sizes: Sequence[int]


def prepare(archive: Path, folder: Path, wanted: Wanted, per_kind: int, seed: int) -> Corpus:
    """Write the speeches and draw the questions, from the different speeches only, however often they are repeated."""
    path = folder / "speeches.jsonl"
    extent = lay_out(archive, path, wanted)
    words = _words(path, extent.different, seed)
    size = sum(words.sizes[place] for places in extent.copies() for place in places)
    many = max(per_kind, -(-MIXED // len(KINDS)))
    asked = drawn(words.frequencies, words.sample, extent.different, many, seed)
    questions = {kind: queries[:per_kind] for kind, queries in asked.items()}
    return Corpus(path, extent, size, questions, in_turn(asked, MIXED))


def _words(path: Path, different: int, seed: int) -> Words:
    frequencies: Counter[str] = Counter()
    chosen = set(Random(seed).sample(range(different), min(SAMPLE, different)))
    sample, sizes = [], []
    for number, speech in enumerate(islice(read(path), different)):
        sizes.append(len(speech.text.encode()))
        frequencies.update(set(forms(speech.text, "en")))
        if number in chosen:
            sample.append(speech)
    return Words(frequencies, sample, sizes)
