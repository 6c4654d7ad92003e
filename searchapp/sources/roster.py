"""The United Nations' General Debate: texts named AFG_72_2017.txt, their speakers in a table beside them or above."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from searchapp.errors import Fault
from searchapp.sources.columns import plain
from searchapp.sources.document import LONGEST, Document, Reading
from searchapp.sources.encoding import decoded
from searchapp.sources.names import stem
from searchapp.sources.streams import DAMAGED

TABLE = "Speakers_by_session.csv"
_FOUNDED = 1945
"""Session n is opened in the n-th year after it."""
_NAME = re.compile(r"(?P<country>[A-Z]{2,4})_(?P<session>\d{1,3})_(?P<year>\d{4})")
_COLUMNS = ("year", "session", "iso_code", "country", "name_of_person_speaking", "post")


class Speaker(NamedTuple):
    """Who spoke for a country in a year."""

    country: str
    name: str
    post: str


def recognises(head: str) -> bool:
    """A first line that names the columns of the table."""
    return [plain(cell) for cell in head.partition("\n")[0].removeprefix("\ufeff").split(",")] == list(_COLUMNS)


def read(document: Document) -> Reading:
    """No speech: the table is read with each of the texts."""
    yield Fault(document.name, "is a table of speakers, read with the texts that it names; passed over.", notice=True)


def hints(document: Document) -> Mapping[str, str]:
    """What the name of a General Debate's text says, and what the table says of its speaker; else nothing.

    Year and session must belong together: then the name is no other archive's.
    """
    found = _NAME.fullmatch(stem(document.path))
    if not found or int(found["year"]) != _FOUNDED + int(found["session"]):
        return {}
    session, nobody = int(found["session"]), Speaker(found["country"], "", "")
    speaker = _speakers(_table(document)).get((found["year"], found["country"]), nobody)
    event = f"United Nations General Debate, session {session} ({found['year']})"
    said = {
        "date": found["year"],
        "event": event,
        "title": f"{speaker.country}: {event}",
        "speaker": speaker.name,
        "role": speaker.post,
        "country": speaker.country,
    }
    return {key: value for key, value in said.items() if value}


def _table(document: Document) -> bytes:
    """The table as it is; empty where there is none."""
    name = next((folder + TABLE for folder, names in document.shelves if TABLE in names), None)
    if name is None:
        return b""
    try:
        with document.neighbour(name) as file:
            return file.read(LONGEST)
    except (OSError, RuntimeError, *DAMAGED):
        return b""


@lru_cache(maxsize=2)
def _speakers(table: bytes) -> Mapping[tuple[str, str], Speaker]:
    """By year and country; one that has two speakers in a year has none: the texts don't say which it is."""
    found: dict[tuple[str, str], Speaker] = {}
    twice: set[tuple[str, str]] = set()
    for row in csv.DictReader(io.StringIO(decoded(table).text.removeprefix("\ufeff"))):
        cells = {plain(name): " ".join((cell or "").split()) for name, cell in row.items() if isinstance(cell, str)}
        key = cells.get("year", ""), cells.get("iso_code", "")
        if key in found:
            twice.add(key)
        found[key] = Speaker(cells.get("country", ""), cells.get("name_of_person_speaking", ""), cells.get("post", ""))
    return {key: Speaker(found[key].country, "", "") if key in twice else found[key] for key in found}
