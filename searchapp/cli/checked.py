"""How a check is told: as lines, as JSON that is written while documents are read, and as a page."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

import click

from searchapp.checking import Findings, as_data
from searchapp.checking.findings import Copies, Place
from searchapp.checking.page import stretch
from searchapp.cli.commands import amount
from searchapp.cli.progress import labelled
from searchapp.errors import Fault, harmless

_FEW = 5
"""Values that a line names; and copies and gaps of each sort that are listed: the page and the JSON have more."""


class Listing:
    """A JSON report whose list of faults is written as they come, so that there may be any number of them."""

    def __init__(self) -> None:
        self._begun = False

    def add(self, fault: Fault) -> None:
        """Write one fault."""
        listed = {"where": harmless(fault.where), "line": fault.line, "message": fault.message, "notice": fault.notice}
        click.echo(f"{self._before()}{json.dumps(listed, ensure_ascii=False)}", nl=False)

    def end(self, findings: Findings) -> None:
        """Write the rest of the report."""
        opened = "" if self._begun else '{"listed": ['
        rest = json.dumps(as_data(findings), ensure_ascii=False, indent=1)
        click.echo(f"{opened}\n],{rest.removeprefix('{')}")

    def _before(self) -> str:
        begun, self._begun = self._begun, True
        return ",\n" if begun else '{"listed": [\n'


def print_findings(findings: Findings) -> None:
    """The report as lines: each fault, what would be indexed, what to look at, and the numbers of faults at the end."""
    for fault in findings.listed:
        click.secho(labelled(fault), dim=fault.notice)
    if findings.unlisted:
        click.echo(f"… and {findings.unlisted:,} more; `searchapp check --json` writes them all.")
    click.echo(f"{amount(findings.speeches, 'speech', 'speeches')} would be indexed.")
    for line in _lines(findings):
        click.echo(harmless(line))
    click.echo(f"{amount(findings.faults, 'fault')}, {amount(findings.notices, 'notice')}.")


def _lines(findings: Findings) -> Iterator[str]:
    for name, counts in findings.counts.items():
        yield f"  {_counted(name, counts)}"
    for row in findings.formats:
        yield (
            f"  {amount(row.documents, 'document')} read as {row.format}, {row.why} ({row.example}): "
            f"{amount(row.speeches, 'speech', 'speeches')}, {amount(row.faults, 'fault')}"
        )
    yield from _lacking(findings)
    yield from _copies(findings.copies)
    yield from _gaps(findings)
    yield from _kinds(findings)


def _counted(name: str, counts: Mapping[str, int]) -> str:
    named = {value: count for value, count in counts.items() if value}
    without = counts.get("", 0)
    if not named:
        return f"no {name}"
    largest = ", ".join(f"{value} ({count:,})" for value, count in list(named.items())[:_FEW])
    more = "…" if len(named) > _FEW else ""
    return f"{amount(len(named), name)}: {largest}{more}" + (f"; {without:,} without" if without else "")


def _lacking(findings: Findings) -> Iterator[str]:
    for name, lacking in findings.lacking.items():
        if lacking.speeches:
            first = f", the first {len(lacking.first)}" if lacking.speeches > len(lacking.first) else ""
            yield f"Without a {name}: {amount(lacking.speeches, 'speech', 'speeches')}{first}:"
            yield from (f"  {one.document}: {one.id} “{one.heading}”" for one in lacking.first)


def _copies(copies: Copies) -> Iterator[str]:
    if copies.sittings:
        yield f"Copies of one sitting: {len(copies.sittings):,}. Take the superseded documents away."
        for pair in copies.sittings[:_FEW]:
            (one, sitting), (other, again) = pair.first, pair.second
            yield f"  {_about(pair.share)} in common: {one} ({sitting}) and {other} ({again})"
        yield from _further(len(copies.sittings))
    if copies.exact:
        yield f"The same speech, word for word: {len(copies.exact):,}."
        for same in copies.exact[:_FEW]:
            yield f"  {same.times:,} times: {_at(same.first)} and {', '.join(map(_at, same.later))}"
        yield from _further(len(copies.exact))
    if copies.near:
        yield f"Nearly the same speech: {amount(len(copies.near), 'pair')}."
        for alike in copies.near[:_FEW]:
            yield f"  {_about(alike.share)} in common: {_at(alike.first)} and {_at(alike.second)}"
        yield from _further(len(copies.near))


def _gaps(findings: Findings) -> Iterator[str]:
    if findings.gaps:
        shown = ", ".join(map(stretch, findings.gaps[:_FEW]))
        more = f" and {len(findings.gaps) - _FEW:,} more" if len(findings.gaps) > _FEW else ""
        yield f"Gaps in the calendar: no speech in {shown}{more}."


def _kinds(findings: Findings) -> Iterator[str]:
    if findings.faults > 1:
        yield "The commonest faults:"
        yield from (f"  {kind.count:,} × {kind.sentence}" for kind in findings.faulty)


def _further(number: int) -> Iterator[str]:
    if number > _FEW:
        yield f"  and {number - _FEW:,} more"


def _at(place: Place) -> str:
    return f"{place.document} {place.id}"


def _about(share: float) -> str:
    return "all" if share == 1 else f"{min(share, 0.99):.0%}"
