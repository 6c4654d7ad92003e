"""The real archives, read: `python tests/corpora` prints what came of each folder, `--write` puts it into the docs."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from searchapp import indexing, sources
from searchapp.indexing import Report
from searchapp.sources import Given

ROOT = Path(__file__).resolve().parents[2]
CORPORA = ROOT.parent / "shared/corpora"
PAGE = ROOT / "searchapp/docs/sources.md"
BEGIN, END = "<!-- real archives: python tests/corpora --write -->", "<!-- end of real archives -->"
MEGA = 1_000_000


@dataclass(frozen=True, slots=True)
class Row:
    """What came of a folder, as `check` and `rebuild` count it.

    `size` is bytes of source, `seconds` what the readers alone took one core for them.
    """

    folder: str
    files: int
    speeches: int
    faults: int
    notices: int
    size: int
    seconds: float

    @property
    def cells(self) -> list[str]:
        speed = f"{self.size / MEGA / self.seconds:.1f}"
        counts = [f"{number:,}" for number in (self.files, self.speeches, self.faults, self.notices)]
        return [f"`{self.folder}`", *counts, f"{self.size / MEGA:.1f}", speed]


def read(folder: Path) -> Row:
    """Read a folder twice: as a rebuild would, to count, and by the readers alone, to see how long they take."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    report = Report(lambda _: None)
    for _ in indexing.speeches([folder], Given(), report):
        pass
    size = sum(path.stat().st_size for path in files)
    return Row(folder.name, len(files), report.speeches, report.faults, report.notices, size, _seconds(folder))


def _seconds(folder: Path) -> float:
    began = time.process_time()
    for _ in sources.read(folder):
        pass
    return time.process_time() - began


def table(rows: list[Row]) -> Iterator[str]:
    """A table in Markdown."""
    yield "| folder | files | speeches | faults | notices | MB | MB/s |"
    yield "|---|---:|---:|---:|---:|---:|---:|"
    for row in rows:
        yield f"| {' | '.join(row.cells)} |"


@click.command()
@click.argument("folders", nargs=-1)
@click.option("--write", is_flag=True, help="Put the table into searchapp/docs/sources.md.")
def corpora(folders: tuple[str, ...], *, write: bool) -> None:
    """Read the FOLDERS of real archives, or all of them."""
    if not CORPORA.is_dir():
        sys.exit(f"There is no folder {CORPORA}, where the real archives are: nothing was read.")
    chosen = folders or sorted(path.name for path in CORPORA.iterdir() if path.is_dir())
    rows = []
    for name in chosen:
        print(f"{name} …", file=sys.stderr, flush=True)
        rows.append(read(CORPORA / name))
    text = "\n".join(table(rows))
    print(text)
    if write:
        _write(text)


def _write(text: str) -> None:
    page = PAGE.read_text(encoding="utf-8")
    between = re.compile(f"{re.escape(BEGIN)}.*{re.escape(END)}", re.DOTALL)
    if not between.search(page):
        sys.exit(f"{PAGE} has no place for the table: {BEGIN} … {END}")
    PAGE.write_text(between.sub(lambda _: f"{BEGIN}\n{text}\n{END}", page), encoding="utf-8")


if __name__ == "__main__":
    corpora()
