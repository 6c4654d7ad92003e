"""The gunicorn worker: nobody is waited for in a thread, so that slow clients keep no one else waiting.

gunicorn's gthread hands a connection to a thread before it knows that a request will come, lets the thread wait for the
body and for whoever reads the answer, and takes its leave of clients in its one loop: some hundred clients who send
nothing, or a byte now and then, or don't read what they asked for, stop a whole site.
"""

from __future__ import annotations

import errno
import socket
import time
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from functools import partial
from selectors import EVENT_READ, EVENT_WRITE
from typing import Any

from gunicorn.http import get_parser, wsgi
from gunicorn.http.body import Body, LengthReader
from gunicorn.workers.gthread import STOP_KEEPALIVE_LINGER, TConn, ThreadWorker

from searchapp.web.incoming import LONGEST, Incoming
from searchapp.web.outgoing import Outgoing, Room

PATIENCE = 10.0
"""Seconds in which a client must have sent its whole request."""
BUFFER = 512 * 1024
"""Bytes of an answer that the system keeps for a slow reader; a longer one takes room of ours until it is read."""
ROOM = 128 * 1024 * 1024
"""Bytes that all longer answers of known length may have together, each whole in memory while it is on its way."""
HANDS = 1
"""Threads that go on with long answers, as their readers take them: one, so that many leave the others their turn."""
STUCK = 20.0
"""Seconds after which a reader that takes nothing more of an answer is given up."""
LINGER = 2.0
"""Seconds that a client has to close its side after an answer was the last (RFC 9112, section 9.6)."""
_NOBODY = {errno.EAGAIN, errno.EWOULDBLOCK, errno.ECONNABORTED}
_GONE = (ConnectionError, TimeoutError)
_FULL = b"As many long answers as fit are on their way to their readers. Try again in a minute.\n"


class Worker(ThreadWorker):  # type: ignore[misc]
    """gthread, but a request gets a thread when it is there, and loses it when its reader takes no more for now.

    A connection belongs either to the loop or to one thread. The loop alone opens, closes and counts connections.
    """

    alive: bool

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._leaving: deque[Any] = deque()
        self._answers: dict[Any, Outgoing] = {}
        self._readers: dict[Any, Outgoing] = {}
        self._room = Room(ROOM)

    def init_process(self) -> None:
        """Begin, in the process that was forked."""
        self._hands = ThreadPoolExecutor(HANDS)
        super().init_process()

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
        client.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, BUFFER)
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

    def finish_request(self, conn: Any, future: Future[Any]) -> None:
        """Wait for the reader, or for the next request, or take leave."""
        if answer := self._answers.pop(conn, None):
            self._wait_for_reader(conn, answer)
        elif future.cancelled() or future.exception() or not future.result():
            self._leave(conn)
        elif begun := conn.parser.unreader.take_buffered():
            self._listen(conn, begun)
        else:
            super().finish_request(conn, future)

    def murder_pending(self) -> None:
        """Close those who didn't send a whole request in time, take no more of an answer, or don't take leave."""
        super().murder_pending()
        now = time.monotonic()
        while self._leaving and self._leaving[0].timeout <= now:
            self._close(self._leaving[0])
        while self._readers and (conn := next(iter(self._readers))).timeout <= now:
            self._wait_or_give_up(conn)

    def handle_request(self, req: Any, conn: Any) -> bool:
        """Answer, as far as the reader takes it now; whether all is sent, and the client may ask again.

        What isn't sent is left in `_answers`.
        """
        _without_what_is_missing(req)
        began = time.monotonic()
        answer = Outgoing(conn.sock)
        response, environ = wsgi.create(req, conn.sock, conn.client, conn.server, self.cfg)
        response.sock = answer
        environ["wsgi.multithread"] = True
        self._count(response)
        answer.begin(response, self.wsgi(environ, response.start_response))
        if not self._fits(answer):
            answer.begin(_refusal(answer), [_FULL])
        self.log.access(response, req, environ, timedelta(seconds=time.monotonic() - began))
        return self._go_on(conn, answer)

    def _count(self, response: Any) -> None:
        """Count an answer, and let it be the last where the worker or the connection ends with it."""
        self.nr += 1
        if self.nr >= self.max_requests and self.alive:
            self.log.info("Autorestarting worker after current request.")
            self.alive = False
        if not self.alive or not self.cfg.keepalive or len(self.keepalived_conns) >= self.max_keepalived:
            response.force_close()

    def _fits(self, answer: Outgoing) -> bool:
        """Whether there is room for an answer, which is then taken; without it, what made the answer is let go."""
        size = answer.response.response_length or 0
        if size <= BUFFER or answer.response.req.method == "HEAD":
            return True
        if self._room.take(size):
            answer.size = size
            return True
        answer.end()
        return False

    def _go_on(self, conn: Any, answer: Outgoing) -> bool:
        """As `handle_request`, of an answer that has begun. An error after its head is sent cuts it off."""
        try:
            if not answer.go_on():
                self._answers[conn] = answer
                return False
        except Exception as error:
            self._end(answer)
            if not answer.response.headers_sent:
                raise
            if not isinstance(error, _GONE):
                self.log.exception("Error while an answer was made; it is cut off")
            answer.cut()
            return False
        self._end(answer)
        return not answer.response.should_close() and conn.parser.finish_body(time.monotonic() + 1)

    def _end(self, answer: Outgoing) -> None:
        self._room.give(answer.size)
        answer.end()

    def _wait_for_reader(self, conn: Any, answer: Outgoing) -> None:
        conn.sock.setblocking(False)
        self._readers[conn] = answer
        conn.timeout = time.monotonic() + STUCK
        self.poller.register(conn.sock, EVENT_WRITE, partial(self._reads, conn))

    def _reads(self, conn: Any, client: socket.socket) -> None:
        """A reader takes more: another turn."""
        self.poller.unregister(client)
        turn = self._hands.submit(self._go_on, conn, self._readers.pop(conn))
        turn.add_done_callback(lambda done: self.method_queue.defer(self.finish_request, conn, done))

    def _wait_or_give_up(self, conn: Any) -> None:
        """A reader for whom there was no more room for long: wait on if it took something meanwhile."""
        answer = self._readers.pop(conn)
        if answer.progressed():
            conn.timeout = time.monotonic() + STUCK
            self._readers[conn] = answer
            return
        self.poller.unregister(conn.sock)
        self._end(answer)
        answer.cut()
        self.nr_conns -= 1

    def _listen(self, conn: Any, begun: bytes = b"") -> None:
        """Wait for a whole request, of which some may be here already."""
        coming = Incoming()
        conn.sock.setblocking(False)
        conn.timeout = time.monotonic() + (PATIENCE if self.alive else STOP_KEEPALIVE_LINGER)
        self.pending_conns.append(conn)
        self.poller.register(conn.sock, EVENT_READ, partial(self._comes, conn, coming))
        if begun:
            self._take(conn, coming, begun)

    def _comes(self, conn: Any, coming: Incoming, client: socket.socket) -> None:
        """More of a request, or the client is gone."""
        try:
            piece = client.recv(LONGEST)
        except BlockingIOError:
            return
        except OSError:
            piece = b""
        self._take(conn, coming, piece)

    def _take(self, conn: Any, coming: Incoming, piece: bytes) -> None:
        """Keep what came; once it is a whole request, a thread answers."""
        coming.take(piece)
        if piece and not coming.whole and not coming.hopeless:
            if coming.invited():
                with suppress(OSError):
                    conn.sock.send(b"HTTP/1.1 100 Continue\r\n\r\n")
            return
        self.poller.unregister(conn.sock)
        self.pending_conns.remove(conn)
        if piece and coming.whole:
            conn.parser.unreader.unread(bytes(coming.came))
            self.enqueue_req(conn)
        else:
            self._leave(conn)

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


def _without_what_is_missing(req: Any) -> None:
    """Let nobody wait for a body that isn't here, since it was too long to wait for; the connection ends with it."""
    req._expected_100_continue = False  # noqa: SLF001  (it was said while the body was waited for, or is never said)
    said = dict(req.headers)
    here = len(req.unreader.buf.getvalue())
    if "TRANSFER-ENCODING" in said or int(said.get("CONTENT-LENGTH", 0)) > here:
        req.force_close()
        req.body = Body(LengthReader(req.unreader, 0))


def _refusal(answer: Outgoing) -> Any:
    """The response where there is no room for another."""
    response = wsgi.Response(answer.response.req, answer, answer.response.cfg)
    response.force_close()
    headers = [
        ("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(_FULL))), ("Retry-After", "60"),
        ("Cache-Control", "no-store"), ("X-Content-Type-Options", "nosniff"),
    ]  # fmt: skip
    response.start_response("503 Service Unavailable", headers)
    return response
