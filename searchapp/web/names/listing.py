"""The page of all speakers or all topics: its rows, the ways to order them, its pages, its initials."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from searchapp.web.addresses import Addresses
from searchapp.web.interface import Interface
from searchapp.web.names.directory import Directory, Entry
from searchapp.web.names.lines import Scale
from searchapp.web.params import NAMED_BY, Listed
from searchapp.web.present import pages
from searchapp.web.results import Link, numbers

ROWS = 200
"""Names on a page."""
INITIALS = 40
"""More initials than this are no shorter to look through than the names."""
TOO_COMMON = 1 / 3
"""Where so many names begin alike (Mr, Mrs), their initials lead nowhere."""
_AMOUNTS: Mapping[str, Callable[[Entry], int]] = {
    "speeches": lambda entry: entry.activity.speeches,
    "words": lambda entry: entry.activity.words,
    "name": lambda entry: entry.activity.speeches,
}
"""What bars show, in each order."""
PLURALS = {"speaker": "speakers", "topic": "topics"}


@dataclass(frozen=True, slots=True)
class Row:
    """A name with what it has; `share` is percent of the largest there is, `line` the path of its activity."""

    name: str
    address: str
    speeches: str
    words: str
    years: str
    share: float
    line: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page of names, and what leads to others."""

    heading: str
    rows: tuple[Row, ...]
    sorts: tuple[Link, ...]
    initials: tuple[Link, ...]
    pages: int
    numbers: tuple[Link | None, ...]
    before: str | None
    after: str | None


class Shelf:
    """The names of a field as they were asked for, and where the pages around this one are."""

    def __init__(self, field: str, directory: Directory, listed: Listed, to: Addresses, told: Interface) -> None:
        self.field, self.listed, self.to, self.told = field, listed, to, told
        self.directory = directory
        self.found = directory.found(listed.find, listed.order)

    def page(self, scale: Scale | None) -> Page:
        """The page that was asked for."""
        here, count = self.listed.page, max(pages(len(self.found), ROWS), 1)
        return Page(
            self._heading(),
            tuple(self._rows(self.found[(here - 1) * ROWS : here * ROWS], scale)),
            tuple(self._sorts()),
            tuple(self._initials()) if self.listed.order == "name" and count > 1 else (),
            count,
            tuple(numbers(here, count, self._on_page, self.told)),
            self._on_page(here - 1) if 1 < here <= count else None,
            self._on_page(here + 1) if here < count else None,
        )

    def _heading(self) -> str:
        if not self.listed.find:
            return self.told.count(PLURALS[self.field], len(self.found))
        return self.told.count(f"names.{self.field}.found", len(self.found), words=self.listed.find)

    def _rows(self, entries: Sequence[Entry], scale: Scale | None) -> Iterator[Row]:
        number = self.told.number
        amount = _AMOUNTS[self.listed.order]
        largest = max(map(amount, self.found), default=0) or 1
        for entry in entries:
            active = entry.activity
            yield Row(
                entry.name,
                self.to.name(self.field, entry.name),
                number(active.speeches),
                number(active.words),
                self.told.years(*entry.years) if entry.years else "",
                round(100 * amount(entry) / largest, 1),
                scale.line(active.years) if scale else "",
            )

    def _sorts(self) -> Iterator[Link]:
        for order in NAMED_BY:
            yield Link(self.told.say(f"names.by_{order}"), self._asking(order=order), order == self.listed.order)

    def _initials(self) -> Iterator[Link]:
        """Where each initial begins: its page, and the row there."""
        begun = [_initial(entry) for entry in self.found]
        counts = Counter(begun)
        if not 1 < len(counts) <= INITIALS or max(counts.values()) > TOO_COMMON * len(begun):
            return
        for letter in counts:
            at = begun.index(letter)
            yield Link(letter, f"{self._on_page(at // ROWS + 1)}#n{at % ROWS + 1}")

    def _on_page(self, page: int) -> str:
        return self._asking(page=page)

    def _asking(self, order: str | None = None, page: int = 1) -> str:
        order = order or self.listed.order
        said = (("find", self.listed.find), ("sort", "" if order == NAMED_BY[0] else order))
        pages = [("page", str(page))] if page > 1 else []
        return self.to.page(f"/{PLURALS[self.field]}", *[pair for pair in said if pair[1]], *pages)


def _initial(entry: Entry) -> str:
    letter = entry.folded.strip()[:1]
    return letter.upper() if letter.isalpha() else "#"
