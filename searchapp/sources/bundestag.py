"""Bundestag XML (dbtplenarprotokoll): a speech for each speaker's turn, in a speech or between speeches."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from searchapp.errors import Fault
from searchapp.sources import record, xml
from searchapp.sources.document import Document, Reading
from searchapp.speech import shorten

UNSPOKEN = frozenset({"kommentar", "fussnote", "table", "redner", "name"})
"""Elements within a paragraph that its speaker doesn't say: heckling, footnotes, tables, names."""
HEADINGS = frozenset({"T_NaS", "T_ZP_NaS", "T_fett"})
"""Classes of paragraphs that say what is debated; of other classes that begin with T, nothing is spoken either."""
_NAMES = {"titel", "vorname", "namenszusatz", "nachname"}
_PAPER = re.compile(r"Drucksachen?\s[\d/, und]+")
_ASIDE = re.compile(r"\([^()]*\)")
_CHAIR = re.compile(r"((?:Alters|Vize)?[Pp]räsident(?:in)?)\s+(?=\S)")
_PARTY = re.compile(r"(?<!\s)\s*\(([^()]+)\)")
_TITLE = 300
"""Characters of a title; some items of the agenda name dozens of bills."""


@dataclass(frozen=True, slots=True)
class _Person:
    """Who speaks; `chair` says that they preside, so that what stands between speeches is theirs."""

    said: dict[str, str] = field(default_factory=dict)
    chair: bool = False


_NOBODY = _Person()


@dataclass(frozen=True, slots=True)
class _Step:
    """What comes next in a sitting: a speech (`rede`), `over`, a `heading`, a `person`, or `words`."""

    kind: str
    line: int | None
    text: str = ""
    person: _Person = _NOBODY


def recognises(head: str) -> bool:
    """A document whose root is dbtplenarprotokoll."""
    root = xml.root(head)
    return root is not None and root.name == "dbtplenarprotokoll"


def read(document: Document) -> Reading:
    """The turns of a sitting in their order; what the chair says between speeches is the chair's speech."""
    sitting = _Sitting(document)
    names = ("kopfdaten", "ivz-block", "sitzungsbeginn", "tagesordnungspunkt", "anlage")
    for element in xml.elements(document, [f"{{*}}{name}" for name in names]):
        if isinstance(element, Fault):
            yield element
        elif (name := xml.local(element)) == "kopfdaten":
            sitting.about, sitting.number = _about(element)
        elif name == "ivz-block":
            sitting.contents.update(_contents(element))
        else:
            yield from sitting.part(element)


class _Sitting:
    """What is known while a sitting is read: the turn that is open, who presides, what is debated."""

    def __init__(self, document: Document) -> None:
        self.about: dict[str, str] = {}
        self.number = ""
        self.contents: dict[str, str] = {}
        self._document = document
        self._person = _NOBODY
        self._anchor = ""
        self._used = ("", 0)
        self._loose = 0
        self._item = self._title = ""
        self._heading = self._headed = False
        self._within = False
        self._line: int | None = None
        self._words: list[str] = []

    def part(self, element: xml.Element) -> Reading:
        """The turns of an item of the agenda, of the beginning, or of what was handed in in writing."""
        item = " ".join((element.get("top-id") or "").split())
        self._item, self._title = item, self.contents.get(item, item)
        self._heading = self._headed = False
        handed_in = xml.local(element) == "anlage"
        if handed_in:
            self._person = _NOBODY
        for step in _written(element) if handed_in else _steps(element):
            yield from self._take(step)
        yield from self._close()

    def _take(self, step: _Step) -> Reading:
        if step.kind == "words":
            self._line = self._line if self._words else step.line
            self._words.append(step.text)
            self._heading = False
            return
        # A chair who calls an item up does so before its heading, and goes on after it.
        heading = step.kind == "heading" and (self._heading or not self._headed)
        goes_on = heading or (step.kind == "over" and self._person.chair)
        if not goes_on:
            yield from self._close()
        if step.kind == "heading":
            self._title = f"{self._title[: 2 * _TITLE]} {step.text}" if self._heading else step.text
            self._heading = self._headed = True
        elif step.kind == "person":
            self._person = step.person
        elif step.kind == "rede":
            self._anchor, self._within, self._person = step.text, True, _NOBODY
        else:
            self._within = False
            self._person = self._person if self._person.chair else _NOBODY

    def _close(self) -> Reading:
        """The open turn, if anything was said in it."""
        words, self._words = self._words, []
        if not words:
            return
        if self._within and not self._person.said:
            message = f"Nobody is named for these words (rede {self._anchor}); kept without a speaker. Name them."
            yield Fault(self._document.name, message, self._line)
        about = {**self.about, **self._person.said, "id": self._id(), "title": shorten(self._title, _TITLE)}
        more = {"agenda_item": self._item, "language": "de", "paragraphs": words}
        yield from record.read({**about, **more}, self._document, self._line)

    def _id(self) -> str:
        """The id of the speech that the turn is in or follows; from the second turn on, with a number."""
        if not self._anchor:
            self._loose += 1
            return f"{self.number or self._document.path.stem}-{self._loose}"
        self._used = (self._anchor, self._used[1] + 1 if self._used[0] == self._anchor else 0)
        return f"{self._anchor}-{self._used[1]}" if self._used[1] else self._anchor


def _steps(element: xml.Element) -> Iterator[_Step]:
    """What happens in an element, in its order, whatever it is nested in."""
    for child in element:
        name, line = xml.local(child), child.sourceline
        if name == "rede":
            yield from _speech(child)
        elif name == "p":
            yield from _paragraph(child)
        elif name == "name":
            yield _Step("person", line, person=_person(child))
        elif name not in UNSPOKEN:
            yield from _steps(child)


def _written(element: xml.Element) -> Iterator[_Step]:
    """The speeches that were handed in in writing; lists of votes and of members are left out."""
    for child in element.iter("{*}rede"):
        yield from _speech(child)


def _speech(element: xml.Element) -> Iterator[_Step]:
    yield _Step("rede", element.sourceline, element.get("id") or "")
    yield from _steps(element)
    yield _Step("over", element.sourceline)


def _paragraph(element: xml.Element) -> Iterator[_Step]:
    kind, line = element.get("klasse") or "", element.sourceline
    speaker = next((child for child in element if xml.local(child) == "redner"), None) if len(element) else None
    text = _words(element)
    if speaker is not None:
        yield _Step("person", line, person=_person(speaker))
        text = text.partition(":")[2]
    elif kind in HEADINGS and not _PAPER.fullmatch(text):
        yield _Step("heading", line, text)
    if text and not kind.startswith(("T", "AL_")) and not _ASIDE.fullmatch(text):
        yield _Step("words", line, text)


def _words(element: xml.Element) -> str:
    """What a paragraph says, without the soft hyphens of its layout and the marks of its footnotes."""
    for mark in element.findall("{*}sup") if len(element) else ():
        note = mark.getnext()
        if note is not None and xml.local(note) == "fussnote" and not (mark.tail or "").strip():
            mark.text = ""
    text = xml.text(element, UNSPOKEN) if len(element) else element.text or ""
    return text.replace("\u00ad", "").strip()


def _person(element: xml.Element) -> _Person:
    """A speaker from the parts of the name, or from the line that names the chair."""
    parts = {xml.local(part): " ".join(xml.text(part).split()) for part in element.iter() if part is not element}
    named = " ".join(xml.text(part) for part in element.iter() if xml.local(part) in _NAMES)
    line = " ".join((named or xml.text(element)).split()).removesuffix(":")
    party = None if named else _PARTY.search(line)
    office = _CHAIR.match(line)
    role = parts.get("rolle_lang") or parts.get("rolle_kurz") or (office[1] if office else "")
    said = {
        "speaker": _PARTY.sub("", line[office.end() :] if office else line),
        "role": role,
        "party": parts.get("fraktion") or (party[1] if party else ""),
        "place": parts.get("ortszusatz", "").strip("()"),
        "state": parts.get("bdland", ""),
    }
    return _Person({key: value for key, value in said.items() if value}, chair=bool(_CHAIR.match(f"{role} .")))


def _about(element: xml.Element) -> tuple[dict[str, str], str]:
    """The date, the sitting and who publishes it; and the sitting's number, such as 19-1."""
    parts = {xml.local(part): " ".join(xml.text(part).split()) for part in element.iter()}
    date = next((part.get("date") or "" for part in element.iter() if xml.local(part) == "datum"), "")
    term, number = parts.get("wahlperiode", ""), parts.get("sitzungsnr", "")
    house = parts.get("herausgeber") or "Deutscher Bundestag"
    numbered = term and number
    event = f"{house}, {term}. Wahlperiode, {number}. Sitzung" if numbered else house
    return {"date": date, "event": event, "source": house}, f"{term}-{number}" if numbered else ""


def _contents(block: xml.Element) -> dict[str, str]:
    """What the table of contents calls an item of the agenda, without who speaks on it."""
    said = [_PAPER.sub("", " ".join(xml.text(part).split())).strip() for part in block.iter() if _entry(part)]
    title = next((xml.text(part) for part in block.iter() if xml.local(part) == "ivz-block-titel"), "")
    return {" ".join(title.split()).removesuffix(":"): " ".join(filter(None, said))} if title and any(said) else {}


def _entry(element: xml.Element) -> bool:
    named = any(xml.local(child) == "redner" for child in element)
    return xml.local(element) == "ivz-eintrag-inhalt" and not named
