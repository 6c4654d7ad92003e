"""Work in a process of its own, so that what it fills isn't counted with what comes after."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TypeVar

from memory import Memory, Watch

Result = TypeVar("Result")


def apart(function: Callable[..., Result], *arguments: object) -> Result:
    """Call in a new process."""
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return pool.submit(function, *arguments).result()


def watched(function: Callable[..., Result], *arguments: object) -> tuple[Result, Memory]:
    """The same, and the most memory that the process and those which it started held meanwhile."""
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        with Watch(pool.submit(os.getpid).result()) as watch:
            result = pool.submit(function, *arguments).result()
        return result, watch.peak
