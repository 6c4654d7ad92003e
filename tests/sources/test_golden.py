"""The fixtures, read, are what their golden files say."""

import json

import pytest

from searchapp.speech import to_record


@pytest.mark.parametrize(
    "name",
    [
        "news/agency.txt",
        "news/russian.txt",
        "text/1837-VanDorn.txt",
        "text/1902-05-06-opening-of-the-lock",
        "text/bridge.md",
        "html/page.html",
        "debate.csv",
    ],
)
def test_a_document_becomes_the_records_of_its_golden_file(fixtures, reading, name):
    path = fixtures / name
    golden = json.loads((path.parent / f"{path.name.rpartition('.')[0] or path.name}.golden.json").read_text())

    found = [to_record(speech) for speech in reading(path).speeches]

    assert [{key: value for key, value in record.items() if key != "id"} for record in found] == golden
