"""A comparison as its page shows it: a heading, lines or bars, a table, and what is to be known of the figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from searchapp.counting.comparing import ENOUGH, Comparison, Ranking, Row
from searchapp.counting.measures import MEASURES, figure, natural
from searchapp.engines import Tally
from searchapp.speech import shorten
from searchapp.web import params
from searchapp.web.addresses import Addresses
from searchapp.web.counted import lines
from searchapp.web.counted.asked import Comparing, said, searched
from searchapp.web.counted.lines import Lines, Point, Value
from searchapp.web.interface import Interface
from searchapp.web.results import Link, shown_as

BARS = 20
"""Values that are drawn as bars."""
ROWS = 50
"""Rows of the table on the page, years excepted; all of them are in the CSV."""
NAME = 14
"""Letters of a query that stand at the end of its line."""
_EMPHASIS = Markup("<em><bdi>{}</bdi></em>")


@dataclass(frozen=True, slots=True)
class Mark:
    """What one query comes to for one value, in words, and where that is to be read; `share` is percent of the most."""

    figure: str
    told: str
    address: str | None
    share: float = 0


@dataclass(frozen=True, slots=True)
class Drawn:
    """The chart, a mark for each point, the names at the ends of lines, short and `whole`, and the levels in words."""

    chart: Lines
    marks: tuple[tuple[tuple[Point, Mark], ...], ...]
    names: tuple[str, ...]
    whole: tuple[str, ...]
    levels: tuple[tuple[float, str], ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """A value with a bar for each query, and of how much its figures are."""

    name: str
    of: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything on the page of a comparison; `rows` are a name and figures, `more` are left out."""

    title: str
    heading: str
    drawn: Drawn | None
    bars: tuple[Bars, ...]
    notes: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    more: int


def shown(comparison: Comparison, comparing: Comparing, to: Addresses, told: Interface) -> Shown:
    """The page of a comparison."""
    telling = _Telling(comparison, comparing, to, told)
    ranking = None if comparison.by == "year" else comparison.ranking(comparing.measure, _most(comparing))
    drawn = None if ranking else telling.drawn()
    kept = comparison.values(comparing.measure, None if comparison.by == "year" else ROWS)
    return Shown(
        told.say("compare.of", queries=told.listed(comparing.written)),
        told.say("compare.of", queries=Markup(told.listed(_emphasised(comparing)))),  # noqa: S704  (each is escaped)
        drawn,
        tuple(telling.bars(ranking)) if ranking else (),
        tuple(telling.notes(ranking)),
        tuple(telling.row(comparison.row(value)) for value in kept),
        len(comparison.tallies[0]) - len(kept),
    )


def ways(comparing: Comparing, to: Addresses, told: Interface) -> tuple[tuple[Link, ...], tuple[Link, ...]]:
    """The same counted by something else, and by another measure."""

    def link(name: str, change: Comparing) -> Link:
        same = (change.by, change.measure) == (comparing.by, comparing.measure)
        return Link(told.say(name), to.page("/compare", *said(change)), same)

    return (
        tuple(link(f"compare.by.{by}", replace(comparing, by=by)) for by in params.BY),
        tuple(link(f"compare.measures.{name}", replace(comparing, chosen=name)) for name in MEASURES),
    )


def _most(comparing: Comparing) -> int:
    return min(BARS, lines.MOST_LINKS // len(comparing.queries))


class _Telling:
    """Puts the figures of one comparison into words."""

    def __init__(self, comparison: Comparison, comparing: Comparing, to: Addresses, told: Interface) -> None:
        self.comparison, self.comparing, self.to, self.told = comparison, comparing, to, told
        self.by, self.measure = comparison.by, comparing.measure
        self.rate = "speeches" if self.measure == "speeches" else "words"
        found = (searched(comparing, number) for number in range(len(comparing.written)))
        self.searches = [to.around(asked) if asked else None for asked in found]

    def drawn(self) -> Drawn | None:
        years = sorted(value for value in self.comparison.tallies[0] if value)
        rows = [row for row in map(self.comparison.row, years) if figure(row.of, self.measure) is not None]
        values = [[self.value(row, number) for row in rows] for number in range(len(self.comparing.written))]
        chart = lines.drawn(values, whole=self.measure in {"times", "count"})
        if chart is None:
            return None
        columns = list(zip(*(line.points for line in chart.lines), strict=True))
        told = [self.marks(row, [point.leads for point in points]) for row, points in zip(rows, columns, strict=True)]
        marks = tuple(
            tuple(zip(line.points, of_line, strict=True))
            for line, of_line in zip(chart.lines, zip(*told, strict=True), strict=True)
        )
        names = tuple(shorten(text, NAME) for text in self.comparing.written)
        say = self.told.percent if self.measure == "speeches" else self.told.number
        levels = tuple((y, say(level)) for y, level in chart.levels)
        return Drawn(chart, marks, names, self.comparing.written, levels)

    def value(self, row: Row, number: int) -> Value:
        return Value(int(row.value), figure(row.tallies[number], self.measure) or 0, row.of.of_words < ENOUGH[0])

    def bars(self, ranking: Ranking) -> Iterator[Bars]:
        figures = (figure(tally, self.measure) or 0 for row in ranking.rows for tally in row.tallies)
        most = max(figures, default=0) or 1
        for row in ranking.rows:
            marks = self.marks(row, [True] * len(row.tallies))
            shares = [round(100 * (figure(tally, self.measure) or 0) / most, 2) for tally in row.tallies]
            scaled = (replace(mark, share=share) for mark, share in zip(marks, shares, strict=True))
            yield Bars(self.named(row.value), self.amount(row.of), tuple(scaled))

    def marks(self, row: Row, leads: Sequence[bool]) -> tuple[Mark, ...]:
        """A mark for each query, with the search behind it where it leads there."""
        named, of = self.named(row.value), self.amount(row.of)
        return tuple(
            Mark(
                figured := self.figured(figure(tally, self.measure)),
                self.told.say(
                    f"compare.mark.{self.measure}",
                    query=query,
                    value=named,
                    figure=figured,
                    times=self.told.count("compare.times", tally.times),
                    speeches=self.told.count("speeches", tally.speeches),
                    of=of,
                ),
                search.toggled(self.by, row.value) if search and lead else None,
            )
            for query, tally, search, lead in zip(
                self.comparing.written, row.tallies, self.searches, leads, strict=True
            )
        )

    def notes(self, ranking: Ranking | None) -> Iterator[str]:
        told = self.told
        yield told.say(f"compare.meaning.{self.measure}", of=self.amount(self.comparison.whole.of))
        if self.measure in {"words", "times"} and natural(query.tree for query in self.comparing.queries) != "words":
            yield told.say("compare.several")
        yield from self.ranked(ranking) if ranking else self.uncertain()
        if self.by == "topic":
            yield told.say("compare.topics")

    def ranked(self, ranking: Ranking) -> Iterator[str]:
        told = self.told
        if len(self.comparing.written) > 1:
            yield told.say("compare.ordered", query=self.comparing.written[0])
        if ranking.few:
            yield told.count("compare.few", ranking.few, floor=told.count("compare.words", ranking.floor))
        if none := self.comparison.tallies[0].get(""):
            yield told.count(f"compare.without.{self.by}", none.of_speeches)

    def uncertain(self) -> Iterator[str]:
        told, tally = self.told, self.comparison.tallies[0]
        years = sorted(int(year) for year in tally if year)
        if any(tally[f"{year:04}"].of_words < ENOUGH[0] for year in years):
            yield told.say("compare.hollow", words=told.count("compare.words", ENOUGH[0]))
        if years and len(years) <= years[-1] - years[0]:
            yield told.say("compare.gaps")
        if "" in tally:
            yield told.count("compare.without.year", tally[""].of_speeches)

    def row(self, row: Row) -> tuple[str, tuple[str, ...]]:
        told = self.told
        cells = [
            cell
            for tally in row.tallies
            for cell in (
                told.number(tally.times),
                told.number(tally.speeches),
                self.figured(figure(tally, self.rate), self.rate),
            )
        ]
        return self.named(row.value), (*cells, told.number(row.of.of_words), told.number(row.of.of_speeches))

    def named(self, value: str) -> str:
        return shown_as(self.by, value, self.told) if value else self.told.say(f"compare.none.{self.by}")

    def amount(self, of: Tally) -> str:
        told = self.told
        words, speeches = told.count("compare.words", of.of_words), told.count("speeches", of.of_speeches)
        return told.say("compare.amount", words=words, speeches=speeches)

    def figured(self, figure: float | None, measure: str = "") -> str:
        """A figure of a measure in a reader's digits, a dash where there is none."""
        if figure is None:
            return "–"
        if (measure or self.measure) == "speeches":
            return self.told.percent(figure)
        return self.told.number(round(figure, 1) if figure % 1 else int(figure))


def _emphasised(comparing: Comparing) -> list[str]:
    return [_EMPHASIS.format(text) for text in comparing.written]
