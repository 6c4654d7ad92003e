r"""A text told again in forms and stems, in which words are found as letters are found in a string.

It is told stretch by stretch, as they stand between spaces, for no word crosses a space; speeches repeat their
stretches, so that most are told from memory. `\0` begins each stretch. Each word of it follows as its form and its
stem by each of the language's rules, with a mark before, between and behind: `\1harbours\2harbour\3` in English. No
form has such characters, so that `\2harbour\3` is one whole stem.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from searchapp.text.analysis import STEMMERS, WORD, form_in, rules, stem_in
from searchapp.text.remembering import LONGEST, Remembered
from searchapp.text.runs import Check

STRETCH = "\0"
MARKS = tuple(chr(number) for number in range(1, len(STEMMERS) + 3))
WORD_BEGINS = MARKS[0]
AT_ONCE = 20_000
"""How many characters are told between two checks."""


class Told(NamedTuple):
    """What texts are told as, one after another, and where in it each begins and the last ends."""

    said: str
    begins: Sequence[int]


def tell(texts: Sequence[str], language: str | None, check: Check) -> Told:
    """Between two texts nothing stands but where the second begins."""
    told = teller(language)
    parts = []
    for text in texts:
        check()
        stretches = text.split(" ")
        parts.append("".join(map(told, stretches) if len(text) <= AT_ONCE else _unhurried(told, stretches, check)))
    return Told("".join(parts), list(accumulate(map(len, parts), initial=0)))


@cache
def teller(language: str | None) -> Callable[[str], str]:
    """The function that tells the stretches of a language, one after another."""
    folded = form_in(language)

    def told(stretch: str) -> str:
        words = WORD.findall(stretch)
        if len(words) != 1:
            return STRETCH + "".join([known[word][1:] for word in words])
        return known[words[0]] if words[0] != stretch else STRETCH + _marked(versions(folded(stretch), language))

    known = Remembered(told)
    return known.__getitem__


def versions(form: str, language: str | None) -> tuple[str, ...]:
    """A form, and its stem by each rule of the language, as the n-th stands between the n-th mark and the next."""
    return (form, *(stem_in(rule)(form) for rule in rules(language)))


def _marked(versions: Sequence[str]) -> str:
    return "".join(map("".join, zip(MARKS, versions, strict=False))) + MARKS[len(versions)]


def _unhurried(told: Callable[[str], str], stretches: Sequence[str], check: Check) -> Iterator[str]:
    """What each stretch is told as, one that is long word by word."""
    for number, stretch in enumerate(stretches):
        if number % (AT_ONCE // LONGEST) == 0:
            check()
        if len(stretch) <= LONGEST:
            yield told(stretch)
            continue
        yield STRETCH
        for nth, match in enumerate(WORD.finditer(stretch)):
            if nth % LONGEST == 0:
                check()
            yield told(match.group())[1:]
