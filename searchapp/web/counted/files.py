"""A comparison for programs: rows of a CSV file (RFC 4180), and the API's JSON. All measures, all denominators."""

from __future__ import annotations

import csv
import io
from typing import Any

from searchapp.counting.comparing import Comparison, Row
from searchapp.counting.measures import per_million, share
from searchapp.engines import Tally
from searchapp.query.canonical import write
from searchapp.speech import FIELDS
from searchapp.web.counted.asked import Comparing
from searchapp.web.exports import harmless

COLUMNS = ("query", "times", "speeches", "per_million_words", "share_of_speeches", "of_words", "of_speeches")
"""The columns behind the first, which is named by what is counted by."""


def table(comparison: Comparison, comparing: Comparing) -> str:
    """A row for each value and query below a row of names; no cell of words would be taken for a formula."""
    page = io.StringIO()
    writer = csv.writer(page, lineterminator="\r\n")
    writer.writerow((comparison.by, *COLUMNS))
    queries = [harmless(text) for text in comparing.written]
    for value in comparison.values(comparing.measure):
        for query, tally in zip(queries, comparison.row(value).tallies, strict=True):
            writer.writerow((harmless(value), query, *_figures(tally)))
    return page.getvalue()


def answer(comparison: Comparison, comparing: Comparing) -> dict[str, Any]:
    """The same as the API says it."""
    asked = comparing.narrowed
    return {
        "by": comparison.by,
        "measure": comparing.measure,
        "queries": [
            {"q": text, "canonical": write(query.tree)}
            for text, query in zip(comparing.written, comparing.queries, strict=True)
        ],
        "filters": {field: list(values) for field in FIELDS if (values := asked.query.selected(field))},
        "from": asked.query.first.isoformat() if asked.query.first else None,
        "to": asked.query.last.isoformat() if asked.query.last else None,
        "generation": comparison.generation,
        "total": _row(comparison.whole),
        "rows": [
            {"value": value or None, **_row(comparison.row(value))} for value in comparison.values(comparing.measure)
        ],
    }


def _row(row: Row) -> dict[str, Any]:
    return {
        "of_words": row.of.of_words,
        "of_speeches": row.of.of_speeches,
        "counts": [dict(zip(COLUMNS[1:5], _figures(tally), strict=False)) for tally in row.tallies],
    }


def _figures(tally: Tally) -> tuple[float | None, ...]:
    """What the columns hold, in their order; rates to six decimals."""
    rates = [None if rate is None else round(rate, 6) for rate in (per_million(tally), share(tally))]
    return (tally.times, tally.speeches, *rates, tally.of_words, tally.of_speeches)
