"""publicwhip XML, as TheyWorkForYou and OpenAustralia keep it: headings and speeches stand side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from searchapp.errors import Fault
from searchapp.sources import asides, record, xml
from searchapp.sources.document import Document, Reading, expected
from searchapp.sources.encoding import decoded
from searchapp.sources.formulas import formula
from searchapp.sources.members import named

_SPOKEN = {"speech": None, "ques": "question", "reply": "answer"}
_HEADINGS = ("oral-heading", "major-heading", "minor-heading")
_BLOCKS = frozenset({"p", "tr", "li", "dt", "dd", "br", "blockquote", "caption", "table", "ul", "ol", "dl", "div"})
_CELLS = frozenset({"td", "th"})
_ITALIC = frozenset({"i", "em"})
_SET_APART = _ITALIC | {"b", "strong"}
_INTERJECTS = re.compile(r"\s*[A-Z][\w'’.-]*\s[\w'’.,\s-]{0,80}\binterject(?:ing|s|ed)[\s.—–-]*")
_BREAK, _DONE = "\x1e", "\x1f"  # no XML may hold them
_SUPERSEDED = re.compile(r"""\blatest\s*=\s*["']no["']""")
_DAY = re.compile(r"(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)")
_ENGLISH = frozenset({"House of Commons", "House of Lords", "Westminster Hall", "House of Representatives", "Senate"})


class _Report(NamedTuple):
    """The habits of an official report: the chamber that a part of an id means, and how what was done is set."""

    chambers: Mapping[str, str]
    done: str | None


_BRITISH = _Report(
    {
        "debate": "House of Commons",
        "wrans": "House of Commons",
        "wms": "House of Commons",
        "lords": "House of Lords",
        "lordswrans": "House of Lords",
        "lordswms": "House of Lords",
        "westminhall": "Westminster Hall",
        "spor": "Scottish Parliament",
        "spwa": "Scottish Parliament",
        "ni": "Northern Ireland Assembly",
        "senedd": "Senedd",
    },
    "italic",
)
_AUSTRALIAN = _Report({"debate": "House of Representatives", "lords": "Senate"}, None)
"""Italics are what was done in British reports, and the text of bills in Australian ones."""


class _Headings(NamedTuple):
    """What is spoken about: the debate, and the part of it."""

    debate: str = ""
    part: str = ""


def recognises(head: str) -> bool:
    """A `<publicwhip>`, or the `<debates>` of OpenAustralia, which has the same ids."""
    root = xml.root(head)
    if not root or root.namespace:
        return False
    return root.name == "publicwhip" or (root.name == "debates" and ".publicwhip/" in head)


def read(document: Document) -> Reading:
    """A speech for each `<speech>`, `<ques>` and `<reply>` that has a speaker; none where the copy is superseded."""
    head = decoded(document.head).text
    root = xml.root(head)
    if root and _SUPERSEDED.search(root.attributes):
        message = "This copy is superseded (latest=“no”): its speeches are in a later one; passed over."
        yield Fault(document.name, message, notice=True)
        return
    yield from expected(_speeches(document), document, recognised=recognises(head))


def _speeches(document: Document) -> Reading:
    headings = _Headings()
    for element in xml.elements(document, (*_HEADINGS, *_SPOKEN)):
        if isinstance(element, Fault):
            yield element
        elif element.tag in _SPOKEN:
            yield from _speech(element, headings, document)
        else:
            headings = _under(headings, element)


def _under(headings: _Headings, element: xml.Element) -> _Headings:
    said = " ".join(xml.text(element).split())
    return headings._replace(part=said) if element.tag == "minor-heading" else _Headings(said)


def _speech(element: xml.Element, headings: _Headings, document: Document) -> Reading:
    """Nothing where nobody speaks, or where the report only tells what was done (“rose—”)."""
    if element.get("nospeaker") == "true":
        return
    report = _report(element)
    paragraphs = _paragraphs(element, report)
    if not paragraphs and len(element):
        return
    said = {
        **_about(element, document, report),
        "title": headings.part or headings.debate,
        "event": headings.debate or headings.part,
        "paragraphs": paragraphs,
    }
    yield from record.read(said, document, element.sourceline)


def _report(element: xml.Element) -> _Report:
    parent = element.getparent()
    return _AUSTRALIAN if parent is not None and parent.tag == "debates" else _BRITISH


def _about(element: xml.Element, document: Document, report: _Report) -> dict[str, Any]:
    """What the attributes say; those that are unknown are left out."""
    about = dict(element.attrib)
    id = about.get("id", "")
    day = _DAY.search(id) or _DAY.search(document.path.name)
    section = id.split("/")[1] if "/" in id else ""
    chamber = report.chambers.get(section, "")
    said = {
        "id": id,
        "date": day.group() if day else "",
        "language": document.given.language or ("en" if chamber in _ENGLISH else ""),
        "url": about.get("url", ""),
        **_speaker(about),
        "chamber": chamber,
        "time": about.get("time", ""),
        "column": about.get("colnum", ""),
        "kind": about.get("talktype") or _SPOKEN[str(element.tag)],
        "question": about.get("oral-qnum", ""),
    }
    return {name: value for name, value in said.items() if value and value != "unknown"}


def _speaker(about: Mapping[str, str]) -> dict[str, str]:
    """What stands in brackets after a name is a constituency or a party only where a member of the house speaks."""
    name, id = about.get("speakername", "").strip(), about.get("person_id") or about.get("speakerid", "")
    said = named(name) if id not in {"", "unknown"} else {"speaker": name}
    return {**said, "speaker_id": id, **({"role": about["speakeroffice"]} if about.get("speakeroffice") else {})}


def _paragraphs(element: xml.Element, report: _Report) -> list[str]:
    """The words, by paragraph. Once the report tells what was done, all that follows is its own: votes, amendments."""
    paragraphs: list[str] = []
    for part in "".join(_said(element, report)).split(_BREAK):
        if part == _DONE and paragraphs:
            break
        if part != _DONE and (clean := asides.without(" ".join(part.split())).strip()) and not formula(clean):
            paragraphs.append(clean)
    return paragraphs


def _said(element: xml.Element, report: _Report) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag in _BLOCKS:
            yield _BREAK
            yield from (_DONE,) if _done(child, report) else () if _interjects(child) else _said(child, report)
            yield _BREAK
        elif isinstance(child.tag, str) and not _interjects(child):
            yield from _said(child, report)
            yield " " if child.tag in _CELLS else ""
        yield child.tail or ""


def _done(block: xml.Element, report: _Report) -> bool:
    """Whether a block begins what the report itself tells, set as it sets that."""
    if not report.done:
        return False
    return report.done in block.get("class", "") or (_slanted(block) and formula(" ".join(xml.text(block).split())))


def _slanted(block: xml.Element) -> bool:
    """Whether all the words of a block stand in italics within it."""
    outside = (block.text, *(child.tail for child in block))
    return all(child.tag in _ITALIC for child in block) and not any(text and text.strip() for text in outside)


def _interjects(element: xml.Element) -> bool:
    """Whether this is set apart from what is said, and all it says is that somebody interjects."""
    apart = element.tag in _SET_APART or "italic" in element.get("class", "")
    return apart and _INTERJECTS.fullmatch(xml.text(element)) is not None
