"""Bodies of requests: what is too long, or doesn't say how long it is, is refused with a sentence."""

import pytest
from flask import request

from searchapp.web.incoming import BODY


@pytest.fixture
def client(app_of):
    app = app_of()
    app.post("/api/v1/read")(lambda: {"letters": len(request.get_data())})
    return app.test_client()


def test_a_body_of_64_kb_is_read(client):
    assert client.post("/api/v1/read", data=b"x" * BODY).json == {"letters": BODY}


def test_a_longer_body_is_refused(client):
    answer = client.post("/api/v1/read", data=b"x" * (BODY + 1))

    assert answer.status_code == 413
    assert "64 kB" in answer.json["error"]["message"]


def test_a_body_of_unknown_length_is_refused(client):
    answer = client.post("/api/v1/read", headers={"Transfer-Encoding": "chunked"})

    assert answer.status_code == 411
    assert "Content-Length" in answer.json["error"]["message"]


def test_where_no_body_is_read_its_length_is_not_asked_for(client):
    assert client.post("/search", data=b"x" * (BODY + 1)).status_code == 405
    assert client.get("/livez", data=b"x" * (BODY + 1)).status_code == 200
