"""A hostile archive and hostile readers: whatever comes in, a page holds only tags of ours."""

import json
import re

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from markup import Page

from searchapp.engines.memory import Memory
from searchapp.settings import Settings
from searchapp.speech import Speech
from searchapp.web import create_app

ATTACKS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg/onload=alert(1)>",
    "<mark>not ours</mark>",
    "</title></textarea></style><script>alert(1)</script>",
    "<!--<img src=--><img src=x onerror=alert(1)//>",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "{{ 7*7 }}{% raw %}",
    "</p></div></main><h1>mine</h1>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\u202e\u0000<b>x",
]  # fmt: skip
OURS = {
    "html", "head", "meta", "title", "link", "script", "body", "a", "header", "p", "form", "label", "input", "button",
    "main", "h1", "h2", "svg", "rect", "line", "text", "figure", "figcaption", "details", "summary", "table", "thead",
    "tbody", "tr", "th", "td", "div", "section", "ul", "ol", "li", "bdi", "span", "time", "footer", "nav", "aside",
    "fieldset", "legend", "em", "article", "dl", "dt", "dd", "mark", "code", "pre",
    "textarea", "template", "blockquote", "cite",
}  # fmt: skip


def hostile(attack):
    return Speech(
        attack, (f"word {attack} word", attack), title=attack, speaker=attack, date="2019-01-01", topics=(attack, "t"),
        language=attack, event=attack, source=attack, url=attack, introduction=f"{attack} word {attack}",
        extra=((attack, attack), ("nested", {attack: [attack]})),
    )  # fmt: skip


@pytest.fixture(scope="module")
def client():
    engine = Memory()
    with engine.rebuild() as add:
        for attack in ATTACKS:
            add(hostile(attack))
        add(Speech("plain", ("word",), date="2017"))
    return create_app(Settings(title=ATTACKS[0], deadline=60.0), engine).test_client()


def addresses(client):
    found = client.get("/api/v1/search?q=word&per_page=100").json["results"]
    yield from (f"/search?q=word&view=kwic&order={order}" for order in ("search", "left", "right"))
    yield from ("/", "/search?q=word&page=2", "/search?q=word", "/opensearch.xml")
    for attack, result in zip(ATTACKS, found, strict=False):
        yield result["url"].removeprefix("http://localhost")
        asked = {"q": attack, "speaker": attack, "from": attack, attack: attack}
        for name, value in asked.items():
            yield ("/search", {name: value})
            yield ("/speech/plain", {"q": value})
            yield ("/search", {"q": value, "view": "kwic"})


def get(client, address):
    return client.get(address) if isinstance(address, str) else client.get(address[0], query_string=address[1])


def safe(html):
    found = Page(html)
    for tag, attributes in found.tags:
        assert tag in OURS, tag
        assert not any(name.startswith("on") or name == "style" for name in attributes), attributes
        for name in ("href", "src", "action"):
            assert re.match(r"/|#|https?:|$", attributes.get(name, "")), attributes
    assert len([a for a in found.all("script") if "src" not in a]) == len(
        [text for text in found.text("script") if text]
    )
    assert all(isinstance(json.loads(text), dict) for text in found.text("script") if text)
    assert len(found.text("h1")) == 1


def test_a_hostile_archive_stays_text_on_every_page(client):
    for address in addresses(client):
        answer = get(client, address)
        assert answer.status_code < 500
        if answer.mimetype == "text/html":
            safe(answer.text)


def test_html_in_json_holds_nothing_but_marks(client):
    found = client.get("/api/v1/search?q=word&per_page=100").json["results"]
    pieces = [piece for hit in found for piece in [*hit["passages"], hit["introduction"]] if piece]

    assert len(pieces) > len(ATTACKS)
    for piece in pieces:
        assert {tag for tag, _ in Page(piece["html"]).tags} <= {"mark"}
        assert "".join(Page(piece["html"]).whole).replace("\ufffd", "\x00") == piece["text"]


def test_a_link_leads_out_only_where_it_is_an_address(client):
    for attack in ATTACKS:
        shown = client.get("/api/v1/search", query_string={"source": attack}).json["results"][0]["url"]
        out = [a["href"] for a in Page(client.get(shown).text).all("a", rel="noopener nofollow")]
        assert out == []


NAMES = ["q", "speaker", "topic", "year", "language", "source", "from", "to", "sort", "page", "per_page", "utm_x", "z"]
VALUES = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        ["word", "word OR t", '"word', "-word", "wor*", "wrod~", "speaker:x", "date:2019", "2019", "1", "0"]
    ),
    st.text(alphabet='()"*~:-= ORANDNOTwd', max_size=30),
    st.integers().map(str),
)


@pytest.mark.parametrize("path", ["/search", "/api/v1/search", "/api/v1/suggest", "/speech/plain"])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=st.lists(st.tuples(st.sampled_from(NAMES), VALUES), max_size=6))
@example(said=[("q", "\x00"), ("from", "0000"), ("to", "9999-99-99")])
@example(said=[("page", "²"), ("year", "٢٠١٩")])
def test_whatever_is_asked_nothing_breaks(client, path, said):
    answer = client.get(path, query_string=said)

    assert answer.status_code in {200, 400, 404}
    if answer.mimetype == "text/html":
        safe(answer.text)
