"""Who is who in a TEI corpus: persons, their names and parties over time, out of the document or of the corpus root."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO
from pathlib import PurePath

from searchapp.errors import Fault
from searchapp.sources import xml
from searchapp.sources.document import LONGEST, Document
from searchapp.sources.places import advice, reason
from searchapp.sources.streams import DAMAGED
from searchapp.sources.tei.header import identity
from searchapp.sources.tei.words import LANGUAGE

ID = "{http://www.w3.org/XML/1998/namespace}id"
MOST = 200_000
"""Persons and organisations that are kept of one document."""
_PARTIES = frozenset({"politicalparty", "party"})
_GROUPS = frozenset({"parliamentarygroup", "politicalgroup", "group", "faction"})
_LISTS = ("-listPerson.xml", "-listOrg.xml")


@dataclass(frozen=True, slots=True)
class Named:
    """A name, its language and its kind (`full="abb"`, say), from when until when."""

    text: str
    language: str | None
    kind: str | None
    span: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Person:
    """A person: names, and the ids of what they belonged to, each from when until when."""

    names: tuple[Named, ...]
    memberships: tuple[tuple[str, tuple[str, str]], ...]


@dataclass(frozen=True, slots=True)
class Organisation:
    """A party, a group, a chamber: what it is, and its names."""

    kind: str
    names: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """Persons and organisations by their ids."""

    persons: dict[str, Person] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)

    def add(self, element: xml.Element) -> None:
        """Get to know a `<person>` or an `<org>`."""
        id = element.get(ID)
        if not id or len(self.persons) + len(self.organisations) >= MOST:
            return
        if xml.local(element) == "person":
            self.persons[id] = _person(element)
        else:
            names = element.findall("{*}orgName")
            self.organisations[id] = Organisation(element.get("role", ""), tuple(map(_organisation_name, names)))


def roots(document: Document) -> Iterator[Known | Fault]:
    """Who is known by the corpus root and the lists of persons beside a document or one folder above it."""
    for name in _root_names(document):
        where = document.name.removesuffix(document.path.name) + name
        try:
            with document.neighbour(name) as file:
                data = file.read(LONGEST + 1)
        except (OSError, RuntimeError, *DAMAGED) as error:
            yield Fault(where, f"can't be read for the names of speakers: {reason(error)}. {advice(error)}")
            continue
        if len(data) > LONGEST:
            message = (
                f"holds more than {LONGEST:,} bytes, too much for a list of speakers; not read for names. Split it."
            )
            yield Fault(where, message)
        else:
            yield _known(data)


def name(person: Person, language: str | None, date: str | None) -> str | None:
    """The name in this language on this day, else the first."""
    ranked = sorted(person.names, key=lambda one: (not _within(date, one.span), one.language not in (language, None)))
    return next((one.text for one in ranked), None)


def party(person: Person, organisations: Mapping[str, Organisation], date: str | None) -> str | None:
    """The short name of the party (failing that, of the group) that a person belonged to on this day."""
    held = [id for id, span in person.memberships if _within(date, span)]
    for kinds in (_PARTIES, _GROUPS):
        for id in held:
            if _kind(id, organisations) in kinds:
                return _called(id, organisations, None, ("abb", "init"))
    return None


def chamber(id: str, organisations: Mapping[str, Organisation], language: str | None) -> str:
    """The full name of a chamber, or its id."""
    return _called(id, organisations, language, ("yes", None))


def _root_names(document: Document) -> Iterator[str]:
    """`ParlaMint-XX.xml` and its lists, for `ParlaMint-XX_2020-01-01.xml`: computed, since folders may be large."""
    stem = document.path.name.removesuffix(".xml").removesuffix(".ana")
    bases = [stem[:at] for at, letter in enumerate(stem) if letter == "_" and at]
    for folder, names in document.shelves:
        for base in bases:
            root = next((one for one in (f"{base}.xml", f"{base}.ana.xml") if one in names), None)
            yield from (folder + one for one in (root, *(base + end for end in _LISTS)) if one and one in names)


@lru_cache(maxsize=6)
def _known(data: bytes) -> Known:
    """Cached by content: parsed once for all debates; what is wrong in a root is told when it is read itself."""
    known = Known()
    document = Document("root", PurePath("root.xml"), data[: 1 << 16], BytesIO(data))
    for element in xml.elements(document, ("{*}person", "{*}org")):
        if not isinstance(element, Fault):
            known.add(element)
    return known


def _person(element: xml.Element) -> Person:
    names = tuple(map(_person_name, element.findall("{*}persName")))
    joined = [
        (identity(reference), _span(one))
        for one in element
        if isinstance(one.tag, str) and xml.local(one) in ("affiliation", "affliation")  # the Finnish corpus's spelling
        for reference in one.get("ref", "").split()
    ]
    return Person(tuple(one for one in names if one.text), tuple(joined))


def _person_name(element: xml.Element) -> Named:
    """Forenames before surnames, whatever the order in the file; without titles and roles."""
    parts = {part: _texts(element.findall(f"{{*}}{part}")) for part in ("forename", "nameLink", "surname", "genName")}
    told = " ".join(text for texts in parts.values() for text in texts)
    return Named(told or " ".join(xml.text(element).split()), element.get(LANGUAGE), None, _span(element))


def _organisation_name(element: xml.Element) -> Named:
    text = " ".join(xml.text(element).split())
    return Named(text, element.get(LANGUAGE), element.get("full"), _span(element))


def _texts(elements: Iterable[xml.Element]) -> list[str]:
    return [text for one in elements if (text := " ".join(xml.text(one).split()))]


def _span(element: xml.Element) -> tuple[str, str]:
    when = element.get("when", "")
    return element.get("from", when)[:10], element.get("to", when)[:10]


def _within(date: str | None, span: tuple[str, str]) -> bool:
    """A day within a span whose ends may be partial dates or open; a speech without date fits only open ones."""
    start, end = span
    if not date:
        return not end
    return date[: len(start)] >= start and (not end or date[: len(end)] <= end)


def _kind(id: str, organisations: Mapping[str, Organisation]) -> str:
    """What the organisation says it is, else what its id begins with (`party.ABC`)."""
    kind = organisations[id].kind.lower() if id in organisations else ""
    return kind if kind in _PARTIES | _GROUPS else id.partition(".")[0].lower() if "." in id else ""


def _called(
    id: str, organisations: Mapping[str, Organisation], language: str | None, kinds: tuple[str | None, ...]
) -> str:
    """A name of one of these kinds, in this language where there is one; else any name; else what the id says."""
    known = organisations.get(id)
    names = [one for one in known.names if one.text] if known else []
    ranked = sorted(names, key=lambda one: (one.kind not in kinds, one.language != language))
    return ranked[0].text if ranked else id.partition(".")[2] or id
