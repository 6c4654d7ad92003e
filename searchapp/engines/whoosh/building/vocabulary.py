"""Numbers for words: each piece of text between spaces, each form, and each stem gets one when it is first met."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from string import punctuation
from typing import Any

import numpy as np
from numpy.typing import NDArray

from searchapp.engines.whoosh.building import imprints
from searchapp.engines.whoosh.building.pieces import Pieces
from searchapp.engines.whoosh.codec.packing import ranges
from searchapp.engines.whoosh.stems import stemmer
from searchapp.text import analysis

MANY = 1_000_000
"""Different pieces, or a thirty-second of their characters, after which a new table of pieces is begun."""
AROUND = punctuation + "“”‘’„…–—«»"
"""Signs that no word begins or ends with."""
Numbers = NDArray[Any]


@dataclass
class _Folding:
    """For each piece the number of its one form; below 0, which of `several` are its forms."""

    folded: Callable[[str], str]
    codes: Numbers = field(default_factory=lambda: np.zeros(0, np.int64))
    several: list[list[int]] = field(default_factory=list)


@dataclass
class Vocabulary:
    """All forms so far, and under each of stems.tags the stems of those met there; the pieces of one table."""

    forms: dict[str, int] = field(default_factory=dict)
    stems: dict[tuple[str, str], int] = field(default_factory=dict)
    _pieces: Pieces = field(default_factory=Pieces)
    _foldings: dict[bool, _Folding] = field(default_factory=dict)
    _stem_of: dict[str, Numbers] = field(default_factory=dict)
    _texts: list[str] = field(default_factory=list)
    _imprints: Numbers = field(default_factory=lambda: np.zeros(0, np.uint64))
    _imprinted: int = 0

    @property
    def pieces(self) -> Sequence[str]:
        """The pieces of the table in use, by number."""
        return self._pieces.written

    @property
    def many(self) -> bool:
        """Whether a new table of pieces should be begun."""
        return max(len(self.pieces), self._pieces.size // 32) > MANY

    def begin(self) -> None:
        """Forget the pieces; forms and stems stay."""
        self._pieces = Pieces()
        self._foldings.clear()

    def cut(self, texts: Sequence[str]) -> tuple[Numbers, Numbers]:
        """(the numbers of all pieces of the texts, in order; how many each text has)."""
        return self._pieces.cut(texts)

    def words(self, pieces: Numbers, counts: Numbers, *, french: bool) -> tuple[Numbers, Numbers]:
        """(the forms of pieces, of which each text has so many; how many forms each has). French loses elisions."""
        folding = self._folding(french=french)
        return _spread(folding.codes[pieces], counts, folding.several)

    def stem_numbers(self, forms: Numbers, tag: str) -> Numbers:
        """For each form, the number of its stem under a tag."""
        known = self._known(tag)
        found = known[forms]
        missing = np.unique(forms[found < 0])
        if len(missing):
            self._learn(missing, tag, known)
            found = known[forms]
        return found

    def imprints(self) -> Numbers:
        """For each form the number that imprints are made of, and behind them room."""
        self._write_out()
        if fresh := self._texts[self._imprinted :]:
            count = len(self._texts)
            if count > len(self._imprints):
                self._imprints = np.resize(self._imprints, 2 * count)
            self._imprints[self._imprinted : count] = imprints.of_forms(fresh)
            self._imprinted = count
        return self._imprints

    def families(self, tag: str) -> tuple[Numbers, Numbers]:
        """(forms met under a tag, the number of the stem of each)."""
        known = self._known(tag)
        forms = np.flatnonzero(known >= 0)
        return forms, known[forms]

    def _folding(self, *, french: bool) -> _Folding:
        if french not in self._foldings:
            self._foldings[french] = _Folding(analysis.form_in("fr" if french else None))
        folding = self._foldings[french]
        fresh = self.pieces[len(folding.codes) :]
        number, forms = self.forms.setdefault, self.forms
        codes = [
            number(core.lower(), len(forms)) if core.isascii() and core.isalnum() else self._odd(piece, folding)
            for piece, core in zip(fresh, [piece.strip(AROUND) for piece in fresh], strict=True)
        ]
        folding.codes = np.concatenate([folding.codes, np.array(codes, np.int64)])
        return folding

    def _odd(self, piece: str, folding: _Folding) -> int:
        """The code of a piece that is not plainly one word with signs around it."""
        found = [self._number(folding.folded(word)) for word in analysis.WORD.findall(piece)]
        if len(found) == 1:
            return found[0]
        folding.several.append(found)
        return -len(folding.several)

    def _number(self, form: str) -> int:
        return self.forms.setdefault(form, len(self.forms))

    def _known(self, tag: str) -> Numbers:
        """The stem of every form, -1 where it isn't known; grows with the forms."""
        known = self._stem_of.get(tag, np.zeros(0, np.int64))
        if len(known) < len(self.forms):
            room = np.full(max(1000, 2 * len(self.forms)), -1, np.int64)
            room[: len(known)] = known
            self._stem_of[tag] = known = room
        return known

    def _learn(self, missing: Numbers, tag: str, known: Numbers) -> None:
        self._write_out()
        forms = [self._texts[form] for form in missing.tolist()]
        number, stems = self.stems.setdefault, self.stems
        known[missing] = [number((tag, stem), len(stems)) for stem in analysis.stems(forms, stemmer(tag))]

    def _write_out(self) -> None:
        """Let `_texts` be all forms, by number."""
        if len(self._texts) < len(self.forms):
            self._texts += islice(self.forms, len(self._texts), None)


def _spread(codes: Numbers, counts: Numbers, several: Sequence[Sequence[int]]) -> tuple[Numbers, Numbers]:
    """Put the forms of a piece that has none or several in its place."""
    odd = np.flatnonzero(codes < 0)
    if not len(odd):
        return codes, counts
    lists = [several[-code - 1] for code in codes[odd].tolist()]
    more = np.array(list(map(len, lists)), np.int64) - 1
    sizes = np.ones(len(codes), np.int64)
    sizes[odd] += more
    spread = np.repeat(codes, sizes)
    spread[ranges(odd + np.cumsum(more) - more, more + 1)] = list(chain.from_iterable(lists))
    texts = np.searchsorted(np.cumsum(counts), odd, side="right")
    return spread, counts + np.bincount(texts, weights=more, minlength=len(counts)).astype(np.int64)
