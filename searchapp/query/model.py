"""What can be asked of an archive: a tree of words and conditions, filters, an order, a window."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

Sort = Literal["relevance", "newest", "oldest"]
SORTS: tuple[Sort, ...] = ("relevance", "newest", "oldest")
BARE = ("body", "title", "introduction", "topic", "speaker")
"""Where a bare word is looked for."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word, in any of its inflections unless `exact`; `field` None means each of BARE."""

    text: str
    field: str | None = None
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Prefix:
    """Every word that begins so."""

    text: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """Every word that differs by at most so many letters, and begins with the same two."""

    text: str
    edits: int
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words next to one another in this order, or (`slop`) in any order with at most so many others between them."""

    words: tuple[Word, ...]
    slop: int | None = None
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Dated:
    """Speeches whose whole possible date lies in these days, both included; None leaves a side open.

    `written` is how the range was asked for, in the query language.
    """

    first: date | None
    last: date | None
    written: str


@dataclass(frozen=True, slots=True)
class Tongue:
    """Speeches in this language, by its main code (`pt` finds `pt-BR`)."""

    code: str


@dataclass(frozen=True, slots=True)
class And:
    """All of these."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Any of these."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """All but this."""

    part: Node


Leaf = Word | Prefix | Fuzzy | Phrase
Node = Leaf | Dated | Tongue | And | Or | Not


@dataclass(frozen=True, slots=True)
class Filter:
    """Speeches whose `field` (one of speech.FIELDS) is one of these whole values."""

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """A whole question. `tree` None means every speech; results `offset` to `offset + limit` are wanted."""

    tree: Node | None = None
    filters: tuple[Filter, ...] = ()
    first: date | None = None
    last: date | None = None
    sort: Sort = "relevance"
    offset: int = 0
    limit: int = 10
    facets: bool = True

    def selected(self, field: str) -> tuple[str, ...]:
        """The values that a field is narrowed to."""
        return tuple(value for filter in self.filters if filter.field == field for value in filter.values)


def leaves(node: Node | None, *, sought: bool = True) -> Iterator[Leaf]:
    """Every word, prefix, fuzzy word and phrase of a tree, in order; with `sought`, only what a hit should have."""
    match node:
        case And(parts) | Or(parts):
            for part in parts:
                yield from leaves(part, sought=sought)
        case Not(part):
            if not sought:
                yield from leaves(part, sought=sought)
        case Word() | Prefix() | Fuzzy() | Phrase():
            yield node
