import pytest
from harbour import FLOOD

from searchapp.engines.memory import Memory
from searchapp.settings import Settings
from searchapp.web import create_app


class Damaged(Memory):
    def health(self):
        return "The generation before this one is damaged."


@pytest.fixture
def damaged():
    engine = Damaged()
    with engine.rebuild() as add:
        add(FLOOD)
    return create_app(Settings(), engine).test_client()


def test_ready_with_an_archive(client):
    assert client.get("/readyz").json["status"] == "ready"


def test_alive_but_not_ready_without_an_archive(unbuilt):
    assert unbuilt.get("/livez").status_code == 200
    answer = unbuilt.get("/readyz")
    assert (answer.status_code, answer.json["status"]) == (503, "not ready")
    assert "searchapp rebuild" in answer.json["message"]


def test_what_the_operator_must_look_at_is_told_while_searches_go_on(damaged):
    answer = damaged.get("/readyz")

    assert (answer.status_code, answer.json["status"]) == (200, "degraded")
    assert answer.json["message"] == "The generation before this one is damaged."
    assert damaged.get("/search").status_code == 200
