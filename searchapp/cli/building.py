"""Commands that write the index, and the one that tries what they would write."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any, NoReturn

import click

from searchapp import indexing, sources
from searchapp.checking import Tally, page
from searchapp.cli.checked import Listing, print_findings
from searchapp.cli.commands import FAULTY, amount, command, live, say
from searchapp.cli.following import Follower
from searchapp.cli.progress import Progress, print_outcome, reported
from searchapp.engines import Facts
from searchapp.engines.opening import opened
from searchapp.errors import BadParameters, Fault
from searchapp.indexing import Report
from searchapp.settings import Settings
from searchapp.sources import Given, people, subjects

_FIELDS = {
    "title": "The title, for a single document; decides over a proposed one.",
    "speaker": "The speaker, where documents name none.",
    "date": "The date (1961, 1961-01, 1961-01-20), where documents have none.",
    "event": "The sitting, meeting or debate, where documents name none.",
    "language": "The language (a code such as en), where documents don't say.",
    "source": "Where the words come from (an agency, a gazette), where documents don't say.",
}

_FILES = (("speakers", "people", people.read), ("topics", "subjects", subjects.read))
"""Options that name a file of ours (see docs/sources.md), what it is in Given, and what reads it."""


def source_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """SOURCE… and what it can't say itself, gathered as `given`."""

    @wraps(function)
    def run(settings: Settings, documents: tuple[str, ...], **options: Any) -> Any:
        named = {name: options.pop(name) for name in (*_FIELDS, "year", "format")}
        _for_one(named["title"], documents)
        named["topics"], named["columns"] = options.pop("topic"), dict(map(_column, options.pop("map")))
        for file, name, read in _FILES:
            named[name] = read(path) if (path := options.pop(file)) else None
        given = Given(**named)
        return function(settings, documents, given, **options)

    decorated: Callable[..., Any] = run
    for name, help in reversed(_FIELDS.items()):
        decorated = click.option(f"--{name}", help=help)(decorated)
    decorated = click.option("--topics", metavar="FILE", help="Queries that find the topics of speeches without any.")(
        decorated
    )
    decorated = click.option("--speakers", metavar="FILE", help="Who is meant by which names, with party and role.")(
        decorated
    )
    formats = click.Choice(sorted(sources.FORMATS))
    decorated = click.option("--topic", multiple=True, help="A topic; may be given several times.")(decorated)
    decorated = click.option("--year", type=click.IntRange(1, 9999), help="The year, where documents don't say it.")(
        decorated
    )
    decorated = click.option("--map", multiple=True, metavar="FIELD=COLUMN", help="Which column holds a field.")(
        decorated
    )
    decorated = click.option("--format", type=formats, help="Read every document as this, whatever it looks like.")(
        decorated
    )
    return click.argument("documents", nargs=-1, required=True, metavar="SOURCE…")(decorated)


strict_option = click.option("--strict", is_flag=True, help="Stop at the first fault, and change nothing.")


@command(
    "rebuild",
    example="searchapp rebuild speeches/ --source Hansard",
    short="Build a new index of SOURCE… and make it live.",
)
@source_options
@strict_option
@click.option("--full", is_flag=True, help="Read every document, also what is as it was.")
def rebuild(
    settings: Settings,
    documents: tuple[str, ...],
    given: Given,
    strict: bool,  # noqa: FBT001
    full: bool,  # noqa: FBT001
) -> None:
    """Build a new index of every SOURCE (a file, a folder, a .gz or .zip, or - for standard input) and make it live.

    Of a SOURCE that was indexed before only what changed is read. The index that is live keeps serving until the new
    one is checked, and stays for `searchapp rollback`.
    """
    engine = opened(settings)
    with reported(documents, strict=strict) as report:
        outcome = indexing.rebuild(engine, documents, given, report, full=full)
    print_outcome(outcome)
    facts = engine.live().facts
    amounts = amount(facts.speeches, "speech", "speeches")
    if not outcome.written:
        _done(f"Nothing has changed: {amounts}; generation {facts.name} stays live.", report)
    else:
        _done(f"Indexed {amounts}; generation {facts.name} is live.", report)


@command("add", example="searchapp add today.jsonl", short="Add SOURCE… to the live index.")
@source_options
@strict_option
@click.option("--watch", is_flag=True, help="Follow SOURCE: add what is put there or changed, until it is stopped.")
@click.option("--every", type=click.FloatRange(min=0.1), default=2.0, show_default=True, help="Seconds between looks.")
def add(  # noqa: PLR0913, PLR0917  (click hands over one argument for each option)
    settings: Settings,
    documents: tuple[str, ...],
    given: Given,
    strict: bool,  # noqa: FBT001
    watch: bool,  # noqa: FBT001
    every: float,
) -> None:
    """Add the speeches of every SOURCE to the live index; one with a known id takes the other's place.

    With --watch, what a changed document doesn't say any more is removed; what is gone from the folder stays.
    """
    engine = opened(settings)
    if watch:
        _follow(Follower(engine, documents, given, strict), every)
    with reported(documents, strict=strict) as report:
        before = engine.live().facts.speeches
        indexing.add(engine, documents, given, report)
    facts = engine.live().facts
    added = facts.speeches - before
    _done(f"Added {amount(added, 'speech', 'speeches')}, replaced {report.speeches - added:,}; {_live(facts)}.", report)


@command(
    "remove",
    example="searchapp remove 2014-03-11-quist-cap-three-crowns-too-high",
    short="Remove speeches from the live index.",
)
@click.argument("ids", nargs=-1, required=True, metavar="ID…")
def remove(settings: Settings, ids: tuple[str, ...]) -> None:
    """Remove the speeches with these ids from the live index; if one isn't there, none is removed.

    The next rebuild brings back what still stands in the documents.
    """
    engine = opened(settings)
    indexing.remove(engine, ids)
    facts = engine.live().facts
    say(f"Removed {amount(len(ids), 'speech', 'speeches')}; {_live(facts)}.")
    say(
        "A rebuild makes what the documents say: take them out of those, too, or they come back with the next.",
        dim=True,
    )


@command("check", example="searchapp check speeches/", short="Read SOURCE…, write nothing, report every fault.")
@source_options
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON, with every fault.")
@click.option("--html", type=click.Path(path_type=Path, dir_okay=False), help="Write the report as a page, too.")
@click.option("--propose", type=click.Path(path_type=Path, dir_okay=False), help="Write a speakers' file to correct.")
def check(  # noqa: PLR0913, PLR0917  (click hands over one argument for each option)
    settings: Settings,
    documents: tuple[str, ...],
    given: Given,
    as_json: bool,  # noqa: FBT001
    html: Path | None,
    propose: Path | None,
) -> None:
    """Read every SOURCE as `rebuild` would, write nothing, and report what would be indexed and every fault."""
    del settings
    for file in filter(None, (html, propose)):
        _writable(file)
    if propose and propose.exists():
        kept = f"{propose} is there already, and may have been corrected by hand. Give a new name to --propose."
        raise BadParameters({"propose": kept})
    tally, listing = Tally(), Listing()
    progress = Progress(sum(map(sources.weight, documents)), moving=sys.stderr.isatty())

    def tell(fault: Fault) -> None:
        tally.fault(fault)
        if as_json:
            listing.add(fault)

    report = Report(tell, progress.speeches, progress.read, took=tally.took, again=tally.again)
    for speech in indexing.speeches(documents, given, report):
        tally.speech(speech)
    progress.clear()
    found = tally.findings()
    if as_json:
        listing.end(found)
    else:
        print_findings(found)
    if html:
        _write(html, page(found, documents, date.today()))  # noqa: DTZ011  (the reader's own day)
        say(f"The report is in {html}.")
    if propose:
        _write(propose, people.propose(tally.written))
        say(f"Those written in several ways are in {propose}. Correct it, then give it with --speakers {propose}.")
    sys.exit(FAULTY if found.faults else 0)


def _follow(follower: Follower, every: float) -> NoReturn:
    if "-" in follower.documents:
        raise BadParameters({"watch": "--watch follows folders and files; standard input can't be read twice."})
    follower.run(every)
    sys.exit(FAULTY if follower.faults else 0)


def _writable(file: Path) -> None:
    """Raise BadParameters where a report could not be written in the end; all is read before."""
    if not file.parent.is_dir() or not os.access(file.parent, os.W_OK):
        raise BadParameters({"html": f"{file} can't be written: {file.parent} is no folder that you may write to."})


def _write(path: Path, text: str) -> None:
    """All of it or, where the disk refuses, nothing."""
    with click.open_file(str(path), "w", encoding="utf-8", errors="replace", atomic=True) as file:
        file.write(text)


def _live(facts: Facts) -> str:
    return f"{live(facts.speeches)} now, in generation {facts.name}"


def _done(message: str, report: Report) -> None:
    """Say what was done, and leave with 1 if there were faults."""
    say(message, fg="green")
    if report.faults:
        say(f"{amount(report.faults, 'fault')} in the documents, listed above.")
        sys.exit(FAULTY)


def _for_one(title: str | None, documents: tuple[str, ...]) -> None:
    """One title is for one document."""
    if title and (len(documents) > 1 or Path(documents[0]).is_dir() or documents[0].endswith(".zip")):
        wrong = "--title is for a single document. Give titles in the documents, in front matter or in sidecars."
        raise BadParameters({"title": wrong})


def _column(pair: str) -> tuple[str, str]:
    field, equals, column = pair.partition("=")
    if not equals or not field or not column:
        raise BadParameters({"map": f"--map {pair} has the wrong form. Write it as --map speaker=COLUMN."})
    return field, column
