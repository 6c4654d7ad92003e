"""A speech as its page shows it: marks numbered from first to last, so that one leads to the next."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from searchapp.searching import Marked
from searchapp.text.passages import Mark
from searchapp.text.runs import Check, unhurried
from searchapp.web.interface import Interface

_MARK = Markup('<mark id="m{n}">{word}</mark>')
_STEP = Markup('<span class="step" dir="{direction}" lang="{lang}">{before} {here} {after}</span>')
_TO = Markup('<a href="#m{n}">{word}</a>')


@dataclass(frozen=True, slots=True)
class Text:
    """The introduction and the passages, escaped and marked, and how many marks they have."""

    introduction: tuple[Markup, ...]
    passages: tuple[Markup, ...]
    matches: int


def text(marked: Marked, told: Interface, check: Check = unhurried) -> Text:
    """Marks count from the introduction on; each is followed by steps that show when it is the one looked at.

    `check` is called for each of them.
    """
    total = len(marked.introduction) + sum(len(marks) for marks in marked.paragraphs)
    writing = _Writing(total, told, check)
    introduction = writing.out(marked.speech.introduction or "", marked.introduction)
    passages = tuple(writing.out(*pair) for pair in zip(marked.speech.paragraphs, marked.paragraphs, strict=True))
    return Text(tuple(introduction.split("\n\n")) if introduction else (), passages, total)


def outward(value: Any) -> Markup:
    """A value of the record: a link where it is the address of a page elsewhere, else text."""
    said = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    if not re.fullmatch(r"https?://[^\s/]+\S*", said, re.IGNORECASE):
        return escape(said)
    return Markup('<a href="{0}" rel="noopener nofollow">{0}</a>').format(said)


class _Writing:
    """Writes texts out one after another, and knows how many marks there have been."""

    def __init__(self, total: int, told: Interface, check: Check) -> None:
        self.told = told
        self.check = check
        self.total = total
        self.so_far = 0

    def out(self, text: str, marks: Sequence[Mark]) -> Markup:
        parts, at = [], 0
        for start, end in marks:
            self.check()
            self.so_far += 1
            parts += [escape(text[at:start]), _MARK.format(n=self.so_far, word=text[start:end]), self.step()]
            at = end
        return Markup("").join([*parts, escape(text[at:])])

    def step(self) -> Markup:
        n, told = self.so_far, self.told
        before = _TO.format(n=n - 1, word=told.say("speech.previous")) if n > 1 else ""
        after = _TO.format(n=n + 1, word=told.say("speech.next")) if n < self.total else ""
        here = told.say("speech.step", n=told.number(n), total=told.number(self.total))
        return _STEP.format(before=before, here=here, after=after, direction=told.direction, lang=told.code)
