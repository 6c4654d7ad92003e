"""What need not be read again, and what is another since: documents and speeches held against the live generation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from searchapp import sources
from searchapp.engines import Generation
from searchapp.errors import DamagedIndex
from searchapp.indexing.ids import Ids
from searchapp.indexing.provenance import TERMS, Provenance, Row, read, terms
from searchapp.indexing.report import Report
from searchapp.sources import Given, Memory, Unread

MUCH = 10_000_000
"""Bytes of documents from which on it is faster to make all anew than to change more than half of it."""


@dataclass(frozen=True, slots=True)
class Before:
    """What the generation of that `name` was read from; nothing is known of it where it has no rows."""

    name: str = ""
    provenance: Provenance = Provenance()
    latest: Mapping[str, Row] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """Against what was live before: names of documents and how many are as they were, numbers of speeches.

    All of that tells something only if it is `known`. `why` says why everything was read, if that wasn't asked for;
    `written` whether there is a new generation.
    """

    new: Sequence[str] = ()
    changed: Sequence[str] = ()
    gone: Sequence[str] = ()
    kept: int = 0
    added: int = 0
    replaced: int = 0
    removed: int = 0
    known: bool = True
    why: str | None = None
    written: bool = True
    failed: int = 0

    @property
    def same(self) -> bool:
        """Whether nothing is to be written."""
        return not (self.new or self.changed or self.gone or self.added or self.replaced or self.removed)


def before(live: Generation) -> Before:
    """What is known of where a generation came from."""
    try:
        provenance = read(live.provenance())
    except (DamagedIndex, ValueError):
        provenance = Provenance()
    return Before(live.facts.name, provenance, {row.document: row for row in provenance.rows})


def kept(
    was: Before, found: Iterable[str | Path], given: Given, report: Report, memory: Memory | None = None
) -> tuple[Mapping[str, Row], str | None]:
    """The documents that are as they were, by key, and why everything should be read nevertheless. Raises BadSource."""
    same: dict[str, Row] = {}
    met: Counter[str] = Counter()
    size, same_size, now = 0, 0, terms(given)
    every = (one for source in found for one in sources.documents(source, given, memory=memory))
    for number, one in enumerate((one for one in every if isinstance(one, Unread)), 1):
        row = was.latest.get(one.key)
        size += one.size
        if row and row.evidence and row.terms == now and one.unchanged(row.evidence):
            same[one.key] = row
            same_size += one.size
        met[one.key] += 1
        report.compared(number)
    same = {key: row for key, row in same.items() if met[key] == 1}  # of two that are called alike, neither is known
    return same, "More has changed than not." if size - same_size > max(same_size, MUCH) else None


def unprovable(was: Before, given: Given) -> str | None:
    """Why nothing that was read before tells anything now; None where it does."""
    rows, now = was.provenance.rows, terms(given)
    if not rows or not was.provenance.whole:
        return f"Generation {was.name} doesn't say what all of it was read from."
    if any(row.terms == now for row in rows):
        return None
    told = (_differing(*term) for term in zip(TERMS, rows[-1].terms, now, strict=True))
    return f"What is live was read with {' and '.join(filter(None, told))}."


def _differing(term: str, was: str, now: str) -> str | None:
    """How what was read before differs in one of the terms."""
    if was == now:
        return None
    if not was:
        return f"no {term}"
    if not now:
        return f"a {term} (none is given now)"
    return f"other {term}" if term.endswith("s") else f"another {term}"


class Difference:
    """Gathers what is new, changed and gone, from the rows of what is read now.

    With `others`, documents that aren't met stay, and so do those that can't be read to their end now. `digests` are
    those that the speeches had before.
    """

    def __init__(self, was: Before, *, others: bool = False) -> None:
        self.before, self.others = was, others
        self.digests = {id: digest for row in was.provenance.rows for id, digest in row.speeches}
        self._left = dict(was.latest)
        self._new: list[str] = []
        self._changed: list[str] = []
        self._kept = 0
        self._read: set[str] = set()

    def note(self, row: Row) -> None:
        """Of a document that was read or kept."""
        if row.evidence:
            self._read.add(row.document)
        was = self._left.pop(row.document, None)
        if row.document not in self.before.latest:
            self._new.append(row.document)
        elif was and _differs(was, row):
            self._changed.append(row.document)
        elif was:
            self._kept += 1

    def changed(self, id: str, ids: Ids) -> bool:
        """Whether a speech is new, or another one than before."""
        return ids.digest(id) not in {b"", self.digests.get(id)}

    def superseded(self, ids: Ids) -> list[str]:
        """The speeches that are there no more, given the ids that were read or kept."""
        return [id for row in self.before.provenance.rows if self._over(row) for id in row.ids if id not in ids]

    def outcome(self, ids: Ids, why: str | None = None) -> Outcome:
        """All of it."""
        if not self.before.provenance.rows:
            return Outcome(known=False, why=why)
        added = sum(id not in self.digests for id in ids)
        replaced = sum(self.changed(id, ids) for id in ids) - added
        removed = len(self.superseded(ids))
        known = self.before.provenance.whole
        gone = () if self.others else tuple(self._left)
        return Outcome(tuple(self._new), tuple(self._changed), gone, self._kept, added, replaced, removed, known, why)

    def _over(self, row: Row) -> bool:
        if not self.others:
            return True
        return row.document in self._read and self.before.latest[row.document] is row


def _differs(was: Row, now: Row) -> bool:
    if was.evidence and now.evidence:
        return was.evidence != now.evidence
    return (was.ids, was.digests) != (now.ids, now.digests)
