"""A question as it was asked: the words as written, what they mean, and how links ask for a little more or less."""

from __future__ import annotations

from dataclasses import dataclass, replace

from searchapp.query.model import Filter, Query, Sort
from searchapp.speech import FIELDS

PER_PAGE = 10
"""How many results a page has, unless the caller says otherwise."""


@dataclass(frozen=True, slots=True)
class Asked:
    """`written` is q, `since` and `until` the dates, all as they were typed; `query` is what they mean."""

    written: str
    query: Query
    page: int = 1
    per_page: int = PER_PAGE
    since: str = ""
    until: str = ""


def pairs(asked: Asked) -> list[tuple[str, str]]:
    """The parameters that ask the same again, in one order, those left out that say nothing."""
    query = asked.query
    said = [("q", asked.written)] if asked.written else []
    said += [(field, value) for field in FIELDS for value in query.selected(field)]
    said += [(name, value) for name, value in (("from", asked.since), ("to", asked.until)) if value]
    said += [("sort", query.sort)] if query.sort != "relevance" else []
    said += [("page", str(asked.page))] if asked.page > 1 else []
    return said + ([("per_page", str(asked.per_page))] if asked.per_page != PER_PAGE else [])


def on_page(asked: Asked, page: int) -> Asked:
    """Another page of the same results."""
    return replace(asked, page=page, query=replace(asked.query, offset=(page - 1) * asked.per_page))


def written_as(asked: Asked, written: str) -> Asked:
    """Other words, narrowed as before. Its `query` still has the old tree: good for addresses only."""
    return replace(on_page(asked, 1), written=written)


def toggled(asked: Asked, field: str, value: str) -> Asked:
    """Narrowed to this value too, or no longer if it was."""
    chosen = asked.query.selected(field)
    values = tuple(v for v in chosen if v != value) if value in chosen else (*chosen, value)
    return _narrowed(asked, field, values)


def widened(asked: Asked, field: str) -> Asked:
    """No longer narrowed by this field."""
    return _narrowed(asked, field, ())


def between(asked: Asked, since: str, until: str) -> Asked:
    """Narrowed to these dates, as they are written. Its `query` keeps the old days: good for addresses only."""
    return replace(on_page(asked, 1), since=since, until=until)


def dateless(asked: Asked) -> Asked:
    """No longer narrowed by date."""
    first_page = between(asked, "", "")
    return replace(first_page, query=replace(first_page.query, first=None, last=None))


def ordered(asked: Asked, sort: Sort) -> Asked:
    """The same results in another order."""
    first_page = on_page(asked, 1)
    return replace(first_page, query=replace(first_page.query, sort=sort))


def _narrowed(asked: Asked, field: str, values: tuple[str, ...]) -> Asked:
    kept = tuple(filter for filter in asked.query.filters if filter.field != field)
    filters = (*kept, Filter(field, values)) if values else kept
    first_page = on_page(asked, 1)
    return replace(first_page, query=replace(first_page.query, filters=filters))
