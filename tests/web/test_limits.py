"""How often one address may ask."""

import os

import pytest
from harbour import ARCHIVE

from searchapp.web import limits


@pytest.fixture
def limited(client_of):
    return lambda rate, **settings: client_of(*ARCHIVE, rate=rate, **settings)


def test_who_asks_too_often_is_told_how_long_to_wait(limited):
    client = limited(4)

    answers = [client.get("/api/v1/search") for _ in range(4)]

    assert [answer.status_code for answer in answers] == [200, 200, 429, 429]
    assert 1 <= int(answers[-1].headers["Retry-After"]) <= 15
    assert "Wait" in answers[-1].json["error"]["message"]
    assert "Too many requests" in client.get("/search").text


def test_health_is_never_limited(limited):
    client = limited(1)

    assert {client.get("/livez").status_code for _ in range(9)} == {200}


def test_without_a_rate_nobody_is_limited(limited):
    client = limited(0)

    assert {client.get("/api/v1/suggest?q=a").status_code for _ in range(30)} == {200}


def test_a_forwarded_address_counts_only_behind_a_trusted_proxy(limited):
    trusting, plain = limited(2, proxies=1), limited(2)

    def codes(client):
        return [client.get("/search", headers={"X-Forwarded-For": f"10.0.0.{n}"}).status_code for n in range(4)]

    assert codes(trusting) == [200] * 4
    assert codes(plain)[1:] == [429] * 3


def test_processes_count_together():
    memory = limits.shared()
    limit = limits.Limit(4, memory)
    child = os.fork()
    if child == 0:
        os._exit(int(limit.wait("a", 100.0)))
    _, status = os.waitpid(child, 0)

    assert status == 0
    assert limit.wait("a", 100.0) == 0
    assert limit.wait("a", 100.0) > 0
    assert limit.wait("b", 100.0) == 0


def test_an_allowance_grows_back():
    limit = limits.Limit(60, limits.shared())
    spent = [limit.wait("a", 100.0) for _ in range(31)]

    assert spent[:30] == [0] * 30
    assert spent[30] == pytest.approx(1)
    assert limit.wait("a", 101.0) == 0
