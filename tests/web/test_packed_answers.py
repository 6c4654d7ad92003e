"""Answers are packed for those who take them so, and say so."""

import gzip

from searchapp.web.packing import LEAST

ZIPPED = {"Accept-Encoding": "br, gzip"}


def test_a_page_is_packed_for_a_browser(client):
    plain, packed = client.get("/help"), client.get("/help", headers=ZIPPED)

    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert int(packed.headers["Content-Length"]) == len(packed.data) < len(plain.data)
    assert "Content-Encoding" not in plain.headers
    assert all("Accept-Encoding" in one.headers["Vary"] for one in (plain, packed))


def test_who_refuses_gzip_gets_none(client):
    assert "Content-Encoding" not in client.get("/help", headers={"Accept-Encoding": "gzip;q=0"}).headers


def test_little_is_not_worth_packing(client):
    answer = client.get("/livez", headers=ZIPPED)

    assert len(answer.data) < LEAST
    assert "Content-Encoding" not in answer.headers


def test_a_packed_answer_is_known_again(client):
    first = client.get("/api/v1/search?q=barrier", headers=ZIPPED)

    again = client.get("/api/v1/search?q=barrier", headers={**ZIPPED, "If-None-Match": first.headers["ETag"]})

    assert first.headers["ETag"].startswith("W/")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["Vary"] == first.headers["Vary"]
    assert (again.status_code, again.data) == (304, b"")


def test_style_sheets_and_scripts_are_packed_too(client):
    page = client.get("/").text
    for start in ('href="/static/', 'src="/static/'):
        address = "/static/" + page.split(start)[1].split('"')[0]
        assert client.get(address, headers=ZIPPED).headers["Content-Encoding"] == "gzip"
