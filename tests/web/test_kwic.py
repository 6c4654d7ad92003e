from harbour import FLOOD
from markup import links, page

from searchapp.engines.memory import Memory
from searchapp.settings import Settings
from searchapp.speech import Speech
from searchapp.web import create_app

MANY = Speech("many", tuple(f"Passage {n} has a word." for n in range(120)), title="Many", date="2019", language="en")


def lines(shown):
    return [href for href in links(shown) if href.startswith("/speech/")]


def test_each_match_is_a_line_that_leads_to_its_passage(client):
    shown = page(client, "/search?q=river&view=kwic")

    assert lines(shown) == ["/speech/2017-flood?q=river#p2", "/speech/2017-flood?q=river#p3"]
    assert "We shall build a barrier, and the barrier will hold the river. Ada Marsh · 14 March 2017" in shown.said
    assert shown.text("mark") == ["river", "river"]
    assert "Lines 1–2 of 2" in shown.said
    assert shown.one("ol")["start"] == "1"


def test_what_is_around_the_lines_is_that_of_the_speeches(client):
    shown = page(client, "/search?q=barrier&view=kwic")

    assert shown.text("h1") == ["3 speeches mention barrier, 2017–2019"]
    assert "/search?q=barrier&speaker=Bo+Quill&view=kwic" in links(shown)


def test_lines_and_list_lead_to_one_another(client):
    assert "/search?q=barrier&sort=newest&view=kwic" in links(page(client, "/search?q=barrier&sort=newest"))

    shown = page(client, "/search?q=barrier&sort=newest&view=kwic&order=left")

    assert {"/search?q=barrier&sort=newest", "/search?q=barrier&sort=newest&view=kwic"} <= set(links(shown))
    assert "/search?q=barrier&sort=newest&view=kwic&order=right" in links(shown)
    assert [a["value"] for a in shown.all("input", type="hidden")] == ["newest", "kwic", "left"]


def test_lines_are_read_page_by_page(client_of):
    client = client_of(MANY)

    first, last = page(client, "/search?q=word&view=kwic"), page(client, "/search?q=word&view=kwic&page=3")

    assert "Lines 1–50 of 120" in first.said
    assert "/search?q=word&page=3&view=kwic" in links(first)
    assert "Lines 101–120 of 120" in last.said
    assert last.one("ol")["start"] == "101"
    assert lines(last)[0] == "/speech/many?q=word#p101"


def test_there_is_no_page_behind_the_last_line(client_of):
    assert "end at page 3; there is no page 4" in page(client_of(MANY), "/search?q=word&view=kwic&page=4", 404).said


def test_lines_in_order_say_how_many_are(client_of):
    client = client_of(Speech("long", ("word " * 1200,), language="en"))

    shown = page(client, "/search?q=word&view=kwic&order=right")

    assert "Lines 1–50 of 1,200" in shown.said
    assert "The first 1,000 lines of this search are in this order" in shown.said
    assert "/search?q=word&page=20&view=kwic&order=right" in links(shown)
    assert "are in this order" not in page(client, "/search?q=word&view=kwic").said


def test_without_words_there_are_no_lines(client):
    assert "Write a word or a phrase" in page(client, "/search?view=kwic").said
    assert "Write a word or a phrase" in page(client, "/search?q=speaker%3Aquill&view=kwic").said
    assert "No speaker said it" in page(client, "/search?q=budget+topic%3Aflood+-promise&view=kwic").said


def test_when_nothing_is_found_the_ways_out_are_shown(client):
    assert "No speech mentions zeppelin" in page(client, "/search?q=zeppelin&view=kwic").said


def test_a_line_is_in_the_language_of_its_speech(client_of):
    client = client_of(Speech("ar", ("قال سلام ثم ذهب",), language="ar"))

    shown = page(client, "/search?q=سلام&view=kwic")

    assert {"lang": "ar", "dir": "rtl"}.items() <= shown.one("a", lang="ar", dir="rtl").items()
    assert "قال سلام ثم ذهب" in shown.said


def test_bad_values_are_told_with_what_there_is(client):
    said = page(client, "/search?q=a&view=table&order=up", 400).said

    assert "“table” is not a way to show results. There is list and kwic." in said
    assert "“up” is not an order of lines. There is search, left and right." in said


def test_feeds_and_embeds_of_lines_are_those_of_the_search(client):
    shown = page(client, "/search?q=barrier&view=kwic&order=left")

    elsewhere = [a["href"] for a in shown.all("link", rel="alternate")]
    assert "http://localhost/feed.atom?q=barrier" in elsewhere
    assert "/embed/builder?q=barrier" in links(shown)
    for address in elsewhere:
        assert client.get(address).status_code == 200


def test_the_api_has_no_lines(client):
    assert client.get("/api/v1/search?q=barrier&view=kwic").status_code == 400


def test_an_archive_without_the_word_in_it_is_no_error():
    engine = Memory()
    with engine.rebuild() as add:
        add(FLOOD)
    client = create_app(Settings(deadline=60.0), engine).test_client()

    assert "The only line" in page(client, "/search?q=market&view=kwic").said
