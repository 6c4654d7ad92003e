"""The benchmark, `python tests/benchmarks`: our engine beside others that do the same work in the same run."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click
import corpus
import printing
from archive import Wanted
from building import reading
from changing import changed
from machine import machine
from measuring import Often, measure
from peers import OURS, PEERS
from processes import apart
from recording import record
from results import Run
from served import served

ARCHIVE = Path(__file__).resolve().parents[3] / "shared/corpora/sg-hansard/derived/speeches.jsonl.gz"
LEAST = 100
"""Fewer speeches don't hold the questions."""
Result = TypeVar("Result")


@click.command()
@click.option("--archive", type=click.Path(path_type=Path), default=ARCHIVE, help="JSON Lines, plain or .gz.")
@click.option("--speeches", type=click.IntRange(LEAST), help="How many; more than there are: repeated; else all.")
@click.option("--different", type=click.IntRange(LEAST), help="Of how many different ones, evenly spread; else all.")
@click.option("--engines", default=",".join(PEERS), show_default=True, help="Which ones, with commas between them.")
@click.option("--queries-per-kind", type=click.IntRange(1), default=20, show_default=True)
@click.option("--rounds", type=click.IntRange(1), default=5, show_default=True, help="How often each is asked again.")
@click.option("--builds", type=click.IntRange(1), default=3, show_default=True, help="How often each builds, in turns.")
@click.option("--seed", type=int, default=1, show_default=True, help="Decides which questions are drawn.")
@click.option("--http/--no-http", default=True, show_default=True, help="Serve ours with gunicorn, and ask it.")
@click.option("--change/--no-change", default=True, show_default=True, help="Add to ours and remove from it.")
@click.option("--json", "file", type=click.Path(path_type=Path), help="Write every single measurement here.")
def benchmark(
    *,
    archive: Path,
    speeches: int | None,
    different: int | None,
    engines: str,
    queries_per_kind: int,
    rounds: int,
    builds: int,
    seed: int,
    http: bool,
    change: bool,
    file: Path | None,
) -> None:
    """Index MB/s, latency of pages by kind of query, and memory, beside stock Whoosh, SQLite FTS5 and tantivy-py.

    Example: python tests/benchmarks --speeches 3000 --json figures.json
    """
    names = _chosen(engines)
    _there(archive)
    with tempfile.TemporaryDirectory(prefix="benchmark-") as place:
        folder = Path(place)
        _tell("The speeches are laid out and the questions drawn …")
        wanted = Wanted(speeches, different)
        laid_out = apart(corpus.prepare, archive, folder, wanted, queries_per_kind, seed)
        known, read = machine(names), apart(reading, laid_out.path)
        figures = measure(names, laid_out, folder, Often(builds, rounds), _tell)
        ours = folder / OURS
        asked = _tried(served, laid_out, ours, folder, rounds, _tell) if http and OURS in names else None
        altered = _tried(changed, laid_out, ours, _tell) if change and OURS in names else None
    run = Run(laid_out, rounds, seed, known, read, figures, asked, altered or ())
    print("\n".join(printing.report(run)))
    if file:
        file.write_text(json.dumps(record(run), default=str, ensure_ascii=False), encoding="utf-8")


def _there(archive: Path) -> None:
    if not archive.is_file():
        raise click.ClickException(
            f"There is no archive at {archive}. Name one with --archive FILE: JSON Lines, plain or .gz, each line with "
            "id, speaker, date, topic and text."
        )


def _chosen(engines: str) -> list[str]:
    """The engines named, each once. Raises ClickException for one that isn't known or isn't installed."""
    names = list(dict.fromkeys(name.strip() for name in engines.split(",") if name.strip()))
    unknown = [name for name in names if name not in PEERS]
    if unknown or not names:
        said = f"“{unknown[0]}” is no engine here." if unknown else "No engine is named."
        raise click.ClickException(f"{said} Choose from {', '.join(PEERS)}.")
    missing = [name for name in names if not PEERS[name].installed]
    if missing:
        left = ",".join(name for name in names if name not in missing)
        raise click.ClickException(
            f"{PEERS[missing[0]].label} is not installed. Install the project with its extra “bench” "
            f"(pip install -e '.[bench]'), or leave it out: --engines {left}."
        )
    return names


def _tried(measured: Callable[..., Result], *given: object) -> Result | None:
    """A fault in the last parts is told, and costs none of the figures that took long before."""
    try:
        return measured(*given)
    except Exception as error:  # noqa: BLE001  (whatever it is)
        _tell(f"This part was not measured: {type(error).__name__}: {error}")
        return None


def _tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    benchmark()
