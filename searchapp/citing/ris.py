"""A citation as RIS, for reference managers.

The type is SLIDE: Zotero and its kin read and write just that for a presentation, which is CSL's `speech`. HEAR would
be a hearing, which has a committee and no speaker; GEN an article in a journal.
"""

from __future__ import annotations

from collections.abc import Iterator

from searchapp.citing import Citation, key, line, parts, yearless


def ris(citation: Citation) -> str:
    """One record, its lines ended as RIS wants them (CR LF)."""
    said = (f"{tag}  - {value}" for tag, value in _fields(citation) if value)
    return "\r\n".join(["TY  - SLIDE", *said, "ER  - ", ""])


def _fields(citation: Citation) -> Iterator[tuple[str, str]]:
    speech = citation.speech
    yield "ID", key(citation)
    yield "AU", line(speech.speaker or "")
    yield "TI", citation.title
    yield "T2", citation.event or ""
    yield "DA", _day(speech.date)
    yield "PY", "".join(f"{part:04}" for part in parts(speech.date)[:1])
    yield "M3", "Speech"
    yield "LA", line(speech.language or "")
    for topic in speech.topics:
        yield "KW", line(topic)
    yield "N1", f"Passage {citation.number}" if citation.number else ""
    yield "AB", line(citation.words or "")
    yield "DB", line(citation.archive)
    yield "UR", line(citation.address)
    yield "Y2", f"{citation.accessed:%Y/%m/%d}/"


def _day(written: str | None) -> str:
    """`2017/03/14/`; what isn't known is left empty between its slashes."""
    known = yearless(written)
    said = ["", *known.split("-")[1:]] if known else [f"{part:02}" for part in parts(written)]
    return "".join(f"{part}/" for part in [*said, "", ""][:3]) if said else ""
