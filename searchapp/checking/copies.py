"""Speeches and sittings that stand in the documents more than once, found in one pass and in bounded memory."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import chain
from typing import Generic, TypeVar

from searchapp.checking.findings import Alike, Copies, Place, Repeated, Sittings
from searchapp.checking.sketches import Sketch, Words, resemblance, sketch, together, words
from searchapp.speech import Speech, shorten

ALIKE = 0.7
"""The share of common shingles from which two speeches, or two sittings, are told as copies."""
SHORTEST = 20
"""Words that a speech must have to be compared: shorter ones are said again and again."""
REMEMBERED = 500_000
"""Speeches whose words are remembered, to know them when they come again; the oldest are forgotten."""
COMPARED = 50_000
"""Speeches, and sittings, before each that it is compared with; copies of one sitting mostly stand side by side."""
LISTED = 10_000
"""Copies of each sort that are listed; all are counted."""
PLACES = 10
"""Places that are named of one repeated speech."""
_TRIED = 4
"""How many of the smallest hashes bring two sketches together: of two that are ALIKE, 99 in 100 share one of them."""
_CROWD = 4
"""Sketches that one hash leads to, the latest ones: what is in all speeches tells none from another."""

Sitting = tuple[str, str]
"""A document, and what it calls the sitting."""
Key = TypeVar("Key")
Value = TypeVar("Value")


class Copying:
    """Hears every speech once, in order, and tells which came before, word for word or nearly."""

    def __init__(self) -> None:
        self._known: dict[bytes, Place] = {}
        self._exact: dict[bytes, Repeated] = {}
        self._near: list[Alike] = []
        self._sittings: dict[Sitting, tuple[Sketch, int]] = {}
        self._common: Counter[tuple[Sitting, Sitting]] = Counter()
        self._latest: Nearest[Place] = Nearest()
        self._repeated = self._resembling = self._left_out = 0

    def add(self, speech: Speech, place: Place) -> None:
        """A speech that stands here."""
        said = words(speech.text)
        digest = _digest(said)
        first = self._known.get(digest)
        if not first:
            _remember(self._known, digest, place, REMEMBERED)
        if len(said) < SHORTEST:
            return
        drawn = sketch(said)
        self._into_sitting(place, drawn)
        if first:
            self._again(digest, first, place, speech, len(said))
        else:
            self._compare(drawn, place, speech, len(said))

    def found(self) -> Copies:
        """What was found so far."""
        paired = self._pairs()
        sittings = tuple(sorted(paired.values(), key=lambda pair: (-pair.share, pair.first)))
        exact = [copy for copy in self._exact.values() if not _within(copy, copy.later, paired)]
        near = [copy for copy in self._near if not _within(copy, (copy.second,), paired)]
        listed = sum(copy.times - 1 for copy in exact) + len(near)
        within = sum(copy.times - 1 for copy in self._exact.values()) + len(self._near) - listed
        return Copies(
            sittings,
            tuple(sorted(exact, key=lambda copy: -copy.words * (copy.times - 1))),
            tuple(sorted(near, key=lambda copy: (-copy.share, -copy.words))),
            self._repeated,
            self._resembling,
            within,
            self._left_out,
            COMPARED,
        )

    def _compare(self, drawn: Sketch, place: Place, speech: Speech, count: int) -> None:
        found = self._latest.nearest(drawn)
        if found and found[0] >= ALIKE:
            self._resembling += 1
            self._shared(found[1], place)
            if len(self._near) < LISTED:
                self._near.append(Alike(found[0], count, called(speech), found[1], place))
            else:
                self._left_out += 1
        self._latest.add(drawn, place)

    def _again(self, digest: bytes, first: Place, place: Place, speech: Speech, count: int) -> None:
        self._repeated += 1
        self._shared(first, place)
        known = self._exact.get(digest)
        if known:
            later = known.later + (place,) * (len(known.later) < PLACES)
            self._exact[digest] = Repeated(known.words, known.heading, first, later, known.times + 1)
        elif len(self._exact) < LISTED:
            self._exact[digest] = Repeated(count, called(speech), first, (place,), 2)
        else:
            self._left_out += 1

    def _into_sitting(self, place: Place, drawn: Sketch) -> None:
        key = (place.document, place.sitting)
        if known := self._sittings.get(key):
            self._sittings[key] = together(known[0], drawn), known[1] + 1
        else:
            _remember(self._sittings, key, (drawn, 1), COMPARED)

    def _shared(self, first: Place, later: Place) -> None:
        pair = (first[:2], later[:2])
        if pair[0] != pair[1] and (pair in self._common or len(self._common) < COMPARED):
            self._common[pair] += 1

    def _pairs(self) -> dict[frozenset[Sitting], Sittings]:
        """Sittings of several speeches that resemble one another, or of which one holds most speeches of the other."""
        pairs: dict[frozenset[Sitting], Sittings] = {}
        for share, one, other in chain(self._resembling_sittings(), self._holding_sittings()):
            spoken = (self._sittings[one][1], self._sittings[other][1])
            pairs.setdefault(frozenset((one, other)), Sittings(share, one, other, spoken))
        return pairs

    def _resembling_sittings(self) -> Iterator[tuple[float, Sitting, Sitting]]:
        nearest: Nearest[Sitting] = Nearest()
        for key, (drawn, count) in self._sittings.items():
            if count > 1:
                if (found := nearest.nearest(drawn)) and found[0] >= ALIKE:
                    yield found[0], found[1], key
                nearest.add(drawn, key)

    def _holding_sittings(self) -> Iterator[tuple[float, Sitting, Sitting]]:
        for (one, other), common in self._common.items():
            smaller = min(self._sittings.get(key, (None, 0))[1] for key in (one, other))
            if smaller > 1 and common >= ALIKE * smaller:
                yield min(1.0, common / smaller), one, other


class Nearest(Generic[Value]):
    """The latest sketches, each with whose it is, and the one most like another."""

    def __init__(self) -> None:
        self._sketches: dict[int, tuple[Sketch, Value]] = {}
        self._by_hash: dict[int, list[int]] = {}
        self._next = 0

    def nearest(self, drawn: Sketch) -> tuple[float, Value] | None:
        """The share of common shingles with the most like one that has a smallest hash in common, and whose it is."""
        met = set(chain.from_iterable(self._by_hash.get(key, ()) for key in _keys(drawn)))
        shares = [(resemblance(drawn, self._sketches[number][0]), number) for number in met]
        if not shares:
            return None
        share, number = max(shares)
        return share, self._sketches[number][1]

    def add(self, drawn: Sketch, owner: Value) -> None:
        """Remember one more, and forget the oldest if there are too many."""
        if len(self._sketches) >= COMPARED:
            self._forget(next(iter(self._sketches)))
        self._sketches[self._next] = drawn, owner
        for key in _keys(drawn):
            crowd = self._by_hash.setdefault(key, [])
            crowd.append(self._next)
            del crowd[:-_CROWD]
        self._next += 1

    def _forget(self, number: int) -> None:
        for key in _keys(self._sketches.pop(number)[0]):
            crowd = self._by_hash.get(key, [])
            if number in crowd:
                crowd.remove(number)
            if not crowd:
                self._by_hash.pop(key, None)


def called(speech: Speech) -> str:
    """A speech among others of its sitting: its title, else its first words."""
    return shorten(speech.title or speech.text, 80)


def _keys(drawn: Sketch) -> list[int]:
    return [int(number) for number in drawn[:_TRIED]]


def _digest(said: Words) -> bytes:
    return hashlib.blake2b(said.tobytes(), digest_size=12).digest()


def _remember(known: dict[Key, Value], key: Key, value: Value, most: int) -> None:
    if key not in known and len(known) >= most:
        del known[next(iter(known))]
    known[key] = value


def _within(copy: Repeated | Alike, later: Sequence[Place], paired: Collection[frozenset[Sitting]]) -> bool:
    """Whether all the places named lie in copies of one sitting."""
    first = copy.first[:2]
    return all(frozenset((first, place[:2])) in paired for place in later)
