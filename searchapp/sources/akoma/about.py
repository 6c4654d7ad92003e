"""What a document of Akoma Ntoso says of itself: what it is, of which day, who published it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from searchapp.sources import values, xml
from searchapp.sources.akoma.people import Reference, id_of, references
from searchapp.sources.paragraphs import fold

_LAWS: Mapping[str, str] = {
    "act": "an act",
    "bill": "a bill",
    "doc": "a document",
    "statement": "a statement",
    "amendment": "an amendment",
    "amendmentList": "a list of amendments",
    "judgment": "a judgment",
    "judgement": "a judgment",
    "portion": "a portion of a law",
}
_OTHERS: Mapping[str, str] = {
    "debate": "a debate",
    "debateReport": "a report on a debate",
    "documentCollection": "a collection of documents",
    "officialGazette": "an official gazette",
}
_CODES = (
    "eng:en fra:fr fre:fr deu:de ger:de spa:es ita:it por:pt nld:nl dut:nl swe:sv dan:da fin:fi nor:no nob:nb "
    "nno:nn isl:is gle:ga cym:cy wel:cy pol:pl ces:cs cze:cs slk:sk slv:sl hrv:hr srp:sr hun:hu ron:ro rum:ro "
    "bul:bg ell:el gre:el tur:tr rus:ru ukr:uk est:et lav:lv lit:lt mlt:mt eus:eu cat:ca glg:gl afr:af zul:zu "
    "xho:xh swa:sw amh:am ara:ar heb:he zho:zh chi:zh jpn:ja kor:ko hin:hi"
)
LANGUAGES = dict(re.findall(r"(\w+):(\w+)", _CODES))
"""Two-letter codes for the three-letter ones of ISO 639-2, which the metadata uses."""
_DAY = re.compile(r"/(\d{4}-\d{2}-\d{2})(?=/|$)")
_UNSET = "3000"
"""The year, or a later one, that stands where the day wasn't known."""


@dataclass(frozen=True, slots=True)
class About:
    """What is known of a document so far; `complaints` are about the last thing that it told."""

    kind: str = ""
    references: Mapping[str, Reference] = field(default_factory=dict)
    address: str = ""
    date: str = ""
    title: str = ""
    language: str | None = None
    said: Mapping[str, Any] = field(default_factory=dict)
    complaints: tuple[str, ...] = ()

    @property
    def law(self) -> bool:
        """Whether nobody speaks in documents of this kind."""
        return self.kind in _LAWS

    @property
    def what(self) -> str:
        """The kind of document, as people call it."""
        return {**_LAWS, **_OTHERS}.get(self.kind, "a document")

    def concerns(self, element: xml.Element) -> bool:
        """Whether an element tells of a document itself, and not of one attached to its debate."""
        return self.kind != "debate" or _kind(element) == "debate"

    def id(self, turn: xml.Element) -> str | None:
        """An id for a turn that has one within its document."""
        id = f"{self.address}#{id_of(turn)}" if self.address and id_of(turn) else ""
        return id if 0 < len(id) <= values.LONGEST_ID else None

    def told(self, element: xml.Element) -> About:
        """With what its metadata, cover page or preface says."""
        return _identified(element) if xml.local(element) == "meta" else _entitled(self, element)


def _identified(meta: xml.Element) -> About:
    known = references(meta)
    work, expression = (meta.find(f"{{*}}identification/{{*}}{name}") for name in ("FRBRWork", "FRBRExpression"))
    parent = meta.getparent()
    name = fold(parent.get("name", ""))[0] if parent is not None else ""
    topics = [fold(keyword.get("showAs", ""))[0] for keyword in meta.iterfind("{*}classification/{*}keyword")]
    code = _value(expression, "FRBRlanguage", "language")
    return About(
        kind=_kind(meta),
        references=known,
        address=_value(expression, "FRBRthis", "value") or _value(work, "FRBRthis", "value"),
        date=_work_day(work),
        title=name,
        language=LANGUAGES.get(code, code if len(code) == 2 else None),
        said=_filled(event=name, topics=topics, source=_author(work, known)),
    )


def _entitled(about: About, preface: xml.Element) -> About:
    """With the titles and the day of a preface; where it says things in two languages, the last is the widest known."""
    title = _last(preface, "docTitle") or about.title
    shown = title or next(_texts(preface.iterfind("{*}p[@class='heading']")), "")
    day, complaints = _day(preface)
    event = ", ".join(filter(None, (shown, _last(preface, "docDate")))) or about.said.get("event")
    said = {**about.said, **_filled(event=event, chamber=_last(preface, "docCommittee"))}
    return replace(
        about, kind=_kind(preface), title=title, date=day or about.date, said=said, complaints=tuple(complaints)
    )


def _kind(element: xml.Element) -> str:
    parent = element.getparent()
    return "" if parent is None else xml.local(parent)


def _work_day(work: xml.Element | None) -> str:
    """The day in the address of a work; else its date, unless that only fills a gap."""
    named = _DAY.search(_value(work, "FRBRuri", "value") or _value(work, "FRBRthis", "value"))
    date = _value(work, "FRBRdate", "date")
    return named[1] if named else date if date < _UNSET else ""


def _day(preface: xml.Element) -> tuple[str, list[str]]:
    """The first date of a preface that is one; and what is wrong with those before it."""
    wrong: list[str] = []
    for element in preface.iter("{*}docDate"):
        written = element.get("date") or fold(xml.text(element))[0]
        try:
            return (values.date(written), wrong) if written else ("", wrong)
        except ValueError as error:
            wrong.append(f"The docDate {error} It was left out.")
    return "", wrong


def _author(work: xml.Element | None, known: Mapping[str, Reference]) -> str:
    author = known.get(_value(work, "FRBRauthor", "href").removeprefix("#"))
    return author.name if author else ""


def _value(parent: xml.Element | None, name: str, attribute: str) -> str:
    found = None if parent is None else parent.find(f"{{*}}{name}")
    return "" if found is None else str(found.get(attribute, ""))


def _last(preface: xml.Element, name: str) -> str:
    return ["", *_texts(preface.iter(f"{{*}}{name}"))][-1]


def _texts(elements: Iterator[xml.Element]) -> Iterator[str]:
    yield from filter(None, (fold(xml.text(element))[0] for element in elements))


def _filled(**said: Any) -> dict[str, Any]:
    return {name: value for name, value in said.items() if value}
