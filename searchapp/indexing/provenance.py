"""Which documents a generation was read from, what each of them gave, and how it was read: kept with the generation.

docs/index-format.md says how it is written. Whoever adds or removes writes more behind what is there; what is written
later decides.
"""

from __future__ import annotations

import json
import re
import sys
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path, PurePath
from typing import Any

from searchapp.errors import Fault
from searchapp.indexing.ids import SIZE
from searchapp.sources import Evidence, Given

FORM = 1
"""Of what is written; another one is not read."""
MOST = 100
"""Faults and notices of one document that are kept; one with more is read again each time, so that all are told."""
TERMS = ("options", "speakers' file", "topics' file", "version of the software")
"""What besides the documents decides what is read."""
MANY = 16
"""Streams beyond which what is over is left out of them."""
_A_LINE = 10_000
_NOWHERE = ""
"""Stands for a document, with the ids that were removed."""
_STEM = "\0"
"""Stands for a document's own name, without suffix, in those of what was looked for beside it."""


@dataclass(frozen=True, slots=True)
class Row:
    """What is known of one document: on which `terms` and from which evidence it was read, and what came of it.

    `document` is its key (sources.Unread). Without evidence it can't be known whether it is as it was. `alone` says
    that nothing of it depended on other documents, `told` that `faults` are all; it is not `whole` if speeches of it
    were replaced or removed since. Each id has a digest of SIZE bytes in `digests`; `counts` are what notices at the
    end are made of.
    """

    document: str
    terms: tuple[str, ...]
    evidence: Evidence | None
    alone: bool = True
    ids: tuple[str, ...] = ()
    digests: bytes = b""
    faults: tuple[Fault, ...] = ()
    counts: tuple[tuple[tuple[str, ...], int], ...] = ()
    told: bool = True
    whole: bool = True

    @property
    def speeches(self) -> Iterator[tuple[str, bytes]]:
        """Each id and its digest."""
        return ((id, self.digests[at : at + SIZE]) for id, at in zip(self.ids, range(0, 1 << 62, SIZE), strict=False))


def terms(given: Given) -> tuple[str, ...]:
    """A digest for each of TERMS, empty for a file that isn't given.

    Where all are as they were, the same bytes are the same speeches.
    """
    people, subjects = given.people, given.subjects
    said = (
        replace(given, people=None, subjects=None),
        people and people.entries,
        subjects and (*subjects.queries.items(),),
    )
    return (*("" if part is None else _digest(repr(part)) for part in said), _software())


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


class Writer:
    """Rows as bytes, packed as they come."""

    def __init__(self) -> None:
        self._packer = zlib.compressobj(1)
        self._packed: list[bytes] = []
        self._tables: dict[str, dict[str, int]] = {"terms": {}, "near": {}}
        self._line({"form": FORM})

    def add(self, row: Row) -> None:
        """Write what is known of a document; of many speeches, some on each line."""
        content = {
            "document": row.document,
            "terms": self._known("terms", row.terms),
            "alone": row.alone,
            "told": row.told,
        }
        if row.evidence:
            near = {_general(name, row.document): said for name, said in row.evidence.near.items()}
            content["evidence"] = asdict(row.evidence) | {"near": self._known("near", near)}
        content["faults"], content["counts"] = [asdict(fault) for fault in row.faults], row.counts
        self._line({name: value for name, value in content.items() if value not in ((), [])})
        for at in range(0, len(row.ids), _A_LINE):
            digests = row.digests[at * SIZE : (at + _A_LINE) * SIZE]
            self._line({"ids": row.ids[at : at + _A_LINE], "digests": digests.hex()})

    def remove(self, ids: Iterable[str]) -> None:
        """Write that speeches are gone, wherever they came from."""
        gone = tuple(ids)
        if gone:
            self.add(Row(_NOWHERE, (), None, ids=gone, digests=bytes(SIZE * len(gone))))

    def end(self) -> bytes:
        """All that was written."""
        return b"".join([*self._packed, self._packer.copy().flush()])

    def end_behind(self, noted: bytes) -> bytes:
        """All that was written, behind what was noted before; what says nothing of the rest says so."""
        return (_compacted(noted) or _PARTIAL) + self.end()

    def _known(self, table: str, value: Any) -> int:
        """The number of a value that many rows share; written before the first that has it."""
        text = json.dumps(value)
        known = self._tables[table]
        if text not in known:
            known[text] = len(known)
            self._line({table: value, "is": known[text]})
        return known[text]

    def _line(self, content: Mapping[str, Any]) -> None:
        self._packed.append(self._packer.compress(json.dumps(content).encode() + b"\n"))


_PARTIAL = zlib.compress(b'{"form": %d}\n{"partial": true}\n' % FORM)


def _compacted(noted: bytes) -> bytes:
    """What was noted, without what is over; once there is much that may be."""
    try:
        if sum(1 for _ in _unpacked(noted)) < MANY:
            return noted
        known = read(noted)
    except ValueError:
        return b""  # whoever reads it can't understand it either
    writer = Writer()
    for row in known.rows:
        writer.add(row)
    return (b"" if known.whole else _PARTIAL) + writer.end()


@dataclass(frozen=True, slots=True)
class Provenance:
    """The rows of a generation; `whole` says whether every speech in it is theirs."""

    rows: Sequence[Row] = ()
    whole: bool = False


def read(data: bytes) -> Provenance:
    """What was noted, as it is now. Raises ValueError where it can't be understood."""
    try:
        parts = [_Part(lines) for lines in _unpacked(data)]
        rows = [row for part in parts for row in part.rows()]
    except (AttributeError, IndexError, KeyError, TypeError, RecursionError) as error:
        raise ValueError(error) from error
    return Provenance(_settled(rows) if len(parts) > 1 else rows, bool(parts) and not any(p.partial for p in parts))


def _unpacked(data: bytes) -> Iterator[list[str]]:
    while data:
        unpacker = zlib.decompressobj()
        try:
            yield unpacker.decompress(data).decode().splitlines()
        except zlib.error as error:
            raise ValueError(error) from error
        data = unpacker.unused_data


class _Part:
    """What was written at one time, with tables of its own."""

    def __init__(self, lines: Sequence[str]) -> None:
        if not lines or json.loads(lines[0]) != {"form": FORM}:
            raise ValueError("another form")
        self._lines = lines[1:]
        self._terms: list[tuple[str, ...]] = []
        self._near: list[dict[str, str]] = []
        self.partial = False

    def rows(self) -> Iterator[Row]:
        """In the order in which they were written."""
        row, ids, digests = None, [], []
        for content in map(json.loads, [*self._lines, "{}"]):
            if "ids" in content:
                ids += content["ids"]
                digests.append(bytes.fromhex(content["digests"]))
                continue
            if row:
                yield replace(row, ids=tuple(ids), digests=b"".join(digests))
            row, ids, digests = self._other(content), [], []

    def _other(self, content: dict[str, Any]) -> Row | None:
        """The row that begins, if it isn't something else."""
        if "document" in content:
            return self._row(content)
        if "is" in content and "terms" in content:
            self._terms.append(tuple(content["terms"]))
        elif "is" in content:
            self._near.append(content["near"])
        self.partial |= content.get("partial", False)
        return None

    def _row(self, content: dict[str, Any]) -> Row:
        evidence = content.get("evidence")
        if evidence:
            near = {_special(name, content["document"]): said for name, said in self._near[evidence["near"]].items()}
            evidence = Evidence(**evidence | {"near": near})
        return Row(
            content["document"],
            self._terms[content["terms"]],
            evidence,
            content["alone"],
            told=content["told"],
            faults=tuple(Fault(**fault) for fault in content.get("faults", ())),
            counts=tuple((tuple(names), times) for names, times in content.get("counts", ())),
        )


def _settled(rows: list[Row]) -> list[Row]:
    """Each speech with the last document that gave it, unless it was removed since.

    A document that lost one isn't whole, and one that came again has evidence only of the last time.
    """
    owners: dict[str, int] = {id: number for number, row in enumerate(rows) for id in row.ids}
    latest = {row.document: number for number, row in enumerate(rows)}
    settled = []
    for number, row in enumerate(rows):
        left = tuple((id, digest) for id, digest in row.speeches if owners[id] == number)
        last = latest[row.document] == number
        if row.document != _NOWHERE and (last or left):
            ids, digests = tuple(id for id, _ in left), b"".join(digest for _, digest in left)
            evidence = row.evidence if last else None
            settled.append(replace(row, evidence=evidence, ids=ids, digests=digests, whole=ids == row.ids))
    return settled


def _general(name: str, document: str) -> str:
    return name.replace(PurePath(document).stem, _STEM)


def _special(name: str, document: str) -> str:
    return name.replace(_STEM, PurePath(document).stem)


@cache
def _software() -> str:
    """Of all code that reads: ours, and the versions of all that it stands on."""
    whole = sha256(sys.version.encode())
    for path in sorted(Path(__file__).resolve().parents[1].rglob("*.py")):
        whole.update(path.read_bytes())
    for name in sorted(_needed("searchapp", set())):
        whole.update(f"{name} {version(name)}\n".encode())
    return whole.hexdigest()[:32]


def _needed(name: str, met: set[str]) -> set[str]:
    """The distributions that one needs, and those that they need, as far as they are installed."""
    for needed in requires(name) or ():
        found = re.match(r"[\w.-]+", needed)
        if found and "extra ==" not in needed and found[0].lower() not in met:
            with suppress(PackageNotFoundError):
                version(found[0])
                met.add(found[0].lower())
                _needed(found[0], met)
    return met
