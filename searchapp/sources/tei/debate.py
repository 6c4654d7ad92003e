"""The turns of a TEI debate as they come: who speaks, under which heading, what they say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from searchapp.errors import Fault
from searchapp.sources import xml
from searchapp.sources.document import Document
from searchapp.sources.tei import header as headers
from searchapp.sources.tei.header import Header, identity
from searchapp.sources.tei.people import ID, Known
from searchapp.sources.tei.words import LANGUAGE, LEFT_OUT, paragraphs

LONGEST = 1 << 20
"""Weight of one turn from which on the next utterance is a speech of its own."""
_NAMES = tuple(f"{{*}}{name}" for name in ("u", "div", "docDate", "teiHeader", "teiheader", "person", "org"))
_NUMBERED = re.compile(r"\A\w{1,8}\.\s*\d+\s+")
_NOBODY = frozenset({"", "unknown"})
_NO_LANGUAGES = frozenset({"mul", "und", "zxx"})


@dataclass(frozen=True, slots=True)
class Turn:
    """One utterance, or several of one speaker with nothing but notes in between.

    `who` are ids of persons; `label` is how the minutes announce the speaker; `line` is where it begins.
    """

    who: tuple[str, ...]
    paragraphs: tuple[str, ...]
    header: Header
    id: str | None = None
    role: str | None = None
    label: str | None = None
    title: str | None = None
    language: str | None = None
    line: int | None = None

    @property
    def weight(self) -> int:
        """About how much memory it takes, in characters."""
        return 200 + sum(map(len, self.paragraphs))


@dataclass(frozen=True, slots=True)
class _Heading:
    """The heading that is in force in a section, and the last part of the section that was looked at."""

    part: xml.Element
    title: str | None


def turns(document: Document, known: Known) -> Iterator[Turn | Fault]:
    """Each turn, in the order of the debate; `known` gets to know the persons that the document itself lists."""
    header, held, weight = Header(), list[Turn](), 0
    section: xml.Element | None = None
    title = language = None
    headings: dict[xml.Element, _Heading] = {}
    for element in xml.elements(document, _NAMES):
        if isinstance(element, Fault):
            yield element
            continue
        name = xml.local(element)
        if name in ("person", "org"):
            known.add(element)
        elif name in ("teiHeader", "teiheader"):
            header = headers.read(element)
        elif name == "docDate":
            header = replace(header, dates=header.dates or tuple(filter(None, [element.get("when")])))
        elif name == "u":
            standing, headings = headings, _headings(element, headings)
            if headings is not standing or not headings:
                title, language = _title(headings), _language_above(element)
            turn = _turn(element, header, title, language)
            if held and not (weight < LONGEST and section is element.getparent() and _goes_on(held[0], turn)):
                yield _joined(held)
                held, weight = [], 0
            held.append(turn)
            section, weight = element.getparent(), weight + turn.weight
    if held:
        yield _joined(held)


def _turn(utterance: xml.Element, header: Header, title: str | None, language: str | None) -> Turn:
    told = list(paragraphs(utterance))
    return Turn(
        tuple(id for one in utterance.get("who", "").split() if (id := identity(one)) not in _NOBODY),
        tuple(text for text, _ in told),
        header,
        utterance.get(ID),
        _role(utterance.get("ana", "")),
        _label(utterance),
        title,
        _language(utterance, told) or language,
        int(utterance.sourceline or 0) or None,
    )


def _goes_on(before: Turn, turn: Turn) -> bool:
    """Whether the same speaker goes on: never where nobody is named, or where the minutes announce a speaker anew."""
    same = (before.who, before.role, before.title) == (turn.who, turn.role, turn.title)
    return bool(turn.who and same and turn.label is None)


def _joined(held: Sequence[Turn]) -> Turn:
    if len(held) == 1:
        return held[0]
    told = tuple(paragraph for one in held for paragraph in one.paragraphs)
    language = Counter(one.language for one in held for _ in one.paragraphs).most_common(1)
    return replace(held[0], paragraphs=told, language=language[0][0] if language else None)


def _headings(utterance: xml.Element, before: dict[xml.Element, _Heading]) -> dict[xml.Element, _Heading]:
    """The headings of all that an utterance stands in, the nearest first.

    What stands before the utterance before this one has been let go: so what was found is handed on.
    """
    if utterance.getparent() is next(iter(before), None) and not _heading(utterance):
        return before
    found = {}
    for part, section in pairwise((utterance, *utterance.iterancestors())):
        if xml.local(section) in ("body", "text", "TEI"):
            break
        last = before.get(section)
        if last is None or last.part is not part:
            last = _Heading(part, _heading(part) or (last.title if last else None))
        found[section] = last
    return found


def _title(headings: dict[xml.Element, _Heading]) -> str | None:
    """The headings in force, the widest first."""
    return " – ".join(one.title for one in reversed(headings.values()) if one.title) or None


def _heading(part: xml.Element) -> str | None:
    """The headings just before a part of a section, up to the utterance or the section before it."""
    said: list[str] = []
    for other in part.itersiblings(preceding=True):
        name = xml.local(other) if isinstance(other.tag, str) else ""
        if name in ("u", "div") or (said and name not in ("head", "note")):
            break
        if name == "head" or (name == "note" and other.get("type") == "title"):
            said.append(_line(xml.text(other, without=LEFT_OUT | {"listBibl"})))
    return " – ".join(filter(None, reversed(said))) or None


def _label(utterance: xml.Element) -> str | None:
    """How the minutes announce the speaker just before; empty where they announce somebody and don't say whom."""
    for other in utterance.itersiblings(preceding=True):
        if isinstance(other.tag, str) and xml.local(other) == "u":
            return None
        if isinstance(other.tag, str) and other.get("type") == "speaker":
            return _NUMBERED.sub("", _line(xml.text(other))).rstrip(" :")
    return None


def _line(text: str) -> str:
    return " ".join(text.split())


def _role(analysis: str) -> str | None:
    """`chair`, `regular` or `guest`, say; what has a dot or a colon belongs to another vocabulary."""
    words = (word.removeprefix("#") for word in analysis.split())
    return next((word for word in words if word and "." not in word and ":" not in word), None)


def _language(utterance: xml.Element, told: Sequence[tuple[str, str | None]]) -> str | None:
    """The language that most of an utterance says it is in."""
    spoken = language = utterance.get(LANGUAGE)
    if any(stated for _, stated in told):
        weights = Counter[str | None]()
        for text, stated in told:
            weights[stated or spoken] += len(text)
        language = max(weights, key=weights.__getitem__)
    return None if language in _NO_LANGUAGES else language


def _language_above(utterance: xml.Element) -> str | None:
    """The language of what an utterance stands in; that of a whole corpus is only that of its description."""
    above = (one for one in utterance.iterancestors() if xml.local(one) != "teiCorpus")
    language = next((code for one in above if (code := one.get(LANGUAGE))), None)
    return None if language in _NO_LANGUAGES else language
