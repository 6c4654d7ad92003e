import gzip

import pytest
from harbour import ARCHIVE, FLOOD
from markup import links, page

from searchapp.speech import Speech


def test_home_says_what_is_inside(client):
    home = page(client, "/")

    assert home.text("h1") == ["Harbour speeches"]
    assert "4 speeches by 3 speakers, 2017–2019, indexed on" in home.said
    assert "/search?year=2019" in links(home)
    assert "/search?speaker=Ada+Marsh" in links(home)
    assert "/search?topic=flood" in links(home)
    assert "/speech/2019-budget" in links(home)


def test_home_counts_what_has_no_year(client):
    assert "Undated1" in page(client, "/").said


def test_home_counts_more_speakers_than_a_facet_lists(client_of):
    many = [Speech(f"s{n}", ("Word.",), speaker=f"Speaker {n}") for n in range(30)]

    assert "30 speeches by 30 speakers, indexed on" in page(client_of(*many), "/").said


def test_before_anything_is_built_home_says_what_to_do(unbuilt):
    assert "searchapp rebuild SOURCE" in page(unbuilt, "/").said


def test_an_empty_archive_has_a_home(client_of):
    assert "holds no speeches yet" in page(client_of(), "/").said


def test_results_say_what_was_found_in_title_and_heading(client):
    found = page(client, "/search?q=barrier")

    assert found.text("h1") == ["3 speeches mention barrier, 2017–2019"]
    assert found.text("title")[:1] == ["3 speeches mention barrier – Harbour speeches"]


def test_one_speech_is_spoken_of_as_one(client):
    assert page(client, "/search?q=market").text("h1") == ["1 speech mentions market, 2017"]


def test_a_query_about_more_than_words_is_matched(client):
    assert page(client, "/search?q=speaker%3Aquill").text("h1") == ["1 speech matches speaker:quill, 2019"]


def test_an_empty_query_shows_every_speech_newest_first(client):
    found = page(client, "/search")

    assert found.text("h1") == ["4 speeches, 2017–2019"]
    assert [a["href"] for a in found.all("a") if a["href"].startswith("/speech/")] == [
        "/speech/2019-budget", "/speech/reka", "/speech/2017-flood", "/speech/letters/1",
    ]  # fmt: skip


def test_a_hit_links_to_its_passages_with_the_words_marked(client):
    found = page(client, "/search?q=river&speaker=Ada+Marsh")

    assert "/speech/2017-flood?q=river#p2" in links(found)
    assert set(found.text("mark")) == {"river"}


def test_a_hit_in_the_introduction_says_so(client):
    found = page(client, "/search?q=visiting")

    assert "From the introduction, not the speaker’s words" in found.said
    assert found.text("mark") == ["visiting"]


def test_a_hit_without_passages_shows_how_it_begins(client):
    assert "A budget is a promise with numbers in it." in page(client, "/search?q=speaker%3Aquill").said


def test_filters_are_switched_by_links_that_robots_dont_follow(client):
    found = page(client, "/search?q=barrier&speaker=Ada+Marsh")

    assert found.one("a", href="/search?q=barrier&speaker=Ada+Marsh&speaker=Bo+Quill")["rel"] == "nofollow"
    assert found.one("a", href="/search?q=barrier", **{"aria-current": "true"})["rel"] == "nofollow"


def test_what_narrows_the_results_stays_in_the_form(client):
    found = page(client, "/search?q=barrier&speaker=Ada+Marsh&sort=oldest&from=2017")

    assert found.one("input", type="hidden", name="speaker")["value"] == "Ada Marsh"
    assert found.one("input", type="hidden", name="sort")["value"] == "oldest"
    assert found.one("input", id="from")["value"] == "2017"
    assert found.one("input", id="q")["value"] == "barrier"


def test_every_count_of_a_facet_is_what_its_link_gives(client):
    found = client.get("/api/v1/search?q=barrier&topic=budget").json

    for field, values in found["facets"].items():
        for value in values:
            narrowed = {"q": "barrier", field: value["value"], **({} if field == "topic" else {"topic": "budget"})}
            assert client.get("/api/v1/search", query_string=narrowed).json["total"] == value["count"]


def test_pages_say_where_we_are(client_of):
    many = [Speech(f"s{n:03}", ("A word.",), date="2019") for n in range(95)]
    found = page(client_of(*many), "/search?q=word&page=5")

    assert found.text("h1") == ["95 speeches mention word, 2019 page 5 of 10"]
    assert found.text("title")[:1] == ["95 speeches mention word, page 5 of 10 – Harbour speeches"]
    assert found.one("a", **{"aria-current": "page"})["href"] == "/search?q=word&page=5"
    assert "Previous 1 … 4 5 6 … 10 Next" in found.said
    assert found.one("ol", **{"class": "hits"})["start"] == "41"


def test_a_page_past_the_last_leads_back(client):
    found = page(client, "/search?q=barrier&page=7", 404)

    assert "there is no page 7" in found.said
    assert "/search?q=barrier" in links(found)


def test_nothing_found_says_which_word_or_filter_it_was(client):
    found = page(client, "/search?q=barrier+zeppelin&year=2017")

    assert found.text("h1") == ["No speech mentions barrier zeppelin"]
    assert "Nothing in this archive has zeppelin." in found.said
    assert "1 speech without “zeppelin”" in found.said
    assert "/search?q=barrier&year=2017" in links(found)


def test_a_filter_that_leaves_nothing_can_be_dropped_with_a_count(client):
    found = page(client, "/search?q=zeppelin+OR+barrier&speaker=Ada+Marsh&from=2019")

    assert "2 speeches" not in found.said
    assert "1 speech without the speaker “Ada Marsh”" in found.said
    assert "1 speech at any date" in found.said


def test_a_suggestion_is_a_link_that_keeps_the_filters(client):
    found = page(client, "/search?q=bariers&language=en")

    assert "Did you mean" in found.said
    assert client.get(found.all("a", rel="nofollow")[-1]["href"]).status_code == 200


def test_a_speech_is_shown_with_its_passages_numbered(client):
    shown = page(client, "/speech/2017-flood")

    assert shown.text("h1") == ["On the flood"]
    assert shown.text("title") == ["On the flood, Ada Marsh, 14 March 2017 – Harbour speeches"]
    assert [a["id"] for a in shown.all("div", **{"class": "passage"})] == ["p1", "p2", "p3"]
    assert {f"/speech/2017-flood?passage={n}#p{n}" for n in (1, 2, 3)} <= set(links(shown))
    assert "Introduction, not the speaker’s words The minister spoke" in shown.said
    assert shown.one("link", rel="canonical")["href"] == "http://localhost/speech/2017-flood"


def test_a_speech_is_marked_and_its_marks_lead_from_one_to_the_next(client):
    shown = page(client, "/speech/2017-flood?q=barrier+harbour")

    assert shown.text("mark") == ["harbour", "barrier", "barrier"]
    assert [a["id"] for a in shown.all("mark")] == ["m1", "m2", "m3"]
    assert "3 matches" in shown.said
    assert "Previous Match 2 of 3 Next" in shown.said
    assert links(shown).count("#m2") == 2


def test_a_speech_says_when_it_has_none_of_the_words(client):
    assert "None of zeppelin stands in the words of this speech" in page(client, "/speech/reka?q=zeppelin").said


def test_what_we_dont_know_about_a_speech_is_shown_as_it_came(client):
    shown = page(client, "/speech/2017-flood")

    assert "What else the source says column412" in shown.said
    assert shown.one("a", href="https://record.example/scan/412")["rel"] == "noopener nofollow"


def test_a_speech_with_next_to_nothing_known_is_shown(client):
    shown = page(client, "/speech/letters/1")

    assert shown.text("h1") == ["Somebody said something about a barrier."]
    assert "Speaker not named · 21 November, year unknown" in shown.said


def test_a_speech_is_in_its_own_language_and_direction(client_of):
    arabic = Speech("ar", ("سلام",), title="خطاب", language="ar")

    shown = page(client_of(arabic), "/speech/ar")
    assert shown.one("h1") == {"lang": "ar", "dir": "rtl"}
    assert {"lang": "ar", "dir": "rtl"} in shown.all("p")


@pytest.mark.parametrize("id", ["a/b", "a//b", "/a", "../a", "a?b#c", "a b", "река", "100%", "a\nb", "a/"])
def test_any_id_has_a_page_that_its_links_lead_to(client_of, id):
    client = client_of(Speech(id, ("Word.",)))

    address = next(href for href in links(page(client, "/search")) if href.startswith("/speech/"))
    assert page(client, address).said.count("Word.") >= 1
    assert (
        client.get(client.get("/api/v1/search").json["results"][0]["url"].partition("localhost")[2]).status_code == 200
    )


def test_half_a_surrogate_pair_doesnt_break_a_page(client_of):
    client = client_of(Speech("s", ("broken \ud800 word",)))

    assert "broken ? word" in page(client, "/speech/s").said
    assert client.get("/api/v1/speeches/s").json["passages"][0]["text"] == "broken ? word"


def test_results_are_not_for_robots_and_speeches_are(client):
    assert page(client, "/search").one("meta", name="robots")["content"] == "noindex"
    assert client.get("/search").headers["X-Robots-Tag"] == "noindex"
    assert page(client, "/speech/reka").all("meta", name="robots") == []
    told = client.get("/robots.txt").text.splitlines()
    assert told[0] == "User-agent: *"
    closed = ("/search", "/values/", "/check", "/compare", "/first", "/receipt", "/api/", "/cite/", "/export.")
    assert {f"Disallow: {path}" for path in closed} <= set(told)
    assert "Disallow: /embed" not in told  # other people's pages need the script to be seen by robots


@pytest.mark.parametrize("address", ["/", "/search?q=barrier", "/speech/2017-flood?q=barrier", "/help", "/nowhere"])
def test_every_page_has_its_landmarks_and_no_styles_or_scripts_of_its_own(client, address):
    found = page(client, address, 404 if address == "/nowhere" else 200)

    assert found.one("html")["lang"] == "en"
    assert found.one("a", **{"class": "skip"})["href"] == "#main"
    assert len(found.text("h1")) == 1
    assert found.one("main")["id"] == "main"
    assert found.all("style") == []
    assert not any(name == "style" or name.startswith("on") for _, attributes in found.tags for name in attributes)
    assert [a for a in found.all("script") if "src" not in a and a.get("type") != "application/ld+json"] == []
    ids = [a["id"] for _, a in found.tags if "id" in a]
    assert sorted(ids) == sorted(set(ids))


def test_a_page_of_results_is_small(client_of):
    long = [
        Speech(f"s{n}", tuple(f"{' '.join(f'word{(n * i * k) % 997}' for k in range(90))} barrier" for i in range(9)),
               title=f"Speech {n}", speaker=f"Speaker {n}", date=f"{1960 + n}", topics=(f"topic {n}",))
        for n in range(60)
    ]  # fmt: skip

    client = client_of(*long)
    assert len(gzip.compress(client.get("/search?q=barrier").data)) < 50_000
    assert sum(len(gzip.compress(client.get(a["src"]).data)) for a in page(client, "/").all("script")) < 10_000


def test_the_style_sheet_is_kept_for_ever_and_an_old_address_is_not(client):
    address = page(client, "/").one("link", rel="stylesheet")["href"]

    assert client.get(address).headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert client.get("/static/0123456789abcdef/style.css").headers["Cache-Control"] == "no-cache"
    assert client.get("/static/0123456789abcdef/other.css").status_code == 404


def test_a_page_that_hasnt_changed_isnt_sent_again(client):
    first = client.get("/search?q=barrier")

    again = client.get("/search?q=barrier", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_a_browser_can_add_this_search(client_of):
    client = client_of(*ARCHIVE, title="Speeches & <Letters>")

    description = client.get("/opensearch.xml")
    assert description.mimetype == "application/opensearchdescription+xml"
    assert 'template="http://localhost/search?q={searchTerms}"' in description.text
    assert "<ShortName>Speeches &amp; &lt;Lett</ShortName>" in description.text


def test_behind_a_trusted_proxy_addresses_are_the_publics(client_of):
    headers = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "speeches.example", "X-Forwarded-Prefix": "/archive"}

    shown = client_of(FLOOD, proxies=1).get("/speech/2017-flood", headers=headers)
    assert 'rel="canonical" href="https://speeches.example/archive/speech/2017-flood"' in shown.text
    assert 'action="/archive/search"' in shown.text
    assert "speeches.example" not in client_of(FLOOD).get("/speech/2017-flood", headers=headers).text


def test_the_sites_own_address_comes_first(client_of):
    shown = client_of(FLOOD, url="https://speeches.example/").get("/api/v1/search").json

    assert shown["results"][0]["url"] == "https://speeches.example/speech/2017-flood"


def test_what_was_proposed_is_not_said_to_be_the_sources(client_of):
    speech = Speech("s1", ("Word.",), title="T", extra=(("proposed", ["title", "topics"]), ("party", "Greens")))

    shown = page(client_of(speech), "/speech/s1").said

    assert "The title and the topics of this speech were proposed from its text" in shown
    assert "partyGreens" in shown
    assert '["title"' not in shown


def test_home_and_help_cannot_be_asked_anything(client):
    assert client.get("/?q=barrier").status_code == 400
    assert client.get("/help?x=1").status_code == 400
    assert client.get("/?utm_source=a").status_code == 200
