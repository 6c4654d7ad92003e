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
        "publicwhip/commons2031-03-04b.xml",
        "publicwhip/holyrood.xml",
        "publicwhip/canberra.xml",
        "hansard/volume.xml",
        "hansard/1931_03_06.xml",
        "debate.csv",
        "sayit/2021-04-02-Lock-meeting.md",
        "dialogue/agency.txt",
        "general-debate/ELB_72_2017.txt",
        "kremlin/pages.csv",
        "kremlin/boxes.csv",
        "bundestag/sitzung.xml",
        "congress/part.json",
        "singapore/sections.json",
        "singapore/1972-05-03.json",
        "singapore/2005-05-03.json",
        "akoma/harbour.xml",
        "akoma/plain.xml",
        "akoma/old.xml",
        "tei/ParlaMint-CV_1902-05-06.xml",
        "tei/ParlaMint-CV_1902-05-07.ana.xml",
        "tei/own.xml",
    ],
)
def test_a_document_becomes_the_records_of_its_golden_file(fixtures, reading, name):
    path = fixtures / name
    golden = json.loads((path.parent / f"{path.name.rpartition('.')[0] or path.name}.golden.json").read_text())

    found = [to_record(speech) for speech in reading(path).speeches]

    assert [{key: value for key, value in record.items() if key != "id"} for record in found] == golden
