"""What the benchmark asks of every engine: the same speeches in, the same pages out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

from searchapp.query.model import Query
from searchapp.speech import Speech

FACETS = ("speaker", "topic", "year")
"""What a page counts, over all hits; a facet's counts ignore that facet's own selection, as on our pages."""
LISTED = 20
"""How many values of each facet a page lists, largest first."""
TEN = 10
"""How many hits a page shows."""
PASSAGES = 3
"""How many passages a hit shows at most."""
WIDTH = 320
"""About how many characters a passage has."""


@dataclass(frozen=True, slots=True)
class Page:
    """Ids of the ten best and the exact number of all hits; unless only ranked, also facets and marked passages."""

    ids: tuple[str, ...]
    total: int
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    passages: tuple[tuple[str, ...], ...] = ()


class Opened(Protocol):
    """An index that answers."""

    def rank(self, query: Query) -> Page:
        """The ten best and the exact total."""

    def page(self, query: Query) -> Page:
        """The same, with facets over all hits and passages of the ten."""


class Room(Protocol):
    """The module of an engine in this folder."""

    build: Callable[[Iterable[Speech], Path], None]
    reopen: Callable[[Path], Opened]


@dataclass(frozen=True, slots=True)
class Peer:
    """An engine under test; `rounds` and `pages` (of each kind) bound how often a slow one is asked."""

    label: str
    module: str
    needs: str
    """The Python module that must be installed."""
    rounds: int | None = None
    pages: int | None = None

    @property
    def installed(self) -> bool:
        return find_spec(self.needs) is not None

    def room(self) -> Room:
        """Its module, imported only in the process that works with it."""
        return import_module(f"peers.{self.module}")


PEERS: Mapping[str, Peer] = {
    "searchapp": Peer("searchapp", "ours", "searchapp"),
    "whoosh": Peer("stock Whoosh", "stock_whoosh", "whoosh", rounds=1, pages=3),
    "sqlite": Peer("SQLite FTS5", "sqlite", "sqlite3"),
    "tantivy": Peer("tantivy-py", "tantivy_py", "tantivy"),
}
OURS = "searchapp"
