"""Who doesn't read a long answer, or sends a body byte by byte, holds nobody up; who reads slowly gets every byte."""

import http.client
import signal
import socket
import struct
import threading
import time
from contextlib import ExitStack
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from large import said

MANY = 200
"""Far more than the site has threads."""
LONG = 12_000_000
LONGER_THAN_BUFFERS = 30_000_000


@pytest.fixture(scope="module")
def large(serve, demo_index):
    """The worker, with answers of any length behind it."""
    return serve(demo_index, application="large:app")


def place(address):
    return urlsplit(address).hostname, urlsplit(address).port


def ask(address, path, *, headers=b"", version=b"1.1"):
    """A connection with a small buffer of its own, on which this was asked for and nothing was read."""
    client = socket.socket()
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 32 * 1024)
    client.settimeout(20)
    client.connect(place(address))
    client.sendall(b"GET %s HTTP/%s\r\nHost: x\r\n%s\r\n" % (path.encode(), version, headers))
    return client


def answered(client):
    """Status and body, as http.client reads them."""
    answer = http.client.HTTPResponse(client)
    answer.begin()
    return answer.status, answer


def seconds(address, path="/livez"):
    """How long somebody waits for an answer."""
    began = time.monotonic()
    connection = http.client.HTTPConnection(*place(address), timeout=20)
    connection.request("GET", path)
    assert connection.getresponse().status == 200
    connection.close()
    return time.monotonic() - began


def workers(process):
    return Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()


def files(process):
    """How many files and connections the workers have open."""
    return sum(len(list(Path(f"/proc/{worker}/fd").iterdir())) for worker in workers(process))


def resident(process):
    """Bytes of memory that the workers of a gunicorn have."""
    pages = [int(Path(f"/proc/{worker}/statm").read_text().split()[1]) for worker in workers(process)]
    return sum(pages) * 4096


@pytest.mark.parametrize("kind", ["made", "whole"])
def test_who_does_not_read_a_long_answer_holds_nobody_up(large, kind):
    address, process = large
    before = resident(process)
    with ExitStack() as open_connections:
        clients = [open_connections.enter_context(ask(address, f"/{kind}/{LONG}")) for _ in range(MANY)]
        for client in clients:
            client.recv(1)

        assert max(seconds(address) for _ in range(50)) < 1
        assert resident(process) - before < MANY * LONG / 4


@pytest.mark.parametrize("kind", ["made", "whole"])
@pytest.mark.parametrize("version", [b"1.1", b"1.0"])
def test_who_reads_slowly_gets_every_byte(large, kind, version):
    with ask(large[0], f"/{kind}/{LONG}", version=version) as client:
        status, answer = answered(client)
        read = bytearray()
        while piece := answer.read(200_000):
            read += piece
            time.sleep(0.02)

    assert status == 200
    assert sha256(read).digest() == sha256(said(LONG)).digest()


def test_a_connection_goes_on_behind_a_long_answer(large):
    with ask(large[0], f"/made/{LONG}") as client:
        client.sendall(b"GET /whole/5 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        came = b"".join(iter(lambda: client.recv(100_000), b""))

    assert came.count(b"HTTP/1.1 200 OK\r\n") == 2
    assert came.endswith(b"\r\n0\r\n\r\n" + came[came.rindex(b"HTTP/1.1 200 OK") :])
    assert came.endswith(b"\r\n\r\n" + said(5))


def test_an_answer_that_breaks_is_cut_off_and_nobody_takes_it_for_whole(large):
    for version in (b"1.0", b"1.1"):
        with ask(large[0], f"/broken/{LONG}", version=version) as client:
            _, answer = answered(client)
            with pytest.raises((ConnectionResetError, http.client.IncompleteRead)):
                answer.read()


def test_what_does_not_fit_is_refused_and_fits_again_when_readers_have_gone(large):
    with ExitStack() as open_connections:
        clients = [open_connections.enter_context(ask(large[0], f"/whole/{LONG}")) for _ in range(40)]
        statuses = {answered(client)[0] for client in clients}

    assert statuses == {200, 503}
    for _ in range(100):
        with ask(large[0], f"/whole/{LONG}") as client:
            if answered(client)[0] == 200:
                return
        time.sleep(0.1)
    raise AssertionError("the room is never given back")


def test_a_reader_who_takes_nothing_is_given_up(large):
    with ask(large[0], f"/made/{LONGER_THAN_BUFFERS}") as client:
        time.sleep(24)
        _, answer = answered(client)

        with pytest.raises((ConnectionResetError, http.client.IncompleteRead)):
            answer.read()


def test_stopping_waits_for_who_reads_slowly(serve, demo_index):
    address, process = serve(demo_index, application="large:app")
    with ask(address, f"/made/{LONG}") as client:
        _, answer = answered(client)
        read = len(answer.read(100_000))
        process.send_signal(signal.SIGTERM)
        while piece := answer.read(400_000):
            read += len(piece)
            time.sleep(0.05)

    assert read == LONG
    assert process.wait(30) == 0


def test_bodies_that_come_byte_by_byte_hold_nobody_up(large):
    address, _ = large
    head = b"POST /body HTTP/1.1\r\nHost: x\r\nContent-Length: 60000\r\n\r\n"
    over = threading.Event()
    with ExitStack() as open_connections:
        slow = [open_connections.enter_context(socket.create_connection(place(address))) for _ in range(MANY)]
        for client in slow:
            client.sendall(head)

        def trickle():
            while not over.wait(0.05):
                for client in slow:
                    client.send(b"x")

        trickling = threading.Thread(target=trickle)
        trickling.start()
        longest = max(seconds(address) for _ in range(50))
        over.set()
        trickling.join()

    assert longest < 1


@pytest.mark.parametrize("size", [0, 1, 9, 65_535, 65_536])
def test_a_body_that_comes_in_pieces_is_read_whole_and_the_connection_goes_on(large, size):
    request = b"POST /body HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n" % size + b"x" * size
    with socket.create_connection(place(large[0]), timeout=20) as client:
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        said = []
        for _ in range(2):
            for start in range(0, len(request), 7_001):
                client.sendall(request[start : start + 7_001])
                time.sleep(0.005)
            said.append(answered(client)[1].read())

    assert said == [str(size).encode()] * 2


def test_bodies_sent_at_once_are_answered_in_turn(large):
    request = b"POST /body HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n%s"
    with socket.create_connection(place(large[0]), timeout=20) as client:
        client.sendall(request % (3, b"abc") + request % (5, b"abcde") + request % (4, b"ab"))
        came = client.recv(4096)
        while came.count(b"\r\n\r\n") < 2 or came.endswith(b"\r\n\r\n"):
            came += client.recv(4096)
        client.sendall(b"cd")
        third = answered(client)[1].read()

    assert [answer[-1:] for answer in came.split(b"HTTP/1.1 200 OK")] == [b"", b"3", b"5"]
    assert third == b"4"


@pytest.mark.parametrize("announced", [b"Content-Length: 65537", b"Transfer-Encoding: chunked"])
def test_a_body_that_is_too_long_is_not_read_and_its_connection_ends(large, announced):
    with socket.create_connection(place(large[0]), timeout=20) as client:
        client.sendall(b"POST /body HTTP/1.1\r\nHost: x\r\n" + announced + b"\r\n\r\n")
        _, answer = answered(client)

        assert answer.getheader("Connection") == "close"
        assert answer.read() == b"0"
        assert client.recv(1) == b""


def test_who_waits_to_be_told_to_send_a_body_is_told(large):
    head = b"POST /body HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n"
    with socket.create_connection(place(large[0]), timeout=5) as client:
        client.sendall(head)
        assert client.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
        client.sendall(b"abc")

        assert answered(client)[1].read() == b"3"


def test_a_reader_who_hangs_up_in_the_middle_is_forgotten(large):
    address, process = large
    opened = files(process)
    for _ in range(20):
        client = ask(address, f"/made/{LONG}")
        client.recv(1000)
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        client.close()
    time.sleep(3)

    assert files(process) < opened + 10
