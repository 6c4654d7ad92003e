"""Plain text: one speech in a file, perhaps with front matter or header lines; its name may tell more."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from searchapp.errors import Fault
from searchapp.sources import asides, dating, names, record, roster
from searchapp.sources.dateline import undated
from searchapp.sources.dialogue import Transcript, transcript
from searchapp.sources.document import Document, Reading
from searchapp.sources.headers import taken
from searchapp.sources.headlines import Headed
from searchapp.sources.paragraphs import alike, tidy, unwrapped
from searchapp.sources.proposals import opening, subject
from searchapp.sources.turns import speeches

BEGINNING = 8
"""Paragraphs, or lines, that may hold one with the date."""
LONGEST = 4000
"""Characters of the lines among which the date is sought."""
_PLACED = re.compile(r"[^\W\d_][^\d,;:.!?]{1,30},\s+(?=\d{1,2}\s|[^\W\d_]+\s\d{1,2},)")


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
    written, found = body(head.text)
    paragraphs: Sequence[str] = [asides.unmoved(paragraph) for paragraph in written]
    if heading := _untold(found, {**told, **document.sidecar}):
        paragraphs = [heading, *paragraphs]
    hints = names.hints(document.path) or roster.hints(document)
    lines = [line for line in head.text[:LONGEST].split("\n") if line.strip()][:BEGINNING]
    date = _dated([*paragraphs[:BEGINNING], *lines], hints.get("date", "")) or hints.get("date")
    more = {key: hints[key] for key in ("event", "role", "country", "language") if key in hints}
    more |= {"title": hints["title"]} if "event" in hints else {}
    said = {"date": date, **more, **found, **told, "paragraphs": paragraphs}
    if "speaker" in hints and not said.get("speaker") and not document.given.speaker:
        said["speaker"] = hints["speaker"]
    if turns := transcript(tidy(paragraphs)[0], stated(said, document)):
        yield from spoken(turns, {**said, "title": said.get("title") or hints.get("title")}, document)
        return
    title = {"title": hints.get("title") or _title(paragraphs)}
    yield from record.read(said, document, proposed=title)


def stated(said: Mapping[str, Any], document: Document) -> str | None:
    """Whom the document, or what is said of it, names as its speaker."""
    name = document.sidecar.get("speaker") or said.get("speaker") or document.given.speaker
    return name.strip() if isinstance(name, str) else None


def spoken(found: Transcript, said: Mapping[str, Any], document: Document) -> Reading:
    """A speech for each turn; what stands before them introduces the first, the title is the event of all."""
    first, *others = found.turns
    turns = [replace(first, notes=(*found.lead, *first.notes)), *others]
    told = {key: value for key, value in said.items() if value and key != "paragraphs"}
    title = {"title": subject(undated(found.lead)) if found.lead else ""}
    yield from speeches(turns, {**told, "event": told.get("event") or told.get("title")}, document, title)
    yield from (Fault(document.name, complaint) for complaint in found.complaints)


def _untold(found: Mapping[str, Any], told: Mapping[str, Any]) -> str | None:
    """The heading that a text begins with, if another title than it is told: it must not be lost."""
    heading = found.get("title")
    return heading if heading and "title" in told and not alike(heading, str(told["title"] or "")) else None


def _dated(paragraphs: Sequence[str], hint: str) -> str | None:
    """A line near the beginning that is nothing but a date, after a place perhaps; unless the file's name differs."""
    for line in [_PLACED.sub("", part.strip(), count=1) for part in paragraphs if len(part) <= dating.LONGEST]:
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
