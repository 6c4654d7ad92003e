"""What the results page shows around its hits: filters, years, pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from markupsafe import Markup

from searchapp.query.model import SORTS, And, Dated, Fuzzy, Not, Or, Phrase, Prefix, Query, Tongue, Word
from searchapp.searching import Answer
from searchapp.speech import FIELDS
from searchapp.web.addresses import Addresses, Around
from searchapp.web.asked import Asked
from searchapp.web.charts import Chart, by_year
from searchapp.web.interface import Interface
from searchapp.web.params import WINDOW
from searchapp.web.present import pages

AT_ONCE = 8
"""Values of a facet that are shown before the rest folds away."""
_EMPHASIS = Markup("<em><bdi>{}</bdi></em>")


@dataclass(frozen=True, slots=True)
class Link:
    """A word that leads somewhere; `current` where we are, `count` how many speeches are there, where that is known."""

    label: str
    address: str
    current: bool = False
    count: int | None = None
    share: float = 0
    """Percent of the largest count beside it."""


@dataclass(frozen=True, slots=True)
class Facet:
    """A heading with its values; `rest` are those that fold away, `every` leads to all where there are yet others."""

    heading: str
    shown: tuple[Link, ...]
    rest: tuple[Link, ...]
    every: Link | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """What was found, `312 speeches mention housing loan`, plain for the title and marked for the page; its years."""

    plain: str
    marked: str
    years: str


@dataclass(frozen=True, slots=True)
class Page:
    """Everything around the hits."""

    sentence: Sentence
    facets: tuple[Facet, ...]
    chips: tuple[Link, ...]
    chart: Chart | None
    sorts: tuple[Link, ...]
    pages: int
    numbers: tuple[Link | None, ...]
    before: str | None
    after: str | None


def page(answer: Answer, asked: Asked, to: Addresses, told: Interface) -> Page:
    """The page of an answer."""
    around = to.around(asked)
    return Page(
        sentence(answer, asked, told),
        tuple(_facets(answer, around, partial(_every, answer, asked, to, told), told)),
        tuple(_chips(asked, around, told)),
        years(answer, asked, around),
        tuple(_sorts(asked, around, told)),
        **leafing(answer.total, asked, to, told),
    )


def leafing(total: int, asked: Asked, to: Addresses, told: Interface) -> dict[str, Any]:
    """What a Page says of its pages, when so many things fill them, as many on each as were asked for."""
    around, length = to.around(asked), asked.query.limit
    count = min(pages(total, length), WINDOW // length)
    return {
        "pages": count,
        "numbers": tuple(numbers(asked.page, count, around.on_page, told)),
        "before": around.on_page(asked.page - 1) if 1 < asked.page <= count + 1 else None,
        "after": around.on_page(asked.page + 1) if asked.page < count else None,
    }


def sentence(answer: Answer, asked: Asked, told: Interface) -> Sentence:
    """The count as a sentence; `mention` where words were looked for and nothing else."""
    return replace(counted(answer.total, asked, told), years=_span(answer, asked, told))


def counted(total: int, asked: Asked, told: Interface) -> Sentence:
    """So many as a sentence, without their years."""
    said = partial(_counted, total, asked, told)
    return Sentence(said(asked.written), said(_EMPHASIS.format(asked.written)), "")


def years(answer: Answer, asked: Asked, around: Around) -> Chart | None:
    """The years of an answer; a bar of one year chooses it, a bar of several narrows the dates to them."""

    def address(first: int, last: int) -> str:
        if first == last:
            return around.toggled("year", f"{first:04}")
        return around.between(f"{first:04}", f"{last:04}")

    counts = {int(value.value): value.count for value in answer.facets.get("year", ())}
    return by_year(counts, {int(year) for year in asked.query.selected("year")}, address)


def shown_as(field: str, value: str, told: Interface) -> str:
    """How a facet's value reads."""
    return told.language(value) if field == "language" else value.lstrip("0") or "0" if field == "year" else value


def _counted(total: int, asked: Asked, told: Interface, words: str) -> str:
    if not asked.written:
        return told.count("speeches", total) if total else told.say("results.nothing")
    verb = "mentions" if _only_words(asked.query) else "matches"
    if not total:
        return told.say(f"results.none_{verb}", words=words)
    return told.count(f"results.{verb}", total, words=words)


def _facets(answer: Answer, around: Around, every: Callable[[str], Link | None], told: Interface) -> Iterator[Facet]:
    for field in FIELDS:
        values = answer.facets.get(field, ())
        largest = max((value.count for value in values), default=0)
        links = [
            Link(
                shown_as(field, value.value, told),
                around.toggled(field, value.value),
                value.selected,
                value.count,
                round(100 * value.count / largest, 1) if largest else 0,
            )
            for value in values
        ]
        if len(links) > 1 or any(link.current for link in links):
            yield replace(_folded(told.say(f"fields.{field}"), links), every=every(field))


def _every(answer: Answer, asked: Asked, to: Addresses, told: Interface, field: str) -> Link | None:
    size = answer.sizes.get(field, 0)
    if size <= sum(value.count > 0 for value in answer.facets.get(field, ())):
        return None
    return Link(told.count(f"values.all.{field}", size), to.values(asked, field))


def _folded(heading: str, links: list[Link]) -> Facet:
    """The first values and the chosen ones in sight; a rest of one or two isn't worth folding."""
    if len(links) <= AT_ONCE + 2:
        return Facet(heading, tuple(links), ())
    rest = links[AT_ONCE:]
    shown = (*links[:AT_ONCE], *(link for link in rest if link.current))
    return Facet(heading, shown, tuple(link for link in rest if not link.current))


def _chips(asked: Asked, around: Around, told: Interface) -> Iterator[Link]:
    for field in FIELDS:
        for value in asked.query.selected(field):
            yield Link(shown_as(field, value, told), around.toggled(field, value))
    if asked.since or asked.until:
        yield Link(dates(asked, told), around.between("", ""))


def dates(asked: Asked, told: Interface) -> str:
    """The dates that a question is narrowed to, in words."""
    since, until = (told.day(text) if text else "" for text in (asked.since, asked.until))
    if since == until:
        return since
    if since and until:
        return told.say("dates.between", first=since, last=until)
    return told.say("dates.since", day=since) if since else told.say("dates.until", day=until)


def _sorts(asked: Asked, around: Around, told: Interface) -> Iterator[Link]:
    chosen = asked.query.sort
    if asked.query.tree is None:
        chosen = "newest" if chosen == "relevance" else chosen
    for sort in SORTS:
        if sort != "relevance" or asked.query.tree is not None:
            yield Link(told.say(f"results.{sort}"), around.ordered(sort), sort == chosen)


def numbers(page: int, count: int, on_page: Callable[[int], str], told: Interface) -> Iterator[Link | None]:
    """The first of so many pages, the last and those around this one; None where some are left out."""
    near = {1, count, *range(page - 1, page + 2)}
    shown = [n for n in sorted(near) if 1 <= n <= count]
    for before, n in zip([0, *shown], shown, strict=False):
        if n - before == 2:
            yield Link(told.number(n - 1), on_page(n - 1))
        elif n - before > 2:
            yield None
        yield Link(told.number(n), on_page(n), n == page)


def _span(answer: Answer, asked: Asked, told: Interface) -> str:
    chosen = asked.query.selected("year")
    found = [v for v in answer.facets.get("year", ()) if v.count and (not chosen or v.value in chosen)]
    return told.years(int(found[-1].value), int(found[0].value)) if found and answer.total else ""


def _only_words(query: Query) -> bool:
    def plain(node: object) -> bool:
        match node:
            case And(parts) | Or(parts):
                return all(plain(part) for part in parts)
            case Not() | Dated() | Tongue():
                return False
            case Word() | Prefix() | Fuzzy() | Phrase():
                return node.field is None
        return False

    return plain(query.tree)
