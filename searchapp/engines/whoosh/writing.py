"""Speeches into Whoosh segments: in this process while they are few, then in as many processes as asked for."""

from __future__ import annotations

import os
import pickle
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import chain
from multiprocessing import get_context, parent_process
from multiprocessing.process import BaseProcess
from pathlib import Path
from queue import Empty, Full
from threading import Thread
from typing import Any

from whoosh import index as whoosh_index
from whoosh.index import TOC

from searchapp.engines.whoosh.schema import document, said, schema
from searchapp.errors import IndexUnwritable
from searchapp.speech import Speech

BATCH = 500_000
"""Characters that travel to a process at once."""
FEW = 4_000_000
"""Characters below which starting processes costs more than it saves."""
PATIENCE = 0.5
"""Seconds between looks at whether the others still live."""


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


@dataclass
class SegmentBuilder:
    """Gathers speeches into batches, and hands them to processes that index; `count` and `digest` are of all so far."""

    folder: Path
    effort: Effort
    count: int = 0
    digest: Any = field(default_factory=sha256)
    _batch: list[Speech] = field(default_factory=list)
    _gathered: int = 0
    _workers: list[BaseProcess] = field(default_factory=list)
    _reports: Any = None
    _work: Any = None

    def add(self, speech: Speech) -> None:
        """Add a speech; it is indexed by the time the builder has finished."""
        self._batch.append(speech)
        self.count += 1
        self.digest.update(said(speech))
        self._gathered += sum(map(len, speech.paragraphs)) + 200
        if self._gathered >= (BATCH if self._workers else FEW):
            if not self._workers:
                self._start()
            self._send()

    def finish(self) -> None:
        """Index what is left, and make one whole Whoosh index of it all."""
        if not self._workers:
            index_all(self.folder, self._batch, self.effort.memory)
            return
        self._send()
        for _ in self._workers:
            self._put(None)
        reports = [self._report() for _ in self._workers]
        for worker in self._workers:
            worker.join()
        _join(self.folder, [Path(report) for report in reports])

    def stop(self) -> None:
        """End what still runs."""
        for worker in self._workers:
            worker.terminate()
            worker.join()
        if self._work:
            self._work.cancel_join_thread()  # else this process waits at its end for batches that nobody takes

    def _start(self) -> None:
        context = get_context("spawn")
        self._work, self._reports = context.Queue(self.effort.processes + 1), context.Queue()
        for number in range(self.effort.processes):
            part = self.folder / f"part-{number}"
            part.mkdir()
            arguments = (part, self.effort.memory, self._work, self._reports)
            worker = context.Process(target=_work_on, args=arguments, daemon=True)
            worker.start()
            self._workers.append(worker)

    def _send(self) -> None:
        if self._workers:
            self._put(self._batch)
            self._batch, self._gathered = [], 0

    def _put(self, batch: list[Speech] | None) -> None:
        while True:
            try:
                self._work.put(batch, timeout=PATIENCE)
            except Full:
                self._look()
            else:
                return

    def _report(self) -> str:
        while True:
            try:
                report = self._reports.get(timeout=PATIENCE)
            except Empty:
                self._look()
            else:
                if isinstance(report, BaseException):
                    raise report
                return str(report)

    def _look(self) -> None:
        """Raise what a process died of."""
        if not self._reports.empty():
            report = self._reports.get()
            if isinstance(report, BaseException):
                raise report
            self._reports.put(report)
        for worker in self._workers:
            if worker.exitcode:
                raise IndexUnwritable(
                    f"A process that was indexing was ended (exit code {worker.exitcode}), perhaps for want of memory. "
                    "Try again with fewer of them: SEARCHAPP_PROCESSES=1."
                )


def index_all(folder: Path, speeches: Iterable[Speech], memory: int) -> None:
    """A new Whoosh index in the folder, of these speeches, in this process."""
    writer = whoosh_index.create_in(folder, schema()).writer(limitmb=memory)
    try:
        for speech in speeches:
            writer.add_document(**document(speech))
    except BaseException:
        writer.cancel()
        raise
    writer.commit()


def _work_on(part: Path, memory: int, work: Any, reports: Any) -> None:
    """A process: index what comes until None does, then report the folder, or what went wrong."""
    Thread(target=_end_with_parent, daemon=True).start()
    try:
        index_all(part, chain.from_iterable(iter(work.get, None)), memory)
        reports.put(str(part))
    except BaseException as error:  # noqa: BLE001  (whatever it is, the parent must hear of it)
        reports.put(_portable(error))


def _end_with_parent() -> None:
    """End this process when a killed parent can't; it may be waiting for the rest of a batch that never comes."""
    parent = parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)


def _portable(error: BaseException) -> BaseException:
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301  (our own bytes)
    except Exception:  # noqa: BLE001
        return RuntimeError(repr(error))
    return error


def _join(folder: Path, parts: Iterable[Path]) -> None:
    """One index of the segments of all parts, which are moved, not copied."""
    together: list[Any] = []
    for part in parts:
        index = whoosh_index.open_dir(part)
        together += index._segments()  # noqa: SLF001  (Whoosh offers no public way to adopt a segment)
        index.close()
        for path in part.iterdir():
            if path.suffix != ".toc" and not path.name.endswith("LOCK"):
                path.rename(folder / path.name)
            else:
                path.unlink()
        part.rmdir()
    index = whoosh_index.create_in(folder, schema())
    TOC(schema(), together, index.latest_generation() + 1).write(index.storage, index.indexname)
    (folder / f"_{index.indexname}_{index.latest_generation() - 1}.toc").unlink(missing_ok=True)
    index.close()
