"""From a query to ranked passages: the only reader of the engines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import islice, product

from searchapp.deadline import Deadline
from searchapp.engines import FacetValue, Generation
from searchapp.engines.leaves import run, sought
from searchapp.errors import TooSlow
from searchapp.query.canonical import write
from searchapp.query.model import And, Fuzzy, Node, Not, Or, Phrase, Prefix, Query, Word, leaves
from searchapp.speech import Speech
from searchapp.text.analysis import analysed_as
from searchapp.text.passages import Excerpt, Mark, Passage, best, excerpt, marks
from searchapp.text.runs import Run

SHORTEST = 3
"""Letters that a word must have to be taken for another one misspelt."""
GUESSES = 12
"""Spellings of a whole query that are tried before giving up on a suggestion."""


@dataclass(frozen=True, slots=True)
class Found:
    """A hit as it is shown: its best passages come from its own words; `introduction` is set when words stand there."""

    speech: Speech
    score: float
    passages: tuple[Passage, ...]
    introduction: Excerpt | None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query found: the window of hits asked for, and exact counts of all. `took` is seconds.

    `sizes` says how many values each facet has, those that `facets` leaves out too.
    """

    query: Query
    canonical: str
    total: int
    found: tuple[Found, ...]
    facets: Mapping[str, tuple[FacetValue, ...]]
    generation: str
    took: float
    did_you_mean: str | None
    sizes: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Marked:
    """A speech to be read, with what was looked for marked: offsets into each paragraph, and into the introduction."""

    speech: Speech
    paragraphs: tuple[tuple[Mark, ...], ...]
    introduction: tuple[Mark, ...]
    generation: str


def answer(generation: Generation, query: Query, deadline: Deadline) -> Answer:
    """All of it from one generation. Raises TooSlow past the deadline, TooBroad past a cap."""
    began = deadline.clock()
    results = generation.search(query, deadline)
    runs = sought(query.tree)
    found = tuple(_found(hit.speech, hit.score, runs, deadline) for hit in results.hits)
    suggestion = None if results.total else _suggestion(generation, query, deadline)
    took = deadline.clock() - began
    canonical = write(query.tree)
    name = generation.facts.name
    return Answer(query, canonical, results.total, found, results.facets, name, took, suggestion, results.sizes)


def count(generation: Generation, query: Query, deadline: Deadline) -> int:
    """How many speeches a query finds, and nothing more. Raises TooSlow, TooBroad."""
    return generation.search(replace(query, offset=0, limit=0, facets=False), deadline).total


def read(generation: Generation, id: str, tree: Node | None, deadline: Deadline) -> Marked:
    """One speech with the words of a query marked. Raises NoSuchSpeech, TooSlow."""
    speech = generation.speech(id)
    runs, language = sought(tree), analysed_as(speech.language)
    texts = (*speech.paragraphs, speech.introduction or "")
    *paragraphs, introduction = marks(texts, runs, language, deadline.check)
    return Marked(speech, tuple(paragraphs), introduction, generation.facts.name)


def _found(speech: Speech, score: float, runs: tuple[Run, ...], deadline: Deadline) -> Found:
    language = analysed_as(speech.language)
    passages = tuple(best(speech.paragraphs, runs, language, deadline.check))
    introduction = excerpt(speech.introduction, runs, language, deadline.check) if speech.introduction else None
    return Found(speech, score, passages, introduction)


def _suggestion(generation: Generation, query: Query, deadline: Deadline) -> str | None:
    """None where time is up, too: that nothing was found is known without it."""
    try:
        return _did_you_mean(generation, query, deadline)
    except TooSlow:
        return None


def _did_you_mean(generation: Generation, query: Query, deadline: Deadline) -> str | None:
    """The query with its unknown words respelt as the archive spells them, if that finds something."""
    unknown = [leaf for leaf in dict.fromkeys(leaves(query.tree)) if _unknown(generation, leaf, deadline)]
    if not unknown or any(len(_written(leaf)) < SHORTEST for leaf in unknown):
        return None
    choices = []
    for leaf in unknown:
        deadline.check()
        choices.append([(leaf, other) for other in generation.similar(_written(leaf))])
        if not choices[-1]:
            return None
    for choice in islice(product(*choices), GUESSES):
        tree = _respelt(query.tree, dict(choice))
        if count(generation, replace(query, tree=tree), deadline):
            return write(tree)
    return None


def _unknown(generation: Generation, leaf: Node, deadline: Deadline) -> bool:
    """Whether a leaf is one written word that nothing in the archive has."""
    if not isinstance(leaf, Word | Prefix | Fuzzy) or len(run(leaf).terms) != 1:
        return False
    return not count(generation, Query(leaf), deadline)


def _written(leaf: Node) -> str:
    """The one word of a leaf, without the comma or other signs that it was typed with."""
    assert isinstance(leaf, Word | Prefix | Fuzzy)
    return run(leaf).terms[0].word


def _respelt(node: Node | None, other: Mapping[Node, str]) -> Node | None:
    match node:
        case And(parts) | Or(parts):
            return type(node)(tuple(part for old in parts if (part := _respelt(old, other))))
        case Not(part):
            return Not(_respelt(part, other) or part)
        case Word(_, field, exact) if node in other:
            return Word(other[node], field, exact)
        case Prefix() | Fuzzy() if node in other:
            return Word(other[node], node.field)
        case Phrase() | _:
            return node
