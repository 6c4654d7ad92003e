"""Debates in TEI, as ParlaMint corpora and their kin encode them: a speech for each turn of a speaker."""

from __future__ import annotations

import re
from collections import ChainMap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from searchapp.errors import Fault
from searchapp.sources import record, xml
from searchapp.sources.document import LONGEST, Document, Reading
from searchapp.sources.encoding import decoded
from searchapp.sources.tei import people as known_people
from searchapp.sources.tei.debate import Turn, turns
from searchapp.sources.tei.people import Known, Organisation, Person

NAMESPACE = "http://www.tei-c.org/ns/1.0"
_DEBATES = frozenset({"TEI", "teiCorpus", "TEI.2", "teiCorpus.2"})
_ABOUT = frozenset({"teiCorpus", "teiCorpus.2", "listPerson", "listOrg", "listRelation", "taxonomy", "classDecl"})
_DAY = re.compile(r"(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)")


def recognises(head: str) -> bool:
    """A document whose root is TEI's, with or without namespace, or a part of a corpus in TEI's namespace."""
    root = xml.root(head)
    return bool(root and (root.name in _DEBATES or (root.name in _ABOUT and root.namespace == NAMESPACE)))


def read(document: Document) -> Reading:
    """A speech for each turn.

    Speakers may be listed after all that they say: so up to 16 MB of text wait for the end of the document.
    """
    plain = document.path.name.removesuffix(".ana.xml") + ".xml"
    if document.path.name.endswith(".ana.xml") and plain in document.beside:
        yield Fault(document.name, f"is the annotated copy of {plain}, which is read; passed over.", notice=True)
        return
    people = _People()
    for root in known_people.roots(document):
        if isinstance(root, Fault):
            yield root
        else:
            people.learn(root)
    yield from _speeches(document, people)


@dataclass(slots=True)
class _People:
    """Who is known, and what was found missing while speeches were made."""

    own: Known = field(default_factory=Known)
    persons: ChainMap[str, Person] = field(init=False)
    organisations: ChainMap[str, Organisation] = field(init=False)
    strangers: dict[str, bool] = field(default_factory=dict)
    disputed: dict[tuple[str, ...], str] = field(default_factory=dict)
    wordless: int = 0

    def __post_init__(self) -> None:
        self.persons = ChainMap(self.own.persons)
        self.organisations = ChainMap(self.own.organisations)

    def learn(self, known: Known) -> None:
        """Take a root's list in, behind those that are known."""
        self.persons.maps.append(known.persons)
        self.organisations.maps.append(known.organisations)


def _speeches(document: Document, people: _People) -> Reading:
    waiting: list[Turn] = []
    count = size = 0
    for turn in turns(document, people.own):
        if isinstance(turn, Fault):
            yield turn
            continue
        waiting.append(turn)
        count, size = count + 1, size + turn.weight
        if size > LONGEST:
            yield from _made(waiting, document, people)
            waiting, size = [], 0
    yield from _made(waiting, document, people)
    yield from _missing(document, people) if count else [_speechless(document)]


def _made(waiting: list[Turn], document: Document, people: _People) -> Reading:
    for turn in waiting:
        if turn.paragraphs:
            yield from record.read(_record(turn, document, people), document, turn.line)
        else:
            people.wordless += 1


def _record(turn: Turn, document: Document, people: _People) -> Mapping[str, Any]:
    header = turn.header
    date = _date(turn, document, people)
    chamber = known_people.chamber(header.chamber, people.organisations, header.language) if header.chamber else None
    told = {
        "id": turn.id,
        "title": turn.title,
        "date": date,
        "language": turn.language,
        "event": header.event,
        "source": header.source,
        "url": header.url,
        "role": turn.role,
        "chamber": chamber,
        "paragraphs": turn.paragraphs,
        **_speaker(turn, people, date),
    }
    return {key: value for key, value in told.items() if value}


def _date(turn: Turn, document: Document, people: _People) -> str | None:
    """The header's day; where it has two, the one that the document's name has too; without one, that of the name."""
    dates, named = turn.header.dates, _DAY.findall(document.path.name)
    day = next((one for one in dates if one in named), None) or next(iter([*dates, *named]), None)
    if day and len(dates) > 1:
        people.disputed[dates] = day
    return day


def _speaker(turn: Turn, people: _People, date: str | None) -> Mapping[str, Any]:
    """The name and the party of who is listed; else how the minutes announce them, with the id kept."""
    listed = [people.persons[id] for id in turn.who if id in people.persons]
    called = [name for one in listed if (name := known_people.name(one, turn.header.language, date))]
    if called and len(called) == len(turn.who):
        parties = {known_people.party(one, people.organisations, date) for one in listed}
        return {"speaker": ", ".join(called), "party": parties.pop() if len(parties) == 1 else None}
    for id in turn.who:
        if id not in people.persons and len(people.strangers) < known_people.MOST:
            people.strangers[id] = people.strangers.get(id, True) and bool(turn.label)
    return {"speaker": turn.label, "who": " ".join(turn.who)}


def _missing(document: Document, people: _People) -> Iterator[Fault]:
    """What one document lacks, each told once."""
    for dates, day in people.disputed.items():
        message = f"The header gives two dates, {' and '.join(dates[:2])}: {day} was taken. Correct the other."
        yield Fault(document.name, message)
    if people.strangers:
        shown = ", ".join(f"“{id}”" for id in list(people.strangers)[:3])
        more = f" and {len(people.strangers) - 3:,} more" if len(people.strangers) > 3 else ""
        announced = all(people.strangers.values())
        named = "have the name that the minutes announce" if announced else "have no name"
        message = (
            f"No list of persons knows {shown}{more}: these speakers {named}. "
            "Put the corpus root or its listPerson beside the document, or one folder above it."
        )
        yield Fault(document.name, message, notice=announced)
    if people.wordless:
        what = "1 utterance holds" if people.wordless == 1 else f"{people.wordless:,} utterances hold"
        message = f"{what} notes but no words; left out."
        yield Fault(document.name, message, notice=True)


def _speechless(document: Document) -> Fault:
    root = xml.root(decoded(document.head).text)
    if root and root.name in _ABOUT:
        return Fault(document.name, f"is about a corpus ({root.name}), not a debate; passed over.", notice=True)
    return Fault(document.name, "There is no speech (no <u>) in this TEI document; nothing was read. Take it away.")
