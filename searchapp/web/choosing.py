"""All values of one facet of a search, to be looked through and chosen from, however many there are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from flask import Blueprint, Response, abort, redirect

from searchapp import searching
from searchapp.engines import FacetValue
from searchapp.speech import FIELDS
from searchapp.text.analysis import forms
from searchapp.web import params, results
from searchapp.web.asked import shown
from searchapp.web.interface import Interface
from searchapp.web.present import pages
from searchapp.web.results import shown_as
from searchapp.web.site import arguments, everywhere, here, site, told
from searchapp.web.views import page

AT_ONCE = 150
"""Values that are shown on a page, the chosen ones not counted."""
REMEMBERED = 50_000
"""Values whose folded words are remembered."""

choosing = Blueprint("choosing", __name__)


@dataclass(frozen=True, slots=True)
class Values:
    """The values on one page: the chosen ones, which stand on every page, and so many of the others."""

    chosen: tuple[FacetValue, ...]
    others: tuple[FacetValue, ...]
    every: int
    """How many values find something."""
    fitting: int
    """How many of those that aren't chosen have what was looked for among them."""
    pages: int


@choosing.get("/values/<field>")
def values(field: str) -> Response:
    """The values of a facet, those that are ticked sent on to the results, or kept while others are looked for."""
    if field not in FIELDS:
        abort(404)
    chosen = params.choosing(arguments())
    if chosen.done:
        return redirect(here().search(chosen.asked), 303)  # type: ignore[return-value]
    deadline, generation = site().deadline(), site().engine.live()
    found = _values(generation.facet(chosen.asked.query, field, deadline), field, chosen, told())
    return page(
        "values.html",
        404 if chosen.page > found.pages else 200,
        asked=chosen.asked,
        field=field,
        values=found,
        find=chosen.find,
        number=chosen.page,
        kept=[pair for pair in shown(chosen.asked) if pair[0] != field],
        sentence=results.counted(searching.count(generation, chosen.asked.query, deadline), chosen.asked, told()),
        selected=[(field, value) for value in chosen.asked.query.selected(field)],
        named=lambda value: shown_as(field, value, told()),
        embeddable=everywhere().search(chosen.asked),
    )


def _values(every: Mapping[str, int], field: str, chosen: params.Choosing, told: Interface) -> Values:
    selected = set(chosen.asked.query.selected(field))
    others = [value for value in every if value not in selected]
    if sought := folded(chosen.find).split():
        others = [value for value in others if _has(sought, f"{value} {shown_as(field, value, told)}")]
    start = (chosen.page - 1) * AT_ONCE
    return Values(
        tuple(FacetValue(value, count, selected=True) for value, count in every.items() if value in selected),
        tuple(FacetValue(value, every[value]) for value in others[start : start + AT_ONCE]),
        sum(map(bool, every.values())),
        len(others),
        max(pages(len(others), AT_ONCE), 1),
    )


def _has(sought: Sequence[str], value: str) -> bool:
    own = _known(value)
    return all(word in own for word in sought)


def folded(text: str) -> str:
    """The words of a text as they are compared, case and diacritics aside; of one without words, its signs."""
    return " ".join(forms(text, None)) or text.casefold()


_known = lru_cache(REMEMBERED)(folded)
"""Of values of the archive only: what readers write would fill any memory."""
