"""A speech as its page shows it: marks numbered from first to last, so that one leads to the next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from searchapp.engines import Repeat
from searchapp.engines.values import main_code
from searchapp.searching import Marked
from searchapp.speech import Speech
from searchapp.text.passages import Mark
from searchapp.text.runs import Check, unhurried
from searchapp.web.interface import Interface

_MARK, _MARKED, _MARK_ENDS = Markup('<mark id="m'), Markup('">'), Markup("</mark>")
_STEP, _STEP_ENDS = Markup('<span class="step"{}>'), Markup("</span>")
_BACK, _ON, _AFTER = Markup('<a class="back" href="#m'), Markup(' <a class="on" href="#m'), Markup('">{}</a> ')
_TONGUE = Markup(' lang="{}" dir="{}"')


@dataclass(frozen=True, slots=True)
class Text:
    """The introduction and the passages, escaped and marked, and how many marks they have."""

    introduction: tuple[Markup, ...]
    passages: tuple[Markup, ...]
    matches: int
    matched: tuple[int, ...]
    """The numbers of the passages that have any."""


def text(marked: Marked, told: Interface, check: Check = unhurried) -> Text:
    """Marks count from the introduction on; each is followed by steps that show when it is the one looked at.

    `check` is called for each of them.
    """
    total = len(marked.introduction) + sum(len(marks) for marks in marked.paragraphs)
    strange = foreign(marked.speech, told) or not marked.speech.language
    tongue = _TONGUE.format(told.code, told.direction) if strange else Markup()
    writing = _Writing(total, told, check, tongue)
    introduction = writing.out(marked.speech.introduction or "", marked.introduction)
    passages = tuple(writing.out(*pair) for pair in zip(marked.speech.paragraphs, marked.paragraphs, strict=True))
    matched = tuple(number for number, marks in enumerate(marked.paragraphs, 1) if marks)
    return Text(tuple(introduction.split("\n\n")) if introduction else (), passages, total, matched)


def foreign(speech: Speech, told: Interface) -> bool:
    """Whether a speech is in another language than the page around it."""
    return bool(speech.language) and main_code(speech.language) != told.code


def elsewhere(repeat: Repeat, told: Interface) -> str:
    """How many other speeches say a passage, in words."""
    if not repeat.speeches:
        return told.say("repeats.none")
    speeches = told.count("repeats.speeches", repeat.speeches)
    if not repeat.speakers:
        return told.say("repeats.unnamed", speeches=speeches)
    return told.say("repeats.line", speeches=speeches, speakers=told.count("repeats.speakers", repeat.speakers))


class _Writing:
    """Writes texts out one after another, and knows how many marks there have been.

    A long speech may have hundreds of them: what they share is made once, and everything joined at the end.
    """

    def __init__(self, total: int, told: Interface, check: Check, tongue: Markup) -> None:
        self.told = told
        self.check = check
        self.total = total
        self.so_far = 0
        self.opening = _STEP.format(tongue)
        self.total_said = told.number(total)
        self.back, self.on = (_AFTER.format(told.say(f"speech.{way}")) for way in ("previous", "next"))

    def out(self, text: str, marks: Sequence[Mark]) -> Markup:
        parts, at = [], 0
        for start, end in marks:
            self.check()
            self.so_far += 1
            parts += [text[at:start], _MARK, str(self.so_far), _MARKED, text[start:end], _MARK_ENDS, *self.step()]
            at = end
        return Markup("").join([*parts, text[at:]])

    def step(self) -> Iterator[str]:
        n = self.so_far
        yield self.opening
        if n > 1:
            yield from (_BACK, str(n - 1), self.back)
        yield self.told.say("speech.step", n=self.told.number(n), total=self.total_said)
        if n < self.total:
            yield from (_ON, str(n + 1), self.on)
        yield _STEP_ENDS
