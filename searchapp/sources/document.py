"""What a reader gets (a document), what the command line adds to it (given), and what a reader is (a format)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any, BinaryIO

from searchapp.errors import Fault
from searchapp.sources.people import People
from searchapp.sources.subjects import Subjects
from searchapp.speech import Speech

LONGEST = 16 * 1024 * 1024
"""Bytes that one speech may take in a document; what is longer is passed over and reported, never loaded."""


def nowhere(name: str) -> BinaryIO:
    """What opens neighbours where there are none. Raises FileNotFoundError."""
    raise FileNotFoundError(name)


@dataclass(frozen=True, slots=True)
class Given:
    """What the command line says of every document: it fills what documents leave out.

    `columns` names, for a field of the record, the column or key that holds it; `format` forces a reader.
    `people` and `subjects` are a speakers' and a topics' file; they are heeded once a document is read (indexing.py).
    """

    year: int | None = None
    language: str | None = None
    source: str | None = None
    title: str | None = None
    speaker: str | None = None
    date: str | None = None
    event: str | None = None
    topics: tuple[str, ...] = ()
    format: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    people: People | None = None
    subjects: Subjects | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A document that is open: `name` is how faults call it, `path` only hints at its date and speaker.

    `head` is what `stream` begins with, up to 64 kB; both are UTF-8 unless the document is in an old encoding.
    `beside` are the names of the files next to it, `above` of those in the folders above, the nearest first, and
    `neighbour` opens one of them, as it is (`../name` where it is one folder above).
    """

    name: str
    path: PurePath
    head: bytes
    stream: BinaryIO
    given: Given = Given()
    sidecar: Mapping[str, Any] = field(default_factory=dict)
    beside: AbstractSet[str] = frozenset()
    neighbour: Callable[[str], BinaryIO] = nowhere
    above: Sequence[AbstractSet[str]] = ()

    @property
    def shelves(self) -> Iterator[tuple[str, AbstractSet[str]]]:
        """(what `neighbour` wants before a name, the names) of its own folder and those above, the nearest first."""
        return (("../" * level, names) for level, names in enumerate((self.beside, *self.above)))


Reading = Iterator[Speech | Fault]


@dataclass(frozen=True, slots=True)
class Format:
    """One row of the table of readers: what it is called, which documents are its, and how they are read.

    `suffixes` are the names it takes; among the formats that take a name, `recognises` decides by how the text begins.
    """

    name: str
    help: str
    suffixes: tuple[str, ...]
    recognises: Callable[[str], bool]
    read: Callable[[Document], Reading]


def expected(found: Reading, document: Document, *, recognised: bool) -> Reading:
    """What was read; where that is nothing, a fault says so, or a notice if the document is `recognised`."""
    anything = False
    for one in found:
        anything = True
        yield one
    if not anything:
        message = "There are no speeches in this document; passed over. If there should be, give the right --format."
        yield Fault(document.name, message, notice=recognised)
