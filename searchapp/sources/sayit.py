"""Transcripts in Markdown as SayIt archives publish them: `### Name:` before each turn, notes in block quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from searchapp.errors import Fault
from searchapp.sources import dating, markdown, names
from searchapp.sources.document import Document, Reading
from searchapp.sources.headers import taken
from searchapp.sources.paragraphs import tidy
from searchapp.sources.plain import complaints
from searchapp.sources.turns import Turn, speeches

_NAMED = re.compile(r"^###[ \t]+(?P<name>[^\n#]{1,200}?)[ \t]*[:：][ \t#]*$", re.MULTILINE)
_HEADING = re.compile(r"^(?P<level>#{1,3})[ \t]+(?P<words>[^\n]*?)[ \t#]*$", re.MULTILINE)
_ROLE = re.compile(r"(?P<name>[^()（）]+?)\s*[(（](?P<role>[^()（）]+)[)）]")
_QUOTED = re.compile(r"^[ \t]*>")
_DATED = re.compile(r"(?P<date>\d{4}-\d{2}-\d{2})\s+(?P<event>\S.*)", re.DOTALL)


def recognises(head: str) -> bool:
    """A heading that is a name and a colon."""
    return bool(_NAMED.search(head))


def read(document: Document, text: str) -> Reading:
    """A speech for each turn, one for a text without any. The first heading is the event, others are titles."""
    head = taken(text)
    if not recognises(head.text):
        yield from markdown.read(document, text)
        return
    yield from complaints(document, head)
    first = text.replace("\r\n", "\n").count("\n") - head.text.count("\n") + 1
    parts = _parts(head.text, first)
    said = {**names.hints(document.path), **_event(parts), **{k: v for k, v in head.said.items() if v}}
    said.setdefault("event", said.get("title"))
    if document.sidecar.get("title"):
        said["event"] = document.sidecar.get("event") or document.sidecar["title"]
    turns = list(_turns(parts, document))
    yield from (one for one in turns if isinstance(one, Fault))
    yield from speeches([one for one in turns if isinstance(one, Turn)], said, document)


@dataclass(slots=True)
class _Part:
    """A heading, and the paragraphs until the next: what is said, and what is only noted."""

    level: int
    words: str
    line: int
    said: list[str] = field(default_factory=list)
    noted: list[str] = field(default_factory=list)

    @property
    def name(self) -> str | None:
        return self.words.rstrip(":：").strip() if self.level == 3 and self.words[-1:] in (":", "：") else None


def _parts(text: str, first: int) -> list[_Part]:
    """What stands before the first heading is a part of its own."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    parts, at, line = [_Part(0, "", first)], 0, first
    for heading in _HEADING.finditer(text):
        _fill(parts[-1], text[at : heading.start()])
        line += text.count("\n", at, heading.start())
        parts.append(_Part(len(heading["level"]), heading["words"], line))
        at = heading.end()
    _fill(parts[-1], text[at:])
    return parts


def _fill(part: _Part, text: str) -> None:
    for quoted, block in _blocks(text):
        paragraphs = tidy(markdown.paragraphs(block))[0]
        (part.noted if quoted or not part.name else part.said).extend(paragraphs)


def _blocks(text: str) -> Iterator[tuple[bool, str]]:
    """Block quotes and what stands between them: notes, links and titles of sections, by the habit of SayIt."""
    lines: list[str] = []
    within = False
    for line in text.split("\n"):
        quoted = bool(_QUOTED.match(line))
        if quoted != within and lines:
            yield within, "\n".join(lines)
            lines = []
        within = quoted
        lines.append(line)
    yield within, "\n".join(lines)


def _event(parts: list[_Part]) -> dict[str, Any]:
    """The first heading, its date apart."""
    heading = next((part for part in parts if part.words and not part.name), None)
    if not heading or any(part.name for part in parts[: parts.index(heading)]):
        return {}
    words = markdown.words(heading.words)
    found = _DATED.fullmatch(words)
    try:
        return {**_titled(found["event"]), "date": dating.iso(found["date"])} if found else _titled(words)
    except ValueError:
        return _titled(words)


def _titled(words: str) -> dict[str, Any]:
    return {"event": words, "title": words}


def _turns(parts: list[_Part], document: Document) -> Iterator[Turn | Fault]:
    """The turns in their order; what is noted before the first, or where nothing is said, goes to the next."""
    waiting: list[str] = []
    title: str | None = None
    event = next((part for part in parts if part.words and not part.name), None)
    last: Turn | None = None
    for part in parts:
        waiting += part.noted
        if not part.name:
            title = markdown.words(part.words) if part.words and part is not event else title
        elif not part.said:
            message = f"{part.name} says nothing here; passed over. Fill the turn, or take it away."
            yield Fault(document.name, message, part.line, notice=True)
        else:
            if last:
                yield last
            name, role = _named(markdown.words(part.name))
            last = Turn(name, tuple(part.said), tuple(waiting), role, title, part.line)
            waiting = []
    if last:
        yield Turn(last.speaker, last.paragraphs, (*last.notes, *waiting), last.role, last.title, last.line)


def _named(words: str) -> tuple[str, str | None]:
    """A name, and the role in brackets after it."""
    found = _ROLE.fullmatch(words)
    return (found["name"], found["role"]) if found else (words, None)
