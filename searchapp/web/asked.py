"""A question as it was asked: the words as written, what they mean, and how links ask for a little more or less."""

from __future__ import annotations

from dataclasses import dataclass, replace

from searchapp.concordance import ORDERS, Order
from searchapp.query.model import Query
from searchapp.speech import FIELDS

PER_PAGE = 10
"""How many results a page has, unless the caller says otherwise."""
VIEWS = ("list", "kwic")
"""What results are shown as: speech by speech, or each time that something was said, in context."""
_UNSAID = {"sort": "relevance", "page": "1", "per_page": str(PER_PAGE), "view": VIEWS[0], "order": ORDERS[0]}
"""What these parameters mean when they aren't given."""
_SHOWN = {"view", "order"}
"""Parameters that say how pages show what was found, and mean nothing elsewhere."""


@dataclass(frozen=True, slots=True)
class Asked:
    """`written` is q, `since` and `until` the dates, all as they were typed; `query` is what they mean."""

    written: str
    query: Query
    page: int = 1
    per_page: int = PER_PAGE
    since: str = ""
    until: str = ""
    view: str = VIEWS[0]
    order: Order = ORDERS[0]


def parameters(asked: Asked) -> dict[str, tuple[str, ...]]:
    """The values of every parameter, given or not, in the order that addresses have."""
    query = asked.query
    return {
        "q": (asked.written,),
        **{field: query.selected(field) for field in FIELDS},
        "from": (asked.since,),
        "to": (asked.until,),
        "sort": (query.sort,),
        "page": (str(asked.page),),
        "per_page": (str(asked.per_page),),
        "view": (asked.view,),
        "order": (asked.order,),
    }


def given(name: str, values: tuple[str, ...]) -> list[tuple[str, str]]:
    """A parameter with each of its values, those left out that go without saying."""
    unsaid = _UNSAID.get(name, "")
    return [(name, value) for value in values if value != unsaid]


def pairs(asked: Asked) -> list[tuple[str, str]]:
    """The parameters that ask the same again, in one order, those left out that say nothing."""
    return [pair for pair in shown(asked) if pair[0] not in _SHOWN]


def shown(asked: Asked) -> list[tuple[str, str]]:
    """The parameters that ask a page for the same again."""
    return [pair for name, values in parameters(asked).items() for pair in given(name, values)]


def deciding(asked: Asked) -> list[tuple[str, str]]:
    """The parameters that decide what is found, as `pairs`; not how it is shown."""
    return [pair for pair in pairs(asked) if pair[0] in {"q", *FIELDS, "from", "to"}]


def called(asked: Asked, archive: str) -> str:
    """What a question's results are called elsewhere: by its words, and by the archive."""
    return f"{asked.written} – {archive}" if asked.written else archive


def written_as(asked: Asked, written: str) -> Asked:
    """Other words, narrowed as before. Its `query` still has the old tree: good for addresses only."""
    return replace(first_page(asked), written=written)


def widened(asked: Asked, field: str) -> Asked:
    """No longer narrowed by this field."""
    kept = tuple(filter for filter in asked.query.filters if filter.field != field)
    beginning = first_page(asked)
    return replace(beginning, query=replace(beginning.query, filters=kept))


def dateless(asked: Asked) -> Asked:
    """No longer narrowed by date."""
    beginning = first_page(asked)
    return replace(beginning, since="", until="", query=replace(beginning.query, first=None, last=None))


def first_page(asked: Asked) -> Asked:
    """The first page of the same."""
    return replace(asked, page=1, query=replace(asked.query, offset=0))
