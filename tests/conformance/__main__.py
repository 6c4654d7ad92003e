"""Whoosh's own test suite on our codec, `python tests/conformance`: each test must end as it does on the stock codec.

The suite is that of the installed version's source distribution, with the hash that `.ci/constraints.txt` has of it.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tarfile
import tempfile
import xml.etree.ElementTree as ET
from collections import Counter
from importlib.metadata import version
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
DIFFERENT = {
    "tests.test_codecs::test_corrupt_postings_block_raises_clear_error": (
        "it damages a file that only the stock codec writes (ours: tests/engines/codec/test_damaged_segments.py)"
    ),
    "tests.test_codecs::test_tiny_blocks_stored_uncompressed_round_trip": (
        "it counts which posting blocks the stock codec compresses"
    ),
}
"""Tests that pass on the stock codec and can't on any other, and why; many others fail on both for want of files."""
Outcomes = dict[str, str]


def unpacked(folder: Path) -> Path:
    """The source distribution of the installed version, downloaded and unpacked."""
    pinned = re.search(r"^whoosh3==(\S+)( \\\n +--hash=\S+)+", (ROOT / ".ci/constraints.txt").read_text(), re.MULTILINE)
    if pinned is None or pinned[1] != version("whoosh3"):
        sys.exit(f"whoosh3 {version('whoosh3')} is installed; .ci/constraints.txt has another.")
    wanted = folder / "wanted.txt"
    wanted.write_text(pinned[0] + "\n")
    download = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--no-binary=:all:", "--require-hashes"]
    subprocess.run([*download, "-d", str(folder), "-r", str(wanted)], check=True)
    (archive,) = folder.glob("*.tar.gz")
    with tarfile.open(archive) as file:
        file.extractall(folder, filter="data")
    return folder / archive.name.removesuffix(".tar.gz")


def outcomes(source: Path, *paths: Path) -> Outcomes:
    """How each test ends, with these folders on Python's path."""
    report = source / "report.xml"
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(map(str, paths)), "PYTHONHASHSEED": "0"}
    environment.pop("PYTEST_ADDOPTS", None)
    command = [sys.executable, "-m", "pytest", "tests", "-q", "--tb=no", "-p", "no:cacheprovider"]
    subprocess.run(
        [*command, f"--junitxml={report}"], cwd=source, env=environment, check=False, stdout=subprocess.DEVNULL
    )
    cases = ET.parse(report).getroot().iter("testcase")
    return {f"{case.get('classname')}::{case.get('name')}": ending(case) for case in cases}


def ending(case: ET.Element) -> str:
    """How a test ended: passed, or as what stopped it is called."""
    return next((part.tag for part in case if part.tag in {"failure", "error", "skipped"}), "passed")


def surprises(stock: Outcomes, ours: Outcomes) -> list[str]:
    """Every test that ends otherwise than it should, in a line each."""
    expected = stock | dict.fromkeys(DIFFERENT, "failure")
    return [
        f"{test}: {expected.get(test, 'missing')} expected, {ours.get(test, 'missing')} on our codec"
        for test in sorted(expected.keys() | ours.keys())
        if expected.get(test) != ours.get(test)
    ]


def told(outcomes: Outcomes) -> str:
    """How many tests end in which way."""
    return ", ".join(f"{count} {how}" for how, count in sorted(Counter(outcomes.values()).items()))


def main() -> None:
    """Run the suite twice and compare; end with 1 if anything differs that shouldn't."""
    with tempfile.TemporaryDirectory() as folder:
        source = unpacked(Path(folder))
        stock = outcomes(source)
        ours = outcomes(source, HERE / "columnar", ROOT)
    print(f"stock codec: {told(stock)}\nour codec:   {told(ours)}")
    for test, why in DIFFERENT.items():
        print(f"must fail: {test}, because {why}")
    wrong = surprises(stock, ours)
    print(*wrong, f"{len(wrong)} surprises", sep="\n")
    sys.exit(bool(wrong) or "passed" not in ours.values())


if __name__ == "__main__":
    main()
