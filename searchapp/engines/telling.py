"""Which words tell what speeches are about: the same on every engine."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from math import log
from typing import Any

from searchapp.engines import Telling, ranking
from searchapp.query.model import Or, Word
from searchapp.speech import Speech
from searchapp.text.analysis import STEMMERS, analysed_as, forms, stem

LOOKED_AT = 80
"""Speeches, evenly spread over those found, that are looked at to choose words."""
BEGINNING = 4_000
"""Characters of each of them that are."""
CONSIDERED = 400
"""Words of these that are considered, those that most of them have."""
COUNTED = 3
"""Words that are counted exactly for each one that is wanted."""
SHORTEST = 3
"""Letters of a word that may tell something."""
COMMON = 1 / 6
"""A word that a larger part of all speeches has tells nothing, unless there are not more of them than were found."""
SHARED = 12
"""Words that speeches which are alike share some of."""
WEIGHED = 150
"""Words of a speech that are weighed, those said most often."""

Count = Callable[[str], int]
"""In how many speeches a form is said."""


def spread(found: Sequence[Any]) -> list[Any]:
    """So many of the speeches found as are looked at."""
    step = max(1.0, len(found) / LOOKED_AT)
    return [found[int(at * step)] for at in range(min(len(found), LOOKED_AT))]


def candidates(speeches: Iterable[Speech], found: int, everywhere: Count, total: int, wanted: int) -> list[str]:
    """The forms that are likely to be told of so many speeches found among all, by those of them that are looked at."""
    said: dict[str | None, Counter[str]] = defaultdict(Counter)
    looked = list(speeches)
    for speech in looked:
        said[analysed_as(speech.language)].update(set(speech.text[:BEGINNING].split()))
    having: Counter[str] = Counter()
    for language, stretches in said.items():
        for stretch, count in stretches.most_common(2 * CONSIDERED):
            having.update({form: count for form in set(forms(stretch, language)) if _speaks(form)})
    weighed = []
    for form, count in having.most_common(CONSIDERED):
        about = min(found, count * found / len(looked))
        weighed.append((weight(about, found, max(everywhere(form), about), total), form))
    return [form for _, form in sorted(weighed, reverse=True)[: COUNTED * wanted]]


def told(counted: Iterable[Telling], found: int, speeches: int, limit: int) -> list[Telling]:
    """The most telling of words, one of each stem, of so many speeches found among all."""
    weighed = [(weight(word.speeches, found, word.everywhere, speeches), word) for word in counted]
    chosen: list[Telling] = []
    met: set[tuple[str, str]] = set()
    for _, word in sorted(((w, word) for w, word in weighed if w > 0), key=lambda pair: (-pair[0], pair[1].word)):
        stems = {(rule, stem(word.word, rule)) for rule in STEMMERS}
        if not stems & met:
            chosen.append(word)
        met |= stems
        if len(chosen) == limit:
            break
    return chosen


def weight(having: float, found: int, everywhere: float, speeches: int) -> float:
    """How surely it is no chance that so many of those found have a word.

    0 where fewer of them have it than of the others, and where too many of all have it.

    The log-likelihood ratio of two binomials: Dunning, “Accurate methods for the statistics of surprise and
    coincidence”, Computational Linguistics 19 (1993), on speeches instead of words.
    """
    others, rest = everywhere - having, speeches - found
    if not rest or having * rest <= others * found or everywhere > max(found, speeches * COMMON):
        return 0.0
    together = everywhere / speeches
    return 2 * (
        _likely(having, found, having / found)
        + _likely(others, rest, others / rest)
        - _likely(having, found, together)
        - _likely(others, rest, together)
    )


def sharing(forms: Sequence[str], speeches: int, having: Count) -> Or | None:
    """What finds speeches that have some of a speech's most telling words, given its forms; None where it has none."""
    said = {form: count for form, count in Counter(forms).items() if _speaks(form)}
    often = sorted(said, key=lambda form: (-said[form], -len(form), form))[:WEIGHED]
    counted = [(form, having(form)) for form in often]
    worth = {
        form: ranking.saturated(said[form]) * ranking.rarity(speeches, count) for form, count in counted if count > 1
    }
    best = sorted(worth, key=lambda form: (-worth[form], form))[:SHARED]
    return Or(tuple(Word(form, "body", exact=True) for form in best)) if best else None


def _likely(hits: float, trials: int, probability: float) -> float:
    """The logarithm of the probability, but for a factor that cancels out."""
    missed = trials - hits
    return (hits * log(probability) if hits else 0.0) + (missed * log(1 - probability) if missed else 0.0)


def _speaks(form: str) -> bool:
    return len(form) >= SHORTEST and not any(map(str.isdigit, form))
