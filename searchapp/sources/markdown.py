"""Markdown: one speech in a file, its markup taken off."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from searchapp.sources.clean import inline
from searchapp.sources.document import Document, Reading
from searchapp.sources.headers import taken
from searchapp.sources.paragraphs import split
from searchapp.sources.plain import headed

_HEADING = re.compile(r"^#{1,6}[ \t]+(?P<words>.*)$", re.MULTILINE)
_TITLE = re.compile(r"\s*#[ \t]+(?P<title>[^\n]+)(?:\n|\Z)")
_RULE = re.compile(r"^[ \t]*(?:(?:[*_-][ \t]*){3,}|=+|`{3}.*|~{3}.*)$", re.MULTILINE)
_BEGINNING = re.compile(r"^[ \t]*(?:>[ \t]?)*(?:[*+-][ \t]+|\d{1,3}[.)][ \t]+(?=\S))?", re.MULTILINE)
_ITEM = re.compile(r"\n(?=[ \t]*(?:[*+-]|\d{1,3}[.)])[ \t]+\S)")
_LINK = re.compile(r"!?\[(?P<words>[^\[\]\n]{0,500})\](?:\([^()\n]{0,2000}\)|\[[^\[\]\n]{0,100}\])")
_EMPHASIS = re.compile(
    r"(?<![\w*\\])(?P<mark>\*{1,3}|_{1,3}|`{1,2})(?=\S)(?P<words>[^\n]{1,2000}?)(?<=\S)(?P=mark)(?![\w*])"
)
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!>-])")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,500}>|&#?\w{1,10};")


def recognises(head: str) -> bool:
    """Front matter, or a heading on the first line."""
    return bool(taken(head).said and head.startswith(("---", "+++"))) or bool(_TITLE.match(head))


def read(document: Document, text: str) -> Reading:
    """One speech; its title is the first heading, if it begins with one."""
    return headed(document, text, _body)


def _body(text: str) -> tuple[list[str], Mapping[str, Any]]:
    title = _TITLE.match(text)
    found = paragraphs(text[title.end() :] if title else text)
    return found, {"title": words(_open(title["title"]))} if title else {}


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text, headings and items of lists among them, their markup taken off."""
    rest = _RULE.sub("\n", text)
    rest = _HEADING.sub(lambda heading: f"\n{_open(heading['words'])}\n", rest)
    return [words(paragraph) for paragraph in split(_ITEM.sub("\n\n", rest))]


def _open(heading: str) -> str:
    """A heading without the number signs that close it."""
    return heading.rstrip(" \t").rstrip("#").rstrip(" \t")


def words(text: str) -> str:
    """A paragraph or heading, its markup taken off."""
    text = _LINK.sub(lambda link: link["words"], _BEGINNING.sub("", text))
    for _ in range(3):  # bold within italic within code
        text = _EMPHASIS.sub(lambda emphasis: emphasis["words"], text)
    return _ESCAPED.sub(r"\1", inline(text) if _TAG.search(text) else text)
