"""Which language a text is in, where that can be told with confidence."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

BEGINNING = 1000
"""How many characters are looked at."""
SHORTEST = 20
"""Shorter texts are not judged: names and interjections would be mistaken for other languages."""
SUREST = 0.8
"""How probable the likeliest language must be, of all that the model knows."""


PLAIN = 30
"""Words, at least, of a text whose language is told by its commonest ones."""
SHARE = 8
"""One in so many of a text's words is one of these, if the text is in their language; of Russian, half as many."""
_ENGLISH = """the of and that with this which have are they from has their would been there you your were who our these
should could what about than those when into such its"""
_RUSSIAN = """что это мы чтобы который которые которая также очень если только было или этого быть уже вы они он она
при для нас все того этом"""
_GERMAN = """und der das nicht ist wir ein eine auf für mit sich auch dass sie zu dem werden haben sind aber oder wenn
einen einer hat ich über zum zur bei wie"""
_FRENCH = """est dans pour nous vous une avec sont cette mais aux qui sur par pas ces ont il elle et les des du ce sa
leur leurs plus au"""
COMMONEST: Mapping[str, tuple[int, frozenset[str]]] = {
    "en": (SHARE, frozenset(_ENGLISH.split())),
    "ru": (2 * SHARE, frozenset(_RUSSIAN.split())),
    "de": (SHARE, frozenset(_GERMAN.split())),
    "fr": (SHARE, frozenset(_FRENCH.split())),
}
"""Words that stand everywhere in one of our languages and hardly anywhere in others."""


def detect(text: str) -> str | None:
    """The BCP 47 code of a text's language, judged by its beginning; None where it is short or in doubt.

    Most texts of our languages are told by their commonest words, eight times faster than by the model.
    """
    beginning = text[:BEGINNING]
    if len(beginning) < SHORTEST:
        return None
    return _plainly(beginning) or _likely(beginning)


def _plainly(beginning: str) -> str | None:
    """The language of which a text has enough of the commonest words, in both halves, if there is one."""
    words = beginning.lower().split()
    if len(words) < PLAIN:
        return None
    middle = len(words) // 2
    for language, (share, commonest) in COMMONEST.items():
        begun = sum(map(commonest.__contains__, words[:middle]))
        if begun * 2 * share < middle:
            continue
        ended = sum(map(commonest.__contains__, words[middle:]))
        if (begun + ended) * share > len(words) and ended * 2 * share > middle:
            return language
    return None


def _likely(beginning: str) -> str | None:
    language, probability = _identifier().classify(beginning)
    return str(language) if probability >= SUREST else None


@cache
def _identifier() -> Any:
    """The model is read once, at the first text: it takes half a second."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
