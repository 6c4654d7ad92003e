"""Text into words: where they stand, their form (case and diacritics folded) and their stem.

A word is a run of letters and digits; apostrophes and soft hyphens inside it belong to it; each Chinese or Japanese
character is a word of its own. Every word counts, however common or short, so that a phrase means what it says.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import chain, groupby
from typing import NamedTuple

import Stemmer

from searchapp.text.remembering import LONGEST, Remembered

_MARKS = "".join(chr(c) for c in range(0x300, 0x2000) if unicodedata.category(chr(c)) in {"Mn", "Mc"})
_APOSTROPHES = "'’ʼ＇"
_INVISIBLE = "\u00ad\u200c\u200d\u2060"
_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_FIRST = rf"[^\W_{_CJK}{_APOSTROPHES}]"
_LETTERS = rf"(?:{_FIRST}++|[{_MARKS}]++)"  # what is taken is never given back: no word is long to read
WORD = re.compile(rf"[{_CJK}]|{_FIRST}{_LETTERS}*+(?:[{_APOSTROPHES}{_INVISIBLE}]++{_LETTERS}++)*+")

_FOLDED = {ord(c): None for c in _INVISIBLE} | {ord(c): "'" for c in _APOSTROPHES}
_ACCENT = re.compile("(?<!и)[\u0300-\u036f\u0591-\u05bd\u064b-\u065f\u0670]|(?<=и)(?!\u0306)[\u0300-\u036f]")
_ELISION = re.compile(r"\A(?:(?:l|d|j|m|n|s|t|c|qu|jusqu|lorsqu|puisqu|quoiqu)'+)+(?=[^'])")
_OTHER_LETTERS = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i"})
_LATIN = re.compile("[a-z]")
_CYRILLIC = re.compile("[а-я]")
_TO_CYRILLIC = str.maketrans("abcehikmoptxy", "авсенікмортху")
_TO_LATIN = str.maketrans("авсенікмортху", "abcehikmoptxy")

VERSION = 1
"""Changes whenever a text would get other forms: an index of another version can't be read."""
STEMMERS = {"en": "english", "ru": "russian", "de": "german", "fr": "french"}
"""The languages whose words are stemmed, each with its Snowball algorithm; the words of others are only folded."""
UNKNOWN = "und"
"""The language of a speech that doesn't say it and is too short to tell (ISO 639-2): any of STEMMERS may be right."""


class Token(NamedTuple):
    """A word as it stands in the text: `text[start:end]`."""

    word: str
    start: int
    end: int


def tokens(text: str) -> Iterator[Token]:
    """Every word of a text, in order, as it stands there."""
    return (Token(match.group(), match.start(), match.end()) for match in WORD.finditer(text))


def word_spans(text: str) -> list[tuple[int, int]]:
    """Where every word of a text begins and ends, in order."""
    return [match.span() for match in WORD.finditer(text)]


def forms(text: str, language: str | None) -> list[str]:
    """The form of every word of a text, in order; a word's place in the list is its position in phrases."""
    folded = form_in(language)
    return [folded(word) for word in WORD.findall(text)]


def form(word: str, language: str | None) -> str:
    """A word with case and diacritics folded, and French elisions (l', d', qu') taken off French words."""
    return form_in(language)(word)


def stem(form: str, language: str | None) -> str:
    """What a form shares with its inflections, by Snowball; the form itself where the language isn't stemmed."""
    return stem_in(language)(form)


def stems(forms: Sequence[str], language: str | None) -> Sequence[str]:
    """The stem of each form, many at once, without remembering any."""
    return Stemmer.Stemmer(STEMMERS[language], 0).stemWords(forms) if language in STEMMERS else forms


@cache
def form_in(language: str | None) -> Callable[[str], str]:
    """The function that folds the words of a language."""

    def folded(word: str) -> str:
        plain = word.lower() if word.isascii() else _fold(word)
        return _ELISION.sub("", plain, count=1) if language == "fr" and "'" in plain else plain

    return Remembered(folded).__getitem__


@cache
def stem_in(language: str | None) -> Callable[[str], str]:
    """The function that stems the forms of a language."""
    if language not in STEMMERS:
        return lambda form: form
    stemmer = Stemmer.Stemmer(STEMMERS[language])
    return Remembered(stemmer.stemWord).__getitem__


def beginning(form: str, language: str | None) -> str:
    """Letters that every form with the same stem begins with; none of a language whose rules change letters anywhere.

    Russian rules only take endings off. English ones also change the last letter that they leave, and ying to ie.
    """
    root = stem(form, language)
    if language == "en":
        return root[:-2] if root.endswith("ie") else root[:-1]
    return "" if language in {"de", "fr"} else root


def rules(language: str | None) -> tuple[str, ...]:
    """The languages by whose stems words are compared: each of them where it isn't known, none where it isn't ours."""
    return tuple(STEMMERS) if language == UNKNOWN else (language,) if language in STEMMERS else ()


def analysed_as(language: str | None) -> str | None:
    """What a speech's words are analysed as: the main part of its code if it is ours, UNKNOWN if it has none."""
    main = (language or UNKNOWN).lower().replace("_", "-").partition("-")[0]
    return main if main in STEMMERS or main == UNKNOWN else None


def _fold(word: str) -> str:
    word = word if len(word) <= LONGEST else _in_order(word)
    spread = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word).casefold()).translate(_FOLDED)
    plain = unicodedata.normalize("NFC", _ACCENT.sub("", spread)).translate(_OTHER_LETTERS)
    return _one_script(plain)


def _in_order(word: str) -> str:
    """The same word to Unicode, its marks in canonical order: to put many of them in order is slow work for NFKD."""
    spread = (letter for plain in word for letter in unicodedata.normalize("NFKD", plain))
    letters = (
        sorted(run, key=unicodedata.combining)
        for _, run in groupby(spread, lambda letter: unicodedata.combining(letter) > 0)
    )
    return "".join(chain.from_iterable(letters))


def _one_script(word: str) -> str:
    """A Latin word typed with a Cyrillic К, or the other way round, as it was meant."""
    latin, cyrillic = len(_LATIN.findall(word)), len(_CYRILLIC.findall(word))
    if not latin or not cyrillic:
        return word
    meant = word.translate(_TO_LATIN if latin >= cyrillic else _TO_CYRILLIC)
    return word if _LATIN.search(meant) and _CYRILLIC.search(meant) else meant
