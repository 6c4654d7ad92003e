"""The fields of a record, one by one: what a value must be, and what to write where it isn't."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from searchapp.sources import dating
from searchapp.sources.paragraphs import fold, split, tidy

LONGEST_ID = 200
LONGEST_LABEL = 1000
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*")
_SEVERAL = re.compile("[;|]")


class Wrong(ValueError):
    """A value of a kind that a field can't take."""


def label(value: Any) -> str:
    """One line of text, such as a title or a name."""
    if not isinstance(value, str):
        raise Wrong(f"must be text, not {_kind(value)}")
    clean = value.strip() if value.isprintable() and "  " not in value else fold(value)[0]
    if len(clean) > LONGEST_LABEL:
        raise ValueError(f"has {len(clean):,} characters; shorten it to {LONGEST_LABEL:,}")
    return clean


def identity(value: Any) -> str:
    """An id as it was given."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise Wrong(f"must be text or a whole number, not {_kind(value)}")
    id = str(value)
    if not id.strip() or len(id) > LONGEST_ID or not id.isprintable():
        raise Wrong(f"must have 1 to {LONGEST_ID} printable characters")
    return id


def date(value: Any) -> str:
    """A date in ISO 8601, whole or partial."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise Wrong(f"must be text such as 1961-01-20, not {_kind(value)}")
    return dating.iso(str(value))


def year(value: Any) -> int:
    """A year, 1 to 9999."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise Wrong(f"must be a whole number from 1 to 9999, not {_kind(value)}")
    text = str(value)
    if not re.fullmatch("[0-9]{1,4}", text) or not int(text):
        raise ValueError(f"{_shown(value)} is not a year; write a whole number from 1 to 9999")
    return int(text)


def language(value: Any) -> str:
    """A language code, letters as BCP 47 writes them (`pt-BR`)."""
    if not isinstance(value, str):
        raise Wrong(f"must be a code such as en or pt-BR, not {_kind(value)}")
    return _language(value)


def topics(value: Any) -> tuple[str, ...]:
    """Each topic once; one string holds several if they stand between semicolons, bars or, failing these, commas."""
    if isinstance(value, str):
        value = _SEVERAL.split(value) if _SEVERAL.search(value) else value.split(",")
    if not isinstance(value, list | tuple):
        raise Wrong(f"must be a list of texts, not {_kind(value)}")
    return tuple(dict.fromkeys(filter(None, map(label, value))))


def topic(value: Any) -> tuple[str, ...]:
    """The one topic of a record that has only one, commas and all."""
    return topics([value]) if isinstance(value, str) else topics(value)


def url(value: Any) -> str:
    """A web address; others (javascript:, data:) could harm who follows them."""
    if not isinstance(value, str):
        raise Wrong(f"must be text, not {_kind(value)}")
    address = value.strip()
    try:
        parts = urlsplit(address)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in {"http", "https"} or not parts.netloc or not address.isprintable() or " " in address:
        raise ValueError(f"is {_shown(value)}; write a whole address that begins with https:// or http://")
    return address


def introduction(value: Any) -> str:
    """Paragraphs of the editor's, set apart by empty lines."""
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return "\n\n".join(tidy(value)[0])
    if not isinstance(value, str):
        raise Wrong(f"must be text, not {_kind(value)}")
    return "\n\n".join(tidy(split(value))[0])


CHECKS: Mapping[str, Callable[[Any], Any]] = {
    "id": identity,
    "title": label,
    "speaker": label,
    "date": date,
    "topics": topics,
    "topic": topic,
    "language": language,
    "event": label,
    "source": label,
    "url": url,
    "introduction": introduction,
}
"""The fields of a record besides its text. A check raises ValueError: the rest of a sentence about it."""

FIELDS = frozenset({*CHECKS, "text", "paragraphs"})


@lru_cache(maxsize=1000)
def _language(code: str) -> str:
    if not _LANGUAGE.fullmatch(code.strip()):
        raise ValueError(f"{_shown(code)} is not a code; write en, ru, de or pt-BR, say")
    main, *rest = code.strip().replace("_", "-").split("-")
    return "-".join([main.lower(), *map(_subtag, rest)])


def _subtag(tag: str) -> str:
    """Regions in capitals, scripts with one."""
    return {2: tag.upper(), 4: tag.title()}.get(len(tag), tag.lower())


def _shown(value: Any) -> str:
    text = fold(str(value))[0]
    return f"“{text[:60]}…”" if len(text) > 60 else f"“{text}”"


def _kind(value: Any) -> str:
    names = {dict: "an object", list: "a list", bool: "true or false", int: "a number", float: "a number"}
    return names.get(type(value), type(value).__name__)
