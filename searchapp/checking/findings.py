"""The report of a check, frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

from searchapp.errors import Fault

NEARLY_ALL = 0.9
"""The part of speeches that is nearly all of them."""


class Place(NamedTuple):
    """Where a speech stands: its document, its sitting (the event, else the date) and its id."""

    document: str
    sitting: str
    id: str


@dataclass(frozen=True, slots=True)
class Taken:
    """The documents that were read as one format for one reason, and what came of them."""

    format: str
    why: str
    documents: int
    speeches: int
    faults: int
    example: str


@dataclass(frozen=True, slots=True)
class Named:
    """A speech that a person should look at: where it stands and what it is called."""

    document: str
    id: str
    heading: str


@dataclass(frozen=True, slots=True)
class Lacking:
    """How many speeches lack something, and the first ones."""

    speeches: int
    first: tuple[Named, ...]

    def stand_out(self, speeches: int) -> bool:
        """Whether the first ones tell anything: where nearly all of so many speeches lack it, any is as good."""
        return self.speeches <= len(self.first) or self.speeches < NEARLY_ALL * speeches


@dataclass(frozen=True, slots=True)
class Repeated:
    """One speech that stands in several places, word for word; `later` are the first of the other places."""

    words: int
    heading: str
    first: Place
    later: tuple[Place, ...]
    times: int


@dataclass(frozen=True, slots=True)
class Alike:
    """Two speeches that are nearly the same; `share` is the part of their shingles that is in both, estimated."""

    share: float
    words: int
    heading: str
    first: Place
    second: Place


@dataclass(frozen=True, slots=True)
class Sittings:
    """Two copies of what seems to be one sitting; each is a document and what it calls the sitting.

    `share` is the part of their shingles that is in both; where one copy holds the other, the part of its speeches.
    """

    share: float
    first: tuple[str, str]
    second: tuple[str, str]
    speeches: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Copies:
    """What stands in the documents more than once.

    `exact` and `near` leave out what two copies of a sitting have in common, which `within` counts. `repeated` and
    `resembling` count all later copies, `left_out` those too many to be listed. `compared` is how many speeches before
    it each was compared with.
    """

    sittings: tuple[Sittings, ...]
    exact: tuple[Repeated, ...]
    near: tuple[Alike, ...]
    repeated: int
    resembling: int
    within: int
    left_out: int
    compared: int


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch without speeches, both ends included: years (`1961`) or months (`1961-03`)."""

    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Within:
    """How many faults of a kind a document has, and the first lines of them, where there are lines."""

    document: str
    count: int
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """Faults that say the same of different things: the sentence without names and numbers, and one as it was told.

    `told` says it of all of them, and `cases` are the first things that it is said of, where such a sentence is known;
    else it is the example's. `files` are the documents with most of them, of so many `documents`; `elsewhere` are those
    in documents that came when too many were told apart already. Names of speakers are in no document of their own.
    """

    sentence: str
    count: int
    example: Fault
    told: str
    cases: tuple[str, ...]
    files: tuple[Within, ...]
    documents: int
    elsewhere: int

    @property
    def gathered(self) -> bool:
        """Whether `told` is said of all, and not of one."""
        return self.told != self.example.message

    @property
    def unlisted(self) -> int:
        """How many are not in `files`."""
        return self.count - sum(within.count for within in self.files)


@dataclass(frozen=True, slots=True)
class Findings:
    """What a check found.

    `counts` are by field and then by value, `""` for none; `uncounted` are the speeches whose value came when a field
    already had too many. `months` counts the speeches whose month is known. `listed` are the first faults and notices,
    faults first, `unlisted` how many there were besides. `faulty` and `noted` are the commonest of each.
    """

    speeches: int
    faults: int
    notices: int
    formats: tuple[Taken, ...]
    counts: Mapping[str, Mapping[str, int]]
    uncounted: Mapping[str, int]
    lacking: Mapping[str, Lacking]
    copies: Copies
    months: Mapping[str, int]
    gaps: tuple[Gap, ...]
    faulty: tuple[Kind, ...]
    noted: tuple[Kind, ...]
    listed: tuple[Fault, ...]
    unlisted: int


def as_data(findings: Findings) -> dict[str, Any]:
    """The report as JSON can hold it, without the listed faults: they may be more than it keeps."""
    data = asdict(findings)
    for name in ("listed", "unlisted"):
        del data[name]
    copies = data["copies"]
    for alike in ("exact", "near"):
        copies[alike] = [_placed(copy) for copy in copies[alike]]
    return data


def _placed(copy: dict[str, Any]) -> dict[str, Any]:
    named = {name: place._asdict() for name, place in copy.items() if isinstance(place, Place)}
    later = {"later": [place._asdict() for place in copy["later"]]} if "later" in copy else {}
    return {**copy, **named, **later}
