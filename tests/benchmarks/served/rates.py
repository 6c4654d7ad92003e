"""How many requests a second the site bears, found step by step."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from served.load import Step, come, crowd

CLIENTS = 8
"""Clients that ask without a pause, to find out where to look."""
STEPS = 6
TRIES = 2
ABOVE = 1.2
"""How far above what those clients got it is looked for."""
REST = 1.0
"""Seconds between steps, in which what is left of one is answered."""


def rates(port: int, addresses: Sequence[str]) -> tuple[Step, ...]:
    """Halve, step by step, what lies between a rate that was borne and one that wasn't."""
    return asyncio.run(_rates(port, addresses))


async def _rates(port: int, addresses: Sequence[str]) -> tuple[Step, ...]:
    low, high = 0.0, ABOVE * await crowd(port, addresses, CLIENTS)
    if not high:
        raise ConnectionError("Not one page was answered under load.")
    steps: list[Step] = []
    for number in range(STEPS):
        steps += await _tried(port, addresses, (low + high) / 2, number)
        low, high = (steps[-1].rate, high) if steps[-1].held else (low, steps[-1].rate)
    return tuple(steps)


async def _tried(port: int, addresses: Sequence[str], rate: float, number: int) -> list[Step]:
    """A rate that isn't borne is tried once more: it may have been the machine's fault."""
    steps: list[Step] = []
    while len(steps) < TRIES and not (steps and steps[-1].held):
        await asyncio.sleep(REST)
        steps.append(await come(port, addresses, rate, seed=number * TRIES + len(steps)))
    return steps
