"""A speaker as a source writes it, into a name and what stands beside it: role, constituency, party."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from searchapp.sources.people import titles
from searchapp.sources.people.capitals import lowered

_BRACKETED = re.compile(r"(?P<outer>[^()]*[^()\s])\s*\((?P<first>[^()]+)\)(?:\s*\((?P<second>[^()]+)\))?")
_PLACE = re.compile(r"[^\W\d_][\w .,'’&-]*[\w.]")
_PARTY = re.compile(r"[^\W\d_][\w /-]{0,11}")
_NO_PLACE = re.compile(
    r"(?:lab|con|ld|lib dem|ind|nat|cope|translation|interpretation|interpreter|inaudible|retired|resigned|acting|"
    r"continued|absent|online|in|english|french|german|spanish|russian|chinese|malay|tamil|mandarin)\b",
    re.IGNORECASE,
)
_INSTEAD = "for the "
_ACRONYM = re.compile(r"[^\W\d_]{2,5}(?:[/+-][^\W\d_]{2,5})?")
_PARTIES = re.compile("cope|lab|con|ld|lib dem|ind|nat", re.IGNORECASE)
_SWEDISH = re.compile("s|m|c|v|l|fp|kds?|mp|nyd|sd")
_NO_PARTY = re.compile(
    "UK|USA?|USSR|UAE|EU|UN|GDR|FRG|DRC|DPRK|ROK|NSW|ACT|NT|WA|SA|QLD|TAS|VIC|MPS?|MEP|MSP|MLA|MS|QC|KC|SC|JP|[COM]BE"
    "|PHD|MD|JN?R|SN?R|II|III|IV|BBC|CNN|AFP|CONTD?|VOICE"
)
"""Countries, states, honours and the like, which stand in capitals and brackets after a name as parties do."""


@dataclass(frozen=True, slots=True)
class Named:
    """A speaker's name, and by their keys in the record (`role`, `constituency`, `party`) what stood beside it."""

    name: str
    beside: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


def named(written: str, language: str | None = None) -> Named:
    """Who is meant, where that is obvious; else the words as they were written.

    `Mr John SMITH:` is John Smith, `Mr John Smith (Leeds)` stands for Leeds, `Mr John SMITH (ANC)` is of that party,
    `The Minister for Trade (Mr Smith)` is Mr Smith: a title is taken off only where a given name or initials stand
    beside the surname, for Mr and Mrs Smith are two people.
    """
    name = " ".join(written.split()).rstrip(":： ")
    found = _BRACKETED.fullmatch(name)
    if not found:
        return Named(_plain(name, language) if "(" not in name else name) if name else Named(written)
    outer, first, second = found["outer"], found["first"].strip(), (found["second"] or "").strip()
    return (
        _in_office(outer, first, second, language)
        or _with_place(outer, first, second, language)
        or _with_party(outer, first, second, language)
        or Named(name)
    )


def bare(name: str, language: str | None = None) -> str:
    """A name without any title, even where only a surname is left."""
    title, rest = titles.parted(name, language)
    return rest if title and titles.one(rest, language) else name


def _plain(name: str, language: str | None) -> str:
    title, rest = titles.parted(name, language)
    quiet = lowered(rest, language, titled=bool(title))
    if not title or titles.whole(rest, language):
        return quiet
    return f"{' '.join(map(_calm, title.split()))} {quiet}".strip()


def _calm(title: str) -> str:
    return title.capitalize() if title.isupper() and len(title.rstrip(".")) > 1 else title


def _in_office(outer: str, inner: str, second: str, language: str | None) -> Named | None:
    """`The Minister for Trade (Mr Smith)`."""
    title, rest = titles.parted(inner, language)
    held = titles.office(outer)
    person = titles.one(rest, language) if title else titles.whole(inner, language) and held
    if not person or not (held or outer.casefold().startswith("the ")) or not _instead_or_nothing(second):
        return None
    return Named(_plain(inner, language), {"role": outer})


def _with_place(outer: str, inner: str, second: str, language: str | None) -> Named | None:
    """`Mr John Smith (Leeds)`, `John Smith (Leeds) (Lab)`, `Mr Smith (for the Minister for Trade)`."""
    title, rest = titles.parted(outer, language)
    person = titles.one(rest, language) if title else bool(second) and titles.whole(outer, language)
    beside = _place(inner)
    if not person or not beside:
        return None
    if second.startswith(_INSTEAD):
        beside = {"role": second} | beside
    elif second:
        if "constituency" not in beside or not _PARTY.fullmatch(second) or titles.office(second):
            return None
        beside["party"] = second
    return Named(_plain(outer, language), beside)


def _with_party(outer: str, inner: str, second: str, language: str | None) -> Named | None:
    """`Mr J B SMITH (ANC)`, `JOHN SMITH (c)`: only after a surname in capitals, as reports write both."""
    title, rest = titles.parted(outer, language)
    person = titles.one(rest, language) if title else titles.whole(outer, language)
    in_capitals = any(word.isupper() and len(word) > 2 for word in rest.split())
    if second or not person or not in_capitals or not _party(inner, language):
        return None
    return Named(_plain(outer, language), {"party": inner})


def _party(inner: str, language: str | None) -> bool:
    """Whether brackets after a name hold a party's short name, and nothing else that is written so."""
    if _PARTIES.fullmatch(inner) or _SWEDISH.fullmatch(inner.lower() if language == "sv" else inner):
        return True
    acronym = inner.isupper() and _ACRONYM.fullmatch(inner) and not _NO_PARTY.fullmatch(inner)
    return bool(acronym) and not _NO_PLACE.match(inner) and not titles.office(inner)


def _place(inner: str) -> dict[str, str]:
    """What brackets after a name say; nothing where that isn't sure."""
    if inner.startswith(_INSTEAD) or (titles.office(inner) and inner[0].isupper()):
        return {"role": inner}
    place = _PLACE.fullmatch(inner) and not inner[0].islower() and not inner.isupper() and not _NO_PLACE.match(inner)
    return {"constituency": inner} if place and not titles.parted(inner)[0] else {}


def _instead_or_nothing(second: str) -> bool:
    return not second or second.startswith(_INSTEAD)
