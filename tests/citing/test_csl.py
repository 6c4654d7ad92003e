"""CSL-JSON: what its schema allows, and nothing but what the record says."""

import json

import pytest
from archives import ARCHIVES, SPEECHES, cited, flat
from hypothesis import given

from searchapp.citing.csl import csl
from searchapp.speech import Speech


def item(citation):
    (only,) = json.loads(json.dumps(csl(citation)))
    return only


def test_a_passage_is_an_item_with_all_that_leads_back_to_it():
    assert item(cited(number=2)) == {
        "id": "2017-flood-p2",
        "type": "speech",
        "genre": "Speech",
        "title": "On the flood",
        "author": [{"literal": "Ada von Marsh"}],
        "issued": {"date-parts": [[2017, 3, 14]]},
        "event": "Emergency sitting",
        "event-title": "Emergency sitting",
        "publisher": "Harbour speeches",
        "abstract": "We shall build a barrier.",
        "note": "Passage 2",
        "language": "en",
        "URL": "https://archive.example/speech/a%2Fb?passage=2#p2",
        "accessed": {"date-parts": [[2026, 11, 22]]},
    }


@pytest.mark.parametrize(
    ("date", "said"),
    [
        ("1961", {"date-parts": [[1961]]}),
        ("1961-01", {"date-parts": [[1961, 1]]}),
        ("--11-21", {"literal": "XXXX-11-21"}),
        ("soon", None),
        (None, None),
    ],
)
def test_of_a_date_only_what_is_known_is_said(date, said):
    assert item(cited(Speech("s", ("Word.",), date=date))).get("issued") == said


@given(SPEECHES, ARCHIVES)
def test_what_is_read_back_is_what_was_put_in(speech, archive):
    found = item(cited(speech, 1, archive))

    assert found["title"] == flat(speech.heading)
    assert found.get("author", [{"literal": ""}]) == [{"literal": flat(speech.speaker)}]
    assert found["abstract"] == speech.paragraphs[0]
    assert found.get("publisher", "") == flat(archive)
    assert all(value not in (None, "", []) for name, value in found.items() if name not in {"title", "abstract"})
