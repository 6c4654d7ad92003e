"""Who spoke, made one: each speech under its speaker's name, and a notice for each way that it was written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from searchapp.errors import Fault
from searchapp.sources.people import People, known, unmet
from searchapp.sources.people.file import Entry
from searchapp.sources.people.naming import Named, named
from searchapp.speech import Speech

_WHERE = "speakers"
_JOINED, _CHANGED = "joined", "changed"
_SHOWN = 5
Counts = Counter[tuple[str, ...]]


@dataclass
class Joining:
    """Joins the speakers of one run, and counts what it changed, for `notices`."""

    people: People | None = None
    _known: dict[tuple[str, str | None], tuple[Entry | None, Named]] = field(default_factory=dict)

    def joined(self, speech: Speech, counts: Counts) -> Speech:
        """The speech under the name that the speakers' file gives its speaker, else under the plain form of it.

        What stood beside the name, and what the file says of that day, is kept where the source has none of its own.
        """
        if not speech.speaker:
            return speech
        entry, plain = self._meant(speech.speaker, speech.language)
        _count(counts, speech.speaker, entry, plain)
        name = entry.name if entry else plain.name
        if not entry and not plain.beside and name == speech.speaker:
            return speech
        written = {} if _alike(name, speech.speaker) else {"speaker_as_written": speech.speaker}
        said = {**(known(entry, speech.date) if entry else {}), **plain.beside, **written}
        return replace(speech, speaker=name, extra=_completed(speech.extra, said))

    def notices(self, counts: Counts) -> Iterator[Fault]:
        """Those of `changes`, and who of the file never spoke."""
        yield from self.changes(counts)
        if self.people:
            joined = Counter({names[0]: times for (kind, *names), times in counts.items() if kind == _JOINED})
            yield from (Fault(self.people.where, told, notice=True) for told in _of_the_file(self.people, joined))

    def changes(self, counts: Counts) -> Iterator[Fault]:
        """How each name that was changed is written now and how often, commonest first."""
        changed = Counter({tuple(names): times for (kind, *names), times in counts.items() if kind == _CHANGED})
        for (written, told), times in changed.most_common():
            yield Fault(_WHERE, f"“{written}” is written as {told}, {_times(times)}.", notice=True)

    def _meant(self, written: str, language: str | None) -> tuple[Entry | None, Named]:
        key = (written, language)
        if key not in self._known:
            entry = self.people.find(written, language) if self.people else None
            self._known[key] = (entry, named(written, language))
        return self._known[key]


def _count(counts: Counts, written: str, entry: Entry | None, plain: Named) -> None:
    if entry:
        counts[_JOINED, entry.name] += 1
    elif plain.beside or plain.name != written:
        beside = "".join(f", {key} {value}" for key, value in plain.beside.items())
        counts[_CHANGED, written, plain.name + beside] += 1


def _of_the_file(people: People, joined: Counter[str]) -> Iterator[str]:
    speeches = joined.total()
    yield f"{speeches:,} {'speech has its speaker' if speeches == 1 else 'speeches have their speaker'} from this file."
    if names := list(unmet(people, joined)):
        shown = f"{', '.join(names[:_SHOWN])}{' …' if len(names) > _SHOWN else ''}"
        yield f"No speech is by {len(names):,} of its people: {shown}. Compare the aliases with the documents."


def _completed(extra: tuple[tuple[str, Any], ...], said: dict[str, str]) -> tuple[tuple[str, Any], ...]:
    """What a source says decides."""
    has = {key for key, _ in extra}
    return (*extra, *((key, value) for key, value in said.items() if key not in has))


def _alike(one: str, other: str) -> bool:
    """Whether two names differ at most in case and white space."""
    return "".join(one.split()).casefold() == "".join(other.split()).casefold()


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count:,} times"
