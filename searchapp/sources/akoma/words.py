"""The words of an element of Akoma Ntoso, by paragraphs: without notes, remarks and stage directions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from searchapp.sources import xml
from searchapp.sources.formulas import formula
from searchapp.sources.paragraphs import fold

UNSAID = frozenset(
    (
        *("from", "num", "heading", "subheading", "narrative", "scene", "summary", "other", "remark"),
        *("authorialNote", "noteRef", "popup", "meta", "speech", "question", "answer"),
    )
)
"""What is not a speaker's own within a turn: names, headings, the editor's remarks, others' turns."""
_HEADINGS = frozenset({"num", "heading", "subheading"})
_BLOCKS = frozenset(
    (
        *("p", "li", "item", "ul", "ol", "table", "caption", "tr", "td", "th", "block", "blockList"),
        *("blockContainer", "listIntroduction", "listWrapUp", "tblock", "toc", "tocItem", "container", "paragraph"),
        *("subparagraph", "list", "point", "content", "intro", "wrapUp", "quotedStructure", "embeddedStructure"),
        *("div", "narrative", "scene", "summary", "other", "heading", "subheading", "num", "rollCall"),
    )
)
_GAPS = frozenset({"br", "eol", "eop"})
_END = "\x1e"
_ASIDE = (
    "applause|laughter|interjections?|interruptions?|cheers|time expired|"
    "applous|gelag|tussenwerpsels?|tyd verstreke|legofi|legoswi"
)
# “[Inaudible.]” stays: it stands for words of the speaker, who would else be misquoted.
DIRECTIONS = re.compile(
    rf"[\[(](?:{_ASIDE})(?:(?:,|\s+and|\s+en)?\s+(?:{_ASIDE}))*[.!]?[\])]"
    r"|[\[(](?:an?\s+)?hon(?:\.|ourable)?\s+members?:[^\[\]()]{0,200}[\])]"
    r"|\(Translation\s+of\s[^()]{1,60}\sfollows\.?\)",
    re.IGNORECASE,
)
"""What reporters write between a speaker's words, in brackets."""


_LABEL = re.compile(
    r"(?P<name>(?:Mr|Mrs|Ms|Miss|Dr|Adv|Rev|Prof|Mnr|Mev)\.?\s"
    r"(?:[A-Z]\.?\s){1,5}(?:(?i:de|da|do|dos|du|la|le|van|der|den|von|zu|st)\s){0,3}"
    r"[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+)?): (?=\S)"
)
"""A member with initials, as reporters name who speaks, at the beginning of a paragraph: Mr J S van der Holm."""


def heading(element: xml.Element) -> str:
    """The heading of a section or a turn, folded; empty where it has none."""
    found = element.find("{*}heading")
    return "" if found is None else fold(xml.text(found, UNSAID))[0]


def paragraphs(elements: Iterable[xml.Element]) -> list[str]:
    """The editor's text in elements, without headings."""
    return [part for part in _parted(elements, frozenset(_HEADINGS | {"noteRef", "authorialNote"})) if part]


def spoken(begun: str | None, elements: Iterable[xml.Element]) -> tuple[list[str], list[str]]:
    """What a speaker says in text that has `begun` and in elements; and what was taken out: directions, formulas."""
    said: list[str] = []
    asides: list[str] = []
    for part in (fold(begun or "")[0], *_parted(elements, UNSAID)):
        if "[" in part or "(" in part:
            clean, count = DIRECTIONS.subn("", part)
            if count:
                asides += DIRECTIONS.findall(part)
                part = clean.strip()  # noqa: PLW2901
        if part:
            (asides if formula(part) else said).append(part)
    return said, asides


def by_speaker(said: Sequence[str]) -> list[tuple[str, list[str]]]:
    """(who speaks, paragraphs): the turn's own words under no name, then those of others whose names begin them."""
    turns: list[tuple[str, list[str]]] = [("", [])]
    for part in said:
        if turns[-1][1] and (label := _LABEL.match(part)):
            turns.append((label["name"], []))
            part = part[label.end() :]  # noqa: PLW2901
        turns[-1][1].append(part)
    return turns


def _parted(elements: Iterable[xml.Element], without: frozenset[str]) -> list[str]:
    pieces: list[str] = []
    for element in elements:
        _gather(element, without, pieces)
        pieces.append(element.tail or "")
    return [part.strip() for part in "".join(pieces).split(_END)]


def _gather(element: xml.Element, without: frozenset[str], pieces: list[str]) -> None:
    """The text of an element, its paragraphs apart; a gap in a line is white space."""
    name = xml.local(element)
    if name in without or not isinstance(element.tag, str):
        return
    mark = _END if name in _BLOCKS else " " if name in _GAPS else ""
    pieces.append(mark)
    pieces.append(element.text or "")
    for child in element:
        _gather(child, without, pieces)
        pieces.append(child.tail or "")
    pieces.append(mark)
