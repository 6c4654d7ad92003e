"""The languages that pages and embeds speak: their words, plurals, numbers and dates (Unicode CLDR, through Babel)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache, reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from markupsafe import Markup

from searchapp.dates import extent

if TYPE_CHECKING:
    from babel import Locale

LANGUAGES = ("en", "ru", "de", "fr", "es", "pt", "tr", "ar", "zh", "uk")
"""Those that there are words for; the first is spoken where nobody asks for another."""
_LOCALES = {"en": "en_GB"}
"""Where a language is written in several ways, the one that we write."""
REMEMBERED = 20_000
"""Numbers, and dates, whose words are remembered: the same ones stand on page after page."""
_RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "iw", "ps", "sd", "ug", "ur", "yi"})


@dataclass(frozen=True, slots=True)
class Interface:
    """One language: `code` is its two letters, `words` what is said in it, by name; names in tables have dots."""

    code: str
    words: Mapping[str, Any]

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`."""
        return str(self._locale.text_direction)

    def say(self, name: str, **values: str) -> str:
        """A sentence, with these values put into it; Markup if a value is. Raises KeyError where there is none."""
        return _filled(self._worded(name), values)

    def count(self, name: str, number: int, **values: str) -> str:
        """A number `{n}` and what it counts, in the plural that it takes, with these values put into it."""
        plurals: Mapping[str, str] = self._worded(name)
        return _filled(plurals[_plural(self.code, number)], {"n": self.number(number), **values})

    def number(self, number: float) -> str:
        """A number with its thousands set apart, and as many decimals as it has, three at most."""
        return _number(self.code, number)

    def signed(self, number: int) -> str:
        """A number with its sign, 0 as having been added."""
        return f"−{self.number(-number)}" if number < 0 else f"+{self.number(number)}"

    def percent(self, share: float) -> str:
        """A share of 1 as percent, with two decimals at most."""
        from babel.numbers import format_percent

        pattern = self._locale.percent_formats[None].pattern.replace("##0", "##0.##")
        return format_percent(share, pattern, locale=self._locale)

    def day(self, written: str) -> str:
        """A date of the record in words, whole or partial; what is no date, as it is."""
        return _day(self.code, written)

    def moment(self, written: str) -> str:
        """The day of a moment that is written as ISO 8601 has it."""
        return self.day(datetime.fromisoformat(written).date().isoformat())

    def month(self, number: int, width: Literal["wide", "abbreviated"]) -> str:
        """The name of a month from 1 to 12, as it stands alone."""
        from babel.dates import get_month_names

        return str(get_month_names(width, "stand-alone", self._locale)[number])

    def years(self, first: int, last: int) -> str:
        """A span of years."""
        return str(first) if first == last else f"{first}–{last}"

    def language(self, code: str) -> str:
        """The name of a language, with its country where the code has one; its code where it has no name here."""
        main, _, rest = code.replace("_", "-").partition("-")
        name = self._locale.languages.get(main.lower())
        if not name or not rest:
            return str(name or code)
        return f"{name} ({self._locale.territories.get(rest.upper()) or code})"

    def listed(self, words: Iterable[str]) -> str:
        """Several things in one sentence: `a, b and c`."""
        from babel.lists import format_list

        return format_list(list(words), locale=self._locale)

    def _worded(self, name: str) -> Any:
        return reduce(lambda table, part: table[part], name.split("."), self.words)

    @property
    def _locale(self) -> Locale:
        return _locale(self.code)


def direction(code: str | None) -> str:
    """Which way a language is written; `auto` lets the first letter decide."""
    main = (code or "").lower().replace("_", "-").partition("-")[0]
    return "rtl" if main in _RIGHT_TO_LEFT else "ltr" if main else "auto"


@cache
def interface(code: str) -> Interface:
    """The interface in one of LANGUAGES."""
    words = (Path(__file__).parent / "words" / f"{code}.toml").read_text(encoding="utf-8")
    return Interface(code, tomllib.loads(words))


def _filled(sentence: str, values: Mapping[str, str]) -> str:
    if any(isinstance(value, Markup) for value in values.values()):
        return Markup(sentence).format(**values)  # noqa: S704  (the sentence is ours, each value is escaped)
    return sentence.format(**values)


@lru_cache(maxsize=REMEMBERED)
def _number(code: str, number: float) -> str:
    from babel.numbers import format_decimal

    return format_decimal(number, locale=_locale(code))


@lru_cache(maxsize=REMEMBERED)
def _day(code: str, written: str) -> str:
    from babel.dates import format_date, format_skeleton

    try:
        days = extent(written)
    except ValueError:
        return written
    if days is None:
        leap = extent(f"2000-{written[2:]}")
        assert leap is not None
        return interface(code).say("yearless", day=format_skeleton("MMMMd", leap[0], locale=_locale(code)))
    parts = written.count("-")
    if parts == 2:
        return format_date(days[0], "long", locale=_locale(code))
    return format_skeleton("yMMMM" if parts else "y", days[0], locale=_locale(code))


@lru_cache(maxsize=REMEMBERED)
def _plural(code: str, number: int) -> str:
    """Which plural a number takes."""
    return str(_locale(code).plural_form(number))


@cache
def _locale(code: str) -> Locale:
    from babel import Locale  # half a tenth of a second, which the command line need not wait for

    return Locale.parse(_LOCALES.get(code, code))
