"""Turns in running text: `Name: …`, questions and answers, dialogue set off by dashes; nobody's words by a guess."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from searchapp.sources.labels import NAME, Label, label, trusted, whole
from searchapp.sources.turns import Turn

FEWEST = 4
"""Turns that make a text a transcript where no dateline says that it is an article."""
LONG = 1000
"""Characters of a beginning that are the stated speaker's own words, not what introduces them."""
_MARK = re.compile(r"\s*(?:<\s*(?:…|\.{3})\s*>|(?:\*\s*){1,9})\s*")
_DASH = re.compile(r"[—–]\s+")
_ANSWERING = re.compile(
    rf"(?<!\w)(?P<name>{NAME})(?:,[^,.]{{2,80}},)?\s+(?:answer(?:s|ed)\b|repl(?:ies|ied)\b|responded\b|took questions"
    rf"|gave an interview|ответил|отвечает|дал\w{{0,2}} интервью|beantwortet)"
    rf"|(?:questions? (?:put )?to|interviewed|interview given by|answers (?:of|by))\s+(?P<named>{NAME})"
)


@dataclass(frozen=True, slots=True)
class Transcript:
    """What stands before the turns, the turns, and what is wrong with them."""

    lead: tuple[str, ...]
    turns: tuple[Turn, ...]
    complaints: tuple[str, ...] = ()


def transcript(paragraphs: Sequence[str], speaker: str | None, *, dated: bool = False) -> Transcript | None:
    """The turns of a text, if it plainly has some; `speaker` is whom the document names, `dated` means a dateline."""
    labels = [label(paragraph) for paragraph in paragraphs]
    sure = trusted(labels)
    kept = [one if one in sure else None for one in labels]
    if _plain([one for one in kept if one], paragraphs, dated=dated):
        written = _Writing(paragraphs, labels, kept, speaker).written()
        return written if written.turns else None
    return _dashed(paragraphs, speaker)


def _plain(labels: Sequence[Label], paragraphs: Sequence[str], *, dated: bool) -> bool:
    """Whether the labels make a transcript: several voices, one of them again, or questions and answers."""
    voices = {one.word for one in labels}
    if dated:
        lead = " ".join(paragraphs[: next((at for at, text in enumerate(paragraphs) if label(text)), 0)])
        return len(labels) > 1 or any(one.name in lead for one in labels)
    questions = any(one.asks for one in labels) and (len(voices) > 1)
    again = len(labels) > len({word.split()[-1] for word in voices})
    return len(labels) >= FEWEST and len(voices) > 1 and (questions or again)


class _Writing:
    """Writes turns down, paragraph by paragraph."""

    def __init__(
        self,
        paragraphs: Sequence[str],
        labels: Sequence[Label | None],
        sure: Sequence[Label | None],
        speaker: str | None,
    ) -> None:
        self._lines = list(zip(paragraphs, labels, sure, strict=True))
        first = next(at for at, one in enumerate(sure) if one)
        self._lead = [text for text in paragraphs[:first] if not _MARK.fullmatch(text)]
        self._lines = self._lines[first:]
        names = {one.name for one in sure if one and not one.asks and not one.answers}
        self._names = names | ({speaker} if speaker else set())
        self._answerer = speaker or answerer(self._lead)
        self._turns: list[Turn] = []
        self._notes: list[str] = []
        self._complaints: list[str] = []
        self._voice: Label | None = None
        self._said: list[str] = []
        if speaker and sum(map(len, self._lead)) > LONG:
            self._turns, self._lead = [Turn(speaker, tuple(self._lead))], []

    def written(self) -> Transcript:
        """The whole of it; notes after the last turn stay with it."""
        for text, perhaps, sure in self._lines:
            self._line(text, perhaps, sure)
        self._end()
        if self._notes and self._turns:
            last = self._turns[-1]
            self._turns[-1] = Turn(last.speaker, last.paragraphs, (*last.notes, *self._notes), last.role)
        return Transcript(tuple(self._lead), tuple(self._turns), tuple(self._complaints))

    def _line(self, text: str, perhaps: Label | None, sure: Label | None) -> None:
        if sure:
            self._begin(text, sure)
        elif _MARK.fullmatch(text):
            self._end()
        elif perhaps and not perhaps.greets:
            self._end()
            self._notes.append(text)
            self._complaints.append(_doubtful(perhaps))
        elif self._voice:
            self._said.append(text)
        else:
            self._notes.append(text)

    def _begin(self, text: str, sure: Label) -> None:
        self._end()
        if sure.asks:
            self._notes.append(text)
        else:
            self._voice, self._said = sure, [sure.said] if sure.said else []
            if sure.answers and not self._answerer and _UNNAMED not in self._complaints:
                self._complaints.append(_UNNAMED)

    def _end(self) -> None:
        if self._voice and self._said:
            speaker = self._answerer if self._voice.answers else whole(self._voice.name, self._names)
            self._turns.append(Turn(speaker, tuple(self._said), tuple(self._notes), self._voice.role))
            self._notes = []
        self._voice, self._said = None, []


_UNNAMED = "Nothing says who answers here; the answers are nobody's. Name the person: --speaker, or front matter."


def _doubtful(label: Label) -> str:
    return (
        f"“{label.name}:” begins a paragraph, and may be a speaker or not; what follows is kept as a note until "
        "another speaks. Write the whole name where it is one, or a dash for the colon."
    )


def answerer(lead: Sequence[str]) -> str | None:
    """Who is said to answer, if it is said of one person."""
    found = {match["name"] or match["named"] for text in lead for match in _ANSWERING.finditer(text)}
    return found.pop() if len(found) == 1 else None


def _dashed(paragraphs: Sequence[str], speaker: str | None) -> Transcript | None:
    """Questions and answers by turns, each after a dash, where it is said who answers and every question is one."""
    starts = [at for at, text in enumerate(paragraphs) if _DASH.match(text)]
    if len(starts) < FEWEST:
        return None
    lead, name = paragraphs[: starts[0]], speaker or answerer(paragraphs[: starts[0]])
    pieces = [paragraphs[at:end] for at, end in zip(starts, [*starts[1:], len(paragraphs)], strict=True)]
    asked, said = pieces[::2], pieces[1::2]
    certain = all(piece[-1].rstrip(' »”"').endswith("?") for piece in asked)
    if not name or not certain or len(asked) != len(said) or any(_asking(piece) for piece in said):
        return None
    turns = [Turn(name, _undashed(words), _undashed(notes)) for notes, words in zip(asked, said, strict=True)]
    return Transcript(tuple(lead), tuple(turns))


def _asking(piece: Sequence[str]) -> bool:
    """An answer that is only a question may be a question: then it can't be told whose turn it is."""
    return len(piece) == 1 and piece[0].rstrip().endswith("?")


def _undashed(piece: Sequence[str]) -> tuple[str, ...]:
    return (_DASH.sub("", piece[0], count=1), *piece[1:])
