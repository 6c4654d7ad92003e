"""Whether a quotation is in the archive: word for word, nearly so, in part, or not at all; and whose words it has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from searchapp.deadline import Deadline
from searchapp.engines import Generation, Hit
from searchapp.engines.values import days
from searchapp.query.model import Node, Query
from searchapp.quoting import looking
from searchapp.quoting.claim import Claim
from searchapp.quoting.quotation import Quotation, read
from searchapp.quoting.showing import Part, Quoted, passages, signs_differ
from searchapp.quoting.standing import Standing, stand
from searchapp.quoting.turning import altered, moved
from searchapp.speech import Speech

__all__ = ["Claim", "Part", "Place", "Quotation", "Quoted", "Standing", "Verdict", "check", "read"]

Kind = Literal["verbatim", "near", "partial", "absent"]
Attribution = Literal["confirmed", "speaker", "date", "both"]
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
    """Where a quotation stands in a speech, how that reads, and whether only case, accents or signs differ.

    `altered` says whether a word that denies or a number differs; `moved` are words that stand elsewhere in the speech.
    """

    standing: Standing
    passages: tuple[Quoted, ...]
    signs_differ: bool
    altered: bool = False
    moved: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the archive knows of a quotation.

    `places` are the first speeches that have it, earliest first, or those that are nearest, nearest first; `count` is
    of those that have it word for word, and there may be `more` only where that could not be told without reading too
    many. `claimed` is a place that fits the claim, whose `attribution` else says what of it is wrong; `stranger` says
    that no speaker at all has the name claimed. What isn't there word for word may be `titled`: a speech whose title
    has it. `everywhere` finds all speeches that have it, where they are more than are shown and a query can.
    """

    kind: Kind
    quotation: Quotation
    generation: str
    places: tuple[Place, ...] = ()
    count: int = 0
    more: bool = False
    claimed: Place | None = None
    attribution: Attribution | None = None
    stranger: bool = False
    titled: Speech | None = None
    everywhere: Node | None = None

    @property
    def shown(self) -> Place | None:
        """The place that the verdict is about."""
        return self.claimed or next(iter(self.places), None)

    @property
    def altered(self) -> bool:
        """Whether a word that denies or a number is different there."""
        return self.shown is not None and self.shown.altered


def check(generation: Generation, quotation: Quotation, deadline: Deadline, claim: Claim | None = None) -> Verdict:
    """All of it from one generation. Raises TooSlow, DamagedIndex."""
    return _Check(generation, quotation, claim or Claim(), deadline).verdict()


@dataclass(frozen=True, slots=True)
class _Having:
    """Speeches that have a quotation, the best of them first, and how many have it word for word.

    `by` says whether the speaker claimed is among their speakers, `on` whether one is of the date claimed; `claimed` is
    one that fits all of the claim. `everywhere` is as in Verdict.
    """

    standings: tuple[Standing, ...]
    count: int
    more: bool
    by: bool
    on: bool
    claimed: Standing | None
    everywhere: Node | None = None


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
        return replace(self._nearest(near), titled=self._titled())

    def _nearest(self, near: list[Standing]) -> Verdict:
        if not near:
            return Verdict("absent", self.quotation, self._name)
        found = self._alike(near)
        return self._told("near" if (self._fitting(found) or near[0]).near else "partial", found)

    def _titled(self) -> Speech | None:
        hits = self.generation.search(looking.titled(self.quotation), self.deadline).hits
        return hits[0].speech if hits else None

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
        anywhen, anyone = replace(self.claim, first=None, last=None), replace(self.claim, speaker="")
        return _Having(
            tuple(standings),
            results.total,
            more=False,
            by=not anywhen.made or bool(self._first(query, anywhen)),
            on=not anyone.made or bool(self._first(query, anyone)),
            claimed=self._first(query, self.claim),
            everywhere=tree if results.total > SHOWN and not introduction else None,
        )

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
        near = [standing for standing in (said, written) if standing and (standing.partial or standing.verbatim)]
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
        on = any(self.claim.on(standing.speech) for standing in earliest)
        return _Having(tuple(earliest[:SHOWN]), len(standings), more, bool(by), on, claimed)

    def _verbatim(self, hits: Iterable[Hit], *, introduction: bool) -> list[Standing]:
        found = (self._standing(hit.speech, introduction=introduction) for hit in hits)
        return [standing for standing in found if standing and standing.verbatim]

    def _standing(self, speech: Speech, *, introduction: bool) -> Standing | None:
        return stand(speech, self.quotation, self.deadline.check, introduction=introduction)

    def _told(self, kind: Kind, found: _Having) -> Verdict:
        spoken = self.claim.made and not found.standings[0].introduction
        claimed = self._fitting(found)
        return Verdict(
            kind,
            self.quotation,
            self._name,
            tuple(self._place(standing) for standing in found.standings),
            found.count,
            more=found.more,
            claimed=self._place(claimed) if claimed else None,
            attribution=_attribution(found) if spoken else None,
            stranger=spoken and not found.by and self._strange(),
            everywhere=found.everywhere,
        )

    def _fitting(self, found: _Having) -> Standing | None:
        """One that fits the claim; an editor's words fit none."""
        return None if found.standings[0].introduction or not self.claim.made else found.claimed

    def _strange(self) -> bool:
        """Whether nobody in the archive has the name claimed."""
        return not self.generation.search(looking.called(self.claim), self.deadline).total

    def _place(self, standing: Standing) -> Place:
        quotation = self.quotation
        return Place(
            standing,
            passages(standing, quotation),
            signs_differ(standing, quotation),
            not standing.verbatim and altered(standing, quotation),
            () if standing.verbatim else moved(standing, quotation),
        )

    @property
    def _name(self) -> str:
        return self.generation.facts.name


def _attribution(found: _Having) -> Attribution:
    if found.claimed:
        return "confirmed"
    if not found.by and not found.on:
        return "both"
    return "date" if found.by else "speaker"


def _age(standing: Standing) -> tuple[bool, int, str]:
    """Earliest first, undated last."""
    first, _ = days(standing.speech.date)
    return not first, first, standing.speech.id
