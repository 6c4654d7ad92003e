"""What a speech has in each of the fields that a search can be narrowed or ordered by: the same on every engine."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from hashlib import blake2b

from searchapp.dates import extent, year_of
from searchapp.engines import FacetValue
from searchapp.query.model import Phrase, Word
from searchapp.speech import Speech
from searchapp.text.analysis import tokens

GAP = 400
"""Empty positions between two texts of a field: more than any phrase with its slop can bridge."""
_NUMBERS = re.compile("([0-9]+)")
LISTED = 20
"""How many values a facet lists, years excepted."""
REPEATED = 8
"""Words of a passage, at least, of which it is told where else it was said: shorter ones are formulas."""

TEXTS: Mapping[str, Callable[[Speech], Sequence[str]]] = {
    "body": lambda speech: speech.paragraphs,
    "title": lambda speech: (speech.title,) if speech.title else (),
    "introduction": lambda speech: (speech.introduction,) if speech.introduction else (),
    "topic": lambda speech: speech.topics,
    "speaker": lambda speech: (speech.speaker,) if speech.speaker else (),
    "event": lambda speech: (speech.event,) if speech.event else (),
}
"""The texts of each field of words."""


def values(speech: Speech, field: str) -> tuple[str, ...]:
    """A speech's values of a facet; none where it says nothing."""
    if field == "topic":
        return speech.topics
    if field == "year":
        year = year_of(speech.date)
        return (f"{year:04}",) if year else ()
    value: str | None = getattr(speech, field)
    return (value,) if value else ()


def words(speech: Speech) -> Mapping[str, Sequence[str]]:
    """The texts of each field of words; a phrase never reaches from one text into the next."""
    return {field: texts(speech) for field, texts in TEXTS.items()}


def days(written: str | None) -> tuple[int, int]:
    """The first and last day that a date may mean, as proleptic ordinals; (0, 0) for an undated speech."""
    span = extent(written) if written else None
    return (span[0].toordinal(), span[1].toordinal()) if span else (0, 0)


def ordinal(day: date | None) -> int | None:
    """A day as a proleptic ordinal, None for an open side."""
    return day.toordinal() if day else None


def ordered(field: str, counts: Mapping[str, int], selected: Sequence[str] = ()) -> dict[str, int]:
    """A facet's values as answers show them: years latest first, others largest first; selected ones in any case."""
    every = {**dict.fromkeys(selected, 0), **counts}
    values = sorted(every, reverse=field == "year")
    return {value: every[value] for value in (values if field == "year" else _largest(values, every))}


def _largest(values: Sequence[str], counts: Mapping[str, int]) -> list[str]:
    """Equal ones as they come."""
    return sorted(values, key=counts.__getitem__, reverse=True)


def listed(field: str, counts: Mapping[str, int], selected: Sequence[str]) -> tuple[FacetValue, ...]:
    """A facet as answers show it: years all, latest first; else the 20 largest, then the selected ones left."""
    if field == "year":
        shown = list(ordered(field, counts, selected))
    else:
        largest = list(ordered(field, counts))[:LISTED]
        shown = largest + [value for value in dict.fromkeys(selected) if value not in largest]
    return tuple(FacetValue(value, counts.get(value, 0), value in selected) for value in shown)


def fingerprint(id: bytes) -> bytes:
    """Eight bytes that stand for an id in UTF-8: BLAKE2b of that length (RFC 7693); read as a number, big endian."""
    return blake2b(id, digest_size=8).digest()


def natural(id: str) -> tuple[str | int, ...]:
    """An id to be ordered by: `a9` before `a10`."""
    return tuple(int(part) if at % 2 else part for at, part in enumerate(_NUMBERS.split(id)))


def whole(date: str | None) -> bool:
    """Whether a date is a day."""
    return date is not None and date.count("-") == 2 and not date.startswith("-")


def named(event: str | None) -> Phrase | None:
    """What finds the speeches whose event is so called, and few others; None where it has no words."""
    words = tuple(Word(token.word, exact=True) for token in tokens(event or ""))
    return Phrase(words, field="event") if words else None


def main_code(language: str | None) -> str:
    """The main part of a language code: `pt` of `pt-BR`; empty where there is none."""
    return (language or "").lower().replace("_", "-").partition("-")[0]
