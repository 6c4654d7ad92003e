"""Names in capitals as names are written: `John SMITH` into `John Smith`, where nothing else can be meant."""

from __future__ import annotations

import re

from searchapp.sources.people import titles

_SMALL = frozenset({"of", "the", "for", "and", "in", "to", "on", "at"})
_AFTER = frozenset(
    {"MP", "MPS", "MEP", "MSP", "MLA", "QC", "KC", "CBE", "OBE", "MBE", "III", "PHD", "TDS", "LLD", "ESQ"}
)
_SEAM = re.compile(r"([-'’.]+)")
_ARTICLES = frozenset({"the", "an"})
_TURKIC = frozenset({"tr", "az"})
_TO_DOTTED = str.maketrans("Iİ", "ıi")
_VOWELS = frozenset("AEIOUY")


def lowered(name: str, language: str | None = None, *, titled: bool = False) -> str:
    """A name without its capitals, all of them or none: acronyms and what may be one (`JD`, `BBC`) stay as written.

    Of a name with small letters only the surname at its end is looked at, after one given name or where it is `titled`.
    """
    words = name.split()
    loud = [at for at, word in enumerate(words) if _loud(word)]
    if not loud or not all(_sure(words[at]) for at in loud):
        return name
    article = words[0].casefold() in _ARTICLES
    spoken = [at for at, word in enumerate(words) if not _initials(word) and not _between(word)][article:]
    if set(spoken) <= set(loud):
        fits = titles.office(name) if article else len(words) > 1 or titled
    else:
        fits = _surname_last(words, loud, spoken, titled=titled)
    return (
        " ".join(_word(word, at, language) if at in loud else word for at, word in enumerate(words)) if fits else name
    )


def _surname_last(words: list[str], loud: list[int], spoken: list[int], *, titled: bool) -> bool:
    before = [at for at in spoken if at < loud[0]]
    at_the_end = loud == list(range(loud[0], len(words)))
    given = bool(before) and all(words[at][0].isupper() for at in before)
    return at_the_end and given and (titled or len(before) == 1) and not titles.office(" ".join(words))


def _loud(word: str) -> bool:
    return word.isupper() and not _initials(word)


def _between(word: str) -> bool:
    return word.islower() and titles.particle(word)


def _initials(word: str) -> bool:
    return all(len(part) < 2 for part in _SEAM.split(word)[::2])


def _sure(word: str) -> bool:
    """Whether a word in capitals is a word, not an acronym: three letters and a vowel, or one of the small words."""
    if word.casefold() in _SMALL or titles.particle(word):
        return word != "MC"
    letters = [letter for letter in word if letter.isalpha()]
    if len(letters) < 3 or word in _AFTER:
        return False
    return not word.isascii() or not _VOWELS.isdisjoint(letters)


def _word(word: str, at: int, language: str | None) -> str:
    if at and (word.casefold() in _SMALL or titles.particle(word)):
        return word.lower()
    turkic = (language or "").partition("-")[0] in _TURKIC or "İ" in word
    return "".join(_part(part, turkic=turkic) for part in _SEAM.split(word))


def _part(part: str, *, turkic: bool) -> str:
    if part.startswith("MC") and len(part) > 3:
        return "Mc" + part[2] + part[3:].lower()
    tail = part[1:].translate(_TO_DOTTED) if turkic else part[1:]
    return part[:1] + (part.lower()[1:] if not turkic else tail.lower())
