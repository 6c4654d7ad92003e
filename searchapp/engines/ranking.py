"""How well a speech answers a query: BM25F, and how ties are broken.

Robertson, Zaragoza and Taylor, “Simple BM25 extension to multiple weighted fields”, CIKM 2004: the frequencies of a
term in all fields are weighted, normalised by length and added up first, and saturate once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import log


@dataclass(frozen=True, slots=True)
class Weight:
    """How much a field's words count (`boost`), and how much a long field is discounted (`b`, 0 to 1)."""

    boost: float
    b: float


FIELDS: Mapping[str, Weight] = {
    "body": Weight(1.0, 0.75),
    "title": Weight(3.0, 0.5),
    "introduction": Weight(0.5, 0.75),
    "topic": Weight(2.0, 0.3),
    "speaker": Weight(2.0, 0.3),
    "event": Weight(1.0, 0.5),
}
"""Every field of words; a bare word is looked for in query.model.BARE, `event` only when it is named."""
K1 = 1.2
"""How soon more of the same word stops counting."""


def rarity(speeches: int, having: int) -> float:
    """The inverse document frequency of a term, never negative (as in Lucene)."""
    return log(1 + (speeches - having + 0.5) / (having + 0.5))


def share(field: str, frequency: float, length: float, average: float) -> float:
    """What one field adds to a term's weighted frequency; `average` is of the speeches that have the field."""
    weight = FIELDS[field]
    return weight.boost * frequency / (1 - weight.b + weight.b * length / average)


def saturated(frequency: float) -> float:
    """What a weighted frequency is worth: it rises to K1 + 1 and no further."""
    return frequency * (K1 + 1) / (frequency + K1)
