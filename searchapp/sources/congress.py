"""Congressional Record as JSON: the items of one part of a day's proceedings, those of one speaker joined."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from searchapp.errors import Fault
from searchapp.sources import record
from searchapp.sources.document import Document, Reading
from searchapp.sources.jsonlines import parsed

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_KEYS = ('"content"', '"kind"', '"itemno"', '"turn"')
_PRINTED = re.compile(r"\[\[Page [^\]\n]*\]\]|\{time\} +\d+|^ *_{5,} *$", re.MULTILINE)
_AMUSED = re.compile(r"\[(?:Laughter|Applause)[^\]\n]*\]")
_ASIDE = re.compile(
    r"\([^()]*\)|\[[^\[\]]*\]|(?:Several (?:Senators|Members)|(?:Mrs?|Ms|Miss|Dr)\. [^.]{1,60}) addressed the Chair\."
    r"|There being no objection,? .{1,300}ordered to be printed in.*"
    r"|(?:Thereupon|There being no objection), "
    r"(?:the (?:Senate|House), at \d.{1,30}?|at \d.{1,30}?, the (?:Senate|House)),? (?:recessed|adjourned)\b.*"
)
_CHAIR = re.compile(
    r"((?:The|THE) (?:ACTING )?(?:PRESIDING OFFICER|PRESIDENT|VICE PRESIDENT|SPEAKER|CHAIRMAN|CHAIR)(?: pro tempore)?"
    r"(?: \([^()]*\)| \[[^\[\]]*\])?)\. "
)
"""How a paragraph begins where the parser of the Record didn't see that the chair takes over."""
_HEADING = 8
"""Columns that a heading is set in by more than; in small capitals, it comes without capitals."""
_QUOTED = 5
"""Columns by which a quotation is set in; a speaker's own paragraphs are set in by two."""


@dataclass(frozen=True, slots=True)
class _Turn:
    """What one speaker says in items that follow one another; `number` is the first one's."""

    number: int
    speaker: str
    bioguide: str | None
    texts: list[str]


def recognises(head: str) -> bool:
    """An object that holds items as the Record's parser writes them."""
    return head.lstrip().startswith("{") and all(key in head for key in _KEYS)


def read(document: Document, text: str) -> Reading:
    """The speeches of a part of the Record, in their order; a notice says if it holds none."""
    try:
        part = parsed(text)
    except ValueError as error:
        yield Fault(document.name, f"is not JSON here ({error}); not read. Fetch the file again.", 1)
        return
    items = part.get("content") if isinstance(part, dict) else None
    if not isinstance(items, list):
        yield Fault(document.name, "The content must be a list of items; not read. Fetch the file again.", 1)
        return
    about, turns = _about(part), 0
    for turn in _turns(items, document.name):
        turns += 1
        if isinstance(turn, Fault):
            yield turn
        else:
            for said in _speeches(turn, about.get("id")):
                yield from record.read({**about, **said}, document, 1)
    if not turns:
        yield Fault(document.name, "Nobody speaks in this part of the Record; passed over.", notice=True)


def _turns(items: Sequence[Any], name: str) -> Iterator[_Turn | Fault]:
    """Items of one speaker are one turn, whatever was printed between them, until a heading or another speaks."""
    turn: _Turn | None = None
    for number, item in enumerate(items):
        kind = item.get("kind") if isinstance(item, dict) else None
        speech = kind == "speech" and _spoken(item)
        if turn and (kind == "title" or (speech and speech[0] != turn.speaker)):
            yield turn
            turn = None
        if speech:
            turn = turn or _Turn(number, speech[0], item.get("speaker_bioguide"), [])
            turn.texts.append(speech[1])
        elif not isinstance(kind, str) or kind == "speech":
            yield Fault(name, f"Item {number} has no kind, or no speaker and text; passed over. Correct it.", 1)
    if turn:
        yield turn


def _spoken(item: dict[str, Any]) -> tuple[str, str] | None:
    speaker, text = item.get("speaker"), item.get("text")
    return (speaker, text) if isinstance(speaker, str) and isinstance(text, str) else None


def _speeches(turn: _Turn, part: Any) -> Iterator[dict[str, Any]]:
    """A turn as a speech; as several where the chair takes over within an item."""
    said: dict[str, Any] = {"speaker": turn.speaker, "bioguide": turn.bioguide, "paragraphs": []}
    parts = [said]
    for paragraph in (line for text in turn.texts for line in _paragraphs(text, turn.speaker)):
        if chair := _CHAIR.match(paragraph):
            parts.append({"speaker": f"The{chair[1][3:]}", "paragraphs": []})
        parts[-1]["paragraphs"].append(paragraph[chair.end() :] if chair else paragraph)
    for number, found in enumerate(part for part in parts if part["paragraphs"]):
        place = f"{part}.{turn.number}-{number}" if number else f"{part}.{turn.number}"
        yield {**found, "id": place if part else None}


def _about(part: dict[str, Any]) -> dict[str, Any]:
    """When and where it was, and what it was about."""
    header = part.get("header")
    header = header if isinstance(header, dict) else {}
    chamber, volume, number = (header.get(name) for name in ("chamber", "vol", "num"))
    sitting = f"{chamber}, Congressional Record, volume {volume}, number {number}"
    about = {
        "id": part.get("id"),
        "title": part.get("title") or part.get("doc_title"),
        "date": _date(*(str(header.get(name) or "") for name in ("year", "month", "day"))),
        "event": sitting if chamber and volume and number else None,
        "source": "Congressional Record",
        "language": "en",
        "chamber": chamber,
        "pages": header.get("pages"),
    }
    return {key: value for key, value in about.items() if value}


def _date(year: str, month: str, day: str) -> str:
    """The day as the record writes it; what is no date comes as it is, to be told."""
    if month not in _MONTHS or not (year.isdecimal() and day.isdecimal()):
        return " ".join(part for part in (month, day, year) if part)
    return f"{year}-{_MONTHS.index(month) + 1:02}-{int(day):02}"


def _paragraphs(text: str, speaker: str) -> Iterator[str]:
    """What was said, unwrapped, without the speaker's name before it and what the printer or the clerk put in."""
    words = _PRINTED.sub("", text)
    start = re.match(r"\s*" + r"\s+".join(map(re.escape, speaker.split())) + r"\.?(?=\s|$)", words)
    for paragraph in _unwrapped(words[start.end() :] if start else words):
        clean = _AMUSED.sub("", paragraph)
        if not _ASIDE.fullmatch(clean):
            yield clean


def _unwrapped(text: str) -> Iterator[str]:
    """A line that is set in begins a paragraph; one at the margin, its own or a quotation's, goes on."""
    paragraph, quoted = "", False
    for line in text.splitlines():
        words, inset = line.strip(), len(line) - len(line.lstrip())
        if not words:
            continue
        heading = inset > _HEADING and words[0].islower()
        goes_on = not heading and inset == (_QUOTED if quoted else 0)
        if paragraph and not goes_on:
            yield paragraph
            paragraph = ""
        if heading:
            continue
        # A line ends after a hyphen or a dash only where the word has one.
        paragraph += words if not paragraph or paragraph.endswith("-") else f" {words}"
        quoted = quoted if goes_on else inset >= _QUOTED
    if paragraph:
        yield paragraph
