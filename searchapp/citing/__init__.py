"""A speech or one passage of it, as it is cited: what every form of a citation is made of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from searchapp.dates import extent
from searchapp.speech import Speech

_APART = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029]+")
_NO_KEY = re.compile(r"[^A-Za-z0-9]+")
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Citation:
    """What is cited and where it stays: `address` is permanent, `accessed` the day on which the words stood there.

    `number` is the passage that is cited, None for the whole speech; the speech must have it.
    """

    speech: Speech
    address: str
    archive: str
    accessed: date
    number: int | None = None

    @property
    def words(self) -> str | None:
        """The passage in the speaker's own words, as they stand; None for a whole speech."""
        return self.speech.paragraphs[self.number - 1] if self.number else None

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """What is quoted: the passage, or all that was said."""
        return (self.words,) if self.words is not None else self.speech.paragraphs

    @property
    def title(self) -> str:
        """What the speech is called, in one line."""
        return line(self.speech.heading)

    @property
    def event(self) -> str | None:
        """Where it was said, in one line, unless the speech is called just that."""
        event = line(self.speech.event or "")
        return event if event and event != self.title else None


def line(text: str) -> str:
    """A text in one line: white space and control characters are one space; spaces that hold words together stay."""
    return _APART.sub(" ", text).strip()


def parts(written: str | None) -> tuple[int, ...]:
    """The year, month and day of a date as far as they are written; none where the year isn't known."""
    return tuple(int(part) for part in (written or "").split("-")) if _days(written) else ()


def yearless(written: str | None) -> str | None:
    """A date without a year as EDTF writes it (ISO 8601-2:2019): `XXXX-11-21`; None for any other."""
    return f"XXXX{written[1:]}" if written and written.startswith("--") else None


def key(citation: Citation) -> str:
    """What a citation is called by programs and as a file: letters, digits and `-`; another id, another key."""
    id, number = citation.speech.id, citation.number
    said = _NO_KEY.sub("-", id).strip("-")[:_LONGEST].strip("-")
    if said != id:
        said = f"{said or 'speech'}-{sha256(id.encode('utf-8', 'replace')).hexdigest()[:8]}"
    return f"{said}-p{number}" if number else said


def _days(written: str | None) -> tuple[date, date] | None:
    try:
        return extent(written) if written else None
    except ValueError:
        return None
