"""Running text into paragraphs: split, unwrapped, whitespace folded, control characters taken out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from unicodedata import normalize

_BLANK = re.compile(r"\n\s*\n")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
_FINISHED = re.compile(r"[.!?…:;”»\"')\]*_-]\s*\Z")
WIDEST = 200
"""Longer lines are paragraphs as they stand: nobody wraps text so wide."""


def split(text: str) -> list[str]:
    """At empty lines; where there are none, at each line."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _BLANK.split(text) if _BLANK.search(text) else text.split("\n")


def unwrapped(text: str) -> list[str]:
    """The paragraphs of a text file: lines that were wrapped at a margin are joined, others are paragraphs each."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").expandtabs()
    return _joined(text) if _wrapped(text) else text.split("\n")


def tidy(paragraphs: Iterable[str]) -> tuple[tuple[str, ...], int]:
    """Those that say something, whitespace folded; and how many control characters had to be taken out."""
    kept, removed = [], 0
    for paragraph in paragraphs:
        if paragraph.isprintable():
            clean = " ".join(paragraph.split()) if "  " in paragraph else paragraph.strip(" ")
        else:
            clean, count = fold(paragraph)
            removed += count
        if clean:
            kept.append(clean)
    return tuple(kept), removed


def fold(text: str) -> tuple[str, int]:
    """A text with whitespace folded to single spaces; and how many control characters were taken out."""
    clean, removed = _CONTROL.subn("", text)
    return " ".join(clean.split()), removed


def alike(first: str, second: str) -> bool:
    """Whether two titles have the same words, whatever their case and punctuation."""
    return _words(first) == _words(second)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", normalize("NFKC", text).casefold())


def _wrapped(text: str) -> bool:
    """Whether most lines that have a next one stop in the middle of a sentence."""
    lines = text.split("\n")
    inner = [line for line, after in pairwise(lines) if line.strip() and after.strip()]
    if len(inner) < 2 or max(map(len, lines)) > WIDEST:
        return False
    return 2 * sum(bool(_FINISHED.search(line)) for line in inner) < len(inner)


def _joined(text: str) -> list[str]:
    """An empty line ends a paragraph; so does a line set in further than the one before it."""
    margin = min((_indent(line) for line in text.split("\n") if line.strip()), default=0)
    marked = re.sub(rf"\n(?=[ ]{{{margin + 1},}}\S)", "\n\n", text) if not _BLANK.search(text) else text
    return _BLANK.split(marked)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
