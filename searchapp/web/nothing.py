"""Why nothing was found, and what would find something: each way out with the number of speeches at its end."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice

from searchapp.errors import BadRequest, TooSlow
from searchapp.query.canonical import write
from searchapp.query.model import And, Fuzzy, Leaf, Node, Not, Or, Phrase, Query, Word, leaves
from searchapp.query.syntax import LONGEST, both, either
from searchapp.web.addresses import Addresses
from searchapp.web.asked import Asked, dateless, widened, written_as
from searchapp.web.interface import Interface
from searchapp.web.results import Link, shown_as

TRIED = 12
"""Ways out that are counted."""
LOOKED_FOR = 8
"""Words of the query that are looked for each by itself."""
NEAR = 10
"""Other words between those of a phrase that is taken for words near one another."""
SHORTEST = 4
"""Letters of a word that may be another one misspelt."""
LONG = 7
"""Letters of a word in which two may be wrong."""

Count = Callable[[Query], int]
Way = tuple[str, Asked]


@dataclass(frozen=True, slots=True)
class WaysOut:
    """`unknown` are words that nothing has; `together` says that each is there, but no speech has them all.

    `narrowed` is how many speeches the words alone find, where it is the filters or dates that leave none of them.
    """

    unknown: tuple[str, ...] = ()
    together: bool = False
    narrowed: int = 0
    links: tuple[Link, ...] = ()


def ways_out(asked: Asked, to: Addresses, told: Interface, count: Count) -> WaysOut:
    """What is known of it when time is up."""
    ways = WaysOut()

    def counted(query: Query) -> int:
        """What stands for too many words finds nothing that could be told."""
        try:
            return count(query)
        except BadRequest:
            return 0

    try:
        ways = _reasons(asked.query, counted)
        for label, other in islice(_looser(asked, ways.unknown, told), TRIED):
            if len(other.written) <= LONGEST and (found := counted(other.query)):
                ways = replace(ways, links=(*ways.links, Link(label, to.search(other), count=found)))
    except TooSlow:
        pass
    return ways


def _reasons(query: Query, count: Count) -> WaysOut:
    if query.tree is None:
        return WaysOut()
    if _is_narrowed(query) and (found := count(Query(query.tree))):
        return WaysOut(narrowed=found)
    sought = list(dict.fromkeys(leaves(query.tree)))[:LOOKED_FOR]
    unknown = tuple(write(leaf) for leaf in sought if not count(Query(leaf)))
    return WaysOut(unknown, not unknown and len(sought) > 1 and isinstance(query.tree, And))


def _is_narrowed(query: Query) -> bool:
    return bool(query.filters or query.first or query.last)


def _looser(asked: Asked, unknown: tuple[str, ...], told: Interface) -> Iterator[Way]:
    """Those first that give up the least."""
    tree = asked.query.tree
    yield from _less_narrowed(asked, told)
    for label, other in _other_trees(tree, unknown, told):
        yield label, _asking(asked, other)


def _less_narrowed(asked: Asked, told: Interface) -> Iterator[Way]:
    ways: list[Way] = []
    for filter in asked.query.filters:
        chosen = told.listed(
            told.say("nothing.quoted", value=shown_as(filter.field, value, told)) for value in filter.values
        )
        label = told.count(f"nothing.{filter.field}", len(filter.values), values=chosen)
        ways.append((label, widened(asked, filter.field)))
    if asked.since or asked.until:
        ways.append((told.say("nothing.date"), dateless(asked)))
    yield from ways
    if len(ways) > 1:
        free = dateless(asked)
        yield told.say("nothing.free"), replace(free, query=replace(free.query, filters=()))


def _other_trees(tree: Node | None, unknown: tuple[str, ...], told: Interface) -> Iterator[tuple[str, Node]]:
    if tree is None:
        return
    for leaf in dict.fromkeys(leaves(tree)):
        for name, other in _other_leaves(leaf, unknown=write(leaf) in unknown):
            yield told.say(f"nothing.{name}", word=write(leaf)), _replaced(tree, {leaf: other})
    if isinstance(tree, And):
        for left_out in tree.parts:
            rest = both(*(part for part in tree.parts if part is not left_out))
            yield told.say("nothing.word", word=write(left_out)), rest
        yield from _any_of(tree, told)


def _any_of(tree: And, told: Interface) -> Iterator[tuple[str, Node]]:
    """Any of the parts instead of all, and any of the words where some are phrases; what is excluded stays so."""
    parts = [part for part in tree.parts if not isinstance(part, Not)]
    others = [part for part in tree.parts if isinstance(part, Not)]
    sought = list(leaves(tree))
    phrases = any(isinstance(leaf, Phrase) for leaf in sought)
    if len(parts) > 1:
        yield told.say("nothing.part" if phrases else "nothing.any"), both(either(*parts), *others)
    if phrases:
        words = [word for leaf in sought for word in _words(leaf)]
        yield told.say("nothing.any"), both(either(*words), *others)


def _words(leaf: Leaf) -> list[Leaf]:
    return [Word(word.text, leaf.field) for word in leaf.words] if isinstance(leaf, Phrase) else [leaf]


def _other_leaves(leaf: Leaf, *, unknown: bool) -> Iterator[tuple[str, Node]]:
    """(what it is called, the leaf taken less strictly)."""
    match leaf:
        case Phrase(words, None, field) if len(words) > 1:
            yield "near", Phrase(tuple(replace(word, exact=False) for word in words), NEAR, field)
            yield "apart", both(*_words(leaf))
        case Phrase(words) if len(words) > 1:
            yield "apart", both(*_words(leaf))
        case Word(text, field, True):
            yield "inflected", Word(text, field)
        case Word(text, field) if unknown and len(text) >= SHORTEST and text.isalpha():
            yield "spelt", Fuzzy(text, 2 if len(text) >= LONG else 1, field)


def _replaced(node: Node, other: Mapping[Node, Node]) -> Node:
    match node:
        case And(parts):
            return both(*(_replaced(part, other) for part in parts))
        case Or(parts):
            return either(*(_replaced(part, other) for part in parts))
        case Not():
            return node
    return other.get(node, node)


def _asking(asked: Asked, tree: Node) -> Asked:
    """The same narrowing with another tree."""
    other = written_as(asked, write(tree))
    return replace(other, query=replace(other.query, tree=tree))
