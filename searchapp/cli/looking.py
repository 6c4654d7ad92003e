"""The command that searches, and how results look in a terminal."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from typing import Any

import click

from searchapp import searching
from searchapp.cli.commands import amount, command
from searchapp.deadline import Deadline
from searchapp.engines.opening import opened
from searchapp.errors import BadParameters
from searchapp.searching import Answer, Found
from searchapp.settings import Settings
from searchapp.speech import FIELDS
from searchapp.text.passages import Excerpt
from searchapp.web import params, present
from searchapp.web.addresses import Addresses
from searchapp.web.asked import Asked

_OPTIONS = {"from": "The first day, whole or partial.", "to": "The last day.", "sort": "relevance, newest or oldest.",
            "page": "Which page.", "per_page": "How many on a page, 1 to 100."}  # fmt: skip


def _options(function: Any) -> Any:
    for name, help in reversed(_OPTIONS.items()):
        function = click.option(f"--{name.replace('_', '-')}", f"asked_{name}", metavar=name.upper(), help=help)(
            function
        )
    for name in reversed(FIELDS):
        help = f"Only this {name}, a whole value; may be given several times."
        function = click.option(f"--{name}", f"asked_{name}", multiple=True, help=help)(function)
    return function


@command(
    "search",
    example="searchapp search 'speaker:holt \"tidal barrier\"' --sort oldest",
    short="Search the archive.",
    context_settings={"ignore_unknown_options": True},
)
@click.argument("query", nargs=-1, type=click.UNPROCESSED)
@_options
@click.option("--json", "as_json", is_flag=True, help="Print the API's answer.")
def search(settings: Settings, query: tuple[str, ...], as_json: bool, **given: Any) -> None:  # noqa: FBT001
    """Print the speeches that QUERY finds, best first, with their best passages."""
    if strange := next((word for word in query if word.startswith("--")), None):
        raise BadParameters({"option": f"There is no option {strange}. `searchapp search --help` lists them."})
    asked = params.read({"q": [" ".join(query)], **_given(given)})
    answer = searching.answer(opened(settings).live(), asked.query, Deadline.after(settings.deadline, time.monotonic))
    if as_json:
        click.echo(json.dumps(present.search(answer, asked, Addresses(settings.url)), ensure_ascii=False, indent=1))
        return
    click.echo(_headline(answer, asked))
    if answer.total and not answer.found:
        click.echo(f"There is no page {asked.page:,}; the last is {present.pages(answer.total, asked.per_page):,}.")
    for number, found in enumerate(answer.found, asked.query.offset + 1):
        click.echo("\n" + "\n".join(_lines(number, found)))


def _given(options: dict[str, Any]) -> dict[str, Sequence[str]]:
    named = {name.removeprefix("asked_"): value for name, value in options.items()}
    return {name: value if isinstance(value, tuple) else [value] for name, value in named.items() if value}


def _headline(answer: Answer, asked: Asked) -> str:
    what = f" for {answer.canonical}" if answer.canonical else ""
    line = f"{amount(answer.total, 'speech', 'speeches')}{what} ({answer.took * 1000:.0f} ms)"
    if answer.did_you_mean:
        line += f"\nDid you mean: {answer.did_you_mean}"
    pages = present.pages(answer.total, asked.per_page)
    return line + (f", page {asked.page:,} of {pages:,}" if pages > 1 else "")


def _lines(number: int, found: Found) -> list[str]:
    speech = found.speech
    about = [speech.speaker, speech.date, ", ".join(speech.topics), speech.id]
    lines = [click.style(f"{number}. {speech.heading}", bold=True)]
    lines.append("   " + click.style(" · ".join(filter(None, about)), dim=True))
    lines += [f"   ¶{passage.number} {_marked(passage.excerpt)}" for passage in found.passages]
    if found.introduction:
        lines.append(f"   From the introduction, not the speaker's words: {_marked(found.introduction)}")
    return lines


def _marked(excerpt: Excerpt) -> str:
    """The excerpt with its marks in colour on a terminal, between ** elsewhere."""
    parts, at = [], 0
    for start, end in excerpt.marks:
        word = excerpt.text[start:end]
        shown = click.style(word, fg="yellow", underline=True) if sys.stdout.isatty() else f"**{word}**"
        parts += [excerpt.text[at:start], shown]
        at = end
    return "".join([*parts, excerpt.text[at:]])
