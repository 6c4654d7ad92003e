"""Singapore's Hansard as JSON: a day's report, in sections or as one page, parted into speeches."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from searchapp.errors import Fault
from searchapp.sources import record
from searchapp.sources.document import Document, Reading
from searchapp.sources.jsonlines import parsed
from searchapp.sources.marked import Paragraph, paragraphs
from searchapp.speech import shorten

_KEYS = ('"htmlFullContent"', '"takesSectionVOList"', '"parlimentNO"')
_SECTIONS = ("takesSectionVOList", "writtenAnswersVOList", "writtenAnsNAVOList")
_TITLE = 300
_DATE = re.compile(r"(?:18|19|20)\d{2}-\d{2}-\d{2}")
_META = re.compile(r"""<meta\s+name\s*=\s*["'](\w+)["']\s+content\s*=\s*["']([^"'<>]*)["']""", re.IGNORECASE)
_PERSON = re.compile(
    r"(?:Mr|Mrs|Ms|Miss|Mdm|Madam|Dr|Er|Prof|Assoc|Asst|BG|RAdm|LG|Col|Inche|Encik|Che|Haji|Tuan|Dato|Sir|Rev)\b\.?"
)
_BRACKET = re.compile(r"(?<!\s)\s*\(([^()]*)\)")
_NOTE = re.compile(
    r"\(\s*In (?:Mandarin|Malay|Tamil|English|Hokkien|Teochew|Cantonese)[^()]*\)\s*:?"
    r"|\[\s*Please refer to[^\[\]]*\]\.?|\[\s*(?:Interruption|Applause|Laughter)[^\[\]]*\]",
    re.IGNORECASE,
)
_TIME = re.compile(r"\d{1,2}[.:]\d{2}\s*(?:[ap]\.?\s?m\.?|noon)", re.IGNORECASE)
_UNTIL = re.compile(r"\b(?:until|till)\Z")
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]\.?|[*_\s.-]+|\*\s*Cols?\.?.*", re.DOTALL)
_PROCEDURE = re.compile(
    r"\[\(proc text\)|(?:Question|Amendment)s? (?:again )?(?:put|proposed)|Original Question|Motion made|Resolved,"
    r"|Bills? (?:accordingly |immediately )?(?:read|considered|reported|committed|recommitted)|Order (?:read )?for "
    r"|Ordered,|The House (?:immediately |accordingly )?(?:resolved|divided|rose|met|adjourned|suspended)"
    r"|Debate (?:arising|resumed|adjourned)|Sitting (?:accordingly )?(?:suspended|resumed)|Thereupon "
    r"|House (?:in Committee|resumed)|Clauses? [\d, to and]+ (?:inclusive )?ordered|Adjourned accordingly"
    r"|[\"“]to |presented by |recommendation of |.*[-–—]\s*\[[^\[\]]+\]\.?\Z",
    re.DOTALL,
)
"""How the clerk's notes of what the House did begin, or end: a motion with its mover in brackets."""
_PROC = re.compile(r"\[\(proc text\)((?:(?!\[\(proc text\)).)*?)\(proc text\)\]", re.DOTALL)
_MARKS = re.compile(r"\[?\(proc text\)\]?")
_TAGS = re.compile(r"<[^<>]*>")
_ASKED = re.compile(r"asked\b|to ask\b")


@dataclass(frozen=True, slots=True)
class _Section:
    """A part of a report that has a title, or the whole of it."""

    html: str
    title: str = ""
    kind: str = ""


@dataclass(slots=True)
class _Turn:
    """What is gathered of a speech while it is read; without a speaker, what stands under a heading by itself."""

    title: str
    speaker: str = ""
    note: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)


def recognises(head: str) -> bool:
    """An object with the keys of one of the two forms that reports were published in."""
    return head.lstrip().startswith("{") and any(key in head for key in _KEYS)


def read(document: Document, text: str) -> Reading:
    """The speeches of a day, in their order, each under the heading that it was made under."""
    try:
        day = parsed(text)
    except ValueError as error:
        yield Fault(document.name, f"is not JSON here ({error}); not read. Fetch the file again.", 1)
        return
    if not isinstance(day, dict):
        yield Fault(document.name, "The report must be a JSON object, {…}; not read. Fetch the file again.", 1)
        return
    about, number = _about(day, document), 0
    for section in _sections(day, document.name):
        if isinstance(section, Fault):
            yield section
            continue
        for turn in _turns(section):
            number += 1
            id = f"sg-{about['date']}-{number:04}" if "date" in about else None
            yield from record.read({**about, **_said(turn, section), "id": id}, document, 1)


def _sections(day: dict[str, Any], name: str) -> Iterator[_Section | Fault]:
    page = day.get("htmlFullContent")
    if isinstance(page, str):
        yield _Section(page)
    for key in _SECTIONS:
        for number, part in enumerate(day.get(key) or (), 1):
            if isinstance(part, dict) and isinstance(part.get("content"), str):
                titles = (part.get(name) for name in ("title", "subTitle"))
                title = " ".join(title for title in titles if isinstance(title, str))
                yield _Section(part["content"], title, str(part.get("sectionType") or ""))
            else:
                yield Fault(name, f"Section {number} of {key} has no content; passed over. Fetch the file again.", 1)


def _turns(section: _Section) -> Iterator[_Turn]:
    """Every turn of a section that something is said in, from the first speaker on.

    What stands under a heading before somebody speaks introduces their speech. If nobody does, it may be words of the
    one before or the clerk's: it is a speech that nobody is named for.
    """
    turn, spoken, heading = _Turn(section.title), False, False
    html = _PROC.sub(lambda found: f"<p>[(proc text){_TAGS.sub(' ', found[1])}(proc text)]</p>", section.html)
    for paragraph in paragraphs(html):
        if turn.words and _TIME.fullmatch(paragraph.text) and _UNTIL.search(turn.words[-1]):
            turn.words[-1] += f" {paragraph.text}"  # no time of the day, but what the sentence ends with
            continue
        if _TIME.fullmatch(paragraph.text) or (paragraph.apart and paragraph.text.startswith("[")):
            continue
        name, words = _speaker(paragraph)
        above = paragraph.apart and not name
        procedure = not name and bool(_PROCEDURE.match(paragraph.text))
        if name or (above and not heading) or (procedure and turn.speaker):
            begun = turn.speaker or above
            if spoken and begun:
                yield from _closed(turn)
            turn = _Turn("" if above else turn.title, note=[] if begun else turn.note)
        if above:
            # A title is the last of several; what is in brackets below it says more of the same.
            turn.title = (
                f"{turn.title[: 2 * _TITLE]} {paragraph.text}".strip() if paragraph.text[0] == "(" else paragraph.text
            )
        elif name:
            turn.speaker, turn.words, spoken = name, _kept(words), True
        elif procedure:
            turn.note.append(_MARKS.sub("", paragraph.text).strip())
        else:
            (turn.words if turn.speaker else turn.note).extend(_kept(paragraph.text))
        heading = above
    if spoken:
        yield from _closed(turn)


def _closed(turn: _Turn) -> Iterator[_Turn]:
    if not turn.speaker:
        turn.words = [line for line in turn.note if not _PROCEDURE.match(line)]
        turn.note = []
    if turn.words:
        yield turn


def _speaker(paragraph: Paragraph) -> tuple[str, str]:
    """Who begins to speak in a paragraph, and the first words; nobody, and nothing, where it goes on."""
    if not paragraph.bold or len(paragraph.bold) > 300:
        return "", ""
    note = _NOTE.match(paragraph.rest)
    rest = paragraph.rest[note.end() :].lstrip() if note else paragraph.rest
    named = bool(note) or paragraph.bold.endswith(":") or rest.startswith(":")
    name = paragraph.bold.strip(" :\t")
    if paragraph.apart and not _PERSON.match(name.removeprefix("The ")) and not name.startswith("The "):
        return "", ""
    if named or _ASKED.match(rest):
        return name, rest.removeprefix(":").strip()
    return "", ""


def _kept(text: str) -> list[str]:
    """A paragraph without what the reporter put in; nothing, where it is a time or a note."""
    clean = _NOTE.sub(" ", text).strip()
    said = any(map(str.isalnum, clean)) and not _TIME.fullmatch(clean) and not _ASIDE.fullmatch(clean)
    return [clean] if said else []


def _said(turn: _Turn, section: _Section) -> dict[str, Any]:
    said = {
        "title": shorten(turn.title, _TITLE),
        "introduction": "\n\n".join(turn.note),
        "paragraphs": turn.words,
        "section": section.kind,
        **_person(turn.speaker),
    }
    return {key: value for key, value in said.items() if value}


def _person(name: str) -> dict[str, str]:
    """“The Minister for X (Mr Y) (for Z)”, “Mr Y (Constituency)” or “Mr Y”, taken apart."""
    plain = _BRACKET.sub("", name).strip()
    said = {"speaker": plain}
    for bracket in (found[1].strip() for found in _BRACKET.finditer(name)):
        if bracket.lower().startswith("for the "):
            said["on_behalf_of"] = bracket[4:]
        elif _PERSON.match(bracket) and not _PERSON.match(plain):
            said |= {"speaker": bracket, "role": plain}
        elif bracket.endswith("Member"):
            said["role"] = bracket
        elif bracket and bracket[0].isupper() and not bracket.startswith("In "):
            said["constituency"] = bracket
    return said


def _about(day: dict[str, Any], document: Document) -> dict[str, str]:
    """The day and the sitting; the name of the file tells the day better than the page's head, which often errs."""
    told = day.get("metadata")
    told = told if isinstance(told, dict) else {}
    page = day.get("htmlFullContent")
    head = {name.lower(): value for name, value in _META.findall(page[:5000])} if isinstance(page, str) else {}
    named = _DATE.search(document.path.name)
    date = "-".join(reversed(str(told.get("sittingDate") or "").split("-")))
    numbers = {
        "Parliament": told.get("parlimentNO") or head.get("parl_no"),
        "Session": told.get("sessionNO") or head.get("sess_no"),
        "Volume": told.get("volumeNO") or day.get("volumeNo"),
        "Sitting": told.get("sittingNO") or day.get("sittingNo"),
    }
    event = ", ".join(f"{name} {number}" for name, number in numbers.items() if number)
    about = {"date": date or (named[0] if named else head.get("sit_date", "")), "event": event, "language": "en"}
    return {**{key: value for key, value in about.items() if value}, "source": "Parliament of Singapore"}
