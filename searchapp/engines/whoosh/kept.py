"""Arrays that were made for one question and may serve the next: those asked for last, up to so many bytes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, Protocol, TypeVar


class Sized(Protocol):
    """What says how much memory it takes."""

    @property
    def nbytes(self) -> int:
        """Bytes."""


Value = TypeVar("Value", bound=Sized)
OVERHEAD = 500
"""Bytes that keeping anything takes."""


class Kept(Generic[Value]):
    """Values by key, for any number of threads; two that miss the same one at once both make it."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._values: OrderedDict[Hashable, Value] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """The value of a key, made where it isn't kept."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key]
        made = make()
        with self._lock:
            if key not in self._values:
                self._values[key] = made
                self._room -= made.nbytes + OVERHEAD
            while self._room < 0 and self._values:
                _, old = self._values.popitem(last=False)
                self._room += old.nbytes + OVERHEAD
        return made
