"""One client on one connection that asks one page after the other."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from contextlib import closing
from hashlib import sha256
from http.client import HTTPConnection

from answering import Outcome, Rounds

from served.workers import HOST


def in_turn(port: int, asked: Mapping[str, Sequence[str]], rounds: int) -> Rounds:
    """Ask every address of every kind once a round."""
    seen: dict[str, list[list[Outcome]]] = {kind: [] for kind in asked}
    with closing(HTTPConnection(HOST, port)) as connection:
        for turn in range(rounds):
            for kind, addresses in asked.items():
                numbered = [(number(kind, turn, which), address) for which, address in enumerate(addresses)]
                seen[kind].append([_asked(connection, *one) for one in numbered])
    return dict(seen)


def number(kind: str, turn: int, which: int) -> str:
    """What the site's log calls a request."""
    return f"{sha256(kind.encode()).hexdigest()[:16]}-{turn}-{which}"


def _asked(connection: HTTPConnection, number: str, address: str) -> Outcome:
    """Until the client has the whole page."""
    began = time.perf_counter()
    connection.request("GET", address, headers={"X-Request-Id": number})
    response = connection.getresponse()
    response.read()
    seconds = time.perf_counter() - began
    return Outcome(seconds, refusal=None if response.status == 200 else f"status {response.status}")
