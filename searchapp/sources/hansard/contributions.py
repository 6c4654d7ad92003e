"""A paragraph of historic Hansard, into what each member says in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from searchapp.sources import asides, xml

MARKS = frozenset({"col", "image"})
"""Where a column or a scanned page begins: no words."""

_BLOCKS = frozenset({"lb", "quote", "tr", "li", "table", "ol", "ul"})
_BREAK = "\x1e"  # no XML may hold it
_TITLED = r"(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lord|Lady|Baroness|Viscount|Colonel|Captain)\b"
_OFFICE = r"The (?=[^:]{0,60}(?:Minister|Secretary|Attorney|Solicitor|Chancellor|President))"
_WORD = r"(?:[A-Z(][\w.,’'()-]*|of|for|and|the|to|de)"
_UNMARKED = re.compile(
    r"(?P<number>Q?\d+\.\s*)?(?:"
    rf"(?P<asker>(?i:{_TITLED})[^:;?!]{{2,80}}?)\s+(?=asked\s+(?:the|her|his|him|when|whether|what|if)\b)"
    rf"|(?P<speaker>(?:(?i:{_TITLED})\.?\s+|{_OFFICE}){_WORD}(?:\s+{_WORD}){{0,15}}):\s)"
)
_NAME, _WORDS, _OUTSIDE = range(3)


class Contribution(NamedTuple):
    """Who is named (empty before the first name), a note on how it was said, and the words, by paragraph."""

    name: str
    note: str
    paragraphs: list[str]


def contributions(paragraph: xml.Element) -> tuple[Contribution, list[Contribution]]:
    """What stands before the first name, and the contribution of each member who is named."""
    parts: list[tuple[str, list[tuple[int, str]]]] = [("", [])]
    for kind, text in _pieces(paragraph, _OUTSIDE):
        if kind == _NAME:
            parts.append((text, []))
        else:
            parts[-1][1].append((kind, text))
    lead, *named = [_contribution(name, pieces) for name, pieces in parts]
    return lead, named


def unmarked(paragraphs: list[str]) -> tuple[Contribution, Contribution] | None:
    """What stands before it, and the contribution, where a name isn't marked: “Mr. Holm asked the …”, “Mr. Gull: …”."""
    found = _UNMARKED.match(paragraphs[0]) if paragraphs else None
    if not found:
        return None
    words = [paragraphs[0][found.end() :], *paragraphs[1:]]
    return Contribution("", "", [found["number"] or ""]), Contribution(found["asker"] or found["speaker"], "", words)


def _contribution(name: str, pieces: list[tuple[int, str]]) -> Contribution:
    """What stands between a name and the words marked as the member's is a note: “(by Private Notice)”."""
    kinds = [kind for kind, _ in pieces]
    texts = [text for _, text in pieces]
    start = kinds.index(_WORDS) if name and _WORDS in kinds else 0
    note = " ".join("".join(texts[:start]).replace(_BREAK, " ").split()).strip(" :;") if start else ""
    return Contribution(name, note, _paragraphs("".join(texts[start:]), name))


def _paragraphs(text: str, name: str) -> list[str]:
    if name:
        text = text.lstrip(f" \n\t:;{_BREAK}")
    folded = (asides.without(" ".join(part.split())) for part in text.split(_BREAK))
    return [clean for part in folded if (clean := part.lstrip("§* "))]


def _pieces(element: xml.Element, kind: int) -> Iterator[tuple[int, str]]:
    if element.text:
        yield kind, element.text
    for child in element:
        if child.tag == "member":
            yield _NAME, " ".join(xml.text(child, MARKS).split())
        elif isinstance(child.tag, str) and child.tag not in MARKS:
            edge = _BREAK if child.tag in _BLOCKS else " " if child.tag == "td" else ""
            if edge:
                yield kind, edge
            yield from _pieces(child, _WORDS if child.tag == "membercontribution" else kind)
            if edge:
                yield kind, edge
        if child.tail:
            yield kind, child.tail
