"""Dates as documents write them, into ISO 8601; what is ambiguous or incomplete is refused, never guessed."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any, NoReturn

from searchapp.dates import extent

_YEAR_FIRST = re.compile(
    r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]\d{1,2}:\d{2}\S*(?: ?[+-]\d{2}:?\d{2})?)?", re.ASCII
)
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})", re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_NUMBER = re.compile(r"\d+")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_ROMAN = ("i", "v", "x")
_JOINED = ("月", "월")
"""Stand for a month among other letters."""
_LEAP = 2000
LONGEST = 60


def iso(text: str) -> str:
    """A date as the record writes it, whole or partial. Raises ValueError with a sentence that says what to write."""
    text = text.strip()
    date, complaint = _read(text) if len(text) <= LONGEST else _read.__wrapped__(text)
    if date is None:
        raise ValueError(complaint)
    return date


@lru_cache(maxsize=50_000)
def _read(text: str) -> tuple[str | None, str]:
    """(the date, what is wrong with it); what is refused is remembered, too, since that takes longest."""
    try:
        extent(text)
    except ValueError:
        try:
            text = _numeric(text) or _spelled(text) or _yearless(text) or _refused(text, "is not a date")
        except ValueError as error:
            return None, str(error)
    return text, ""


def completed(text: str, year: int) -> str:
    """A date whose year wasn't known (`--11-21`), with its year. Raises ValueError for 29 February of a common year."""
    return date.fromisoformat(f"{year:04}{text[1:]}").isoformat()


def _numeric(text: str) -> str | None:
    if found := _YEAR_FIRST.fullmatch(text) or _COMPACT.fullmatch(text):
        return _day(text, *(int(part) for part in found.groups()))
    if found := _YEAR_LAST.fullmatch(text):
        first, mark, second, year = int(found[1]), found[2], int(found[3]), int(found[4])
        # With dots the day always comes first: no country writes it otherwise.
        if mark != "." and first <= 12 and second <= 12 and first != second:
            _refused(text, "may be either of two days")
        day, month = (second, first) if mark != "." and second > 12 else (first, second)
        return _day(text, year, month, day)
    return None


def _day(text: str, year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        _refused(text, "is not a day of the calendar")


def _spelled(text: str) -> str | None:
    """“5 февраля 2025 года”, “Jan 7, 1954”, “März 2017”: the month in letters and the year in four digits."""
    year = _YEAR.search(text)
    found = _parsed(text, "year", "month") if year else None
    if not year or not found or found[0].year != int(year.group()):
        return None
    whole = found[0].date().isoformat()
    return whole[:7] if found[1] == "month" else whole


def _yearless(text: str) -> str | None:
    """“November 21st”: the day and month are known, the year isn't."""
    found = None if _YEAR.search(text) else _parsed(text, "day", "month")
    return "-" + found[0].date().isoformat()[4:] if found and found[0].year == _LEAP else None


def _parsed(text: str, *parts: str) -> tuple[datetime, str] | None:
    """Only short texts that may hold a date are tried: the library takes 20 milliseconds to give up."""
    if len(text) > LONGEST or not _perhaps(text):
        return None
    found = _parser(parts).get_date_data(text)
    return (found.date_obj, found.period) if found.date_obj else None


def _perhaps(text: str) -> bool:
    """Whether it has a number and the name of a month in any language, or a word beside three numbers."""
    numbers, words = len(_NUMBER.findall(text)), _words(text)
    if not numbers or not words:
        return False
    return numbers > 2 or any(word in _months() for word in words) or any(sign in text for sign in _JOINED)


def _words(text: str) -> list[str]:
    """Its words, without case and accents."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    letters = (letter if unicodedata.category(letter)[0] in "LM" else " " for letter in apart)
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).split()


@cache
def _months() -> frozenset[str]:
    """The name of each month in all languages that the library knows; of several words, the longest.

    Names that are a letter and a number (`o3`) are known by their number.
    """
    from dateparser.languages.loader import default_loader

    infos = [locale.info for locale in default_loader.get_locales()]
    names = {name for info in infos for month in _MONTHS for name in info.get(month, ())}
    longest = (max(words, key=len) for name in names if (words := _words(name)))
    return frozenset(word for word in longest if len(word) > 1 or word in _ROMAN or not word.isascii())


@cache
def _parser(parts: tuple[str, ...]) -> Any:
    from dateparser.date import DateDataParser

    # Relative dates (“yesterday”) depend on today: an index must come out the same at each rebuild.
    settings: Any = {"PARSERS": ["absolute-time"], "REQUIRE_PARTS": list(parts), "RELATIVE_BASE": datetime(_LEAP, 1, 1)}  # noqa: DTZ001
    return DateDataParser(settings=settings)


def _refused(text: str, why: str) -> NoReturn:
    raise ValueError(
        f"“{text[:LONGEST]}” {why}; write it as 1961-01-20 (or 1961, 1961-01, --01-20 where less is known)."
    )
