"""What was worked out of words that are met often, remembered within bounds."""

from __future__ import annotations

from collections.abc import Callable

MOST = 65_536
"""How many words a generation of memory holds; there are two."""
LONGEST = 100
"""A longer word is worked out each time: bounds on their number would not bound what words take."""


class Remembered(dict[str, str]):
    """What a function makes of each word, by word; what wasn't met lately is forgotten and worked out anew.

    Two generations: when the young one is full it becomes the old one, and what is met again is young again.
    """

    def __init__(self, work: Callable[[str], str]) -> None:
        self._work = work
        self._old: dict[str, str] = {}

    def __missing__(self, word: str) -> str:
        made = self._old.get(word)
        if made is None:
            made = self._work(word)
        if len(word) <= LONGEST:
            if len(self) >= MOST:
                self._old = dict(self)
                self.clear()
            self[word] = made
        return made
