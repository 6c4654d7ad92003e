"""The report as one page that needs nothing else: no script, no other file, charts drawn in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from posixpath import commonpath, isabs

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from searchapp.checking.charts import HEIGHT, ROW, Rows, rows, years
from searchapp.checking.copies import SHORTEST
from searchapp.checking.findings import Copies, Findings, Gap
from searchapp.checking.sketches import SHINGLE
from searchapp.errors import harmless

LISTED = 50
"""Rows that the page has for what stands there more than once; `--json` has them all."""
PLACES = 4
"""Places that the page names of one speech."""
STRETCHES = 100
"""Gaps that the page lists."""
_FIELDS = {
    "speaker": ("Speakers", "speaker", "speakers"),
    "topic": ("Topics", "topic", "topics"),
    "language": ("Languages", "language", "languages"),
    "source": ("Sources", "source", "sources"),
}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def page(findings: Findings, documents: Sequence[str], day: date) -> str:
    """HTML for what a check of these documents found on this day."""
    counts = findings.counts
    return _template().render(
        found=findings,
        documents=documents,
        day=f"{day.day} {day:%B %Y}",
        read=sum(row.documents for row in findings.formats),
        calendar=years({int(year): count for year, count in counts["year"].items() if year}, *_calendar(findings)),
        fields=_fields(counts),
        named=_FIELDS,
        months=_MONTHS,
        height=HEIGHT,
        row=ROW,
        listed=_listed(findings.copies),
        places=PLACES,
        stretches=STRETCHES,
        short=_short(documents),
        shortest=SHORTEST,
        shingle=SHINGLE,
    )


def _calendar(findings: Findings) -> tuple[Mapping[str, int], tuple[Gap, ...]]:
    return findings.months, findings.gaps


def _listed(copies: Copies) -> dict[str, int]:
    """How many rows each sort of copies gets: as many as the others, and what those with fewer leave."""
    numbers = {"sittings": len(copies.sittings), "exact": len(copies.exact), "near": len(copies.near)}
    rows, left = {}, LISTED
    for waiting, (name, number) in zip((3, 2, 1), sorted(numbers.items(), key=lambda pair: pair[1]), strict=True):
        rows[name] = min(number, left // waiting)
        left -= rows[name]
    return rows


def _fields(counts: Mapping[str, Mapping[str, int]]) -> dict[str, Rows]:
    return {name: rows(counts[name]) for name in _FIELDS}


@cache
def _template() -> Template:
    loader = PackageLoader("searchapp.checking", "templates")
    made = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made.filters |= {"number": _number, "amount": _amount, "percent": _percent, "stretch": stretch, "shown": harmless}
    return made.get_template("check.html")


def _short(documents: Sequence[str]) -> Callable[[str], str]:
    """Names without the folder that all sources stand in: the page says once where that is."""
    folder = commonpath(documents) if len({isabs(name) for name in documents}) == 1 else ""
    return lambda name: harmless(name.removeprefix(f"{folder}/") if folder else name)


def stretch(gap: Gap) -> str:
    """A gap in words: `1961`, `1961 to 1963`, `March 1961`, `March to May 1961`."""
    if gap.first == gap.last:
        return _when(gap.first)
    if len(gap.first) > 4 and gap.first[:4] == gap.last[:4]:
        return f"{_when(gap.first)[:-5]} to {_when(gap.last)}"
    return f"{_when(gap.first)} to {_when(gap.last)}"


def _when(day: str) -> str:
    return day if len(day) == 4 else f"{date(2000, int(day[5:]), 1):%B} {day[:4]}"


def _number(number: int) -> str:
    return f"{number:,}"


def _amount(number: int, one: str, many: str | None = None) -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _percent(share: float) -> str:
    return "all" if share == 1 else f"{min(share, 0.999):.0%}" if share < 0.99 else "99%"
