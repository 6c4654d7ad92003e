"""XML, read as it comes: one element at a time, in bounded memory; nothing is fetched, nothing expands for ever."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from lxml import etree

from searchapp.errors import Fault
from searchapp.sources.document import LONGEST, Document

CHUNK = 1 << 16
_PROLOG = re.compile(
    r"\ufeff?\s*(?:<\?(?:(?!\?>).){0,2000}\?>\s*|<!--(?:(?!-->).){0,5000}-->\s*"
    r"|<!DOCTYPE\s[^\[>]{0,2000}(?:\[(?:(?!\]\s*>).){0,60000}\]\s*)?>\s*)*",
    re.DOTALL,
)
_START = re.compile(r"<(?:([\w.-]+):)?([\w.-]+)([^>]*)>")
Element = etree._Element  # noqa: SLF001  (lxml has no public name for it)


class Root(NamedTuple):
    """What a document's first tag says: its namespace (empty for none), its name, and its attributes as written."""

    namespace: str
    name: str
    attributes: str


def root(head: str) -> Root | None:
    """The first tag of a document that begins so; None where it doesn't begin as XML does."""
    prolog = _PROLOG.match(head)
    start = _START.match(head, prolog.end() if prolog else 0)
    if not start:
        return None
    prefix, name, attributes = start.groups("")
    declared = re.search(rf"""\bxmlns{":" + re.escape(prefix) if prefix else ""}\s*=\s*["']([^"']*)["']""", attributes)
    return Root(declared[1] if declared else "", name, attributes)


def elements(document: Document, names: Collection[str]) -> Iterator[Element | Fault]:
    """Each element of these names (`{namespace}name`, or `{*}name` for any), whole, in the order of their ends.

    What was handed out, and all that stands before it, is let go when the next is asked for. A document that is not
    well-formed is read as far as sense can be made of it, and a fault says so.
    """
    parser = _parser(document, names)
    waiting = 0
    try:
        while chunk := document.stream.read(CHUNK):
            parser.feed(chunk)
            waiting += len(chunk)
            for _, element in parser.read_events():
                waiting = 0
                yield element
                _let_go(element)
            if waiting > LONGEST:
                yield Fault(document.name, f"Nothing ends within {LONGEST:,} bytes; the rest was not read. Split it.")
                return
        parser.close()
    except etree.XMLSyntaxError as error:
        yield _malformed(document, error.msg, error.lineno)
        return
    for _, element in parser.read_events():
        yield element
        _let_go(element)
    wrong = [one for one in parser.feed_error_log if one.level >= etree.ErrorLevels.FATAL]
    if wrong:
        yield _malformed(document, wrong[0].message, wrong[0].line)


def _parser(document: Document, names: Collection[str]) -> etree.XMLPullParser:
    """A file that was UTF-16 comes as UTF-8, whatever it declares."""
    declared = re.match(rb"""\s*<\?xml[^>]{0,200}encoding\s*=\s*["']utf-?16""", document.head, re.IGNORECASE)
    return etree.XMLPullParser(
        events=("end",),
        tag=tuple(names),
        encoding="utf-8" if declared else None,
        resolve_entities="internal",
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        recover=True,
    )


def _let_go(element: Element) -> None:
    element.clear(keep_tail=True)
    parent = element.getparent()
    if parent is not None:
        while parent[0] is not element:
            del parent[0]


def _malformed(document: Document, message: str | None, line: int | None) -> Fault:
    said = (message or "it ends too early").rstrip(". \n")
    return Fault(
        document.name,
        f"The XML is not well-formed ({said}); what could be read was read. Correct it, or fetch it again.",
        line,
    )


def text(element: Element, without: Collection[str] = ()) -> str:
    """What an element says, without what stands in elements of these names (without namespace) within it."""
    return "".join(_said(element, without))


def _said(element: Element, without: Collection[str]) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str) and local(child) not in without:
            yield from _said(child, without)
        yield child.tail or ""


def local(element: Element) -> str:
    """The name of an element, without its namespace."""
    return str(element.tag).rpartition("}")[2]
