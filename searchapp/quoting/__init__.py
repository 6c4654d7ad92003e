"""Whether a quotation is in the archive: word for word, nearly so, or not at all; and whose words it has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from searchapp.deadline import Deadline
from searchapp.engines import Generation, Hit
from searchapp.engines.values import days
from searchapp.query.model import Query
from searchapp.quoting import looking
from searchapp.quoting.claim import Claim
from searchapp.quoting.quotation import Quotation, read
from searchapp.quoting.showing import Part, Quoted, passages, signs_differ
from searchapp.quoting.standing import Standing, stand
from searchapp.speech import Speech

__all__ = ["Claim", "Part", "Place", "Quotation", "Quoted", "Standing", "Verdict", "check", "read"]

Kind = Literal["verbatim", "near", "absent"]
Attribution = Literal["confirmed", "speaker", "date"]
SHOWN = 5
"""Speeches that are shown of those which have a quotation word for word."""
ALIKE = 3
"""Speeches that are shown of those which have it nearly."""
CLOSE = 10
"""Speeches that are looked at for what is near."""
ABOUT = 0.1
"""How much less near a speech may be than the nearest, and still be the one that a claim means."""
READ = 100
"""Speeches that are read where only reading them tells whether they have it word for word."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a quotation stands in a speech, how that reads, and whether only case, accents or signs differ."""

    standing: Standing
    passages: tuple[Quoted, ...]
    signs_differ: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the archive knows of a quotation.

    `places` are the first speeches that have it, earliest first, or those that are nearest, nearest first; `count` is
    of those that have it word for word, and there may be `more` only where that could not be told without reading too
    many. `claimed` is a place that fits the claim, whose `attribution` else says what of it is wrong.
    """

    kind: Kind
    quotation: Quotation
    generation: str
    places: tuple[Place, ...] = ()
    count: int = 0
    more: bool = False
    claimed: Place | None = None
    attribution: Attribution | None = None


def check(generation: Generation, quotation: Quotation, deadline: Deadline, claim: Claim | None = None) -> Verdict:
    """All of it from one generation. Raises TooSlow, DamagedIndex."""
    return _Check(generation, quotation, claim or Claim(), deadline).verdict()


@dataclass(frozen=True, slots=True)
class _Having:
    """Speeches that have a quotation, the best of them first, and how many have it word for word.

    `by` says whether the speaker claimed is among their speakers; `claimed` is one that fits all of the claim.
    """

    standings: tuple[Standing, ...]
    count: int
    more: bool
    by: bool
    claimed: Standing | None


@dataclass(frozen=True, slots=True)
class _Check:
    """One quotation, one generation, one claim."""

    generation: Generation
    quotation: Quotation
    claim: Claim
    deadline: Deadline

    def verdict(self) -> Verdict:
        """Spoken words before the editor's, word for word before nearly."""
        if found := self._whole(introduction=False):
            return self._told("verbatim", found)
        rare = looking.rare(self.generation, self.quotation, self.deadline)
        near = self._near(rare)
        if over := [standing for standing in near if standing.verbatim and not standing.introduction]:
            return self._told("verbatim", self._running_on(rare, over))
        if found := self._whole(introduction=True):
            return self._told("verbatim", found)
        return self._told("near", self._alike(near)) if near else Verdict("absent", self.quotation, self._name)

    def _whole(self, *, introduction: bool) -> _Having | None:
        """Speeches that have each fragment within one passage."""
        tree = looking.whole(self.quotation, "introduction" if introduction else "body")
        single = len(self.quotation.fragments) == 1
        query = Query(tree, sort="oldest", limit=SHOWN if single else READ, facets=False)
        results = self.generation.search(query, self.deadline)
        standings = self._verbatim(results.hits, introduction=introduction)
        if not standings:
            return None
        if not single:
            return self._read(standings, more=results.total > READ)
        anywhen = replace(self.claim, first=None, last=None)
        by = not anywhen.made or bool(self._first(query, anywhen))
        return _Having(tuple(standings), results.total, more=False, by=by, claimed=self._first(query, self.claim))

    def _first(self, query: Query, claim: Claim) -> Standing | None:
        """The first of the speeches found that a claim may mean; None where nothing is claimed."""
        if not claim.made:
            return None
        hits = self.generation.search(looking.narrowed(replace(query, limit=1), claim), self.deadline).hits
        return next(iter(self._verbatim(hits, introduction=False)), None)

    def _near(self, rare: tuple[str, ...]) -> list[Standing]:
        """What is near in the speeches that have the most of the rare words, nearest first.

        One that has it word for word is enough, since `_running_on` looks for the others.
        """
        if not rare:
            return []
        query = Query(looking.near(self.quotation, rare), limit=CLOSE, facets=False)
        hits = self.generation.search(query, self.deadline).hits
        found: list[Standing] = []
        for hit in hits:
            found += self._best(hit.speech)
            if found and found[-1].verbatim and not found[-1].introduction:
                break
        return sorted(found, key=lambda standing: (-standing.fit.closeness, *_age(standing)))

    def _best(self, speech: Speech) -> Iterator[Standing]:
        """Where it is near in a speech, or nearer in its introduction."""
        said = self._standing(speech, introduction=False)
        written = self._standing(speech, introduction=True) if speech.introduction else None
        near = [standing for standing in (said, written) if standing and (standing.near or standing.verbatim)]
        yield from sorted(near, key=lambda standing: standing.fit.cost)[:1]

    def _running_on(self, rare: tuple[str, ...], found: list[Standing]) -> _Having:
        """Speeches that have it word for word over several passages, some of which were found."""
        query = Query(looking.everywhere(rare), sort="oldest", limit=READ, facets=False)
        results = self.generation.search(query, self.deadline)
        others = self._verbatim(results.hits, introduction=False)
        every = {standing.speech.id: standing for standing in (*found, *others)}
        return self._read(list(every.values()), more=results.total > READ)

    def _alike(self, near: list[Standing]) -> _Having:
        """The nearest; who is claimed may also mean another that is about as near as the first."""
        nearest = near[0].fit.closeness
        about = [standing for standing in near if standing.fit.closeness > nearest - ABOUT]
        return replace(self._read(about, more=False), standings=tuple(near[:ALIKE]), count=0)

    def _read(self, standings: list[Standing], *, more: bool) -> _Having:
        """What reading them tells of speeches."""
        earliest = sorted(standings, key=_age)
        by = [standing for standing in earliest if self.claim.by(standing.speech)]
        claimed = next((standing for standing in by if self.claim.on(standing.speech)), None)
        return _Having(tuple(earliest[:SHOWN]), len(standings), more, bool(by), claimed)

    def _verbatim(self, hits: Iterable[Hit], *, introduction: bool) -> list[Standing]:
        found = (self._standing(hit.speech, introduction=introduction) for hit in hits)
        return [standing for standing in found if standing and standing.verbatim]

    def _standing(self, speech: Speech, *, introduction: bool) -> Standing | None:
        return stand(speech, self.quotation, self.deadline.check, introduction=introduction)

    def _told(self, kind: Kind, found: _Having) -> Verdict:
        attribution: Attribution = "confirmed" if found.claimed else "date" if found.by else "speaker"
        spoken = self.claim.made and not found.standings[0].introduction
        return Verdict(
            kind,
            self.quotation,
            self._name,
            tuple(self._place(standing) for standing in found.standings),
            found.count,
            more=found.more,
            claimed=self._place(found.claimed) if found.claimed and spoken else None,
            attribution=attribution if spoken else None,
        )

    def _place(self, standing: Standing) -> Place:
        quotation = self.quotation
        return Place(standing, passages(standing, quotation), signs_differ(standing, quotation))

    @property
    def _name(self) -> str:
        return self.generation.facts.name


def _age(standing: Standing) -> tuple[bool, int, str]:
    """Earliest first, undated last."""
    first, _ = days(standing.speech.date)
    return not first, first, standing.speech.id
