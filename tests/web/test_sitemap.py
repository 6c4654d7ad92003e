"""What robots are told: where every speech is, and where not to go."""

from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from searchapp.speech import Speech
from searchapp.web import sitemap

LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def addresses(client, path):
    answer = client.get(path)
    assert (answer.status_code, answer.mimetype) == (200, "application/xml")
    return [loc.text for loc in ET.fromstring(answer.data).iter(LOC)]


def test_every_speech_is_in_one_part_of_the_sitemap(client_of, monkeypatch):
    monkeypatch.setattr(sitemap, "PART", 3)
    client = client_of(*(Speech(f"s{n}", ("Word.",), date=str(2000 + n)) for n in range(8)))

    parts = addresses(client, "/sitemap.xml")
    assert parts == [f"http://localhost/sitemap/{n}.xml" for n in (1, 2, 3)]
    listed = [addresses(client, urlsplit(part).path) for part in parts]
    assert listed == [[f"http://localhost/speech/s{n}" for n in part] for part in ((0, 1, 2), (3, 4, 5), (6, 7))]
    assert client.get("/sitemap/4.xml").status_code == client.get("/sitemap/0.xml").status_code == 404


def test_what_a_sitemap_lists_is_there_whatever_it_is_called(client_of):
    client = client_of(*(Speech(id, ("Word.",)) for id in ("a&b<c>", "река", "a//b", "a?b#c", "../a")))

    for address in addresses(client, "/sitemap/1.xml"):
        assert client.get(address.removeprefix("http://localhost")).status_code == 200


def test_a_sitemap_that_hasnt_changed_isnt_sent_again(client):
    first = client.get("/sitemap/1.xml")

    again = client.get("/sitemap/1.xml", headers={"If-Modified-Since": first.headers["Last-Modified"]})
    assert (again.status_code, again.data) == (304, b"")


def test_robots_are_told_of_the_sitemap_and_kept_from_what_never_ends(client_of):
    told = client_of(Speech("s1", ("Word.",)), url="https://speeches.example").get("/robots.txt").text.splitlines()

    assert told[0] == "User-agent: *"
    assert {f"Disallow: {path}" for path in ("/search", "/values/", "/api/", "/export.")} <= set(told)
    assert told[-1] == "Sitemap: https://speeches.example/sitemap.xml"
