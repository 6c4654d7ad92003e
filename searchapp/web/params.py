"""What may be asked, as one table; and the reading of it, which reports every fault at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches
from typing import Any, TypeVar

from searchapp.concordance import ORDERS, Order
from searchapp.counting import measures
from searchapp.dates import extent
from searchapp.errors import BadParameters, BadQuery, BadQuotation, TooBroad
from searchapp.query.model import SORTS, Filter, Node, Query, Sort
from searchapp.query.syntax import LONGEST, parse
from searchapp.quoting import Claim, Quotation, quotation
from searchapp.speech import FIELDS
from searchapp.web.asked import PER_PAGE, VIEWS, Asked, first_page
from searchapp.web.interface import LANGUAGES

WINDOW = 10_000
"""How many results can be paged through."""
MOST_PER_PAGE = 100
LINES = 50
"""How many lines a page of matches in context has."""
MOST_VALUES = 100
"""How many values one filter may have."""
MOST_SUGGESTIONS = 20
LONGEST_NAME = 200
MOST_QUERIES = 6
"""How many queries can be compared."""
BY = ("year", "speaker", "topic", "language", "source")
"""What can be counted by, as pages offer it."""

MOST_PASSAGES = 1_000_000
THEMES = ("auto", "light", "dark")
FORMS = ("bibtex", "ris", "csl")
"""What reference managers read."""
NAMED_BY = ("speeches", "words", "name")
"""How names can be ordered; the first goes without saying."""
MEASURES = ("speeches", "share")
"""What charts can measure; the first goes without saying."""

Args = Mapping[str, Sequence[str]]
_T = TypeVar("_T")
_APPENDED = re.compile(r"utm_.*|fbclid|gclid|mc_.*")


@dataclass(frozen=True, slots=True)
class Frame:
    """How a frame speaks (None: as the reader does) and looks."""

    lang: str | None
    theme: str

    def pairs(self) -> list[tuple[str, str]]:
        """The parameters that ask for the same again, without those that go without saying."""
        lang = [("lang", self.lang)] if self.lang else []
        return [*lang, *([("theme", self.theme)] if self.theme != THEMES[0] else [])]


@dataclass(frozen=True, slots=True)
class Listed:
    """Which names are asked for, in which of NAMED_BY, and which page of them."""

    find: str = ""
    order: str = NAMED_BY[0]
    page: int = 1


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: its name, what it asks for, its JSON Schema, and whether it may be given several times."""

    name: str
    help: str
    schema: Mapping[str, Any] = field(default_factory=lambda: {"type": "string"})
    repeats: bool = False


PLAIN = Frame(None, THEMES[0])
"""How a frame looks of which nothing is said."""
_PARTIAL = {"type": "string", "examples": ["1961", "1961-01", "1961-01-20"]}
_WORDS = Parameter(
    "q", "The query, in the query language. Empty means every speech.", {"type": "string", "maxLength": LONGEST}
)
_FILTERS = tuple(
    Parameter(name, f"Only speeches with this {name}, a whole value as the facets show it.", repeats=True)
    for name in FIELDS
)
LANG = Parameter("lang", "The language to speak; else the reader's.", {"type": "string", "enum": list(LANGUAGES)})
_QUESTION = (
    _WORDS,
    *_FILTERS,
    Parameter("from", "The first day, whole or partial: 1961 means 1 January 1961.", _PARTIAL),
    Parameter("to", "The last day, itself included, whole or partial: 1961 means 31 December 1961.", _PARTIAL),
    Parameter("sort", "The order of the results.", {"type": "string", "enum": list(SORTS), "default": SORTS[0]}),
    Parameter("page", "Which page of the results.", {"type": "integer", "minimum": 1, "default": 1}),
)
_VIEW = Parameter(
    "view",
    "A list of speeches, or each match in context.",
    {"type": "string", "enum": list(VIEWS), "default": VIEWS[0]},
)
_ORDER = Parameter(
    "order",
    "The order of matches in context: as the search has them, by the words left of them, or by those right of them.",
    {"type": "string", "enum": list(ORDERS), "default": ORDERS[0]},
)
PAGE = (*_QUESTION, _VIEW, _ORDER, LANG)
"""What the site's search can be asked."""
FEED = tuple(parameter for parameter in _QUESTION if parameter.name not in {"sort", "page"})
"""What a feed can be asked, which is newest first."""
EXPORT = tuple(parameter for parameter in _QUESTION if parameter.name != "page")
"""What an export can be asked, which is all of what was found."""
SEARCH = (
    *_QUESTION,
    Parameter(
        "per_page",
        f"Results on a page. Only the first {WINDOW:,} results can be paged through.",
        {"type": "integer", "minimum": 1, "maximum": MOST_PER_PAGE, "default": PER_PAGE},
    ),
)
"""What the API's search can be asked."""
THEME = Parameter(
    "theme",
    "How the embed looks; `auto` follows the reader.",
    {"type": "string", "enum": list(THEMES), "default": THEMES[0]},
)
FRAME = (*SEARCH, LANG, THEME)
"""What a frame of results can be asked."""
FORM = Parameter("format", "The form of the citation.", {"type": "string", "enum": list(FORMS)})
PASSAGE = Parameter("passage", "Only the passage of this number.", {"type": "integer", "minimum": 1})
QUOTE = (PASSAGE, LANG, THEME)
"""What a frame of a quotation can be asked."""
_THEN = Parameter("then", "The receipt that the search had then, as it was given.")
RECEIPT = (*FEED, _THEN, LANG)
"""What the receipt of a search can be asked."""
COMPARISON = (
    replace(_WORDS, help=f"A query, in the query language; up to {MOST_QUERIES}.", repeats=True),
    Parameter("by", "What to count by.", {"type": "string", "enum": list(BY), "default": BY[0]}),
    Parameter(
        "measure",
        "What to order by, and what pages draw: occurrences per million words, share of the speeches, occurrences, "
        "speeches. Else the first where each query is a word or phrase, or any of several, and the second for others.",
        {"type": "string", "enum": list(measures.MEASURES)},
    ),
    *FEED[1:],
)
"""What the API can be asked to compare."""
COMPARING = (*COMPARISON, LANG)
"""What the pages that compare can be asked."""
SAYING = (*FEED, *(parameter for parameter in _QUESTION if parameter.name == "page"), LANG)
"""What the page of who said something first can be asked."""
_MARKED = Parameter("q", "A query whose words are to be marked.", {"type": "string", "maxLength": LONGEST})
READING = (_MARKED, PASSAGE, LANG)
"""What a speech's page can be asked."""
SPEECH = (_MARKED, PASSAGE)
REPEATED = (PASSAGE, *(parameter for parameter in _QUESTION if parameter.name == "page"), LANG)
"""What the page of the speeches that say a passage can be asked."""
CITING = (FORM, PASSAGE)
"""What the API can be asked of a speech."""
LISTING = (
    Parameter("find", "Only names that have these words, or words that begin so."),
    Parameter("sort", "The order of the names.", {"type": "string", "enum": list(NAMED_BY)}),
    Parameter("page", "Which page of the names.", {"type": "integer", "minimum": 1, "default": 1}),
    LANG,
)
"""What the page of all speakers, and of all topics, can be asked."""
MEASURE = (Parameter("measure", "What a chart measures.", {"type": "string", "enum": list(MEASURES)}), LANG)
"""What the page of a speaker or topic can be asked."""
SUGGEST = (
    Parameter("q", "What has been typed so far: its last word, and all of it, may be the beginning of something."),
    *(parameter for parameter in PAGE[1:] if parameter.name != "page"),
    Parameter(
        "limit", "How many suggestions.", {"type": "integer", "minimum": 1, "maximum": MOST_SUGGESTIONS, "default": 10}
    ),
)
"""What suggestions can be asked for."""
CHECK = (
    Parameter(
        "quotation",
        f"The words to look for, {quotation.FEWEST} to {quotation.MOST}. Where words were left out stands … or [...]; "
        "words in square brackets are the quoter's own.",
        {"type": "string", "maxLength": quotation.LONGEST},
    ),
    Parameter(
        "speaker",
        "Who is said to have said it: words of the name.",
        {"type": "string", "maxLength": LONGEST_NAME},
    ),
    Parameter("date", "When it is said to have been said, whole or partial.", _PARTIAL),
)
"""What the API can be asked of a quotation."""
CHECKING = (*CHECK, LANG)
"""What the page can be asked of a quotation."""
_FIND = Parameter("find", "Only values that have this in them; case and diacritics don't matter.")
_SHOW = Parameter("show", "Anything, to go on to the results with what is chosen.")
VALUES = (*PAGE, _FIND, _SHOW)
"""What the page of a facet's values can be asked; `page` is of the values."""


@dataclass(frozen=True, slots=True)
class Choosing:
    """A search whose values are chosen from: what is looked for among them, which page, whether all is chosen."""

    asked: Asked
    find: str
    page: int
    done: bool


def read(args: Args, table: Sequence[Parameter] = SEARCH) -> Asked:
    """What is asked for. Raises BadParameters with every fault; its cause is the BadQuery where q can't be parsed."""
    reading = _Reading(args, table)
    asked = _asked(reading)
    reading.finish()
    return asked


def _asked(reading: _Reading, parsed: Callable[[str], Node | None] = parse) -> Asked:
    tree = reading.value("q", parsed, None)
    filters = tuple(Filter(name, values) for name in FIELDS if (values := reading.values(name)))
    first = reading.value("from", lambda text: _extent(text)[0], None)
    last = reading.value("to", lambda text: _extent(text)[1], None)
    sort = reading.value("sort", _sort, SORTS[0])
    page = reading.value("page", lambda text: _number(text, WINDOW), 1)
    per_page = reading.value("per_page", lambda text: _number(text, MOST_PER_PAGE), PER_PAGE)
    reading.check_dates(first, last)
    view = reading.value("view", lambda text: _one_of(text, VIEWS, "a way to show results"), VIEWS[0])
    order = reading.value("order", _order, ORDERS[0])
    length = LINES if view == "kwic" else per_page
    reading.check_window(page, length)
    query = Query(tree, filters, first, last, sort, (page - 1) * length, length)
    return Asked(reading.text("q"), query, page, per_page, reading.text("from"), reading.text("to"), view, order)


def frame(args: Args) -> tuple[Asked, Frame]:
    """What a frame of results is asked, and how it is to look. Raises BadParameters, as `read`."""
    reading = _Reading(args, FRAME)
    asked, looks = _asked(reading), _looks(reading)
    reading.finish()
    return asked, looks


def receipt(args: Args, understood: Callable[[str, Asked], _T]) -> tuple[Asked, _T | None]:
    """A question, and the receipt that it had then, as `understood` reads it. Raises BadParameters with every fault."""
    reading = _Reading(args, RECEIPT)
    asked = _asked(reading)
    then = None if reading.faults else reading.value("then", lambda text: understood(text, asked), None)
    reading.finish()
    return asked, then


def quote(args: Args) -> tuple[int, Frame]:
    """The number of the passage that a frame quotes, and how it is to look. Raises BadParameters with every fault."""
    reading = _Reading(args, QUOTE)
    number, looks = reading.value("passage", lambda text: _number(text, MOST_PASSAGES), 1), _looks(reading)
    reading.finish()
    return number, looks


def speech(args: Args, table: Sequence[Parameter] = SPEECH) -> tuple[Asked, int | None]:
    """The words to be marked in a speech, and the number of the passage asked for, if one. Raises BadParameters."""
    reading = _Reading(args, table)
    asked, number = _asked(reading), reading.value("passage", lambda text: _number(text, MOST_PASSAGES), None)
    reading.finish()
    return asked, number


def citing(args: Args) -> tuple[str, int | None]:
    """The form of a citation, and the number of the passage that is cited, if one. Raises BadParameters."""
    reading = _Reading(args, CITING)
    form = reading.value("format", lambda text: _one_of(text, FORMS, "a form of citations"), FORMS[0])
    number = reading.value("passage", lambda text: _number(text, MOST_PASSAGES), None)
    reading.finish()
    return form, number


def nothing(args: Args) -> None:
    """For a page that can't be asked anything but its language. Raises BadParameters."""
    _Reading(args, (LANG,)).finish()


def choosing(args: Args) -> Choosing:
    """The search to choose values for, its first page; and what is to be seen of them. Raises BadParameters."""
    reading = _Reading(args, VALUES)
    asked, find = _asked(reading), reading.value("find", _name, "")
    reading.finish()
    return Choosing(first_page(asked), find, asked.page, bool(reading.text("show")))


def unasked(args: Args) -> None:
    """For what can't be asked anything. Raises BadParameters."""
    _Reading(args, ()).finish()


def repeated(args: Args) -> tuple[int, int]:
    """The number of a passage, and which page of the speeches that say it too. Raises BadParameters."""
    reading = _Reading(args, REPEATED)
    passage = reading.value("passage", lambda text: _number(text, MOST_PASSAGES), 0)
    if not passage:
        reading.faults.setdefault("passage", "Say which passage, by its number: passage=1.")
    number = reading.value("page", lambda text: _number(text, WINDOW), 1)
    reading.finish()
    return passage, number


def numbered(args: Args) -> int:
    """The number of a page of a list that can't be asked anything else but its language. Raises BadParameters."""
    reading = _Reading(args, (*(parameter for parameter in _QUESTION if parameter.name == "page"), LANG))
    number = reading.value("page", lambda text: _number(text, WINDOW), 1)
    reading.finish()
    return number


def beginning(args: Args) -> tuple[Asked, int]:
    """What is typed, without its tree, as it is narrowed; and how many suggestions are wanted. Raises BadParameters."""
    reading = _Reading(args, SUGGEST)
    asked = _asked(reading, lambda _: None)
    limit = reading.value("limit", lambda text: _number(text, MOST_SUGGESTIONS), 10)
    reading.finish()
    return asked, limit


@dataclass(frozen=True, slots=True)
class Pasted:
    """A quotation as it was pasted, and what it says; None where nothing was pasted yet."""

    text: str
    speaker: str = ""
    date: str = ""
    quotation: Quotation | None = None
    claim: Claim = field(default_factory=Claim)

    def pairs(self) -> list[tuple[str, str]]:
        """The parameters that ask for the same again."""
        return [("quotation", self.text), ("speaker", self.speaker), ("date", self.date)]


def pasted(args: Args, table: Sequence[Parameter] = CHECK) -> Pasted:
    """What is to be checked. Raises BadParameters with every fault."""
    reading = _Reading(args, table)
    read = reading.value("quotation", quotation.read, None)
    speaker = reading.value("speaker", _name, "")
    days = reading.value("date", _extent, None)
    reading.finish()
    claim = Claim(speaker, *days) if days else Claim(speaker)
    return Pasted(reading.text("quotation"), speaker, reading.text("date"), read, claim)


def listing(args: Args) -> Listed:
    """Which names are asked for. Raises BadParameters with every fault."""
    reading = _Reading(args, LISTING)
    order = reading.value("sort", lambda text: _one_of(text, NAMED_BY, "an order of names"), NAMED_BY[0])
    page = reading.value("page", lambda text: _number(text, WINDOW), 1)
    reading.finish()
    return Listed(reading.text("find"), order, page)


def measure(args: Args) -> str:
    """What a chart is to measure. Raises BadParameters with every fault."""
    reading = _Reading(args, MEASURE)
    chosen = reading.value("measure", lambda text: _one_of(text, MEASURES, "a measure"), MEASURES[0])
    reading.finish()
    return chosen


class _Reading:
    """The values that were given, and the faults found in them so far."""

    def __init__(self, args: Args, table: Sequence[Parameter]) -> None:
        known = {parameter.name: parameter for parameter in table}
        self.given = {name: _said(name, args[name]) for name in args if name in known}
        strangers = [name for name in args if name not in known and not _APPENDED.fullmatch(name)]
        self.faults = {name: _stranger(name, list(known)) for name in strangers}
        self.cause: BadQuery | None = None
        for name, values in self.given.items():
            self.check_number(known[name], values)

    def text(self, name: str) -> str:
        return next(iter(self.given.get(name, ())), "")

    def values(self, name: str) -> tuple[str, ...]:
        values = tuple(dict.fromkeys(self.given.get(name, ())))
        if name == "year" and (wrong := [v for v in values if not re.fullmatch(r"\d{4}", v, re.ASCII)]):
            self.faults[name] = f"“{wrong[0]}” is not a year. Write four digits, such as 1961."
        return values

    def value(self, name: str, parse: Callable[[str], _T], default: _T) -> _T:
        if name in self.faults or not self.text(name):
            return default
        try:
            return parse(self.text(name))
        except BadQuery as error:
            self.cause = error
            self.faults[name] = str(error)
        except (TooBroad, BadQuotation, ValueError) as error:
            self.faults[name] = str(error)
        return default

    def check_number(self, parameter: Parameter, values: Sequence[str]) -> None:
        most = MOST_VALUES if parameter.repeats else 1
        if len(values) > most:
            times = f"at most {most} times" if parameter.repeats else "once"
            self.faults[parameter.name] = f"“{parameter.name}” was given {len(values)} times; give it {times}."

    def check_dates(self, first: date | None, last: date | None) -> None:
        if first and last and first > last:
            since, until = self.text("from"), self.text("to")
            self.faults["from"] = f"The first date, {since}, is later than the last, {until}. Swap them."

    def check_window(self, page: int, per_page: int) -> None:
        if page * per_page > WINDOW and not self.faults.keys() & {"page", "per_page"}:
            self.faults["page"] = (
                f"Only the first {WINDOW:,} results can be paged through: up to page {WINDOW // per_page:,} here. "
                "Narrow the search by speaker, topic or date to see the others."
            )

    def finish(self) -> None:
        self.value("lang", _tongue, None)
        if self.faults:
            raise BadParameters(self.faults) from self.cause


def _looks(reading: _Reading) -> Frame:
    lang = reading.value("lang", _tongue, None)
    return Frame(lang, reading.value("theme", lambda text: _one_of(text, THEMES, "a theme"), THEMES[0]))


def _tongue(text: str) -> str:
    return _one_of(text, LANGUAGES, "a language of these pages")


def _one_of(text: str, known: Sequence[str], what: str) -> str:
    if text not in known:
        raise ValueError(f"“{text}” is not {what}. There is {', '.join(known[:-1])} and {known[-1]}.")
    return text


def _said(name: str, values: Sequence[str]) -> list[str]:
    """The values that aren't empty; q as it was typed, so that the place of a fault in it is right."""
    return [value if name == "q" else value.strip() for value in values if value.strip()]


def _stranger(name: str, known: list[str]) -> str:
    near = get_close_matches(name.lower(), known, n=1)
    hint = f"Did you mean “{near[0]}”?" if near else f"There is {', '.join(known) or 'none at all'}."
    return f"“{name}” is not a parameter here. {hint}"


def _extent(text: str) -> tuple[date, date]:
    try:
        days = extent(text)
    except ValueError:
        days = None
    if days is None:
        raise ValueError(
            f"“{text}” is not a date to search by. Write a year, a month or a day: 1961, 1961-01 or 1961-01-20."
        )
    return days


def _name(text: str) -> str:
    if len(text) > LONGEST_NAME:
        raise ValueError(f"A name may have up to {LONGEST_NAME} characters; this one has {len(text):,}.")
    return text


def _sort(text: str) -> Sort:
    found = next((sort for sort in SORTS if sort == text), None)
    if found is None:
        raise ValueError(f"“{text}” is not an order. Results can be sorted by {', '.join(SORTS[:-1])} or {SORTS[-1]}.")
    return found


def _order(text: str) -> Order:
    found = next((order for order in ORDERS if order == text), None)
    if found is None:
        raise ValueError(f"“{text}” is not an order of lines. There is {', '.join(ORDERS[:-1])} and {ORDERS[-1]}.")
    return found


def _number(text: str, most: int) -> int:
    if not re.fullmatch(r"\d{1,9}", text, re.ASCII) or not 1 <= int(text) <= most:
        raise ValueError(f"“{text}” is not a whole number from 1 to {most:,}.")
    return int(text)
