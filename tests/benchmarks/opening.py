"""What it costs to have an index open: milliseconds until it can be asked, and memory once it was asked a lot."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from corpus import Corpus
from memory import Memory, resident
from peers import PEERS
from processes import apart

from searchapp.query.model import Query

TIMES = 5
"""Fresh processes that open the index."""


@dataclass(frozen=True, slots=True)
class Opening:
    """Seconds of each opening; memory of another fresh process just opened, and after so many pages."""

    seconds: tuple[float, ...]
    before: Memory
    after: Memory
    pages: int


def opening(name: str, corpus: Corpus, folder: Path) -> Opening:
    """A slow peer is asked fewer pages."""
    peer = PEERS[name]
    pages = corpus.mixed[: peer.pages * len(corpus.questions) if peer.pages else None]
    seconds = tuple(apart(_open, name, folder) for _ in range(TIMES))
    before, after = apart(_ask, name, folder, pages)
    return Opening(seconds, before, after, len(pages))


def _open(name: str, folder: Path) -> float:
    """Everything is imported before; the index is read for the first time in this process."""
    room = PEERS[name].room()
    began = time.perf_counter()
    room.reopen(folder)
    return time.perf_counter() - began


def _ask(name: str, folder: Path, pages: Sequence[Query]) -> tuple[Memory, Memory]:
    opened = PEERS[name].room().reopen(folder)
    before = resident(os.getpid())
    for query in pages:
        with suppress(Exception):  # what is refused is counted where it is timed
            opened.page(query)
    return before, resident(os.getpid())
