"""An answer on its way: made only as fast as its reader takes it, so that nobody waits for a reader."""

from __future__ import annotations

import fcntl
import socket
import struct
import sys
import termios
from collections import deque
from collections.abc import Iterable
from itertools import islice
from threading import Lock
from typing import Any

TURN = 256 * 1024
"""Bytes that are made in one turn, rounded up to a piece; then it is somebody else's turn."""
_AT_ONCE = 16
_CUT = struct.pack("ii", 1, 0)


class Outgoing:
    """One answer to one reader. gunicorn's Response writes into it as into a socket, and never waits."""

    size = 0
    """Bytes of the room for long answers that it has taken."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._waiting: deque[memoryview] = deque()
        self._kept = 0

    def begin(self, response: Any, made: Iterable[bytes]) -> None:
        """What is to be sent: `response` frames each piece that is `made`."""
        self.response, self._made, self._pieces = response, made, iter(made)
        self._all_made = False

    def sendall(self, piece: bytes) -> None:
        """Keep this until the reader takes it."""
        self._waiting.append(memoryview(piece))

    def go_on(self) -> bool:
        """Send and make until the reader takes no more, or it was much for one turn; whether all is sent.

        Raises OSError where the reader is gone, and whatever the making raises.
        """
        made = 0
        while self._taken():
            if self._all_made:
                return True
            if made >= TURN:
                return False
            made += self._make()
        return False

    def progressed(self) -> bool:
        """Whether the reader took anything of what the system keeps for it since this was last asked."""
        before, self._kept = self._kept, _unsent(self._connection)
        return self._kept < before

    def end(self) -> None:
        """Let go of what made it."""
        if close := getattr(self._made, "close", None):
            close()

    def cut(self) -> None:
        """Close in a way that no reader takes for the end of the answer."""
        self._connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _CUT)
        self._connection.close()

    def _make(self) -> int:
        piece = next(self._pieces, None)
        if piece is None:
            self._all_made = True
            self.response.close()
            return 0
        self.response.write(piece)
        return len(piece)

    def _taken(self) -> bool:
        """Send what waits; whether the reader took all of it."""
        while self._waiting:
            try:
                sent = self._connection.sendmsg(islice(self._waiting, _AT_ONCE), (), socket.MSG_DONTWAIT)
            except BlockingIOError:
                self._kept = _unsent(self._connection)
                return False
            while self._waiting and sent >= len(self._waiting[0]):
                sent -= len(self._waiting.popleft())
            if sent:
                self._waiting[0] = self._waiting[0][sent:]
        return True


class Room:
    """So many bytes, that long answers share while they are on their way."""

    def __init__(self, size: int) -> None:
        self._free = size
        self._lock = Lock()

    def take(self, size: int) -> bool:
        """Whether there was so much room; then it is taken."""
        with self._lock:
            if size > self._free:
                return False
            self._free -= size
            return True

    def give(self, size: int) -> None:
        """Make room again."""
        with self._lock:
            self._free += size


def _unsent(connection: socket.socket) -> int:
    """Bytes that the system keeps for the other side; 0 where it doesn't tell."""
    try:
        return int.from_bytes(fcntl.ioctl(connection, termios.TIOCOUTQ, bytes(4)), sys.byteorder)
    except OSError:
        return 0
