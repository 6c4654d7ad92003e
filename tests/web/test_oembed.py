"""oEmbed for whoever pastes an address of ours, and the same search as a feed."""

import re
from urllib.parse import quote, urlsplit

import pytest
from harbour import ARCHIVE, FLOOD
from lxml import etree
from markup import Page, page

from searchapp.speech import Speech

SITE = "http://localhost"
ATOM = "{http://www.w3.org/2005/Atom}"


def ask(client, url, **more):
    return client.get("/oembed", query_string={"url": url, **more})


def frame_in(answer):
    return Page(answer["html"]).one("iframe")


@pytest.mark.parametrize(
    ("address", "frame"),
    [
        ("/search?q=barrier&speaker=Ada+Marsh&page=2", "/embed?q=barrier&speaker=Ada+Marsh"),
        ("/", "/embed"),
        ("", "/embed"),
        ("/embed?q=barrier&lang=ru&theme=dark", "/embed?q=barrier&lang=ru&theme=dark"),
        ("/speech/2017-flood#p0", "/embed/speech/2017-flood?passage=1"),
        ("/speech/2017-flood#p٣", "/embed/speech/2017-flood?passage=1"),
        ("/speech/2017-flood", "/embed/speech/2017-flood?passage=1"),
        ("/speech/2017-flood?q=river#p3", "/embed/speech/2017-flood?passage=3"),
    ],
)
def test_an_address_of_ours_becomes_a_frame_that_works(client, address, frame):
    answer = ask(client, SITE + address)

    src = frame_in(answer.json)["src"]
    assert src == SITE + frame
    assert client.get(src.removeprefix(SITE)).status_code == 200
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert (answer.json["version"], answer.json["type"]) == ("1.0", "rich")


def test_a_speech_says_who_speaks(client):
    answer = ask(client, f"{SITE}/speech/2017-flood").json

    assert (answer["title"], answer["author_name"], answer["provider_name"]) == (
        "On the flood",
        "Ada Marsh",
        "Harbour speeches",
    )


@pytest.mark.parametrize(
    ("asked", "size"),
    [
        ({}, (600, 400)),
        ({"maxwidth": "320", "maxheight": "250"}, (320, 250)),
        ({"maxwidth": "5000"}, (600, 400)),
        ({"maxwidth": "0", "maxheight": "-1"}, (100, 400)),
        ({"maxwidth": "9" * 4500}, (600, 400)),
        ({"maxwidth": "wide", "dnt": "1", "discover": "true"}, (600, 400)),
    ],
)
def test_the_size_is_as_the_consumer_wants_it(client, asked, size):
    answer = ask(client, f"{SITE}/search?q=barrier", **asked).json

    assert (answer["width"], answer["height"]) == size
    assert (frame_in(answer)["width"], frame_in(answer)["height"]) == tuple(map(str, size))


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/search?q=x",
        "http://localhost:81/search",
        "https://localhost/search",
        "//localhost/search",
        "javascript:alert(1)",
        f"{SITE}/help",
        f"{SITE}/api/v1/search",
        f"{SITE}/search?q=(",
        f"{SITE}/search?nonsense=1",
        f"{SITE}/speech/nobody",
        f"{SITE}/speech/2017-flood#p99999",
        f"{SITE}/embed?lang=xx",
        "http://[",
        "http://ex\u2100mple/",
        "",
    ],
)
def test_what_is_not_ours_or_shows_nothing_is_not_found(client, address):
    answer = ask(client, address)

    assert answer.status_code == 404
    assert answer.json["error"]["status"] == 404


def test_other_formats_are_not_implemented(client):
    assert ask(client, f"{SITE}/search?q=barrier", format="yaml").status_code == 501


def test_xml_says_the_same(client):
    told = ask(client, f"{SITE}/speech/2017-flood", format="xml")

    assert told.mimetype == "text/xml"
    root = etree.fromstring(told.data)
    assert {child.tag: child.text for child in root} == {
        name: str(value) for name, value in ask(client, f"{SITE}/speech/2017-flood").json.items()
    }


HOSTILE = '"><script>alert(1)</script>\n</iframe> & \x0b \ufffe'


def test_hostile_titles_stay_titles(client_of):
    client = client_of(Speech("x", ("Words.",), title=HOSTILE, speaker=HOSTILE, topics=(HOSTILE,), language="en"))
    answer = ask(client, f"{SITE}/speech/x").json

    assert "<script" not in answer["html"]
    assert "\n" not in answer["html"]
    assert frame_in(answer)["title"].startswith('"><script>alert(1)')
    for address in (f"/oembed?format=xml&url={quote(SITE + '/speech/x')}", "/feed.atom", "/feed.atom?q=words"):
        etree.fromstring(client.get(address).data)


def as_wordpress(html):
    """What is left of HTML from a provider that WordPress doesn't know (wp_filter_oembed_result)."""
    kept = re.search(r"(<blockquote>.*?</blockquote>)?.*(<iframe.*?></iframe>)", html, re.IGNORECASE)
    allowed = {"src", "width", "height", "frameborder", "marginwidth", "marginheight", "scrolling", "title"}
    frame = Page(kept[2]).one("iframe")
    return {name: value for name, value in frame.items() if name in allowed}


def test_what_wordpress_leaves_of_it_is_still_a_frame(client):
    frame = as_wordpress(ask(client, f"{SITE}/search?q=barrier").json["html"])

    assert frame["src"] == f"{SITE}/embed?q=barrier"
    assert frame["title"].startswith("barrier")
    assert int(frame["height"]) >= 200


@pytest.mark.parametrize("address", ["/", "/search?q=barrier", "/speech/2017-flood", "/help"])
def test_every_page_says_where_its_embed_is(client, address):
    found = page(client, address)

    for kind in ("application/json+oembed", "text/xml+oembed"):
        link = urlsplit(found.one("link", type=kind)["href"])
        assert client.get(f"{link.path}?{link.query}").status_code == 200


def entries(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    assert answer.mimetype == "application/atom+xml"
    return etree.fromstring(answer.data)


def test_a_feed_has_the_speeches_newest_first(client):
    feed = entries(client, "/feed.atom?q=barrier")

    dates = [entry.findtext(f"{ATOM}updated") for entry in feed.iter(f"{ATOM}entry")]
    assert dates[:2] == ["2019-11-05T00:00:00Z", "2017-03-14T00:00:00Z"]
    flood = next(e for e in feed.iter(f"{ATOM}entry") if e.findtext(f"{ATOM}title") == FLOOD.title)
    assert flood.findtext(f"{ATOM}author/{ATOM}name") == FLOOD.speaker
    assert flood.find(f"{ATOM}link").get("href") == f"{SITE}/speech/2017-flood?q=barrier"
    assert flood.findtext(f"{ATOM}content").startswith("<blockquote>We shall build a <mark>barrier</mark>")
    assert [one.get("term") for one in flood.iter(f"{ATOM}category")] == list(FLOOD.topics)


def test_a_feed_without_a_query_has_everything(client):
    assert len(list(entries(client, "/feed.atom").iter(f"{ATOM}entry"))) == len(ARCHIVE)


def test_a_feed_is_sent_once(client):
    first = client.get("/feed.atom?q=barrier")

    assert client.get("/feed.atom?q=barrier", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


def test_a_feed_refuses_what_it_does_not_understand(client):
    assert client.get("/feed.atom?sort=oldest").status_code == 400
    assert client.get("/feed.atom?q=(").status_code == 400


def test_results_say_where_their_feed_is(client):
    link = urlsplit(
        page(client, "/search?q=barrier&topic=flood&sort=oldest").one("link", type="application/atom+xml")["href"]
    )

    assert f"{link.path}?{link.query}" == "/feed.atom?q=barrier&topic=flood"
    assert entries(client, f"{link.path}?{link.query}") is not None
