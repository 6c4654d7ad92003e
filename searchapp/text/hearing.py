"""Where runs stand in texts of any kind: heard from what they are told as, then looked up in the texts themselves."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from searchapp.text.aims import Aim, aim
from searchapp.text.analysis import WORD
from searchapp.text.retelling import MARKS, STRETCH, WORD_BEGINS, Told, tell
from searchapp.text.runs import Check, Run, Term, arrangements

Place = tuple[int, int, int, int]
"""The number of a text, the first character and the end of what stands there, and which run it is."""
Pair = tuple[int, int]
"""Where the first and the last word of what will be one mark begin, in what the texts are told as."""


def heard(texts: Sequence[str], runs: Mapping[int, Run], language: str | None, check: Check) -> Iterator[Place]:
    """All that stands of these runs, in no order."""
    told = tell(texts, language, check)
    pairs = {which: _pairs(run, language, told, check) for which, run in runs.items()}
    yield from _spans(texts, told, pairs, check)


def _pairs(run: Run, language: str | None, told: Told, check: Check) -> list[Pair]:
    aims = {term: aim(term, language) for term in run.terms}
    if len(run.terms) == 1:
        return [(start, start) for start in _starts(aims[run.terms[0]], told.said, check)]
    if not all(any(needle in told.said for needle in aim.needles) for aim in aims.values()):
        return []
    starts = {term: _starts(aim, told.said, check) for term, aim in aims.items()}
    return list(chain.from_iterable(_together(run, columns, told.said, check) for columns in _by_text(starts, told)))


def _by_text(starts: Mapping[Term, Sequence[int]], told: Told) -> Iterator[Mapping[Term, Sequence[int]]]:
    """What of `starts` stands in each text that has all the terms: a run stands within one text."""
    rarest = min(starts.values(), key=len)
    for text in dict.fromkeys(bisect_right(told.begins, start) for start in rarest):
        begin, end = told.begins[text - 1 : text + 1]
        own = {term: found[bisect_left(found, begin) : bisect_left(found, end)] for term, found in starts.items()}
        if all(own.values()):
            yield own


def _together(run: Run, starts: Mapping[Term, Sequence[int]], said: str, check: Check) -> Iterator[Pair]:
    before = min(found[0] for found in starts.values())
    places = {term: _positions(said, found, before) for term, found in starts.items()}
    begins = {place: start for term in starts for place, start in zip(places[term], starts[term], strict=True)}
    for seats in arrangements([places[term] for term in run.terms], run.slop, check):
        if run.slop is None:
            yield begins[seats[0]], begins[seats[-1]]
        else:
            yield from ((begins[place], begins[place]) for place in seats)


def _starts(aim: Aim, said: str, check: Check) -> list[int]:
    """Where what was said begins the words of a term, ascending."""
    starts = []
    for needle in aim.needles:
        at = said.find(needle)
        while at >= 0:
            check()
            starts.append(said.rfind(WORD_BEGINS, 0, at + 1))
            at = said.find(needle, at + 1)
    if len(aim.needles) > 1:
        starts = sorted(set(starts))
    if aim.fits is None:
        return starts
    forms = [said[start + 1 : said.find(MARKS[1], start)] for start in starts]
    fitting = set(filter(aim.fits, set(forms)))
    return [start for start, form in zip(starts, forms, strict=True) if form in fitting]


def _positions(said: str, starts: Sequence[int], before: int) -> list[int]:
    """How many words were said from `before` up to each of `starts`, ascending."""
    positions, position = [], 0
    for start in starts:
        position += said.count(WORD_BEGINS, before, start)
        before = start
        positions.append(position)
    return positions


def _spans(texts: Sequence[str], told: Told, pairs: Mapping[int, Sequence[Pair]], check: Check) -> Iterator[Place]:
    starts = sorted({start for found in pairs.values() for pair in found for start in pair})
    at = dict(zip(starts, _words(texts, told, starts, check), strict=True))
    for which, found in pairs.items():
        for first, last in found:
            check()
            number, begin, _ = at[first]
            yield number, begin, at[last][2], which


def _words(texts: Sequence[str], told: Told, starts: Sequence[int], check: Check) -> Iterator[tuple[int, int, int]]:
    """The number of the text, the first character and the end of each word that is told at `starts`, ascending."""
    low = 0
    while low < len(starts):
        number = bisect_right(told.begins, starts[low]) - 1
        high = bisect_left(starts, told.begins[number + 1], low)
        spans = _standing(texts[number], told.said, told.begins[number], starts[low:high], check)
        yield from ((number, begin, end) for begin, end in spans)
        low = high


def _standing(text: str, said: str, passed: int, starts: Sequence[int], check: Check) -> Iterator[tuple[int, int]]:
    """Stretches are counted up to each word, then the words of its own; what has been `passed` isn't counted again."""
    stretches = text.split(" ")
    nth = first = behind = 0
    passed += 1
    for start in starts:
        check()
        if further := said.count(STRETCH, passed, start):
            first += sum(map(len, stretches[nth : nth + further])) + further
            nth, behind = nth + further, 0
            passed = said.rfind(STRETCH, passed, start) + 1
        for _ in range(said.count(WORD_BEGINS, passed, start)):
            behind = _word(stretches[nth], behind)[1]
        begin, behind = _word(stretches[nth], behind)
        yield first + begin, first + behind
        passed = start + 1


def _word(stretch: str, behind: int) -> tuple[int, int]:
    """Where the next word of a stretch stands that is told to have one."""
    match = WORD.search(stretch, behind)
    assert match
    return match.span()
