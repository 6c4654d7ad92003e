"""A citation in words: a footnote, and a quotation with its attribution, both plain text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Protocol

from searchapp.citing import Citation, line

_DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_LEFTWARDS = re.compile("[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
"""The blocks of letters that are written from right to left (Unicode's bidirectional classes R and AL)."""


class Telling(Protocol):
    """A language that citations are written in: its sentences by name, and its dates."""

    def say(self, name: str, **values: str) -> str:
        """A sentence with these values put into it; Markup if a value is."""

    def day(self, written: str) -> str:
        """A date of the record in words."""


def footnote(citation: Citation, told: Telling) -> str:
    """One sentence with all that leads back to the words."""
    values = source(citation, told)
    if citation.number is None:
        return _filled(citation, told, "cite.footnote", values)
    values["number"] = str(citation.number)
    return _filled(citation, told, "cite.footnote_passage", values)


def quotation(citation: Citation, told: Telling) -> str:
    """The words between quotation marks; who said them, when, and where they stand."""
    values = source(citation, told) | {"words": "\n\n".join(map(_plain, citation.paragraphs))}
    return _filled(citation, told, "cite.quotation", values)


def patterns(citation: Citation, told: Telling) -> dict[str, str]:
    """The sentences of any of its passages: `{words}`, `{number}` and what `source` says are still to be put in."""
    values = dict.fromkeys((*source(citation, told), "words", "number"), "")
    return {
        "quotation": _pattern(citation, told, "cite.quotation", values),
        "footnote": _pattern(citation, told, "cite.footnote_passage", values),
    }


def source(citation: Citation, told: Telling) -> dict[str, str]:
    """Who said it, what it is called, on which occasion; where it stands, and when it stood there."""
    speech, event = citation.speech, citation.event
    day = told.day(speech.date) if speech.date else told.say("cite.undated")
    return {
        "speaker": _plain(speech.speaker or "") or told.say("unnamed"),
        "title": _plain(citation.title),
        "occasion": _filled(citation, told, "cite.occasion", {"event": _plain(event), "day": day}) if event else day,
        "archive": _plain(citation.archive),
        "accessed": told.day(citation.accessed.isoformat()),
        "address": citation.address,
    }


def _filled(citation: Citation, told: Telling, name: str, values: Mapping[str, str]) -> str:
    return _pattern(citation, told, name, values).format(**values)


def _pattern(citation: Citation, told: Telling, name: str, values: Mapping[str, str]) -> str:
    """A sentence to put these values into, set apart where it is written in both directions; an address never is."""
    mixed = _mixed(citation, told)
    kept = {key: f"\u2068{{{key}}}\u2069" if mixed and key != "address" else f"{{{key}}}" for key in values}
    return told.say(name, **kept)


def _mixed(citation: Citation, told: Telling) -> bool:
    """The same for each passage of a speech, which are copied with the same pattern."""
    speech, today = citation.speech, told.day(citation.accessed.isoformat())
    texts = (today, citation.archive, citation.title, speech.speaker or "", speech.event or "", *speech.paragraphs)
    return any(_LEFTWARDS.search(text) for text in texts)


def _plain(text: str) -> str:
    """A text in one line, without signs that would turn around what follows it."""
    return _DIRECTIONS.sub("", line(text))
