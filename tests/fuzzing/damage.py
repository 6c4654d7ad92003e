"""Documents, damaged by chance: bytes turned, pieces repeated, swapped, left out, or taken from others."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from random import Random

STRANGE = [
    b"\0",
    b"\xff\xfe",
    b"\xe2\x80",
    b"<",
    b">",
    b"</",
    b"<!--",
    b"]]>",
    b"<![CDATA[",
    b"&",
    b"&#0;",
    b"&#x110000;",
    b"&nothing;",
    b'"',
    b"{",
    b"}",
    b"[",
    b"\\u0000",
    b"\\ud800",
    b"1e999",
    b"-1",
    b"9" * 400,
    b"null",
    b"\r\n",
    b"\n\n\n",
    b"---\n",
    b":",
    b",",
    b";",
    b"\t",
    b" " * 500,
    b"*" * 500,
    b"(" * 500,
    b"0000-00-00",
    b"\xd0",
    "\u202e\u0301\u200d".encode(),
]
_PIECE = re.compile(rb"<[^<>]{1,200}>|\"[^\"]{0,200}\"|[^\n]{1,300}\n?|\w+")
Work = Callable[[bytes, Sequence[bytes], Random], bytes]


def damaged(data: bytes, others: Sequence[bytes], chance: Random) -> bytes:
    """A document after one to eight such damages."""
    for _ in range(chance.randint(1, 8)):
        data = chance.choice(WORKS)(data, others, chance)
    return data[:2_000_000]


def _turned(data: bytes, _: Sequence[bytes], chance: Random) -> bytes:
    if not data:
        return data
    turned = bytearray(data)
    for _ in range(chance.randint(1, 10)):
        turned[chance.randrange(len(turned))] = chance.randrange(256)
    return bytes(turned)


def _put(data: bytes, _: Sequence[bytes], chance: Random) -> bytes:
    at = chance.randint(0, len(data))
    return data[:at] + chance.choice(STRANGE) + data[at:]


def _cut(data: bytes, _: Sequence[bytes], chance: Random) -> bytes:
    return data[: chance.randint(0, len(data))]


def _span(data: bytes, chance: Random) -> tuple[int, int]:
    """Where a tag, a string, a line or a word begins and ends."""
    found = [piece.span() for piece in _PIECE.finditer(data)]
    return chance.choice(found) if found else (0, len(data))


def _dropped(data: bytes, _: Sequence[bytes], chance: Random) -> bytes:
    start, end = _span(data, chance)
    return data[:start] + data[end:]


def _repeated(data: bytes, _: Sequence[bytes], chance: Random) -> bytes:
    start, end = _span(data, chance)
    return data[:start] + data[start:end] * chance.choice([2, 3, 50, 1000]) + data[end:]


def _swapped(data: bytes, _: Sequence[bytes], chance: Random) -> bytes:
    (start, end), (first, last) = sorted((_span(data, chance), _span(data, chance)))
    if end > first:
        return data
    return data[:start] + data[first:last] + data[end:first] + data[start:end] + data[last:]


def _grafted(data: bytes, others: Sequence[bytes], chance: Random) -> bytes:
    other = chance.choice(others)
    start, end = sorted((chance.randint(0, len(other)), chance.randint(0, len(other))))
    at = chance.randint(0, len(data))
    return data[:at] + other[start:end] + data[at:]


def _moved(data: bytes, _: Sequence[bytes], chance: Random) -> bytes:
    """What stands in one place says what stands in another."""
    (start, end), (first, last) = _span(data, chance), _span(data, chance)
    return data[:start] + data[first:last] + data[end:]


WORKS: tuple[Work, ...] = (_turned, _put, _put, _cut, _dropped, _repeated, _swapped, _grafted, _moved)
