"""Documents in: a file, a folder, a .gz, a .zip or standard input, into speeches and what is wrong with them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path, PurePath
from typing import Any

from searchapp.errors import BadSource, Fault
from searchapp.sources import names, places, sidecars, streams, values, zips
from searchapp.sources.columns import NAMES
from searchapp.sources.document import Document, Format, Given
from searchapp.sources.formats import FORMATS, SUFFIXES, chosen, strange
from searchapp.sources.kinds import unreadable
from searchapp.sources.places import Place
from searchapp.speech import Speech

__all__ = ["FORMATS", "Format", "Given", "read", "weight"]

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


def read(
    source: str | Path, given: Given = NOTHING_GIVEN, watch: Watch = lambda _: None, took: Took = lambda *_: None
) -> Iterator[Speech | Fault]:
    """The speeches of a source and what is wrong in it, in the order of names and lines; lazily, in bounded memory.

    `watch` hears of every so many bytes that were read; `took` hears, before what a document holds, its name, the name
    of the format that it is read as, and why. Raises BadSource at once if there is no such source, or if
    something given can't be meant.
    """
    return _read(places.at(source), _checked(given), watch, took)


def weight(source: str | Path) -> int:
    """The bytes of a source, as `read` will tell them to `watch`; 0 for standard input."""
    found = [place.path for place in places.at(source) if isinstance(place, Place) and isinstance(place.path, Path)]
    return sum(path.stat().st_size for path in found if path.is_file())


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


def _read(found: Iterator[Place | Fault], given: Given, watch: Watch, took: Took) -> Iterator[Speech | Fault]:
    for place in found:
        if isinstance(place, Fault):
            yield place
        elif place.found and (why := _passed_over(place)):
            yield Fault(place.name, why, notice=True)
        elif names.suffix(place.path) == ".zip":
            yield from _zip(place, given, watch, took)
        else:
            yield from _document(place, given, watch, took)


def _passed_over(place: Place) -> str | None:
    if why := places.speechless(place.path):
        return f"{why}; passed over. If it is a speech, give it another name."
    if owner := sidecars.owner(place.path, place.beside):
        return f"is a sidecar, read with {owner}; passed over. If it is a speech, give it another name."
    suffix = names.suffix(place.path)
    return None if suffix in _SUFFIXES else _untaken(place, suffix)


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


def _zip(place: Place, given: Given, watch: Watch, took: Took) -> Iterator[Speech | Fault]:
    if isinstance(place.path, Path):
        yield from _read(zips.members(place.path), given, lambda _: None, took)
        watch(place.path.stat().st_size)
    else:
        yield Fault(place.name, "is a zip archive within another; not read. Unpack the outer one.")


def _document(place: Place, given: Given, watch: Watch, took: Took) -> Iterator[Speech | Fault]:
    try:
        file = place.open()
    except (OSError, RuntimeError, *streams.DAMAGED) as error:
        yield Fault(place.name, f"can't be opened: {places.reason(error)}. {places.advice(error)}")
        return
    with file if place.path.name else nullcontext():  # standard input is not ours to close
        opened = streams.opened(file, watch)
        if why := unreadable(opened.head):
            yield _unread(place, why, opened.troubles)
            return
        sidecar, fault = sidecars.read(place)
        if fault:
            yield fault
        document = Document(
            place.name,
            _inner(place),
            opened.head,
            opened.stream,
            given,
            sidecar,
            place.beside,
            place.neighbour,
            place.above,
        )
        reader = chosen(document)
        if reader is None:
            yield Fault(place.name, strange(document), notice=place.found)
            return
        format, why = reader
        took(document.name, format.name, why)
        yield from format.read(document)
        yield from (Fault(place.name, trouble) for trouble in opened.troubles)


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
