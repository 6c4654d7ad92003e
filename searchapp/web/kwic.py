"""Matches in context, as the results page shows them: its lines, which of all they are, and their orders."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from searchapp.concordance import ORDERS, Line, concordance
from searchapp.deadline import Deadline
from searchapp.engines import Generation
from searchapp.engines.leaves import spoken
from searchapp.web.addresses import Addresses
from searchapp.web.asked import VIEWS, Asked
from searchapp.web.interface import Interface
from searchapp.web.results import Link, Page, leafing


@dataclass(frozen=True, slots=True)
class Context:
    """One page of lines; `ordered` is how many of the `total` were put in the order asked for."""

    asked: Asked
    lines: tuple[Line, ...]
    total: int
    ordered: int

    @property
    def first(self) -> int:
        """The number of the first line here, from 1."""
        return self.asked.query.offset + 1

    @property
    def last(self) -> int:
        """The number of the last one."""
        return self.asked.query.offset + len(self.lines)

    @property
    def wordless(self) -> bool:
        """Whether the query has no words that a speaker could have said."""
        return not spoken(self.asked.query.tree)

    def leafed(self, shown: Page, to: Addresses, told: Interface) -> Page:
        """A page of results whose pages are those of the lines."""
        return replace(shown, **leafing(self.ordered, self.asked, to, told))


def page(generation: Generation, asked: Asked, deadline: Deadline) -> Context:
    """The lines of a question. Raises TooSlow, TooBroad."""
    found = concordance(generation, asked.query, asked.order, deadline)
    return Context(asked, found.lines, found.total, found.ordered)


def switches(asked: Asked, to: Addresses, told: Interface) -> Mapping[str, Sequence[Link]]:
    """What results can be shown as, and the orders that lines can have."""
    around = to.around(asked)
    return {
        "views": [Link(told.say(f"kwic.{view}"), around.shown_as(view), view == asked.view) for view in VIEWS],
        "context_orders": [
            Link(told.say(f"kwic.{order}"), around.shown_as("kwic", order), order == asked.order) for order in ORDERS
        ],
    }
