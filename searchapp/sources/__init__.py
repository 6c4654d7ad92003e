"""Documents in: a file, a folder, a .gz, a .zip or standard input, into speeches and what is wrong with them."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, replace
from itertools import chain
from os.path import abspath
from pathlib import Path, PurePath
from typing import Any, BinaryIO

from searchapp.errors import BadSource, Fault
from searchapp.sources import names, places, sidecars, streams, values, zips
from searchapp.sources.columns import NAMES
from searchapp.sources.document import Document, Format, Given
from searchapp.sources.evidence import Digests, Evidence, Memory, Witness, signature, unchanged
from searchapp.sources.formats import FORMATS, SUFFIXES, chosen, strange
from searchapp.sources.kinds import unreadable
from searchapp.sources.places import Place
from searchapp.speech import Speech

__all__ = ["FORMATS", "Evidence", "Format", "Given", "Memory", "Unread", "documents", "glance", "read", "weight"]

_GIVEN: Mapping[str, Callable[[Any], Any]] = {
    "date": values.date,
    "year": values.year,
    "language": values.language,
    "topics": values.topics,
    **dict.fromkeys(("title", "speaker", "event", "source"), values.label),
}
Watch = Callable[[int], None]
Took = Callable[[str, str, str], None]

NOTHING_GIVEN = Given()

_SUFFIXES = SUFFIXES | {".gz", ".zip"}


@dataclass(slots=True)
class Unread:
    """A document that was found and is not read yet. Once it is, `evidence` says what it was read from.

    There is no evidence of what can't be read twice (standard input, a pipe), to its end, or at all; `failed` says that
    the disk refused it.
    """

    place: Place
    given: Given
    watch: Watch
    took: Took
    digests: Digests
    evidence: Evidence | None = None
    failed: bool = False

    @property
    def name(self) -> str:
        """How faults call it."""
        return self.place.name

    @property
    def key(self) -> str:
        """The same for the same document, however it was named on the command line."""
        return abspath(self.name)  # noqa: PTH100  (the name may be of a member of an archive, and links stay links)

    @property
    def folder(self) -> str:
        """What its name, and those of its neighbours, begin with."""
        return self.place.folder

    @property
    def size(self) -> int:
        """Its bytes; 0 where they aren't known."""
        return _size(self.place)

    def unchanged(self, was: Evidence) -> bool:
        """Whether reading it would find what it found when this was the evidence, if the same is given."""
        return self.place.lasts and unchanged(self.place, was, self.digests)

    def passed(self) -> None:
        """Let `watch` know that it need not be read."""
        self.watch(self.size)

    def read(self) -> Iterator[Speech | Fault]:
        """See sources.read."""
        witness = Witness(self.place, self.digests)
        try:
            file = witness.place.open()
        except (OSError, RuntimeError, *streams.DAMAGED) as error:
            self.failed = True
            yield Fault(self.name, f"can't be opened: {places.reason(error)}. {places.advice(error)}")
            return
        with file if self.place.path.name else nullcontext():  # standard input is not ours to close
            if (yield from _document(witness.place, file, self)) and self.place.lasts:
                self.evidence = witness.evidence()


def read(
    source: str | Path, given: Given = NOTHING_GIVEN, watch: Watch = lambda _: None, took: Took = lambda *_: None
) -> Iterator[Speech | Fault]:
    """The speeches of a source and what is wrong in it, in the order of names and lines; lazily, in bounded memory.

    `watch` hears of every so many bytes that were read; `took` hears, before what a document holds, its name, the name
    of the format that it is read as, and why. Raises BadSource at once if there is no such source, or if
    something given can't be meant.
    """
    found = documents(source, given, watch, took)
    return chain.from_iterable(one.read() if isinstance(one, Unread) else (one,) for one in found)


def documents(
    source: str | Path,
    given: Given = NOTHING_GIVEN,
    watch: Watch = lambda _: None,
    took: Took = lambda *_: None,
    memory: Memory | None = None,
) -> Iterator[Unread | Fault]:
    """The documents of a source, each to be read before the next is asked for; otherwise as `read`.

    A `memory` makes comparing them with their evidence fast, and as good as the times of files are.
    """
    return _found(places.at(source), _Reading(_checked(given), watch, took, Digests(memory)))


@dataclass(frozen=True, slots=True)
class _Reading:
    """What all documents of a source have in common."""

    given: Given
    watch: Watch
    took: Took
    digests: Digests

    def of(self, place: Place) -> Unread:
        return Unread(place, self.given, self.watch, self.took, self.digests)


def weight(source: str | Path) -> int:
    """The bytes of a source, as `read` will tell them to `watch`; 0 for standard input."""
    return sum(_size(place) for place in places.at(source) if isinstance(place, Place))


def _size(place: Place) -> int:
    try:
        return place.size()
    except OSError:  # it is gone since it was listed
        return 0


def glance(source: str | Path) -> dict[str, tuple[int, int, int]]:
    """Each file of a source, whatever it is: its bytes, when it was changed (nanoseconds), and its number on the disk.

    Two that are the same don't prove that nothing changed, but tell when it is worth to compare. Raises BadSource.
    """
    files: dict[str, tuple[int, int, int]] = {}
    for place in places.at(source):
        if isinstance(place, Place) and isinstance(place.path, Path) and (found := signature(place.path)):
            files[place.name] = found
    return files


def _checked(given: Given) -> Given:
    """What was given, checked as a record is: a fault of the command line is told once, not for each document."""
    if given.format is not None and given.format not in FORMATS:
        raise BadSource(f"There is no format “{given.format}”. The formats are: {', '.join(FORMATS)}.")
    unknown = sorted(given.columns.keys() - NAMES.keys())
    if unknown:
        raise BadSource(f"There is no field “{unknown[0]}” to map a column to. The fields are: {', '.join(NAMES)}.")
    checked: dict[str, Any] = {}
    wrong: list[str] = []
    for name, check in _GIVEN.items():
        if (value := getattr(given, name)) not in (None, "", ()):
            try:
                checked[name] = check(value)
            except ValueError as error:
                wrong.append(_mistake("topic" if name == "topics" else name, str(error)))
    if wrong:
        raise BadSource(" ".join(wrong))
    return replace(given, **checked)


def _mistake(option: str, reason: str) -> str:
    colon = ":" if reason.startswith("“") else ""
    return f"--{option}{colon} {reason.removesuffix('.')}."


def _found(found: Iterator[Place | Fault], reading: _Reading) -> Iterator[Unread | Fault]:
    for place in found:
        if isinstance(place, Fault):
            yield place
        elif place.found and (why := _passed_over(place)):
            yield Fault(place.name, why, notice=True)
        elif names.suffix(place.path) == ".zip":
            yield from _zip(place, reading)
        else:
            yield reading.of(place)


def _passed_over(place: Place) -> str | None:
    if why := places.speechless(place.path):
        return f"{why}; passed over. If it is a speech, give it another name."
    if owner := sidecars.owner(place.path, place.beside):
        return f"is a sidecar, read with {owner}; passed over. If it is a speech, give it another name."
    suffix = names.suffix(place.path)
    if suffix in _SUFFIXES:
        return None
    if gone := sidecars.orphan(place.path, place.beside):
        return f"looks like a sidecar of {gone}, which isn't there; passed over. Take it away."
    return _untaken(place, suffix)


def _untaken(place: Place, suffix: str) -> str:
    """What a file is whose suffix no reader takes."""
    try:
        with place.open() as file:
            why = unreadable(streams.opened(file).head)
    except (OSError, RuntimeError, *streams.DAMAGED):
        why = None
    if why:
        return f"{why}; passed over."
    return f"has a name that no reader takes ({suffix}); passed over. If it is a speech, save it as .txt or .html."


def _zip(place: Place, reading: _Reading) -> Iterator[Unread | Fault]:
    if isinstance(place.path, Path):
        yield from _found(zips.members(place.path), replace(reading, watch=lambda _: None))
        reading.watch(_size(place))
    else:
        yield Fault(place.name, "is a zip archive within another; not read. Unpack the outer one.")


def _document(place: Place, file: BinaryIO, asked: Unread) -> Generator[Speech | Fault, None, bool]:
    """What an open document holds; returns whether a reader was found for it."""
    opened = streams.opened(file, asked.watch)
    if why := unreadable(opened.head):
        yield _unread(place, why, opened.troubles)
        return False
    sidecar, fault = sidecars.read(place)
    if fault:
        yield fault
    document = Document(
        place.name,
        _inner(place),
        opened.head,
        opened.stream,
        asked.given,
        sidecar,
        place.beside,
        place.neighbour,
        place.above,
    )
    reader = chosen(document)
    if reader is None:
        yield Fault(place.name, strange(document), notice=place.found)
        return False
    format, why = reader
    asked.took(document.name, format.name, why)
    yield from format.read(document)
    yield from (Fault(place.name, trouble) for trouble in opened.troubles)
    asked.failed = opened.failed
    return not opened.troubles


def _unread(place: Place, why: str, troubles: list[str]) -> Fault:
    """A file without a suffix, met in a folder, need not be a speech; others should be."""
    if troubles:
        return Fault(place.name, troubles[0])
    if place.found and not names.suffix(place.path):
        return Fault(place.name, f"{why}; passed over.", notice=True)
    return Fault(place.name, f"{why}.")


def _inner(place: Place) -> PurePath:
    """The name that hints and suffixes are read from: without .gz."""
    return place.path.with_suffix("") if place.path.suffix.lower() == ".gz" else place.path
