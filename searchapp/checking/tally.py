"""Hears speeches and faults one after the other, and keeps what a report needs: bounded, however many there are."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from searchapp.checking.copies import Copying, called
from searchapp.checking.findings import Findings, Lacking, Named, Place, Taken
from searchapp.checking.gaps import gaps
from searchapp.checking.kinds import Kinds
from searchapp.dates import year_of
from searchapp.errors import Fault
from searchapp.speech import FIELDS, Speech

KEPT = 10_000
"""Faults that are kept whole, and as many notices; the rest are counted."""
VALUES = 100_000
"""Values of a field that are told apart; speeches of yet others are counted together."""
NAMED = 10
"""Speeches that are named of those that lack something."""
_LACKING = ("date", "speaker", "topic")


@dataclass
class _Format:
    """What came of the documents that were read as one format for one reason."""

    example: str
    documents: int = 0
    speeches: int = 0
    faults: int = 0


@dataclass
class _Without:
    speeches: int = 0
    first: list[Named] = field(default_factory=list)


class Tally:
    """Hears `took`, `speech`, `again` and `fault` in the order of reading; `findings` says what came of it.

    `written` counts the names of speakers as documents write them.
    """

    def __init__(self) -> None:
        self._document = ""
        self._format: _Format | None = None
        self._formats: dict[tuple[str, str], _Format] = {}
        self._speeches = self._faults = self._notices = 0
        self._counts: dict[str, Counter[str]] = {name: Counter() for name in FIELDS}
        self._uncounted: Counter[str] = Counter()
        self._months: Counter[str] = Counter()
        self.written: Counter[str] = Counter()
        self._without = {name: _Without() for name in _LACKING}
        self._copying = Copying()
        self._faulty, self._noted = Kinds(), Kinds()
        self._kept: list[Fault] = []
        self._told: list[Fault] = []

    def took(self, document: str, format: str, why: str) -> None:
        """What follows is of this document, which is read as this format, for this reason."""
        self._document = document
        self._format = self._formats.setdefault((format, why), _Format(document))
        self._format.documents += 1

    def speech(self, speech: Speech) -> None:
        """A speech that would be indexed."""
        self._speeches += 1
        if self._format:
            self._format.speeches += 1
        for name, values in _values(speech).items():
            for value in values or ("",):
                self._count(name, value)
        self._names(speech)
        if speech.date and speech.date[0] != "-" and len(speech.date) >= len("1961-01"):
            self._months[speech.date[:7]] += 1
        for name in _LACKING:
            if not (speech.topics if name == "topic" else getattr(speech, name)):
                self._lacks(name, speech)
        self._copying.add(speech, self._place(speech))

    def again(self, speech: Speech) -> None:
        """A speech that came before under the same id, word for word, and isn't indexed twice."""
        self._copying.add(speech, self._place(speech))

    def fault(self, fault: Fault) -> None:
        """Something that is wrong, or worth knowing."""
        self._notices += fault.notice
        self._faults += not fault.notice
        if self._format and fault.where == self._document and not fault.notice:
            self._format.faults += 1
        (self._noted if fault.notice else self._faulty).add(fault)
        kept = self._told if fault.notice else self._kept
        if len(kept) < KEPT:
            kept.append(fault)

    def findings(self) -> Findings:
        """The report of all that was heard so far."""
        listed = (*self._kept, *self._told)
        years = {int(year): count for year, count in self._counts["year"].items() if year}
        return Findings(
            self._speeches,
            self._faults,
            self._notices,
            tuple(Taken(*key, f.documents, f.speeches, f.faults, f.example) for key, f in self._formats.items()),
            {name: dict(counter.most_common()) for name, counter in self._counts.items()},
            dict(self._uncounted),
            {name: Lacking(without.speeches, tuple(without.first)) for name, without in self._without.items()},
            self._copying.found(),
            dict(sorted(self._months.items())),
            gaps(years, self._months),
            self._faulty.commonest(),
            self._noted.commonest(),
            listed,
            self._faults + self._notices - len(listed),
        )

    def _names(self, speech: Speech) -> None:
        name = dict(speech.extra).get("speaker_as_written") or speech.speaker
        if isinstance(name, str) and (name in self.written or len(self.written) < VALUES):
            self.written[name] += 1

    def _count(self, name: str, value: str) -> None:
        counter = self._counts[name]
        if value in counter or len(counter) < VALUES:
            counter[value] += 1
        else:
            self._uncounted[name] += 1

    def _lacks(self, name: str, speech: Speech) -> None:
        without = self._without[name]
        without.speeches += 1
        if len(without.first) < NAMED:
            without.first.append(Named(self._document, speech.id, called(speech)))

    def _place(self, speech: Speech) -> Place:
        return Place(self._document, speech.event or speech.date or "", speech.id)


def _values(speech: Speech) -> dict[str, tuple[str, ...]]:
    """What a speech has in each field that a search can be narrowed by."""
    year = year_of(speech.date)
    single = {"speaker": speech.speaker, "language": speech.language, "source": speech.source}
    return {
        **{name: (value,) if value else () for name, value in single.items()},
        "topic": speech.topics,
        "year": (str(year),) if year else (),
    }
