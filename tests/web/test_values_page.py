"""All values of a facet: each is within reach, is found by its letters, and gives as many speeches as it says."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as some
from markup import links, page

from searchapp.engines.memory import Memory
from searchapp.settings import Settings
from searchapp.speech import FIELDS, Speech
from searchapp.web import create_app

ROW = re.compile(
    r'<input type="checkbox" name="(\w+)" value="([^"]*)"( checked)?>.*?<span class="count">([\d,]+)</span>'
)


def rows(html):
    return [
        (unescape(value), int(count.replace(",", "")), bool(chosen)) for _, value, chosen, count in ROW.findall(html)
    ]


@pytest.fixture
def crowd(client_of):
    many = [Speech(f"s{n}", ("A word.",), speaker=f"Speaker {n:03}", date="2019", language="en") for n in range(400)]
    return client_of(*many, Speech("jose", ("A word.", "Else."), speaker="José Ñandú", language="fr", date="2020"))


def test_results_lead_to_all_values_of_a_long_facet_and_only_of_that(crowd):
    found = page(crowd, "/search?q=word&language=en")

    assert "All 400 speakers" in found.said
    assert found.one("a", href="/values/speaker?q=word&language=en")["rel"] == "nofollow"
    assert not any(href.startswith(("/values/language", "/values/year")) for href in links(found))


def test_the_page_says_how_many_there_are_of_which_search_and_where_we_are(crowd):
    found = page(crowd, "/values/speaker?q=word&page=2")

    assert found.text("h1") == ["401 speakers page 2 of 3"]
    assert found.text("title")[:1] == ["401 speakers: 401 speeches mention word, page 2 of 3 – Harbour speeches"]
    assert "/search?q=word" in links(found)
    assert found.one("button", **{"aria-current": "page"})["value"] == "2"
    assert found.one("meta", name="robots")["content"] == "noindex"
    assert crowd.get("/values/speaker").headers["X-Robots-Tag"] == "noindex"


def test_every_value_is_on_one_of_the_pages(crowd):
    shown = [row for number in (1, 2, 3) for row in rows(crowd.get(f"/values/speaker?page={number}").text)]

    assert len(shown) == len(set(shown)) == 401
    assert crowd.get("/values/speaker?page=4").status_code == 404


@pytest.mark.parametrize("find", ["jose", "JOSÉ", "nandu jos", "ndú"])
def test_case_and_diacritics_dont_matter_in_what_is_looked_for(crowd, find):
    answer = crowd.get("/values/speaker", query_string={"find": find})

    assert rows(answer.text) == [("José Ñandú", 1, False)]
    assert f"1 has “{find}” in it" in answer.text


def test_a_language_is_found_by_its_name(crowd):
    assert rows(crowd.get("/values/language?find=engl").text) == [("en", 400, False)]


def test_what_is_chosen_comes_first_whatever_is_looked_for(crowd):
    found = rows(crowd.get("/values/speaker?speaker=Speaker+399&speaker=Nobody&find=jose").text)

    assert found == [("Speaker 399", 1, True), ("Nobody", 0, True), ("José Ñandú", 1, False)]


def test_what_is_chosen_can_all_be_removed(crowd):
    assert "/values/speaker?q=word&from=2019" in links(page(crowd, "/values/speaker?q=word&speaker=Ann&from=2019"))


def test_ticks_are_kept_while_others_are_looked_for_and_go_to_the_results_at_once(crowd):
    found = page(crowd, "/values/speaker?q=word&from=2019&sort=oldest&language=en&lang=de")
    form = found.one("form", **{"class": "choosing"})
    kept = {(a["name"], a["value"]) for a in found.all("input", type="hidden")}

    assert form["action"] == "/values/speaker"
    assert {("q", "word"), ("from", "2019"), ("sort", "oldest"), ("language", "en"), ("lang", "de")} <= kept
    shown = crowd.get("/values/speaker?q=word&from=2019&speaker=Speaker+007&speaker=Speaker+009&find=x&show=1")
    assert shown.status_code == 303
    assert shown.headers["Location"] == "/search?q=word&speaker=Speaker+007&speaker=Speaker+009&from=2019"


def test_a_mistake_is_told_as_everywhere(crowd):
    assert crowd.get("/values/speaker?q=(").status_code == 400
    assert crowd.get("/values/speaker?serch=x").status_code == 400
    assert crowd.get("/values/mood").status_code == 404


def test_nothing_found_among_them_is_said(crowd):
    assert "0 have “zzz” in them" in page(crowd, "/values/speaker?find=zzz").said
    assert "There are none." in page(crowd, "/values/topic").said


word = some.sampled_from(["red", "green", "sea"])
speeches = some.lists(
    some.tuples(
        some.lists(word, min_size=1, max_size=3).map(" ".join),
        some.sampled_from(["Ann", "Bo", "É & <b>", None]),
        some.lists(some.sampled_from(["x", "y", "x y"]), max_size=2, unique=True),
        some.sampled_from(["2017", "2019-05-01", None]),
    ),
    min_size=1,
    max_size=8,
)
narrowing = some.sampled_from([{}, {"speaker": "Ann"}, {"speaker": ["Bo", "Ann"], "topic": "x"}, {"from": "2018"}])


@given(speeches, some.sampled_from(["", "red", "-red", "red OR sea"]), narrowing, some.sampled_from(FIELDS))
def test_each_count_is_what_choosing_gives(given_speeches, written, narrowed, field):
    engine = Memory()
    with engine.rebuild() as add:
        for number, (text, speaker, topics, day) in enumerate(given_speeches):
            add(Speech(f"s{number}", (text,), speaker=speaker, topics=tuple(topics), date=day, language="en"))
    client = create_app(Settings(deadline=60.0, rate=0), engine).test_client()
    others = {name: value for name, value in narrowed.items() if name != field}

    for value, count, _ in rows(client.get(f"/values/{field}", query_string={"q": written, **narrowed}).text):
        found = client.get("/api/v1/search", query_string={"q": written, **others, field: value}).json["total"]
        assert found == count, (value, written, narrowed)


def test_what_is_looked_for_among_values_has_a_length(client):
    assert client.get("/values/topic?find=" + "x" * 201).status_code == 400
