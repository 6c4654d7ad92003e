"""An archive that many take home at once, slowly or not at all: nobody waits for them, and each gets one generation."""

import http.client
import json
import socket
import time
from contextlib import ExitStack
from urllib.parse import urlsplit

import pytest

SPEECHES = 3_000
MANY = 200
"""Far more than the site has threads."""


@pytest.fixture
def archive(serve, documents, searchapp_command, tmp_path):
    """The address of a site with 12 MB of speeches, and how to rebuild it as another generation."""

    def rebuilt(label):
        code, said = searchapp_command("rebuild", documents(label, SPEECHES, 100), "--index", tmp_path / "index")
        assert code == 0, said

    rebuilt("first")
    return serve(tmp_path / "index")[0], rebuilt


def asking(address):
    """A connection with a small buffer of its own, on which the whole archive was asked for and nothing was read."""
    client = socket.socket()
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 32 * 1024)
    client.settimeout(30)
    client.connect((urlsplit(address).hostname, urlsplit(address).port))
    client.sendall(b"GET /export.jsonl HTTP/1.1\r\nHost: x\r\n\r\n")
    return client


def begun(client):
    answer = http.client.HTTPResponse(client)
    answer.begin()
    return answer


def search(address):
    """Seconds that a search takes, and the generation that answered."""
    began = time.monotonic()
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=20)
    connection.request("GET", "/api/v1/search?q=pilot")
    answer = connection.getresponse()
    assert answer.status == 200
    generation = json.load(answer)["results"][0]["source"]
    connection.close()
    return time.monotonic() - began, generation


def test_who_takes_the_archive_home_and_does_not_read_it_holds_nobody_up(archive):
    address, _ = archive
    search(address)
    with ExitStack() as open_connections:
        clients = [open_connections.enter_context(asking(address)) for _ in range(MANY)]
        statuses = {begun(client).status for client in clients}

        assert statuses == {200, 503}
        assert max(search(address)[0] for _ in range(50)) < 1


def test_an_export_that_is_read_slowly_is_whole_and_of_the_generation_that_it_began_with(archive):
    address, rebuilt = archive
    with asking(address) as client:
        answer = begun(client)
        read = bytearray(answer.read(100_000))
        rebuilt("second")
        while search(address)[1] != "second":
            time.sleep(0.1)
        while piece := answer.read(500_000):
            read += piece
            time.sleep(0.05)

    records = [json.loads(line) for line in read.decode().splitlines()]
    assert {record["source"] for record in records} == {"first"}
    assert {record["id"] for record in records} == {f"s{n}" for n in range(SPEECHES)}
    assert len(records) == SPEECHES
