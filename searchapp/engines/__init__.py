"""The engine port: what an engine promises, whatever it stands on. tests/contract/ holds each engine to it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from searchapp.deadline import Deadline
from searchapp.query.model import Node, Query
from searchapp.speech import Speech

Note = Callable[[], bytes]
NamedNote = Callable[[str], bytes]
"""As a note, given the name of the new generation."""


def nothing(_: str) -> bytes:
    """No note."""
    return b""


@dataclass(frozen=True, slots=True)
class Hit:
    """A speech that a query found; scores compare within one answer only, and are 0 where nothing was ranked."""

    id: str
    score: float
    read: Callable[[], Speech] = field(compare=False, repr=False)

    @property
    def speech(self) -> Speech:
        """The whole speech, read now. Raises DamagedIndex."""
        return self.read()


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value that a search can be narrowed by, and how many speeches that would give."""

    value: str
    count: int
    selected: bool = False


@dataclass(frozen=True, slots=True)
class Results:
    """A window of hits, the exact number of all of them, and for each of speech.FIELDS its values.

    A facet's counts ignore that facet's own selection. It lists its 20 largest values, then the selected ones that
    are not among them; years all, latest first. Equal counts are ordered by value. `sizes` says how many values each
    facet has in all, unlisted ones too.
    """

    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[FacetValue, ...]] = field(default_factory=dict)
    sizes: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Completion:
    """A value or word that begins as asked: `kind` is `speaker`, `topic`, `title` or `word`; `count` is of speeches.

    Titles of the same forms are one, spelt as the newest speech that has it does; `id` is of that speech.
    """

    kind: str
    value: str
    count: int
    id: str | None = None


class Tally(NamedTuple):
    """Of the speeches with one value: how many were found, how often what was looked for stands in their own words.

    `of_speeches` and `of_words` are of all speeches with that value that the filters let through: the denominators.
    """

    speeches: int
    times: int
    of_speeches: int
    of_words: int


@dataclass(frozen=True, slots=True)
class Occurrences:
    """A window of all places where what was looked for stands in speakers' own words: the speeches that it lies in.

    `total` is of all places, `before` of those in the first of `hits` that come before the window.
    """

    total: int
    before: int
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Activity:
    """All speeches with one value: how many, of how many words, and how many in each year, the first year first."""

    speeches: int
    words: int
    years: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Telling:
    """A word that sets speeches apart from the others: so many of them have it, and so many of all speeches."""

    word: str
    speeches: int
    everywhere: int


@dataclass(frozen=True, slots=True)
class Repeat:
    """How many other speeches say a passage word for word, and by how many different speakers, unnamed ones aside."""

    speeches: int
    speakers: int


@dataclass(frozen=True, slots=True)
class Place:
    """A passage of a speech, by its number."""

    hit: Hit
    passage: int


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a generation without a search: `built` is UTC, ISO 8601; `size` is bytes on disk."""

    name: str
    built: str
    speeches: int
    size: int
    live: bool
    versions: Mapping[str, str] = field(default_factory=dict)


class Generation(Protocol):
    """One complete, immutable build of the index. It answers as long as somebody holds it, whatever goes live since."""

    @property
    def facts(self) -> Facts:
        """Its name, age and size."""

    def search(self, query: Query, deadline: Deadline) -> Results:
        """Best first; equal scores by date, newest first, then id, so that pages never overlap.

        Sorted by date, undated speeches come last. Raises TooSlow past the deadline, TooBroad past a cap.
        """

    def facet(self, query: Query, field: str, deadline: Deadline) -> Mapping[str, int]:
        """All values of a facet of this search, in its order, counted as in its results; selected ones in any case.

        Raises TooSlow, TooBroad.
        """

    def speech(self, id: str) -> Speech:
        """The speech with this id. Raises NoSuchSpeech."""

    def speeches(self, query: Query, deadline: Deadline) -> Iterator[Speech]:
        """Every speech that a query finds, in its order, one at a time: `offset` and `limit` don't count.

        The deadline is for finding them, not for handing them out.
        """

    def counts(self, field: str) -> Mapping[str, int]:
        """Every value of one of speech.FIELDS, and how many speeches have it."""

    def dates(self) -> Mapping[str, int]:
        """Every date as the speeches have it, and how many speeches have it."""

    def activity(self, field: str) -> Mapping[str, Activity]:
        """Every value of one of speech.FIELDS with all that has been said under it; "" for speeches that have none."""

    def tally(self, query: Query, field: str, deadline: Deadline) -> Mapping[str, Tally]:
        """For each value of one of speech.FIELDS what a query finds, and of how much; "" for speeches that have none.

        `times` counts the words, prefixes, fuzzy words and phrases that a hit should have in its own words (no field
        named, or `body`), each once however often it is in the query; a phrase counts as one. Values of which the
        filters let nothing through are left out. Raises TooSlow, TooBroad.
        """

    def occurrences(self, query: Query, deadline: Deadline) -> Occurrences:
        """Speech by speech in the order of `search`; `offset` and `limit` count what `tally` counts as `times`.

        Raises TooSlow, TooBroad.
        """

    def firsts(self, query: Query, field: str, deadline: Deadline) -> Mapping[str, Hit]:
        """For each value of one of speech.FIELDS the first speech that a query finds, by date, then id; earliest first.

        Undated speeches don't count. Raises TooSlow, TooBroad.
        """

    def spans(self, query: Query, field: str, deadline: Deadline) -> Mapping[str, tuple[date, date]]:
        """For each value of one of speech.FIELDS the first and the last day that what a query finds may be of.

        Undated speeches don't count. Raises TooSlow, TooBroad.
        """

    def beside(self, id: str) -> tuple[Hit | None, Hit | None]:
        """The speech before one and the one after it on the same occasion. Raises NoSuchSpeech.

        An occasion is what has the same date, event and source, where there is a whole date or an event; its speeches
        are in the order of their ids, the numbers in these as numbers.
        """

    def fingerprints(self, query: Query, deadline: Deadline) -> NDArray[np.uint64]:
        """The fingerprint (values.fingerprint) of the id of each speech that a query finds, in no order.

        Raises TooSlow, TooBroad.
        """

    def identified(self, query: Query, fingerprints: Collection[int], deadline: Deadline) -> Sequence[Hit]:
        """Of what a query finds the speeches whose ids have these fingerprints, newest first. Raises TooSlow, TooBroad.

        `offset` and `limit` don't count.
        """

    def likeness(self, id: str) -> Node | None:
        """What finds speeches that share some of one's telling words, itself too; None where it says nothing telling.

        Raises NoSuchSpeech.
        """

    def repeats(self, id: str) -> Mapping[int, Repeat]:
        """The passages of a speech, by number, that other speeches say word for word; those that none says left out.

        The same words are the same forms in the same order, eight or more (see engines/values.py), and nothing
        else in the passage. Raises NoSuchSpeech.
        """

    def repeated(self, id: str, passage: int, offset: int, limit: int) -> Sequence[Place]:
        """Where other speeches say a passage, the first place in each: by date, undated ones last, then id.

        So many of them from `offset` on; as many in all as `repeats` says. Raises NoSuchSpeech.
        """

    def telling(self, query: Query, limit: int, deadline: Deadline) -> Sequence[Telling]:
        """The words that set what a query finds apart from all other speeches, most telling first; counts are exact.

        Of many speeches found, only so many are looked at to choose words (see engines/telling.py). Raises TooSlow.
        """

    def similar(self, word: str) -> Sequence[str]:
        """Up to five forms in the archive that differ by one or two letters, nearest and commonest first."""

    def complete(self, text: str, limit: int) -> Sequence[Completion]:
        """Speakers, topics, titles and words that begin so, in that order, at most so many of each kind.

        Commonest first within each; equally common titles newest first, others by value. Nothing begins without a word.
        """

    def provenance(self) -> bytes:
        """What its builder noted of where it came from; empty where that was nothing. Raises DamagedIndex."""

    def corrections(self) -> bytes:
        """What its builder noted of what is another than before; empty where that was nothing. Raises DamagedIndex."""

    def wrong(self) -> Sequence[str]:
        """Read every byte of it; a sentence for each thing that is wrong."""


class Change(Protocol):
    """Adds to and takes from the live generation, as one step."""

    def add(self, speech: Speech) -> None:
        """Add a speech, in place of the one with its id if there is one."""

    def remove(self, id: str) -> None:
        """Take a speech away. Raises NoSuchSpeech."""


class Engine(Protocol):
    """Stores generations, one of them live, and keeps the one before it."""

    def live(self) -> Generation:
        """The generation that answers now. Raises NoArchive, or DamagedIndex if none can be read."""

    def generations(self) -> Sequence[Facts]:
        """The live one and the one before it, newest first."""

    def rebuild(
        self, provenance: Note = bytes, corrections: NamedNote = nothing
    ) -> AbstractContextManager[Callable[[Speech], None]]:
        """Yield `add`. A clean exit makes the new generation live; an error discards it.

        Ids are unique: that is the caller's promise. The notes are asked for when all speeches are in, and kept with
        the generation. Raises IndexBusy, IndexUnwritable.
        """

    def change(self, provenance: Note = bytes, corrections: NamedNote = nothing) -> AbstractContextManager[Change]:
        """Yield the change. A clean exit makes it live; an error leaves everything as it was.

        What is live stays live meanwhile: nobody else writes. The notes as in `rebuild`; nothing is taken over.
        """

    def rollback(self) -> Facts:
        """Make the generation before the live one live, and the live one the one before. Raises NoArchive."""

    def verify(self) -> Sequence[str]:
        """Read every byte of every generation; a sentence for each thing that is wrong."""

    def health(self) -> str | None:
        """What the operator must know though it answers, such as a damaged generation stepped over; else None."""
