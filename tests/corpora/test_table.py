"""The table of real archives in the docs says what a check says."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

import searchapp
from searchapp.cli import main

PAGE = Path(searchapp.__file__).parent / "docs/sources.md"


def counts(folder):
    """Speeches, faults and notices of a row."""
    row = re.search(rf"^\| `{folder}` \|(.*)\|$", PAGE.read_text("utf-8"), re.MULTILINE)
    return [int(cell.replace(",", "")) for cell in row[1].split("|")[1:4]]


@pytest.mark.parametrize(
    "folder", ["uk-historic-hansard-xml", "textcavator-parliament-samples", "uk-theyworkforyou-xml"]
)
def test_the_table_has_the_figures_of_a_check(corpora, folder):
    found = json.loads(CliRunner().invoke(main, ["check", str(corpora / folder), "--json"]).stdout)

    told = [found["speeches"], found["faults"], found["notices"]]
    assert counts(folder) == told, "Run `python tests/corpora --write`, and compare the sentences below the table."
