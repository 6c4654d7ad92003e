"""Tables of kremlin.ru's pages: a page in each row, its turns (`В.Путин: …`) within one running text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from searchapp.sources import asides, table
from searchapp.sources.document import Document, Reading
from searchapp.sources.kremlin.furniture import cleared
from searchapp.sources.kremlin.labels import VOICELESS, Label, labels
from searchapp.sources.record import read as read_record
from searchapp.sources.turns import Turn, speeches
from searchapp.speech import Speech

_OF_EACH = ("date", "year", "url", "raw_date", "place", "topics")
_CUT = "<…>"
_DIVIDER = "* * *"
"""What the site sets between the transcript and its own words, before a turn or after one."""


def recognises(head: str) -> bool:
    """A first line that names the columns of kremlin.ru's pages."""
    first = head.partition("\n")[0]
    return "article_full_text_1" in first and "raw_date" in first


def read(document: Document) -> Reading:
    """A speech for each turn of a page; a page without any is a text of the site's, without a speaker."""
    yield from table.read(document, row)


def row(record: Mapping[str, Any], document: Document, line: int) -> Reading:
    """The speeches of one page; what stands before the first turn introduces it, the site's own links are left out."""
    title = str(record.get("title") or "")
    text = cleared(str(record.get("text") or ""), title)
    said = {**record, "event": record.get("event") or title}
    found = list(labels(text))
    turns = list(_turns(text, found, line)) if found else []
    if not turns:
        yield from read_record({**said, "text": "", "paragraphs": _paragraphs(text)}, document, line)
        return
    common = {key: record[key] for key in _OF_EACH if key in record}
    yield from _named(speeches(turns, {**common, "title": title, "event": said["event"]}, document), found)


def _turns(text: str, found: list[Label], line: int) -> Iterator[Turn]:
    """Each with the site's words around it, and with the questions and calls of the unnamed before it."""
    notes = _paragraphs(text[: found[0].start])
    ends = [*(label.start for label in found[1:]), len(text)]
    last: Turn | None = None
    for label, end in zip(found, ends, strict=True):
        words, _, after = text[label.end : end].partition(_DIVIDER)
        said = _paragraphs(asides.unstaged(words))
        if label.name in VOICELESS:
            notes += _paragraphs(text[label.start : end])
        elif said:
            if last:
                yield last
            remarks = [label.remark] if label.remark else []  # that it is a translation, say
            last = Turn(label.name, tuple(said), (*notes, *remarks), label.office or None, line=line)
            notes = _paragraphs(after)
        else:
            notes += _paragraphs(after)
    if last:
        yield replace(last, notes=(*last.notes, *notes))


def _paragraphs(text: str) -> list[str]:
    marked = text.replace(_CUT, "\n").replace(_DIVIDER, "\n")
    return [part for line in marked.split("\n") if (part := line.strip())]


def _named(found: Reading, told: list[Label]) -> Reading:
    """The speeches of a page, with the full name of those for whom the site tells it once."""
    names = {label.name: label.person for label in told if label.person}
    for one in found:
        if isinstance(one, Speech) and one.speaker in names:
            yield replace(one, extra=(*one.extra, ("full_name", names[one.speaker])))
        else:
            yield one
