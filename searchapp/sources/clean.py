"""HTML into plain paragraphs, through bleach: the only module that knows HTML that comes in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from typing import Any

from bleach.sanitizer import Cleaner

_CODE = frozenset({"script", "style", "template", "iframe", "object", "svg", "math", "canvas", "noscript"})
_FURNITURE = frozenset({"nav", "footer", "aside", "form", "button", "select", "dialog"})
_CONTENT = frozenset({"article", "main"})
_ENDS = frozenset({"p", "br"})
_BLOCKS = (
    "address|blockquote|body|caption|center|dd|details|div|dl|dt|fieldset|figcaption|figure|h[1-6]|header|hgroup|hr|li"
    "|ol|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul"
)
_ABOUT = frozenset({"title", "meta"})
_NESTING = _CODE | _FURNITURE | _CONTENT
MOST = 100_000
"""Tags and entities of one page: the parser's time grows faster than their number."""
DEEPEST = 100
"""Elements inside one another; pages have fewer, and what is deeper is read as if it stood side by side."""

_TAG = re.compile(rf"<(/?)({'|'.join(sorted(_NESTING))})\b([^<>]*)>", re.IGNORECASE)
_BLOCK = re.compile(rf"</?(?:{_BLOCKS})\b[^<>]*>", re.IGNORECASE)
_CUT = re.compile(r"<[a-zA-Z/!][^<>]*\Z")
_NO_TAG = re.compile(r"<(?![^<>]{1,4000}>)")
_ENTITY = re.compile(r"&(?!(?:lt|gt|amp|quot|#60|#62|#38);)(?:#?[A-Za-z0-9]{1,30});")
_LANGUAGE = re.compile(r"<html\b[^>]{0,500}?\slang\s*=\s*[\"']?([A-Za-z-]{2,20})", re.IGNORECASE)
_END = "\ue000end of the document\ue000"
_MARK = "\ue001heading\ue001"
_HEADING = re.compile(r"<h1\b[^<>]*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says, paragraph by paragraph, without its menus and scripts.

    `about` are its title, language and meta elements, by name. `headings` are the words of each `<h1>`, and where it
    stands among the paragraphs, None for those outside the article. Not `whole` means that a tag, comment or script is
    never closed, and may have hidden what came after.
    """

    paragraphs: tuple[str, ...]
    about: Mapping[str, str] = field(default_factory=dict)
    headings: tuple[tuple[str, int | None], ...] = ()
    whole: bool = True


def page(html: str) -> Page:
    """A page as plain text. Where nothing but menus would be left, they count as text: better too much than nothing.

    Raises ValueError for a page of more than `MOST` tags.
    """
    if html.count("<") + html.count("&") > MOST:
        raise ValueError(f"has more than {MOST:,} tags")
    language = _LANGUAGE.search(html[:5000])
    about = {"language": language[1]} if language else {}
    # A line end in HTML is a space, and any block begins and ends a line. The end is marked, to see that it is reached.
    flat = _shallow(_BLOCK.sub("<br>", _HEADING.sub(f"<br>{_MARK}", _plainer(html)))) + f"<p>{_END}</p>"
    reader = _read(flat, _CODE | _FURNITURE)
    whole = reader.ended and not _CUT.search(html.rstrip()[-2000:])
    if not whole or not reader.paragraphs():
        reader = _read(flat, _CODE)
    lines = reader.paragraphs()
    within = [(_unmarked(line), at) for at, line in enumerate(lines) if line.startswith(_MARK)]
    others = [(_unmarked(line), None) for line in reader.outside() if line.startswith(_MARK)]
    return Page(tuple(map(_unmarked, lines)), {**about, **reader.about}, (*within, *others), whole)


def inline(text: str) -> str:
    """A piece of text without the tags in it; what is too long for a tag is none, and stays."""
    return unescape(str(Cleaner(tags=frozenset(), strip=True).clean(_NO_TAG.sub("&lt;", text))))


def _read(html: str, dropped: frozenset[str]) -> _Reader:
    attributes = {"meta": ["name", "property", "content"]}
    cleaner = Cleaner(tags=dropped | _CONTENT | _ENDS | _ABOUT, attributes=attributes, strip=True)
    reader = _Reader(dropped)
    reader.feed(cleaner.clean(html))
    reader.close()
    return reader


class _Reader(HTMLParser):
    """Collects the text of HTML that bleach made: every element known and closed."""

    def __init__(self, dropped: frozenset[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.about: dict[str, str] = {}
        self.ended = False
        self._dropped = dropped
        self._open: list[str] = []
        self._parts: list[tuple[bool, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, Any]]) -> None:
        if tag == "meta":
            values = dict(attrs)
            name = values.get("name") or values.get("property")
            if name and values.get("content"):
                self.about.setdefault(name.lower(), values["content"])
        elif tag in _ENDS:
            self._add("\n")
        if tag in self._dropped | _CONTENT or tag == "title":
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _ENDS | _CONTENT:
            self._add("\n")
        if tag in self._open:
            del self._open[len(self._open) - 1 - self._open[::-1].index(tag)]

    def handle_data(self, data: str) -> None:
        if "title" in self._open:
            self.about.setdefault("title", _unmarked(data.partition(_END)[0].removesuffix("<p>")))
        elif not any(tag in self._dropped for tag in self._open):
            before, mark, _ = data.partition(_END)
            self.ended = self.ended or bool(mark)
            self._add(before)

    def _add(self, text: str) -> None:
        self._parts.append((any(tag in _CONTENT for tag in self._open), text))

    def paragraphs(self) -> tuple[str, ...]:
        """Those of the article, if the page says which part that is; else all."""
        article = _lines(text for within, text in self._parts if within)
        return article or _lines(text for _, text in self._parts)

    def outside(self) -> tuple[str, ...]:
        """The paragraphs outside the article, if the page says which part that is; else none."""
        article = any(within and text.strip() for within, text in self._parts)
        return _lines("\n" if within else text for within, text in self._parts) if article else ()


def _lines(parts: Any) -> tuple[str, ...]:
    """Those that say something; the mark of a heading goes to the first of its lines that does."""
    text = re.sub(rf"{_MARK}\s*", f"\n{_MARK}", "".join(parts))
    return tuple(line for line in (" ".join(line.split()) for line in text.split("\n")) if _unmarked(line))


def _unmarked(line: str) -> str:
    return line.replace(_MARK, "")


def _plainer(html: str) -> str:
    """On one line, without comments, entities and `<` that begin no tag: the parser is slow at these."""
    html = _NO_TAG.sub("&lt;", uncommented(re.sub(r"[\r\n]+", " ", html)))
    return _ENTITY.sub(lambda entity: unescape(entity.group()), html)


def uncommented(html: str) -> str:
    """HTML without comments. One that is never closed stays: a parser hides the rest of the page, which is noticed."""
    kept, at = [], 0
    while (start := html.find("<!--", at)) >= 0 and (end := html.find("-->", start + 4)) >= 0:
        kept.append(html[at:start])
        at = end + 3
    return "".join([*kept, html[at:]])


def _shallow(html: str) -> str:
    """Without the elements that are nested too deep: the parser takes the square of the depth."""
    depth = 0

    def tag(match: re.Match[str]) -> str:
        nonlocal depth
        closing = bool(match[1])
        if not closing and not match[3].endswith("/"):
            depth += 1
        kept = depth <= DEEPEST
        if closing and depth:
            depth -= 1
        return match.group() if kept else "<br>"

    return _TAG.sub(tag, html)
