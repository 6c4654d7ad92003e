"""RIS, read back by an independent parser."""

import pytest
import rispy
from archives import ARCHIVES, SPEECHES, cited, flat
from hypothesis import given

from searchapp.citing.ris import ris
from searchapp.speech import Speech


def read(text):
    assert text.endswith("\r\nER  - \r\n")
    (record,) = rispy.loads(text.replace("\r\n", "\n"))
    return record


def test_a_passage_is_a_record_with_all_that_leads_back_to_it():
    assert read(ris(cited(number=2))) == {
        "type_of_reference": "SLIDE",
        "id": "2017-flood-p2",
        "authors": ["Ada von Marsh"],
        "title": "On the flood",
        "secondary_title": "Emergency sitting",
        "date": "2017/03/14/",
        "year": "2017",
        "type_of_work": "Speech",
        "language": "en",
        "keywords": ["flood", "budget; and more"],
        "notes": ["Passage 2"],
        "abstract": "We shall build a barrier.",
        "name_of_database": "Harbour speeches",
        "urls": ["https://archive.example/speech/a%2Fb?passage=2#p2"],
        "access_date": "2026/11/22/",
    }


@pytest.mark.parametrize(
    ("date", "said"),
    [
        ("1961", {"date": "1961///", "year": "1961"}),
        ("1961-01", {"date": "1961/01//", "year": "1961"}),
        ("--11-21", {"date": "/11/21/"}),
        (None, {}),
    ],
)
def test_of_a_date_only_what_is_known_is_said(date, said):
    record = read(ris(cited(Speech("s", ("Word.",), date=date))))

    assert {name: record[name] for name in ("date", "year") if name in record} == said


@given(SPEECHES, ARCHIVES)
def test_what_is_read_back_is_what_was_put_in(speech, archive):
    record = read(ris(cited(speech, 1, archive)))

    assert record.get("title", "") == flat(speech.heading)
    assert "".join(record.get("authors", [])) == flat(speech.speaker)
    assert record.get("keywords", []) == [flat(topic) for topic in speech.topics if flat(topic)]
    assert record.get("abstract", "") == flat(speech.paragraphs[0])
    assert record.get("name_of_database", "") == flat(archive)
    assert record.get("secondary_title", "") in {flat(speech.event), ""}
