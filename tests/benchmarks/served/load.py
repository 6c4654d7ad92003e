"""Requests that come when they come, whether or not those before are answered, as readers do."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle
from random import Random

import numpy as np

from served.workers import HOST

SECONDS = 5.0
"""How long requests come."""
PATIENCE = 2.0
"""Seconds after which a request counts as failed."""
WITHIN = 0.1
"""Seconds within which 99 of 100 requests are to be answered."""


@dataclass(frozen=True, slots=True)
class Step:
    """Requests a second that came; how many in all, how many failed; seconds at percentiles, waiting included."""

    rate: float
    requests: int
    failed: int
    p50: float
    p95: float
    p99: float

    @property
    def held(self) -> bool:
        """Whether all were answered, 99 of 100 in time."""
        return not self.failed and self.p99 <= WITHIN


async def come(port: int, addresses: Sequence[str], rate: float, seed: int) -> Step:
    """So many requests a second on average, at times of chance (a Poisson process)."""
    chance, endless = Random(seed), cycle(addresses)
    began, due, waiting = time.perf_counter(), 0.0, []
    while (due := due + chance.expovariate(rate)) < SECONDS:
        await asyncio.sleep(max(0.0, began + due - time.perf_counter()))
        waiting.append(asyncio.create_task(_timed(port, next(endless), began + due)))
    took = await asyncio.gather(*waiting)
    return _step(rate, [seconds for seconds in took if seconds], len(took))


async def crowd(port: int, addresses: Sequence[str], clients: int) -> float:
    """Requests a second that are answered when so many clients each ask again as soon as they are answered."""
    until, endless = time.perf_counter() + SECONDS, cycle(addresses)

    async def one() -> int:
        count = 0
        while time.perf_counter() < until:
            count += await _complete(port, next(endless))
        return count

    return sum(await asyncio.gather(*(one() for _ in range(clients)))) / SECONDS


async def _timed(port: int, address: str, due: float) -> float | None:
    """Seconds from when the request was due, so that waiting for its turn counts; None if it failed."""
    return time.perf_counter() - due if await _complete(port, address) else None


async def _complete(port: int, address: str) -> bool:
    """Whether the whole page came, over a connection of its own, as from readers who don't know of each other."""
    try:
        return await asyncio.wait_for(_page(port, address), PATIENCE)
    except (OSError, TimeoutError):
        return False


async def _page(port: int, address: str) -> bool:
    reader, writer = await asyncio.open_connection(HOST, port)
    try:
        writer.write(f"GET {address} HTTP/1.1\r\nHost: {HOST}\r\nConnection: close\r\n\r\n".encode())
        head, _, body = (await reader.read()).partition(b"\r\n\r\n")
    finally:
        writer.close()
    length = re.search(rb"(?i)content-length: *(\d+)", head)
    return head.startswith(b"HTTP/1.1 200") and length is not None and len(body) == int(length[1])


def _step(rate: float, took: Sequence[float], came: int) -> Step:
    p50, p95, p99 = map(float, np.percentile(took or [PATIENCE], (50, 95, 99)))
    return Step(rate, came, came - len(took), p50, p95, p99)
