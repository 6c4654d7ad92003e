"""The questions that every engine is asked, drawn by chance from the words of the speeches."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import cycle, islice
from random import Random

from searchapp.query.model import And, Filter, Or, Phrase, Prefix, Query, Word
from searchapp.speech import Speech
from searchapp.text.analysis import forms

SHARES = {"frequent": (0.10, 0.40), "middling": (0.005, 0.02), "common": (0.005, 0.40)}
"""Which share of the speeches has a word of each band."""
RARE = (3, 15)
"""How many speeches have a rare word; where they are repeated, how many different ones."""
BEGINNING = 5
"""Letters of a prefix."""
WIDEST = 300
"""Different words that a prefix may stand for."""
TRIES = 200
"""Draws for each question wanted, after which a kind is left with fewer."""
PLAIN = re.compile(r"[a-z]+")
"""Words that every tokenizer takes for one word, and finds at the same place."""


@dataclass(frozen=True, slots=True)
class Draw:
    """What questions are drawn from, by one source of chance."""

    chance: Random
    bands: Mapping[str, Sequence[str]]
    sample: Sequence[Speech]
    phrases: Sequence[str]
    prefixes: Sequence[str]

    def words(self, band: str, count: int) -> tuple[Word, ...]:
        return tuple(map(Word, self.chance.sample(self.bands[band], count)))

    def together(self, count: int) -> tuple[Speech, tuple[Word, ...]]:
        """A speech, and some of its common words."""
        speech = self.chance.choice(self.sample)
        known = sorted(set(forms(speech.text, "en")).intersection(self.bands["common"]))
        return speech, tuple(map(Word, self.chance.sample(known, min(count, len(known)))))


def drawn(
    frequencies: Counter[str], sample: Sequence[Speech], speeches: int, per_kind: int, seed: int
) -> dict[str, tuple[Query, ...]]:
    """The same for the same speeches, number and seed; each kind has a chance of its own."""
    bands, phrases, prefixes = _bands(frequencies, speeches), _phrases(sample), _prefixes(frequencies, speeches)
    found = {}
    for kind, draw_one in KINDS.items():
        draw = Draw(Random(f"{seed} {kind}"), bands, sample, phrases, prefixes)
        found[kind] = tuple(_distinct(draw_one, draw, per_kind))
    return found


def in_turn(asked: Mapping[str, Sequence[Query]], count: int) -> tuple[Query, ...]:
    """One question of each kind, then the next one of each, and those of a kind again when it has no more."""
    endless = [cycle(queries) for queries in asked.values() if queries]
    return tuple(islice((next(queries) for queries in cycle(endless)), count))


def _bands(frequencies: Counter[str], speeches: int) -> dict[str, list[str]]:
    limits = {band: (low * speeches, high * speeches) for band, (low, high) in SHARES.items()}
    plain = sorted(word for word in frequencies if len(word) >= 4 and PLAIN.fullmatch(word))
    return {
        band: [word for word in plain if low <= frequencies[word] <= high]
        for band, (low, high) in {**limits, "rare": RARE}.items()
    }


def _phrases(sample: Sequence[Speech]) -> list[str]:
    """Two or three words side by side, not beginning or ending with a short one, that several speeches have."""
    having: Counter[str] = Counter()
    for speech in sample:
        having.update({phrase for paragraph in speech.paragraphs for phrase in _neighbours(paragraph.split())})
    return sorted(phrase for phrase, count in having.items() if count >= 3)


def _neighbours(words: Sequence[str]) -> Iterator[str]:
    plain = [bool(PLAIN.fullmatch(word)) for word in words]
    for length in (2, 3):
        for start in range(len(words) - length + 1):
            part = words[start : start + length]
            if all(plain[start : start + length]) and len(part[0]) >= 4 and len(part[-1]) >= 4:
                yield " ".join(part)


def _prefixes(frequencies: Counter[str], speeches: int) -> list[str]:
    """Beginnings of middling words that don't stand for more words than an engine may refuse to look for."""
    standing_for = Counter(word[:BEGINNING] for word in frequencies)
    beginnings = {word[:BEGINNING] for word in _bands(frequencies, speeches)["middling"] if len(word) > BEGINNING}
    return sorted(prefix for prefix in beginnings if standing_for[prefix] <= WIDEST)


def _distinct(draw_one: Callable[[Draw], Query | None], draw: Draw, count: int) -> list[Query]:
    found: dict[Query, None] = {}
    for _ in range(count * TRIES):
        if len(found) == count:
            break
        if query := draw_one(draw):
            found[query] = None
    return list(found)


def _one(band: str) -> Callable[[Draw], Query | None]:
    return lambda draw: Query(draw.words(band, 1)[0]) if draw.bands[band] else None


def _all(draw: Draw) -> Query | None:
    wanted = draw.chance.choice((2, 3))
    _, words = draw.together(wanted)
    return Query(And(words)) if len(words) == wanted else None


def _any(draw: Draw) -> Query | None:
    wanted = draw.chance.choice((3, 4, 5))
    return Query(Or(draw.words("common", wanted))) if len(draw.bands["common"]) >= wanted else None


def _phrase(draw: Draw) -> Query | None:
    if not draw.phrases:
        return None
    return Query(Phrase(tuple(map(Word, draw.chance.choice(draw.phrases).split()))))


def _by_speaker(draw: Draw) -> Query | None:
    speech, words = draw.together(1)
    if not words or not speech.speaker:
        return None
    return Query(words[0], (Filter("speaker", (speech.speaker,)),))


def _between_days(draw: Draw) -> Query | None:
    """A word of a speech, from the year before it to the year after."""
    speech, words = draw.together(1)
    if not words or not speech.date:
        return None
    year = int(speech.date[:4])
    return Query(words[0], first=date(year - 1, 1, 1), last=date(year + 1, 12, 31))


def _prefix(draw: Draw) -> Query | None:
    return Query(Prefix(draw.chance.choice(draw.prefixes))) if draw.prefixes else None


KINDS: Mapping[str, Callable[[Draw], Query | None]] = {
    "frequent word": _one("frequent"),
    "middling word": _one("middling"),
    "rare word": _one("rare"),
    "2–3 words AND": _all,
    "3–5 words OR": _any,
    "phrase": _phrase,
    "speaker + word": _by_speaker,
    "dates + word": _between_days,
    "prefix": _prefix,
}
"""Every kind of question, and how one is drawn."""
