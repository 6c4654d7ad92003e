"""What the archive holds: a speech, made of passages."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

FIELDS = ("speaker", "topic", "year", "language", "source")
"""What a search can be narrowed by, in the order that pages and answers show it."""


@dataclass(frozen=True, slots=True)
class Speech:
    """What one speaker said on one occasion.

    `paragraphs` are the speaker's own words; passage n is `paragraphs[n - 1]`. `introduction` is the editor's words.
    `date` is ISO 8601, whole or partial (see dates.py); `language` is a BCP 47 code; `extra` holds the keys of the
    record that we don't know, as they came.
    """

    id: str
    paragraphs: tuple[str, ...]
    title: str | None = None
    speaker: str | None = None
    date: str | None = None
    topics: tuple[str, ...] = ()
    language: str | None = None
    event: str | None = None
    source: str | None = None
    url: str | None = None
    introduction: str | None = None
    extra: tuple[tuple[str, Any], ...] = ()

    @property
    def text(self) -> str:
        """The speaker's words, paragraphs set apart by an empty line."""
        return "\n\n".join(self.paragraphs)

    @property
    def heading(self) -> str:
        """What to call the speech: its title, else its event or first topic, else its first words."""
        return self.title or self.event or next(iter(self.topics), None) or shorten(self.text, 70)


_PLAIN = tuple(f.name for f in fields(Speech) if f.name not in {"paragraphs", "topics", "extra"})


def to_record(speech: Speech) -> dict[str, Any]:
    """The record of a speech (see docs/sources.md), without the keys that say nothing."""
    record = {name: value for name in _PLAIN if (value := getattr(speech, name)) is not None}
    if speech.topics:
        record["topics"] = list(speech.topics)
    return {**record, "paragraphs": list(speech.paragraphs), **dict(speech.extra)}


def to_line(speech: Speech) -> str:
    """The record of a speech as a line of JSON Lines, its line break included: one form for every export."""
    return json.dumps(to_record(speech), ensure_ascii=False) + "\n"


def from_record(record: Mapping[str, Any]) -> Speech:
    """The speech of a record that `to_record` made; records from outside go through sources/record.py."""
    known = {*_PLAIN, "paragraphs", "topics"}
    return Speech(
        **{name: record.get(name) for name in _PLAIN},  # type: ignore[arg-type]
        paragraphs=tuple(record["paragraphs"]),
        topics=tuple(record.get("topics", ())),
        extra=tuple((key, value) for key, value in record.items() if key not in known),
    )


def shorten(text: str, length: int) -> str:
    """The beginning of a text, cut at a word, `…` where cut."""
    folded = " ".join(text[: length * 4].split())
    if len(folded) <= length and len(text) <= length * 4:
        return folded
    cut = folded[: length + 1].rsplit(" ", 1)[0][:length]
    return cut.rstrip(" ,;:.–—-") + "…"
