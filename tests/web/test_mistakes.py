import pytest
from harbour import FLOOD
from markup import page

from searchapp.engines.memory import Memory
from searchapp.settings import Settings
from searchapp.web import create_app


def test_a_mistake_keeps_the_form_filled_in_and_tells_every_fault(client):
    shown = page(client, "/search?q=river+(barrier&speaker=Ada+Marsh&from=soon&to=2019&speker=x&sort=best", 400)

    assert shown.text("h1") == ["This search has a mistake in it"]
    assert shown.one("input", id="q")["value"] == "river (barrier"
    assert shown.one("input", id="from")["value"] == "soon"
    assert shown.one("input", id="to")["value"] == "2019"
    assert [a["value"] for a in shown.all("input", type="hidden")] == ["Ada Marsh"]
    assert {a["id"] for a in shown.all("li")} == {"fault-q", "fault-from", "fault-speker", "fault-sort"}


def test_the_place_of_a_fault_is_marked(client):
    shown = page(client, "/search?q=river+(barrier", 400)

    assert shown.text("pre") == ["river (barrier"]
    assert shown.text("mark") == ["("]


def test_faulty_fields_are_told_to_screen_readers(client):
    shown = page(client, "/search?q=(&from=soon", 400)

    assert shown.one("input", id="q", **{"aria-invalid": "true"})["aria-describedby"] == "fault-q"
    assert "fault-from" in shown.one("input", id="from", **{"aria-invalid": "true"})["aria-describedby"]


def test_a_speech_with_a_mistaken_query_says_so(client):
    assert page(client, "/speech/reka?q=(", 400).text("mark") == ["("]


def test_no_such_speech(client):
    assert "no speech with the id “nobody”" in page(client, "/speech/nobody", 404).said


def test_no_such_page(client):
    assert page(client, "/nowhere", 404).text("h1") == ["There is nothing here"]


def test_pages_can_only_be_read(client):
    answer = client.post("/search")

    assert answer.status_code == 405
    assert "That can’t be done here" in answer.text


def test_without_an_archive_a_search_is_unavailable(unbuilt):
    answer = unbuilt.get("/search?q=barrier")

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert "searchapp rebuild" in answer.text


def test_a_search_that_takes_too_long_says_what_to_do(client_of):
    answer = client_of(FLOOD, deadline=-1).get("/search?q=barrier")

    assert answer.status_code == 503
    assert "That took too long" in answer.text
    assert "narrow it by speaker or date" in answer.text


class Broken(Memory):
    def live(self):
        raise ZeroDivisionError


@pytest.mark.parametrize("address", ["/search", "/api/v1/search"])
def test_what_breaks_on_our_side_says_nothing_of_its_inside(address, caplog):
    answer = create_app(Settings(), Broken()).test_client().get(address)

    assert answer.status_code == 500
    assert "ZeroDivisionError" not in answer.text
    assert answer.headers["X-Request-Id"]
    assert "ZeroDivisionError" in caplog.text
