"""What the header of a TEI document says of its speeches: the sitting, its date, where it was published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from searchapp.sources import xml
from searchapp.sources.tei.words import LANGUAGE

_CORPUS = re.compile(r"\s*\[ParlaMint[^\]]*\]\s*\Z")


@dataclass(frozen=True, slots=True)
class Header:
    """A header; `dates` are the days it gives, the surest first; `chamber` is the id of an organisation."""

    dates: tuple[str, ...] = ()
    event: str | None = None
    source: str | None = None
    url: str | None = None
    chamber: str | None = None
    language: str | None = None


def read(header: xml.Element) -> Header:
    """What a `<teiHeader>` says, in the language of its document where it says it in several."""
    above = header.getparent()
    language = above.get(LANGUAGE) if above is not None else None
    event = _title(header.findall("{*}fileDesc/{*}titleStmt/{*}title"), ("sub", "main"), language)
    printed = header.findall("{*}fileDesc/{*}sourceDesc/{*}bibl")[:1]
    return Header(
        tuple(dict.fromkeys(_dates(header, printed))),
        _CORPUS.sub("", event) if event else None,
        _title(printed[0].findall("{*}title"), ("main", "sub"), language) if printed else None,
        next(_pages(printed[0]), None) if printed else None,
        next(_chambers(header), None),
        language,
    )


def identity(reference: str) -> str:
    """The id that a reference such as `#id` or `corpus.xml#id` points to."""
    return reference.rpartition("#")[2]


def _dates(header: xml.Element, printed: list[xml.Element]) -> Iterator[str]:
    """When they met; then the date of what was printed, which is the same day in these corpora."""
    dates = header.findall("{*}profileDesc/{*}settingDesc/{*}setting/{*}date")
    dates += [date for one in printed for date in one.findall("{*}date")]
    return (when[:10] for date in dates if (when := date.get("when")))


def _title(titles: list[xml.Element], kinds: tuple[str, ...], language: str | None) -> str | None:
    """The title of the first of these kinds that there is; kinds before languages, the order of the file last."""

    def distance(title: xml.Element) -> tuple[int, bool]:
        kind = title.get("type", "main")
        return kinds.index(kind) if kind in kinds else len(kinds), title.get(LANGUAGE) != language

    ranked = sorted(titles, key=distance)
    return next((text for title in ranked if (text := " ".join(xml.text(title).split()))), None)


def _pages(printed: xml.Element) -> Iterator[str]:
    """The addresses of this very publication; that of a parliament's front page says nothing."""
    for number in printed.findall("{*}idno"):
        address = (number.text or "").strip()
        if address.startswith(("https://", "http://")) and _leads_further(address):
            yield address


def _leads_further(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return bool(parts.path.strip("/") or parts.query)


def _chambers(header: xml.Element) -> Iterator[str]:
    for meeting in header.findall("{*}fileDesc/{*}titleStmt/{*}meeting"):
        yield from (identity(one) for one in meeting.get("corresp", "").split())
