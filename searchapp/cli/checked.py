"""How a check is told: as lines, as JSON that is written while documents are read, and as a page."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

import click

from searchapp.checking import Findings, as_data
from searchapp.checking.findings import Copies, Kind, Place
from searchapp.checking.page import stretch
from searchapp.checking.sentences import sentence
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
    for line, notice in _told(findings):
        click.secho(line, dim=notice)
    if findings.unlisted:
        click.echo(f"… and {findings.unlisted:,} more; `searchapp check --json` writes them all.")
    click.echo(f"{amount(findings.speeches, 'speech', 'speeches')} would be indexed.")
    for line in _lines(findings):
        click.echo(harmless(line))
    click.echo(f"{amount(findings.faults, 'fault')}, {amount(findings.notices, 'notice')}.")


def _told(findings: Findings) -> Iterator[tuple[str, bool]]:
    """Each fault and notice as a line, but one line of many that say the same, at the first of these."""
    gathered = {kind.sentence: kind for kind in findings.noted if kind.gathered and kind.count > _FEW}
    told = set()
    for fault in findings.listed:
        kind = gathered.get(sentence(fault.message)) if gathered and fault.notice else None
        if not kind:
            yield labelled(fault), fault.notice
        elif kind.sentence not in told:
            told.add(kind.sentence)
            yield harmless(f"notice: {kind.count:,} {kind.told} `searchapp check --json` lists them."), True


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
        return f"none has a {name}"
    largest = ", ".join(f"{value} ({count:,})" for value, count in list(named.items())[:_FEW])
    more = "…" if len(named) > _FEW else ""
    return f"{amount(len(named), name)}: {largest}{more}" + (f"; {without:,} without" if without else "")


def _lacking(findings: Findings) -> Iterator[str]:
    """What speeches lack; that none has it, the counts say already."""
    for name, lacking in findings.lacking.items():
        shown = lacking.first if lacking.stand_out(findings.speeches) else ()
        if shown or 0 < lacking.speeches < findings.speeches:
            first = f", the first {len(shown)}" if len(shown) < lacking.speeches else ""
            those = f"{first}:" if shown else ", nearly all."
            yield f"Without a {name}: {amount(lacking.speeches, 'speech', 'speeches')}{those}"
        yield from (f"  {one.document}: {one.id} “{one.heading}”" for one in shown)


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
        yield from (f"  {kind.count:,} × {kind.sentence}{_where(kind)}" for kind in findings.faulty)


def _where(kind: Kind) -> str:
    """Where most faults of a kind are, if there are several."""
    if kind.count == 1 or not kind.files:
        return ""
    most = kind.files[0]
    if kind.documents == 1 and not kind.elsewhere:
        return f" In {most.document}."
    named = f"such as {most.document}" if most.count == 1 else f"most in {most.document} ({most.count:,})"
    others = f", {kind.elsewhere:,} in yet others" if kind.elsewhere else ""
    return f" In {amount(kind.documents, 'file')}, {named}{others}."


def _further(number: int) -> Iterator[str]:
    if number > _FEW:
        yield f"  and {number - _FEW:,} more"


def _at(place: Place) -> str:
    return f"{place.document} {place.id}"


def _about(share: float) -> str:
    return "all" if share == 1 else f"{min(share, 0.99):.0%}"
