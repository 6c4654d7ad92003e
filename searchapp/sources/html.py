"""HTML: one speech in a page, its menus and scripts left out."""

from __future__ import annotations

import re
from collections.abc import Mapping

from searchapp.errors import Fault
from searchapp.sources import names, record
from searchapp.sources.clean import Page, page
from searchapp.sources.document import Document, Reading
from searchapp.sources.proposals import opening

_START = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--(?:(?!-->).){0,2000}-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_ABOUT: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "og:title", "dc.title"),
    "speaker": ("author", "dc.creator", "article:author"),
    "date": ("date", "dc.date", "article:published_time", "datepublished"),
    "introduction": ("description", "og:description", "dc.description"),
    "language": ("language",),
    "source": ("og:site_name", "dc.publisher"),
    "url": ("og:url",),
}


def recognises(head: str) -> bool:
    """A document that begins as pages do."""
    return bool(_START.match(head))


def read(document: Document, text: str) -> Reading:
    """One speech, with what the page's head says of it."""
    try:
        found = page(text)
    except ValueError as error:
        yield Fault(document.name, f"The page {error}; not read. Split it, or save its text.", 1)
        return
    if not found.whole:
        message = (
            "The page ends within a tag, comment, menu or script, which may hide text. Compare it, and fetch it again."
        )
        yield Fault(document.name, message, text.rstrip().count("\n") + 1)
    hints = dict(names.hints(document.path))
    if document.given.speaker:
        hints.pop("speaker", None)
    title = hints.pop("title", "") or (opening(found.paragraphs) if found.paragraphs else "")
    said = {**hints, **_said(found), "paragraphs": found.paragraphs}
    yield from record.read(said, document, proposed={"title": title})


def _said(found: Page) -> dict[str, str]:
    sought = {
        field: next((found.about[name] for name in names if name in found.about), "") for field, names in _ABOUT.items()
    }
    return {field: value for field, value in sought.items() if value.strip()}
