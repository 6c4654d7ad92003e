"""A citation in words: a footnote, and a quotation with its attribution, both plain text."""

from __future__ import annotations

import re
import unicodedata
from typing import Protocol

from searchapp.citing import Citation, line

_DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069]")


class Telling(Protocol):
    """A language that citations are written in: its sentences by name, and its dates."""

    def say(self, name: str, **values: str) -> str:
        """A sentence with these values put into it."""

    def day(self, written: str) -> str:
        """A date of the record in words."""


def footnote(citation: Citation, told: Telling) -> str:
    """One sentence with all that leads back to the words."""
    number = str(citation.number) if citation.number else None
    values = source(citation, told) | {
        "archive": _plain(citation.archive),
        "accessed": told.day(citation.accessed.isoformat()),
        "address": citation.address,
    }
    if number is None:
        return _said(told, "cite.footnote", values)
    return _said(told, "cite.footnote_passage", values | {"number": number})


def quotation(citation: Citation, told: Telling) -> str:
    """The words between quotation marks; who said them, when, and where they stand."""
    words = "\n\n".join(map(_plain, citation.paragraphs))
    return _said(told, "cite.quotation", source(citation, told) | {"words": words, "address": citation.address})


def source(citation: Citation, told: Telling) -> dict[str, str]:
    """Who said it, what it is called, and on which occasion."""
    speech, event = citation.speech, citation.event
    day = told.day(speech.date) if speech.date else told.say("undated")
    occasion = told.say("cite.occasion", event=_plain(event), day=day) if event else day
    speaker = _plain(speech.speaker or "") or told.say("unnamed")
    return {"speaker": speaker, "title": _plain(citation.title), "occasion": occasion}


def _said(told: Telling, name: str, values: dict[str, str]) -> str:
    """A sentence whose values don't turn each other around, where something in it is written from right to left."""
    plain = told.say(name, **values)
    if not any(unicodedata.bidirectional(letter) in {"R", "AL"} for letter in plain):
        return plain
    return told.say(name, **{key: f"\u2068{value}\u2069" for key, value in values.items()})


def _plain(text: str) -> str:
    """A text in one line, without signs that would turn around what follows it."""
    return _DIRECTIONS.sub("", line(text))
