"""How a process that builds takes memory from the system, and gives it back."""

from __future__ import annotations

import ctypes
from contextlib import suppress

_THP_DISABLE = 41
"""Linux: what to ask prctl for, so that no large pages are cleared for this process."""


def give_back() -> None:
    """Hand back what is free, which the C library puts off; where it has no such call, nothing happens."""
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).malloc_trim(0)


def take_small_pages() -> None:
    """Don't wait for large pages to be found and cleared: memory is filled once, and used for a moment only."""
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).prctl(_THP_DISABLE, 1, 0, 0, 0)
