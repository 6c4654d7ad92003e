"""Every way to fail, as one tree, and the fault that a document is reported with.

SearchappError
├── BadRequest             the caller asked for something that can't be done; answered with 400
│   ├── BadParameters      one or more parameters are unknown or have a bad value; lists every fault
│   ├── BadQuery           the query can't be parsed; says where and why
│   ├── BadQuotation       the quotation is too short or too long to be checked
│   └── TooBroad           the query would expand past a cap; says which
├── NotFound               answered with 404
│   ├── NoSuchSpeech       no speech has this id
│   └── NoSuchPassage      a speech has no passage of this number
├── TooMany                one address asks too often; answered with 429
├── Unavailable            answered with 503
│   ├── NoArchive          nothing has been built yet
│   ├── DamagedIndex       bytes differ from their checksums
│   ├── Busy               as much as fits is being handed out already
│   └── TooSlow            the deadline passed
├── IndexBusy              another process is building in this index folder
├── IndexUnwritable        the disk is full, or the folder can't be written
├── BadSource              a source can't be read at all
├── FaultyDocuments        --strict stopped at the first fault
└── BadSetting             a setting has a bad value

A message is one or two sentences, safe to show to anybody, and says what to do next.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import ceil

_COMMANDING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a document, where (`line` counts from 1), and what to do about it.

    A notice is worth knowing (a title that was proposed, a file passed over) but leaves the exit code at 0.
    """

    where: str
    message: str
    line: int | None = None
    notice: bool = False

    def __str__(self) -> str:
        """`file:line: message`, as compilers say it, so that editors can jump there."""
        place = f"{self.where}:{self.line}" if self.line else self.where
        return harmless(f"{place}: {self.message}").replace("\n", "\\n")


def harmless(text: str) -> str:
    """A text without what commands a terminal or can't be written: other people chose the names of their files."""
    return _COMMANDING.sub(lambda found: found.group().encode("unicode_escape").decode(), text)


class SearchappError(Exception):
    """The root: catch this to catch everything that this package raises on purpose."""


class BadRequest(SearchappError):
    """The caller asked for something that can't be done."""


class BadParameters(BadRequest):
    """Parameters are unknown or have bad values; `faults` maps each name to a sentence."""

    def __init__(self, faults: dict[str, str]) -> None:
        super().__init__(" ".join(faults.values()))
        self.faults = faults


class BadQuery(BadRequest):
    """The query can't be parsed; `query[start:end]` is the place."""

    def __init__(self, message: str, query: str, start: int, end: int | None = None) -> None:
        super().__init__(message)
        self.query = query
        self.start = start
        self.end = max(start + 1, start + 1 if end is None else end)


class BadQuotation(BadRequest):
    """The quotation is too short or too long to be checked."""


class TooBroad(BadRequest):
    """The query would expand past a cap."""


class NotFound(SearchappError):
    """There is nothing here."""


class NoSuchSpeech(NotFound):
    """No speech has this id."""

    def __init__(self, id: str) -> None:
        super().__init__(f"There is no speech with the id “{id}” in this archive. Search for its words to find it.")


class NoSuchPassage(NotFound):
    """A speech has no passage of this number."""

    def __init__(self, number: int, there: int) -> None:
        passages = "1 passage" if there == 1 else f"{there:,} passages"
        super().__init__(
            f"There is no passage {number:,}: this speech has {passages}. Ask for one of them, or for all."
        )


class TooMany(SearchappError):
    """One address asks too often; `wait` is the seconds until it may ask again."""

    def __init__(self, rate: int, wait: float) -> None:
        self.wait = ceil(wait)
        super().__init__(f"This address asks more than {rate:,} times a minute. Wait {self.wait} seconds, then go on.")


class Unavailable(SearchappError):
    """The service can't answer now."""


class NoArchive(Unavailable):
    """Nothing has been built yet."""


class DamagedIndex(Unavailable):
    """Bytes of the index differ from their checksums."""


class Busy(Unavailable):
    """As much as fits is being handed out already."""


class TooSlow(Unavailable):
    """The deadline passed before the answer was complete."""


class IndexBusy(SearchappError):
    """Another process is building in this index folder."""


class IndexUnwritable(SearchappError):
    """The disk is full, or the folder can't be written."""


class BadSource(SearchappError):
    """A source can't be read at all."""


class FaultyDocuments(SearchappError):
    """`--strict` stopped at the first fault."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(f"{fault} Nothing was changed, because --strict stops at the first fault.")
        self.fault = fault


class BadSetting(SearchappError):
    """A setting has a bad value."""
