"""Commands that look after the index: what it holds, whether it is whole, back to the one before, out as records."""

from __future__ import annotations

import json
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from searchapp.cli.commands import UNDONE, amount, command, say
from searchapp.deadline import Deadline
from searchapp.engines import Facts
from searchapp.engines.opening import opened
from searchapp.query.model import Query
from searchapp.query.syntax import parse
from searchapp.settings import Settings
from searchapp.speech import FIELDS, to_line

PATIENCE = 3600.0
"""Seconds that an export may take to find what it writes."""


@command("info", example="searchapp info --json", short="Say what the index holds.")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def info(settings: Settings, as_json: bool) -> None:  # noqa: FBT001
    """Say what the live index holds: its generations, counts, languages, size and versions."""
    known = _known(settings)
    if as_json:
        click.echo(json.dumps(known, ensure_ascii=False, indent=1))
        return
    click.echo(f"{amount(known['speeches'], 'speech', 'speeches')} in generation {known['generation']}")
    click.echo(
        f"  built {known['built']}, {known['size'] / 1e6:,.1f} MB, engine {known['engine']}, in {known['index']}"
    )
    for field, values in known["fields"].items():
        largest = ", ".join(f"{value} ({count:,})" for value, count in list(values["largest"].items())[:5])
        click.echo(f"  {amount(values['values'], field)}{': ' if largest else ''}{largest}")
    if known["years"]:
        click.echo(f"  from {known['years'][0]} to {known['years'][1]}")
    for generation in known["generations"]:
        if generation["name"] != known["generation"]:
            what = "damaged" if generation["live"] else "before it"
            click.echo(f"  {what}: {generation['name']} ({amount(generation['speeches'], 'speech', 'speeches')})")
    if known["health"]:
        click.secho(f"  {known['health']}", fg="red")
    click.echo("  " + ", ".join(f"{name} {version}" for name, version in known["versions"].items()))


@command("verify", example="searchapp verify", short="Check every byte of the index.")
def verify(settings: Settings) -> None:
    """Compare every byte of every generation with its checksum. Exit code 2 if one differs."""
    engine = opened(settings)
    wrong = engine.verify()
    for sentence in wrong:
        say(sentence, fg="red")
    if wrong:
        say("Run `searchapp rollback` if the generation before is whole, or `searchapp rebuild` to make another.")
        sys.exit(UNDONE)
    kept = engine.generations()
    if not kept:
        engine.live()  # says that nothing is there, and what to do
    click.echo(f"{amount(len(kept), 'generation')} checked, every byte as it was written.")


@command("rollback", example="searchapp rollback", short="Make the generation before this one live.")
def rollback(settings: Settings) -> None:
    """Make the generation before the live one live. Run again, it goes forward again."""
    facts = opened(settings).rollback()
    say(f"Generation {facts.name} is live again, with {amount(facts.speeches, 'speech', 'speeches')}.", fg="green")


@command("export", example="searchapp export 'speaker:holt' > holt.jsonl", short="Write speeches as JSON Lines.")
@click.argument("query", default="")
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="A file, instead of standard output.")
def export(settings: Settings, query: str, output: Path | None) -> None:
    """Write the whole archive, or what QUERY finds, as JSON Lines that `searchapp rebuild` reads back."""
    live = opened(settings).live()
    asked = Query(parse(query), sort="newest")
    written = 0
    with click.open_file(str(output) if output else "-", "w", encoding="utf-8", atomic=bool(output)) as file:
        for speech in live.speeches(asked, Deadline.after(PATIENCE, time.monotonic)):
            file.write(to_line(speech))
            written += 1
    say(f"Exported {amount(written, 'speech', 'speeches')} of generation {live.facts.name}.")


def _known(settings: Settings) -> dict[str, Any]:
    engine = opened(settings)
    live = engine.live()
    counts = {field: live.counts(field) for field in FIELDS}
    years = sorted(counts["year"])
    return {
        "speeches": live.facts.speeches,
        "generation": live.facts.name,
        "engine": settings.engine,
        "index": str(settings.index),
        "built": live.facts.built,
        "size": live.facts.size,
        "years": [years[0], years[-1]] if years else None,
        "languages": dict(counts["language"]),
        "fields": {field: _summary(values) for field, values in counts.items()},
        "generations": [_shown(facts) for facts in engine.generations()],
        "health": engine.health(),
        "versions": dict(live.facts.versions),
    }


def _summary(counts: Any) -> dict[str, Any]:
    largest = sorted(counts, key=lambda value: (-counts[value], value))[:20]
    return {"values": len(counts), "largest": {value: counts[value] for value in largest}}


def _shown(facts: Facts) -> dict[str, Any]:
    return asdict(facts) | {"versions": dict(facts.versions)}
