"""A request is whole exactly when its last byte is there, however it was cut into pieces."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.web.incoming import BODY, LONGEST, Incoming

HEAD = b"POST /check HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n"


def arriving(*pieces):
    coming = Incoming()
    for piece in pieces:
        coming.take(piece)
    return coming


@given(st.binary(max_size=300), st.lists(st.integers(0, 360), max_size=20))
def test_a_request_is_whole_with_its_last_byte(body, cuts):
    request = HEAD % len(body) + body
    places = sorted({0, len(request), *(cut for cut in cuts if cut < len(request))})
    coming = Incoming()

    whole = []
    for start, end in pairwise(places):
        coming.take(request[start:end])
        whole.append(coming.whole)

    assert whole == [end >= len(request) for end in places[1:]]
    assert coming.came == request


@pytest.mark.parametrize(
    "head",
    [
        b"GET / HTTP/1.1\r\n\r\n",
        HEAD % (BODY + 1),
        HEAD % 10**8,
        b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 9\r\n\r\n",
        b"POST / HTTP/1.1\r\nContent-Length: many\r\n\r\n",
        b"POST / HTTP/1.1\r\nContent-Length: -9\r\n\r\n",
        b"POST / HTTP/1.1\r\nX-Content-Length: 9\r\n\r\n",
        b"POST / HTTP/1.1\r\nX: Content-Length: 9\r\n\r\n",
    ],
)
def test_what_cannot_be_waited_for_is_not(head):
    assert not arriving(head[:-1]).whole
    assert arriving(head).whole


@pytest.mark.parametrize("name", [b"content-length:", b"CONTENT-LENGTH: ", b"Content-Length:\t"])
def test_the_length_is_understood_however_it_is_written(name):
    head = b"POST / HTTP/1.1\r\n" + name + b"3 \r\n\r\n"

    assert not arriving(head, b"ab").whole
    assert arriving(head, b"abc").whole


def test_a_head_without_end_is_hopeless():
    assert not arriving(b"x" * LONGEST).hopeless
    assert arriving(b"x" * LONGEST, b"x").hopeless


@pytest.mark.parametrize(
    ("version", "length", "invited"),
    [(b"1.1", 3, True), (b"1.0", 3, False), (b"1.1", BODY + 1, False), (b"1.1", 0, False)],
)
def test_who_waits_to_be_told_is_told_once_to_send_a_body(version, length, invited):
    coming = arriving(b"POST / HTTP/%s\r\nExpect: 100-continue\r\nContent-Length: %d\r\n\r\n" % (version, length))

    assert [coming.invited(), coming.invited()] == [invited, False]
