"""What is asked to be compared: up to six queries under the same filters, each with its own fault if it has one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from searchapp.counting.measures import MEASURES, natural
from searchapp.errors import BadParameters, BadQuery, BadRequest, TooBroad
from searchapp.query.model import Query
from searchapp.query.syntax import parse
from searchapp.web import params
from searchapp.web.asked import Asked, pairs, widened

NAMES = ("q", *(f"q{n}" for n in range(2, params.MOST_QUERIES + 1)))
"""What the faults of the first, second … q are called."""


@dataclass(frozen=True, slots=True)
class Comparing:
    """`written` are the queries as they were typed; `narrowed` holds the filters, `chosen` the measure if one was."""

    written: tuple[str, ...]
    queries: tuple[Query, ...]
    by: str
    chosen: str
    narrowed: Asked

    @property
    def measure(self) -> str:
        """The measure that was chosen, or the one that tells most."""
        return self.chosen or natural(query.tree for query in self.queries)


def read(args: params.Args, table: Sequence[params.Parameter] = params.COMPARISON) -> Comparing:
    """What is to be compared; no query is no fault. Raises BadParameters with every fault, as params.read."""
    written = typed(args)
    wrong = mistakes(written)
    faults = {name: f"In “{written[NAMES.index(name)]}”: {error}" for name, error in wrong.items()}
    narrowed, others = _narrowed(args, table)
    by, chosen = (_choice(args, name, known, others) for name, known in (("by", params.BY), ("measure", MEASURES)))
    if len(written) > params.MOST_QUERIES:
        faults["q"] = f"“q” was given {len(written)} times; give it at most {params.MOST_QUERIES} times."
    if faults or others:
        cause = next((error for error in wrong.values() if isinstance(error, BadQuery)), None)
        raise BadParameters(faults | others) from cause
    queries = tuple(replace(narrowed.query, tree=parse(text), facets=False) for text in written)
    return Comparing(written, queries, by or params.BY[0], chosen, narrowed)


def typed(args: params.Args) -> tuple[str, ...]:
    """The queries as they were typed, without empty fields."""
    return tuple(text for text in args.get("q", ()) if text.strip())


def mistakes(written: Sequence[str]) -> Mapping[str, BadRequest]:
    """What is wrong with each query that can't be parsed, by its name."""
    wrong: dict[str, BadRequest] = {}
    for name, text in zip(NAMES, written, strict=False):
        try:
            parse(text)
        except (BadQuery, TooBroad) as error:
            wrong[name] = error
    return wrong


def said(comparing: Comparing) -> list[tuple[str, str]]:
    """The parameters that ask the same again, in one order, those left out that say nothing."""
    by = [] if comparing.by == params.BY[0] else [("by", comparing.by)]
    measure = [("measure", comparing.chosen)] if comparing.chosen else []
    return [*(("q", text) for text in comparing.written), *by, *measure, *pairs(comparing.narrowed)]


def searched(comparing: Comparing, number: int) -> Asked | None:
    """The search for one of the queries, to be narrowed to a value of what is counted by.

    None where no search finds the same: of one topic together with another.
    """
    if comparing.by == "topic" and comparing.narrowed.query.selected("topic"):
        return None
    return widened(replace(comparing.narrowed, written=comparing.written[number]), comparing.by)


def _narrowed(args: params.Args, table: Sequence[params.Parameter]) -> tuple[Asked, dict[str, str]]:
    try:
        return params.read({name: values for name, values in args.items() if name != "q"}, table), {}
    except BadParameters as error:
        return Asked("", Query()), error.faults


def _choice(args: params.Args, name: str, known: Sequence[str], faults: dict[str, str]) -> str:
    """What was chosen; empty where nothing was, or `faults` says what is wrong with it."""
    said = next((value.strip() for value in args.get(name, ()) if value.strip()), "")
    if not said or name in faults or said in known:
        return said if name not in faults else ""
    faults[name] = f"“{said}” is not a value of “{name}”. There is {', '.join(known[:-1])} and {known[-1]}."
    return ""
