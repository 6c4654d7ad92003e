"""What was said in an utterance of TEI: paragraphs out of segments, words put together, notes left out."""

from __future__ import annotations

from collections.abc import Iterator

from searchapp.sources import xml

LEFT_OUT = frozenset(
    {
        *("note", "incident", "kinesic", "vocal", "gap", "pause", "shift", "event", "writing", "desc"),
        *("head", "fw", "del", "figure", "media", "linkGrp", "link"),
    }
)
"""Elements that stand within an utterance and aren't the speaker's words."""
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_PARAGRAPHS = frozenset({"seg", "p", "ab"})
_WORDS = frozenset({"w", "pc"})
_SEAM = "\x1f"
"""Between words that are joined; no XML holds this character."""


def paragraphs(utterance: xml.Element) -> Iterator[tuple[str, str | None]]:
    """Each paragraph that isn't empty, and its language where it states one; what stands between segments is one."""
    loose = [utterance.text or ""]
    for child in utterance:
        if isinstance(child.tag, str) and xml.local(child) in _PARAGRAPHS:
            if between := _sewn("".join(loose)):
                yield between, None
            if text := _sewn(_whole(child)):
                yield text, child.get(LANGUAGE)
            loose = []
        else:
            _add(child, loose)
        loose.append(child.tail or "")
    if between := _sewn("".join(loose)):
        yield between, None


def _sewn(text: str) -> str:
    return "".join(part.strip() for part in text.split(_SEAM))


def _whole(element: xml.Element) -> str:
    if not len(element):
        return element.text or ""
    pieces: list[str] = []
    _add(element, pieces)
    return "".join(pieces)


def _add(element: xml.Element, pieces: list[str]) -> None:
    """Add what an element says; deep documents don't come here, since the parser refuses more than 256 levels."""
    name = xml.local(element) if isinstance(element.tag, str) else "note"
    if name in LEFT_OUT:
        return
    if name in _WORDS:
        pieces.append(_word(element))
        return
    pieces.append(element.text or "")
    for child in element:
        _add(child, pieces)
        pieces.append(child.tail or "")


def _word(element: xml.Element) -> str:
    """A word or a mark of punctuation, with the space or the seam around it that TEI's @join asks for."""
    join = element.get("join")
    text = "".join(element.itertext()).strip()
    before = _SEAM if join in ("left", "both") else ""
    return f"{before}{text}{_SEAM if join in ('right', 'both') else ' '}"
