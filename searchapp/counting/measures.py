"""What a tally comes to: the measures by which words are compared, each with its denominator."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from operator import attrgetter

from searchapp.engines import Tally
from searchapp.query.model import Fuzzy, Node, Or, Phrase, Prefix, Word

MEASURES = ("words", "speeches", "times", "count")
"""Occurrences per million words, share of the speeches; and the two as they are counted, of nothing."""
MILLION = 1_000_000
_SPOKEN = {None, "body"}


def figure(tally: Tally, measure: str) -> float | None:
    """What a tally comes to by one of MEASURES; None where it would be of nothing."""
    return _FIGURES[measure](tally)


def per_million(tally: Tally) -> float | None:
    """Occurrences in a million words; None where nothing was said."""
    return tally.times * MILLION / tally.of_words if tally.of_words else None


def share(tally: Tally) -> float | None:
    """The part of all speeches that was found, 0 to 1; None where there are none."""
    return tally.speeches / tally.of_speeches if tally.of_speeches else None


_FIGURES: Mapping[str, Callable[[Tally], float | None]] = {
    "words": per_million,
    "speeches": share,
    "times": attrgetter("times"),
    "count": attrgetter("speeches"),
}


def natural(trees: Iterable[Node | None]) -> str:
    """The measure that tells most of queries: per million words where each is a word or phrase, or any of several."""
    return "words" if all(map(occurs, trees)) else "speeches"


def occurs(tree: Node | None) -> bool:
    """Whether a query looks for a word or phrase, or any of several, so that each time one is said counts."""
    match tree:
        case Or(parts):
            return all(map(occurs, parts))
        case Word() | Prefix() | Fuzzy() | Phrase():
            return tree.field in _SPOKEN
    return False
