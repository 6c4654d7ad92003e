"""The record that every reader produces, into a speech: checked, filled up with what was given, its faults told."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import isfinite
from typing import Any, TypeGuard

from searchapp.errors import Fault
from searchapp.sources import dating, values
from searchapp.sources.columns import field_of
from searchapp.sources.document import Document, Reading
from searchapp.sources.paragraphs import fold, split, tidy
from searchapp.speech import Speech
from searchapp.text.languages import detect

_FILLED = ("title", "speaker", "event", "source")
_CHECKS = tuple(values.CHECKS.items())
_IDENTIFYING = ("date", "speaker", "title", "event", "url")
DEEP = 100
"""Lists and objects within one another, in a value of a key that we don't know."""
_LONGEST_NUMBER = 4096
"""Binary digits; Python writes no number down that is much longer."""
_NOTHING: Mapping[str, Any] = {}
YEARLESS = (
    "The date says no year, so this speech counts as undated. "
    "Give the year: --year 2025, or a date in front matter or a sidecar."
)


def read(
    record: Mapping[str, Any], document: Document, line: int | None = None, proposed: Mapping[str, Any] = _NOTHING
) -> Reading:
    """The speech of a record, and a fault for each thing that is wrong with it; without text, only the fault.

    What a sidecar says decides over the record; what was given fills what both leave out; what is `proposed` comes
    last and is told. A bad value is left out, and kept as it was written in `extra`.
    """
    told = _named({**record, **document.sidecar} if document.sidecar else record, document.given.columns)
    paragraphs, unspoken, stray = _paragraphs(told)
    if not paragraphs:
        yield Fault(document.name, _textless(told), line)
        return
    found, wrong, removed = _checked(told)
    messages = [_sentence(name, reason) for name, reason in wrong.items()] if wrong else []
    messages += [_twice(unspoken)] if unspoken else []
    messages += [_removed(removed + stray)] if removed + stray else []
    messages += _filled(found, told, document)
    notices = _proposed(found, proposed, subjects=document.given.subjects is not None)
    id = found.pop("id", None) or _made_id(paragraphs, record)
    if not found.get("language"):
        found["language"] = document.given.language or detect("\n".join(paragraphs[:20]))
    extra, dropped = _extra(told, found, [*wrong, *unspoken], tuple(notices))
    yield Speech(id=id, paragraphs=paragraphs, extra=extra, **found)
    yield from (Fault(document.name, message, line) for message in messages + dropped)
    yield from (Fault(document.name, notice, line, notice=True) for notice in notices.values())


def _named(record: Mapping[str, Any], columns: Mapping[str, str]) -> Mapping[str, Any]:
    """A record whose keys have the names that --map gave them."""
    if not columns:
        return record
    moved = {key: field for field, key in columns.items() if key in record}
    return {
        **{key: value for key, value in record.items() if key not in moved},
        **{f: record[k] for k, f in moved.items()},
    }


def _paragraphs(record: Mapping[str, Any]) -> tuple[tuple[str, ...], tuple[str, ...], int]:
    """The paragraphs; the key of what else claims to be them and isn't read; how many control characters there were."""
    parts, text = record.get("paragraphs"), record.get("text")
    listed, removed = tidy(parts) if _texts(parts) else ((), 0)
    if listed and not text:
        return listed, (), removed
    written, stray = tidy(split(text)) if isinstance(text, str) else ((), 0)
    if not listed:
        return written, ("paragraphs",) if parts and not _texts(parts) else (), stray
    same = not text or " ".join(written) == " ".join(listed)
    return listed, () if same else ("text",), removed


def _texts(parts: Any) -> TypeGuard[Sequence[str]]:
    return isinstance(parts, list | tuple) and all(isinstance(part, str) for part in parts)


def _textless(record: Mapping[str, Any]) -> str:
    text, parts = record.get("text"), record.get("paragraphs")
    fits = [fit for value, fit in ((text, isinstance(text, str)), (parts, _texts(parts))) if value is not None]
    if fits and all(fits):
        return "There is no text in this speech; left out. Fill its text, or take it away."
    if fits:
        return "The text must be a string (or paragraphs a list of strings); left out. Correct it."
    keys = [fold(str(key)[:40])[0] for key in list(record)[:12]]
    likely = next((key for key in keys if field_of(key) == "text"), "KEY")
    has = ", ".join(keys) or "nothing"
    return f"There is no text in this record, which has {has}; left out. Name it “text”, or say --map text={likely}."


def _twice(unspoken: Sequence[str]) -> str:
    kept = unspoken[0]
    read = "the text is" if kept == "paragraphs" else "the paragraphs are"
    return (
        f"There are both text and paragraphs here, and they differ: {read} the speech, "
        f"the other is kept as {kept}_as_written. Take one away."
    )


def _removed(count: int) -> str:
    taken = "1 control character was" if count == 1 else f"{count:,} control characters were"
    return f"{taken} taken out of this speech. Check what it was made with."


def _checked(record: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str], int]:
    """The fields that are right, what is wrong with the others, and how many control characters were in them."""
    found: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    removed = 0
    for name, check in _CHECKS:
        value = record.get(name)
        if value is None or value == "":
            continue
        try:
            found[name] = check(value)
        except ValueError as error:
            wrong[name] = str(error)
        if isinstance(value, str) and not value.isprintable():
            removed += fold(value)[1]
    if "topic" in found:
        found.setdefault("topics", found["topic"])
        del found["topic"]
    return found, wrong, removed


def _sentence(name: str, reason: str) -> str:
    return f"The {name} {reason} It was left out." if reason.endswith(".") else f"The {name} {reason}. It was left out."


def _filled(found: dict[str, Any], record: Mapping[str, Any], document: Document) -> list[str]:
    """Fill the gaps with what was given; say what is wrong with the date all the same."""
    given = document.given
    for name in _FILLED:
        if not found.get(name) and (value := getattr(given, name)):
            found[name] = value
    if given.topics and not found.get("topics"):
        found["topics"] = given.topics
    return list(_dated(found, record, document))


def _dated(found: dict[str, Any], record: Mapping[str, Any], document: Document) -> Iterator[str]:
    date = found.get("date") or ("" if record.get("date") else document.given.date)
    if date and date[0] != "-":
        found["date"] = date
        return
    year = document.given.year
    if record.get("year") not in (None, ""):
        try:
            year = values.year(record["year"])
        except ValueError as error:
            yield _sentence("year", str(error))
    if not date:
        if year and not record.get("date"):
            found["date"] = f"{year:04}"
        return
    found["date"] = date
    if not year:
        yield YEARLESS
        return
    try:
        found["date"] = dating.completed(date, year)
    except ValueError:
        yield f"There is no {date[2:]} in {year}. Correct the year or the date."


def _proposed(found: dict[str, Any], proposed: Mapping[str, Any], *, subjects: bool) -> dict[str, str]:
    """Fill the gaps that are left with what the reader proposes; a notice for each."""
    notices = {}
    for name, value in proposed.items():
        if value and not found.get(name) and not (subjects and name == "topics"):  # a topics' file gives them
            found[name] = value
            shown = value if isinstance(value, str) else ", ".join(value)
            flag = "--topic" if name == "topics" else f"--{name}"
            verb = "are" if name == "topics" else "is"
            notices[name] = f"The {name} “{shown}” {verb} proposed. {flag}, front matter or a sidecar decide."
    return notices


def _extra(
    record: Mapping[str, Any], found: Mapping[str, Any], wrong: Iterable[str], proposed: tuple[str, ...]
) -> tuple[tuple[tuple[str, Any], ...], list[str]]:
    """The keys that we don't know, and the values that were wrong, as they came; and what can't be kept."""
    unknown = [
        (key, record[key]) for key in record if key not in values.FIELDS and not _told_by_date(key, record, found)
    ]
    unknown += [(f"{name}_as_written", record[name]) for name in wrong]
    if proposed:
        unknown.append(("proposed", list(proposed)))
    if not unknown:
        return (), []
    try:
        return tuple((_plain(key), _plain(value)) for key, value in unknown if value not in (None, "")), []
    except RecursionError:
        return (), ["Other keys of this record are nested too deep to be kept. Flatten them."]


def _told_by_date(key: str, record: Mapping[str, Any], found: Mapping[str, Any]) -> bool:
    year = (found.get("date") or "")[:4].lstrip("0")
    return key == "year" and year.isdecimal() and record[key] in (year, year.zfill(4), int(year))


def _plain(value: Any, depth: int = 0) -> Any:
    """A JSON value without the characters that no JSON text may hold. Raises RecursionError where it is too DEEP."""
    if depth > DEEP:
        raise RecursionError
    if isinstance(value, str):
        return value if value.isprintable() else value.encode("utf-8", "replace").decode().replace("\0", "")
    if isinstance(value, dict):
        return {_plain(str(key)): _plain(part, depth + 1) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part, depth + 1) for part in value]
    if isinstance(value, bool | int | None) and (value or 0).bit_length() < _LONGEST_NUMBER:
        return value
    return value if isinstance(value, float) and isfinite(value) else _written(value)


def _written(value: Any) -> str:
    """A value that JSON has no number or word for, as text."""
    return hex(value) if isinstance(value, int) else str(value)


def _made_id(paragraphs: tuple[str, ...], record: Mapping[str, Any]) -> str:
    """The same for the same content: what the document itself says, whatever was given, so that links to it last."""
    parts = [str(record.get(name) or "") for name in _IDENTIFYING]
    content = "\x1f".join([*parts, *paragraphs]).encode("utf-8", "replace")
    return hashlib.sha256(content).hexdigest()[:16]
