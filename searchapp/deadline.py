"""How long an answer may take."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from searchapp.errors import TooSlow


@dataclass(frozen=True, slots=True)
class Deadline:
    """A moment on a clock that is handed in; whoever does long work calls `check` every few milliseconds of it."""

    at: float
    clock: Callable[[], float]

    @classmethod
    def after(cls, seconds: float, clock: Callable[[], float]) -> Deadline:
        """The moment that many seconds from now."""
        return cls(clock() + seconds, clock)

    def check(self) -> None:
        """Raise TooSlow once the moment has passed."""
        if self.clock() > self.at:
            raise TooSlow(
                "This search took too long and was stopped. Use longer or rarer words, or narrow it by speaker or date."
            )
