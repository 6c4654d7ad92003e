"""Clients who are slow, silent or never take leave hold nobody else up; stopping cuts nobody off."""

import http.client
import signal
import socket
import threading
import time
from contextlib import ExitStack
from urllib.parse import urlsplit

import pytest

SLOW = 200
"""Far more than the site has threads."""
HABITS = {
    "says nothing": b"",
    "never ends the head of its request": b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow",
    "begins a second request and never ends it": b"GET /livez HTTP/1.1\r\nHost: x\r\n\r\nGET /li",
    "announces a body and never sends it": b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n",
    "takes no leave": b"GET /livez HTTP/1.0\r\n\r\n",
}


def place(address):
    return urlsplit(address).hostname, urlsplit(address).port


def seconds(address):
    """How long somebody waits for an answer."""
    began = time.monotonic()
    connection = http.client.HTTPConnection(*place(address), timeout=10)
    connection.request("GET", "/livez")
    assert connection.getresponse().status == 200
    connection.close()
    return time.monotonic() - began


@pytest.mark.parametrize("habit", HABITS)
def test_slow_clients_hold_nobody_up(site, habit):
    with ExitStack() as open_connections:
        for _ in range(SLOW):
            slow = open_connections.enter_context(socket.create_connection(place(site), timeout=10))
            slow.sendall(HABITS[habit])

        assert max(seconds(site) for _ in range(50)) < 1


def test_a_request_that_comes_byte_by_byte_is_answered(site):
    with socket.create_connection(place(site), timeout=10) as slow:
        for byte in b"GET /livez HTTP/1.1\r\nHost: x\r\n\r\n" * 2:
            slow.sendall(bytes([byte]))
            time.sleep(0.002)
        slow.shutdown(socket.SHUT_WR)
        answers = b"".join(iter(lambda: slow.recv(4096), b""))

    assert answers.count(b"HTTP/1.1 200 OK") == 2


def test_requests_sent_at_once_are_answered_in_turn(site):
    with socket.create_connection(place(site), timeout=10) as client:
        client.sendall(b"GET /livez HTTP/1.1\r\nHost: x\r\n\r\n" * 3 + b"GET /help HTTP/1.0\r\n\r\n")
        answers = b"".join(iter(lambda: client.recv(4096), b""))

    assert answers.count(b" 200 OK\r\n") == 4


def test_a_head_without_end_is_refused(site):
    with socket.create_connection(place(site), timeout=10) as client:
        client.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n" + b"X" * 100_000)

        assert client.recv(4096) == b""


def test_stopping_cuts_nobody_off(serve, demo_index):
    address, process = serve(demo_index)
    cut, answered, over = [], [], threading.Event()

    def visit():
        while not over.is_set():
            try:
                client = socket.create_connection(place(address), timeout=10)
            except ConnectionRefusedError:
                continue
            with client:
                try:
                    client.sendall(b"GET /livez HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                    answered.append(b" 200 OK\r\n" in client.recv(4096))
                except ConnectionError as error:
                    cut.append(error)
            time.sleep(0.02)

    visitors = [threading.Thread(target=visit) for _ in range(8)]
    for visitor in visitors:
        visitor.start()
    time.sleep(1)
    process.send_signal(signal.SIGTERM)
    process.wait(30)
    over.set()
    for visitor in visitors:
        visitor.join()

    assert all(answered)
    assert len(answered) > 50
    assert len(cut) <= 1, "whoever knocks in the very moment in which the door is closed may be turned away"


def test_what_machines_beside_us_say_of_themselves_is_not_believed(site):
    connection = http.client.HTTPConnection(*place(site), timeout=10)
    connection.request("GET", "/opensearch.xml", headers={"SCRIPT_NAME": "/evil", "X-Forwarded-Proto": "https"})
    answer = connection.getresponse()
    said = answer.read().decode()
    connection.close()

    assert answer.status == 200
    assert "evil" not in said
    assert "https://127.0.0.1" not in said
