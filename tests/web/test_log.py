import io
import json

import pytest

from searchapp.web import log


@pytest.fixture
def lines():
    """What is written while a test runs, one object a line."""
    stream = io.StringIO()
    log.start(stream)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    log.LOG.handlers = []


def test_a_request_is_a_line_without_what_was_searched_for(client, lines):
    client.get("/search?q=secret", environ_base={"REMOTE_ADDR": "203.0.113.9"}, headers={"X-Request-Id": "abc-1"})

    (line,) = lines()
    assert (line["request"], line["path"], line["status"]) == ("abc-1", "/search", 200)
    assert "secret" not in json.dumps(line)
    assert "203.0.113.9" not in json.dumps(line)


def test_queries_are_written_only_where_the_settings_say_so(client_of, lines):
    client_of(log_queries=True).get("/search?q=secret", environ_base={"REMOTE_ADDR": "203.0.113.9"})

    (line,) = lines()
    assert line["query"] == "q=secret"
    assert "203.0.113.9" not in json.dumps(line)


@pytest.mark.parametrize("given", ["a b", "x" * 65, "<script>", ""])
def test_a_request_number_that_isnt_sane_is_replaced(client, given):
    answer = client.get("/livez", headers={"X-Request-Id": given})

    assert answer.headers["X-Request-Id"] not in {given, ""}
