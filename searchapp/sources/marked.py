"""HTML of printed reports into paragraphs that still tell what is bold and what is centred, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from searchapp.sources.clean import uncommented

_TOKEN = re.compile(r"<[^<>]*>|[^<]+|<")
_NAME = re.compile(r"<\s*(/?)\s*([a-zA-Z][a-zA-Z0-9]*)")
_CENTRED = re.compile(
    r"""\balign\s*=\s*["']?\s*(?:center|right)|text-align:\s*(?:center|right)|\bql-align-(?:center|right)""",
    re.IGNORECASE,
)
_LEFT = re.compile(r"""\balign\s*=\s*["']?\s*left""", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")
_BLOCKS = frozenset(
    {
        *("address", "article", "blockquote", "body", "br", "center", "dd", "div", "dl", "dt", "h1", "h2", "h3", "h4"),
        *("h5", "h6", "head", "hr", "html", "li", "ol", "p", "pre", "section", "table", "tbody", "td", "th", "thead"),
        *("title", "tr", "ul"),
    }
)
_CODE = frozenset({"script", "style"})
_HEADINGS = frozenset({"center", "h1", "h2", "h3", "h4", "h5", "h6"})
_VOID = frozenset({"br", "hr"})
_PLAIN = frozenset({"div", "html", "body"})
_BOLD = frozenset({"b", "strong"})
_COLUMN = re.compile(
    r"""(?:<br>\s*){0,4}(?:<font[^<>]*>\s*<b>|<p align=["']?left["']?>)\s*Column:\s*\d+\s*"""
    r"(?:</b>\s*</font>(?:\s*<br>){0,2}|</?p>)?",
    re.IGNORECASE,
)
_PAGE = "\ue000"
_DEEPEST = 50
"""Elements that set text apart within one another; pages have a few."""
_LONGEST = 100_000
"""Characters from which on a paragraph that is cut isn't made whole; none is so long."""
_ENDED = re.compile(r"[.?!:;”\"'’)\]]\Z")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, white space folded; `bold` are the words in bold that it begins with, `rest` is what follows them.

    A number may stand before words in bold. What is `apart` stands in the middle, at the right, or is a heading.
    """

    text: str
    bold: str = ""
    rest: str = ""
    apart: bool = False


def paragraphs(html: str) -> Iterator[Paragraph]:
    """The paragraphs of a report, in order; one that the end of a column cut in two is whole again."""
    waiting, cut = Paragraph(""), False
    for paragraph in _cut(_COLUMN.sub(_PAGE, html)):
        clean = _clean(paragraph)
        if not clean.text:
            cut = cut or _PAGE in paragraph.text
            continue
        if cut and _goes_on(waiting, clean):
            rest = f"{waiting.rest} {clean.text}".strip()
            waiting = Paragraph(f"{waiting.text} {clean.text}", waiting.bold, rest)
        else:
            if waiting.text:
                yield waiting
            waiting = clean
        cut = paragraph.text.rstrip().endswith(_PAGE)
    if waiting.text:
        yield waiting


def _goes_on(before: Paragraph, after: Paragraph) -> bool:
    if not 0 < len(before.text) < _LONGEST or before.apart or after.apart or after.bold:
        return False
    return after.text[0].islower() or not _ENDED.search(before.text)


def _clean(paragraph: Paragraph) -> Paragraph:
    text, bold, rest = (
        " ".join(part.replace(_PAGE, " ").split()) for part in (paragraph.text, paragraph.bold, paragraph.rest)
    )
    return Paragraph(text, bold, rest, paragraph.apart)


def _cut(html: str) -> Iterator[Paragraph]:
    """Paragraphs as the blocks cut them; nothing has to be closed, but code, which hides what is in it."""
    runs: list[tuple[bool, str]] = []
    apart: list[str] = []
    bold, code = False, ""
    for found in _TOKEN.finditer(uncommented(html)):
        piece = found.group()
        tag = _NAME.match(piece)
        closing, name = bool(tag and tag[1]), tag[2].lower() if tag else ""
        if code or name in _CODE:
            code = "" if closing and name in _CODE else code or name
        elif not tag and (piece[0] != "<" or piece == "<"):
            runs.append((bold, unescape(piece)))
        elif name in _BOLD:
            bold = not closing
        elif name in _BLOCKS:
            yield _joined(runs, apart=bool(apart))
            runs.clear()
            if name not in _VOID:
                bold = False
                _set_apart(apart, name, piece, closing=closing)
    yield _joined(runs, apart=bool(apart))


def _joined(runs: list[tuple[bool, str]], *, apart: bool) -> Paragraph:
    end = 0
    for at, (bold, text) in enumerate(runs):
        if bold:
            end = at + 1
        elif _LETTER.search(text):
            break
    words = "".join(text for bold, text in runs[:end] if bold)
    rest = "".join(text for _, text in runs[end:])
    return Paragraph("".join(text for _, text in runs), words if _LETTER.search(words) else "", rest, apart)


def _set_apart(apart: list[str], name: str, tag: str, *, closing: bool) -> None:
    """Keep the open elements that set text apart; what is at the left again ends them all."""
    if closing:
        if name in apart:
            del apart[len(apart) - 1 - apart[::-1].index(name) :]
        return
    if name == "p":
        apart[:] = [other for other in apart if other != "p"]
    if name in _HEADINGS or _CENTRED.search(tag):
        del apart[:-_DEEPEST]
        apart.append(name)
    elif name in _PLAIN or _LEFT.search(tag):
        apart.clear()
