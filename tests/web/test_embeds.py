"""What is served to other people's pages, and the words that it speaks in ten languages."""

import base64
import gzip
import hashlib
from urllib.parse import urlsplit

import pytest
from harbour import ARCHIVE, FLOOD
from markup import Page, page

from searchapp.web.embeds import building
from searchapp.web.embeds.building import LATEST, releases
from searchapp.web.interface import interface

SMALL = 6_000
"""Bytes that the script may have, packed."""


def frame_of(client, address, **options):
    """A frame taken apart."""
    return Page(client.get(address, **options).text)


def test_the_latest_script_is_made_of_its_source():
    assert releases()[LATEST].content == building.built(), "run: python tests/embeds --write"


def test_the_script_is_small():
    assert len(gzip.compress(releases()[LATEST].content, 9, mtime=0)) <= SMALL


def test_every_version_ever_released_is_served_unchanged_for_ever(client):
    assert releases().keys() == building.known().keys()
    for version, integrity in building.known().items():
        answer = client.get(f"/embed/v{version}.js")
        digest = base64.b64encode(hashlib.sha384(answer.data).digest()).decode()

        assert integrity == f"sha384-{digest}"
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_the_address_without_a_version_has_the_latest_for_a_short_time(client):
    answer = client.get("/embed/v1.js")

    assert answer.data == releases()[LATEST].content
    assert answer.content_type == "text/javascript; charset=utf-8"
    assert "max-age=3600" in answer.headers["Cache-Control"]
    assert client.get("/embed/v1.js", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


def test_other_versions_are_not_there(client):
    assert client.get("/embed/v9.9.9.js").status_code == 404


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("en", ["0 speeches", "1 speech", "1,234 speeches"]),
        ("ru", ["0 выступлений", "1 выступление", "1 234 выступления"]),
        ("ar", ["لا خطابات", "خطاب واحد", "1,234 خطابًا"]),
        ("fr", ["0 discours", "1 discours", "1 234 discours"]),
    ],
)
def test_numbers_take_the_plural_of_their_language(code, said):
    assert [
        interface(code).count("speeches", number).replace("\xa0", " ").replace("\u202f", " ") for number in (0, 1, 1234)
    ] == said


@pytest.mark.parametrize(
    ("code", "days"),
    [
        ("en", ["21 November 2025", "November 2025", "1961", "29 February, year unknown", "long ago"]),
        ("de", ["21. November 2025", "November 2025", "1961", "29. Februar, Jahr unbekannt", "long ago"]),
        ("zh", ["2025年11月21日", "2025年11月", "1961年", "2月29日，年份不详", "long ago"]),
    ],
)
def test_dates_are_said_as_far_as_they_are_known(code, days):
    written = ["2025-11-21", "2025-11", "1961", "--02-29", "long ago"]

    assert [interface(code).day(one) for one in written] == days


def test_languages_have_their_names():
    assert [interface(code).language("cy-GB") for code in ("en", "ru")] == [
        "Welsh (United Kingdom)",
        "валлийский (Великобритания)",
    ]
    assert interface("en").language("qqq") == "qqq"


def test_a_frame_has_results_and_works_without_a_script(client):
    frame = frame_of(client, "/embed?q=barrier&lang=ru&theme=dark")

    html = frame.one("html")
    assert (html["lang"], html["dir"], html["class"]) == ("ru", "ltr", "dark")
    assert frame.said.count("barrier") >= 2
    assert "3 выступления" in frame.said.replace("\xa0", " ")
    assert all(link["target"] == "_blank" for link in frame.all("a"))
    assert {meta.get("name") for meta in frame.all("meta")} >= {"responsive-embedded-sizing", "robots"}


def test_a_frame_may_stand_anywhere_and_keeps_nothing(client):
    answer = client.get("/embed?q=barrier")

    assert "frame-ancestors *" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "Set-Cookie" not in answer.headers
    assert "Accept-Language" in answer.headers["Vary"]


def test_a_frame_speaks_as_its_reader_unless_it_is_told(client):
    asking = {"Accept-Language": "pt-BR,pt;q=0.9,en;q=0.5"}

    assert frame_of(client, "/embed", headers=asking).one("html")["lang"] == "pt"
    assert frame_of(client, "/embed?lang=tr", headers=asking).one("html")["lang"] == "tr"
    assert frame_of(client, "/embed", headers={"Accept-Language": "xx"}).one("html")["lang"] == "en"
    assert frame_of(client, "/embed?lang=ar").one("html")["dir"] == "rtl"


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/embed?q=(", 400),
        ("/embed?theme=pink", 400),
        ("/embed?lang=xx", 400),
        ("/embed?colour=red", 400),
        ("/embed/speech/nobody", 404),
        ("/embed/speech/2017-flood?passage=99", 404),
        ("/embed/speech/2017-flood?passage=0", 400),
    ],
)
def test_a_frame_says_what_is_wrong_and_leads_to_the_archive(client, address, status):
    answer = client.get(address)

    assert answer.status_code == status
    assert "frame-ancestors *" in answer.headers["Content-Security-Policy"]
    assert 'target="_blank"' in answer.text
    assert len(answer.text) < 3000


def test_a_frame_of_a_quotation_has_the_passage_and_its_source(client):
    frame = frame_of(client, "/embed/speech/2017-flood?passage=2")

    assert FLOOD.paragraphs[1] in frame.said
    assert FLOOD.paragraphs[0] not in frame.said
    assert "Ada Marsh · 14 March 2017" in frame.said
    assert frame.one("a")["href"].endswith("/speech/2017-flood#p2")


def test_frames_are_light(client_of):
    many = client_of(*(ARCHIVE[0].__class__(f"s{n}", ARCHIVE[0].paragraphs * 5, language="en") for n in range(60)))
    answer = many.get("/embed?q=barrier&per_page=20&lang=en")

    frame = Page(answer.text)
    parts = [frame.one("link")["href"], frame.one("script")["src"]]
    files = [answer.data, *(many.get(urlsplit(part).path).data for part in parts)]
    assert answer.status_code == 200
    assert sum(len(gzip.compress(file, 9)) for file in files) <= 15_000


def test_the_api_gives_one_passage_where_only_that_is_wanted(client):
    whole = client.get("/api/v1/speeches/2017-flood").json
    one = client.get("/api/v1/speeches/2017-flood?passage=2").json

    assert [passage["number"] for passage in whole["passages"]] == [1, 2, 3]
    assert one["passages"] == [whole["passages"][1]]
    assert client.get("/api/v1/speeches/2017-flood?passage=99").json["passages"] == []
    assert client.get("/api/v1/speeches/2017-flood?passage=x").status_code == 400


BUILT = "/embed/builder?q=barrier&speaker=Ada+Marsh&from=2017&per_page=5&lang=ru&theme=dark"


def snippets(client, address):
    """What the builder offers to copy, by its name."""
    found = page(client, address)
    ids = [area["id"].removeprefix("s-") for area in found.all("textarea")]
    return dict(zip(ids, found.texts["textarea"], strict=True))


def test_the_builder_offers_the_same_search_in_every_form(client):
    made = snippets(client, BUILT)

    element = Page(made["element"]).one("speech-search")
    assert element == {
        "q": "barrier",
        "speaker": "Ada Marsh",
        "from": "2017",
        "per-page": "5",
        "lang": "ru",
        "theme": "dark",
    }
    assert Page(made["frame"]).one("iframe")["src"] == (
        "http://localhost/embed?q=barrier&speaker=Ada+Marsh&from=2017&per_page=5&lang=ru&theme=dark"
    )
    assert made["feed"].strip() == "http://localhost/feed.atom?q=barrier&speaker=Ada+Marsh&from=2017"
    for kind in ("address", "feed", "json"):
        assert client.get(made[kind].strip().removeprefix("http://localhost")).status_code == 200


def test_the_hash_that_is_copied_is_that_of_what_is_served(client):
    script = Page(snippets(client, BUILT)["proven"]).one("script")
    served = client.get(script["src"].removeprefix("http://localhost")).data

    assert script["integrity"] == f"sha384-{base64.b64encode(hashlib.sha384(served).digest()).decode()}"


def test_what_is_copied_holds_no_more_than_was_chosen(client):
    made = snippets(client, "/embed/builder?q=barrier&speaker=%22%3E%3Cscript%3Ealert(1)%3C/script%3E%3C/textarea%3E")

    for kind in ("element", "proven", "frame"):
        assert len(Page(made[kind]).all("script")) == (kind != "frame")
    assert Page(made["element"]).one("speech-search")["speaker"] == '"><script>alert(1)</script></textarea>'


def test_results_lead_to_the_builder_with_their_search(client):
    link = next(a for a in page(client, "/search?q=barrier&page=1").all("a") if "/embed/builder" in a["href"])

    assert link["href"] == "/embed/builder?q=barrier"
    assert page(client, "/embed/builder?q=barrier").one("iframe")["src"] == "/embed?q=barrier"


def test_the_builder_says_what_is_wrong(client):
    assert client.get("/embed/builder?q=(").status_code == 400
    assert client.get("/embed/builder?theme=pink").status_code == 400


def test_the_builder_keeps_what_its_form_does_not_show(client):
    address = "/embed/builder?q=barrier&source=Harbour+Record&speaker=Ada+Marsh&speaker=Bo+Quill&per_page=7&page=1"
    found = page(client, address)

    hidden = [(field["name"], field["value"]) for field in found.all("input", type="hidden")]
    assert sorted(hidden) == [("source", "Harbour Record"), ("speaker", "Bo Quill")]
    element = Page(snippets(client, address)["element"]).one("speech-search")
    assert (element["speaker"], element["per-page"]) == ("Ada Marsh | Bo Quill", "7")


def test_a_refused_frame_looks_and_speaks_as_it_was_asked_to(client):
    html = frame_of(client, "/embed?per_page=0&lang=de&theme=dark").one("html")

    assert (html["lang"], html["class"]) == ("de", "dark")


def test_the_script_is_not_counted_against_who_asks_too_often(client_of):
    client = client_of(*ARCHIVE, rate=2)

    assert {client.get("/embed/v1.js").status_code for _ in range(10)} == {200}
