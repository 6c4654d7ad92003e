"""Speeches into segments: in this process while they are few, then in as many processes as asked for."""

from __future__ import annotations

import gc
import hashlib
import marshal
import multiprocessing
import os
import pickle
import signal
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing import parent_process
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import Any

from searchapp.engines.whoosh import folder
from searchapp.engines.whoosh.building.filling import BATCH, Filling, batches, write_contents
from searchapp.engines.whoosh.building.memory import take_small_pages
from searchapp.engines.whoosh.codec import ColumnarSegment
from searchapp.engines.whoosh.schema import heard, said
from searchapp.errors import IndexUnwritable
from searchapp.speech import Speech

FEW = 1_000_000
"""Bytes below which starting processes costs more than it saves."""
AHEAD = 3
"""Batches that wait in each process."""
_END = b""


@dataclass(frozen=True, slots=True)
class Effort:
    """How much of the machine a build may use: `memory` is megabytes a process, before it spills to disk."""

    processes: int
    memory: int


@contextmanager
def segments(folder: Path, effort: Effort) -> Iterator[SegmentBuilder]:
    """Yield a builder; no process of its is left afterwards."""
    builder = SegmentBuilder(folder, effort)
    try:
        yield builder
    finally:
        builder.stop()


@dataclass(frozen=True, slots=True)
class _Worker:
    process: BaseProcess
    line: Connection


@dataclass
class SegmentBuilder:
    """Gathers speeches into batches, and hands them to processes that index; once finished, `digest` is of all."""

    folder: Path
    effort: Effort
    count: int = 0
    digest: Any = field(default_factory=hashlib.sha256)
    _batch: list[bytes] = field(default_factory=list)
    _gathered: int = 0
    _workers: list[_Worker] = field(default_factory=list)
    _turn: int = 0

    def add(self, speech: Speech) -> None:
        """Add a speech; it is indexed by the time the builder has finished."""
        record = said(speech)
        self._batch.append(record)
        self.count += 1
        self._gathered += len(record)
        if self._gathered >= (BATCH if self._workers else FEW):
            if not self._workers:
                self._start()
            self._send_all()

    def finish(self) -> None:
        """Index what is left, and make one whole Whoosh index of it all."""
        if not self._workers:
            self.digest.update(b"".join(self._batch))
            write_contents(self.folder, index_all(self.folder, map(heard, self._batch), self.effort.memory))
            return
        self._send_all()
        for worker in self._workers:
            with suppress(OSError):  # its report says what it died of
                worker.line.send_bytes(_END)
        write_contents(self.folder, [segment for worker in self._workers for segment in self._report(worker)])

    def stop(self) -> None:
        """End what still runs."""
        for worker in self._workers:
            worker.process.kill()  # it has nothing to clean up, and must not think about it
            worker.process.join()
            worker.line.close()

    def _start(self) -> None:
        context: Any = multiprocessing.get_context(_way_to_start())
        for _ in range(self.effort.processes):
            line, other = context.Pipe()
            arguments = (self.folder, self.effort.memory, other)
            process = context.Process(target=_work_on, args=arguments, daemon=True)
            process.start()
            other.close()
            self._workers.append(_Worker(process, line))

    def _send_all(self) -> None:
        """Batches go to one process after the other, so that the same speeches always give the same segments."""
        self.digest.update(b"".join(self._batch))
        with folder.translated(self.folder.parent):
            self._share_out()
        self._batch, self._gathered = [], 0

    def _share_out(self) -> None:
        share = -(-len(self._batch) // max(1, round(self._gathered / BATCH)))
        for first in range(0, len(self._batch), max(1, share)):
            self._put(self._workers[self._turn], marshal.dumps(self._batch[first : first + share]))
            self._turn = (self._turn + 1) % len(self._workers)

    def _put(self, worker: _Worker, data: bytes) -> None:
        for other in self._workers:
            if other.line.poll():
                self._report(other)  # a report before the end is of what went wrong
        try:
            worker.line.send_bytes(data)
        except OSError:
            self._report(worker)

    def _report(self, worker: _Worker) -> list[ColumnarSegment]:
        """The segments that a process made. Raises what went wrong in it."""
        try:
            report: list[ColumnarSegment] | BaseException = worker.line.recv()
        except (EOFError, OSError):
            worker.process.join()
            report = _ended(worker.process.exitcode)
        if isinstance(report, BaseException):
            raise report
        return report


def index_all(folder: Path, speeches: Iterable[Speech], memory: int) -> list[ColumnarSegment]:
    """Segments of these speeches in the folder, made in this process."""
    filling = Filling(folder, memory)
    for batch in batches(speeches):
        filling.add(batch)
    return filling.close()


def _work_on(folder: Path, memory: int, line: Connection) -> None:
    """A process: index what comes until the end does, then report the segments, or what went wrong."""
    waiting: Queue[bytes] = Queue(AHEAD)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides, and tells
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    take_small_pages()
    gc.disable()  # nothing here goes in circles, and there is much to be looked through
    Thread(target=_end_with_parent, daemon=True).start()
    Thread(target=_receive, args=(line, waiting), daemon=True).start()
    try:
        filling = Filling(folder, memory)
        for batch in iter(waiting.get, _END):
            filling.add(list(map(heard, marshal.loads(batch))))  # noqa: S302  (our own bytes)
        line.send(filling.close())
    except BaseException as error:  # noqa: BLE001  (whatever it is, the parent must hear of it)
        line.send(_portable(error))


def _receive(line: Connection, waiting: Queue[bytes]) -> None:
    """Take batches as they come, while others are indexed."""
    try:
        while True:
            waiting.put(line.recv_bytes())
    except (EOFError, OSError):
        return
    except BaseException as error:  # noqa: BLE001  (the parent must hear of it, or both would wait for ever)
        line.send(_portable(error))
        os._exit(1)


def _end_with_parent() -> None:
    """End this process when a killed parent can't; it may be waiting for a batch that never comes."""
    parent = parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)


def _way_to_start() -> str:
    """A fork starts at once, but only where no other thread could hold a lock at that moment."""
    forks = "fork" in multiprocessing.get_all_start_methods() and os.uname().sysname == "Linux"
    return "fork" if forks and threading.active_count() == 1 else "spawn"


def _ended(code: int | None) -> IndexUnwritable:
    return IndexUnwritable(
        f"A process that was indexing was ended (exit code {code}), perhaps for want of memory. "
        "Try again with fewer of them: SEARCHAPP_PROCESSES=1."
    )


def _portable(error: BaseException) -> BaseException:
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301  (our own bytes)
    except Exception:  # noqa: BLE001
        return RuntimeError(repr(error))
    return error
