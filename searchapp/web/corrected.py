"""Which speeches were corrected, as pages and feeds tell it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from searchapp.engines import Generation
from searchapp.errors import DamagedIndex
from searchapp.indexing import corrections
from searchapp.indexing.corrections import Correction
from searchapp.web.interface import Interface
from searchapp.web.site import site

PER_PAGE = 50
"""Corrections on a page, and in the feed."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """All corrections, newest first; by id the last one of each speech's text; how many more each generation had."""

    each: Sequence[Correction] = ()
    texts: Mapping[str, Correction] = field(default_factory=dict)
    more: Mapping[str, int] = field(default_factory=dict)


def of(generation: Generation) -> Corrected:
    """The corrections of a generation. Raises DamagedIndex."""
    return site().known.once(generation, "corrections", lambda: _read(generation))


def text(generation: Generation, id: str) -> Correction | None:
    """The last correction of a speech's text; None if there is none, or none that can be read."""
    with suppress(DamagedIndex):
        return of(generation).texts.get(id)
    return None


def what(correction: Correction, told: Interface) -> str:
    """What was corrected, in words."""
    if correction.kind != "text":
        return told.say(f"corrections.{correction.kind}")
    if correction.passages:
        return told.count("corrections.passages", len(correction.passages), numbers=_listed(correction.passages, told))
    return told.count("corrections.cut", correction.cut)


def _listed(numbers: Sequence[int], told: Interface) -> str:
    """Numbers, those that follow one another as a stretch: `2, 5–9 and 12`."""
    stretches: list[list[int]] = []
    for number in numbers:
        if stretches and number == stretches[-1][-1] + 1:
            stretches[-1][1:] = [number]
        else:
            stretches.append([number])
    return told.listed("–".join(map(str, stretch)) for stretch in stretches)


def _read(generation: Generation) -> Corrected:
    try:
        known = corrections.read(generation.corrections())
    except ValueError as error:
        raise DamagedIndex("What was corrected can’t be read: it was written by another version.") from error
    texts = {one.id: one for one in reversed(known.each) if one.kind == "text"}
    return Corrected(known.each, texts, known.more or {})
