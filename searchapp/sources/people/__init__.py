"""Speakers as people: who is meant by which names, and what party and role each had when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import MappingProxyType

from searchapp.dates import extent
from searchapp.sources.people import file, variants
from searchapp.sources.people.file import Entry, Held
from searchapp.sources.people.naming import bare, named
from searchapp.text.analysis import forms


@dataclass(frozen=True, slots=True)
class People:
    """Everybody in a speakers' file, by folded name; `where` is the file."""

    where: str
    entries: tuple[Entry, ...]
    by_name: Mapping[str, Entry] = field(default_factory=lambda: MappingProxyType({}))

    def find(self, written: str, language: str | None = None) -> Entry | None:
        """Who is meant by a name as a source writes it: as it stands, then by its plain form, then without titles."""
        plain = named(written, language).name
        for name in (written, plain, bare(plain, language)):
            if entry := self.by_name.get(folded(name)):
                return entry
        return None


def read(path: str | Path) -> People:
    """The people of a speakers' file. Raises BadSource: which entries are wrong, and what to do."""
    entries = file.read(path)
    by_name: dict[str, Entry] = {}
    shared: list[str] = []
    for entry in entries:
        for alias in (entry.name, *entry.aliases):
            other = by_name.setdefault(folded(alias), entry)
            if other is not entry:
                shared.append(f"“{alias}” is a name of both {other.name} and {entry.name}. Give it to one of them.")
    file.refuse(path, shared)
    return People(str(path), entries, by_name)


def known(entry: Entry, date: str | None) -> dict[str, str]:
    """What the file says of somebody at the date of a speech, by the record's keys."""
    said = {"speaker_id": entry.id, "party": _held(entry.party, date), "role": _held(entry.role, date)}
    return {key: value for key, value in said.items() if value}


def folded(name: str) -> str:
    """A name without case, diacritics, punctuation and titles, white space folded: what names are compared by."""
    person = name.partition("(")[0]
    rest = bare(person)
    whole = rest if len(rest.split()) > 1 else person
    return " ".join(forms(whole + name[len(person) :], None))


def propose(names: Counter[str]) -> str:
    """A speakers' file (TOML) of those who are written in several ways, commonest first, for a person to correct."""
    return variants.proposed(names, folded)


def _held(held: tuple[Held, ...], day: str | None) -> str | None:
    """What was held on all days that a date may mean; of several, what began last."""
    days = extent(day) if day else None
    fitting = [one for one in held if _within(days, one)]
    return max(fitting, key=lambda one: one.first or date.min).value if fitting else None


def _within(days: tuple[date, date] | None, held: Held) -> bool:
    if not held.first and not held.last:
        return True
    return days is not None and (held.first or date.min) <= days[0] and days[1] <= (held.last or date.max)


def unmet(people: People, met: Counter[str]) -> Iterator[str]:
    """The names of those who have no speech."""
    return (entry.name for entry in people.entries if entry.name not in met)
