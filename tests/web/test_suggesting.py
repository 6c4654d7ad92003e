"""Suggestions: of the whole text and of its last word, each leading to as many speeches as it says."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from searchapp.engines.memory import Memory
from searchapp.settings import Settings
from searchapp.speech import Speech
from searchapp.web import create_app


@pytest.fixture
def house(client_of):
    return client_of(
        Speech("s1", ("Housing and its price.",), speaker="Priya Holt", date="2017", language="en"),
        Speech("s2", ("The price of water.",), speaker="Bo Quill", topics=("housing prices",), language="en"),
        Speech("s3", ("Prime ministers.",), speaker="Prime Minister", title="On principle", date="2019", language="en"),
        Speech("s4", ("Housing, privately.",), speaker="Prime Minister", title="Prime time", language="en"),
        Speech("s5", ("Housing.",), speaker="Bo Quill", title="Prime time", language="en"),
    )


@pytest.fixture
def suggest(house):
    def told(q, **more):
        found = house.get("/api/v1/suggest", query_string={"q": q, **more}).json["suggestions"]
        return [(one["kind"], one["value"], one["count"], one["url"].removeprefix("http://localhost")) for one in found]

    return told


def test_the_last_word_is_completed_and_what_stands_before_it_stays(suggest):
    assert suggest("housing pri") == [
        ("speaker", "Prime Minister", 1, "/search?q=housing&speaker=Prime+Minister"),
        ("speaker", "Priya Holt", 1, "/search?q=housing&speaker=Priya+Holt"),
        ("topic", "housing prices", 1, "/search?topic=housing+prices"),
        ("title", "Prime time", 2, "/search?q=housing+title%3A%22Prime+time%22"),
        ("word", "price", 2, "/search?q=housing+price"),
        ("word", "prime", 2, "/search?q=housing+prime"),
        ("word", "privately", 1, "/search?q=housing+privately"),
    ]


def test_a_title_of_one_speech_leads_to_it_and_one_of_several_to_all(suggest):
    titles = [(value, count, url) for kind, value, count, url in suggest("pri") if kind == "title"]

    assert titles == [("Prime time", 2, "/search?q=title%3A%22Prime+time%22"), ("On principle", 1, "/speech/s3")]


def test_what_would_find_nothing_is_not_suggested(suggest):
    assert suggest("water pri") == [
        ("topic", "housing prices", 1, "/search?q=water&topic=housing+prices"),
        ("word", "price", 1, "/search?q=water+price"),
    ]


def test_what_narrows_the_search_goes_on_with_it(suggest):
    found = suggest("pri", speaker="Prime Minister", sort="oldest", lang="de", **{"from": "2019"})

    assert ("title", "On principle", 1, "/speech/s3?lang=de") in found
    assert ("word", "prime", 1, "/search?q=prime&speaker=Prime+Minister&from=2019&sort=oldest&lang=de") in found
    assert not any(kind == "topic" for kind, *_ in found)


def test_the_view_of_a_page_goes_on_too(suggest):
    assert ("word", "prime", 3, "/search?q=prime&view=kwic") in suggest("pri", view="kwic")


def test_a_name_takes_the_place_of_another(suggest):
    assert suggest("quill", speaker="Prime Minister")[0] == ("speaker", "Bo Quill", 2, "/search?speaker=Bo+Quill")


def test_a_quotation_is_closed_for_its_last_word(house):
    found = house.get("/api/v1/suggest", query_string={"q": '"prime mini'}).json["suggestions"]

    assert [(one["query"], one["count"]) for one in found if one["kind"] == "word"] == [('"prime ministers"', 2)]


def test_after_a_field_only_its_own_are_suggested(suggest):
    assert {kind for kind, *_ in suggest("housing speaker:pri")} == {"speaker"}
    assert suggest("housing speaker:pri")[0] == (
        "speaker", "Prime Minister", 1, "/search?q=housing&speaker=Prime+Minister",
    )  # fmt: skip


def test_a_word_that_is_typed_out_isnt_suggested(suggest):
    assert ("word", "price") not in [found[:2] for found in suggest("price")]


@pytest.mark.parametrize("q", ["", "  ", "?!", '"', "(", "a OR ", "pri*", "-", "speaker:", "\ud800", "x" * 5000])
def test_whatever_is_typed_is_answered(house, q):
    assert house.get("/api/v1/suggest", query_string={"q": q.encode("utf-8", "replace")}).status_code == 200


def test_each_kind_has_its_share(suggest):
    assert [kind for kind, *_ in suggest("pri", limit=4)] == ["speaker", "topic", "title", "word"]


word = some.sampled_from(["red", "reef", "reed", "Sea", "seas", "green", "réd"])
text = some.lists(word, min_size=1, max_size=4).map(" ".join)
speeches = some.lists(
    some.tuples(text, some.none() | text, some.none() | text, some.none() | text, some.sampled_from(["2017", None])),
    min_size=1,
    max_size=8,
)
typed = some.one_of(
    some.sampled_from(["re", "r", "se", "red re", '"red r', "-red s", "red OR s", "(sea r", "title:re", "=re", "réd"]),
    some.tuples(text, some.sampled_from(["r", "s", "g"])).map(" ".join),
)
narrowing = some.sampled_from([{}, {"from": "2017"}, {"speaker": "red"}, {"topic": ["red", "sea"], "to": "2017"}])


@given(speeches, some.lists(typed, min_size=2, max_size=6), narrowing)
def test_every_suggestion_leads_to_as_many_as_it_says(given_speeches, begun, narrowed):
    engine = Memory()
    with engine.rebuild() as add:
        for number, (said, title, speaker, topic, day) in enumerate(given_speeches):
            topics = (topic,) if topic else ()
            add(Speech(f"s{number}", (said,), title=title, speaker=speaker, topics=topics, date=day, language="en"))
    client = create_app(Settings(deadline=60.0, rate=0), engine).test_client()

    for q in begun:
        for one in client.get("/api/v1/suggest", query_string={"q": q, **narrowed}).json["suggestions"]:
            address = one["url"].removeprefix("http://localhost")
            if address.startswith("/speech/"):
                assert (client.get(address).status_code, one["count"]) == (200, 1)
                continue
            total = client.get(address.replace("/search", "/api/v1/search", 1)).json["total"]
            assert total == one["count"] > 0, (q, one)
