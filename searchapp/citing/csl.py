"""A citation as CSL-JSON (Citation Style Language 1.0.2), for citation processors."""

from __future__ import annotations

from typing import Any

from searchapp.citing import Citation, key, line, parts, yearless


def csl(citation: Citation) -> list[dict[str, Any]]:
    """A list of one item, as the schema wants it.

    A name is `literal`: which part of it is the family's is nothing that we know. `event` is what processors knew
    before they knew `event-title`.
    """
    speech, event, accessed = citation.speech, citation.event, citation.accessed
    item = {
        "id": key(citation),
        "type": "speech",
        "genre": "Speech",
        "title": citation.title,
        "author": [{"literal": speaker}] if (speaker := line(speech.speaker or "")) else None,
        "issued": _day(speech.date),
        "event": event,
        "event-title": event,
        "publisher": line(citation.archive) or None,
        "abstract": citation.words,
        "note": f"Passage {citation.number}" if citation.number else None,
        "language": speech.language,
        "URL": citation.address,
        "accessed": {"date-parts": [[accessed.year, accessed.month, accessed.day]]},
    }
    return [{name: value for name, value in item.items() if value is not None}]


def _day(written: str | None) -> dict[str, Any] | None:
    known, unknown = parts(written), yearless(written)
    if known:
        return {"date-parts": [list(known)]}
    return {"literal": unknown} if unknown else None
