"""How pages say numbers, dates and languages."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from searchapp.dates import extent

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "iw", "ps", "sd", "ug", "ur", "yi"})
_LANGUAGES = {
    "ar": "Arabic", "be": "Belarusian", "bg": "Bulgarian", "ca": "Catalan", "cs": "Czech", "cy": "Welsh",
    "da": "Danish", "de": "German", "el": "Greek", "en": "English", "es": "Spanish", "et": "Estonian",
    "eu": "Basque", "fa": "Persian", "fi": "Finnish", "fr": "French", "ga": "Irish", "gl": "Galician",
    "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian", "is": "Icelandic", "it": "Italian",
    "ja": "Japanese", "ka": "Georgian", "kk": "Kazakh", "ko": "Korean", "lt": "Lithuanian", "lv": "Latvian",
    "nb": "Norwegian", "nl": "Dutch", "no": "Norwegian", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian",
    "ru": "Russian", "sk": "Slovak", "sl": "Slovenian", "sr": "Serbian", "sv": "Swedish", "tr": "Turkish",
    "uk": "Ukrainian", "ur": "Urdu", "zh": "Chinese",
}  # fmt: skip


def number(count: int) -> str:
    """A number with its thousands set apart."""
    return f"{count:,}"


def counted(count: int, one: str, many: str) -> str:
    """A number and the thing it counts."""
    return f"{number(count)} {one if count == 1 else many}"


def day(written: str) -> str:
    """A date of the record in words: `21 November 2025`, `November 2025`, `21 November, year unknown`."""
    try:
        days = extent(written)
    except ValueError:
        return written
    if days is None:
        return f"{int(written[5:])} {_MONTHS[int(written[2:4]) - 1]}, year unknown"
    first, parts = days[0], written.count("-")
    return " ".join([str(first.day), _MONTHS[first.month - 1], str(first.year)][2 - parts :])


def moment(written: str) -> str:
    """The day of a moment that is written as ISO 8601 has it."""
    return day(datetime.fromisoformat(written).date().isoformat())


def years(first: int, last: int) -> str:
    """A span of years."""
    return str(first) if first == last else f"{first}–{last}"


def language(code: str) -> str:
    """A language's name; its code where we don't know the name."""
    name = _LANGUAGES.get(_main(code))
    return name if name and _main(code) == code.lower() else f"{name} ({code})" if name else code


def direction(code: str | None) -> str:
    """Which way a language is written; `auto` lets the first letter decide."""
    return "auto" if not code else "rtl" if _main(code) in _RIGHT_TO_LEFT else "ltr"


def listed(words: Iterable[str]) -> str:
    """Several things in one sentence: `a, b and c`."""
    *most, last = list(words)
    return f"{', '.join(most)} and {last}" if most else last


def _main(code: str) -> str:
    return code.lower().replace("_", "-").partition("-")[0]
