"""Akoma Ntoso, of any version and without namespace: one speech for each turn of a debate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from searchapp.errors import Fault
from searchapp.sources import record, xml
from searchapp.sources.akoma import people
from searchapp.sources.akoma.about import About
from searchapp.sources.akoma.words import by_speaker, heading, paragraphs, spoken
from searchapp.sources.document import Document, Reading

TURNS = frozenset({"speech", "question", "answer"})
"""What somebody says: the rest of a debate is the editor's."""
_ABOUT = frozenset({"meta", "coverPage", "preface"})
_SECTIONS = frozenset(
    (
        *("debateSection", "administrationOfOath", "rollCall", "prayers", "oralStatements", "writtenStatements"),
        *("personalStatements", "ministerialStatements", "resolutions", "nationalInterest", "declarationOfVote"),
        *("communication", "petitions", "papers", "noticesOfMotion", "questions", "address", "proceduralMotions"),
        *("pointOfOrder", "adjournment", "speechGroup", "debateBody", "debate"),
    )
)
_NAMES = tuple(f"{{*}}{name}" for name in sorted(_ABOUT | TURNS | _SECTIONS))
_TURNS = tuple(f"{{*}}{name}" for name in sorted(TURNS))
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_RESUMED = "resumed"
"""An attribute that we put on a turn that something interrupts."""
_NESTED = "This begins before the speech around it ends; read as an interruption. End that speech before it."


def recognises(head: str) -> bool:
    """A root of that name, whatever its namespace."""
    root = xml.root(head)
    return root is not None and root.name.lower() == "akomantoso"


def read(document: Document) -> Reading:
    """One speech for each speech, question and answer; titles are the headings of sections.

    A document that is no debate (an act, a bill) is passed over, and a notice says what it is.
    """
    about, open_sections, turns = About(), _Open(), 0
    for one in xml.elements(document, _NAMES):
        if isinstance(one, Fault):
            yield one
            continue
        name = xml.local(one)
        if name in _ABOUT and about.concerns(one):
            about = about.told(one)
            if about.law and _whole(one):
                break
            yield from (Fault(document.name, complaint, one.sourceline) for complaint in about.complaints)
        if name == "debate":
            about = replace(about, kind=about.kind or name)
        place = _Place(document, about, open_sections.around(one))
        yield from _interrupted(place, one)
        if name in TURNS:
            turns += 1
            yield from _speech(place, one, [*one], _introduction(one))
    if not turns:
        yield Fault(document.name, f"is {about.what}, with no speech in it; passed over.", notice=True)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where something is said: in which document, under which headings, the nearest last."""

    document: Document
    about: About
    headings: Sequence[str]

    def fault(self, message: str, element: xml.Element, *, notice: bool = False) -> Fault:
        """What is wrong with an element."""
        return Fault(self.document.name, message, element.sourceline, notice=notice)


def _whole(element: xml.Element) -> bool:
    """Whether what an element tells of is all of the document, and not one of a collection."""
    root = element.getroottree().getroot()
    return element.getparent() in (None, root, *root)


class _Open:
    """The sections that are open, each with its heading: a heading is let go long before its section ends."""

    def __init__(self) -> None:
        self._open: list[tuple[xml.Element, str]] = []

    def around(self, element: xml.Element) -> list[str]:
        """The headings of the sections that an element stands in, the nearest last."""
        around = [*element.iterancestors()][::-1]
        known = 0
        while known < min(len(around), len(self._open)) and self._open[known][0] is around[known]:
            known += 1
        self._open[known:] = [(section, heading(section)) for section in around[known:]]
        return [title for _, title in self._open if title]


def _interrupted(place: _Place, within: xml.Element) -> Reading:
    """What a turn had said when something that is no part of it begins within it: a speech of its own."""
    outer = next(within.iterancestors(*_TURNS), None)
    if outer is None:
        return
    if not outer.get(_RESUMED):
        yield place.fault(_NESTED, within)
        outer.set(_RESUMED, "yes")
    if outer is within.getparent():
        before = _before(within)
        if spoken(outer.text, before)[0]:
            yield from _speech(place, outer, before)
            people.unname(outer)
        outer.text = None


def _introduction(turn: xml.Element) -> list[str]:
    """What the editor writes between a turn and the one before it."""
    return [] if next(turn.iterancestors(*_TURNS), None) is not None else paragraphs(_before(turn))


def _before(element: xml.Element) -> list[xml.Element]:
    """What stands before an element beside it; all that was read before is gone."""
    return [*element.itersiblings(preceding=True)][::-1]


def _speech(
    place: _Place, turn: xml.Element, parts: Sequence[xml.Element], introduction: Sequence[str] = ()
) -> Reading:
    """The speech of a turn, or of those of its parts that were read."""
    said, asides = spoken(turn.text, parts)
    if asides and not said:
        yield place.fault(f"Nothing is said here but “{asides[0]}”; left out.", turn, notice=True)
        return
    if not said and turn.get(_RESUMED):
        return
    about, who = place.about, people.who(turn, parts, place.about.references)
    if who.unknown:
        yield place.fault(who.unknown, turn)
    titles = [title for title in (*place.headings, heading(turn)) if title]
    found: dict[str, Any] = {
        "id": about.id(turn),
        "title": titles[-1] if titles else about.title,
        "date": about.date or who.day,
        "language": turn.get(_LANG) or about.language,
        "introduction": introduction,
        "paragraphs": said,
        **about.said,
        **who.said,
        "section": " › ".join(titles[:-1]),
    }
    own, *others = by_speaker(said)
    yield from record.read(_told(found | {"paragraphs": own[1]}), place.document, turn.sourceline)
    for number, (speaker, words) in enumerate(others, 2):
        yield place.fault(f"“{speaker}” speaks within another's speech; taken apart. Mark it as a speech.", turn)
        id = f"{found['id']}.{number}" if found["id"] else None
        other = {**found, **dict.fromkeys(who.said), "id": id, "speaker": speaker, "paragraphs": words}
        yield from record.read(_told(other | {"introduction": ()}), place.document, turn.sourceline)


def _told(found: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in found.items() if value or name == "paragraphs"}
