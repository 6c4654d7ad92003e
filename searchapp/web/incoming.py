"""A request as it arrives, piece by piece, until it is whole: its head, and its body where that is short."""

from __future__ import annotations

import re

LONGEST = 64 * 1024
"""Bytes that the head of a request may have."""
BODY = 64 * 1024
"""Bytes of a body that is waited for. A longer one, or one in chunks, is never read."""
_END = b"\r\n\r\n"
_LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*([0-9]{1,9})[ \t]*\r\n", re.IGNORECASE)
_CHUNKS = re.compile(rb"\r\ntransfer-encoding:", re.IGNORECASE)
_EXPECTING = re.compile(
    rb"[^\r\n]* HTTP/1\.1\r\n(?:.*\r\n)?expect:[ \t]*100-continue[ \t]*\r\n", re.IGNORECASE | re.DOTALL
)


class Incoming:
    """What came of a request so far; what comes behind it is kept for the next one.

    It says only how long to wait: what the bytes mean is for gunicorn's parser, which refuses what it can't read.
    """

    def __init__(self) -> None:
        self.came = bytearray()
        self._needed: int | None = None
        self._expecting = False

    @property
    def whole(self) -> bool:
        """Whether a thread can answer it without waiting."""
        return self._needed is not None and len(self.came) >= self._needed

    @property
    def hopeless(self) -> bool:
        """Whether its head is longer than one may be."""
        return self._needed is None and len(self.came) > LONGEST

    def take(self, piece: bytes) -> None:
        """Add what came."""
        searched = max(0, len(self.came) - len(_END) + 1)
        self.came += piece
        if self._needed is None and (end := self.came.find(_END, searched)) >= 0:
            head = bytes(self.came[: end + 2])
            body = _body(head)
            self._needed = end + len(_END) + body
            self._expecting = bool(body and _EXPECTING.match(head))

    def invited(self) -> bool:
        """Whether the client is to be told, once, to send its body, for which it waits (RFC 9110, section 10.1.1)."""
        invited, self._expecting = self._expecting and not self.whole, False
        return invited


def _body(head: bytes) -> int:
    """How many bytes to wait for behind a head."""
    said = None if _CHUNKS.search(head) else _LENGTH.search(head)
    length = int(said[1]) if said else 0
    return length if length <= BODY else 0
