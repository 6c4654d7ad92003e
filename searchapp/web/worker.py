"""The gunicorn worker: nobody is waited for in a thread, so that slow clients keep no one else waiting.

gunicorn's gthread hands a connection to a thread before it knows that a request will come, and takes its leave of
clients in its one loop: some hundred clients who send nothing, or a byte now and then, stop a whole site.
"""

from __future__ import annotations

import errno
import socket
import struct
import time
from collections import deque
from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from selectors import EVENT_READ
from typing import Any

from gunicorn.http import get_parser
from gunicorn.workers.gthread import STOP_KEEPALIVE_LINGER, TConn, ThreadWorker

PATIENCE = 10.0
"""Seconds in which a client must have sent the whole head of its request."""
LONGEST = 64 * 1024
"""Bytes that the head of a request may have."""
ROOM = 512 * 1024
"""Bytes of an answer that the system keeps for a slow reader, who then needs no thread."""
STUCK = 5
"""Seconds after which a reader that takes nothing more of a longer answer is given up."""
LINGER = 2.0
"""Seconds that a client has to close its side after an answer was the last (RFC 9112, section 9.6)."""
_ANNOUNCED = {"CONTENT-LENGTH", "TRANSFER-ENCODING"}
_END = b"\r\n\r\n"
_NOBODY = {errno.EAGAIN, errno.EWOULDBLOCK, errno.ECONNABORTED}


class Worker(ThreadWorker):  # type: ignore[misc]
    """gthread, but a request gets a thread when its head is there, and loses it when its answer is written."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._leaving: deque[Any] = deque()

    def set_accept_enabled(self, enabled: bool) -> None:  # noqa: FBT001  (gunicorn calls it so)
        """When stopping, take whoever has come so far, and let nobody else come who would be left standing."""
        super().set_accept_enabled(enabled)
        if not self.alive and not enabled:
            for listener in self.sockets:
                while self.accept(listener):
                    pass
                listener.close()

    def accept(self, listener: Any) -> bool:
        """Take a connection, and wait for its request; whether there was one."""
        try:
            client, address = listener.accept()
        except OSError as error:
            if error.errno not in _NOBODY:
                raise
            return False
        client.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, ROOM)
        client.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, struct.pack("ll", STUCK, 0))
        conn = TConn(self.cfg, client, address, listener.getsockname())
        conn.data_ready = True
        conn.parser = get_parser(self.cfg, client, address)
        self.nr_conns += 1
        self._listen(conn)
        return True

    def on_client_socket_readable(self, conn: Any, client: socket.socket) -> None:
        """A client that we know begins another request."""
        self.poller.unregister(client)
        self.keepalived_conns.remove(conn)
        self._listen(conn)

    def on_pending_socket_readable(self, conn: Any, client: socket.socket) -> None:
        """Keep what came; once it is a whole head, a thread answers."""
        try:
            piece = client.recv(LONGEST)
        except BlockingIOError:
            return
        except OSError:
            piece = b""
        unreader = conn.parser.unreader
        head = unreader.take_buffered() + piece
        unreader.unread(head)
        if piece and _END not in head and len(head) <= LONGEST:
            return
        self.poller.unregister(client)
        self.pending_conns.remove(conn)
        if piece and _END in head:
            self.enqueue_req(conn)
        else:
            self._leave(conn)

    def finish_request(self, conn: Any, future: Future[Any]) -> None:
        """Wait for the next request, or take leave."""
        if future.cancelled() or future.exception() or not future.result():
            self._leave(conn)
        elif _END in (begun := conn.parser.unreader.buf.getvalue()):
            self.enqueue_req(conn)
        elif begun:
            self._listen(conn)
        else:
            super().finish_request(conn, future)

    def murder_pending(self) -> None:
        """Close those who didn't send a whole head in time, and those who didn't close after their last answer."""
        super().murder_pending()
        while self._leaving and self._leaving[0].timeout <= time.monotonic():
            self._close(self._leaving[0])

    def _listen(self, conn: Any) -> None:
        conn.sock.setblocking(False)
        conn.timeout = time.monotonic() + (PATIENCE if self.alive else STOP_KEEPALIVE_LINGER)
        self.pending_conns.append(conn)
        self.poller.register(conn.sock, EVENT_READ, partial(self.on_pending_socket_readable, conn))

    def _leave(self, conn: Any) -> None:
        """End our side; what the client still sends is thrown away, since closing on it would cut the answer off."""
        try:
            conn.sock.setblocking(False)
            conn.sock.shutdown(socket.SHUT_WR)
            self.poller.register(conn.sock, EVENT_READ, partial(self._left, conn))
        except (OSError, ValueError):
            self.nr_conns -= 1
            conn.close()
            return
        conn.timeout = time.monotonic() + LINGER
        self._leaving.append(conn)

    def _left(self, conn: Any, client: socket.socket) -> None:
        with suppress(BlockingIOError):
            try:
                more = client.recv(LONGEST)
            except ConnectionError:
                more = b""
            if not more:
                self._close(conn)

    def _close(self, conn: Any) -> None:
        self._leaving.remove(conn)
        self.poller.unregister(conn.sock)
        self.nr_conns -= 1
        conn.close()

    def _cap_keepalive(self, deadline: float) -> None:
        """When stopping, who hasn't sent a whole head is not waited for any longer than who may send another."""
        super()._cap_keepalive(deadline)
        for conn in self.pending_conns:
            conn.timeout = min(conn.timeout, deadline)

    def handle_request(self, req: Any, conn: Any) -> Any:
        """Answer. A body is not waited for, since nothing here reads one; a reader that is stuck counts as gone."""
        if any(name in _ANNOUNCED for name, _ in req.headers):
            req.force_close()
        try:
            return super().handle_request(req, conn)
        except BlockingIOError as error:
            raise BrokenPipeError(errno.EPIPE, "the reader is stuck") from error
