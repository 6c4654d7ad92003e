"""The benchmark, `python tests/benchmarks`: our engine beside others that do the same work in the same run."""

from __future__ import annotations

import json
import os
import platform
import sqlite3
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

import click
import corpus
import measuring
import printing
import results
from peers import PEERS

ARCHIVE = Path(__file__).resolve().parents[3] / "shared/corpora/sg-hansard/derived/speeches.jsonl.gz"
LEAST = 100
"""Fewer speeches don't hold the questions."""


@click.command()
@click.option("--archive", type=click.Path(path_type=Path), default=ARCHIVE, help="JSON Lines, plain or .gz.")
@click.option("--speeches", type=click.IntRange(LEAST), help="How many, evenly spread over the archive; else all.")
@click.option("--engines", default=",".join(PEERS), show_default=True, help="Which ones, with commas between them.")
@click.option("--queries-per-kind", type=click.IntRange(1), default=20, show_default=True)
@click.option("--rounds", type=click.IntRange(1), default=5, show_default=True, help="How often each is asked again.")
@click.option("--seed", type=int, default=1, show_default=True, help="Decides which questions are drawn.")
@click.option("--json", "file", type=click.Path(path_type=Path), help="Write every single measurement here.")
def benchmark(
    *,
    archive: Path,
    speeches: int | None,
    engines: str,
    queries_per_kind: int,
    rounds: int,
    seed: int,
    file: Path | None,
) -> None:
    """Index MB/s, latency of pages by kind of query, and memory, beside stock Whoosh, SQLite FTS5 and tantivy-py.

    Example: python tests/benchmarks --speeches 3000 --json figures.json
    """
    names = _chosen(engines)
    if not archive.is_file():
        raise click.ClickException(
            f"There is no archive at {archive}. Name one with --archive FILE: JSON Lines, plain or .gz, each line with "
            "id, speaker, date, topic and text."
        )
    with tempfile.TemporaryDirectory(prefix="benchmark-") as place:
        folder = Path(place)
        _tell("The speeches are laid out and the questions drawn …")
        laid_out = measuring.apart(corpus.prepare, archive, folder, speeches, queries_per_kind, seed)
        machine = _machine(names)
        reading = measuring.apart(measuring.reading, laid_out.path)
        figures = measuring.measure(names, laid_out, folder, rounds, _tell)
    run = results.Run(laid_out, rounds, seed, machine, reading, figures)
    print("\n".join(printing.report(run)))
    if file:
        file.write_text(json.dumps(results.record(run), default=str, ensure_ascii=False), encoding="utf-8")


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


def _machine(names: list[str]) -> dict[str, str]:
    """What the figures depend on; the load shows whether others were at work."""
    versions = {
        "searchapp": f"searchapp {version('searchapp')}",
        "whoosh": f"whoosh3 {version('whoosh3')}",
        "sqlite": f"SQLite {sqlite3.sqlite_version}",
    }
    if "tantivy" in names:
        versions["tantivy"] = f"tantivy-py {version('tantivy')}"
    return {
        "machine": f"{_processor()}, {os.cpu_count()} cores, {platform.system()} {platform.release()}",
        "versions": ", ".join([f"Python {platform.python_version()}", *(versions[name] for name in names)]),
        "load before": f"{os.getloadavg()[0]:.1f}",
    }


def _processor() -> str:
    known = Path("/proc/cpuinfo")
    lines = known.read_text(encoding="utf-8").splitlines() if known.exists() else []
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return models[0] if models else platform.machine()


def _tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    benchmark()
