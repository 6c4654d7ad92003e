"""Ways to go on typing: what the whole text begins, and what its last word begins, each with what it would find."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from searchapp.engines import Completion
from searchapp.errors import BadRequest, TooSlow
from searchapp.query.canonical import write
from searchapp.query.model import Filter, Node, Query
from searchapp.query.syntax import both, parse
from searchapp.web.asked import Asked, widened, written_as

KINDS = ("speaker", "topic", "title", "word")
"""In the order in which suggestions stand."""
PATIENCE = 1.0
"""Seconds after which only those suggestions are told that have been counted."""
_LAST = re.compile(r"[^\W_][\w'’-]*$")
_PLACE = re.compile(r"(?:^|(?<=[\s(]))(speaker|topic|title):$")
_QUOTES = re.compile('["“”„«»]')

Begun = list[tuple["_Beginning", Sequence[Completion]]]
Complete = Callable[[str], Sequence[Completion]]
Count = Callable[[Query], int]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`query` finds so many speeches, as does the search that it leads to, `asked`; or it leads to the speech `id`."""

    kind: str
    value: str
    count: int
    query: str
    asked: Asked
    id: str | None = None


@dataclass(frozen=True, slots=True)
class _Beginning:
    """What is completed as some kinds, and what stood before it and goes on being asked for."""

    before: str
    begun: str
    kinds: tuple[str, ...]


def suggested(asked: Asked, limit: int, complete: Complete, count: Count) -> list[Suggestion]:
    """At most so many, each kind having its share, of those that find something; fewer where time is up.

    The text is `asked.written`, a whole query or not; whatever else the question is narrowed by goes on with it.
    """

    def counted(query: Query) -> int:
        """What stands before the last word may stand for too much."""
        try:
            return count(query)
        except BadRequest:
            return 0

    begun = [(start, complete(start.begun)) for start in _beginnings(asked.written.strip())]
    found: list[Suggestion] = []
    try:
        for suggestion in _in_turn([_of_kind(kind, asked, begun, counted) for kind in KINDS]):
            found.append(suggestion)
            if len(found) == limit:
                break
    except TooSlow:
        pass
    return sorted(found, key=lambda suggestion: KINDS.index(suggestion.kind))


def _beginnings(text: str) -> Iterator[_Beginning]:
    """The whole text as a name, then its last word as any kind, or as the one that the field before it names."""
    match = _LAST.search(text)
    before, last = (text[: match.start()], match[0]) if match else (text, "")
    if place := _PLACE.search(before):
        yield _Beginning(before[: place.start()], last, (place[1],))
        return
    if before:
        yield _Beginning("", text, KINDS[:-1])
    if last:
        yield _Beginning(before, last, KINDS)


def _in_turn(kinds: list[Iterator[Suggestion]]) -> Iterator[Suggestion]:
    """One of each kind, then another of each, until there are no more."""
    while kinds:
        left = []
        for kind in kinds:
            if suggestion := next(kind, None):
                left.append(kind)
                yield suggestion
        kinds = left


def _of_kind(kind: str, asked: Asked, begun: Begun, count: Count) -> Iterator[Suggestion]:
    seen = set()
    for start, completions in begun:
        for found in completions:
            if found.kind == kind and kind in start.kinds and found.value not in seen:
                seen.add(found.value)
                suggestion = _MADE[kind](found, start, asked, count)
                if suggestion and suggestion.count:
                    yield suggestion


def _value(found: Completion, start: _Beginning, asked: Asked, count: Count) -> Suggestion | None:
    """A speaker or a topic, to narrow by instead of any other."""
    rest, whole = _with_name(found, start)
    if whole is None:
        return None
    others = widened(written_as(asked, start.before.strip()), found.kind).query
    query = replace(others, tree=rest, filters=(*others.filters, Filter(found.kind, (found.value,))))
    alone = query == Query(None, query.filters[-1:], sort=query.sort)
    there = found.count if alone else count(query)
    return Suggestion(found.kind, found.value, there, write(whole), _asking(asked, start.before.strip(), query))


def _title(found: Completion, start: _Beginning, asked: Asked, count: Count) -> Suggestion | None:
    """A title: it leads to the only speech that has it, or to all that do."""
    _, whole = _with_name(found, start)
    if whole is None:
        return None
    other = _asking(asked, write(whole), replace(asked.query, tree=whole))
    there = count(other.query)
    if found.count > 1 or not there:
        return Suggestion("title", found.value, there, other.written, other)
    return Suggestion(
        "title", found.value, 1, other.written, _asking(asked, start.before.strip(), asked.query), found.id
    )


def _word(found: Completion, start: _Beginning, asked: Asked, count: Count) -> Suggestion | None:
    """The last word written out, what stands before it as it was typed; a quotation is closed."""
    if found.value == start.begun.lower():
        return None
    for end in ("", '"'):
        written = f"{start.before}{found.value}{end}"
        if tree := _read(written):
            query = replace(asked.query, tree=tree)
            return Suggestion("word", found.value, count(query), written, _asking(asked, written, query))
    return None


_MADE = {"speaker": _value, "topic": _value, "title": _title, "word": _word}


def _with_name(found: Completion, start: _Beginning) -> tuple[Node | None, Node | None]:
    """(what stood before, that and a name); the second is None where they can't be asked for together."""
    rest, name = _read(start.before), _read(_finding(found))
    if name is None or (rest is None and start.before.strip()):
        return rest, None
    return rest, both(rest, name) if rest else name


def _finding(found: Completion) -> str:
    """The query for a name; signs that the query language would take for its own are left out."""
    return f'{found.kind}:"{" ".join(_QUOTES.sub(" ", found.value).split())}"'


def _read(written: str) -> Node | None:
    try:
        return parse(written)
    except BadRequest:
        return None


def _asking(asked: Asked, written: str, query: Query) -> Asked:
    return replace(written_as(asked, written), query=query)
