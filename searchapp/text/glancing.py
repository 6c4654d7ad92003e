"""Where runs stand in short plain texts, by the letters that their first words begin with.

The forms of plain words, in English and Russian letters, are the words in small letters: only a word that begins with
the letters of a form needs to be looked at.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import accumulate
from string import ascii_lowercase, digits
from typing import NamedTuple

import numpy as np

from searchapp.text.aims import Aim
from searchapp.text.analysis import WORD
from searchapp.text.retelling import teller
from searchapp.text.runs import Run

LONGEST = 20_000
"""Characters of texts that are looked at without asking whether there is time."""
FEWEST = 2
"""Letters that are worth looking for: fewer stand everywhere."""
_SIGNS = "‘’“”„«»‐‒–—−…•·£€°№\u00a0"
_RUSSIAN = "абвгдежзийклмнопрстуфхцчшщъыьэюя"
_TOUCHING = re.compile("[A-Za-z](?:(?=[0-9'’А-яЁё])|(?<=[0-9'’А-яЁё][A-Za-z]))")
"""What may be a word in both alphabets, which has another form than its letters."""
_BETWEEN, _APOSTROPHE = b" ", b"'"


def _letters() -> dict[int, int]:
    """One byte for each plain character: what it is in words, or a space where it is in none."""
    plain = dict.fromkeys([*range(128), *map(ord, _SIGNS)], ord(_BETWEEN))
    plain |= {ord(sign): ord(_APOSTROPHE) for sign in "'’"}
    small = {ord(sign): ord(sign) for sign in ascii_lowercase + digits}
    small |= {ord(sign): 128 + at for at, sign in enumerate(_RUSSIAN)}
    small[ord("ё")] = small[ord("е")]
    return plain | small | {ord(chr(code).upper()): byte for code, byte in small.items()}


_LETTERS = _letters()
_ENGLISH = bytes(_LETTERS.get(code, 0) for code in range(256))
_EVERY = np.array([_LETTERS.get(code, 0) for code in range(1 << 16)], np.uint8)
_OTHER = b"\0"


class View(NamedTuple):
    """Texts with one space between each two, their letters with one more before and behind, and where each begins."""

    text: str
    letters: bytes
    begins: Sequence[int]
    told: Callable[[str], str]


def glance(texts: Sequence[str], language: str | None) -> View | None:
    """None of texts that are long or not plain."""
    if sum(map(len, texts)) > LONGEST:
        return None
    text = " ".join(texts)
    letters = _spelt(text)
    if _OTHER in letters or not (letters.isascii() or not _TOUCHING.search(text)):
        return None
    begins = accumulate(texts, lambda begin, text: begin + len(text) + 1, initial=0)
    return View(text, _BETWEEN + letters + _BETWEEN, list(begins), teller(language))


def _spelt(text: str) -> bytes:
    """A byte for each character; zeros for those that are not plain."""
    if text.isascii():
        return text.encode("ascii").translate(_ENGLISH)
    return bytes(_EVERY[np.frombuffer(text.encode("utf-16-le", "surrogatepass"), "<u2")])


@lru_cache(maxsize=1000)
def _beginning(aim: Aim) -> bytes:
    return _spelt(aim.beginning)


def obvious(run: Run, aims: Sequence[Aim]) -> bool:
    """Whether a run is seen at a glance, if anything is: words side by side, whose first is known by its letters."""
    return run.slop is None and len(aims[0].beginning) >= FEWEST and _OTHER not in _beginning(aims[0])


def seen(aims: Sequence[Aim], view: View) -> list[tuple[int, int, int]]:
    """The number of the text, the first character and the end, for each row of words that the aims hit in order."""
    begins, found = view.begins, []
    for begin, end in _hit(aims[0], view):
        last = _last(aims[1:], view, end) if len(aims) > 1 else end
        number = bisect_right(begins, begin) - 1
        if end <= last < begins[number + 1]:
            found.append((number, begin - begins[number], last - begins[number]))
    return found


def _hit(aim: Aim, view: View) -> list[tuple[int, int]]:
    text, letters, _, told = view
    hits, found = aim.hits, []
    for begin, end in _beginning_so(_beginning(aim), letters):
        if not hits(told(text[begin:end])):
            continue
        if letters.find(_APOSTROPHE, begin + 1, end + 1) < 0:
            found.append((begin, end))
        else:
            words = WORD.finditer(text, begin, end)
            found += [word.span() for word in words if hits(told(word.group()))]
    return found


def _beginning_so(beginning: bytes, letters: bytes) -> list[tuple[int, int]]:
    """Each stretch of letters and apostrophes in which a word may begin so; at n in a text is n + 1 in its letters."""
    found = []
    at = letters.find(_BETWEEN + beginning)
    while at >= 0:
        end = letters.index(_BETWEEN, at + 1)
        found.append((at, end - 1))
        at = letters.find(_BETWEEN + beginning, end)
    at = letters.find(_APOSTROPHE + beginning)
    while at >= 0:
        begin, end = letters.rindex(_BETWEEN, 0, at), letters.index(_BETWEEN, at)
        if not letters.startswith(beginning, begin + 1):
            found.append((begin, end - 1))
        at = letters.find(_APOSTROPHE + beginning, end)
    return found


def _last(aims: Sequence[Aim], view: View, end: int) -> int:
    """The end of the last of the words that follow, if each is hit in turn; else -1."""
    for aim in aims:
        word = WORD.search(view.text, end)
        if not word or not aim.hits(view.told(word.group())):
            return -1
        end = word.end()
    return end
