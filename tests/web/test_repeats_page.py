import pytest
from hypothesis import given
from hypothesis import strategies as some
from markup import links, page

from searchapp.engines.memory import Memory
from searchapp.settings import Settings
from searchapp.speech import Speech
from searchapp.web import create_app
from searchapp.web.repeats import AT_ONCE

LINE = "We were told that it could not wait."


def speech(id, *paragraphs, **known):
    return Speech(id, paragraphs, **{"language": "en", "title": f"Title of {id}", **known})


@pytest.fixture
def shared(client_of):
    return client_of(
        speech("a/1", "Short.", LINE, "Another passage, which nobody else has ever said.", speaker="Ann", date="1970"),
        speech("b", LINE, speaker="Bo & <Co>", date="1990-05-06"),
        speech("c", "Before.", "WE were told: that it could not wait!", speaker="Bo & <Co>", date="1961"),
        speech("d", LINE),
    )


def test_a_passage_says_in_one_line_who_else_said_it(shared):
    found = page(shared, "/speech/a/1")

    assert found.said.count("Also said in") == 1
    assert "Also said in 3 other speeches by 1 person" in found.said
    assert found.one("a", href="/repeats/a/1?passage=2")["rel"] == "nofollow"


def test_nobody_is_counted_where_nobody_is_named(client_of):
    client = client_of(speech("a", LINE, speaker="Ann"), speech("b", LINE))

    assert "Also said in 1 other speech" in page(client, "/speech/a").text("a")
    assert "Also said in 1 other speech by 1 person" in page(client, "/speech/b").text("a")


def test_a_line_is_said_in_the_language_of_the_page_and_keeps_it(client_of):
    client = client_of(speech("a", LINE, language="he"), speech("b", LINE, language="he"))
    found = page(client, "/speech/a?lang=en&q=told")

    assert found.one("p", **{"class": "again"})["dir"] == "ltr"
    assert found.one("a", href="/repeats/a?passage=1&lang=en")


def test_all_who_say_it_stand_on_a_page_oldest_first(shared):
    found = page(shared, "/repeats/a/1?passage=2")

    assert found.text("h1") == ["Also said in 3 other speeches by 1 person"]
    assert found.text("blockquote") == [f"Passage 22 {LINE}"]
    others = ["/speech/c?passage=2#p2", "/speech/b?passage=1#p1", "/speech/d?passage=1#p1"]
    assert [href for href in links(found) if "#p" in href] == ["/speech/a/1?passage=2#p2"] * 2 + others
    assert "Bo & <Co> · 6 May 1990" in found.said


def test_robots_leave_the_page_alone(shared):
    assert page(shared, "/repeats/b?passage=1").one("meta", name="robots")["content"] == "noindex"
    assert shared.get("/repeats/b?passage=1").headers["X-Robots-Tag"] == "noindex"
    assert "Disallow: /repeats/" in shared.get("/robots.txt").text


def test_a_passage_of_its_own_says_so(shared):
    found = page(shared, "/repeats/a/1?passage=3")

    assert found.text("h1") == ["No other speech says this"]
    assert "Also said" not in found.said


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/repeats/nobody?passage=1", 404),
        ("/repeats/b?passage=2", 404),
        ("/repeats/b?passage=1&page=2", 404),
        ("/repeats/b", 400),
        ("/repeats/b?passage=", 400),
        ("/repeats/b?passage=0", 400),
        ("/repeats/b?passage=1&sort=oldest", 400),
    ],
)
def test_what_is_not_there_or_not_asked_well_is_told(shared, address, status):
    assert shared.get(address).status_code == status


def test_a_missing_passage_is_told_with_what_to_do(shared):
    assert "Say which passage, by its number: passage=1." in page(shared, "/repeats/b", 400).said


@given(some.integers(1, 2 * AT_ONCE + 3))
def test_every_other_speech_is_on_one_of_the_pages(others):
    engine = Memory()
    with engine.rebuild() as add:
        for number in range(others + 1):
            add(speech(f"s{number:03}", LINE))
    client = create_app(Settings(deadline=60.0, rate=0), engine).test_client()

    own, count = f"s{others // 2:03}", -(-others // AT_ONCE)
    pages = [page(client, f"/repeats/{own}?passage=1&page={number + 1}") for number in range(count)]
    shown = [href.split("?")[0] for one in pages for href in links(one) if "#p" in href and f"/{own}?" not in href]
    assert shown == [f"/speech/s{number:03}" for number in range(others + 1) if f"s{number:03}" != own]
    assert client.get(f"/repeats/{own}?passage=1&page={count + 1}").status_code == 404
