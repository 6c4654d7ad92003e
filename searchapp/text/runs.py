"""What a query looks for in a text: runs of one or more terms, and where a run stands among a text's forms."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Literal, NamedTuple

from searchapp.text import analysis

Kind = Literal["stem", "exact", "prefix", "fuzzy"]
Check = Callable[[], None]
"""What long work calls every few milliseconds; it raises where time is up."""
SHARED_PREFIX = 2
"""A fuzzy term shares its first two letters with what it finds."""


def unhurried() -> None:
    """Let work take the time it takes."""


class Term(NamedTuple):
    """One word to look for, as it was typed; `edits` is how many letters a fuzzy one may differ by."""

    word: str
    kind: Kind = "stem"
    edits: int = 0


class Run(NamedTuple):
    """A term, or several: side by side in this order, or (`slop`) in any order with at most so many others between."""

    terms: tuple[Term, ...]
    slop: int | None = None


def wanted(term: Term, language: str | None) -> Callable[[str], bool]:
    """Whether a form of that language is what the term looks for."""
    sought = analysis.form(term.word, language)
    if term.kind == "stem":
        roots = [(analysis.stem_in(rule), analysis.stem(sought, rule)) for rule in analysis.rules(language)]
        return lambda form: form == sought or any(stemmed(form) == root for stemmed, root in roots)
    if term.kind == "prefix":
        return lambda form: form.startswith(sought)
    if term.kind == "fuzzy":
        start = sought[:SHARED_PREFIX]
        return lambda form: form.startswith(start) and within(sought, form, term.edits)
    return lambda form: form == sought


@dataclass(frozen=True, slots=True)
class Standing:
    """Where each form stands in one text, and each stem by each of the languages that its words may be of."""

    language: str | None
    forms: Mapping[str, Sequence[int]]
    stems: Mapping[str, Mapping[str, Sequence[int]]]


def standing(forms: Sequence[str], language: str | None) -> Standing:
    """Where the forms of a text stand; an empty form is a gap that nothing stands in."""
    places: dict[str, list[int]] = defaultdict(list)
    for at, form in enumerate(forms):
        if form:
            places[form].append(at)
    stems = {rule: _by_stem(places, rule) for rule in analysis.rules(language)}
    return Standing(language, places, stems)


def _by_stem(places: Mapping[str, Sequence[int]], rule: str) -> Mapping[str, Sequence[int]]:
    stemmed = analysis.stem_in(rule)
    found: dict[str, list[int]] = defaultdict(list)
    for form, standing in places.items():
        found[stemmed(form)] += standing
    return {stem: sorted(standing) for stem, standing in found.items()}


def occurrences(run: Run, text: Standing, check: Check = unhurried) -> list[tuple[int, ...]]:
    """Where a run stands: for each occurrence the positions of its terms, in order of the first."""
    places: dict[Term, Sequence[int]] = {}
    for term in dict.fromkeys(run.terms):
        check()
        places[term] = _places(term, text)
        if not places[term]:
            return []
    return arrangements([places[term] for term in run.terms], run.slop, check)


def arrangements(places: Sequence[Sequence[int]], slop: int | None, check: Check = unhurried) -> list[tuple[int, ...]]:
    """The occurrences of a run whose n-th term stands at each of `places[n]`, ascending.

    With `slop`, any two terms must have the same places or none in common, as exact words and stems do.
    """
    if not all(places):
        return []
    if len(places) == 1:
        return [(at,) for at in places[0]]
    return _in_order(places) if slop is None else _near(places, slop, check)


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


def _places(term: Term, text: Standing) -> Sequence[int]:
    """Where a term stands, ascending."""
    sought = analysis.form(term.word, text.language)
    if term.kind == "exact":
        return text.forms.get(sought, ())
    if term.kind == "stem":
        found = [stems.get(analysis.stem(sought, rule), ()) for rule, stems in text.stems.items()]
        return found[0] if len(found) == 1 else sorted({*text.forms.get(sought, ()), *chain.from_iterable(found)})
    fits = wanted(term, text.language)
    return sorted(at for form, places in text.forms.items() if fits(form) for at in places)


def _in_order(places: Sequence[Sequence[int]]) -> list[tuple[int, ...]]:
    rest = [set(column) for column in places[1:]]
    return [
        tuple(range(start, start + len(places)))
        for start in places[0]
        if all(start + step in column for step, column in enumerate(rest, 1))
    ]


def _near(places: Sequence[Sequence[int]], slop: int, check: Check) -> list[tuple[int, ...]]:
    """Windows that begin with one of the terms and hold all of them, none overlapping."""
    width = len(places) + slop
    same = Counter(map(id, places))  # a term that is asked for often has one column, which may be long
    needed: Counter[tuple[int, ...]] = Counter()
    for column in {id(column): column for column in places}.values():
        needed[tuple(column)] += same[id(column)]
    found: list[tuple[int, ...]] = []
    free = 0
    for start in sorted({at for column in needed for at in column}):
        if start < free:
            continue
        check()
        seats = _seats(needed, start)
        if not seats:
            break
        if seats[-1] < start + width:
            found.append(tuple(seats))
            free = seats[-1] + 1
        else:
            free = seats[-1] - width + 1  # whatever begins before can't reach this far either
    return found


def _seats(needed: Mapping[tuple[int, ...], int], start: int) -> list[int]:
    """The first positions from `start` on, ascending, of as many terms as need each column; none if they run out."""
    seats: list[int] = []
    for column, terms in needed.items():
        low = bisect_left(column, start)
        if low + terms > len(column):
            return []
        seats += column[low : low + terms]
    return sorted(seats)
