"""The text of a document: by lines, by pieces or whole; never more of it in memory than a speech may take."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import BinaryIO

from searchapp.errors import Fault
from searchapp.sources.document import LONGEST, Document, Reading
from searchapp.sources.encoding import advice, decoded

_CHUNK = 1 << 20
_HIGH = bytes(range(0x80, 0x100))


def lines(document: Document) -> Iterator[tuple[int, str] | Fault]:
    """Each line with its number, from 1; a fault for the first that isn't UTF-8 and for each that is too long."""
    readline, number, told = document.stream.readline, 0, False
    while data := readline(LONGEST + 1):
        number += 1
        if len(data) > LONGEST:
            size = len(data) + _passed(document.stream, data)
            yield Fault(
                document.name, f"This line of {size:,} bytes is too long for a speech; passed over. Split it.", number
            )
            continue
        try:
            text = data.decode()
        except UnicodeDecodeError:
            text, guess, _ = decoded(data)
            if guess and not told:
                told = True
                yield Fault(document.name, f"This line (and perhaps later ones) {advice(guess)}", number)
        yield number, text


def pieces(document: Document) -> Iterator[str | Fault]:
    """The text in pieces of a megabyte, none ending within a character; a fault for the first that isn't UTF-8."""
    rest, line, told = b"", 1, False
    while chunk := document.stream.read(_CHUNK):
        chunk = rest + chunk
        # A byte below 0x80 is a character of its own in UTF-8, so a piece may end after it.
        end = len(chunk.rstrip(_HIGH)) or len(chunk)
        piece, rest = chunk[:end], chunk[end:]
        text, guess, at = decoded(piece)
        if guess and not told:
            told = True
            yield Fault(document.name, f"The text {advice(guess)}", line + piece.count(b"\n", 0, at))
        line += piece.count(b"\n")
        yield text
    if rest:
        yield decoded(rest).text


def whole(read: Callable[[Document, str], Reading]) -> Callable[[Document], Reading]:
    """A reader of documents from one of texts: for formats where a document holds one speech, or few."""

    def reading(document: Document) -> Reading:
        data = document.stream.read(LONGEST + 1)
        if len(data) > LONGEST:
            megabytes = LONGEST // 1024**2
            yield Fault(
                document.name, f"is larger than {megabytes} MB; not read. Split it into one file for each speech.", 1
            )
            return
        text, guess, at = decoded(data)
        if guess:
            yield Fault(document.name, f"The text {advice(guess)}", 1 + data.count(b"\n", 0, at))
        yield from read(document, text)

    return reading


def _passed(stream: BinaryIO, data: bytes) -> int:
    """Read to the end of a line without keeping it; how many bytes that was."""
    size = 0
    while data and not data.endswith(b"\n"):
        data = stream.readline(_CHUNK)
        size += len(data)
    return size
