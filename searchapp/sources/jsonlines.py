"""JSON Lines: a record on each line. The native format, and the fast one."""

from __future__ import annotations

import json
from typing import Any

from searchapp.errors import Fault
from searchapp.sources import record
from searchapp.sources.document import Document, Reading
from searchapp.sources.lines import lines


def recognises(head: str) -> bool:
    """A first line that is a JSON object by itself."""
    try:
        return isinstance(parsed(head.lstrip().partition("\n")[0]), dict)
    except ValueError:
        return False


def read(document: Document) -> Reading:
    """Every line is tried: a bad one is told, and the next one read."""
    for line in lines(document):
        if isinstance(line, Fault):
            yield line
        elif not line[1].isspace():
            yield from one(document, *line)


def one(document: Document, number: int, text: str) -> Reading:
    """The speech of one record as it is written."""
    try:
        value = parsed(text)
    except ValueError as error:
        yield Fault(document.name, f"is not JSON here ({error}); this record was passed over. Correct it.", number)
        return
    if isinstance(value, dict):
        yield from record.read(value, document, number)
    else:
        yield Fault(document.name, "A record must be a JSON object, {…}; passed over. Correct it.", number)


def parsed(text: str) -> Any:
    """The value of a JSON text. Raises ValueError with a few words."""
    try:
        return _DECODER.decode(text)
    except json.JSONDecodeError as error:
        raise ValueError(f"{error.msg[:1].lower()}{error.msg[1:]}, character {error.pos + 1}") from None
    except RecursionError:
        raise ValueError("nested too deep") from None


def _refused(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON value")


_DECODER = json.JSONDecoder(parse_constant=_refused)
