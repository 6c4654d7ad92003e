"""What a query looks for in a text: runs of one or more terms, and where a run stands among a text's forms."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from searchapp.text import analysis

Kind = Literal["stem", "exact", "prefix", "fuzzy"]
SHARED_PREFIX = 2
"""A fuzzy term shares its first two letters with what it finds."""


@dataclass(frozen=True, slots=True)
class Term:
    """One word to look for, as it was typed; `edits` is how many letters a fuzzy one may differ by."""

    word: str
    kind: Kind = "stem"
    edits: int = 0


@dataclass(frozen=True, slots=True)
class Run:
    """A term, or several: side by side in this order, or (`slop`) in any order with at most so many others between."""

    terms: tuple[Term, ...]
    slop: int | None = None


def wanted(term: Term, language: str | None) -> Callable[[str], bool]:
    """Whether a form of that language is what the term looks for."""
    sought = analysis.form(term.word, language)
    if term.kind == "stem":
        root, stemmed = analysis.stem(sought, language), analysis.stem_in(language)
        return lambda form: stemmed(form) == root
    if term.kind == "prefix":
        return lambda form: form.startswith(sought)
    if term.kind == "fuzzy":
        start = sought[:SHARED_PREFIX]
        return lambda form: form.startswith(start) and within(sought, form, term.edits)
    return lambda form: form == sought


def occurrences(run: Run, forms: Sequence[str], language: str | None) -> list[tuple[int, ...]]:
    """Where a run stands: for each occurrence the positions of its terms, in order of the first."""
    tests = {term: wanted(term, language) for term in run.terms}
    known: dict[Term, dict[str, bool]] = {
        term: {form: test(form) for form in set(forms)} for term, test in tests.items()
    }
    places = [[at for at, form in enumerate(forms) if known[term][form]] for term in run.terms]
    return arrangements(places, run.slop)


def arrangements(places: Sequence[Sequence[int]], slop: int | None) -> list[tuple[int, ...]]:
    """The occurrences of a run whose n-th term stands at each of `places[n]`, ascending."""
    if not all(places):
        return []
    if len(places) == 1:
        return [(at,) for at in places[0]]
    return _in_order(places) if slop is None else _near(places, slop)


def within(one: str, other: str, edits: int) -> bool:
    """Whether two words differ by at most so many letters added, left out, replaced or swapped with the next.

    Optimal string alignment distance: Damerau, “A technique for computer detection and correction of spelling
    errors”, CACM 7 (1964), each letter edited once.
    """
    if abs(len(one) - len(other)) > edits:
        return False
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        older, before, row = before, row, [i]
        for j, target in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != target))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == target:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > edits:
            return False
    return row[-1] <= edits


def _in_order(places: Sequence[Sequence[int]]) -> list[tuple[int, ...]]:
    rest = [set(column) for column in places[1:]]
    return [
        tuple(range(start, start + len(places)))
        for start in places[0]
        if all(start + step in column for step, column in enumerate(rest, 1))
    ]


def _near(places: Sequence[Sequence[int]], slop: int) -> list[tuple[int, ...]]:
    """Windows that begin with one of the terms and hold all of them, none overlapping."""
    width = len(places) + slop
    found: list[tuple[int, ...]] = []
    free = 0
    for start in sorted({at for column in places for at in column}):
        if start < free:
            continue
        window = [column[bisect_left(column, start) : bisect_left(column, start + width)] for column in places]
        seated = _seats(window) if all(window) else None
        if seated and start in seated:
            found.append(tuple(sorted(seated)))
            free = max(seated) + 1
    return found


def _seats(window: Sequence[Sequence[int]]) -> list[int] | None:
    """A position of its own for each term, or None: bipartite matching by augmenting paths."""
    taken: dict[int, int] = {}

    def seat(term: int, tried: set[int]) -> bool:
        for at in window[term]:
            if at not in tried:
                tried.add(at)
                if at not in taken or seat(taken[at], tried):
                    taken[at] = term
                    return True
        return False

    return list(taken) if all(seat(term, set()) for term in range(len(window))) else None
