"""The news article with a transcript: agency and dateline, introduction, then `Name: "…` and an end mark."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from searchapp.sources import names, record
from searchapp.sources.dateline import dateline, undated
from searchapp.sources.dialogue import transcript
from searchapp.sources.document import Document, Reading
from searchapp.sources.headers import taken
from searchapp.sources.labels import NAME, label
from searchapp.sources.paragraphs import tidy, unwrapped
from searchapp.sources.plain import complaints, spoken, stated
from searchapp.sources.proposals import names as telling_names
from searchapp.sources.proposals import subject
from searchapp.text.languages import detect

_TURN = re.compile(
    rf"(?P<bold>\*\*)?(?P<speaker>{NAME})(?:\s?\((?P<role>[^()\n]{{2,120}})\))?(?(bold)(?:\s?:\*\*|\*\*\s?:)|\s*:)\s*"
    r"(?P<quote>[\"“«„])(?P<said>.*)",
    re.DOTALL,
)
_END_MARK = re.compile(r"<\s*(?:…|\.{3})\s*>")
_OWN = frozenset({"id", "speaker", "role"})
"""What is each speaker's own where several speak."""
_CLOSING = {'"': '"', "“": "”", "«": "»", "„": "“”"}


@dataclass(frozen=True, slots=True)
class _Turn:
    speaker: str
    paragraphs: Sequence[str]
    role: str | None = None


def recognises(head: str) -> bool:
    """A dateline first, and a paragraph that begins a quotation by somebody named, or turns of a dialogue."""
    lines = [line.strip() for line in taken(head).text.split("\n") if line.strip()]
    if not lines or dateline(lines[0]) is None:
        return False
    return any(_TURN.match(line) for line in lines) or transcript(lines, None, dated=True) is not None


def read(document: Document, text: str) -> Reading:
    """One speech for each `Name: "…"`; everything else is its introduction. Title and topics are proposed."""
    head = taken(text)
    yield from complaints(document, head)
    paragraphs, _ = tidy(unwrapped(head.text))
    editorial, turns = _parted(paragraphs)
    agency, date = dateline(paragraphs[0]) or (None, None) if paragraphs else (None, None)
    said = {"source": agency, "date": date, **names.hints(document.path), **head.said}
    if turns:
        yield from _quoted(turns, editorial, said, document)
    elif found := transcript(paragraphs, stated(said, document), dated=True):
        yield from spoken(found, said, document)
    else:
        yield from record.read({**said, "paragraphs": paragraphs}, document)


def _quoted(turns: Sequence[_Turn], editorial: Sequence[str], said: Mapping[str, Any], document: Document) -> Reading:
    """A speech for each turn; what the document says of its speaker holds where only one speaks."""
    if len({turn.speaker for turn in turns}) > 1:
        said = {key: value for key, value in said.items() if key not in _OWN}
        document = replace(document, sidecar={k: v for k, v in document.sidecar.items() if k not in _OWN})
    for turn in turns:
        own = {"speaker": turn.speaker} | ({"role": turn.role} if turn.role else {})
        found = {**own, **said, "introduction": list(editorial), "paragraphs": turn.paragraphs}
        yield from record.read(found, document, proposed=_proposed(turn, editorial))


def _proposed(turn: _Turn, editorial: Sequence[str]) -> dict[str, Any]:
    language = detect("\n".join(turn.paragraphs[:20]))
    title = subject(undated(editorial)) if editorial else ""
    return {"title": title, "topics": telling_names(turn.paragraphs, language, without=turn.speaker)}


def _parted(paragraphs: Sequence[str]) -> tuple[list[str], list[_Turn]]:
    """The editor's paragraphs and the turns of those who are quoted."""
    editorial: list[str] = []
    turns: list[_Turn] = []
    rest = deque(paragraphs)
    while rest:
        paragraph = rest.popleft()
        turn = _TURN.match(paragraph)
        if turn:
            turns += _turns(turn, rest)
        elif not _is_mark(paragraph):
            editorial.append(_END_MARK.sub("", paragraph).strip())
    return editorial, turns


def _turns(turn: re.Match[str], rest: deque[str]) -> Iterator[_Turn]:
    """The turn that begins here, and those that begin before it is closed; what follows the last is left in `rest`."""
    quotation = _Quotation(turn["quote"], [turn["said"]])
    while True:
        paragraph = None if quotation.ends() or not rest else rest.popleft()
        if paragraph is not None and _another(paragraph):
            rest.appendleft(paragraph)
            paragraph = None
        if paragraph is None or _is_mark(paragraph):
            yield _Turn(turn["speaker"], quotation.unquoted(), turn["role"])
            return
        if other := _TURN.match(paragraph):
            yield _Turn(turn["speaker"], quotation.unquoted(), turn["role"])
            turn, quotation = other, _Quotation(other["quote"], [other["said"]])
        else:
            quotation.add(paragraph)


class _Quotation:
    """What was quoted so far, and how many marks open and close in it."""

    def __init__(self, quote: str, said: Iterable[str]) -> None:
        self._quote = quote
        self._said: list[str] = []
        self._opened, self._closed = 1, 0
        self._again = True
        for paragraph in said:
            self.add(paragraph)

    def add(self, paragraph: str) -> None:
        """The next paragraph."""
        self._again &= not self._said or paragraph.startswith(self._quote)
        self._said.append(paragraph)
        self._opened += paragraph.count(self._quote)
        self._closed += sum(paragraph.count(mark) for mark in _CLOSING[self._quote] if mark != self._quote)

    def ends(self) -> bool:
        """Whether it is over with the last paragraph."""
        return self._closes() or bool(_END_MARK.search(self._said[-1]))

    def unquoted(self) -> list[str]:
        """Without the marks that open and close the transcript, nor those that open each of its paragraphs."""
        whole = _Quotation(self._quote, [_END_MARK.sub("", paragraph).strip() for paragraph in self._said])
        *paragraphs, last = whole._said
        if whole._closes():
            text = last.rstrip(" .")
            last = text[:-1].rstrip() + last[len(text) :].strip()
        said = [*paragraphs, last]
        if len(said) > 1 and all(paragraph.startswith(self._quote) for paragraph in said[1:]):
            said[1:] = [paragraph.removeprefix(self._quote) for paragraph in said[1:]]
        return [paragraph for paragraph in said if paragraph]

    def _closes(self) -> bool:
        """Whether the last paragraph ends the quotation, and not one within it: as many marks close as open.

        Some agencies open the quotation again with each paragraph, and close it once.
        """
        text = _END_MARK.sub("", self._said[-1]).rstrip(" .")
        if text[-1:] not in _CLOSING[self._quote]:
            return False
        opened = self._opened - (len(self._said) - 1 if self._again else 0)
        return opened % 2 == 0 if self._quote == '"' else self._closed >= opened


def _another(paragraph: str) -> bool:
    """Whether somebody else begins without quotation marks: that ends a quotation which nobody closed."""
    found = None if _TURN.match(paragraph) else label(paragraph)
    if not found or found.greets:
        return False
    return bool(found.role or found.bold or found.asks or found.answers or " " in found.name)


def _is_mark(paragraph: str) -> bool:
    stars = "".join(paragraph.split())
    return bool(stars and not stars.strip("*")) or bool(_END_MARK.fullmatch(paragraph))
