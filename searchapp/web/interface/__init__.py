"""The languages that pages and embeds speak: their words, plurals, numbers and dates (Unicode CLDR, through Babel)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from searchapp.dates import extent

if TYPE_CHECKING:
    from babel import Locale

LANGUAGES = ("en", "ru", "de", "fr", "es", "pt", "tr", "ar", "zh", "uk")
"""Those that there are words for; the first is spoken where nobody asks for another."""
_LOCALES = {"en": "en_GB"}
"""Where a language is written in several ways, the one that we write."""


@dataclass(frozen=True, slots=True)
class Interface:
    """One language: `code` is its two letters, `words` what is said in it, by name."""

    code: str
    words: Mapping[str, Any]

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`."""
        return str(self._locale.text_direction)

    def say(self, name: str, **values: str) -> str:
        """A sentence, with these values put into it. Raises KeyError where there is none of that name."""
        sentence: str = self.words[name]
        return sentence.format(**values)

    def count(self, name: str, number: int) -> str:
        """A number and what it counts, in the plural that it takes."""
        plurals: Mapping[str, str] = self.words[name]
        return plurals[self._locale.plural_form(number)].format(n=self.number(number))

    def number(self, number: int) -> str:
        """A whole number with its thousands set apart."""
        from babel.numbers import format_decimal

        return format_decimal(number, locale=self._locale)

    def day(self, written: str) -> str:
        """A date of the record in words, whole or partial; what is no date, as it is."""
        from babel.dates import format_date, format_skeleton

        try:
            days = extent(written)
        except ValueError:
            return written
        if days is None:
            leap = extent(f"2000-{written[2:]}")
            assert leap is not None
            return self.say("yearless", day=format_skeleton("MMMMd", leap[0], locale=self._locale))
        parts = written.count("-")
        if parts == 2:
            return format_date(days[0], "long", locale=self._locale)
        return format_skeleton("yMMMM" if parts else "y", days[0], locale=self._locale)

    def language(self, code: str) -> str:
        """The name of a language; its code where it has none here."""
        return str(self._locale.languages.get(code.lower().replace("_", "-").partition("-")[0], code))

    @property
    def _locale(self) -> Locale:
        return _locale(self.code)


@cache
def interface(code: str) -> Interface:
    """The interface in one of LANGUAGES."""
    words = (Path(__file__).parent / "words" / f"{code}.toml").read_text(encoding="utf-8")
    return Interface(code, tomllib.loads(words))


@cache
def _locale(code: str) -> Locale:
    from babel import Locale  # half a tenth of a second, which the command line need not wait for

    return Locale.parse(_LOCALES.get(code, code))
