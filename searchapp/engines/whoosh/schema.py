"""The Whoosh schema: by which names stock Whoosh code finds what our segments hold.

Fields of words have their forms (see text/analysis.py) as terms, with positions. Segments are written by building/;
speeches that Whoosh's own writers would add have no stems, and aren't found by our searches.
"""

from __future__ import annotations

import marshal
from dataclasses import fields
from operator import attrgetter

from whoosh.analysis import SpaceSeparatedTokenizer
from whoosh.fields import ID, NUMERIC, STORED, TEXT, Schema

from searchapp.speech import Speech

VERSION = 3
"""Changes whenever the schema does: an index of another version can't be read."""
NAMES = {"topic": "topics"}
"""Whoosh fields that are not called as in the query language."""
SEPARATOR = "\x1f"
"""Between the topics of a speech in their column."""


def schema() -> Schema:
    """A new schema: words, values, and the record itself."""
    return Schema(
        id=ID(unique=True, sortable=True),
        body=_words(),
        title=_words(),
        introduction=_words(),
        event=_words(),
        topics=_words(sortable=True),
        speaker=_words(sortable=True),
        date=ID(sortable=True),
        year=NUMERIC(int, bits=16, signed=True),
        language=ID(sortable=True),
        source=ID(sortable=True),
        record=STORED(),
    )


def said(speech: Speech) -> bytes:
    """All that a speech says, as bytes: to be sent to another process, or for a digest."""
    return marshal.dumps(_everything(speech), 2)


def heard(data: bytes) -> Speech:
    """The speech that was `said`."""
    return Speech(*marshal.loads(data))  # noqa: S302  (our own bytes, from our own process)


def _words(*, sortable: bool = False) -> TEXT:
    return TEXT(analyzer=SpaceSeparatedTokenizer(), phrase=True, sortable=sortable)


_everything = attrgetter(*(field.name for field in fields(Speech)))
