"""Who speaks in a debate of Akoma Ntoso, as whom: resolved in the document's references."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from searchapp.sources import xml
from searchapp.sources.akoma.words import UNSAID
from searchapp.sources.paragraphs import fold

_FROM = "{*}from"
_ROLE = "TLCRole"


class Reference(NamedTuple):
    """A person, role or organization: what it is, what it is called, where it is described."""

    kind: str
    name: str
    href: str


@dataclass(frozen=True, slots=True)
class Who:
    """What a turn says of its speaker, as fields of a record; the day it began; a complaint where nobody is named."""

    said: Mapping[str, str] = field(default_factory=dict)
    day: str = ""
    unknown: str = ""


def references(meta: xml.Element) -> dict[str, Reference]:
    """Who and what a document refers to, by id."""
    found = {}
    for element in meta.iterfind("{*}references/*"):
        if isinstance(element.tag, str) and (id := id_of(element)):
            name = fold(element.get("showAs", ""))[0]
            found[id] = Reference(xml.local(element), name, element.get("href", ""))
    return found


def id_of(element: xml.Element) -> str:
    """The id of an element, as one version or another writes it; empty where it has none."""
    return next((value for name in ("eId", "id") if (value := element.get(name))), "")


def unname(turn: xml.Element) -> None:
    """Take the id off a turn that was read: what is said later in it is a speech of its own."""
    for name in ("eId", "id"):
        turn.attrib.pop(name, None)


def who(turn: xml.Element, parts: Iterable[xml.Element], known: Mapping[str, Reference]) -> Who:
    """The speaker of a turn: whom `by` refers to; else as `<from>`, one of its parts, calls them."""
    label = _label(parts)
    called, time = _called(label), turn.get("startTime") or _time(label)
    by, office = _referred(turn, "by"), known.get(_referred(turn, "as"))
    person = known.get(by)
    if person and person.kind == _ROLE:
        office = office or person
        if called:  # a role is who speaks only where nobody is named
            by, person = "", None
    named = person.name if person else ""
    said = {
        "speaker": named or called,
        "role": office.name if office and office.kind == _ROLE else "",
        "speaker_id": (person.href if person else "") or by,
        "called": called if named and called != named else "",
        "time": time,
    }
    lost = f"No reference has the id “{by}”, so nobody is named here. Add a TLCPerson with that id."
    return Who(said, time[:10] if "T" in time else "", lost if by and not said["speaker"] else "")


def _referred(turn: xml.Element, name: str) -> str:
    return str(turn.get(name, "")).strip().removeprefix("#")


def _label(parts: Iterable[xml.Element]) -> xml.Element | None:
    return next((found for part in parts for found in part.iter(_FROM)), None)


def _called(label: xml.Element | None) -> str:
    if label is None:
        return ""
    return fold(xml.text(label, UNSAID | {"recordedTime"}))[0].rstrip(" :")


def _time(label: xml.Element | None) -> str:
    recorded = None if label is None else label.find("{*}recordedTime")
    return "" if recorded is None else str(recorded.get("time", ""))
