"""HTML: one speech in a page, its menus and scripts left out."""

from __future__ import annotations

import re
from collections.abc import Mapping

from searchapp.errors import Fault
from searchapp.sources import names, record
from searchapp.sources.clean import Page, page
from searchapp.sources.document import Document, Reading
from searchapp.sources.paragraphs import alike
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
    about, paragraphs = _titled(found, document.sidecar.get("title"))
    title = hints.pop("title", "") or (opening(paragraphs) if paragraphs else "")
    said = {**hints, **about, "paragraphs": paragraphs}
    yield from record.read(said, document, proposed={"title": title})


def _said(found: Page) -> dict[str, str]:
    sought = {
        field: next((found.about[name] for name in names if name in found.about), "") for field, names in _ABOUT.items()
    }
    return {field: value for field, value in sought.items() if value.strip()}


def _titled(page: Page, decided: str | None) -> tuple[dict[str, str], tuple[str, ...]]:
    """What the page's head says, its title without what the site adds to it; and the text without that title.

    A sidecar's title (`decided`) is the title all the same.
    """
    about = _said(page)
    for heading, place in page.headings:
        if _begins(about.get("title", heading), heading):
            about["title"] = heading
            return about, _without(page.paragraphs, place if alike(str(decided or heading), heading) else None)
    return about, page.paragraphs


def _begins(title: str, heading: str) -> bool:
    """Whether a title is a heading, or a heading and then, after a mark such as a dash, something else."""
    title, heading = (" ".join(text.split()).casefold() for text in (title, heading))
    return title.startswith(heading) and not re.match(r"\s*\w", title[len(heading) :])


def _without(paragraphs: tuple[str, ...], place: int | None) -> tuple[str, ...]:
    """The paragraphs but one, unless it is the only one."""
    if place is None or len(paragraphs) == 1:
        return paragraphs
    return (*paragraphs[:place], *paragraphs[place + 1 :])
