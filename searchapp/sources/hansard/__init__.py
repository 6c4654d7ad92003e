"""Historic Hansard XML, as the printed volumes of the United Kingdom were digitised: a speech for each turn."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from searchapp.errors import Fault
from searchapp.sources import record, xml
from searchapp.sources.document import Document, Reading, expected
from searchapp.sources.encoding import decoded
from searchapp.sources.hansard.contributions import MARKS, Contribution, contributions, unmarked
from searchapp.sources.members import named

_CHAMBERS = {
    "housecommons": "House of Commons",
    "houselords": "House of Lords",
    "westminsterhall": "Westminster Hall",
    "grandcommitteereport": "Grand Committee",
}
_WRITTEN = frozenset({"writtenanswers", "writtenstatements"})
_HOUSES = frozenset({*_CHAMBERS, *_WRITTEN})
_PARTS = ("section", "group", "body", "division", "oralquestions", "frontmatter", "indexdiv")
_DAY = re.compile(r"(?<!\d)(\d{4})[-_](\d{2})[-_](\d{2})(?!\d)")
_NUMBER = re.compile(r"Q?[\d, and&]*\d[\d, and&]*\.?\s*")
_HEADING = re.compile(r"\[([^][]+?)\.?\]\s*[—–-]+\s*(?=\S)")
_ROSE = re.compile(r"rose\W*")
_MOST = 10_000  # paragraphs of a turn; what goes on for longer is another speech
_OURS = re.compile(r"<(?:titlepage|frontmatter|tablecontents|housecommons|houselords|writtenanswers)\b")


def recognises(head: str) -> bool:
    """A volume, or a part of one; other parliaments have a `<hansard>` too, with other elements in it."""
    root = xml.root(head)
    if not root or root.namespace:
        return False
    return root.name in _HOUSES or (root.name == "hansard" and bool(_OURS.search(head)))


def read(document: Document) -> Reading:
    """A speech for each turn of a member; paragraphs that name nobody are the report's own, and are left out."""
    yield from expected(_speeches(document), document, recognised=recognises(decoded(document.head).text))


class _Said(NamedTuple):
    """A title or a date, and the part of the volume that it is said of."""

    part: xml.Element
    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class _Turn:
    """What one member says, as far as it has been read, in which part of the volume, and where it began."""

    part: xml.Element
    about: Mapping[str, str]
    line: int | None
    paragraphs: list[str]


def _speeches(document: Document) -> Reading:
    told: list[_Said] = []
    turn: _Turn | None = None
    for element in xml.elements(document, ("title", "date", "p", *_PARTS, *_HOUSES)):
        if isinstance(element, Fault):
            yield element
        elif element.tag in {"title", "date"}:
            told = _told(element, told)
        elif element.tag == "p" and element.getparent() is not None:
            told = _around(element, told)
            for begun in _turns(element, told, turn, document):
                yield from _spoken(turn, document)
                turn = begun
    yield from _spoken(turn, document)


def _around(element: xml.Element, told: list[_Said]) -> list[_Said]:
    """What is said of the parts that an element stands in, the widest first."""
    parts = list(element.iterancestors())
    return [said for said in told if said.part in parts]


def _told(element: xml.Element, told: list[_Said]) -> list[_Said]:
    """With what a title or a date says of its part, in place of what another said before."""
    part, kind = next(element.iterancestors(), None), str(element.tag)
    value = element.get("format") or " ".join(xml.text(element, MARKS).split())
    around = [said for said in _around(element, told) if (said.part, said.kind) != (part, kind)]
    return [*around, _Said(part, kind, value)] if part is not None and value else around


def _spoken(turn: _Turn | None, document: Document) -> Reading:
    """Nothing where a member only rose to speak."""
    if turn and not _ROSE.fullmatch(" ".join(turn.paragraphs)) and (turn.paragraphs or turn.about.get("speaker")):
        yield from record.read({**turn.about, "paragraphs": turn.paragraphs}, document, turn.line)


def _turns(element: xml.Element, told: list[_Said], turn: _Turn | None, document: Document) -> Iterator[_Turn]:
    """The turns that a paragraph begins; where it only goes on with the one before, its words are added to that."""
    part = next(element.iterancestors())
    written = part.tag in _WRITTEN or next(part.iterancestors(*_WRITTEN), None) is not None
    lead, members = contributions(element)
    if not members and written and (found := unmarked(lead.paragraphs)):
        lead, members = found[0], [found[1]]
    if members:
        about = _about(element, told, document)
        for number, member in enumerate(members):
            said = {**about, **_which(element, number), **_named(lead if not number else None, member)}
            yield _Turn(part, said, element.sourceline, member.paragraphs)
    elif turn and turn.part is part and (written or element.find("membercontribution") is not None):
        if len(turn.paragraphs) >= _MOST:
            about = {name: value for name, value in turn.about.items() if name != "id"}
            yield _Turn(part, about, element.sourceline, lead.paragraphs)
        else:
            turn.paragraphs.extend(lead.paragraphs)


def _about(element: xml.Element, told: list[_Said], document: Document) -> dict[str, str]:
    """What the parts around a paragraph say: of the titles, the narrowest is its own, and the next the debate's."""
    titles = [said.value for said in told if said.kind == "title" and said.part.tag not in _HOUSES]
    titles = titles or [said.value for said in told if said.kind == "title"]
    dates = [said.value for said in told if said.kind == "date"]
    house = next(element.iterancestors(*_CHAMBERS), None)
    hint = _DAY.search(document.path.name)
    return {
        "title": titles[-1] if titles else "",
        "event": titles[-2:][0] if titles else "",
        "language": document.given.language or "en",
        "date": dates[-1] if dates else "-".join(hint.groups()) if hint else "",
        **({"chamber": _CHAMBERS[str(house.tag)]} if house is not None else {}),
    }


def _which(element: xml.Element, number: int) -> dict[str, str]:
    """The id of a turn: its paragraph's, and a number from the second on."""
    id = element.get("id", "")
    return {"id": f"{id}-{number + 1}" if number else id} if id else {}


def _named(lead: Contribution | None, member: Contribution) -> dict[str, str]:
    """Who speaks; before the name may stand a heading, the number of a question, or words of the report's own."""
    heading = _HEADING.match(member.name)
    said = dict(named(member.name[heading.end() :] if heading else member.name))
    if heading:
        said["title"] = heading[1]
    before = " ".join(lead.paragraphs) if lead else ""
    if before.startswith("The ") and member.name.startswith("("):
        said["role"], before = before, ""
    if _NUMBER.fullmatch(before):
        said["question"], before = before.rstrip(". "), ""
    notes = [note for note in (before, member.note, said.pop("introduction", "")) if note]
    return {**said, "introduction": "\n\n".join(notes)} if notes else said
