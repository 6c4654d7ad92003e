"""The topics' file: which queries find the speeches of a topic, for speeches whose source states none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from searchapp.errors import BadQuery, TooBroad
from searchapp.query.model import Node
from searchapp.query.syntax import parse
from searchapp.sources import values
from searchapp.sources.people.file import refuse, toml


@dataclass(frozen=True, slots=True)
class Subjects:
    """Topics and the trees of their queries, in the order of the file; `where` is the file."""

    where: str
    queries: Mapping[str, Node]


def read(path: str | Path) -> Subjects:
    """The topics of a TOML file, `"name" = "query"` on each line. Raises BadSource: which are wrong, and what to do."""
    queries: dict[str, Node] = {}
    wrong: list[str] = []
    for topic, query in toml(path).items():
        try:
            queries[values.label(topic)] = _tree(query)
        except (BadQuery, TooBroad, ValueError) as error:
            wrong.append(f"The query of “{topic[:60]}”{_place(error)}: {str(error).removesuffix('.')}.")
    if not queries and not wrong:
        wrong.append('There is no topic in it. Write "name" = "query" on each line.')
    refuse(path, wrong)
    return Subjects(str(path), queries)


def _tree(query: object) -> Node:
    if not isinstance(query, str):
        raise values.Wrong('It must be text; write "name" = "query"')
    tree = parse(query)
    if tree is None:
        raise values.Wrong("It is empty; write words to look for")
    return tree


def _place(error: Exception) -> str:
    return f", at “{error.query[error.start : error.start + 20]}”" if isinstance(error, BadQuery) else ""
