"""Plain text: one speech in a file, perhaps with front matter or header lines; its name may tell more."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from searchapp.errors import Fault
from searchapp.sources import dating, names, record
from searchapp.sources.document import Document, Reading
from searchapp.sources.headers import taken
from searchapp.sources.headlines import Headed
from searchapp.sources.paragraphs import alike, tidy, unwrapped
from searchapp.sources.proposals import opening

BEGINNING = 8
"""Paragraphs that may hold a line with the date."""


def recognises(head: str) -> bool:
    """Any text that says something."""
    return bool(head.strip())


def read(document: Document, text: str) -> Reading:
    """One speech; a title is proposed where nobody gave one."""
    return headed(document, text, lambda body: (unwrapped(body), {}))


def headed(document: Document, text: str, body: Callable[[str], tuple[Sequence[str], Mapping[str, Any]]]) -> Reading:
    """One speech from what a text says of itself, and what `body` makes of the rest: paragraphs and more fields."""
    head = taken(text)
    yield from complaints(document, head)
    told = {key: value for key, value in head.said.items() if value not in (None, "")}
    paragraphs, found = body(head.text)
    if heading := _untold(found, {**told, **document.sidecar}):
        paragraphs = [heading, *paragraphs]
    hints = names.hints(document.path)
    date = _dated(paragraphs, hints.get("date", "")) or hints.get("date")
    said = {"date": date, **found, **told, "paragraphs": paragraphs}
    if "speaker" in hints and not said.get("speaker") and not document.given.speaker:
        said["speaker"] = hints["speaker"]
    title = {"title": hints.get("title") or _title(paragraphs)}
    yield from record.read(said, document, proposed=title)


def _untold(found: Mapping[str, Any], told: Mapping[str, Any]) -> str | None:
    """The heading that a text begins with, if another title than it is told: it must not be lost."""
    heading = found.get("title")
    return heading if heading and "title" in told and not alike(heading, str(told["title"] or "")) else None


def _dated(paragraphs: Sequence[str], hint: str) -> str | None:
    """A line near the beginning that is nothing but a date, unless the file's name tells another."""
    for line in [part.strip() for part in paragraphs[:BEGINNING] if len(part) <= dating.LONGEST]:
        try:
            date = dating.iso(line)
        except ValueError:
            continue
        if len(date) == len("1961-01-20") and date.startswith(hint):
            return date
    return None


def complaints(document: Document, head: Headed) -> list[Fault]:
    """What is wrong with front matter."""
    return [Fault(document.name, head.wrong, head.line)] if head.wrong else []


def _title(paragraphs: Sequence[str]) -> str:
    clean, _ = tidy(paragraphs[:20])
    return opening(clean) if clean else ""
