"""The page of one speaker or one topic: how much, when, on what or by whom, in which words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from searchapp.engines import Tally, Telling
from searchapp.query.canonical import write
from searchapp.query.model import Word
from searchapp.searching import Answer
from searchapp.web.addresses import Addresses
from searchapp.web.charts import HEIGHT, Chart, Whole, by_year
from searchapp.web.interface import Interface
from searchapp.web.names.directory import Entry
from searchapp.web.params import MEASURES
from searchapp.web.results import Link, shown_as

LISTED = 20
"""Topics of a speaker, or speakers on a topic, that are shown."""
OTHER = {"speaker": "topic", "topic": "speaker"}


@dataclass(frozen=True, slots=True)
class Said:
    """A telling word with the search that finds it here; so many speeches here and elsewhere have it, of so many."""

    word: str
    address: str
    here: int
    elsewhere: int


@dataclass(frozen=True, slots=True)
class Part:
    """What speeches are divided into: a value with how many have it, as percent of all, and of the largest."""

    label: str
    address: str | None
    count: int
    percent: str
    share: float


@dataclass(frozen=True, slots=True)
class Found:
    """What the engine knows of a name: its newest speeches, its words, and how it is divided by the other field."""

    answer: Answer
    words: Sequence[Telling]
    divided: Mapping[str, Tally]
    years: Mapping[int, int]
    speeches: int
    """`years` and `speeches` are of the whole archive."""


@dataclass(frozen=True, slots=True)
class Portrait:
    """Everything on the page of a name."""

    sentence: str
    chart: Chart | None
    most: str
    measures: tuple[Link, ...]
    words: tuple[Said, ...]
    parts: tuple[Part, ...]
    more: int
    facets: tuple[tuple[str, tuple[Part, ...]], ...]


class Drawing:
    """Draws the page of a name of one field from what was found."""

    def __init__(self, field: str, entry: Entry, found: Found, to: Addresses, told: Interface) -> None:
        self.field, self.entry, self.found, self.to, self.told = field, entry, found, to, told
        self.total = entry.activity.speeches

    def portrait(self, measure: str) -> Portrait:
        """The page, its chart measured in one of MEASURES."""
        chart = self._chart(measure)
        parts = [value for value in self.found.divided if value]
        return Portrait(
            self._sentence(len(parts)),
            chart,
            self._most(chart) if chart else "",
            tuple(self._measures(measure)),
            tuple(map(self._said, self.found.words)),
            tuple(self._parts(OTHER[self.field], {v: tally.speeches for v, tally in self.found.divided.items()})),
            max(len(parts) - LISTED, 0),
            tuple(self._facets()),
        )

    def _sentence(self, others: int) -> str:
        active, years, told = self.entry.activity, self.entry.years, self.told
        form = "_".join(filter(None, ["within" if years else "", "with" if others else ""])) or "plain"
        plural = "topics" if self.field == "speaker" else "speakers"
        return told.say(
            f"names.{self.field}.{form}",
            speeches=told.count("speeches", active.speeches),
            words=told.count("names.words", active.words),
            years=told.years(*years) if years else "",
            others=told.count(plural, others),
        )

    def _chart(self, measure: str) -> Chart | None:
        whole = Whole(self.found.years, share=measure == "share")
        return by_year(dict(self.entry.activity.years), (), self._between, whole)

    def _between(self, first: int, last: int) -> str:
        if first == last:
            return self._narrowed(("year", f"{first:04}"))
        return self._narrowed(("from", f"{first:04}"), ("to", f"{last:04}"))

    def _most(self, chart: Chart) -> str:
        """Which bar is the highest, and how high; nothing where several are."""
        if sum(bar.height == HEIGHT for bar in chart.bars) > 1:
            return ""
        peak, told = chart.peak, self.told
        years = told.years(peak.first, peak.last)
        if chart.share:
            speeches, of = told.number(peak.count), told.count("speeches", peak.of)
            return told.say(
                "names.most_share", years=years, share=told.percent(peak.count / peak.of), n=speeches, of=of
            )
        return told.say("names.most", years=years, speeches=told.count("speeches", peak.count))

    def _measures(self, chosen: str) -> Iterator[Link]:
        for measure in MEASURES:
            said = [("measure", measure)] if measure != MEASURES[0] else []
            address = self.to.name(self.field, self.entry.name, *said)
            yield Link(self.told.say(f"names.measure_{measure}"), address, measure == chosen)

    def _said(self, word: Telling) -> Said:
        address = self._narrowed(("q", write(Word(word.word, exact=True))))
        return Said(word.word, address, word.speeches, word.everywhere - word.speeches)

    def _parts(self, field: str, counts: Mapping[str, int]) -> Iterator[Part]:
        """The largest values, then how many have none."""
        ordered = sorted(counts, key=lambda value: (not value, -counts[value], value))
        largest = counts[ordered[0]] if ordered else 1
        for value in [value for value in ordered if value][:LISTED] + [value for value in ordered if not value]:
            yield Part(
                shown_as(field, value, self.told) if value else self.told.say(f"names.no_{field}"),
                self._narrowed((field, value)) if value else None,
                counts[value],
                self.told.percent(round(counts[value] / self.total, 3)),
                round(min(100 * counts[value] / largest, 100), 1),
            )

    def _facets(self) -> Iterator[tuple[str, tuple[Part, ...]]]:
        """Languages and sources, where there is more than one."""
        for field in ("language", "source"):
            values = self.found.answer.facets[field]
            if len(values) > 1:
                counts = {value.value: value.count for value in values}
                yield self.told.say(f"names.{field}s"), tuple(self._parts(field, counts))

    def _narrowed(self, *said: tuple[str, str]) -> str:
        words = [pair for pair in said if pair[0] == "q"]
        return self.to.having(*words, (self.field, self.entry.name), *[pair for pair in said if pair not in words])
