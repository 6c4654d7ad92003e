"""All speakers, or all topics, of a generation: looked through once, and known as long as it answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from searchapp.engines import Activity, Generation
from searchapp.text.analysis import forms

NEAR = 8
"""Names that are suggested in place of one that nobody has."""
TRIED = 4
"""Words of such a name that other spellings are looked for of."""
REMEMBERED = 1_000
"""Answers that are remembered of a generation before all of them are forgotten."""
_Answer = TypeVar("_Answer")


@dataclass(frozen=True, slots=True)
class Entry:
    """A name, and all that has been said under it; `folded` are the forms of its words, a space around each."""

    name: str
    folded: str
    activity: Activity

    @property
    def years(self) -> tuple[int, int] | None:
        """The first and the last year; None where no year is known."""
        known = self.activity.years
        return (known[0][0], known[-1][0]) if known else None


ORDERS: Mapping[str, Callable[[Entry], Any]] = {
    "speeches": lambda entry: (-entry.activity.speeches, entry.folded, entry.name),
    "words": lambda entry: (-entry.activity.words, entry.folded, entry.name),
    "name": lambda entry: (entry.folded, entry.name),
}
"""What names are ordered by, in each of params.NAMED_BY."""


class Directory:
    """The names of a field; `without` is what has been said by nobody named, or on no topic."""

    def __init__(self, active: Mapping[str, Activity]) -> None:
        self.without = active.get("", Activity(0, 0))
        self.entries = {name: Entry(name, _folded(name), found) for name, found in active.items() if name}
        self._ordered: dict[str, Sequence[Entry]] = {}

    def ordered(self, order: str) -> Sequence[Entry]:
        """All of them in one of ORDERS."""
        if order not in self._ordered:
            self._ordered[order] = sorted(self.entries.values(), key=ORDERS[order])
        return self._ordered[order]

    def found(self, find: str, order: str) -> Sequence[Entry]:
        """Those that have a word beginning with each of these; signs without letters are looked for as they are."""
        left, beginnings = self.ordered(order), forms(find, None)
        if not beginnings and find:
            return [entry for entry in left if find in entry.name]
        for form in beginnings:
            beginning = f" {form}"
            left = [entry for entry in left if beginning in entry.folded]
        return left

    def near(self, name: str, similar: Callable[[str], Sequence[str]]) -> Sequence[Entry]:
        """Names that share words with this one, those first whose words few others have.

        Where none does, names that have words spelt nearly so, as `similar` knows them.
        """
        words = set(forms(name, None))
        return self._sharing(words) or self._sharing({near for word in sorted(words)[:TRIED] for near in similar(word)})

    def _sharing(self, words: set[str]) -> Sequence[Entry]:
        worth: Counter[str] = Counter()
        for word in words & self._having.keys():
            worth.update(dict.fromkeys(self._having[word], 1 / len(self._having[word])))
        best = sorted(worth, key=lambda name: (-worth[name], ORDERS["speeches"](self.entries[name])))
        return [self.entries[name] for name in best[:NEAR]]

    @cached_property
    def _having(self) -> Mapping[str, Sequence[str]]:
        """The names that have each word."""
        having: dict[str, list[str]] = {}
        for entry in self.entries.values():
            for word in set(entry.folded.split()):
                having.setdefault(word, []).append(entry.name)
        return having


class Known:
    """What has been found out about generations, forgotten with them."""

    def __init__(self) -> None:
        self._answers: WeakKeyDictionary[Generation, dict[Hashable, Any]] = WeakKeyDictionary()

    def directory(self, generation: Generation, field: str) -> Directory:
        """The directory of `speaker` or `topic`."""
        return self.once(generation, field, lambda: Directory(generation.activity(field)))

    def once(self, generation: Generation, question: Hashable, answer: Callable[[], _Answer]) -> _Answer:
        """The answer to a question about a generation; two threads that miss the same one both make it."""
        answers = self._answers.setdefault(generation, {})
        if question not in answers:
            if len(answers) >= REMEMBERED:
                answers.clear()
            answers[question] = answer()
        found: _Answer = answers[question]
        return found


def _folded(name: str) -> str:
    return f" {' '.join(forms(name, None))} "
