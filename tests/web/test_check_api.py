"""Quotations checked by programs."""

import json

import pytest
from harbour import ARCHIVE
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from searchapp.engines.memory import Memory
from searchapp.settings import Settings
from searchapp.web import create_app

HOLD = "the barrier will hold the river"
ADDRESS = "/api/v1/check"


@pytest.fixture
def valid(client):
    """What is wrong with an answer or a question, by the published description."""
    described = client.get("/api/v1/openapi.json").json

    def checked(said, schema):
        whole = {"$ref": f"#/components/schemas/{schema}", "components": described["components"]}
        return [error.message for error in Draft202012Validator(whole).iter_errors(said)]

    return checked


@pytest.mark.parametrize(
    "asked",
    [
        {"quotation": HOLD},
        {"quotation": HOLD, "speaker": "Marsh", "date": "2017-03"},
        {"quotation": HOLD, "speaker": "Quill", "date": None},
        {"quotation": "the barrier will hold [back] the … Nobody asked"},
        {"quotation": "the barrier will surely hold the river"},
        {"quotation": "after visiting the harbour"},
        {"quotation": "We choose to go to the moon"},
        {"quotation": "the barrier will not hold the river", "speaker": "Zorro", "date": "2001"},
    ],
)
def test_verdicts_are_as_described_and_the_same_either_way(client, valid, asked):
    posted = client.post(ADDRESS, json=asked)
    got = client.get(ADDRESS, query_string={name: value for name, value in asked.items() if value})

    assert (posted.status_code, got.status_code) == (200, 200)
    assert valid(asked, "QuotationToCheck") == []
    assert valid(posted.json, "Verdict") == []
    assert {**posted.json, "took_ms": 0} == {**got.json, "took_ms": 0}


def test_a_verdict_says_whose_words_they_are_and_where(client):
    told = client.post(ADDRESS, json={"quotation": "We shall build a wall, and the barrier will hold"}).json

    place = told["places"][0]
    assert (told["verdict"], told["count"], told["words"]) == ("near", 0, 10)
    assert (place["speaker"], place["date"], place["same_words"]) == ("Ada Marsh", "2017-03-14", 9)
    assert place["passages"][0]["url"] == "http://localhost/speech/2017-flood?passage=2#p2"
    assert [tuple(part.values()) for part in place["passages"][0]["parts"]] == [
        ("same", "We shall build a "),
        ("quotation", "wall"),
        ("archive", "barrier"),
        ("same", ", and the barrier will hold"),
        ("around", " the river."),
    ]


def test_a_wrong_attribution_is_told(client):
    told = client.post(ADDRESS, json={"quotation": HOLD, "speaker": "Bo Quill"}).json

    assert (told["verdict"], told["attribution"], told["claimed"]) == ("verbatim", "speaker", None)


@pytest.mark.parametrize(
    ("body", "faults"),
    [
        (b"", {"body"}),
        (b"{", {"body"}),
        (b"\xff\xfe\xff", {"body"}),
        (b"[" * 50_000, {"body"}),
        (b'["nobody asked the river"]', {"body"}),
        (b"null", {"body"}),
        (b"{}", {"quotation"}),
        (b'{"quotation": null}', {"quotation"}),
        (b'{"quotation": " "}', {"quotation"}),
        (b'{"quotation": 12}', {"quotation"}),
        (b'{"quotation": ["a b c"], "speaker": {}, "date": 2017}', {"quotation", "speaker", "date"}),
        (b'{"quotation": "the river", "date": "soon", "speker": 1}', {"quotation", "date", "speker"}),
        (b'{"quotation": "nobody asked the river", "lang": "de"}', {"lang"}),
    ],
)
def test_bodies_that_say_nothing_are_refused_with_every_fault(client, valid, body, faults):
    answer = client.post(ADDRESS, data=body, content_type="application/json")

    assert answer.status_code == 400
    assert set(answer.json["error"]["faults"]) == faults
    assert valid(answer.json, "Error") == []
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_only_json_is_read(client, kind):
    answer = client.post(ADDRESS, data=json.dumps({"quotation": HOLD}), content_type=kind)

    assert (answer.status_code, answer.json["error"]["status"]) == (415, 415)
    assert "Content-Type: application/json" in answer.json["error"]["message"]


def test_json_with_its_encoding_named_is_json(client):
    body = json.dumps({"quotation": HOLD})

    assert client.post(ADDRESS, data=body, content_type="application/json; charset=utf-8").status_code == 200


def test_a_body_is_asked_without_parameters_in_the_address(client):
    answer = client.post(f"{ADDRESS}?quotation=x", json={"quotation": HOLD})

    assert answer.status_code == 400


@pytest.mark.parametrize("asked", [{}, {"quotation": ""}, {"quotation": "the river"}, {"quotation": HOLD, "q": "x"}])
def test_an_address_without_a_quotation_is_refused(client, asked):
    assert client.get(ADDRESS, query_string=asked).status_code == 400


def test_pages_of_any_origin_may_post(client):
    asked = {
        "Origin": "https://elsewhere.example",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }

    preflight = client.options(ADDRESS, headers=asked)

    assert preflight.status_code == 200
    assert preflight.headers["Access-Control-Allow-Origin"] == "*"
    assert "POST" in preflight.headers["Access-Control-Allow-Methods"]
    assert preflight.headers["Access-Control-Allow-Headers"] == "Content-Type"
    assert client.post(ADDRESS, json={"quotation": HOLD}).headers["Access-Control-Allow-Origin"] == "*"


def test_what_was_posted_is_not_kept_and_what_was_asked_may_be(client):
    posted = client.post(ADDRESS, json={"quotation": HOLD})
    got = client.get(ADDRESS, query_string={"quotation": HOLD})
    again = client.get(ADDRESS, query_string={"quotation": HOLD}, headers={"If-None-Match": got.headers["ETag"]})

    assert posted.headers["Cache-Control"] == "no-store"
    assert "max-age" in got.headers["Cache-Control"]
    assert again.status_code == 304


ENGINE = Memory()
with ENGINE.rebuild() as add:
    for one in ARCHIVE:
        add(one)
CLIENT = create_app(Settings(deadline=60.0), ENGINE).test_client()


@given(st.dictionaries(st.sampled_from(["quotation", "speaker", "date", "x"]), st.text(max_size=60) | st.none()))
def test_any_text_at_all_is_answered(said):
    answer = CLIENT.post(ADDRESS, data=json.dumps(said), content_type="application/json")

    assert answer.status_code in {200, 400}
    assert answer.content_type == "application/json"


@given(st.lists(st.sampled_from(["the", "river", "…", "[", "]", "[sic]", "\ud800", "\x00", "barrier", "a", "."])))
def test_signs_without_sense_are_answered(words):
    answer = CLIENT.post(ADDRESS, data=json.dumps({"quotation": " ".join(words)}), content_type="application/json")

    assert answer.status_code in {200, 400}
