import gzip
from dataclasses import replace

import pytest
from harbour import FLOOD, RIVER
from markup import links, page

from searchapp.speech import Speech


def sitting(n, **known):
    day = {"date": "2018-05-02", "event": "Harbour debate", "source": "Harbour Record", "language": "en"}
    return Speech(
        f"d.{n}", (f"Words of number {n}.",), **{"title": f"Point {n}", "speaker": f"Speaker {n}", **day, **known}
    )


@pytest.fixture
def debate(client_of):
    return client_of(*(sitting(n) for n in (8, 9, 10)), FLOOD)


def test_the_speeches_before_and_after_are_linked_above_and_below(debate):
    shown = page(debate, "/speech/d.9")

    assert [a["href"] for a in shown.all("a", rel="prev")] == ["/speech/d.8"] * 2
    assert [a["href"] for a in shown.all("a", rel="next")] == ["/speech/d.10"] * 2
    assert shown.said.count("Next speech Speaker 10 · Point 10") == 2


def test_the_first_of_a_debate_has_none_before_it(debate):
    shown = page(debate, "/speech/d.8")

    assert shown.all("a", rel="prev") == []
    assert len(shown.all("a", rel="next")) == 2


def test_neighbours_keep_the_words_and_the_language(debate):
    shown = page(debate, "/speech/d.9?q=words&lang=en")

    assert shown.all("a", rel="next")[0]["href"] == "/speech/d.10?q=words&lang=en"


def test_an_occasion_leads_to_all_its_speeches(debate):
    shown = page(debate, "/speech/d.9")
    assert "All speeches at Harbour debate, 2 May 2018" in shown.said

    address = next(href for href in links(shown) if "event" in href)
    assert page(debate, address).text("h1") == ['3 speeches match event:"Harbour debate", 2018']


@pytest.mark.parametrize("event", ['The "New" sitting', "OR NOT", "—", "a:b (c) -d*"])
def test_any_event_leads_to_its_speeches(client_of, event):
    client = client_of(sitting(1, event=event), sitting(2, event=event))

    address = next(href for href in links(page(client, "/speech/d.1")) if "from=" in href)

    assert page(client, address).text("h1")[0].startswith("2 speeches")


def test_a_day_without_an_event_is_an_occasion(client_of):
    client = client_of(sitting(1, event=None), sitting(2, event=None))

    shown = page(client, "/speech/d.1")

    assert "All speeches of 2 May 2018" in shown.said


def test_a_speech_alone_has_no_debate(client):
    assert page(client, "/speech/2019-budget").all("nav", **{"class": "debate above"}) == []


def test_speeches_like_it_stand_below_with_a_search_for_what_they_share(client_of):
    others = [Speech(f"o{n}", (f"The clerk reads paper {n}.",), title=f"Paper {n}", language="en") for n in range(12)]
    like = Speech(
        "like", ("A flood came over the tidal barrier.",), title="After the flood", speaker="Bo", language="en"
    )
    client = client_of(replace(FLOOD, event=None), like, *others)

    shown = page(client, "/speech/2017-flood")

    assert "More like this After the flood Bo A flood came over the tidal barrier." in shown.said
    address = next(href for href in links(shown) if "OR" in href)
    found = {href.split("?")[0] for href in links(page(client, address))}
    assert {"/speech/like", "/speech/2017-flood"} <= found


def test_passages_with_matches_are_listed(client):
    shown = page(client, "/speech/2017-flood?q=river")

    assert "In passages 2 3" in shown.said
    assert {"#p2", "#p3"} <= set(links(shown))


def test_the_only_match_needs_no_list(client):
    assert "In passage" not in page(client, "/speech/2017-flood?q=market").said


def test_many_passages_fold_away(client_of):
    client = client_of(Speech("long", ("Word.",) * 60, language="en"))

    assert "36 more" in page(client, "/speech/long?q=word").said


def test_the_script_that_goes_from_match_to_match_comes_only_with_matches(client):
    def scripts(address):
        return [a for a in page(client, address).all("script") if a.get("src", "").endswith("/matches.js")]

    assert len(scripts("/speech/2017-flood?q=river")) == 1
    assert scripts("/speech/2017-flood?q=market") == scripts("/speech/2017-flood") == []


def test_a_speech_in_another_language_than_the_page_says_so(client_of):
    client = client_of(RIVER, FLOOD)

    assert "This speech is in Russian." in page(client, "/speech/reka").said
    assert "This speech is in" not in page(client, "/speech/2017-flood").said
    assert "This speech is in" not in page(client, "/speech/reka?lang=ru").said


def test_a_speech_from_right_to_left_has_its_numbers_at_its_beginning(client_of):
    shown = page(client_of(Speech("ar", ("سلام",), language="ar")), "/speech/ar")

    assert shown.one("div", id="p1")["dir"] == "rtl"


def test_what_the_source_says_keeps_its_shape(client_of):
    extra = (
        ("votes", {"ayes": 12, "noes": ["A", "B"]}),
        ("scans", ["https://record.example/1", "plain"]),
        ("checked", True),
        ("deep", [[[[["x"]]]]]),
        ("nothing", []),
        ("hostile", {"<b>": "<script>"}),
    )

    shown = page(client_of(Speech("s", ("Word.",), extra=extra)), "/speech/s")

    assert "votesayes12noesAB" in shown.said.replace(" ", "")
    assert shown.one("a", href="https://record.example/1")["rel"] == "noopener nofollow"
    assert "checkedtrue" in shown.said.replace(" ", "")
    assert '[["x"]]' in shown.said
    assert "nothing[]" in shown.said.replace(" ", "")
    assert "<b><script>" in shown.said.replace(" ", "")


def test_a_long_speech_with_many_matches_stays_small(client_of):
    words = [f"w{n * 7919 % 2503}" for n in range(17_000)]
    words[::42] = ["house"] * len(words[::42])
    passages = tuple(" ".join(words[at : at + 100]) for at in range(0, len(words), 100))
    client = client_of(Speech("long", passages, language="en"))

    plain, marked = (client.get(f"/speech/long{q}").data for q in ("", "?q=house"))

    assert marked.count(b"<mark") == 405
    assert len(gzip.compress(marked)) - len(gzip.compress(plain)) < 10_000
