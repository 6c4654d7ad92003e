"""Dates as the record writes them: ISO 8601, whole or partial (`1961`, `1961-01`, `1961-01-20`, `--11-21`)."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_YEARLESS = re.compile(r"--(\d{2})-(\d{2})")


def extent(text: str) -> tuple[date, date] | None:
    """First and last day that a date may mean; None where the year isn't known. Raises ValueError for no date."""
    if _YEARLESS.fullmatch(text):
        date.fromisoformat("2000" + text[1:])
        return None
    match = _PARTIAL.fullmatch(text)
    if not match or not text.isascii():
        raise ValueError(f"“{text}” is not a date; write 1961, 1961-01, 1961-01-20 or --01-20.")
    year, month, day = match.groups()
    first = date(int(year), int(month or 1), int(day or 1))
    end = int(month or 12)
    return first, date(first.year, end, int(day or monthrange(first.year, end)[1]))


def year_of(text: str | None) -> int | None:
    """The year of a date, where it is known."""
    return int(text[:4]) if text and text[0] != "-" else None
