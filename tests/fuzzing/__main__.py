"""Readers, fed with damaged documents: `python tests/fuzzing --minutes 10` finds what raises, hangs or swells."""

from __future__ import annotations

import sys

import click
from feeding import outcomes

from searchapp.sources import FORMATS


@click.command()
@click.argument("formats", nargs=-1)
@click.option("--minutes", type=float, default=1.0, show_default=True, help="For each format.")
@click.option("--seed", type=int, default=1, show_default=True)
def fuzzing(formats: tuple[str, ...], minutes: float, seed: int) -> None:
    """Read damaged fixtures with these FORMATS, or all."""
    found = 0
    for outcome in outcomes(formats or tuple(FORMATS), minutes * 60, seed):
        print(f"{outcome.format}: {outcome.documents:,} documents, at most {outcome.peak / 1e6:.0f} MB", flush=True)
        for finding in outcome.findings:
            found += 1
            print(f"  seed {finding.seed}, {finding.fixture}: {finding.what}", flush=True)
    sys.exit(f"{found} findings" if found else 0)


if __name__ == "__main__":
    fuzzing()
