"""Where runs stand in short plain texts, by the letters that their first words begin with.

The forms of plain words, in English and Russian letters, are the words in small letters: only what has the letters of
a form needs to be looked at.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from searchapp.text.aims import Aim
from searchapp.text.analysis import WORD
from searchapp.text.retelling import teller
from searchapp.text.runs import Check, Run

LONGEST = 20_000
"""Characters of texts that are looked at without asking whether there is time."""
FEWEST = 2
"""Letters that are worth looking for: fewer stand everywhere."""
_SIGNS = "‘’“”„«»‐‒–—−…•·£€°№\u00a0"
_ENGLISH = re.compile(rf"[\x00-\x7f{_SIGNS}]*")
_RUSSIAN = re.compile(rf"[\x00-\x7f{_SIGNS}А-яЁё]*")
_TOUCHING = re.compile("[A-Za-z](?:(?=[0-9'’А-яЁё])|(?<=[0-9'’А-яЁё][A-Za-z]))")
"""What may be a word in both alphabets, which has another form than its letters."""


class View(NamedTuple):
    """Texts in small letters, one space between each two of them, where each begins, and how their words are told."""

    letters: str
    begins: Sequence[int]
    told: Callable[[str], str]


def glance(texts: Sequence[str], language: str | None) -> View | None:
    """None of texts that are long or not plain."""
    if sum(map(len, texts)) > LONGEST:
        return None
    text = " ".join(texts)
    if not _plain(text):
        return None
    begins = accumulate(texts, lambda begin, text: begin + len(text) + 1, initial=0)
    return View(text.lower().replace("’", "'").replace("ё", "е"), list(begins), teller(language))


def _plain(text: str) -> bool:
    if text.isascii() or _ENGLISH.fullmatch(text):
        return True
    return bool(_RUSSIAN.fullmatch(text)) and not _TOUCHING.search(text)


def obvious(run: Run, aims: Sequence[Aim]) -> bool:
    """Whether a run is seen at a glance, if anything is: words side by side, whose first is known by its letters."""
    return run.slop is None and len(aims[0].beginning) >= FEWEST


def seen(aims: Sequence[Aim], view: View, check: Check) -> Iterator[tuple[int, int, int]]:
    """The number of the text, the first character and the end, for each row of words that the aims hit in order."""
    for begin, end in _hit(aims[0], view):
        check()
        last = _last(aims[1:], view, end) if len(aims) > 1 else end
        number = bisect_right(view.begins, begin) - 1
        if end <= last < view.begins[number + 1]:
            yield number, begin - view.begins[number], last - view.begins[number]


def _hit(aim: Aim, view: View) -> Iterator[tuple[int, int]]:
    """What stands between two spaces is told first: much has the letters, but no word that is hit."""
    letters, _, told = view
    at = letters.find(aim.beginning)
    while at >= 0:
        begin, end = letters.rfind(" ", 0, at) + 1, letters.find(" ", at)
        end = len(letters) if end < 0 else end
        if aim.hits(told(letters[begin:end])):
            words = WORD.finditer(letters, begin, end)
            yield from [word.span() for word in words if aim.hits(told(word.group()))]
        at = letters.find(aim.beginning, end)


def _last(aims: Sequence[Aim], view: View, end: int) -> int:
    """The end of the last of the words that follow, if each is hit in turn; else -1."""
    for aim in aims:
        word = WORD.search(view.letters, end)
        if not word or not aim.hits(view.told(word.group())):
            return -1
        end = word.end()
    return end
