"""Documents in: a file, a folder, a .gz, a .zip or standard input, into speeches and what is wrong with them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path, PurePath
from typing import Any

from searchapp.errors import BadSource, Fault
from searchapp.sources import (
    html,
    jsonarray,
    jsonlines,
    markdown,
    names,
    news,
    places,
    plain,
    sidecars,
    streams,
    table,
    values,
    zips,
)
from searchapp.sources.columns import NAMES
from searchapp.sources.document import Document, Format, Given
from searchapp.sources.encoding import decoded
from searchapp.sources.lines import whole
from searchapp.sources.places import Place
from searchapp.speech import Speech

__all__ = ["FORMATS", "Format", "Given", "read", "weight"]

Watch = Callable[[int], None]

NOTHING_GIVEN = Given()

FORMATS = {
    row.name: row
    for row in (
        Format(
            "jsonl",
            "JSON Lines: a record on each line",
            (".jsonl", ".ndjson", ".json"),
            jsonlines.recognises,
            jsonlines.read,
        ),
        Format("json", "JSON: an array of records, or one", (".json", ".jsonl"), jsonarray.recognises, jsonarray.read),
        Format("html", "HTML: a page", (".html", ".htm", ".xhtml"), html.recognises, whole(html.read)),
        Format(
            "news", "a news article with a transcript", (".txt", ".text", ".md", ""), news.recognises, whole(news.read)
        ),
        Format("csv", "CSV or TSV: a speech in each row", (".csv", ".tsv", ".tab"), table.recognises, table.read),
        Format(
            "markdown",
            "Markdown, with or without front matter",
            (".md", ".markdown"),
            markdown.recognises,
            whole(markdown.read),
        ),
        Format(
            "text",
            "plain text, with or without front matter",
            (".txt", ".text", ""),
            plain.recognises,
            whole(plain.read),
        ),
    )
}
"""Every reader, by name: the first that takes a document's name and recognises its beginning reads it."""

_LABELS = ("title", "speaker", "event", "source")
_SUFFIXES = frozenset(suffix for row in FORMATS.values() for suffix in row.suffixes) | {".gz", ".zip"}
_BINARY = {
    b"%PDF": "a PDF; save its text",
    b"PK\x03\x04": "a zip archive or an office document; unpack it, or save it as text or HTML",
    b"\xd0\xcf\x11\xe0": "an old office document; save it as text or HTML",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"GIF8": "an image",
    b"\x1f\x8b": "packed twice; unpack it",
    b"SQLite format 3": "a database; export it as CSV",
}
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f]")


def read(
    source: str | Path, given: Given = NOTHING_GIVEN, watch: Callable[[int], None] = lambda _: None
) -> Iterator[Speech | Fault]:
    """The speeches of a source and what is wrong in it, in the order of names and lines; lazily, in bounded memory.

    `watch` hears of every so many bytes that were read. Raises BadSource at once if there is no such source, or if
    something given can't be meant.
    """
    return _read(places.at(source), _checked(given), watch)


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
    try:
        labels: dict[str, Any] = {name: values.label(said) for name in _LABELS if (said := getattr(given, name))}
        return replace(
            given,
            year=values.year(given.year) if given.year is not None else None,
            language=values.language(given.language) if given.language else None,
            date=values.date(given.date) if given.date else None,
            topics=values.topics(given.topics),
            **labels,
        )
    except ValueError as error:
        raise BadSource(f"What was given {error}.") from None


def _read(found: Iterator[Place | Fault], given: Given, watch: Watch) -> Iterator[Speech | Fault]:
    passed: Counter[str] = Counter()
    first: dict[str, str] = {}
    for place in found:
        if isinstance(place, Fault):
            yield place
        elif place.found and (why := _passed_over(place)):
            passed[why] += 1
            first.setdefault(why, place.name)
        elif names.suffix(place.path) == ".zip":
            yield from _zip(place, given, watch)
        else:
            yield from _document(place, given, watch)
    for why, count in passed.items():
        others = f" So are {count - 1:,} others." if count > 1 else ""
        yield Fault(first[why], f"{why}; passed over.{others}", notice=True)


def _passed_over(place: Place) -> str | None:
    if why := places.speechless(place.path):
        return why
    if sidecars.owner(place.path, place.beside):
        return "is a sidecar, read with its document"
    suffix = names.suffix(place.path)
    return None if suffix in _SUFFIXES else f"has a name that no reader takes ({suffix})"


def _zip(place: Place, given: Given, watch: Watch) -> Iterator[Speech | Fault]:
    if isinstance(place.path, Path):
        yield from _read(zips.members(place.path), given, lambda _: None)
        watch(place.path.stat().st_size)
    else:
        yield Fault(place.name, "is a zip archive within another; not read. Unpack the outer one.")


def _document(place: Place, given: Given, watch: Watch) -> Iterator[Speech | Fault]:
    try:
        file = place.open()
    except (OSError, RuntimeError, *streams.DAMAGED) as error:
        yield Fault(place.name, f"can't be opened ({error}). Check its permissions, or fetch it again.")
        return
    with file if place.path.name else nullcontext():  # standard input is not ours to close
        opened = streams.opened(file, watch)
        if why := _unreadable(opened.head, opened.troubles):
            yield Fault(place.name, why, notice=place.found and not names.suffix(place.path))
            return
        sidecar, fault = sidecars.read(place)
        if fault:
            yield fault
        document = Document(place.name, _inner(place), opened.head, opened.stream, given, sidecar)
        yield from _format(document).read(document)
        yield from (Fault(place.name, trouble) for trouble in opened.troubles)


def _unreadable(head: bytes, troubles: list[str]) -> str | None:
    if not head.strip():
        return troubles[0] if troubles else "is empty. Fill it, or take it away."
    kind = next((kind for start, kind in _BINARY.items() if head.startswith(start)), None)
    if kind:
        return f"is not text but {kind}."
    if b"ustar" in head[257:263]:
        return "is a tar archive; unpack it."
    if 10 * len(_CONTROL.findall(head)) > len(head) or (b"\0" in head and decoded(head[:-4]).guess):
        return "is binary, or UTF-16 without a byte order mark. Save it as UTF-8 text."
    return None


def _inner(place: Place) -> PurePath:
    """The name that hints and suffixes are read from: without .gz."""
    return place.path.with_suffix("") if place.path.suffix.lower() == ".gz" else place.path


def _format(document: Document) -> Format:
    """The first that takes the name and recognises the beginning; else the first that takes the name."""
    if document.given.format:
        return FORMATS[document.given.format]
    suffix, head = names.suffix(document.path), decoded(document.head).text
    rows = (
        [row for row in FORMATS.values() if suffix in row.suffixes]
        if suffix in _SUFFIXES and suffix
        else list(FORMATS.values())
    )
    return next((row for row in rows if row.recognises(head)), rows[0] if suffix else FORMATS["text"])
