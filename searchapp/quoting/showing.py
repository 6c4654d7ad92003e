"""How a quotation reads in the passages that it stands in: what is the same, and what only one of both has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, groupby
from typing import Literal, NamedTuple

from searchapp.quoting.aligning import Span, Stretch
from searchapp.quoting.quotation import Quotation
from searchapp.quoting.standing import Standing
from searchapp.text.analysis import WORD, word_spans

Kind = Literal["around", "same", "archive", "quotation"]
CONTEXT = 240
"""About how many characters are shown on each side of what was quoted."""
_SIGNS = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "–": "-", "—": "-"})


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a passage: `around` what was quoted, the `same` in both, or what only one of both has."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Quoted:
    """A passage that was quoted, by its number: all parts but those of the quotation are its text, `…` where cut."""

    number: int
    parts: tuple[Part, ...]


class _Place(NamedTuple):
    """Characters of one of the texts, and what they are; what only the quotation has takes no room in a text."""

    which: int
    start: int
    end: int
    part: Part


def passages(standing: Standing, quotation: Quotation) -> tuple[Quoted, ...]:
    """The passages that a quotation stands in, in order; those between its fragments are left out."""
    words = _words(standing.texts)
    places = chain.from_iterable(
        _places(stretch, quotation, standing.texts, words) for stretch in standing.fit.stretches
    )
    found: dict[int, list[_Place]] = defaultdict(list)
    for place in places:
        found[place.which].append(place)
    return tuple(Quoted(which + 1, tuple(_parts(standing.texts[which], own))) for which, own in found.items())


def signs_differ(standing: Standing, quotation: Quotation) -> bool:
    """Whether words that are the same are written otherwise: in case, in accents, in the signs between them."""
    words = _words(standing.texts)
    return any(
        _plain(_said(stretch, standing.texts, words)) != _plain(_quoted(stretch, quotation))
        for stretch in standing.fit.stretches
        if stretch.same
    )


def _words(texts: Sequence[str]) -> list[tuple[int, int, int]]:
    """(which text, first character, end) of each word."""
    return [(which, *span) for which, text in enumerate(texts) for span in word_spans(text)]


def _places(
    stretch: Stretch, quotation: Quotation, texts: Sequence[str], words: Sequence[tuple[int, int, int]]
) -> Iterator[_Place]:
    """Where a stretch stands in each text, and what the quotation has instead."""
    runs = list(_runs(stretch.said, words))
    if not stretch.same and (quoted := _quoted(stretch, quotation)):
        which, at = runs[0][:2] if runs else _between(stretch, words)
        yield _Place(which, at, at, Part("quotation", quoted))
    for which, start, end in runs:
        yield _Place(which, start, end, Part("same" if stretch.same else "archive", texts[which][start:end]))


def _between(stretch: Stretch, words: Sequence[tuple[int, int, int]]) -> tuple[int, int]:
    """Where words stand that only the quotation has: before the next one where they begin a fragment, else behind."""
    next_word = stretch.said[0]
    begins = not stretch.quoted[0]
    if next_word < len(words) and (begins or not next_word):
        return words[next_word][0], words[next_word][1]
    return (words[next_word - 1][0], words[next_word - 1][2]) if words else (0, 0)


def _runs(said: Span, words: Sequence[tuple[int, int, int]]) -> Iterator[tuple[int, int, int]]:
    """(which text, first character, end) of a stretch of words in each text that it runs over."""
    for which, some in groupby(words[said[0] : said[1]], lambda word: word[0]):
        own = list(some)
        yield which, own[0][1], own[-1][2]


def _quoted(stretch: Stretch, quotation: Quotation) -> str:
    """Words as the quotation has them, with what stands between."""
    first, end = stretch.quoted
    tokens = quotation.fragments[stretch.fragment].words[first:end]
    return quotation.text[tokens[0].start : tokens[-1].end] if tokens else ""


def _said(stretch: Stretch, texts: Sequence[str], words: Sequence[tuple[int, int, int]]) -> str:
    return " ".join(texts[which][start:end] for which, start, end in _runs(stretch.said, words))


def _plain(text: str) -> str:
    """Without the differences that a typographer or a line's end makes."""
    return " ".join(text.translate(_SIGNS).split())


def _parts(text: str, places: Iterable[_Place]) -> Iterator[Part]:
    """A passage from its beginning to its end, what is far from the quotation cut."""
    parts: list[Part] = []
    at = 0
    for place in places:
        parts += [_surrounding(text[at : place.start]), place.part]
        at = place.end
    parts.append(_surrounding(text[at:]))
    joined = [
        Part(kind, "".join(part.text for part in some))
        for kind, some in groupby((part for part in parts if part.text), lambda part: part.kind)
    ]
    return (_cut(part, first=part is joined[0], last=part is joined[-1]) for part in joined)


def _surrounding(text: str) -> Part:
    """What stands between places: signs and spaces belong to what was quoted, words don't."""
    return Part("around" if WORD.search(text) else "same", text)


def _cut(part: Part, *, first: bool, last: bool) -> Part:
    """Words around what was quoted, those far from it left out."""
    sides = CONTEXT * (2 - first - last)
    if part.kind != "around" or len(part.text) <= sides * 1.25:
        return part
    head = "" if first else part.text[:CONTEXT].rsplit(None, 1)[0] + " "
    tail = "" if last else " " + part.text[-CONTEXT:].split(None, 1)[-1]
    return Part("around", f"{head}…{tail}")
