"""The news article with a transcript: agency and dateline, introduction, then `Name: "…` and an end mark."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from searchapp.sources import dating, names, record
from searchapp.sources.document import Document, Reading
from searchapp.sources.headers import taken
from searchapp.sources.paragraphs import tidy, unwrapped
from searchapp.sources.plain import complaints
from searchapp.sources.proposals import names as telling_names
from searchapp.sources.proposals import subject
from searchapp.text.languages import detect

_DATELINE = re.compile(r"[«\"“]?(?P<agency>[^\W\d_][^,:\n]{1,40}),\s+(?P<rest>[^\n]{3,80})")
_WIRE = re.compile(r"\A[.\s]*[(/](?P<wire>[^)/\n]{2,30})[)/]")
_DATE_END = re.compile(r"[.–—(/]|\s-\s")
_WORD = r"[^\W\d_a-zа-яё][\w.’'-]*"
_TURN = re.compile(
    rf"(?P<speaker>{_WORD}(?:\s(?:{_WORD}|de|da|del|der|di|van|von|bin|al|la|le)){{0,5}})\s*:\s*(?P<quote>[\"“«„])(?P<said>.*)",
    re.DOTALL,
)
_END_MARK = re.compile(r"<\s*(?:…|\.{3})\s*>")
_CLOSING = {'"': '"', "“": "”", "«": "»", "„": "“”"}


@dataclass(frozen=True, slots=True)
class _Turn:
    speaker: str
    paragraphs: Sequence[str]


def recognises(head: str) -> bool:
    """A dateline first, and a paragraph that begins a quotation by somebody named."""
    lines = [line.strip() for line in taken(head).text.split("\n") if line.strip()]
    return bool(lines) and any(_TURN.match(line) for line in lines) and _dateline(lines[0]) is not None


def read(document: Document, text: str) -> Reading:
    """One speech for each `Name: "…"`; everything else is its introduction. Title and topics are proposed."""
    head = taken(text)
    yield from complaints(document, head)
    paragraphs, _ = tidy(unwrapped(head.text))
    editorial, turns = _parted(paragraphs)
    agency, date = _dateline(paragraphs[0]) or (None, None) if paragraphs else (None, None)
    said = {"source": agency, "date": date, **names.hints(document.path), **head.said}
    for turn in turns:
        found = {"speaker": turn.speaker, **said, "introduction": list(editorial), "paragraphs": turn.paragraphs}
        yield from record.read(found, document, proposed=_proposed(turn, editorial))
    if not turns:
        yield from record.read({**said, "paragraphs": paragraphs}, document)


def _proposed(turn: _Turn, editorial: Sequence[str]) -> dict[str, Any]:
    language = detect("\n".join(turn.paragraphs[:20]))
    title = subject(_undated(editorial)) if editorial else ""
    return {"title": title, "topics": telling_names(turn.paragraphs, language, without=turn.speaker)}


def _undated(editorial: Sequence[str]) -> list[str]:
    """Without the dateline, which would make a poor title."""
    found = _DATELINE.match(editorial[0])
    end = _date_end(found["rest"]) if found else None
    rest = editorial[0][found.start("rest") + end :].lstrip(" .–—-/)") if found and end else editorial[0]
    return [rest or editorial[0], *editorial[1:]]


def _dateline(line: str) -> tuple[str, str] | None:
    """Who reports, and the date as far as it is told; None where a line is no dateline."""
    found = _DATELINE.match(line)
    end = _date_end(found["rest"]) if found else None
    if not found or end is None:
        return None
    wire = _WIRE.match(found["rest"][end:])
    return (wire["wire"] if wire else found["agency"]).strip('«»“”" '), dating.iso(found["rest"][:end])


def _date_end(rest: str) -> int | None:
    """Where the date ends: at the first full stop or dash that makes it one (“Nov. 21” has a full stop within)."""
    for mark in _DATE_END.finditer(rest[:40]):
        try:
            dating.iso(rest[: mark.start()])
        except ValueError:
            continue
        return mark.start()
    return None


def _parted(paragraphs: Sequence[str]) -> tuple[list[str], list[_Turn]]:
    """The editor's paragraphs and the turns of those who are quoted."""
    editorial: list[str] = []
    turns: list[_Turn] = []
    rest = iter(paragraphs)
    for paragraph in rest:
        turn = _TURN.match(paragraph)
        if turn:
            turns += _turns(turn, rest)
        elif not _is_mark(paragraph):
            editorial.append(_END_MARK.sub("", paragraph).strip())
    return editorial, turns


def _turns(turn: re.Match[str], rest: Iterator[str]) -> Iterator[_Turn]:
    """The turn that begins here, and those that begin before it is closed; what follows the last is left in `rest`."""
    said, quote = [turn["said"]], turn["quote"]
    while True:
        if _closes(said, quote) or _END_MARK.search(said[-1]):
            yield _Turn(turn["speaker"], _unquoted(said, quote))
            return
        paragraph = next(rest, None)
        if paragraph is None or _is_mark(paragraph):
            yield _Turn(turn["speaker"], _unquoted(said, quote))
            return
        if other := _TURN.match(paragraph):
            yield _Turn(turn["speaker"], _unquoted(said, quote))
            turn, said, quote = other, [other["said"]], other["quote"]
        else:
            said.append(paragraph)


def _is_mark(paragraph: str) -> bool:
    stars = "".join(paragraph.split())
    return bool(stars and not stars.strip("*")) or bool(_END_MARK.fullmatch(paragraph))


def _closes(said: Sequence[str], quote: str) -> bool:
    """Whether the last paragraph ends the quotation, and not one within it: as many marks close as open."""
    text = _END_MARK.sub("", said[-1]).rstrip(" .")
    if text[-1:] not in _CLOSING[quote]:
        return False
    everything = quote + "\n".join(_once_opened(said, quote))
    opened = everything.count(quote)
    if quote == '"':
        return opened % 2 == 0
    return sum(everything.count(mark) for mark in _CLOSING[quote] if mark != quote) >= opened


def _unquoted(said: Sequence[str], quote: str) -> list[str]:
    """Without the marks that open and close the transcript, nor those that open each of its paragraphs."""
    paragraphs = [_END_MARK.sub("", paragraph).strip() for paragraph in said]
    if _closes(paragraphs, quote):
        text = paragraphs[-1].rstrip(" .")
        paragraphs[-1] = text[:-1].rstrip() + paragraphs[-1][len(text) :].strip()
    return [paragraph for paragraph in _once_opened(paragraphs, quote) if paragraph]


def _once_opened(said: Sequence[str], quote: str) -> Sequence[str]:
    """Some agencies open the quotation again with each paragraph, and close it once."""
    again = len(said) > 1 and all(paragraph.startswith(quote) for paragraph in said[1:])
    return [said[0], *(paragraph.removeprefix(quote) for paragraph in said[1:])] if again else said
