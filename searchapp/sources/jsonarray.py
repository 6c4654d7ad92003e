"""JSON: an array of records, or one record; read in pieces, so that a large array needs little memory."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from searchapp.errors import Fault
from searchapp.sources.document import LONGEST, Document, Reading
from searchapp.sources.jsonlines import one
from searchapp.sources.lines import pieces

_MARK = re.compile(r'["\\\n\[\]{}]')


def recognises(head: str) -> bool:
    """An array or an object."""
    return head.lstrip()[:1] in {"[", "{"}


def read(document: Document) -> Reading:
    """Every record is tried: a bad one is told, and the next one read."""
    faults: list[Fault] = []
    for found in _found(_texts(document, faults)):
        yield from _taken(faults)
        if found.complaint:
            yield Fault(document.name, found.complaint, found.line)
        else:
            yield from one(document, found.line, found.text)
    yield from _taken(faults)


@dataclass(frozen=True, slots=True)
class _Found:
    """A record as it is written and the line that it begins on, or what is wrong there."""

    line: int
    text: str = ""
    complaint: str | None = None


def _texts(document: Document, faults: list[Fault]) -> Iterator[str]:
    for piece in pieces(document):
        if isinstance(piece, Fault):
            faults.append(piece)
        else:
            yield piece


def _taken(faults: list[Fault]) -> list[Fault]:
    taken = faults[:]
    faults.clear()
    return taken


def _found(texts: Iterable[str]) -> Iterator[_Found]:
    scan = _Scan()
    for piece in texts:
        yield from scan.feed(piece)
    yield from scan.last()


class _Scan:
    """Finds where each record begins and ends by its brackets and quotes alone, so that a bad one hides no other."""

    def __init__(self) -> None:
        self._depth = 0
        self._arrays = 0
        self._line = self._start = 1
        self._parts: list[str] = []
        self._size = 0
        self._quoted = self._escaped = self._strayed = False

    def feed(self, piece: str) -> Iterator[_Found]:
        """The records that end in this piece."""
        begin = 0
        for at, mark in self._brackets(piece):
            if not self._depth:
                self._arrays += {"[": 1, "]": -1}.get(mark, 0)
                yield from self._between(piece[begin:at])
                begin = at if mark == "{" else at + 1
                self._start = self._line
            if mark == "{" or (mark == "[" and self._depth):
                self._depth += 1
            elif mark in "]}" and self._depth:
                self._depth -= 1
                if not self._depth:
                    self._keep(piece[begin : at + 1])
                    begin = at + 1
                    yield self._record()
        if self._depth:
            self._keep(piece[begin:])
        else:
            yield from self._between(piece[begin:])

    def last(self) -> Iterator[_Found]:
        """What is left of a record or an array that never ends."""
        if self._depth:
            yield self._record()
        elif self._arrays:
            yield _Found(self._line, complaint="The array is never closed: the file may be cut off. Fetch it again.")

    def _brackets(self, piece: str) -> Iterator[tuple[int, str]]:
        """The brackets outside strings, and where they stand."""
        free, self._escaped = int(self._escaped), False
        for match in _MARK.finditer(piece):
            at, mark = match.start(), match.group()
            if mark == "\n":
                self._line += 1
                self._quoted = False  # no string holds a line end: a quotation mark is missing
            elif at < free:
                continue
            elif mark == '"':
                self._quoted = not self._quoted
            elif mark == "\\" and self._quoted:
                free, self._escaped = at + 2, at + 1 == len(piece)
            elif mark != "\\" and not self._quoted:
                yield at, mark

    def _between(self, text: str) -> Iterator[_Found]:
        """Only commas and white space may stand between records; the first time that others do is told."""
        if not self._strayed and text.strip(" \t\r\n,"):
            self._strayed = True
            message = "Something that is no record, {…}, stands here; passed over, as are others like it. Take it away."
            yield _Found(self._line, complaint=message)

    def _keep(self, part: str) -> None:
        self._size += len(part)
        if self._size <= LONGEST:
            self._parts.append(part)

    def _record(self) -> _Found:
        complaint = "This record is too long for one speech; passed over. Split it." if self._size > LONGEST else None
        found = _Found(self._start, "" if complaint else "".join(self._parts), complaint)
        self._parts, self._size = [], 0
        return found
