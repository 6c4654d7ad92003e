import pytest
from harbour import ARCHIVE, BUDGET, FLOOD
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from searchapp.engines.memory import Memory
from searchapp.settings import Settings
from searchapp.web import create_app


@pytest.fixture
def valid(client):
    """Whether an answer is what the published description says it is."""
    described = client.get("/api/v1/openapi.json").json

    def checked(answer, schema):
        whole = {"$ref": f"#/components/schemas/{schema}", "components": described["components"]}
        return [error.message for error in Draft202012Validator(whole).iter_errors(answer)]

    return checked


def test_the_description_is_valid(client):
    validate(client.get("/api/v1/openapi.json").json)


def test_the_description_knows_every_route_of_the_api(app_of, client):
    routes = {rule.rule for rule in app_of().url_map.iter_rules() if rule.rule.startswith("/api/v1")}

    described = client.get("/api/v1/openapi.json").json["paths"]
    assert {route.removeprefix("/api/v1").replace("<whole:id>", "{id}") for route in routes} == set(described)


@pytest.mark.parametrize("asked", ["", "?q=barrier&speaker=Ada+Marsh", "?q=bariers", "?q=harbour&per_page=1&from=2017"])
def test_answers_to_a_search_are_as_described(client, valid, asked):
    assert valid(client.get(f"/api/v1/search{asked}").json, "Answer") == []


@pytest.mark.parametrize("speech", ARCHIVE, ids=lambda speech: speech.id)
def test_speeches_are_as_described(client, valid, speech):
    assert valid(client.get(f"/api/v1/speeches/{speech.id}?q=barrier").json, "Speech") == []


@pytest.mark.parametrize("asked", ["?q=ba", "?q=", "?q=ada&limit=1"])
def test_suggestions_are_as_described(client, valid, asked):
    assert valid(client.get(f"/api/v1/suggest{asked}").json, "Suggestions") == []


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/api/v1/search?q=(&page=x&speker=y", 400),
        ("/api/v1/suggest?limit=0", 400),
        ("/api/v1/speeches/nobody", 404),
        ("/api/v1/nowhere", 404),
    ],
)
def test_errors_are_as_described_and_open_to_every_origin(client, valid, address, status):
    answer = client.get(address)

    assert answer.status_code == answer.json["error"]["status"] == status
    assert valid(answer.json, "Error") == []
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_fault_in_the_query_has_its_place(client):
    error = client.get("/api/v1/search", query_string={"q": "river (barrier"}).json["error"]

    assert error["at"] == [6, 7]
    assert list(error["faults"]) == ["q"]


def test_a_wrong_method_is_told_in_json(client):
    answer = client.post("/api/v1/search")

    assert (answer.status_code, answer.json["error"]["status"]) == (405, 405)
    assert "GET" in answer.headers["Allow"]


def test_a_speech_has_all_of_its_record(client):
    told = client.get("/api/v1/speeches/2017-flood?q=river").json

    assert [passage["text"] for passage in told["passages"]] == list(FLOOD.paragraphs)
    assert [passage["number"] for passage in told["passages"]] == [1, 2, 3]
    assert told["passages"][2]["html"] == "Nobody asked the <mark>river</mark>."
    assert told["url"] == "http://localhost/speech/2017-flood?q=river"
    assert (told["source_url"], told["extra"]) == (FLOOD.url, dict(FLOOD.extra))
    assert told["introduction"]["text"] == FLOOD.introduction


def test_suggestions_have_the_query_that_finds_them(client):
    told = client.get("/api/v1/suggest?q=ad").json

    speaker = told["suggestions"][0]
    assert (speaker["kind"], speaker["query"]) == ("speaker", 'speaker:"Ada Marsh"')
    assert client.get("/api/v1/search", query_string={"q": speaker["query"]}).json["total"] == speaker["count"] == 1


def test_the_api_is_open_to_every_origin_without_credentials(client):
    headers = client.get("/api/v1/search", headers={"Origin": "https://elsewhere.example"}).headers

    assert headers["Access-Control-Allow-Origin"] == "*"
    assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "Access-Control-Allow-Credentials" not in headers
    assert headers["Vary"] == "Accept-Encoding"


def test_an_answer_can_be_kept_and_asked_for_again_for_nothing(client):
    first = client.get("/api/v1/search?q=barrier&page=1")

    assert first.headers["Cache-Control"] == "public, max-age=60, stale-while-revalidate=3600"
    tag = first.headers["ETag"]
    assert not tag.startswith("W/")
    again = client.get("/api/v1/search?q=barrier", headers={"If-None-Match": tag})
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
    assert again.headers["Access-Control-Allow-Origin"] == "*"
    assert client.get("/api/v1/search?q=river", headers={"If-None-Match": tag}).status_code == 200
    assert client.get("/api/v1/search?q=barrier", headers={"If-None-Match": f"W/{tag}"}).status_code == 304
    assert client.get("/api/v1/speeches/nobody", headers={"If-None-Match": "*"}).status_code == 404


def test_a_new_generation_is_a_new_answer():
    engine = Memory()
    with engine.rebuild() as add:
        add(FLOOD)
    client = create_app(Settings(), engine).test_client()
    tag = client.get("/api/v1/search").headers["ETag"]

    with engine.rebuild() as add:
        add(BUDGET)

    again = client.get("/api/v1/search", headers={"If-None-Match": tag})
    assert again.json["results"][0]["id"] == "2019-budget"


def test_without_an_archive_the_api_says_so(unbuilt):
    answer = unbuilt.get("/api/v1/search")

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert "searchapp rebuild" in answer.json["error"]["message"]


def test_json_is_written_in_letters_that_people_can_read(client):
    assert "Река не спрашивает" in client.get("/api/v1/speeches/reka").text
