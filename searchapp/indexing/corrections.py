"""Which speeches are others than in the generation before, or are gone: noted while a generation is made, and kept.

docs/index-format.md says how it is written.
"""

from __future__ import annotations

import json
import zlib
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import Any, Literal

from searchapp.deadline import Deadline
from searchapp.engines import Generation
from searchapp.errors import DamagedIndex, NoArchive, NoSuchSpeech, TooSlow
from searchapp.indexing.comparing import Before, Difference
from searchapp.query.model import Query
from searchapp.speech import Speech, shorten

FORM = 1
"""Of what is written; another one is not read."""
MOST = 1000
"""Corrections that are kept, and speeches of one generation that are compared; changes of the record give way first."""
PASSAGES = 100
"""Numbers of passages that are kept of one speech."""
_TITLE = 200

Kind = Literal["text", "record", "removed"]


@dataclass(frozen=True, slots=True)
class Correction:
    """A speech whose words (`text`), or only what else is known of it (`record`), are others; or that is gone.

    `passages` are the numbers, in the text as it is now, of those that weren't there before; `cut` is how many were
    taken out without another in their place. `when` is UTC, ISO 8601; `generation` is the first that has it.
    """

    id: str
    title: str
    kind: Kind
    speaker: str | None = None
    date: str | None = None
    passages: tuple[int, ...] = ()
    cut: int = 0
    when: str = ""
    generation: str = ""


@dataclass(frozen=True, slots=True)
class Corrections:
    """The newest first; `more` says of generations how many further speeches were replaced or removed, not compared."""

    each: tuple[Correction, ...] = ()
    more: Mapping[str, int] | None = None


class Noticing:
    """Holds what comes into a new generation against what is live; `known` spares it reading what is as it was.

    Nothing is noted where nothing is live, or where it can't be read.
    """

    def __init__(self, live: Callable[[], Generation], known: Difference | None = None) -> None:
        self._find, self._known = live, known or Difference(Before())
        self._noted: dict[str, Correction] = {}
        self._more = 0
        self._was: Generation | None = None
        self._digests: Mapping[str, bytes] = {}
        self._whole = self._begun = False

    def now(self, speech: Speech, digest: bytes = b"") -> None:
        """A speech that the new generation has; `digest` as in the rows of what was read before."""
        live = self._live()
        known = self._digests.get(speech.id)
        if live is None or (known and known == digest) or (self._whole and known is None) or self._enough():
            return
        with suppress(NoSuchSpeech, DamagedIndex):
            was = live.speech(speech.id)
            self._noted.pop(speech.id, None)
            if was != speech:
                self._noted[speech.id] = compared(was, speech)

    def gone(self, ids: Iterable[str]) -> None:
        """Speeches that the new generation doesn't have."""
        live = self._live()
        if live is None:
            return
        for id in ids:
            if not self._enough():
                with suppress(NoSuchSpeech, DamagedIndex):
                    self._noted[id] = _card(live.speech(id), "removed")

    def rest(self, ids: Container[str], deadline: Deadline) -> None:
        """What is live and has none of these ids is gone."""
        live = self._live()
        if live is None:
            return
        known: Iterable[str] = self._digests
        with suppress(DamagedIndex, TooSlow):
            if not self._whole:
                every = Query(sort="oldest", limit=live.facts.speeches, facets=False)
                known = [hit.id for hit in live.search(every, deadline).hits]
            self.gone(id for id in known if id not in ids)

    def written(self, name: str) -> bytes:
        """What was noted, of a generation of this name, before what the live one has."""
        when = datetime.now(UTC).isoformat(timespec="seconds")
        fresh = tuple(replace(one, when=when, generation=name) for one in self._noted.values())
        had = self._had()
        more = {name: self._more, **(had.more or {})} if self._more else had.more or {}
        return write(Corrections((*fresh, *had.each), more))

    def _had(self) -> Corrections:
        live = self._live()
        with suppress(DamagedIndex, ValueError):
            return read(live.corrections()) if live else Corrections()
        return Corrections()

    def _live(self) -> Generation | None:
        if not self._begun:
            self._begun = True
            with suppress(NoArchive, DamagedIndex):
                self._was = self._find()
            if self._was and self._was.facts.name == self._known.before.name:
                self._digests, self._whole = self._known.digests, self._known.before.provenance.whole
        return self._was

    def _enough(self) -> bool:
        enough = len(self._noted) >= MOST
        self._more += enough
        return enough


def compared(was: Speech, now: Speech) -> Correction:
    """What is another about a speech."""
    if was.paragraphs == now.paragraphs:
        return _card(now, "record")
    passages, cut = _passages(was.paragraphs, now.paragraphs)
    return replace(_card(now, "text"), passages=tuple(passages[:PASSAGES]), cut=cut)


def write(corrections: Corrections) -> bytes:
    """Corrections as bytes, MOST of them; empty where there are none."""
    kept = sorted(corrections.each, key=lambda one: one.kind == "record")[:MOST]
    generations = dict.fromkeys(one.generation for one in kept)
    more = {name: count for name, count in (corrections.more or {}).items() if name in generations}
    order = {one: at for at, one in enumerate(corrections.each)}
    lines = [{"form": FORM, **({"more": more} if more else {})}, *map(_said, sorted(kept, key=order.__getitem__))]
    return zlib.compress("".join(f"{json.dumps(line)}\n" for line in lines).encode()) if kept else b""


def read(data: bytes) -> Corrections:
    """What was written. Raises ValueError where it can't be understood."""
    if not data:
        return Corrections()
    try:
        first, *rest = map(json.loads, zlib.decompress(data).decode().splitlines())
        if first["form"] != FORM:
            raise ValueError("another form")
        return Corrections(tuple(_heard(line) for line in rest), first.get("more", {}))
    except (zlib.error, AttributeError, KeyError, TypeError, RecursionError) as error:
        raise ValueError(error) from error


def _said(correction: Correction) -> dict[str, Any]:
    return {name: value for name, value in asdict(correction).items() if value not in (None, 0, ())}


def _heard(line: dict[str, Any]) -> Correction:
    return Correction(**line | {"passages": tuple(line.get("passages", ()))})


def _card(speech: Speech, kind: Kind) -> Correction:
    return Correction(speech.id, shorten(speech.heading, _TITLE), kind, speech.speaker, speech.date)


def _passages(was: Sequence[str], now: Sequence[str]) -> tuple[list[int], int]:
    """(numbers of the passages that are new or stand elsewhere, how many are gone without another in their place)."""
    start = _alike(zip(was, now, strict=False))
    end = _alike(zip(reversed(was[start:]), reversed(now[start:]), strict=False))
    left, fresh = Counter(was[start : len(was) - end]), []
    for number, text in enumerate(now[start : len(now) - end], start + 1):
        left[text] -= 1
        if left[text] < 0:
            fresh.append(number)
    if not fresh and len(was) == len(now):  # the same passages in another order
        fresh = list(range(start + 1, len(now) - end + 1))
    return fresh, max(0, len(was) - len(now))


def _alike(pairs: Iterator[tuple[str, str]]) -> int:
    """How many pairs at the beginning are of the same."""
    count = 0
    for one, other in pairs:
        if one != other:
            break
        count += 1
    return count
