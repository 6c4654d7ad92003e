"""When nothing was found: what killed the query, and the number of speeches at the end of each way out."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as some
from markup import page

from searchapp.engines.memory import Memory
from searchapp.settings import Settings
from searchapp.speech import Speech
from searchapp.web import create_app

WAY = re.compile(r'<li><a href="([^"]+)" rel="nofollow">([\d,]+) speech')
MEANT = re.compile(r'<p class="meant">.*?<a href="([^"]+)"')


@pytest.fixture
def harbour(client_of):
    return client_of(
        Speech("s1", ("The barrier holds the river.",), speaker="Ann", date="2017", topics=("flood",)),
        Speech("s2", ("The budget of the harbours.",), speaker="Bo", date="2019", topics=("flood",)),
        Speech("s3", ("The river rose above the barrier.",), speaker="Bo", date="2020"),
    )


def total(client, address):
    return client.get(address.replace("/search", "/api/v1/search", 1)).json["total"]


def ways(html):
    return [(unescape(href), int(count.replace(",", ""))) for href, count in WAY.findall(html)]


def test_words_that_are_there_but_never_together_are_said_to_be(harbour):
    said = page(harbour, "/search?q=barrier+budget").said

    assert "Each of these words is in the archive, but no speech has them all." in said
    assert "1 speech without “barrier”" in said
    assert "2 speeches without “budget”" in said
    assert "3 speeches with any of these words" in said


def test_it_is_told_when_only_the_filters_leave_nothing(harbour):
    said = page(harbour, "/search?q=barrier&speaker=Bo&to=2019").said

    assert "2 speeches have barrier, but what they are narrowed to leaves none of them." in said
    assert "1 speech without the speaker “Bo”" in said
    assert "1 speech at any date" in said
    assert "2 speeches with nothing narrowed" in said
    assert "Each of these words" not in said


def test_a_phrase_may_be_taken_less_strictly(harbour):
    said = page(harbour, '/search?q="barrier+river"').said

    assert '2 speeches with the words of "barrier river" near one another' in said
    assert '2 speeches with the words of "barrier river" anywhere' in said


def test_any_of_the_words_may_be_enough_where_no_phrase_is_there(harbour):
    said = page(harbour, '/search?q="water+rose"+zeppelin').said

    assert "1 speech with any of these words" in said


def test_an_exact_form_may_be_taken_in_any_of_its_forms(client_of):
    client = client_of(Speech("s1", ("The harbours.",), language="en"))

    assert "1 speech with =harbour in any of its forms" in page(client, "/search?q=%3Dharbour").said


def test_a_word_that_is_not_there_may_be_spelt_otherwise(harbour):
    said = page(harbour, "/search?q=barrierr").said

    assert "Nothing in this archive has barrierr." in said
    assert "2 speeches with words spelt nearly like “barrierr”" in said


def test_what_is_excluded_stays_so(harbour):
    found = ways(harbour.get("/search?q=barrier+budget+-rose").text)

    assert ("/search?q=%28barrier+OR+budget%29+-rose", 2) in found


def test_a_word_that_stands_for_too_many_is_left_out(client_of):
    client = client_of(Speech("s1", (" ".join(f"abc{number}" for number in range(1200)),)))

    assert client.get("/search?q=zeppelin+%22abc1+abc3%22").status_code == 200


word = some.sampled_from(["red", "reed", "green", "house", "houses", "sea", "zeppelin", "barrier"])
speeches = some.lists(
    some.tuples(
        some.lists(word.filter(lambda one: one != "zeppelin"), min_size=1, max_size=5).map(" ".join),
        some.sampled_from(["Ann", "Bo"]),
        some.sampled_from(["2017", "2019-05-01", None]),
    ),
    min_size=1,
    max_size=6,
)
leaf = some.one_of(
    word,
    word.map("={}".format),
    word.map("-{}".format),
    some.tuples(word, word).map('"{0[0]} {0[1]}"'.format),
    some.tuples(word, word).map("({0[0]} OR {0[1]})".format),
)
queries = some.lists(some.lists(leaf, min_size=1, max_size=4).map(" ".join), min_size=3, max_size=8)
narrowing = some.sampled_from(
    [{}, {"speaker": "Ann"}, {"speaker": "Bo", "from": "2018"}, {"year": "2017", "to": "2017"}]
)


@given(speeches, queries, narrowing)
def test_every_way_out_finds_as_many_as_it_says(given_speeches, written, narrowed):
    engine = Memory()
    with engine.rebuild() as add:
        for number, (text, speaker, day) in enumerate(given_speeches):
            add(Speech(f"s{number}", (text,), speaker=speaker, date=day, language="en"))
    client = create_app(Settings(deadline=60.0, rate=0), engine).test_client()

    for query in written:
        html = client.get("/search", query_string={"q": query, **narrowed}).text
        for address, count in ways(html):
            assert total(client, address) == count > 0, (query, address)
        for address in MEANT.findall(html):
            assert total(client, unescape(address)) > 0, (query, address)
